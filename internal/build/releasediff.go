package build

import (
	"bytes"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"pharos/internal/proof"
	"pharos/internal/release"
)

// ReleaseDiff is what changed from one release to another.
type ReleaseDiff struct {
	Old, New *release.Manifest
	// Words says it in sentences, facts first.
	Words []string
	// Pairs are the sheets that look different.
	Pairs []SheetPair
}

// SheetPair is one sheet before and after, painted, with the spots that differ as
// boxes in percent of the picture. A side without the sheet has no picture.
type SheetPair struct {
	Name     string
	Old, New template.URL
	Spots    []Spot
}

// Spot is one changed place: left, top, width and height in percent.
type Spot struct{ X, Y, W, H int }

// CompareReleases compares two folders of releases.
func CompareReleases(o Options, before, after string) (*ReleaseDiff, error) {
	d := &ReleaseDiff{}
	for _, one := range []struct {
		dir string
		to  **release.Manifest
	}{{before, &d.Old}, {after, &d.New}} {
		data, err := os.ReadFile(filepath.Join(one.dir, release.ManifestName))
		if err != nil {
			return nil, fmt.Errorf("diff: %w", err)
		}
		if *one.to, err = release.ParseManifest(data); err != nil {
			return nil, fmt.Errorf("diff: %s: %w", one.dir, err)
		}
	}
	d.facts()
	reader, err := proof.Open(proof.Options{Cache: o.Cache, Instances: 1})
	if err != nil {
		return nil, err
	}
	defer reader.Close()
	return d, d.sheets(reader, before, after)
}

// say adds a sentence.
func (d *ReleaseDiff) say(format string, args ...any) {
	d.Words = append(d.Words, fmt.Sprintf(format, args...))
}

// facts compares what the releases state: facts, last day, exceptions.
func (d *ReleaseDiff) facts() {
	table := func(m *release.Manifest) map[string]string {
		out := map[string]string{}
		for _, f := range m.Facts {
			out[f.Line+": "+f.What] = f.Value
		}
		for _, e := range m.Exceptions {
			out["exception: "+e.Rule+" for "+e.Material] = "until " + e.Until + ", " + e.Who
		}
		out["last day"] = m.Expires
		if len(m.Limits) > 0 {
			out["last day"] += " (" + m.Limits[0].What + ")"
		}
		out["edition"] = m.Edition
		return out
	}
	d.table(table(d.Old), table(d.New))
}

// table says what is new, gone and changed.
func (d *ReleaseDiff) table(a, b map[string]string) {
	names := changed(a, b)
	slices.Sort(names)
	for _, name := range names {
		switch was, had := a[name]; {
		case !had:
			d.say("%s is new: %s", name, b[name])
		case b[name] == "":
			d.say("%s is gone; it was %s", name, was)
		default:
			d.say("%s was %s and is %s", name, was, b[name])
		}
	}
}

// sheets compares the sheets as they look, and counts the pages that differ.
func (d *ReleaseDiff) sheets(reader *proof.Reader, before, after string) error {
	files := func(m *release.Manifest) (sheets, pages map[string]string) {
		sheets, pages = map[string]string{}, map[string]string{}
		for _, f := range m.Files {
			if strings.HasSuffix(f.Path, ".screen.pdf") {
				sheets[f.Path] = f.SHA256
			} else if strings.HasSuffix(f.Path, ".html") {
				pages[f.Path] = f.SHA256
			}
		}
		return sheets, pages
	}
	a, pagesA := files(d.Old)
	b, pagesB := files(d.New)
	names := changed(a, b)
	slices.Sort(names)
	for _, name := range names {
		p := SheetPair{Name: strings.TrimSuffix(strings.TrimPrefix(name, "print/"), ".screen.pdf")}
		left, err := painted(reader, before, name, a[name])
		if err != nil {
			return err
		}
		right, err := painted(reader, after, name, b[name])
		if err != nil {
			return err
		}
		if p.Old, p.New = dataURL(left), dataURL(right); left != nil && right != nil {
			if p.Spots = spots(left, right); len(p.Spots) == 0 {
				continue // other bytes, the same look
			}
		}
		switch {
		case left == nil:
			d.say("sheet %s is new", p.Name)
		case right == nil:
			d.say("sheet %s is gone", p.Name)
		default:
			d.say("sheet %s looks different", p.Name)
		}
		d.Pairs = append(d.Pairs, p)
	}
	if n := len(changed(pagesA, pagesB)); n > 0 {
		d.say("%d pages of the site differ", n)
	}
	return nil
}

// diffSide is the longer side of a painted sheet in pixels.
const diffSide = 700

// painted paints the first page of a sheet; nil where the release lacks it. What
// is not as its manifest says is an error.
func painted(reader *proof.Reader, dir, name, sum string) ([]byte, error) {
	if sum == "" {
		return nil, nil
	}
	data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		return nil, fmt.Errorf("diff: %w", err)
	}
	if release.Digest(data) != sum {
		return nil, fmt.Errorf("diff: %s in %s is not what its manifest says; verify the release first", name, dir)
	}
	return reader.Preview(data, 0, 0, diffSide)
}

// dataURL puts a picture into the page itself.
func dataURL(picture []byte) template.URL {
	if picture == nil {
		return ""
	}
	return template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(picture))
}

// spots finds where two pictures differ: cells of a grid that hold a changed
// pixel, those beside one another in one box.
func spots(a, b []byte) []Spot {
	left, err := png.Decode(bytes.NewReader(a))
	right, err2 := png.Decode(bytes.NewReader(b))
	if err != nil || err2 != nil || left.Bounds() != right.Bounds() {
		return []Spot{{0, 0, 100, 100}}
	}
	const grid = 50
	var hit [grid][grid]bool
	size := left.Bounds().Size()
	for y := range size.Y {
		for x := range size.X {
			if apart(left.At(x, y), right.At(x, y)) {
				hit[y*grid/size.Y][x*grid/size.X] = true
			}
		}
	}
	var out []Spot
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
	return out
}

// apart reports whether two colours differ so that an eye can see it.
func apart(a, b color.Color) bool {
	r, g, bl, _ := a.RGBA()
	r2, g2, bl2, _ := b.RGBA()
	far := func(x, y uint32) uint32 { return max(x, y) - min(x, y) }
	return far(r, r2)+far(g, g2)+far(bl, bl2) > 0x6000
}

// flood takes a cell and all that lie beside it, and gives the box around them.
func flood(hit *[50][50]bool, x, y int) image.Rectangle {
	r := image.Rect(x, y, x+1, y+1)
	queue := []image.Point{{X: x, Y: y}}
	hit[y][x] = false
	for len(queue) > 0 {
		p := queue[0]
		queue = queue[1:]
		r = r.Union(image.Rect(p.X, p.Y, p.X+1, p.Y+1))
		for dy := -1; dy <= 1; dy++ {
			for dx := -1; dx <= 1; dx++ {
				if nx, ny := p.X+dx, p.Y+dy; nx >= 0 && ny >= 0 && nx < 50 && ny < 50 && hit[ny][nx] {
					hit[ny][nx] = false
					queue = append(queue, image.Pt(nx, ny))
				}
			}
		}
	}
	return r
}

// Page writes the comparison as one HTML page that needs no other file.
func (d *ReleaseDiff) Page() ([]byte, error) {
	var b bytes.Buffer
	if err := diffPage.Execute(&b, d); err != nil {
		return nil, fmt.Errorf("diff: %w", err)
	}
	return b.Bytes(), nil
}

//go:embed releasediff.html
var diffHTML string

var diffPage = template.Must(template.New("diff").Parse(diffHTML))
