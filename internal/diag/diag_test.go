package diag

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// The rules of the samples.
var (
	tooLong = &Rule{ID: "text.max"}
	known   = &Rule{ID: "num.known", Rationale: "A wrong number on a poster costs more than no poster.", Hint: "Write {{.Line}}."}
	key     = &Rule{ID: "file.key"}
	turning = &Rule{ID: "text.bidi"}
	absent  = &Rule{ID: "file.absent"}
)

// sample has every shape of a finding: all severities, with and without place,
// a wide character, a long line, a doubled finding, characters that deceive.
func sample() List {
	var l List
	l.Warnf(tooLong, Pos{File: "campaigns/citizen/messages/sq.yaml", Line: 7, Column: 10, Text: `  other: "Askush s'mund t'jua heqë të drejtat"`}, "Shorten the text.", "too long by %d characters", 3)
	l.Errorf(known, Pos{File: "content/en/start.md", Line: 3, Column: 6, Text: "Čall 011 785 0001 now."}, "Use {{line}}.", "a telephone number stands in the text: %q", "011 785 0001")
	l.Errorf(known, Pos{File: "content/en/start.md", Line: 3, Column: 6, Text: "Čall 011 785 0001 now."}, "Use {{line}}.", "a telephone number stands in the text: %q", "011 785 0001")
	l.Add(Finding{Rule: key, Gate: Load, Severity: Error, Path: "hotlines[2].dail", Hint: Say("Did you mean %q?", "dial"), Message: Say("unknown key %q", "dail"),
		Pos: Pos{File: "campaigns/countries/rs.yaml", Line: 12, Column: 120, Text: strings.Repeat("x ", 59) + " dail: 192 " + strings.Repeat("y ", 60)}})
	l.Add(Finding{Rule: turning, Severity: Error, Gate: Load, Pos: Pos{File: "a b.yaml", Line: 1, Column: 9, Text: "other: \"\u202eabc\x1b[2J\""}, Message: Say("a hidden control \u202e stands in the text")})
	l.Add(Finding{Rule: absent, Severity: Note, Pos: Pos{File: "campaigns"}, Message: Say("nothing to do")})
	l.Add(Finding{Rule: absent, Severity: Note, Message: Say("no place at all")})
	return l
}

func TestText(t *testing.T) {
	golden(t, "text.txt", func(b *bytes.Buffer) error { return sample().WriteText(b, false, nil) })
	golden(t, "colour.txt", func(b *bytes.Buffer) error { return sample().WriteText(b, true, nil) })
}

func TestJSON(t *testing.T) {
	got := golden(t, "findings.json", func(b *bytes.Buffer) error { return sample().WriteJSON(b) })
	var back struct{ Errors, Warnings, Notes int }
	if err := json.Unmarshal(got, &back); err != nil || back.Errors != 3 || back.Warnings != 1 || back.Notes != 2 {
		t.Errorf("counts %+v, %v", back, err)
	}
	golden(t, "empty.json", func(b *bytes.Buffer) error { return List(nil).WriteJSON(b) })
}

func TestSARIF(t *testing.T) {
	golden(t, "findings.sarif", func(b *bytes.Buffer) error {
		return sample().WriteSARIF(b, "0.1.0")
	})
	golden(t, "empty.sarif", func(b *bytes.Buffer) error { return List(nil).WriteSARIF(b, "0.1.0") })
}

// TestNoControls sees that nothing an author writes reaches the terminal as a command.
func TestNoControls(t *testing.T) {
	var b bytes.Buffer
	if err := sample().WriteText(&b, false, nil); err != nil {
		t.Fatal(err)
	}
	if i := strings.IndexAny(b.String(), "\x1b\u202e"); i >= 0 {
		t.Errorf("a control is written: %q", b.String()[i:])
	}
}

// TestCaret sees that the mark stands under the column, also in long lines.
func TestCaret(t *testing.T) {
	long := strings.Repeat("a", 300)
	for _, column := range []int{1, 50, 51, 99, 100, 101, 150, 299, 300, 301} {
		line := []rune(long)
		want := '$'
		if column <= 300 {
			line[column-1] = '!'
			want = '!'
		}
		text, at := window(string(line)+"$", column)
		if got := []rune(text); at < 1 || at > len(got) || got[at-1] != want {
			t.Errorf("column %d: mark at %d of %q", column, at, text)
		}
	}
}

func TestSummary(t *testing.T) {
	if got := sample().Sorted().Summary(); got != "3 errors, 1 warning, 2 notes" {
		t.Error(got)
	}
	if got := (List{}).Summary(); got != "no findings" {
		t.Error(got)
	}
}

func TestStops(t *testing.T) {
	l := List{{Severity: Error, Gate: Draft}, {Severity: Warning, Gate: Load}}
	if l.Stops() {
		t.Error("stopped without an error at the load gate")
	}
	if l.Errorf(known, Pos{}, "", "y"); !l.Stops() {
		t.Error("did not stop")
	}
}

// golden compares what is written with a file, or writes the file with -update.
func golden(t *testing.T, name string, write func(*bytes.Buffer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Bytes(), want) {
		t.Errorf("%s differs:\n%s", path, b.Bytes())
	}
	return b.Bytes()
}
