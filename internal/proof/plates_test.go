package proof_test

import (
	"bytes"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"golang.org/x/image/tiff"

	"pharos/internal/pdf"
	"pharos/internal/typeset"
)

// plates are the separations of one page as a press would expose them: 0 is no
// ink, 255 is full. Spot inks have no plate here.
type plates [4]*image.Gray

// process names the plates in the order of the colours: C, M, Y, K.
var process = [4]string{"Cyan", "Magenta", "Yellow", "Black"}

// separate lets Ghostscript separate the pages of some files, in one run.
func separate(t testing.TB, dpi int, files ...string) []plates {
	t.Helper()
	dir := t.TempDir()
	args := []string{"-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=tiffsep", "-sCompression=none", fmt.Sprintf("-r%d", dpi),
		"-o", filepath.Join(dir, "%04d.tif")}
	if said := ask(t, outside(t, "gs"), append(args, files...)...); said != "" {
		t.Logf("gs: %s", said)
	}
	var out []plates
	for {
		var p plates
		for i, ink := range process {
			data, err := os.ReadFile(filepath.Join(dir, fmt.Sprintf("%04d(%s).tif", len(out)+1, ink)))
			if os.IsNotExist(err) {
				return out
			}
			if err != nil {
				t.Fatal(err)
			}
			img, err := tiff.Decode(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			gray, ok := img.(*image.Gray)
			if !ok {
				t.Fatalf("a plate of %T", img)
			}
			for k, v := range gray.Pix {
				gray.Pix[k] = 255 - v // a plate is written as paper would look
			}
			p[i] = gray
		}
		out = append(out, p)
	}
}

// ink gives the sum of the four inks in a pixel, in percent.
func (p plates) ink(x, y int) int {
	sum := 0
	for _, plate := range p {
		sum += int(plate.GrayAt(x, y).Y)
	}
	return (sum*100 + 127) / 255
}

// pixels gives a box of a page in pixels of its medium, a pixel less on each side.
func pixels(r, media typeset.Rect, dpi int) image.Rectangle {
	px := func(l typeset.Length) int { return int(int64(l) * int64(dpi) / (72 * int64(typeset.Pt))) }
	return image.Rect(px(r.Min.X-media.Min.X)+1, px(r.Min.Y-media.Min.Y)+1, px(r.Max.X-media.Min.X)-1, px(r.Max.Y-media.Min.Y)-1)
}

// TestInkSum adds the inks of every press file as Ghostscript separates them:
// never over 300 %, overlaps included; over 280 % is listed.
func TestInkSum(t *testing.T) {
	t.Parallel()
	const dpi = 36
	all := volumes(t, "press", "sheet")
	pages := separate(t, dpi, onDisk(t, all)...)
	for _, v := range all {
		for i := range v.doc.Pages {
			if len(pages) == 0 {
				t.Fatal("too few pages came back")
			}
			p, most := pages[0], 0
			pages = pages[1:]
			area := pixels(v.doc.Pages[i].Bleed, v.doc.Pages[i].Media, dpi).Intersect(p[0].Rect)
			for y := area.Min.Y; y < area.Max.Y; y++ {
				for x := area.Min.X; x < area.Max.X; x++ {
					most = max(most, p.ink(x, y))
				}
			}
			switch {
			case most > 300:
				t.Errorf("%s, page %d: %d %% ink", v.name, i+1, most)
			case most > 280:
				t.Logf("%s, page %d: %d %% ink, more than 280", v.name, i+1, most)
			case most < 50:
				t.Errorf("%s, page %d: %d %% ink; nothing was separated", v.name, i+1, most)
			}
		}
	}
	if len(pages) > 0 {
		t.Errorf("%d pages more than were made", len(pages))
	}
}

// TestBlackText separates posters with and without their black text: only the
// black plate changes. So black text is black ink alone, and what lies under it
// is not knocked out. With overprint taken away the other plates show it.
func TestBlackText(t *testing.T) {
	t.Parallel()
	const dpi = 72
	s, err := theShop()
	if err != nil {
		t.Fatal(err)
	}
	for _, words := range [][]string{{"rs", "poster-rights.sr-cyrl"}, {"hr", "poster-confidence.ar"}, {"rs", "index-card.sr-cyrl"}} {
		m := s.materials(words...)[0]
		m.Drafts = nil
		doc, _ := s.press.Compose(m)
		doc = s.press.Marks(doc, m)
		black := func(c *typeset.Colour) bool {
			return c.Spot == "" && !c.Registration && c.CMYK == [4]uint8{0, 0, 0, 100}
		}
		without, knocked := changed(doc, func(it *typeset.Text) bool { return !black(&it.Colour) }), changed(doc, func(it *typeset.Text) bool {
			it.Colour.Overprint = false
			return true
		})
		var files []volume
		for _, d := range []typeset.Document{doc, without, knocked} {
			files = append(files, volume{pdf: s.writeAs(t, m, d, pdf.Press)})
		}
		n := len(doc.Pages)
		pages := separate(t, dpi, onDisk(t, files)...)
		if len(pages) != 3*n {
			t.Fatalf("%d pages", len(pages))
		}
		differ := func(a, b plates, ink int) bool { return !slices.Equal(a[ink].Pix, b[ink].Pix) }
		texts, seen := false, false
		for i := range n {
			full, bare, holes := pages[i], pages[n+i], pages[2*n+i]
			texts = texts || differ(full, bare, 3)
			for ink := range 3 {
				if differ(full, bare, ink) {
					t.Errorf("%v, page %d: black text changes the plate %s", words, i+1, process[ink])
				}
				seen = seen || differ(full, holes, ink)
			}
		}
		if !texts || !seen {
			t.Errorf("%v: black text %v, over colour %v", words, texts, seen)
		}
	}
}

// changed gives a copy of a document with the texts that keep allows; keep may
// change its copy.
func changed(doc typeset.Document, keep func(*typeset.Text) bool) typeset.Document {
	out := doc
	out.Pages = slices.Clone(doc.Pages)
	for i, p := range doc.Pages {
		out.Pages[i].Items = nil
		for _, it := range p.Items {
			if text, ok := it.(*typeset.Text); ok {
				c := *text
				if !keep(&c) {
					continue
				}
				it = &c
			}
			out.Pages[i].Items = append(out.Pages[i].Items, it)
		}
	}
	return out
}
