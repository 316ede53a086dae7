package press

import (
	"fmt"
	"maps"
	"slices"

	"pharos/internal/diag"
	"pharos/internal/plan"
	"pharos/internal/rule"
	"pharos/internal/template"
	"pharos/internal/tree"
	"pharos/internal/typeset"
)

// Imposed is a document of sheets with several pieces each.
type Imposed struct {
	typeset.Document
	// Places are the cuts of the pieces on every page, in the same order on all of
	// them: what is behind the first piece of the front is the first of the back.
	Places [][]typeset.Rect
}

// Impose puts a composed piece on a sheet as often as it fits, with its bleed, cut
// marks and, where the stock has folds, fold marks. The second of two sides is
// laid out so that it comes to lie behind the first: the sheet stands upright for
// a turn about its long edge and lies for one about its short edge, so that the
// turn is always sideways, as that of a leaf in a book. An empty name takes the
// theme's sheet. Findings are about sheets that are not there or too small.
func (p *Press) Impose(doc typeset.Document, m plan.Material, name string) (Imposed, diag.List) {
	var list diag.List
	if name == "" {
		name = p.theme.Tokens.Paper
	}
	k := p.theme.Tokens.Papers[name]
	if k == nil {
		list.Errorf(rule.PosterSheet, m.From, "", "there is no sheet %q in tokens/print.yaml", name).Hint =
			tree.DidYouMean(
				name,
				slices.Sorted(maps.Keys(p.theme.Tokens.Papers)),
			)
		return Imposed{}, list
	}
	g, ok := p.grid(doc, m, k)
	if !ok {
		list.Errorf(
			rule.PosterSheet,
			m.From,
			"Choose a larger sheet, a smaller margin or a smaller stock.",
			"%s does not fit on the sheet %q",
			m.Name,
			name,
		)
		return Imposed{}, list
	}
	out := Imposed{Document: doc}
	out.Pages = nil
	for i, pg := range doc.Pages {
		places := g.places(i%2 == 1)
		out.Pages = append(out.Pages, p.sheetOf(pg, g, places, p.imposedSlug(m, k, g, pg, i, len(doc.Pages))))
		out.Places = append(out.Places, places)
	}
	return out, nil
}

// grid is how the pieces stand on a sheet.
type grid struct {
	sheet, piece  typeset.Rect
	nx, ny        int
	bleed, gutter typeset.Length
	// mark is the length of the cut marks; folds are places across a piece.
	mark  typeset.Length
	folds []typeset.Length
	turn  string
}

// grid finds the way to put most pieces on a sheet; ok is false if none fits.
func (p *Press) grid(doc typeset.Document, m plan.Material, k *template.Paper) (best grid, ok bool) {
	g := grid{piece: doc.Pages[0].Trim, gutter: k.Gutter}
	if s, found := p.theme.Tokens.Stock(p.stockOf(m)); found {
		g.folds = s.Folds
	}
	g.bleed = p.bled(doc)
	g.gutter = max(g.gutter, 2*g.bleed)
	g.mark = min(markLength, k.Margin-g.bleed-template.MarkGap-template.Unreached)
	g.turn = k.Turn
	if m.Turn != "" {
		g.turn = m.Turn
	}
	for _, lying := range []bool{false, true} {
		if len(doc.Pages) > 1 && lying != (g.turn == "short") {
			continue
		}
		g.sheet = typeset.Box(0, 0, k.W, k.H)
		if lying {
			g.sheet = typeset.Box(0, 0, k.H, k.W)
		}
		fit := func(room, side typeset.Length) int { return int(max(0, room-2*k.Margin+g.gutter) / (side + g.gutter)) }
		g.nx, g.ny = fit(g.sheet.W(), g.piece.W()), fit(g.sheet.H(), g.piece.H())
		if g.nx*g.ny > best.nx*best.ny {
			best = g
		}
	}
	return best, best.nx*best.ny > 0 && best.mark >= template.LeastMark
}

// bled gives how far a composition reaches beyond its cut: nothing at home.
func (p *Press) bled(doc typeset.Document) typeset.Length {
	reach := typeset.Length(0)
	for _, pg := range doc.Pages {
		for _, it := range pg.Items {
			if it.Info().Role == "ground" {
				reach = max(reach, pg.Trim.Min.X-it.Bounds().Min.X)
			}
		}
	}
	return reach
}

// places gives the cuts of the pieces, row by row; on a back from right to left.
func (g grid) places(back bool) []typeset.Rect {
	span := func(n int, side typeset.Length) typeset.Length {
		return typeset.Length(n)*(side+g.gutter) - g.gutter
	}
	x0, y0 := (g.sheet.W()-span(g.nx, g.piece.W()))/2, (g.sheet.H()-span(g.ny, g.piece.H()))/2
	var out []typeset.Rect
	for j := range typeset.Length(g.ny) {
		for i := range typeset.Length(g.nx) {
			r := typeset.Box(x0+i*(g.piece.W()+g.gutter), y0+j*(g.piece.H()+g.gutter), g.piece.W(), g.piece.H())
			if back {
				r = typeset.Box(g.sheet.W()-r.Max.X, r.Min.Y, r.W(), r.H())
			}
			out = append(out, r)
		}
	}
	return out
}

// sheetOf puts one side of a piece on all its places; trim and bleed are those of
// all together, so that what stands around them is no part of the sheet. Only the first one has a
// meaning for a reader; the others are copies of it.
func (p *Press) sheetOf(pg typeset.Page, g grid, places []typeset.Rect, slug string) typeset.Page {
	all := places[0]
	for _, r := range places {
		all = all.Union(r)
	}
	out := typeset.Page{Name: pg.Name, Media: g.sheet, Bleed: all.Inset(-g.bleed), Trim: all, Safe: all, Tags: pg.Tags}
	for i, r := range places {
		one := moved(pg, typeset.Point{X: r.Min.X - pg.Trim.Min.X, Y: r.Min.Y - pg.Trim.Min.Y})
		edge := r.Inset(-g.bleed)
		for _, it := range one.Items {
			if k := it.Info(); i > 0 {
				k.Tag = typeset.Artifact
			}
			if k := it.Info(); k.Clip == nil && !edge.Contains(it.Bounds()) {
				o := typeset.RectOutline(edge)
				k.Clip = &o
			}
			out.Items = append(out.Items, it)
		}
	}
	out.Items = append(out.Items, g.marks(places, all)...)
	if g.bleed == 0 { // an office sheet needs no more than the cuts
		return out
	}
	var folds []typeset.Length
	for _, r := range places {
		for _, f := range g.folds {
			folds = append(folds, r.Min.X+f)
		}
	}
	for _, c := range middles(out.Bleed, folds) {
		out.Items = append(out.Items, registrationMark(c)...)
	}
	out.Items = append(out.Items, patches(out)...)
	if t := p.slugText(slug, out); t != nil {
		out.Items = append(out.Items, t)
	}
	return out
}

// marks gives the cut marks in the margins, two at each gutter, and dashed marks
// where the pieces fold.
func (g grid) marks(places []typeset.Rect, all typeset.Rect) []typeset.Item {
	var out []typeset.Item
	b := all.Inset(-g.bleed - template.MarkGap)
	down := func(x, length typeset.Length) {
		out = append(out, stroke(typeset.Point{X: x, Y: b.Min.Y}, typeset.Point{X: x, Y: b.Min.Y - length}),
			stroke(typeset.Point{X: x, Y: b.Max.Y}, typeset.Point{X: x, Y: b.Max.Y + length}))
	}
	for i, r := range places {
		if i < g.nx {
			down(r.Min.X, g.mark)
			down(r.Max.X, g.mark)
			for _, f := range g.folds {
				out = append(out, foldMarks(r.Min.X+f, all.Inset(-g.bleed), g.mark)...)
			}
		}
		if i%g.nx == 0 {
			for _, y := range []typeset.Length{r.Min.Y, r.Max.Y} {
				out = append(out, stroke(typeset.Point{X: b.Min.X, Y: y}, typeset.Point{X: b.Min.X - g.mark, Y: y}),
					stroke(typeset.Point{X: b.Max.X, Y: y}, typeset.Point{X: b.Max.X + g.mark, Y: y}))
			}
		}
	}
	return out
}

// foldMarks are dashes above and below a piece at the place where it folds.
func foldMarks(x typeset.Length, bleed typeset.Rect, length typeset.Length) []typeset.Item {
	var out []typeset.Item
	dash := length / 7
	for i := range typeset.Length(4) {
		a := template.MarkGap + 2*i*dash
		out = append(
			out,
			stroke(typeset.Point{X: x, Y: bleed.Min.Y - a}, typeset.Point{X: x, Y: bleed.Min.Y - a - dash}),
			stroke(typeset.Point{X: x, Y: bleed.Max.Y + a}, typeset.Point{X: x, Y: bleed.Max.Y + a + dash}),
		)
	}
	return out
}

// imposedSlug is the line on a sheet of pieces.
func (p *Press) imposedSlug(m plan.Material, k *template.Paper, g grid, pg typeset.Page, i, n int) string {
	turn := ""
	if n > 1 {
		turn = fmt.Sprintf(" · turn on the %s edge", g.turn)
	}
	return fmt.Sprintf("%s · %d on %s%s", p.slug(m, pg, i, n), g.nx*g.ny, k.Name, turn)
}
