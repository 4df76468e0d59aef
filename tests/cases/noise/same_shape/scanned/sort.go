package bees

import "fmt"

type Hive struct {
	Field string
	Frames int
}

func (h Hive) String() string {
	return fmt.Sprintf("%s (%d)", h.Field, h.Frames)
}

type byFrames []Hive

func (a byFrames) Len() int           { return len(a) }
func (a byFrames) Swap(i, j int)      { a[i], a[j] = a[j], a[i] }
func (a byFrames) Less(i, j int) bool { return a[i].Frames < a[j].Frames }
