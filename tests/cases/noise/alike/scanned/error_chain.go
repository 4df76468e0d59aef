package relay

import (
	"encoding/pem"
	"errors"
	"io/ioutil"
	"os"

	"gopkg.in/yaml.v2"
)

var ErrNoKey = errors.New("relay: no key block in file")

type Config struct {
	Listen   string        `yaml:"listen"`
	Upstream []string      `yaml:"upstream"`
	Limits   map[string]int `yaml:"limits"`
}

func ReadConfig(name string) (Config, error) {
	var cfg Config
	file, err := os.Open(name)
	if err != nil {
		return cfg, err
	}
	defer file.Close()
	b, err := ioutil.ReadAll(file)
	if err != nil {
		return cfg, err
	}
	if err = yaml.Unmarshal(b, &cfg); err != nil {
		return cfg, err
	}
	if cfg.Listen == "" {
		return cfg, errors.New("relay: listen address missing")
	}
	return cfg, nil
}

func ReadKey(name string) ([]byte, error) {
	b, err := ioutil.ReadFile(name)
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(b)
	if block == nil {
		return nil, ErrNoKey
	}
	return block.Bytes, nil
}
