package number

import (
	"strings"
	"testing"
)

// FuzzBeyond: a text has no figure that it lacks itself, and digits stay digits whatever
// stands around them.
func FuzzBeyond(f *testing.F) {
	for text := range found {
		f.Add(text)
	}
	f.Add("zero, then eight, then zero and zero")
	f.Fuzz(func(t *testing.T, text string) {
		if n := Beyond(text, text); n != "" && alike(text) == "" {
			t.Errorf("%q has %q that it lacks itself", text, n)
		}
		if strings.Contains(text, "0800") && Beyond(text, "") == "" {
			t.Errorf("%q passes", text)
		}
		if len(Figures(text)) == 0 && Beyond(text, "") != "" {
			t.Errorf("%q: nobody is shown what is refused", text)
		}
	})
}
