package main

import (
	"flag"
	"fmt"
	"net/http"
	"os"
	"time"
)

func main() {
	var (
		addr    string
		dir     string
		refresh time.Duration
		verbose bool
	)
	flag.StringVar(&addr, "addr", ":8090", "address to listen on")
	flag.StringVar(&dir, "dir", ".", "directory of photographs")
	flag.DurationVar(&refresh, "refresh", time.Minute, "how often to look for new ones")
	flag.BoolVar(&verbose, "v", false, "log every request")
	flag.Parse()

	if err := run(addr, dir, refresh, verbose); err != nil {
		fmt.Fprintln(os.Stderr, "photowall:", err)
		os.Exit(1)
	}
}

func run(addr, dir string, refresh time.Duration, verbose bool) error {
	wall, err := OpenWall(dir)
	if err != nil {
		return err
	}
	go wall.Watch(refresh)
	var h http.Handler = wall
	if verbose {
		h = logRequests(h)
	}
	return http.ListenAndServe(addr, h)
}
