package build

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

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
	long := image.NewRGBA(image.Rect(0, 0, 900, 300))
	draw.Draw(long, long.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(long, image.Rect(20, 30, 120, 130), image.NewUniform(color.RGBA{19, 74, 142, 255}), image.Point{}, draw.Src)
	pen := &font.Drawer{Dst: long, Src: image.NewUniform(color.RGBA{19, 74, 142, 255}), Face: goFace(t, 100), Dot: fixed.P(140, 120)}
	pen.DrawString("0635729468")
	var picture bytes.Buffer
	if err := png.Encode(&picture, long); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ svg, want string }{
		"number as outlines": {outlined(t, "0800 100 388"), "the logo shows \"0800100388\", which reads as a telephone number"},
		"number in a PNG":    {picture.String(), "which reads as a telephone number"},
		"code":               {fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d"><path fill="#000000" d="%s"/></svg>`, side+8, side+8, d.String()), "the logo holds a code"},
		"pale":               {`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40"><path fill="#ffe9a8" d="M5 5h50v30H5z"/></svg>`, "stands out from white paper"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			file := "logo.svg"
			if strings.HasPrefix(c.svg, "\x89PNG") {
				file = "logo.png"
			}
			yaml := "base: {from: program}\norganisation: {id: harbour, kind: ngo, english: Harbour Office}\ncountry: rs\nlanguages: [en]\nmaterials: [citizen/poster-rights]\nlogo: " + file + "\n"
			for n, text := range map[string]string{"adaptation.yaml": yaml, file: c.svg} {
				if err := os.WriteFile(filepath.Join(dir, n), []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			cache, _ := os.UserCacheDir()
			_, err := Run(context.Background(), Options{
				Source: Source{Defaults: pharos.Defaults, Project: dir},
				Making: Making{Theme: "pharos"},
				Means:  Means{Jobs: 1, Cache: filepath.Join(cache, "pharos"), NoCache: true},
				Out:    filepath.Join(dir, "public"),
			})
			var bad Defects
			if !errors.As(err, &bad) || len(bad.List) != 1 || !strings.Contains(bad.List[0].Message.Text, c.want) {
				t.Fatalf("got %v, want %q", err, c.want)
			}
			if _, err := os.Stat(filepath.Join(dir, "public", "rs")); err == nil {
				t.Error("something was written")
			}
		})
	}
}

// goFace is a font that is not the project's.
func goFace(t *testing.T, size float64) font.Face {
	t.Helper()
	f, err := opentype.Parse(gobold.TTF)
	if err != nil {
		t.Fatal(err)
	}
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: size, DPI: 72})
	if err != nil {
		t.Fatal(err)
	}
	return face
}

// outlined draws words as paths, as a drawing program does with "text to curves".
func outlined(t *testing.T, words string) string {
	t.Helper()
	f, err := sfnt.Parse(gobold.TTF)
	if err != nil {
		t.Fatal(err)
	}
	var buf sfnt.Buffer
	var d strings.Builder
	x := 10
	for _, r := range words {
		id, err := f.GlyphIndex(&buf, r)
		if err != nil {
			t.Fatal(err)
		}
		segments, err := f.LoadGlyph(&buf, id, fixed.I(40), nil)
		if err != nil {
			t.Fatal(err)
		}
		for i, s := range segments {
			if s.Op == sfnt.SegmentOpMoveTo && i > 0 {
				d.WriteString("z")
			}
			fmt.Fprint(&d, []string{"M", "L", "Q", "C"}[s.Op])
			for _, p := range s.Args[:[]int{1, 1, 2, 3}[s.Op]] {
				fmt.Fprintf(&d, "%.2f %.2f ", float64(p.X)/64+float64(x), float64(p.Y)/64+60)
			}
		}
		if len(segments) > 0 {
			d.WriteString("z")
		}
		advance, err := f.GlyphAdvance(&buf, id, fixed.I(40), font.HintingNone)
		if err != nil {
			t.Fatal(err)
		}
		x += advance.Round()
	}
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d 90"><path fill="#134a8e" d="M10 70h60v10h-60z"/><path fill="#134a8e" d="%s"/></svg>`, x+10, d.String())
}

// BenchmarkAdaptation builds an adaptation, beyond program start: the worked example
// of two posters in two languages with its pages. The issue allows 3 s on two cores.
func BenchmarkAdaptation(b *testing.B) {
	cache, _ := os.UserCacheDir()
	for b.Loop() {
		o := Options{
			Source: Source{Defaults: pharos.Defaults, Project: filepath.Join("..", "..", "examples", "harbour")},
			Making: Making{Theme: "pharos"},
			Means:  Means{Jobs: 2, Cache: filepath.Join(cache, "pharos"), NoCache: true},
			Out:    b.TempDir(),
		}
		if _, err := Run(context.Background(), o); err != nil {
			b.Fatal(err)
		}
	}
}
