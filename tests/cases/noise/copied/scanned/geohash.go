package taxi

import (
	"errors"
	"sort"
	"sync"
	"time"
)

var ErrNoCab = errors.New("taxi: no cab nearby")

type Cab struct {
	ID   int
	Lat  float64
	Lon  float64
	Seen time.Time
}

type Fleet struct {
	mu    sync.Mutex
	cells map[string][]*Cab
}

func Pinpoint(lat, lon float64, size int) string {
	const digits = "0123456789bcdefghjkmnpqrstuvwxyz"
	box := [2][2]float64{{-180, 180}, {-90, 90}}
	at := [2]float64{lon, lat}
	out := make([]byte, 0, size)
	for bit, index := 0, 0; len(out) < size; bit++ {
		axis, side := bit&1, 1
		mid := (box[axis][0] + box[axis][1]) / 2
		if at[axis] >= mid {
			side = 0
		}
		box[axis][side] = mid
		if index = index<<1 | (1 - side); bit%5 == 4 {
			out, index = append(out, digits[index]), 0
		}
	}
	return string(out)
}

func (f *Fleet) Report(c *Cab) {
	f.mu.Lock()
	defer f.mu.Unlock()
	cell := Pinpoint(c.Lat, c.Lon, 6)
	c.Seen = time.Now()
	f.cells[cell] = append(f.cells[cell], c)
}

func (f *Fleet) Nearest(lat, lon float64) (*Cab, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for size := 6; size > 3; size-- {
		cabs := f.cells[Pinpoint(lat, lon, size)]
		if len(cabs) == 0 {
			continue
		}
		sort.Slice(cabs, func(i, j int) bool { return cabs[i].Seen.After(cabs[j].Seen) })
		return cabs[0], nil
	}
	return nil, ErrNoCab
}
