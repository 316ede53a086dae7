package typeset

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/go-text/typesetting/bidi"
	"github.com/go-text/typesetting/font"
	ot "github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/segmenter"
)

// shaper shapes one text after the other. It keeps buffers and plans between
// texts and is not safe for concurrent use; Fonts.Shape takes one from a pool.
type shaper struct {
	fonts *Fonts
	buf   *harfbuzz.Buffer
	faces map[*Font]*face
	bidi  bidi.Paragraph
	seg   segmenter.Segmenter
	text  string
	runes []rune
	// places are those of the runes, and of the end, in the plain text.
	places []int
	// levels are those of the runes, by UAX 9.
	levels []uint8
}

// face is a font with the caches of one shaper.
type face struct {
	hb   *harfbuzz.Font
	face *font.Face
}

// Paragraph is a shaped text without a size. It does not change and may be
// wrapped and fitted from several goroutines.
type Paragraph struct {
	// Text is the plain text, without controls.
	Text  string
	Style Style
	// main is the font of the first letter; it gives the metrics of all lines.
	main     *Font
	clusters []cluster // logical order
	words    []word
}

// cluster is a Cluster with its bidi level and its place in the words.
type cluster struct {
	Cluster
	level    uint8
	tracking Em
	from, to int // runes
	space    bool
}

func newShaper(f *Fonts) *shaper {
	return &shaper{fonts: f, buf: harfbuzz.NewBuffer(), faces: map[*Font]*face{}}
}

// Stretch is a part of a text in another language: bytes From to To.
type Stretch struct {
	From, To int
	// Lang is a BCP 47 tag.
	Lang string
}

// Shape shapes a text, with stretches in other languages in the order of the text.
// An error is a *CharacterError for a character that cannot be set, or a font file
// that cannot be read.
func (f *Fonts) Shape(text string, style Style, foreign ...Stretch) (*Paragraph, error) {
	s := f.shapers.Get().(*shaper)
	p, err := s.shape(text, style, foreign)
	if err == nil {
		f.shapers.Put(s)
	}
	return p, err
}

// Shape shapes a text; see Fonts.Shape.
func (s *shaper) shape(text string, style Style, foreign []Stretch) (p *Paragraph, err error) {
	defer func() {
		if r := recover(); r != nil {
			p, err = nil, fmt.Errorf("shape %q: broken font: %v", text, r)
		}
	}()
	raw := []rune(text)
	if err := vet(text, raw); err != nil {
		return nil, err
	}
	p = &Paragraph{Text: s.read(text, raw), Style: style}
	runs, err := s.itemize(p, inRunes(text, foreign))
	if err != nil {
		return nil, err
	}
	for _, r := range runs {
		if err := s.shapeRun(p, r); err != nil {
			return nil, err
		}
	}
	if err := s.chooseMain(p, runs); err != nil {
		return nil, err
	}
	p.findWords(&s.seg, raw)
	return p, nil
}

// inRunes counts stretches of a text in characters.
func inRunes(text string, foreign []Stretch) []Stretch {
	out := make([]Stretch, len(foreign))
	for i, f := range foreign {
		from := utf8.RuneCountInString(text[:f.From])
		out[i] = Stretch{from, from + utf8.RuneCountInString(text[f.From:f.To]), f.Lang}
	}
	return out
}

// read takes in a text and gives it as Plain does.
func (s *shaper) read(text string, raw []rune) string {
	s.text, s.runes, s.places = text, append(s.runes[:0], raw...), s.places[:0]
	plain := make([]byte, 0, len(text))
	for i, r := range raw {
		if r == '\n' {
			r = ' '
			s.runes[i] = r
		}
		s.places = append(s.places, len(plain))
		if !dropped(r) {
			plain = utf8.AppendRune(plain, r)
		}
	}
	s.places = append(s.places, len(plain))
	return string(plain)
}

// chooseMain takes the font of the first letter, of an empty text the first of
// the chain.
func (s *shaper) chooseMain(p *Paragraph, runs []run) error {
	if len(runs) > 0 {
		p.main = runs[0].font
		return nil
	}
	p.main = s.fonts.chain(chainKey{p.Style.Family, "Latn", p.Style.weight(), p.Style.Italic})[0]
	return p.main.load()
}

// face gives the font with this Shaper's caches, loading it first.
func (s *shaper) face(f *Font) (*face, error) {
	if have, ok := s.faces[f]; ok {
		return have, nil
	}
	if err := f.load(); err != nil {
		return nil, err
	}
	one := &face{face: font.NewFace(f.ot)}
	one.hb = harfbuzz.NewFont(one.face)
	one.hb.XScale, one.hb.YScale = 64_000, 64_000
	s.faces[f] = one
	return one, nil
}

// covers reports whether the font has all characters, controls aside.
func (f *face) covers(runes []rune) bool {
	for _, r := range runes {
		if r == ' ' || ignorable(r) {
			continue
		}
		if _, ok := f.face.NominalGlyph(r); !ok {
			return false
		}
	}
	return true
}

// features asks for lining figures of equal width; "locl" and the features a
// script needs are on by themselves.
var features = []harfbuzz.Feature{
	{Tag: ot.MustNewTag("lnum"), Value: 1, End: harfbuzz.FeatureGlobalEnd},
	{Tag: ot.MustNewTag("tnum"), Value: 1, End: harfbuzz.FeatureGlobalEnd},
}

// shapeRun shapes one run and appends its clusters in logical order.
func (s *shaper) shapeRun(p *Paragraph, r run) error {
	f, err := s.face(r.font)
	if err != nil {
		return err
	}
	s.buf.Clear()
	s.buf.AddRunes(s.runes, r.from, r.to-r.from)
	s.buf.Props = harfbuzz.SegmentProperties{
		Direction: harfbuzz.LeftToRight,
		Script:    r.script,
		Language:  language.NewLanguage(cmp.Or(r.lang, p.Style.Lang)),
	}
	if r.level%2 == 1 {
		s.buf.Props.Direction = harfbuzz.RightToLeft
	}
	s.buf.Shape(f.hb, features)
	tracking := Em(p.Style.Tracking) * EmUnit
	if joined[scriptName(r.script)] || joined[p.Style.Script] {
		tracking = 0
	}
	first := len(p.clusters)
	n := len(s.buf.Info)
	glyphs := make([]Glyph, 0, n)
	p.clusters = slices.Grow(p.clusters, n)
	for i := 0; i < n; {
		j := i + 1
		for j < n && s.buf.Info[j].Cluster == s.buf.Info[i].Cluster {
			j++
		}
		c := cluster{level: r.level, tracking: tracking, from: s.buf.Info[i].Cluster, to: s.clusterEnd(i, j, r)}
		c.Font, c.RTL, c.Lang = r.font, r.level%2 == 1, r.lang
		start := len(glyphs)
		glyphs = s.appendGlyphs(glyphs, &c, i, j)
		c.Glyphs = glyphs[start:len(glyphs):len(glyphs)]
		if err := s.finish(&c, p.Text); err != nil {
			return err
		}
		p.clusters = append(p.clusters, c)
		i = j
	}
	if r.level%2 == 1 {
		slices.Reverse(p.clusters[first:])
	}
	return nil
}

// clusterEnd gives the rune after the cluster of the glyphs i to j.
func (s *shaper) clusterEnd(i, j int, r run) int {
	switch {
	case r.level%2 == 1 && i > 0:
		return s.buf.Info[i-1].Cluster
	case r.level%2 == 0 && j < len(s.buf.Info):
		return s.buf.Info[j].Cluster
	}
	return r.to
}

// appendGlyphs adds the glyphs i to j, placed from the cluster's left edge.
func (s *shaper) appendGlyphs(glyphs []Glyph, c *cluster, i, j int) []Glyph {
	for k := i; k < j; k++ {
		pos := s.buf.Pos[k]
		glyphs = append(glyphs, Glyph{uint16(s.buf.Info[k].Glyph), c.Advance + Em(pos.XOffset), Em(pos.YOffset)})
		c.Advance += Em(pos.XAdvance)
	}
	return glyphs
}

// finish gives a cluster its text; what has no ink loses its glyphs.
func (s *shaper) finish(c *cluster, plain string) error {
	c.Text = plain[s.places[c.from]:s.places[c.to]]
	c.space = c.Text != "" && strings.Trim(c.Text, " ") == ""
	if c.Text == "" {
		c.Glyphs, c.Advance = nil, 0
		return nil
	}
	c.Advance += c.tracking
	inked := c.Glyphs[:0]
	for _, g := range c.Glyphs {
		if g.ID == 0 {
			return &CharacterError{s.runes[c.from], c.from, s.text, "no font has it"}
		}
		if len(c.Font.Glyph(g.ID)) > 0 {
			inked = append(inked, g)
		}
	}
	c.Glyphs = inked
	return nil
}
