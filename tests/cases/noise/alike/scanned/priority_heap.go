package route

import (
	"container/heap"
	"math"
)

type hop struct {
	node int
	cost float64
}

type frontier []hop

func (f frontier) Len() int            { return len(f) }
func (f frontier) Less(i, j int) bool  { return f[i].cost < f[j].cost }
func (f frontier) Swap(i, j int)       { f[i], f[j] = f[j], f[i] }
func (f *frontier) Push(v interface{}) { *f = append(*f, v.(hop)) }
func (f *frontier) Pop() interface{} {
	h := *f
	last := h[len(h)-1]
	*f = h[:len(h)-1]
	return last
}

func Shortest(g *Graph, from int) []float64 {
	dist := make([]float64, g.Size())
	for i := range dist {
		dist[i] = math.Inf(1)
	}
	dist[from] = 0
	open := &frontier{{from, 0}}
	for open.Len() > 0 {
		cur := heap.Pop(open).(hop)
		if cur.cost > dist[cur.node] {
			continue
		}
		for _, e := range g.Edges(cur.node) {
			if d := cur.cost + e.Length; d < dist[e.To] {
				dist[e.To] = d
				heap.Push(open, hop{e.To, d})
			}
		}
	}
	return dist
}
