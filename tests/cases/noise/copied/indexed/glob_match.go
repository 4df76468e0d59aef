package pathrule

import "strings"

func Fits(rule, name string) bool {
	star, mark, depth, r, n := -1, 0, 0, 0, 0
	for n < len(name) {
		switch {
		case r < len(rule) && (rule[r] == name[n] || rule[r] == '?' && name[n] != '/'):
			r, n = r+1, n+1
		case r < len(rule) && rule[r] == '*':
			star, mark, depth = r, n, 0
			r++
		case star >= 0 && (name[mark] != '/' || star+1 < len(rule) && rule[star+1] == '*') && depth < 64:
			mark, depth = mark+1, depth+1
			r, n = star+1, mark
		default:
			return false
		}
	}
	return len(strings.Trim(rule[r:], "*")) == 0
}
