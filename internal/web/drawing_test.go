package web

import (
	"bytes"
	"image"
	"image/png"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"pharos/internal/paint"
	"pharos/internal/pdf"
	"pharos/internal/picture"
	"pharos/internal/typeset"
)

// The pictures are so many pixels wide; edges may be smoothed in another way, but
// no pixel of a mean may be further off than so many of 255 levels.
const (
	drawnWidth = 360
	drawnMean  = 0.5
)

// TestDrawingsAsChromium: every drawing looks on a sheet as in a browser.
func TestDrawingsAsChromium(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: -short")
	}
	node, err := exec.LookPath("node")
	need(t, "node", err == nil)
	need(t, "Chromium", exists(chromium()))
	need(t, "browser/node_modules", exists("browser/node_modules/playwright-core"))
	set, err := txtar.ParseFile("testdata/drawings.txtar")
	if err != nil || len(set.Files) < 20 {
		t.Fatalf("%d drawings: %v", len(set.Files), err)
	}
	dir := t.TempDir()
	for _, f := range set.Files {
		if err := os.WriteFile(filepath.Join(dir, f.Name), f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.CommandContext(t.Context(), node, "browser/drawings.mjs", dir, "360")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	reader, err := paint.Open(paint.Options{Fonts: fstest.MapFS{}})
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	for _, f := range set.Files {
		t.Run(f.Name, func(t *testing.T) {
			theirs := decoded(t, filepath.Join(dir, f.Name[:len(f.Name)-3]+"png"))
			ours := drawn(t, reader, f.Data, theirs.Bounds().Dy())
			mean := apart(ours, theirs)
			t.Logf("%.2f levels apart", mean)
			if mean > drawnMean {
				kept := filepath.Join(os.TempDir(), f.Name+".ours.png")
				t.Errorf("%.2f levels apart, at most %.2f; see %s", mean, drawnMean, kept)
				var b bytes.Buffer
				err := png.Encode(&b, ours)
				if err == nil {
					err = os.WriteFile(kept, b.Bytes(), 0o644)
				}
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
}

func decoded(t *testing.T, file string) image.Image {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// drawn paints a drawing alone on a page, as sheets are painted.
func drawn(t *testing.T, reader *paint.Reader, svg []byte, high int) image.Image {
	t.Helper()
	pic, err := picture.Read(svg)
	if err != nil {
		t.Fatal(err)
	}
	w, h := pic.Aspect()
	side := typeset.Pt * drawnWidth
	box := typeset.Box(0, 0, side, side.Scale(h, w))
	screen := func(c [3]uint8) typeset.Colour { return typeset.Colour{SRGB: c} }
	mark := typeset.Mark{Tag: typeset.Artifact, Role: "logo"}
	doc := typeset.Document{Title: "drawing", Lang: "en", Pages: []typeset.Page{{Name: "drawing", Media: box, Bleed: box,
		Trim: box, Safe: box, Items: pic.Items(box, picture.Contain, picture.Middle, mark, screen)}}}
	var b bytes.Buffer
	if err := pdf.Write(&b, doc, pdf.Options{Date: "2026-01-15"}); err != nil {
		t.Fatal(err)
	}
	file, err := reader.Read(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	data, err := file.Picture(0, drawnWidth, high)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// apart is the mean difference of two pictures in levels of 255; infinite where
// their sizes differ.
func apart(a, b image.Image) float64 {
	if a.Bounds().Size() != b.Bounds().Size() {
		return math.Inf(1)
	}
	var sum, n float64
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			r, g, bl, _ := a.At(a.Bounds().Min.X+x, a.Bounds().Min.Y+y).RGBA()
			r2, g2, b2, _ := b.At(b.Bounds().Min.X+x, b.Bounds().Min.Y+y).RGBA()
			for _, d := range []float64{float64(r) - float64(r2), float64(g) - float64(g2), float64(bl) - float64(b2)} {
				sum, n = sum+math.Abs(d)/257, n+1
			}
		}
	}
	return sum / n
}
