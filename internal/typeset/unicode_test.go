package typeset

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/go-text/typesetting/bidi"
	"github.com/go-text/typesetting/segmenter"
)

// ucd opens one of Unicode's own test files. They come with the shaping library,
// at the version of Unicode that its tables have.
func ucd(t *testing.T, name string) *bufio.Scanner {
	t.Helper()
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/go-text/typesetting").Output()
	if err != nil {
		t.Fatalf("find the files of Unicode: %v", err)
	}
	f, err := os.Open(filepath.Join(strings.TrimSpace(string(dir)), name))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<20)
	return s
}

// TestLineBreakFile: LineBreakTest.txt of UAX 14. A line may end exactly where
// the file says so, but for the places that Pharos forbids on purpose: within
// isolates and within what looks like a telephone number.
func TestLineBreakFile(t *testing.T) {
	lines := ucd(t, "segmenter/test/LineBreakTest.txt")
	var seg segmenter.Segmenter
	cases, closed, bad := 0, 0, 0
	for lines.Scan() {
		line, _, _ := strings.Cut(lines.Text(), "#")
		if strings.TrimSpace(line) == "" {
			continue
		}
		var raw []rune
		var want []bool
		for _, w := range strings.Fields(line)[1:] {
			switch w {
			case "÷", "×":
				want = append(want, w == "÷")
			default:
				r, err := strconv.ParseUint(w, 16, 32)
				if err != nil {
					t.Fatal(err)
				}
				raw = append(raw, rune(r))
			}
		}
		cases++
		may, _ := lineEnds(&seg, raw, false)
		kept := unbroken(raw)
		for i := range raw {
			if kept[i] && want[i] {
				closed++
				want[i] = false
			}
		}
		if !slices.Equal(may, want) {
			if bad++; bad < 6 {
				t.Errorf("%U: a line may end after %v; UAX 14 has %v", raw, may, want)
			}
		}
	}
	if cases < 15_000 || closed == 0 || bad > 0 {
		t.Errorf("%d cases, %d places closed on purpose, %d cases differ", cases, closed, bad)
	}
}

// TestBidiFile: BidiCharacterTest.txt of UAX 9: the order on the line, by the
// library's levels and our own rule L2.
func TestBidiFile(t *testing.T) {
	lines := ucd(t, "bidi/test/BidiCharacterTest.txt")
	cases, bad := 0, 0
	for lines.Scan() {
		field := strings.Split(lines.Text(), ";")
		if strings.HasPrefix(lines.Text(), "#") || len(field) != 5 || field[1] == "2" {
			continue // a direction is always given here, never guessed
		}
		raw := runesOf(t, field[0])
		if slices.ContainsFunc(raw, func(r rune) bool { return r >= '\u202a' && r <= '\u202e' }) {
			continue // embeddings and overrides are refused: see vet
		}
		cases++
		if order := ordered(raw, field[1] == "1", strings.Fields(field[3])); order != field[4] {
			if bad++; bad < 6 {
				t.Errorf("%s from direction %s: in the order %s; UAX 9 has %s", field[0], field[1], order, field[4])
			}
		}
	}
	if cases < 60_000 || bad > 0 {
		t.Errorf("%d cases, %d differ", cases, bad)
	}
}

// ordered gives the visual order of a text in the words of the file: characters
// removed by rule X9, which have x for a level, are left out.
func ordered(raw []rune, rtl bool, levels []string) string {
	def := bidi.LeftToRight
	if rtl {
		def = bidi.RightToLeft
	}
	var par bidi.Paragraph
	var list []Cluster
	var kept []uint8
	for k, level := range levelsOf(par.Segment(raw, def), nil) {
		if levels[k] != "x" {
			list, kept = append(list, Cluster{Text: strconv.Itoa(k)}), append(kept, level)
		}
	}
	visual(list, kept)
	var out []string
	for _, c := range list {
		out = append(out, c.Text)
	}
	return strings.Join(out, " ")
}

// runesOf reads hexadecimal code points.
func runesOf(t *testing.T, text string) []rune {
	t.Helper()
	var out []rune
	for _, w := range strings.Fields(text) {
		r, err := strconv.ParseUint(w, 16, 32)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, rune(r))
	}
	return out
}
