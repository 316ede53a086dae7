package press

import (
	"pharos/internal/diag"
	"pharos/internal/plan"
	"pharos/internal/rule"
	"pharos/internal/template"
	"pharos/internal/typeset"
)

// Home composes the home edition of a material: anew, on the stock of office
// printers, without bleed. A card or sticker keeps its size; Impose puts several
// on a sheet. Findings as with Compose.
func (p *Press) Home(m plan.Material) (typeset.Document, diag.List) {
	if p.theme.Tokens.Home == nil {
		var list diag.List
		list.Errorf(
			rule.PosterHome,
			m.From,
			"Add \"home\" to tokens/print.yaml, or take \"home\" out of the outputs.",
			"the theme has no home edition",
		)
		return typeset.Document{}, list
	}
	return p.compose(m, p.theme.Tokens.Home)
}

// Office is the stock of the home edition: the material's or the country's own
// choice, else the theme's.
func (p *Press) Office(m plan.Material) string {
	if m.Office != "" || p.theme.Tokens.Home == nil {
		return m.Office
	}
	return p.theme.Tokens.Home.Stock
}

// Small reports a piece of which several fit on an office sheet: both its sides
// are at most 5/7 of the sheet's, as two A5 are on A4.
func (p *Press) Small(m plan.Material) bool {
	s, ok := p.theme.Tokens.Stock(p.stockOf(m))
	o, good := p.theme.Tokens.Stock(p.Office(m))
	return ok && good && 7*max(s.W, s.H) <= 5*max(o.W, o.H)+7*typeset.Pt
}

// stockOf names the stock of a material, the template's first where it has none.
func (p *Press) stockOf(m plan.Material) string {
	if t := p.theme.Templates[m.Template]; m.Stock == "" && t != nil && len(t.Stocks) > 0 {
		return t.Stocks[0]
	}
	return m.Stock
}

// atOffice gives the stock of a home edition, without bleed and with everything
// clear of the edge: the office printer's, or a small piece's own.
func (p *Press) atOffice(m plan.Material, own *template.Stock, e *template.Edition) *template.Stock {
	c := *own
	if office, ok := p.theme.Tokens.Stock(p.Office(m)); ok && !p.Small(m) {
		c = *office
		if own.W > c.W {
			c.Shrunk = own
		}
	}
	c.Bleed, c.Safe = 0, max(c.Safe, c.Hundredths(e.Edge))
	return &c
}

// words gives the colour of a key's words and lines in this edition.
func (c *scope) words(n *template.Node, key string) *typeset.Colour {
	own := c.swatch(n, key)
	if own == nil || c.home == nil {
		return own
	}
	col := c.p.theme.Tokens.Swatches[c.home.Text]
	return &col
}

// frames gives the frame of a ground: in a home edition one that is outlined
// stays clear of the edge of the paper.
func (s *sheet) frames(r typeset.Rect, fill *typeset.Colour) typeset.Rect {
	if s.home == nil || fill == nil || s.home.Shapes[fill.Name].Line == "" {
		return r
	}
	w := s.whole().Inset(s.stock.Hundredths(s.home.Edge + s.home.Frame/2))
	return typeset.Rect{Min: typeset.Point{X: max(r.Min.X, w.Min.X), Y: max(r.Min.Y, w.Min.Y)},
		Max: typeset.Point{X: min(r.Max.X, w.Max.X), Y: min(r.Max.Y, w.Max.Y)}}
}

// atHome gives the items of a shape in the home edition.
func (s *sheet) atHome(l *shapeLeaf) []typeset.Item {
	colour := func(name string) *typeset.Colour {
		if name == "" {
			return nil
		}
		c := s.p.theme.Tokens.Swatches[name]
		return &c
	}
	mark := typeset.Mark{Tag: typeset.Artifact, Role: l.role}
	thick := s.stock.Hundredths(s.home.Line)
	if l.role == "ground" {
		thick = s.stock.Hundredths(s.home.Frame)
	}
	switch {
	case l.outline.Bounds().Empty() && l.stroke == nil:
		return nil
	case l.stroke != nil: // a track: two lines with paper between them
		k, ok := s.home.Shapes[l.stroke.Name]
		if !ok {
			break
		}
		var out []typeset.Item
		if k.Line != "" {
			out = append(
				out,
				&typeset.Path{Mark: mark, Outline: l.outline, Stroke: colour(k.Line), Width: l.width, Round: l.round},
			)
			l.width -= 2 * thick
		}
		if k.Fill != "" {
			out = append(
				out,
				&typeset.Path{Mark: mark, Outline: l.outline, Stroke: colour(k.Fill), Width: l.width, Round: l.round},
			)
		}
		return out
	case l.fill != nil:
		k, ok := s.home.Shapes[l.fill.Name]
		if !ok {
			break
		}
		return []typeset.Item{
			&typeset.Path{Mark: mark, Outline: l.outline, Fill: colour(k.Fill), Stroke: colour(k.Line), Width: thick},
		}
	}
	return []typeset.Item{
		&typeset.Path{Mark: mark, Outline: l.outline, Fill: l.fill, Stroke: l.stroke, Width: l.width, Round: l.round},
	}
}
