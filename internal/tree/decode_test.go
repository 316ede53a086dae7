package tree

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pharos/internal/diag"
)

// size is a type that knows nothing of files.
type size int64

// sign is a type that reads itself, by keys of a table or as a plain word.
type sign struct {
	word   string
	shapes map[string]*int
}

func (s *sign) ReadNode(in *Input) {
	if in.Kind == String {
		s.word = in.Value
		return
	}
	s.shapes = map[string]*int{"disc": new(int), "ring": new(int)}
	in.Keys([]Key{
		{Name: "disc", To: s.shapes["disc"], Needed: true},
		{Name: "ring", To: s.shapes["ring"], Per: 100},
		{Name: "word", To: &s.word, Enum: []string{"stop", "go"}},
	})
}

// rows keep the order of the file.
type rows []string

func (r *rows) ReadNode(in *Input) {
	for key, value := range in.Group() {
		var word string
		value.Decode(&word)
		*r = append(*r, key+"="+word)
	}
}

type sheet struct {
	Pair  [2]size                   `yaml:"pair"`
	Ratio int                       `yaml:"ratio" per:"1000"`
	Table map[string]map[string]int `yaml:"table" per:"10"`
	Inner *struct {
		Word string `yaml:"word" req:"true"`
		Pos  diag.Pos
	} `yaml:"inner"`
	Sign sign `yaml:"sign"`
	Rows rows `yaml:"rows"`
}

// readSize reads a size in the unit m.
func readSize(in *Input, to *size) {
	if _, err := fmt.Sscanf(in.Value, "%dm", (*int64)(to)); err != nil {
		in.Wrong("a length", "Write a length, such as 3m.")
	}
}

func decodeSheet(t *testing.T, text string) (sheet, []string) {
	t.Helper()
	root, list := Parse("f", []byte(text))
	var s sheet
	var out []string
	for _, f := range append(list, Decode(root, &s, Reads(readSize))...) {
		if f.Hint.Text == "" {
			t.Errorf("no hint: %v", f)
		}
		out = append(out, fmt.Sprintf("%s %s %s: %s", f.Pos, f.Rule.ID, f.Path, f.Message.Text))
	}
	return s, out
}

// TestDecodeValues: pairs, decimals, types of others, tables of keys, order and places.
func TestDecodeValues(t *testing.T) {
	s, found := decodeSheet(t, `pair: [3m, 4m]
ratio: -1.2345
table: {a: {b: 0.25, c: 2}}
inner:
  word: x
sign: {disc: 2, ring: 0.5, word: go}
rows: {z: b, a: c}
`)
	if len(found) > 0 {
		t.Fatal(found)
	}
	if s.Pair != [2]size{3, 4} || s.Ratio != -1235 || s.Table["a"]["b"] != 3 || s.Table["a"]["c"] != 20 {
		t.Errorf("numbers: %+v", s)
	}
	if s.Inner.Pos.Line != 4 || s.Sign.word != "go" || *s.Sign.shapes["ring"] != 50 || *s.Sign.shapes["disc"] != 2 {
		t.Errorf("places and tables: %+v %+v", s.Inner, s.Sign)
	}
	if !slices.Equal(s.Rows, rows{"z=b", "a=c"}) {
		t.Errorf("order: %v", s.Rows)
	}
}

// TestDecodeFaults: each fault has its place and its path, whoever reads the value.
func TestDecodeFaults(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"pair: [3m]", "f:1:7 file.type pair: pair should have 2 values, and here are 1"},
		{"pair: [3m, x]", `f:1:12 file.type pair[1]: pair[1] should be a length, not "x"`},
		{"ratio: much", `f:1:8 file.type ratio: ratio should be a number, not "much"`},
		{"ratio: 1.2.3", `f:1:8 file.type ratio: ratio should be a number, not "1.2.3"`},
		{"ratio: 1e3", `f:1:8 file.type ratio: ratio should be a number, not "1e3"`},
		{"table: {a: {b: [1]}}", "f:1:16 file.type table.a.b: table.a.b should be a number, not a list"},
		{"inner: {wort: x}", `f:1:9 file.key inner.wort: unknown key "wort"`},
		{"inner: {}", "f:1:1 file.missing inner.word: inner lacks word"},
		{"sign: {rink: 1, disc: 2}", `f:1:8 file.key sign.rink: unknown key "rink"`},
		{"sign: {ring: 1}", "f:1:1 file.missing sign.disc: sign lacks disc"},
		{"sign: {disc: 1, ring: }", "f:1:17 file.missing sign.ring: sign.ring is empty"},
		{"sign: {disc: 1, word: gone}", `f:1:23 file.value sign.word: sign.word has the unknown value "gone"`},
		{"sign: [1]", "f:1:7 file.type sign: sign should be a group of keys, not a list"},
		{"rows: {a: 0800}", "f:1:11 file.type rows.a: rows.a is read as a number and would lose its form: 0800"},
		{"rows: {a: }", "f:1:8 file.missing rows.a: rows.a is empty"},
		{"rows: x", `f:1:7 file.type rows: rows should be a group of keys, not "x"`},
	} {
		if _, found := decodeSheet(t, tt.text); !slices.Contains(found, tt.want) {
			t.Errorf("%q: got\n%s\nwant\n%s", tt.text, strings.Join(found, "\n"), tt.want)
		}
	}
}
