package main

import (
	"bytes"
	"crypto/sha256"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

var update = flag.Bool("update", false, "write the reference anew")

// referenceFile is the page of all verbs, written by TestReference.
const referenceFile = "../../docs/reference.md"

// silent is the whole command, of which nothing is shown.
func silent() *cobra.Command {
	return newRoot(&call{ui: &ui{out: io.Discard, err: io.Discard}})
}

// reference writes the page of all verbs and actions.
func reference(root *cobra.Command) string {
	var b strings.Builder
	b.WriteString("# Every verb and action\n\nWritten from the program by `go generate ./cmd/pharos`; " +
		"the program says the same: `pharos help VERB ACTION`.\n")
	for _, g := range root.Groups() {
		fmt.Fprintf(&b, "\n%s\n", strings.TrimSuffix(g.Title, ":"))
		for _, cmd := range root.Commands() {
			if cmd.GroupID == g.ID {
				fmt.Fprintf(&b, "- [%s](#%s): %s\n", cmd.Name(), anchor(cmd), cmd.Short)
			}
		}
	}
	fmt.Fprintf(&b, "\n## Flags of every verb\n\n```\n%s\n```\n", flagList(root.PersistentFlags()))
	fmt.Fprintf(&b, "\n## Exit codes\n\n```\n%s```\n", exitCodes)
	for _, verb := range root.Commands() {
		walk(verb, func(cmd *cobra.Command) { section(&b, cmd) })
	}
	return b.String()
}

// section writes one verb or action.
func section(b *strings.Builder, cmd *cobra.Command) {
	level := strings.Repeat("#", 2+strings.Count(asTyped(cmd), " "))
	fmt.Fprintf(b, "\n%s %s\n\n%s.\n", level, cmd.CommandPath(), capital(cmd.Short))
	if cmd.Long != "" {
		fmt.Fprintf(b, "\n%s\n", cmd.Long)
	}
	example := strings.ReplaceAll(strings.TrimPrefix(cmd.Example, "  "), "\n  ", "\n")
	fmt.Fprintf(b, "\n```\n%s\n```\n\nExample:\n\n```\n%s\n```\n", cmd.UseLine(), example)
	flags := pflag.NewFlagSet("", pflag.ContinueOnError)
	cmd.LocalNonPersistentFlags().VisitAll(func(f *pflag.Flag) {
		if f.Name != "help" {
			flags.AddFlag(f)
		}
	})
	if flags.HasFlags() {
		fmt.Fprintf(b, "\n```\n%s\n```\n", flagList(flags))
	}
}

// capital begins with a capital letter.
func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// anchor is the address of a verb on the page.
func anchor(cmd *cobra.Command) string { return strings.ReplaceAll(cmd.CommandPath(), " ", "-") }

// BenchmarkRoot measures what making all commands costs each start.
func BenchmarkRoot(b *testing.B) {
	for b.Loop() {
		silent()
	}
}

// TestReference holds docs/reference.md to the commands.
func TestReference(t *testing.T) {
	want := reference(silent())
	if *update {
		if err := os.WriteFile(referenceFile, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile(referenceFile); err != nil || string(got) != want {
		t.Errorf("%s is not what the commands say: go generate ./cmd/pharos (%v)", referenceFile, err)
	}
	for _, of := range []func() (string, error){os.UserHomeDir, os.UserCacheDir, os.Getwd} {
		if dir, err := of(); err != nil || len(dir) > 1 && strings.Contains(want, dir) {
			t.Errorf("the reference names %q of this machine (%v)", dir, err)
		}
	}
}

// TestEveryActionHelps: each verb and action has one line, an example that the
// command itself understands, and help that comes as a result.
func TestEveryActionHelps(t *testing.T) {
	walk(silent(), func(cmd *cobra.Command) {
		if cmd.Short == "" || !strings.HasPrefix(cmd.Example, "  pharos ") {
			t.Errorf("%s lacks its line or its example", cmd.CommandPath())
			return
		}
		example := strings.ReplaceAll(cmd.Example, "\\\n", "")
		if cmd.HasParent() && !cmd.HasSubCommands() && !strings.HasPrefix(example, "  "+cmd.CommandPath()) {
			t.Errorf("the example of %q is one of another: %s", cmd.CommandPath(), cmd.Example)
		}
		for line := range strings.Lines(example) {
			if err := understood(strings.TrimSpace(line)); err != nil {
				t.Errorf("%q: %v", line, err)
			}
		}
		var out, errs bytes.Buffer
		root := newRoot(&call{ui: &ui{out: &out, err: &errs}})
		root.SetArgs(append(strings.Fields(cmd.CommandPath())[1:], "--help"))
		if err := root.Execute(); err != nil || errs.Len() > 0 || !strings.Contains(out.String(), cmd.Example) {
			t.Errorf("%s --help: %v\n%s%s", cmd.CommandPath(), err, out.String(), errs.String())
		}
	})
}

// understood reports what the command does not know in a line: a verb, an action, a
// flag, or a flag that its action cannot do without. Values are not looked at.
func understood(line string) error {
	line, _, _ = strings.Cut(line, " > ")
	line, _, _ = strings.Cut(line, " | ")
	root := silent()
	cmd, rest, err := root.Find(strings.Fields(line)[1:])
	if err != nil {
		return err
	}
	for _, word := range rest {
		name, _, _ := strings.Cut(strings.TrimLeft(strings.TrimRight(word, ".,;:)"), "[("), "=")
		switch {
		case name == "--help" || name == "--version":
		case strings.HasPrefix(name, "--"):
			if cmd.Flags().Lookup(name[2:]) == nil && root.PersistentFlags().Lookup(name[2:]) == nil {
				return fmt.Errorf("%s has no flag %s", cmd.CommandPath(), name)
			}
		case word == rest[0] && (cmd == root || strings.HasSuffix(cmd.Use, " ACTION")):
			if placeholder.MatchString(word) {
				return nil
			}
			return cmd.ValidateArgs(rest)
		}
	}
	return nil
}

// placeholder is a word of a document in the place of a verb or action.
var placeholder = regexp.MustCompile(`^[A-Z|….]+$`)

var (
	// commandLine is a line of a block of code, commandQuoted stands in the text.
	commandLine   = regexp.MustCompile(`(?m)^(?:\t|    |! )?(?:go run \./cmd/)?(pharos [a-z-].*)$`)
	commandQuoted = regexp.MustCompile("[`'](pharos [a-z-][^`'\n]*)[`']")
	commandNamed  = regexp.MustCompile(`[:(] (pharos [a-z]+(?: [a-zA-Z-]+)*)`)
)

// TestDocumentsNameCommands: every command in the documents, in what the program says
// and in the skeletons that it writes is one that the program knows.
func TestDocumentsNameCommands(t *testing.T) {
	seen := 0
	for _, pattern := range []string{"README.md", "CHANGELOG.md", "docs/*.md", "examples/*/README.md", "themes/pharos/README.md", "themes/pharos/print/*.yaml",
		"campaigns/*/messages/*.yaml", "content/en/*.md", "internal/start/files/*/*", "internal/*/*.go", "cmd/pharos/*.go"} {
		files, err := filepath.Glob(filepath.Join("../..", pattern))
		if err != nil || len(files) == 0 {
			t.Fatal(pattern, err)
		}
		for _, file := range slices.DeleteFunc(files, func(f string) bool { return strings.HasSuffix(f, "_test.go") }) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			found := commandQuoted.FindAllStringSubmatch(string(data), -1)
			if strings.HasSuffix(file, ".md") {
				found = append(found, commandLine.FindAllStringSubmatch(string(data), -1)...)
			} else {
				found = append(found, commandNamed.FindAllStringSubmatch(string(data), -1)...)
			}
			for _, m := range found {
				seen++
				if err := understood(m[1]); err != nil {
					t.Errorf("%s: %q: %v", file, m[1], err)
				}
			}
		}
	}
	if seen < 150 {
		t.Errorf("%d commands are named: the documents are written in another way", seen)
	}
}

// TestFlagsOfEveryVerb: --lang, --theme, --quiet and --project are taken by every
// action, and a language or a theme that is not there is refused with its name.
func TestFlagsOfEveryVerb(t *testing.T) {
	t.Chdir(t.TempDir())
	walk(silent(), func(cmd *cobra.Command) {
		if settingless(cmd) || strings.HasSuffix(cmd.Use, " ACTION") {
			return
		}
		args := strings.Fields(cmd.CommandPath())[1:]
		for range strings.Fields(cmd.Use)[1:] {
			args = append(args, "word")
		}
		for flag, value := range map[string]string{"lang": "xx", "theme": "nosuch"} {
			root := silent()
			root.SetArgs(append(slices.Clone(args), "--quiet", "--project", ".", "--"+flag, value))
			err := root.Execute()
			if state(err) != exitUsage || !strings.Contains(fmt.Sprint(err), fmt.Sprintf("%q", value)) {
				t.Errorf("%s --%s %s: %v", cmd.CommandPath(), flag, value, err)
			}
		}
	})
}

// TestManPages: there is one page for each verb and action, with its example, and two
// runs write the same bytes.
func TestManPages(t *testing.T) {
	pages := func() map[string]string {
		dir, out := filepath.Join(t.TempDir(), "man1"), map[string]string{}
		root := silent()
		root.SetArgs([]string{"help", "man", dir})
		if err := root.Execute(); err != nil {
			t.Fatal(err)
		}
		files, err := filepath.Glob(filepath.Join(dir, "*.1"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			out[filepath.Base(file)] = string(data)
		}
		return out
	}
	first := pages()
	if !maps.Equal(first, pages()) {
		t.Error("two runs write other man pages")
	}
	walk(silent(), func(cmd *cobra.Command) {
		page := first[strings.ReplaceAll(cmd.CommandPath(), " ", "-")+".1"]
		if !strings.Contains(page, ".SH EXAMPLE") && !strings.HasPrefix(cmd.CommandPath(), "pharos help") {
			t.Errorf("the man page of %q is missing or lacks its example", cmd.CommandPath())
		}
	})
}

// TestVersion: the program says the version that CHANGELOG.md begins with.
func TestVersion(t *testing.T) {
	data, err := os.ReadFile("../../CHANGELOG.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(data), "\n## ")
	newest, _, _ := strings.Cut(rest, "\n")
	if newest != sources+", "+sourcesDay {
		t.Errorf("CHANGELOG.md begins with %q, the program is %s of %s", newest, sources, sourcesDay)
	}
	var out bytes.Buffer
	root := newRoot(&call{ui: &ui{out: &out, err: io.Discard}})
	root.SetArgs([]string{"version"})
	if err := root.Execute(); err != nil {
		t.Fatal(err)
	}
	name, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"pharos " + sources, "\ncommit ", "\ngo " + strings.TrimPrefix(runtime.Version(), "go"),
		fmt.Sprintf("\nsha256 %x\n", sha256.Sum256(program))} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("pharos version lacks %q:\n%s", want, out.String())
		}
	}
}
