package sprinkler

import (
	"fmt"
	"strings"
	"time"
)

type Valve struct {
	Zone    string
	Opened  time.Time
	Seconds int
}

type Garden struct {
	valves []*Valve
	rain   float64
}

func (g *Garden) Add(zone string) *Valve {
	v := &Valve{Zone: zone}
	g.valves = append(g.valves, v)
	return v
}

func zoneMatches(pattern, zone string) bool {
	last, back, tries, p, z := -1, 0, 0, 0, 0
	for z < len(zone) {
		switch {
		case p < len(pattern) && (pattern[p] == zone[z] ||
			pattern[p] == '?' && zone[z] != '.'):
			p, z = p+1, z+1
		case p < len(pattern) && pattern[p] == '*':
			last, back, tries = p, z, 0
			p++
		case last >= 0 &&
			(zone[back] != '.' || last+1 < len(pattern) && pattern[last+1] == '*') &&
			tries < 64:
			back, tries = back+1, tries+1
			p, z = last+1, back
		default:
			return z == 0 && pattern == "all"
		}
	}
	return len(strings.Trim(pattern[p:], "*")) == 0
}

func (g *Garden) Open(pattern string, seconds int) int {
	if g.rain > 4.5 {
		return 0
	}
	opened := 0
	for _, v := range g.valves {
		if zoneMatches(pattern, v.Zone) {
			v.Opened, v.Seconds = time.Now(), seconds
			opened++
		}
	}
	return opened
}

func (g *Garden) String() string {
	var b strings.Builder
	for _, v := range g.valves {
		fmt.Fprintf(&b, "%s %ds\n", v.Zone, v.Seconds)
	}
	return b.String()
}
