package build

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	pharos "pharos"
	"pharos/internal/qr"
)

// TestLogoIsLookedAt: a code drawn as shapes and a pale logo are refused, a plain one
// is not; nothing is written then.
func TestLogoIsLookedAt(t *testing.T) {
	code, err := qr.Make("tel:0800000000", 60)
	if err != nil {
		t.Fatal(err)
	}
	var d strings.Builder
	for _, r := range code.Runs() {
		fmt.Fprintf(&d, "M%d %dh%dv1h-%dz", r.X+4, r.Y+4, r.Len, r.Len)
	}
	side := code.Across()
	for name, c := range map[string]struct{ svg, want string }{
		"code": {fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d"><path fill="#000000" d="%s"/></svg>`, side+8, side+8, d.String()), "the logo holds a code"},
		"pale": {`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40"><path fill="#ffe9a8" d="M5 5h50v30H5z"/></svg>`, "stands out from white paper"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			yaml := "base: {from: program}\norganisation: {id: harbour, kind: ngo, english: Harbour Office}\ncountry: rs\nlanguages: [en]\nmaterials: [citizen/poster-rights]\nlogo: logo.svg\n"
			for n, text := range map[string]string{"adaptation.yaml": yaml, "logo.svg": c.svg} {
				if err := os.WriteFile(filepath.Join(dir, n), []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			cache, _ := os.UserCacheDir()
			_, err := Run(context.Background(), Options{Defaults: pharos.Defaults, Project: dir, Out: filepath.Join(dir, "public"), Theme: "pharos", Jobs: 1, Cache: filepath.Join(cache, "pharos"), NoCache: true})
			var bad Defects
			if !errors.As(err, &bad) || len(bad.List) != 1 || !strings.Contains(bad.List[0].Message, c.want) {
				t.Fatalf("got %v, want %q", err, c.want)
			}
			if _, err := os.Stat(filepath.Join(dir, "public", "rs")); err == nil {
				t.Error("something was written")
			}
		})
	}
}

// BenchmarkAdaptation builds an adaptation, beyond program start: the worked example
// of two posters in two languages with its pages. The issue allows 3 s on two cores.
func BenchmarkAdaptation(b *testing.B) {
	cache, _ := os.UserCacheDir()
	for b.Loop() {
		o := Options{Defaults: pharos.Defaults, Project: filepath.Join("..", "..", "examples", "harbour"), Out: b.TempDir(), Theme: "pharos", Jobs: 2, Cache: filepath.Join(cache, "pharos"), NoCache: true}
		if _, err := Run(context.Background(), o); err != nil {
			b.Fatal(err)
		}
	}
}
