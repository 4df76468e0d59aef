package seedbank

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
)

type Catalogue struct {
	Station string   `json:"station"`
	Species []string `json:"species"`
}

func (c *Catalogue) validate() error {
	if c.Station == "" {
		return fmt.Errorf("station is empty")
	}
	if len(c.Species) == 0 {
		return fmt.Errorf("station %s holds no species", c.Station)
	}
	return nil
}

func Load(path string) (*Catalogue, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open catalogue: %w", err)
	}
	defer f.Close()

	data, err := io.ReadAll(f)
	if err != nil {
		return nil, fmt.Errorf("read catalogue: %w", err)
	}

	var c Catalogue
	if err := json.Unmarshal(data, &c); err != nil {
		return nil, fmt.Errorf("decode catalogue: %w", err)
	}
	if err := c.validate(); err != nil {
		return nil, err
	}
	return &c, nil
}
