package kennel

import (
	"encoding/json"
	"fmt"
	"io/ioutil"
	"os"
)

type Kennel struct {
	Name string
	Dogs   int
}

func LoadKennel(path string) (*Kennel, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open kennel: %v", err)
	}
	defer f.Close()
	data, err := ioutil.ReadAll(f)
	if err != nil {
		return nil, fmt.Errorf("read kennel: %v", err)
	}
	var k Kennel
	if err := json.Unmarshal(data, &k); err != nil {
		return nil, fmt.Errorf("parse kennel: %v", err)
	}
	if k.Name == "" {
		return nil, fmt.Errorf("kennel %s has no name", path)
	}
	return &k, nil
}

func SaveKennel(path string, k *Kennel) error {
	data, err := json.MarshalIndent(k, "", "  ")
	if err != nil {
		return err
	}
	if err := ioutil.WriteFile(path, data, 0644); err != nil {
		return fmt.Errorf("write kennel: %v", err)
	}
	return nil
}
