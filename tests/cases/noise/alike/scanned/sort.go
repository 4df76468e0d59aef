package orchard

type appleSlice []Apple

func (a appleSlice) Len() int {
	return len(a)
}

func (a appleSlice) Less(i, j int) bool {
	return a[i].Grams < a[j].Grams
}

func (a appleSlice) Swap(i, j int) {
	a[i], a[j] = a[j], a[i]
}

var press = struct{ litres, bar int }{120, 8}
