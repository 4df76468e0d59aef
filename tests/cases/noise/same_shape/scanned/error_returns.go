package theatre

import (
	"encoding/json"
	"fmt"
	"io/ioutil"
	"os"
)

type Stage struct {
	Name string
	Seats   int
}

func LoadStage(path string) (*Stage, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open stage: %v", err)
	}
	defer f.Close()
	data, err := ioutil.ReadAll(f)
	if err != nil {
		return nil, fmt.Errorf("read stage: %v", err)
	}
	var st Stage
	if err := json.Unmarshal(data, &st); err != nil {
		return nil, fmt.Errorf("parse stage: %v", err)
	}
	if st.Name == "" {
		return nil, fmt.Errorf("stage %s has no name", path)
	}
	return &st, nil
}

func SaveStage(path string, st *Stage) error {
	data, err := json.MarshalIndent(st, "", "  ")
	if err != nil {
		return err
	}
	if err := ioutil.WriteFile(path, data, 0644); err != nil {
		return fmt.Errorf("write stage: %v", err)
	}
	return nil
}
