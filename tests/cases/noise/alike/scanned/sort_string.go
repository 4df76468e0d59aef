package psalter

import (
	"sort"
	"strings"
)

// Index lists where a word occurs.
type Index []Entry

type Entry struct {
	Word  string
	Psalm int
	Verse int
}

func (x Index) Len() int { return len(x) }

func (x Index) Less(i, j int) bool {
	a, b := x[i], x[j]
	if a.Word == b.Word {
		if a.Psalm == b.Psalm {
			return a.Verse < b.Verse
		}
		return a.Psalm < b.Psalm
	}
	return a.Word < b.Word
}

func (x Index) Swap(i, j int) { x[i], x[j] = x[j], x[i] }

func (x Index) String() string {
	words := make([]string, 0, len(x))
	for _, e := range x {
		words = append(words, e.Word)
	}
	return strings.Join(words, ", ")
}

func (x Index) Sort() { sort.Stable(x) }
