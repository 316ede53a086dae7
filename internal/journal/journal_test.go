package journal

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pharos/internal/disk/disktest"
)

type event struct {
	ID   string `json:"id"`
	Text string `json:"text,omitempty"`
}

// TestLines writes lines, reads them back, and sees what was done to one.
func TestLines(t *testing.T) {
	dir := t.TempDir()
	for _, e := range []event{{"1", "a\nb \u2028 <c>"}, {"2", `"}`}} {
		if err := Append(dir, "ana", e); err != nil {
			t.Fatal(err)
		}
	}
	name := filepath.Join(dir, "ana.jsonl")
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var got []event
	Each(data, func(n int, line []byte) {
		var e event
		if err := Parse(line, &e); err != nil || n != len(got)+1 {
			t.Errorf("line %d: %v", n, err)
		}
		got = append(got, e)
	})
	if len(got) != 2 || got[0].Text != "a\nb \u2028 <c>" {
		t.Errorf("%+v", got)
	}
	lines := strings.Split(string(data), "\n")
	for _, bad := range []string{strings.Replace(lines[0], `"1"`, `"3"`, 1), lines[0][:20], lines[0][:len(lines[0])-1], `{"id":"1"}`} {
		if err := Parse([]byte(bad), new(event)); err == nil {
			t.Errorf("%s: no error", bad)
		}
	}
	if err := Append(dir, "../ana", event{"4", ""}); err == nil {
		t.Error("a name with a folder is taken")
	}
}

// TestCut cuts the power while a line is added: the old lines or the new ones.
func TestCut(t *testing.T) {
	dir := t.TempDir()
	if err := Append(dir, "ana", event{"1", ""}); err != nil {
		t.Fatal(err)
	}
	disktest.Cut(t, dir, func() {
		if err := Append(dir, "ana", event{"2", ""}); err != nil {
			t.Fatal(err)
		}
	}, func(t *testing.T, dir string) {
		data, err := os.ReadFile(filepath.Join(dir, "ana.jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		Each(data, func(_ int, line []byte) {
			if err := Parse(line, new(event)); err != nil {
				t.Errorf("%s: %v", line, err)
			}
		})
		if n := strings.Count(string(data), "\n"); n < 1 || n > 2 {
			t.Errorf("%d lines", n)
		}
	})
}

// TestWriter makes names of files of people's names, each its own.
func TestWriter(t *testing.T) {
	for in, want := range map[string]string{"Ana B.": "ana-b", "ana": "ana", "../x": "x", "a\\b": "a-b"} {
		if got := Writer(in); got != want {
			t.Errorf("%q: %q", in, got)
		}
	}
	seen := map[string]string{}
	for _, name := range []string{"Мира", "Мила", "", "Čedomir", "Žedomir", strings.Repeat("a", 50), strings.Repeat("a", 51), "...", "عمر"} {
		got := Writer(name)
		if !writerName.MatchString(got) || seen[got] != "" || Writer(got) != got {
			t.Errorf("%q: %q, as of %q (%q)", name, got, seen[got], Writer(got))
		}
		seen[got] = name + "?"
	}
}
