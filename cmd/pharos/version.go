package main

import (
	"cmp"
	"fmt"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"pharos/internal/cache"
)

func versionCommand(c *call) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "print version, commit, Go release and digest of the program",
		Long: `Prints the version, the commit that the program was built from, the Go release that
built it, and the SHA-256 digest of the program's own file: that of 'sha256sum pharos'.
Two people with the same digest have the same program. 'pharos --version' prints the
version alone.`,
		Example: "  pharos version",
		Args:    words(0, 0),
		RunE:    func(*cobra.Command, []string) error { return printVersion(c.ui) },
	}
}

// printVersion prints what the build recorded about itself, and the digest.
func printVersion(ui *ui) error {
	v := version()
	digest, err := cache.Program()
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(ui.out, "pharos %s\ncommit %s\ngo %s\nsha256 %x\n",
		v, cmp.Or(v.commit, "unknown"), strings.TrimPrefix(v.golang, "go"), digest)
	return err
}

// The version of the sources and its day; CHANGELOG.md says what is in it.
const (
	sources    = "0.1.0"
	sourcesDay = "2026-11-30"
)

// built is what the build recorded: the commit, with a plus where the sources were
// changed, and the Go release.
type built struct{ commit, golang string }

// String is the version; where the commit is known it tells programs of two commits
// apart.
func (b built) String() string {
	if b.commit == "" {
		return sources
	}
	return sources + "+" + b.commit[:min(12, len(b.commit))]
}

// version reads what the build recorded about itself.
func version() built {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return built{}
	}
	b := built{golang: info.GoVersion}
	changed := ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			b.commit = s.Value
		case s.Key == "vcs.modified" && s.Value == "true":
			changed = "+"
		}
	}
	b.commit += changed
	return b
}
