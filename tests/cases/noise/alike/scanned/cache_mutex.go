package tiles

import "sync"

// Memory keeps rendered tiles, at most limit of them.
type Memory struct {
	sync.Mutex
	limit int
	hits  int
	miss  int
	tiles map[Coord][]byte
	order []Coord
}

func NewMemory(limit int) *Memory {
	m := new(Memory)
	m.limit = limit
	m.tiles = make(map[Coord][]byte, limit)
	return m
}

func (m *Memory) Set(at Coord, png []byte) {
	m.Lock()
	defer m.Unlock()
	if _, known := m.tiles[at]; !known {
		if len(m.order) >= m.limit {
			delete(m.tiles, m.order[0])
			m.order = m.order[1:]
		}
		m.order = append(m.order, at)
	}
	m.tiles[at] = png
}

func (m *Memory) Get(at Coord) ([]byte, bool) {
	m.Lock()
	defer m.Unlock()
	png, ok := m.tiles[at]
	if ok {
		m.hits++
	} else {
		m.miss++
	}
	return png, ok
}

func (m *Memory) Len() int {
	m.Lock()
	defer m.Unlock()
	return len(m.tiles)
}
