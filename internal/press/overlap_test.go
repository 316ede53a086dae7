package press

import (
	"os"
	"strings"
	"testing"

	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/rule"
)

// TestOverlappingInk darkens a ground on which black text overprints: the swatch
// by itself is allowed, both together are not.
func TestOverlappingInk(t *testing.T) {
	const name = "themes/pharos/tokens.yaml"
	data, err := os.ReadFile("../../" + name)
	if err != nil {
		t.Fatal(err)
	}
	const was = "print: {cmyk: [0, 18, 88, 0]"
	for _, c := range []struct {
		cmyk     string
		words    string
		severity diag.Severity
	}{{"[0, 18, 88, 0]", "", 0}, {"[80, 60, 85, 20]", `"ink" over "light" is 325 % of ink`, diag.Error}, {"[70, 45, 72, 0]", `"ink" over "light" is 287 % of ink`, diag.Warning}} {
		text := strings.Replace(string(data), was, "print: {cmyk: "+c.cmyk, 1)
		if !strings.Contains(string(data), was) {
			t.Fatal("the swatch is written in another way")
		}
		p, list, err := New(themeWith(t, map[string]string{name: text}), locale.Builtin(), realFonts(t), "pharos")
		if err != nil || list.Stops() {
			t.Fatal(err, list)
		}
		_, found := p.Compose(p.Examples("poster-windows")[0].Material)
		seen := false
		for _, f := range found {
			if f.Rule == rule.PosterInk {
				seen = true
				if c.words == "" || !strings.Contains(f.Message.Text, c.words) || f.Severity != c.severity || f.Pos.Line == 0 {
					t.Errorf("%s: %v", c.cmyk, f)
				}
			}
		}
		if seen != (c.words != "") {
			t.Errorf("%s: found is %v: %v", c.cmyk, seen, found)
		}
	}
}
