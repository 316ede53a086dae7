package press

import (
	"fmt"
	"os"
	"testing"

	"pharos/internal/typeset"
)

// theme opens the real theme.
func theme(t testing.TB) *Press {
	t.Helper()
	fonts, err := typeset.NewFonts(os.DirFS("../../assets/fonts"))
	if err != nil {
		t.Fatal(err)
	}
	p, list, err := New(os.DirFS("../.."), fonts, "pharos")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range list {
		t.Errorf("%s: %s: %s %s", f.Pos, f.Rule, f.Message, f.Hint)
	}
	return p
}

func TestTheme(t *testing.T) {
	p := theme(t)
	for _, name := range p.Templates() {
		for i, e := range p.Examples(name) {
			doc, list := p.Compose(e.Material)
			for _, f := range list {
				t.Errorf("%s: %s: %s %s", f.Pos, f.Rule, f.Message, f.Hint)
			}
			look(t, fmt.Sprintf("%s-%d", name, i), doc)
			if os.Getenv("PRESS_DUMP") != "" {
				t.Log(typeset.Dump(doc))
			}
		}
	}
}
