package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"pharos/internal/release"
)

// typed runs a command as its user would and gives all that it prints.
func typed(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var out, errs bytes.Buffer
	root := newRoot(&call{ui: &ui{out: &out, err: &errs}})
	root.SetArgs(args)
	err := root.ExecuteContext(t.Context())
	(&ui{out: &out, err: &errs}).fail(err, root)
	return out.String() + errs.String(), err
}

// officeIn gives a project the keys of a release's office.
func officeIn(t *testing.T, dir string) string {
	t.Helper()
	project := t.TempDir()
	if err := os.CopyFS(filepath.Join(project, "keys"), os.DirFS(filepath.Join(dir, "keys"))); err != nil {
		t.Fatal(err)
	}
	return project
}

// TestStrangersRelease: in the project of an office a release that is whole, but by
// keys of somebody else, gets into no ledger, no ticket and no verdict.
func TestStrangersRelease(t *testing.T) {
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	stranger := smallRelease(t)
	for _, project := range []string{officeIn(t, smallRelease(t)), t.TempDir()} {
		for _, args := range [][]string{
			{"print", "record", "zz-1-poster.sq", "--writer", "ana", "--count", "20", "--date", "2030-02-02"},
			{"print", "ticket", "zz-1-poster.sq", "--count", "20", "--contact", "x", "--out", filepath.Join(project, "x.pdf")},
		} {
			args = append(args, "--release", stranger, "--today", "2030-02-03", "--project", project)
			out, err := typed(t, args...)
			if err == nil || !strings.Contains(out, "approvals are there") && !strings.Contains(out, "nobody has compared the keys") {
				t.Errorf("%q: %v\n%s", args[:2], err, out)
			}
		}
		if left, _ := filepath.Glob(filepath.Join(project, "*.pdf")); len(left) > 0 {
			t.Errorf("a ticket was written: %v", left)
		}
		if l, err := release.ReadLedger(os.DirFS(project)); err != nil || l.Read > 0 {
			t.Errorf("the ledger has %d entries: %v", l.Read, err)
		}
	}
}

// TestOutputStaysPlain lets verbs look at a release, a ledger and names that a stranger
// made: whatever they print, nothing of it steers a terminal or begins a line.
func TestOutputStaysPlain(t *testing.T) {
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	dir := smallRelease(t)
	project := officeIn(t, dir)
	bad := "x\x1b[8m\u202e\u009b\u2028\nRIGHT.\rRIGHT."
	if err := os.WriteFile(filepath.Join(dir, bad), []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(project, "ledger"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(project, "ledger", "ana.jsonl"), []byte(`{"holder":"`+bad+`"}`), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"verify", dir, "--today", "2030-03-01"},
		{"verify", dir, "--json", "--today", "2030-03-01"},
		{"verify", filepath.Join(dir, bad), "--today", "2030-03-01"},
		{"release", "approve", dir, "--date", "2030-02-02", "--key", bad},
		{"diff", dir, filepath.Join(dir, bad)},
		{"print", "list"},
		{"print", "record", bad, "--writer", "ana", "--count", "20", "--date", "2030-02-02", "--release", dir, "--today", "2030-03-01"},
		{"recall", "--hotline", bad},
		{"report", "--from", "2030-01-01", "--to", "2030-12-31"},
		{"impact", bad},
		{"accept", filepath.Join(dir, bad), "--base", dir, "--right", bad, "--key", bad},
		{"explain", bad}, {bad},
	} {
		out, _ := typed(t, append(args, "--project", project)...)
		if out == "" && args[0] != "print" {
			t.Errorf("%q prints nothing", args)
		}
		for line := range strings.Lines(out) {
			if strings.HasPrefix(line, "RIGHT.") || strings.ContainsFunc(strings.TrimSuffix(line, "\n"), steers) {
				t.Errorf("%.60q prints %q", args, line)
			}
		}
	}
}

// steers reports a character that changes how others are shown.
func steers(r rune) bool {
	return r != '\t' && (unicode.IsControl(r) || unicode.In(r, unicode.Zl, unicode.Zp)) ||
		unicode.Is(unicode.Cf, r) && !strings.ContainsRune("\u2066\u2068\u2069\u200c\u200d", r)
}

// TestProjectThatLeadsOut: a project with a link in the place of a folder into which verbs
// write is refused, and nothing is written where the link leads.
func TestProjectThatLeadsOut(t *testing.T) {
	for _, name := range []string{"ledger", "campaigns/countries/zz/attestations", "keys", "releases", "accepted", "releases/zz", "ledger/ana.jsonl"} {
		project, away := t.TempDir(), t.TempDir()
		link := filepath.Join(project, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(link), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(away, link); err != nil {
			t.Fatal(err)
		}
		for _, args := range [][]string{
			{"print", "undo", "0123", "--writer", "ana", "--date", "2030-01-02", "--today", "2030-01-02"},
			{"key", "ring", "--date", "2030-01-02", "--add", "none"},
			{"release", "--country", "zz", "--date", "2030-01-02", "--key", "none"},
		} {
			out, err := typed(t, append(args, "--project", project)...)
			if err == nil || !strings.Contains(out, "leads out of the project") {
				t.Errorf("%s: %q: %v %s", name, args[:2], err, out)
			}
		}
		if left, err := os.ReadDir(away); err != nil || len(left) > 0 {
			t.Errorf("%s: written elsewhere: %v", name, left)
		}
	}
	project := t.TempDir() // a link that stays inside leads nowhere else
	if err := os.MkdirAll(filepath.Join(project, "disk", "ledger"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join("disk", "ledger"), filepath.Join(project, "ledger")); err != nil {
		t.Fatal(err)
	}
	if out, _ := typed(t, "print", "list", "--project", project); strings.Contains(out, "leads out") {
		t.Error(out)
	}
}
