package compare

import (
	"encoding/base64"
	"fmt"
	"html/template"
	"image"
	"image/color"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"pharos/internal/build"
	"pharos/internal/made"
	"pharos/internal/paint"
	"pharos/internal/release"
)

// The longer side of a sheet in pixels, as it is compared and as it is shown.
const (
	compareSide = 1200
	showSide    = 700
)

// sheets compares the sheets as they look, page by page. Where only the edition, the
// last day or the batch differ, the sheet is counted and not shown.
func (d *Diff) sheets(reader *paint.Reader) error {
	ending := "." + made.Screen.Traits().Ending
	a, b := d.listed(d.Old, ending), d.listed(d.New, ending)
	names := changed(a, b)
	slices.Sort(names)
	for _, name := range names {
		title := strings.TrimSuffix(strings.TrimPrefix(name, "print/"), ending)
		left, err := openSheet(reader, d.before, name, a[name])
		if err != nil {
			return err
		}
		right, err := openSheet(reader, d.after, name, b[name])
		if err == nil {
			err = d.pair(title, left, right)
		}
		for _, f := range []*paint.File{left, right} {
			if f != nil {
				_ = f.Close() // it was only read
			}
		}
		if err != nil {
			return fmt.Errorf("diff: %s: %w", name, err)
		}
	}
	return nil
}

// openSheet opens a sheet; nil where the release lacks it. What is not as its
// manifest says is an error.
func openSheet(reader *paint.Reader, dir, name, sum string) (*paint.File, error) {
	if sum == "" {
		return nil, nil
	}
	data, err := readListed(dir, name, sum)
	if err != nil {
		return nil, err
	}
	return reader.Read(data)
}

// readListed reads a file that must be as its manifest says.
func readListed(dir, name, sum string) ([]byte, error) {
	data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		return nil, fmt.Errorf("diff: %w", err)
	}
	if release.Digest(data) != sum {
		return nil, fmt.Errorf("diff: %s in %s is not what its manifest says; verify the release first", name, dir)
	}
	return data, nil
}

// pair compares the pages of one sheet.
func (d *Diff) pair(title string, left, right *paint.File) error {
	pages := func(f *paint.File) int {
		if f == nil {
			return 0
		}
		return f.Pages()
	}
	looks, edition := 0, false
	n := max(pages(left), pages(right))
	for i := range n {
		p := Pair{Name: title}
		if n > 1 {
			p.Name = fmt.Sprintf("%s, page %d", title, i+1)
		}
		old, err := paintOf(left, i)
		if err != nil {
			return err
		}
		now, err := paintOf(right, i)
		if err != nil {
			return err
		}
		if old != nil && now != nil {
			mask, err := d.editionMask(left, right, i)
			if err != nil {
				return err
			}
			var only bool
			if p.Spots, only = spots(old, now, mask); len(p.Spots) == 0 {
				edition = edition || only
				continue // the same look, but for the edition
			}
		}
		if p.Old, err = shown(left, i, old); err != nil {
			return err
		}
		if p.New, err = shown(right, i, now); err != nil {
			return err
		}
		looks++
		d.Pairs = append(d.Pairs, p)
	}
	switch {
	case left == nil:
		d.say("sheet %s is new", title)
	case right == nil:
		d.say("sheet %s is gone", title)
	case looks > 0:
		d.say("sheet %s looks different", title)
	case edition:
		d.editionSheets++
	}
	return nil
}

// paintOf paints a page for the comparison; nil where there is none.
func paintOf(f *paint.File, page int) (*image.RGBA, error) {
	if f == nil || page >= f.Pages() {
		return nil, nil
	}
	return f.Paint(page, compareSide)
}

// shown gives a page as a picture in the page of the comparison itself.
func shown(f *paint.File, page int, img *image.RGBA) (template.URL, error) {
	if img == nil {
		return "", nil
	}
	size := img.Bounds().Size()
	w, h := build.Within(int64(size.X), int64(size.Y), showSide)
	data, err := f.Preview(page, w, h)
	return template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(data)), err
}

// area is a part of a page, from 0 to 1.
type area struct{ x0, y0, x1, y1 float64 }

// editionMask gives the places of the lines that differ in the edition, the last day
// or the batch alone.
func (d *Diff) editionMask(left, right *paint.File, page int) ([]area, error) {
	old, err := left.Lines(page)
	if err != nil {
		return nil, err
	}
	now, err := right.Lines(page)
	if err != nil {
		return nil, err
	}
	plain := map[string]bool{} // what the old lines say but for the edition
	for _, l := range old {
		if text := d.oldEdition.Replace(l.Text); text != l.Text {
			plain[text] = true
		}
	}
	var out []area
	for _, l := range now {
		if text := d.newEdition.Replace(l.Text); text != l.Text && plain[text] {
			out = append(out, area{l.X - l.H, l.Y - l.H/2, l.X + l.W + l.H, l.Y + 1.5*l.H})
			delete(plain, text)
		}
	}
	if len(plain) > 0 { // a line with the edition says something else too
		return nil, nil
	}
	for _, l := range old {
		if d.oldEdition.Replace(l.Text) != l.Text {
			out = append(out, area{l.X - l.H, l.Y - l.H/2, l.X + l.W + l.H, l.Y + 1.5*l.H})
		}
	}
	return out, nil
}

// grid is how many cells a picture is compared in, each way.
const grid = 50

// spots finds where two pictures differ so that an eye can see it: cells of a grid
// that hold a changed patch, those beside one another in one box. What lies in the
// mask does not count; only says that all changes did.
func spots(left, right *image.RGBA, mask []area) (out []Spot, only bool) {
	size := left.Bounds().Size()
	if size != right.Bounds().Size() {
		return []Spot{{0, 0, 100, 100}}, false
	}
	var hit [grid][grid]bool
	differs := func(x, y int) bool { return apart(left.RGBAAt(x, y), right.RGBAAt(x, y)) }
	for y := range size.Y - 1 {
		for x := range size.X - 1 {
			// An edge that moved by less than a pixel is one pixel wide.
			if !differs(x, y) || !differs(x+1, y) || !differs(x, y+1) || !differs(x+1, y+1) {
				continue
			}
			px, py := float64(x)/float64(size.X), float64(y)/float64(size.Y)
			if slices.ContainsFunc(mask,
				func(a area) bool { return px >= a.x0 && px <= a.x1 && py >= a.y0 && py <= a.y1 }) {
				only = true
				continue
			}
			hit[y*grid/size.Y][x*grid/size.X] = true
		}
	}
	for y := range grid {
		for x := range grid {
			if hit[y][x] {
				r := flood(&hit, x, y)
				at := Spot{max(0, r.Min.X*2-1), max(0, r.Min.Y*2-1), 0, 0}
				at.W, at.H = min(100-at.X, r.Dx()*2+2), min(100-at.Y, r.Dy()*2+2)
				out = append(out, at)
			}
		}
	}
	return merged(out), only && len(out) == 0
}

// merged joins boxes that lie over one another.
func merged(in []Spot) []Spot {
	rect := func(s Spot) image.Rectangle { return image.Rect(s.X, s.Y, s.X+s.W, s.Y+s.H) }
	for i := 0; i < len(in); i++ {
		for j := i + 1; j < len(in); j++ {
			if rect(in[i]).Overlaps(rect(in[j])) {
				r := rect(in[i]).Union(rect(in[j]))
				in[i] = Spot{r.Min.X, r.Min.Y, r.Dx(), r.Dy()}
				in = slices.Delete(in, j, j+1)
				i = -1
				break
			}
		}
	}
	return in
}

// apart reports whether two colours differ so that an eye can see it.
func apart(a, b color.RGBA) bool {
	far := func(x, y uint8) int { return int(max(x, y)) - int(min(x, y)) }
	return far(a.R, b.R)+far(a.G, b.G)+far(a.B, b.B) > 0x60
}

// flood takes a cell and all that lie beside it, and gives the box around them.
func flood(hit *[grid][grid]bool, x, y int) image.Rectangle {
	r := image.Rect(x, y, x+1, y+1)
	queue := []image.Point{{X: x, Y: y}}
	hit[y][x] = false
	for len(queue) > 0 {
		p := queue[0]
		queue = queue[1:]
		r = r.Union(image.Rect(p.X, p.Y, p.X+1, p.Y+1))
		for dy := -1; dy <= 1; dy++ {
			for dx := -1; dx <= 1; dx++ {
				if nx, ny := p.X+dx, p.Y+dy; nx >= 0 && ny >= 0 && nx < grid && ny < grid && hit[ny][nx] {
					hit[ny][nx] = false
					queue = append(queue, image.Pt(nx, ny))
				}
			}
		}
	}
	return r
}
