package orchard

import (
	"fmt"
	"sort"
)

type Tree struct {
	Row    int
	Number int
	Kind   string
}

func (t Tree) String() string {
	return fmt.Sprintf("%d/%d (%s)", t.Row, t.Number, t.Kind)
}

type byPlace []Tree

func (p byPlace) Len() int      { return len(p) }
func (p byPlace) Swap(i, j int) { p[i], p[j] = p[j], p[i] }
func (p byPlace) Less(i, j int) bool {
	if p[i].Row != p[j].Row {
		return p[i].Row < p[j].Row
	}
	return p[i].Number < p[j].Number
}

func Ordered(trees []Tree) []Tree {
	out := make([]Tree, len(trees))
	copy(out, trees)
	sort.Sort(byPlace(out))
	return out
}
