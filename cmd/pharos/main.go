// Command pharos builds hotline sites, posters and cards from plain files.
//
// It only turns arguments into calls and findings into words: the work is in
// internal/build. One file a verb; the rules of the terminal are in ui.go.
package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"runtime/debug"
	"slices"
	"syscall"

	"pharos/internal/build"
)

// Exit states, the same for every verb.
const (
	exitDone    = 0 // done; warnings are allowed
	exitData    = 1 // the author's data have errors; nothing was written
	exitUsage   = 2 // wrong usage or settings
	exitMachine = 3 // the machine failed: disk full, no permission
)

// verb is one thing the command can do.
type verb struct {
	name, args, short string
	// long explains, example is one line to copy.
	long, example string
	run           func(ctx context.Context, ui *ui, args []string) error
}

// verbs in the order of help.
func verbs() []verb {
	return []verb{initVerb(), newVerb(), buildVerb(), serveVerb(), checkVerb(), translateVerb(), updateVerb(), submitVerb(), acceptVerb(), rightVerb(), attestVerb(), releaseVerb(), verifyVerb(), proofVerb(), impactVerb(), diffVerb(), keyVerb(), printVerb(), recallVerb(), reportVerb(), explainVerb(), versionVerb(), helpVerb()}
}

// memory is the soft limit of a run, in bytes: below it the collector works half
// as often as usual, near it more often, and a whole build stays under 500 MB.
// GOGC and GOMEMLIMIT set other limits.
const memory = 380 << 20

func main() {
	if os.Getenv("GOMEMLIMIT") == "" && os.Getenv("GOGC") == "" {
		debug.SetMemoryLimit(memory)
		debug.SetGCPercent(200)
	}
	os.Exit(run(os.Args[1:], newUI()))
}

// run does one verb and gives the exit state.
func run(args []string, ui *ui) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if len(args) == 0 || args[0] == "-h" || args[0] == "--help" {
		args = append([]string{"help"}, args[min(1, len(args)):]...)
	}
	i := slices.IndexFunc(verbs(), func(v verb) bool { return v.name == args[0] })
	if i < 0 {
		var names []string
		for _, v := range verbs() {
			names = append(names, v.name)
		}
		ui.fail(usagef("unknown verb %q%s", args[0], meant(args[0], names)))
		return exitUsage
	}
	err := verbs()[i].run(ctx, ui, args[1:])
	ui.fail(err)
	return state(err)
}

// state is the exit state that an error stands for.
func state(err error) int {
	var defects build.Defects
	var usage build.Usage
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &defects), errors.As(err, new(found)):
		return exitData
	case errors.As(err, &usage):
		return exitUsage
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrPermission):
		return exitMachine
	}
	return exitMachine
}

// usagef is an error about how the command was called.
func usagef(format string, args ...any) error {
	return build.Usage{Message: fmt.Sprintf(format, args...)}
}
