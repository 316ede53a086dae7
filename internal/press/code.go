package press

import (
	"strings"

	"pharos/internal/diag"
	"pharos/internal/made"
	"pharos/internal/qr"
	"pharos/internal/rule"
	"pharos/internal/template"
	"pharos/internal/typeset"
)

// codeLeaf is a code in its frame, with its quiet zone.
type codeLeaf struct {
	code          *qr.Code
	frame         typeset.Rect // on the page
	module        typeset.Length
	ink, ground   *typeset.Colour
	alt, lang, id string
}

// cardSide is the short side below which a sheet counts as a card, which is held
// in the hand: its code may be smaller than a poster's.
var cardSide = typeset.MM(120_000)

// codeKey names a code: its payload and how many modules have room across.
type codeKey struct {
	payload string
	across  int
}

// code computes a code once: most sheets of a country lead to few pages.
func (p *Press) code(payload string, across int) (*qr.Code, error) {
	key := codeKey{payload, across}
	if k, ok := p.codes.Load(key); ok {
		return k.(*qr.Code), nil
	}
	k, err := qr.Make(payload, across)
	if err == nil {
		p.codes.Store(key, k)
	}
	return k, err
}

// code places the material's code as a square in the end of its frame.
func (s *sheet) code(pg *page, n *template.Node, c *scope) {
	s.shown["code"] = true
	if s.m.Code == "" {
		return
	}
	side := min(c.frame.W(), c.frame.H())
	if !s.codeFits(n, side) {
		return
	}
	var numbers []string
	for _, l := range []string{s.m.Number.Link, s.m.Emergency.Link} {
		if l != "" {
			numbers = append(numbers, l)
		}
	}
	if wrong := qr.Lint(s.m.Code, nil, numbers); len(wrong) > 0 {
		s.list.Errorf(rule.PosterCode, s.m.From, "Let the code lead to a page of the site, or to a confirmed number.",
			"the code of %s reads %s: %s", s.m.Name, s.m.Code, strings.Join(wrong, "; "))
		return
	}
	k, err := s.p.code(s.m.Code, int(side/s.p.theme.Tokens.Code.Module))
	if err != nil {
		s.list.Errorf(rule.PosterCode, s.m.From, "Shorten the address, or make the code's place larger.", "%v",
			err).Gate = diag.Draft
		return
	}
	module := side / typeset.Length(k.Across())
	if _, _, picture := template.Pixels(s.stock.Name); picture && module >= typeset.Pixel {
		module = module / typeset.Pixel * typeset.Pixel
	}
	frame := typeset.Box(c.frame.Max.X-side, c.frame.Min.Y, side, side)
	alt := s.m.Address
	if l := s.lines("caption", max(c.col, 0)); len(l) > 0 {
		alt = typeset.Plain(l[0].Text.Value) + ": " + alt
	}
	pg.leaves = append(
		pg.leaves,
		&codeLeaf{
			code:   k,
			frame:  s.onPage(frame),
			module: module,
			ink:    c.swatch(n, "code"),
			ground: c.swatch(n, "ground"),
			alt:    alt,
			lang:   string(s.m.Columns[max(c.col, 0)].Locale.Tag),
			id:     s.m.Code,
		},
	)
}

// codeFits sees that a code is not printed smaller than a telephone can read.
func (s *sheet) codeFits(n *template.Node, side typeset.Length) bool {
	if _, _, picture := template.Pixels(s.stock.Name); picture {
		return true
	}
	least := s.p.theme.Tokens.Code.Poster
	if min(s.stock.W, s.stock.H) < cardSide {
		least = s.p.theme.Tokens.Code.Card
	}
	if side < least {
		s.wrong(
			rule.TemplateSize,
			n.Pos,
			"Make the code's place larger.",
			"on %s the code is %s mm wide, and %s mm is the least",
			s.stock.Name,
			side,
			least,
		)
		return false
	}
	return true
}

func (l *codeLeaf) draw(_ *sheet, p *page) {
	if l.ground != nil {
		p.out.Items = append(
			p.out.Items,
			&typeset.Path{
				Mark:    typeset.Mark{Tag: typeset.Artifact, Role: "ground"},
				Outline: typeset.RectOutline(l.frame),
				Fill:    l.ground,
			},
		)
	}
	pad := (l.frame.W()-l.module*typeset.Length(l.code.Across()))/2 + l.module*qr.Quiet
	runs := l.code.Runs()
	o := make(typeset.Outline, 0, 5*len(runs))
	for _, r := range runs {
		o.Rect(
			typeset.Box(
				l.frame.Min.X+pad+l.module*typeset.Length(r.X),
				l.frame.Min.Y+pad+l.module*typeset.Length(r.Y),
				l.module*typeset.Length(r.Len),
				l.module,
			),
		)
	}
	tagged := p.addTag(
		made.SlotCode.Traits().Rank,
		typeset.Tag{Role: typeset.RoleFigure, Alt: l.alt, Lang: l.lang, Parent: -1},
	)
	p.out.Items = append(
		p.out.Items,
		&typeset.Path{Mark: typeset.Mark{Tag: tagged, Role: "code", ID: l.id}, Outline: o, Fill: l.ink},
	)
}
