package main

import (
	"context"
	"fmt"
	"runtime/debug"
)

func versionVerb() verb {
	return verb{
		name:    "version",
		short:   "print the version",
		long:    "Prints the version and the Go release it was built with.",
		example: "pharos version",
		run:     runVersion,
	}
}

// runVersion prints what the build recorded about itself.
func runVersion(_ context.Context, ui *ui, args []string) error {
	if len(args) > 0 {
		return usagef("version takes no words")
	}
	version, goVersion := version()
	_, err := fmt.Fprintf(ui.out, "pharos %s %s\n", version, goVersion)
	return err
}

// version is the program's version and the Go release it was built with.
func version() (version, goVersion string) {
	version = "(devel)"
	if info, ok := debug.ReadBuildInfo(); ok {
		version, goVersion = info.Main.Version, info.GoVersion
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" && version == "(devel)" {
				version = s.Value
			}
		}
	}
	return version, goVersion
}
