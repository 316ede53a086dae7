package press

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/made"
	"pharos/internal/picture"
	"pharos/internal/rule"
	"pharos/internal/template"
	"pharos/internal/typeset"
)

// senders places the names of who signs in equal columns, each in every language
// of the sheet. The one who adapted the sheet has its logo beside the name and its
// lines below.
func (s *sheet) senders(pg *page, n *template.Node, c *scope) {
	s.shown["senders"], s.shown["partner"] = true, true
	count := 0
	for _, col := range s.m.Columns {
		count = max(count, min(len(col.Slots["senders"]), 4))
	}
	if count == 0 {
		return
	}
	gap := c.len(n, "gap", 0)
	w := (c.frame.W() - gap*typeset.Length(count-1)) / typeset.Length(count)
	for i := range count {
		f := typeset.Box(c.frame.Min.X+(w+gap)*typeset.Length(i), c.frame.Min.Y, w, c.frame.H())
		partner := s.m.Partner != nil && s.m.Partner.Place == i
		if partner {
			f = s.logo(pg, f)
		}
		l := &textLeaf{n: n, c: &scope{sheet: s, frame: f, col: c.col}, shape: "flow"}
		slots := []string{"senders"}
		if partner {
			slots = append(slots, "partner")
		}
		seen := map[string]bool{}
		for _, slot := range slots {
			for col := range s.m.Columns {
				s.signature(l, slot, col, i, seen)
			}
		}
		s.join(pg, l)
	}
}

// signature adds one sender's name, or the lines below it, in one language.
func (s *sheet) signature(l *textLeaf, slot string, col, i int, seen map[string]bool) {
	lines := s.lines(slot, col)
	if slot == "senders" {
		if i >= len(lines) {
			return
		}
		lines = lines[i : i+1]
	}
	for _, one := range lines {
		if seen[one.Text.Value] {
			continue
		}
		seen[one.Text.Value] = true
		style := s.p.theme.Tokens.Styles["sender"]
		if s.rtl && one.Text.Direction == locale.LTR { // a foreign name begins where the sheet begins
			foreign := *style
			foreign.LTR = true
			style = &foreign
		}
		if q, ok := s.para(one, style, slot, s.m.Columns[col].Locale, false); ok {
			l.paras = append(l.paras, q)
		}
	}
}

// Sizes of a logo: at most so high, so wide in heights, and at least so high; the
// clear space around it is a quarter of its height.
const (
	logoMost  = 16 * mm
	logoLeast = 5 * mm
	logoShare = 45 // percent of the sender's width
)

const mm = typeset.Pt * 7200 / 2540

// logo places the partner's logo at the start of its frame and gives what is left
// for the words. The frame of the senders stands apart from number and code.
func (s *sheet) logo(pg *page, f typeset.Rect) typeset.Rect {
	if s.m.Partner.Logo == nil {
		return f
	}
	pic, err := s.p.logoOf(s.m.Partner.Logo)
	if err != nil {
		s.list.Errorf(
			rule.AdaptLogo,
			s.m.From,
			"Save it anew as SVG of plain shapes, or as PNG.",
			"the logo cannot be read: %v",
			err,
		)
		return f
	}
	if pic.MediaType != picture.SVG && s.m.Makes(made.Badge) {
		return f // a badge is drawn with paths alone; the name stands there in words
	}
	high := min(f.H().Scale(2, 3), logoMost) // the rest is clear space above and below
	wide, tall := pic.Aspect()
	w := high.Scale(wide, tall)
	if most := f.W().Scale(logoShare, 100); w > most {
		w, high = most, most.Scale(tall, wide)
	}
	if high < logoLeast && !s.m.Makes(made.Badge) {
		s.list.Add(rule.AdaptLogoSize.At(s.m.From, "the logo would be lower than 5 mm on %s and is left out",
			s.m.Name)).Hint =
			diag.Say(
				"Nothing is to be done: the name stands there in words.",
			)
		return f
	}
	clear := high / 4
	box := typeset.Box(f.Min.X, f.Min.Y+(f.H()-high)/2, w, high)
	name := ""
	if l := s.lines("senders", 0); s.m.Partner.Place < len(l) {
		name = typeset.Plain(l[s.m.Partner.Place].Text.Value)
	}
	pg.leaves = append(
		pg.leaves,
		&logoLeaf{pic: pic, frame: s.onPage(box), name: name, lang: string(s.m.Columns[0].Locale.Tag)},
	)
	f.Min.X += w + clear
	return f
}

// logoOf reads a logo, once for all sheets.
func (p *Press) logoOf(data []byte) (*picture.Picture, error) {
	sum := sha256.Sum256(data)
	return p.once(hex.EncodeToString(sum[:]), func() (*picture.Picture, error) { return picture.Read(data) })
}

// logoLeaf is a placed logo.
type logoLeaf struct {
	pic        *picture.Picture
	frame      typeset.Rect
	name, lang string
}

func (l *logoLeaf) draw(_ *sheet, p *page) {
	tagged := p.addTag(
		made.SlotSenders.Traits().Rank,
		typeset.Tag{Role: typeset.RoleFigure, Alt: l.name, Lang: l.lang, Parent: -1},
	)
	mark := typeset.Mark{Tag: tagged, Role: "logo"}
	p.out.Items = append(p.out.Items, l.pic.Items(l.frame, picture.Contain, picture.Middle, mark, picture.ToInks)...)
}

// colour is a swatch as the sheet has it: that of the theme, of another of its
// grounds, or of the adaptation's own colour.
func (s *sheet) colour(swatch string) typeset.Colour {
	own, err := picture.ReadColour(s.m.Ground)
	if err != nil {
		return s.p.theme.Tokens.Swatches[s.grounded(swatch)]
	}
	switch ground, shade, _ := strings.Cut(swatch, "."); {
	case !slices.Contains(made.Grounds, made.Ground(ground)):
		return s.p.theme.Tokens.Swatches[swatch]
	case shade == "deep":
		return picture.Deeper(own)
	case shade == "mid":
		return picture.Paler(own)
	}
	return own
}

// grounded is the swatch for one of the theme's grounds where the sheet has
// another: sea.deep becomes dusk.deep.
func (s *sheet) grounded(swatch string) string {
	if s.m.Ground == "" {
		return swatch
	}
	for _, g := range made.Grounds {
		if rest, ok := strings.CutPrefix(swatch, string(g)); ok && (rest == "" || rest[0] == '.') {
			if _, there := s.p.theme.Tokens.Swatches[s.m.Ground+rest]; there {
				return s.m.Ground + rest
			}
			return s.m.Ground
		}
	}
	return swatch
}
