package main

import (
	"flag"
	"fmt"
	"log"
	"os"

	"example.org/kiln/profile"
)

var (
	peak   = flag.Int("peak", 1060, "peak temperature in degrees")
	soak   = flag.Duration("soak", 0, "how long to hold the peak")
	output = flag.String("o", "", "write the profile to this file")
	quiet  = flag.Bool("q", false, "print nothing")
)

func usage() {
	fmt.Fprintf(os.Stderr, "usage: kiln [flags] cone\n")
	flag.PrintDefaults()
	os.Exit(2)
}

func main() {
	log.SetFlags(0)
	log.SetPrefix("kiln: ")
	flag.Usage = usage
	flag.Parse()
	if flag.NArg() != 1 {
		usage()
	}
	p, err := profile.New(flag.Arg(0), *peak, *soak)
	if err != nil {
		log.Fatal(err)
	}
	if *output != "" {
		if err := p.WriteFile(*output); err != nil {
			log.Fatal(err)
		}
	}
	if !*quiet {
		fmt.Println(p)
	}
}
