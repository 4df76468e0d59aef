package clinic

import "container/heap"

type patient struct {
	name    string
	urgency int
	arrived int64
	index   int
}

type waitingRoom []*patient

func (w waitingRoom) Len() int { return len(w) }

func (w waitingRoom) Less(i, j int) bool {
	if w[i].urgency == w[j].urgency {
		return w[i].arrived < w[j].arrived
	}
	return w[i].urgency > w[j].urgency
}

func (w waitingRoom) Swap(i, j int) {
	w[i], w[j] = w[j], w[i]
	w[i].index = i
	w[j].index = j
}

func (w *waitingRoom) Push(x interface{}) {
	p := x.(*patient)
	p.index = len(*w)
	*w = append(*w, p)
}

func (w *waitingRoom) Pop() interface{} {
	old := *w
	n := len(old)
	p := old[n-1]
	old[n-1] = nil
	p.index = -1
	*w = old[:n-1]
	return p
}

func (w *waitingRoom) callNext() *patient {
	if w.Len() == 0 {
		return nil
	}
	return heap.Pop(w).(*patient)
}
