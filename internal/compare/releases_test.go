package compare

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"pharos/internal/locale"
	"pharos/internal/made"
	"pharos/internal/release"
)

// TestDiffPages compares two sites of a few pages: what reads differently is said
// once, what cannot be read is said too, and the edition and sizes of files are not.
func TestDiffPages(t *testing.T) {
	const page = `<p>Edition January %s, 2030, until March 1, 2030</p><p>%s</p><a download href="a.pdf"><bdi>PDF, %s KB</bdi></a><a href="%s">Call</a>`
	site := func(edition string, pages map[string]string) (string, *release.Manifest) {
		dir := t.TempDir()
		m := &release.Manifest{Country: "zz", Edition: "2030-01-" + edition, Expires: "2030-03-01"}
		for name, text := range pages {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
			m.Files = append(m.Files, release.File{File: made.File{Path: name, SHA256: release.Digest([]byte(text))}})
		}
		return dir, m
	}
	d := &Diff{}
	d.before, d.Old = site("20", map[string]string{
		"a.html": fmt.Sprintf(page, "20", "Ask", "34", "tel:1"), "b.html": fmt.Sprintf(page, "20", "Ask", "34", "tel:1"),
		"c.html": fmt.Sprintf(page, "20", "Rest", "34", "tel:1"), "d.html": fmt.Sprintf(page, "20", "Rest", "34", "tel:1"), "e.html": "<p>Old</p>"})
	d.after, d.New = site("21", map[string]string{
		"a.html": fmt.Sprintf(page, "21", "Call", "35", "tel:1"), "b.html": fmt.Sprintf(page, "21", "Call", "35", "tel:1"),
		"c.html": fmt.Sprintf(page, "21", "Rest", "35", "tel:1"), "d.html": fmt.Sprintf(page, "21", "Rest", "34", "tel:2"), "f.html": "<p>New</p>"})
	d.oldEdition, d.newEdition = editionOf(d.Old, locale.Builtin()), editionOf(d.New, locale.Builtin())
	if err := d.pages(); err != nil {
		t.Fatal(err)
	}
	want := []string{
		`page a.html, b.html: "Ask" is now "Call"`,
		`page e.html: "the page" is gone`,
		`page f.html: "the page" is new`,
		`page d.html: links, pictures or code differ; the words do not`,
	}
	if !slices.Equal(d.Words, want) || d.editionPages != 1 {
		t.Errorf("%q, %d pages differ in their edition alone", d.Words, d.editionPages)
	}
}

// TestDiffPieces compares what is no sheet: pictures, badges, texts to copy and all
// other files. Nothing that differs is passed over.
func TestDiffPieces(t *testing.T) {
	picture := func(r image.Rectangle) string {
		img := image.NewNRGBA(image.Rect(0, 0, 100, 100))
		for i := range img.Pix {
			img.Pix[i] = 0xff
		}
		draw.Draw(img, r, image.Black, image.Point{}, draw.Src)
		var b bytes.Buffer
		if err := png.Encode(&b, img); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	of := func(files map[string]string) (string, *release.Manifest) {
		dir := t.TempDir()
		m := &release.Manifest{Country: "zz", Number: 1, Edition: "2030-01-20"}
		for name, text := range files {
			name = "print/citizen/" + name
			if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
			m.Files = append(m.Files, release.File{File: made.File{Path: name, SHA256: release.Digest([]byte(text))}})
		}
		return dir, m
	}
	box, dot := image.Rect(20, 20, 40, 40), image.Rect(50, 50, 51, 51)
	d := &Diff{}
	d.before, d.Old = of(map[string]string{"post.png": picture(box), "post.thumb.png": picture(box), "dot.png": picture(dot), "badge.svg": "<svg>0800</svg>",
		"line.txt": "Call\n0800 000 000\nZZ 1, 2030-01-20\n", "same.txt": "2030-01-20", "gone.txt": "a", "bed.press.pdf": "a",
		"sheet.screen.pdf": "a", "sheet.png": "a"})
	d.after, d.New = of(map[string]string{"post.png": picture(box.Add(image.Pt(30, 30))), "post.thumb.png": picture(dot), "dot.png": picture(dot.Add(image.Pt(1, 0))),
		"badge.svg": "<svg>0900</svg>", "line.txt": "Call\n0800 000 111\nZZ 1, 2030-01-21\n", "same.txt": "2030-01-21", "new.png": picture(dot),
		"bed.press.pdf": "b", "sheet.screen.pdf": "b", "sheet.png": "b"})
	d.New.Edition = "2030-01-21"
	d.oldEdition, d.newEdition = editionOf(d.Old, locale.Builtin()), editionOf(d.New, locale.Builtin())
	if err := d.pieces(); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"picture citizen/badge.svg looks different",
		"picture citizen/dot.png differs in nothing that an eye sees",
		"text citizen/gone.txt is gone",
		`text citizen/line.txt: "0800 000 000" is now "0800 000 111"`,
		"picture citizen/new.png is new",
		"picture citizen/post.png looks different",
		"other files differ: print/citizen/bed.press.pdf",
	}
	if !slices.Equal(d.Words, want) || d.editionSheets != 1 || len(d.Pairs) != 3 {
		t.Errorf("%q, %d in their edition alone, %d pairs", d.Words, d.editionSheets, len(d.Pairs))
	}
}

// TestDiffSpots frames a change that an eye can see, and neither a line of one pixel
// nor what the mask covers.
func TestDiffSpots(t *testing.T) {
	white := func() *image.RGBA {
		img := image.NewRGBA(image.Rect(0, 0, 200, 200))
		for i := range img.Pix {
			img.Pix[i] = 0xff
		}
		return img
	}
	box := func(r image.Rectangle) *image.RGBA {
		img := white()
		for y := r.Min.Y; y < r.Max.Y; y++ {
			for x := r.Min.X; x < r.Max.X; x++ {
				img.Set(x, y, color.Black)
			}
		}
		return img
	}
	patch := image.Rect(100, 40, 110, 50)
	if got, only := spots(white(), box(patch), nil); len(got) != 1 || only || got[0] != (Spot{49, 19, 8, 8}) {
		t.Error(got, only)
	}
	if got, only := spots(white(), box(patch), []area{{0.4, 0.1, 0.6, 0.3}}); len(got) != 0 || !only {
		t.Error(got, only)
	}
	if got, only := spots(white(), box(image.Rect(20, 40, 180, 41)), nil); len(got) != 0 || only {
		t.Error(got, only)
	}
}
