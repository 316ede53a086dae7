package compare

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"html/template"
	"image"
	"image/draw"
	"image/png"
	"path"
	"slices"
	"strings"

	"pharos/internal/made"
	"pharos/internal/release"
)

// pieces compares what is no PDF: pictures, badges and texts to copy. What differs in
// no way that an eye sees is said as well: a release lists what must be the same.
func (d *Diff) pieces() error {
	a, b := d.listed(d.Old, ""), d.listed(d.New, "")
	names := changed(a, b)
	slices.Sort(names)
	var rest []string
	for _, name := range names {
		title := strings.TrimPrefix(name, "print/")
		var err error
		switch ending := path.Ext(name); {
		case seenElsewhere(name, a, b):
		case !strings.HasPrefix(name, "print/"):
			rest = append(rest, name)
		case ending == ".png" || ending == ".svg":
			err = d.drawn(title, name, a[name], b[name])
		case ending == ".txt":
			err = d.copied(title, name, a[name], b[name])
		default:
			rest = append(rest, name)
		}
		if err != nil {
			return fmt.Errorf("diff: %s: %w", name, err)
		}
	}
	if len(rest) > 0 {
		const most = 3
		more := ""
		if n := len(rest) - most; n > 0 {
			rest, more = rest[:most], fmt.Sprintf(" and %d more", n)
		}
		d.say("other files differ: %s%s", strings.Join(rest, ", "), more)
	}
	return nil
}

// seenElsewhere reports whether a file was compared as a sheet or a page: the other
// files of a sheet change with the one for screens, a small picture with the large one.
func seenElsewhere(name string, a, b map[string]string) bool {
	if strings.HasSuffix(name, ".html") || name == release.ManifestName {
		return true
	}
	if stem, small := strings.CutSuffix(name, ".thumb.png"); small && a[stem+".png"] != b[stem+".png"] {
		return true
	}
	for _, of := range made.Outputs {
		stem, ok := strings.CutSuffix(name, "."+of.Ending)
		if sheet := stem + ".screen.pdf"; ok && of.Output != made.Badge && of.Output != made.Text &&
			a[sheet] != b[sheet] {
			return true
		}
	}
	return false
}

// drawn compares a picture. A drawing is shown as it is, and not looked into.
func (d *Diff) drawn(title, name, was, is string) error {
	p := Pair{Name: title}
	left, err := d.picture(d.before, name, was, &p.Old)
	if err != nil {
		return err
	}
	right, err := d.picture(d.after, name, is, &p.New)
	if err != nil {
		return err
	}
	switch {
	case was == "":
		d.say("picture %s is new", title)
	case is == "":
		d.say("picture %s is gone", title)
	case left == nil || right == nil:
		d.say("picture %s looks different", title)
	default:
		if p.Spots, _ = spots(left, right, nil); len(p.Spots) == 0 {
			d.say("picture %s differs in nothing that an eye sees", title)
			return nil
		}
		d.say("picture %s looks different", title)
	}
	d.Pairs = append(d.Pairs, p)
	return nil
}

// picture reads a picture of a release and puts it into the page of the comparison;
// nil where it is a drawing or not there.
func (d *Diff) picture(dir, name, sum string, to *template.URL) (*image.RGBA, error) {
	if sum == "" {
		return nil, nil
	}
	data, err := readListed(dir, name, sum)
	if err != nil {
		return nil, err
	}
	*to = template.URL("data:" + made.MediaType(name) + ";base64," + base64.StdEncoding.EncodeToString(data))
	if path.Ext(name) != ".png" {
		return nil, nil
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	out := image.NewRGBA(image.Rectangle{Max: img.Bounds().Size()})
	draw.Draw(out, out.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(out, out.Rect, img, img.Bounds().Min, draw.Over)
	return out, nil
}

// copied compares a text to copy, line by line.
func (d *Diff) copied(title, name, was, is string) error {
	left, err := d.lines(d.before, name, was, d.oldEdition)
	if err != nil {
		return err
	}
	right, err := d.lines(d.after, name, is, d.newEdition)
	if err != nil {
		return err
	}
	gone, come := without(left, right), without(right, left)
	switch {
	case was == "":
		d.say("text %s is new", title)
	case is == "":
		d.say("text %s is gone", title)
	case len(gone)+len(come) == 0:
		d.editionSheets++
	default:
		d.say("text %s: %q is now %q", title, strings.Join(gone, " / "), strings.Join(come, " / "))
	}
	return nil
}

// lines reads the lines of a text, with a sign in place of the edition.
func (d *Diff) lines(dir, name, sum string, edition *strings.Replacer) ([]string, error) {
	if sum == "" {
		return nil, nil
	}
	data, err := readListed(dir, name, sum)
	return strings.Split(edition.Replace(string(data)), "\n"), err
}
