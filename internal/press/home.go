package press

import (
	"pharos/internal/diag"
	"pharos/internal/plan"
	"pharos/internal/typeset"
)

// Home composes the home edition of a material: anew, on the stock of office
// printers, without bleed. A card or sticker keeps its size; Impose puts several
// on a sheet. Findings as with Compose.
func (p *Press) Home(m plan.Material) (typeset.Document, diag.List) {
	if p.theme.tokens.home == nil {
		return typeset.Document{}, diag.List{{Rule: "poster.home", Severity: diag.Error, Pos: m.From,
			Message: "the theme has no home edition", Hint: "Add \"home\" to tokens/print.yaml, or take \"home\" out of the outputs."}}
	}
	return p.compose(m, p.theme.tokens.home)
}

// Office is the stock of the home edition: the material's or the country's own
// choice, else the theme's.
func (p *Press) Office(m plan.Material) string {
	if m.Office != "" || p.theme.tokens.home == nil {
		return m.Office
	}
	return p.theme.tokens.home.stock
}

// Small reports a piece of which several fit on an office sheet: both its sides
// are at most 5/7 of the sheet's, as two A5 are on A4.
func (p *Press) Small(m plan.Material) bool {
	s, ok := p.theme.tokens.stock(p.stockOf(m))
	o, good := p.theme.tokens.stock(p.Office(m))
	return ok && good && 7*max(s.w, s.h) <= 5*max(o.w, o.h)+7*typeset.Pt
}

// stockOf names the stock of a material, the template's first where it has none.
func (p *Press) stockOf(m plan.Material) string {
	if t := p.theme.templates[m.Template]; m.Stock == "" && t != nil && len(t.stocks) > 0 {
		return t.stocks[0]
	}
	return m.Stock
}

// atOffice gives the stock of a home edition, without bleed and with everything
// clear of the edge: the office printer's, or a small piece's own.
func (p *Press) atOffice(m plan.Material, own *stock, e *edition) *stock {
	c := *own
	if office, ok := p.theme.tokens.stock(p.Office(m)); ok && !p.Small(m) {
		c = *office
		if own.w > c.w {
			c.shrunk = own
		}
	}
	c.bleed, c.safe = 0, max(c.safe, c.hundredths(e.edge))
	return &c
}

// words gives the colour of a key's words and lines in this edition.
func (c *scope) words(n *node, key string) *typeset.Colour {
	own := c.swatch(n, key)
	if own == nil || c.home == nil {
		return own
	}
	col := c.p.theme.tokens.swatches[c.home.text]
	return &col
}

// frames gives the frame of a ground: in a home edition one that is outlined
// stays clear of the edge of the paper.
func (s *sheet) frames(r typeset.Rect, fill *typeset.Colour) typeset.Rect {
	if s.home == nil || fill == nil || s.home.shapes[fill.Name].line == "" {
		return r
	}
	w := s.whole().Inset(s.stock.hundredths(s.home.edge + s.home.frame/2))
	return typeset.Rect{Min: typeset.Point{X: max(r.Min.X, w.Min.X), Y: max(r.Min.Y, w.Min.Y)},
		Max: typeset.Point{X: min(r.Max.X, w.Max.X), Y: min(r.Max.Y, w.Max.Y)}}
}

// atHome gives the items of a shape in the home edition.
func (s *sheet) atHome(l *shapeLeaf) []typeset.Item {
	colour := func(name string) *typeset.Colour {
		if name == "" {
			return nil
		}
		c := s.p.theme.tokens.swatches[name]
		return &c
	}
	mark := typeset.Mark{Tag: typeset.Artifact, Role: l.role}
	thick := s.stock.hundredths(s.home.line)
	if l.role == "ground" {
		thick = s.stock.hundredths(s.home.frame)
	}
	switch {
	case l.outline.Bounds().Empty() && l.stroke == nil:
		return nil
	case l.stroke != nil: // a track: two lines with paper between them
		k, ok := s.home.shapes[l.stroke.Name]
		if !ok {
			break
		}
		var out []typeset.Item
		if k.line != "" {
			out = append(out, &typeset.Path{Mark: mark, Outline: l.outline, Stroke: colour(k.line), Width: l.width, Round: l.round})
			l.width -= 2 * thick
		}
		if k.fill != "" {
			out = append(out, &typeset.Path{Mark: mark, Outline: l.outline, Stroke: colour(k.fill), Width: l.width, Round: l.round})
		}
		return out
	case l.fill != nil:
		k, ok := s.home.shapes[l.fill.Name]
		if !ok {
			break
		}
		return []typeset.Item{&typeset.Path{Mark: mark, Outline: l.outline, Fill: colour(k.fill), Stroke: colour(k.line), Width: thick}}
	}
	return []typeset.Item{&typeset.Path{Mark: mark, Outline: l.outline, Fill: l.fill, Stroke: l.stroke, Width: l.width, Round: l.round}}
}
