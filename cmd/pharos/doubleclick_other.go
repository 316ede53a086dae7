//go:build !windows

package main

import (
	"os"

	"golang.org/x/term"
)

// doubleClicked reports whether the program was started without a terminal, on a
// screen.
func doubleClicked() bool {
	for _, f := range []*os.File{os.Stdin, os.Stdout, os.Stderr} {
		if term.IsTerminal(int(f.Fd())) {
			return false
		}
	}
	return os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != ""
}
