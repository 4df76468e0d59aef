package chess

import "fmt"

type Player struct {
	Club string
	Rating int
}

func (p Player) String() string {
	return fmt.Sprintf("%s (%d)", p.Club, p.Rating)
}

type byRating []Player

func (a byRating) Len() int           { return len(a) }
func (a byRating) Swap(i, j int)      { a[i], a[j] = a[j], a[i] }
func (a byRating) Less(i, j int) bool { return a[i].Rating < a[j].Rating }
