package press

import (
	"pharos/internal/rule"
	"pharos/internal/typeset"
)

// overlaps finds fault with ink that prints over ink and cannot dry: black that
// overprints a dark ground. A swatch alone is judged when the tokens are read.
func (s *sheet) overlaps() {
	refuse, warn := s.p.theme.Tokens.InkLimits()
	said := map[[2]string]bool{}
	for _, pg := range s.pages {
		var below []groundItem
		for _, it := range pg.out.Items {
			if g, ok := groundOf(it); ok {
				below = append(below, g)
				continue
			}
			over, points := overprinting(it)
			for _, at := range points {
				ground := groundAt(below, at)
				if ground == nil || ground.Spot != "" || said[[2]string{over.Name, ground.Name}] {
					continue
				}
				sum := over.Over(*ground).TotalInk()
				if sum <= refuse && (warn == 0 || sum <= warn) {
					continue
				}
				said[[2]string{over.Name, ground.Name}] = true
				const hint = "Give the text another swatch or its ground less ink, or take \"overprint\" from the " +
					"swatch."
				if sum > refuse {
					s.list.Errorf(
						rule.PosterInk,
						s.t.Pos,
						hint,
						"%q over %q is %d %% of ink; %d %% is the most that dries (%s of the template %q)",
						over.Name,
						ground.Name,
						sum,
						refuse,
						it.Info().Role,
						s.t.Name,
					)
				} else {
					s.list.Warnf(
						rule.PosterInk,
						s.t.Pos,
						hint,
						"%q over %q is %d %% of ink; above %d %% it dries slowly (%s of the template %q)",
						over.Name,
						ground.Name,
						sum,
						warn,
						it.Info().Role,
						s.t.Name,
					)
				}
			}
		}
	}
}

// overprinting gives the colour of an item that prints over others, and places in
// its ink; nil places for one that does not.
func overprinting(it typeset.Item) (typeset.Colour, []typeset.Point) {
	switch it := it.(type) {
	case *typeset.Text:
		if !it.Colour.Overprint || it.Colour.Spot != "" {
			break
		}
		var out []typeset.Point
		for _, l := range it.Lines {
			for quarter := typeset.Length(1); quarter < 4; quarter++ {
				out = append(out, l.At.Add(typeset.Point{X: l.Line.Width.At(it.Size) * quarter / 4, Y: -it.Size / 4}))
			}
		}
		return it.Colour, out
	case *typeset.Path:
		if it.Fill == nil || !it.Fill.Overprint || it.Fill.Spot != "" || it.Role == "draft" {
			break
		}
		b := it.Bounds()
		return *it.Fill, []typeset.Point{{X: (b.Min.X + b.Max.X) / 2, Y: (b.Min.Y + b.Max.Y) / 2}}
	}
	return typeset.Colour{}, nil
}

// groundItem is a filled shape on which others may print, with the box around it.
type groundItem struct {
	path *typeset.Path
	box  typeset.Rect
}

// groundOf gives an item as a ground; what overprints itself is none.
func groundOf(it typeset.Item) (groundItem, bool) {
	p, ok := it.(*typeset.Path)
	if !ok || p.Fill == nil || p.Fill.Overprint {
		return groundItem{}, false
	}
	return groundItem{p, p.Outline.Bounds()}, true
}

// groundAt gives the colour that the shapes below leave at a place; nil is paper.
func groundAt(below []groundItem, at typeset.Point) *typeset.Colour {
	for i := len(below) - 1; i >= 0; i-- {
		g := below[i]
		if g.box.Contains(typeset.Rect{Min: at, Max: at}) && g.path.Outline.Has(at) &&
			(g.path.Clip == nil || g.path.Clip.Has(at)) {
			return g.path.Fill
		}
	}
	return nil
}
