package press

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"

	"pharos/internal/diag"
	"pharos/internal/made"
	"pharos/internal/picture"
	"pharos/internal/plan"
	"pharos/internal/rule"
	"pharos/internal/template"
	"pharos/internal/typeset"
)

// The pixels per inch that a picture should have where it is printed, and those
// without which it is not printed.
const (
	goodDensity  = 200
	leastDensity = 72
)

// picture reads a picture file once, and its pixels, so that a broken one is
// found before a sheet is made of it.
func (p *Press) picture(m plan.Picture) (*picture.Picture, error) {
	return p.once(m.ID+" "+m.File+" "+m.Digest, func() (*picture.Picture, error) {
		data, err := m.Data, error(nil)
		if data == nil {
			data, err = fs.ReadFile(p.files, m.File)
		}
		if err != nil {
			return nil, err
		}
		pic, err := picture.Read(data)
		switch {
		case err != nil:
			return nil, err
		case m.Digest != "" && hex.EncodeToString(pic.Digest[:]) != m.Digest:
			return nil, errors.New("the file changed while it was read; build again")
		case pic.MediaType != picture.SVG:
			_, err = pic.Decode()
		}
		return pic, err
	})
}

// once reads a picture the first time that it is asked for by a key.
func (p *Press) once(key string, read func() (*picture.Picture, error)) (*picture.Picture, error) {
	known, _ := p.pictures.LoadOrStore(key, sync.OnceValues(read))
	return known.(func() (*picture.Picture, error))()
}

// pictureLeaf is a picture in its frame.
type pictureLeaf struct {
	pic    *picture.Picture
	of     plan.Picture
	frame  typeset.Rect // on the page
	fit    picture.Fit
	ground *typeset.Colour
}

// picture places a picture of the material. It is not mirrored: what it shows
// stays as it is.
func (s *sheet) picture(pg *page, n *template.Node, c *scope) {
	name := c.word(n, "picture", "")
	of, ok := s.m.Pictures[name]
	s.shown["picture "+name] = true
	if !ok || c.frame.Empty() {
		return
	}
	pic, err := s.p.picture(of)
	if err != nil {
		s.list.Errorf(rule.PosterPicture, of.From, "Save the picture anew; docs/pictures.md says what is read.",
			"the picture %s cannot be printed: %v", of.ID, err).Path = of.ID
		return
	}
	if pic.MediaType != picture.SVG && s.m.Makes(made.Badge) {
		s.list.Errorf(rule.PosterPicture, of.From, "Take a drawing (SVG), or leave the picture out of the badge.",
			"%s is a badge, which is drawn with paths alone: the picture %s is a photograph", s.m.Name, of.ID).Path =
			of.ID
		return
	}
	l := &pictureLeaf{pic: pic, of: of, frame: s.onPage(c.frame), ground: c.swatch(n, "ground")}
	if c.word(n, "fill", "cover") == "cover" {
		l.fit = picture.Cover
	}
	s.density(l)
	pg.leaves = append(pg.leaves, l)
}

// focus gives the place that stays in view.
func (l *pictureLeaf) focus() picture.Point {
	return picture.Point{X: 10 * l.of.Focus[0], Y: 10 * l.of.Focus[1]}
}

// density sees that a photograph has pixels enough for its size on paper.
func (s *sheet) density(l *pictureLeaf) {
	placed := l.pic.Place(l.frame, l.fit, l.focus())
	ppi := l.pic.Density(placed)
	if l.pic.MediaType == picture.SVG || ppi >= goodDensity {
		return
	}
	need := func(side typeset.Length) int {
		return int((int64(side)*goodDensity + 72*int64(typeset.Pt) - 1) / (72 * int64(typeset.Pt)))
	}
	f := s.list.Warnf(
		rule.PosterPicture,
		l.of.From,
		"",
		"%s on %s: the picture %s has %d x %d pixels on %s x %s mm, %d to the inch",
		s.m.Name,
		s.stock.Name,
		l.of.ID,
		l.pic.Width,
		l.pic.Height,
		placed.W(),
		placed.H(),
		ppi,
	)
	f.Path, f.Hint = l.of.ID, diag.Say(
		"Use one of at least %d x %d pixels (%d to the inch), or a smaller stock.",
		need(placed.W()),
		need(placed.H()),
		goodDensity,
	)
	if ppi < leastDensity {
		f.Gate, f.Severity = diag.Load, diag.Error
	}
}

func (l *pictureLeaf) draw(s *sheet, pg *page) {
	if l.ground != nil {
		(&shapeLeaf{role: "ground", outline: typeset.RectOutline(l.frame), fill: l.ground}).draw(s, pg)
	}
	mark := typeset.Mark{Tag: pg.addTag(made.SlotPicture.Traits().Rank, l.tag()), Role: "picture", ID: l.of.ID}
	pg.out.Items = append(pg.out.Items, l.pic.Items(l.frame, l.fit, l.focus(), mark, s.p.inks)...)
}

// tag gives the figure its words: those of every language of the sheet, a line
// each, in the order of the languages. An Alt is one string and has one
// language (ISO 32000-1, 14.9.3), that of the first.
func (l *pictureLeaf) tag() typeset.Tag {
	tag := typeset.Tag{Role: typeset.RoleFigure, Parent: -1}
	var words []string
	for i, t := range l.of.Alt {
		if i == 0 {
			tag.Lang = string(t.Tag)
		}
		if t.Value != "" && !slices.Contains(words, t.Value) { // English stands in for several
			words = append(words, t.Value)
		}
	}
	tag.Alt = strings.Join(words, "\n")
	return tag
}

// inks gives the colour of a drawing: the swatch of the theme that looks the
// same on the screen, so that a drawing in the theme's colours prints in its
// inks; else plain inks.
func (p *Press) inks(rgb [3]uint8) typeset.Colour {
	for _, name := range slices.Sorted(maps.Keys(p.theme.Tokens.Swatches)) {
		if c := p.theme.Tokens.Swatches[name]; c.SRGB == rgb && !c.Registration {
			return c
		}
	}
	c := picture.ToInks(rgb)
	c.Name = fmt.Sprintf("#%02x%02x%02x", rgb[0], rgb[1], rgb[2])
	return c
}
