package press

import (
	"fmt"
	"maps"
	"slices"

	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/made"
	"pharos/internal/plan"
	"pharos/internal/rule"
	"pharos/internal/template"
	"pharos/internal/tree"
	"pharos/internal/typeset"
)

// sheet is one material while it is laid out. All places in it are logical: x
// runs from the start edge of the sheet to its end.
type sheet struct {
	p     *Press
	t     *template.Template
	m     plan.Material
	stock *template.Stock
	home  *template.Edition // nil is the usual edition
	lets  map[string]*template.Prop
	memo  map[string]template.Value
	rtl   bool
	list  diag.List
	pages []*page
	// groups share one size of type; order keeps them as they came.
	groups map[string]*group
	order  []*group
	// shown are the slots that some node takes.
	shown map[string]bool
	// failed expressions are reported once each.
	reported map[string]bool
}

// page is one side while it is laid out.
type page struct {
	name   string
	leaves []leaf
	out    typeset.Page
	tags   []tag
	// shapes are the named shapes of the page.
	shapes map[string]typeset.Outline
}

// leaf is a placed node that draws something.
type leaf interface{ draw(s *sheet, p *page) }

// newSheet looks up template, stock and parameters of a material.
func (p *Press) newSheet(m plan.Material, e *template.Edition) (*sheet, bool) {
	s := &sheet{
		p:        p,
		m:        m,
		home:     e,
		memo:     map[string]template.Value{},
		groups:   map[string]*group{},
		shown:    map[string]bool{},
		reported: map[string]bool{},
		lets:     map[string]*template.Prop{},
	}
	if s.t = p.theme.Templates[m.Template]; s.t == nil {
		s.list.Errorf(rule.PosterTemplate, m.From, "", "there is no print template %q", m.Template).Hint =
			tree.DidYouMean(
				m.Template,
				slices.Sorted(maps.Keys(p.theme.Templates)),
			)
		return s, false
	}
	if len(m.Columns) == 0 {
		s.list.Errorf(
			rule.PosterTemplate,
			m.From,
			"Give the material words in one language at least.",
			"%s has no language",
			m.Name,
		)
		return s, false
	}
	name := p.stockOf(m)
	var ok bool
	if s.stock, ok = p.theme.Tokens.Stock(name); !ok {
		s.list.Errorf(rule.PosterStock, m.From, "", "there is no stock %q", name).Hint = tree.DidYouMean(
			name,
			slices.Sorted(maps.Keys(p.theme.Tokens.Stocks)),
		)
		return s, false
	}
	if e != nil {
		s.stock = p.atOffice(m, s.stock, e)
	}
	s.rtl = m.Columns[0].Locale.Direction == locale.RTL
	for k, v := range s.t.Lengths {
		s.lets[k] = v
	}
	return s, s.choose()
}

// choose sets the lengths of the material's parameters.
func (s *sheet) choose() bool {
	for _, name := range slices.Sorted(maps.Keys(s.m.Params)) {
		if s.t.Params[name] == nil {
			s.list.Errorf(rule.PosterParams, s.m.From, "", "the template %q has no parameter %q", s.t.Name, name).Hint =
				tree.DidYouMean(
					name,
					slices.Sorted(maps.Keys(s.t.Params)),
				)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.t.Params)) {
		p := s.t.Params[name]
		value := s.m.Params[name]
		if value == "" {
			value = p.Fallback
		}
		if p.Values[value] == nil {
			s.list.Errorf(rule.PosterParams, s.m.From, "", "the parameter %q of the template %q cannot be %q", name,
				s.t.Name, value).Hint = tree.DidYouMean(
				value,
				slices.Sorted(maps.Keys(p.Values)),
			)
			continue
		}
		for k, v := range p.Values[value] {
			s.lets[k] = v
		}
	}
	return len(s.list) == 0
}

// whole is the trim size as a frame.
func (s *sheet) whole() typeset.Rect { return typeset.Box(0, 0, s.stock.W, s.stock.H) }

// wrong adds an error of the template, once a place.
func (s *sheet) wrong(rule *diag.Rule, pos diag.Pos, hint, format diag.Format, args ...any) {
	key := rule.ID + pos.String()
	if s.reported[key] {
		return
	}
	s.reported[key] = true
	s.list.Errorf(rule, pos, hint, format, args...)
}

// side lays out the frames of one page.
func (s *sheet) side(sd template.Side) {
	trim := s.whole()
	pg := &page{
		name:   sd.Name,
		shapes: map[string]typeset.Outline{},
		out:    typeset.Page{Name: sd.Name, Media: trim, Bleed: trim, Trim: trim, Safe: trim.Inset(s.stock.Safe)},
	}
	s.pages = append(s.pages, pg)
	for _, n := range sd.Nodes {
		s.place(pg, n, trim, -1)
	}
}

// scope is where an expression is evaluated: a frame, a language (-1 is all)
// and, within text, a size.
type scope struct {
	*sheet
	frame typeset.Rect
	col   int
	em    typeset.Length
	tall  bool // percentages are of the height
}

// Whole is the extent of the frame to which a percentage refers.
func (c *scope) Whole() typeset.Length {
	if c.tall {
		return c.frame.H()
	}
	return c.frame.W()
}

// Has reports whether a slot has words, in one language or in any.
func (c *scope) Has(slot string) bool {
	switch slot {
	case "number":
		return c.m.Number.Shown != ""
	case "second", "second-label":
		return c.m.Second != nil
	case "emergency-number":
		return c.m.Emergency.Shown != ""
	case "code", "address":
		return c.m.Code != ""
	case "picture":
		return len(c.m.Pictures) > 0
	}
	for i, col := range c.m.Columns {
		if (c.col < 0 || c.col == i) && len(col.Slots[made.Slot(slot)]) > 0 {
			return true
		}
	}
	return false
}

// Name gives what a name stands for.
func (c *scope) Name(name string) (template.Value, bool, error) {
	at := template.Scope{
		Stock:    c.stock,
		Frame:    c.frame,
		Em:       c.em,
		Material: &c.m,
		Column:   c.col,
		Home:     c.home != nil,
		RTL:      c.rtl,
	}
	if v, ok := at.Name(name); ok {
		return v, true, nil
	}
	return c.let(name)
}

// let evaluates a named length for the whole sheet.
func (c *scope) let(name string) (template.Value, bool, error) {
	if v, ok := c.memo[name]; ok {
		return v, true, nil
	}
	p := c.lets[name]
	if p == nil {
		return template.Value{}, false, nil
	}
	v, err := p.Value(&scope{sheet: c.sheet, frame: c.sheet.whole(), col: -1})
	if err == nil {
		c.memo[name] = v
	}
	return v, true, err
}

// holds evaluates a condition of a node.
func (c *scope) holds(n *template.Node) bool {
	if n.When == nil {
		return true
	}
	v, err := n.When.Eval(c)
	if err == nil && v.Dim != template.Truth {
		err = fmt.Errorf("the condition gives %v", v.Dim)
	}
	if err != nil {
		c.wrong(rule.TemplateExpression, n.Pos, "Correct the condition.", "%v", err)
	}
	return v.N == 1 && err == nil
}

// num evaluates a key of a node; the fallback stands where it is not there.
func (c *scope) num(n *template.Node, key string, fallback template.Value) template.Value {
	p := n.Props[key]
	if p == nil {
		return fallback
	}
	return c.eval(p)
}

func (c *scope) eval(p *template.Prop) template.Value {
	v, err := p.Value(c)
	if err != nil {
		c.wrong(rule.TemplateExpression, p.Pos, "Correct the expression.", "%v", err)
	}
	return v
}

// len evaluates a key as a length.
func (c *scope) len(n *template.Node, key string, fallback typeset.Length) typeset.Length {
	p := n.Props[key]
	if p == nil {
		return fallback
	}
	return c.length(p)
}

func (c *scope) length(p *template.Prop) typeset.Length {
	v := c.eval(p)
	if v.Dim != template.Length && v.N != 0 {
		c.wrong(
			rule.TemplateExpression,
			p.Pos,
			"Write a unit, such as 2u or 3mm.",
			"a length is expected here, and this gives %v",
			v.Dim,
		)
		return 0
	}
	return v.Length()
}

// word gives a key's word, or the fallback.
func (c *scope) word(n *template.Node, key, fallback string) string {
	p := n.Props[key]
	if p == nil {
		return fallback
	}
	one, err := p.Pick(c)
	if err != nil {
		c.wrong(rule.TemplateExpression, p.Pos, "Correct the condition.", "%v", err)
	}
	return one.Word
}

// swatch gives a key's colour; nil where the key is not there.
func (c *scope) swatch(n *template.Node, key string) *typeset.Colour {
	w := c.word(n, key, "")
	if w == "" {
		return nil
	}
	col := c.colour(w)
	return &col
}
