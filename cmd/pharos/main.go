// Command pharos builds hotline sites, posters and cards from plain files.
//
// It only turns arguments into calls and findings into words: the work is in
// internal/build. One file a verb; the root that reads the settings for all of
// them is in root.go, the rules of the terminal are in ui.go.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"pharos/internal/build"
)

//go:generate go test -run TestReference . -update

// Exit states, the same for every verb; 'pharos help exit-codes' explains them.
const (
	exitDone    = 0 // done; warnings are allowed
	exitData    = 1 // the author's data have errors; nothing was written
	exitUsage   = 2 // wrong usage or settings
	exitMachine = 3 // the machine failed: disk full, no permission
	exitUnknown = 4 // a release is whole, but nobody has compared whose keys signed it
)

// memory is the soft limit of a run, in bytes: below it the collector works half
// as often as usual, near it more often, and a whole build stays under 500 MB.
// GOGC and GOMEMLIMIT set other limits.
const memory = 380 << 20

func main() {
	if os.Getenv("GOMEMLIMIT") == "" && os.Getenv("GOGC") == "" {
		debug.SetMemoryLimit(memory)
		debug.SetGCPercent(200)
	}
	args := os.Args[1:]
	if len(args) == 0 && doubleClicked() {
		args = []string{"studio"}
	}
	os.Exit(run(args, newUI()))
}

// run does one action and gives the exit state.
func run(args []string, ui *ui) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	root := newRoot(&call{ui: ui})
	root.SetArgs(args)
	cmd, err := root.ExecuteContextC(ctx)
	ui.fail(err, cmd)
	return state(err)
}

// state is the exit state that an error stands for.
func state(err error) int {
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, new(build.Defects)), errors.As(err, new(found)):
		return exitData
	case errors.As(err, new(build.Usage)):
		return exitUsage
	case errors.As(err, new(unknown)):
		return exitUnknown
	}
	return exitMachine
}

// usagef is an error about how the command was called.
func usagef(format string, args ...any) error {
	return build.Usage{Message: fmt.Sprintf(format, args...)}
}
