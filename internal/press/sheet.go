package press

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/plan"
	"pharos/internal/tree"
	"pharos/internal/typeset"
)

// sheet is one material while it is laid out. All places in it are logical: x
// runs from the start edge of the sheet to its end.
type sheet struct {
	p     *Press
	t     *template
	m     plan.Material
	stock *stock
	home  *edition // nil is the usual edition
	lets  map[string]*prop
	memo  map[string]value
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
func (p *Press) newSheet(m plan.Material, e *edition) (*sheet, bool) {
	s := &sheet{p: p, m: m, home: e, memo: map[string]value{}, groups: map[string]*group{}, shown: map[string]bool{}, reported: map[string]bool{}, lets: map[string]*prop{}}
	if s.t = p.theme.templates[m.Template]; s.t == nil {
		s.list.Errorf("poster.template", m.From, tree.DidYouMean(m.Template, slices.Sorted(maps.Keys(p.theme.templates))), "there is no print template %q", m.Template)
		return s, false
	}
	if len(m.Columns) == 0 {
		s.list.Errorf("poster.template", m.From, "Give the material words in one language at least.", "%s has no language", m.Name)
		return s, false
	}
	name := p.stockOf(m)
	var ok bool
	if s.stock, ok = p.theme.tokens.stock(name); !ok {
		s.list.Errorf("poster.stock", m.From, tree.DidYouMean(name, slices.Sorted(maps.Keys(p.theme.tokens.stocks))), "there is no stock %q", name)
		return s, false
	}
	if e != nil {
		s.stock = p.atOffice(m, s.stock, e)
	}
	s.rtl = m.Columns[0].Locale.Direction == locale.RTL
	for k, v := range s.t.scope {
		s.lets[k] = v
	}
	return s, s.choose()
}

// choose sets the lengths of the material's parameters.
func (s *sheet) choose() bool {
	for _, name := range slices.Sorted(maps.Keys(s.m.Params)) {
		if s.t.params[name] == nil {
			s.list.Errorf("poster.params", s.m.From, tree.DidYouMean(name, slices.Sorted(maps.Keys(s.t.params))), "the template %q has no parameter %q", s.t.name, name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.t.params)) {
		p := s.t.params[name]
		value := s.m.Params[name]
		if value == "" {
			value = p.fallback
		}
		if p.values[value] == nil {
			s.list.Errorf("poster.params", s.m.From, tree.DidYouMean(value, slices.Sorted(maps.Keys(p.values))), "the parameter %q of the template %q cannot be %q", name, s.t.name, value)
			continue
		}
		for k, v := range p.values[value] {
			s.lets[k] = v
		}
	}
	return len(s.list) == 0
}

// whole is the trim size as a frame.
func (s *sheet) whole() typeset.Rect { return typeset.Box(0, 0, s.stock.w, s.stock.h) }

// wrong adds an error of the template, once a place.
func (s *sheet) wrong(rule string, pos diag.Pos, hint, format string, args ...any) {
	key := rule + pos.String()
	if s.reported[key] {
		return
	}
	s.reported[key] = true
	s.list.Errorf(rule, pos, hint, format, args...)
}

// side lays out the frames of one page.
func (s *sheet) side(sd side) {
	trim := s.whole()
	pg := &page{name: sd.name, shapes: map[string]typeset.Outline{}, out: typeset.Page{Name: sd.name, Media: trim, Bleed: trim, Trim: trim, Safe: trim.Inset(s.stock.safe)}}
	s.pages = append(s.pages, pg)
	for _, n := range sd.nodes {
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

func (c *scope) whole() typeset.Length {
	if c.tall {
		return c.frame.H()
	}
	return c.frame.W()
}

// has reports whether a slot has words, in one language or in any.
func (c *scope) has(slot string) bool {
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
		if (c.col < 0 || c.col == i) && len(col.Slots[plan.Slot(slot)]) > 0 {
			return true
		}
	}
	return false
}

// name gives what a name stands for.
func (c *scope) name(name string) (value, bool, error) {
	switch name {
	case "W":
		return length(c.stock.w), true, nil
	case "H":
		return length(c.stock.h), true, nil
	case "u":
		return c.stock.u(), true, nil
	case "bleed":
		return length(c.stock.bleed), true, nil
	case "safe":
		return length(c.stock.safe), true, nil
	case "w":
		return length(c.frame.W()), true, nil
	case "h":
		return length(c.frame.H()), true, nil
	case "em":
		return length(c.em), true, nil
	case "languages":
		return number(len(c.m.Columns)), true, nil
	case "senders":
		return number(len(c.m.Columns[0].Slots[plan.SlotSenders])), true, nil
	case "police":
		return truth(c.m.Police), true, nil
	case "partner":
		return truth(c.m.Partner != nil), true, nil
	case "short":
		return truth(c.m.Police && digits(c.m.Number.Shown) <= 5), true, nil
	case "second":
		return truth(c.m.Second != nil), true, nil
	case "draft":
		return truth(len(c.m.Drafts) > 0), true, nil
	case "inside":
		return truth(c.m.Inside), true, nil
	case "home":
		return truth(c.home != nil), true, nil
	case "rtl":
		return truth(c.rtl), true, nil
	case "emergency":
		return truth(c.m.Emergency.Shown != ""), true, nil
	case "stock":
		return value{word: c.stock.name, dim: aWord}, true, nil
	case "script":
		return value{word: c.script(), dim: aWord}, true, nil
	case "language":
		return value{word: string(c.column().Locale.Tag), dim: aWord}, true, nil
	}
	return c.let(name)
}

// column is the language of the scope, the first one if it is all.
func (c *scope) column() plan.Column { return c.m.Columns[max(c.col, 0)] }

// script gives the tallest script among the languages of the scope: Aran before
// Arab before the others.
func (c *scope) script() string {
	best := c.column().Locale.Script
	for i, col := range c.m.Columns {
		if s := col.Locale.Script; c.col < 0 || c.col == i {
			if s == "Aran" || s == "Arab" && best != "Aran" {
				best = s
			}
		}
	}
	return best
}

// let evaluates a named length for the whole sheet.
func (c *scope) let(name string) (value, bool, error) {
	if v, ok := c.memo[name]; ok {
		return v, true, nil
	}
	p := c.lets[name]
	if p == nil {
		return value{}, false, nil
	}
	v, err := p.value(&scope{sheet: c.sheet, frame: c.sheet.whole(), col: -1})
	if err == nil {
		c.memo[name] = v
	}
	return v, true, err
}

// holds evaluates a condition of a node.
func (c *scope) holds(n *node) bool {
	if n.when == nil {
		return true
	}
	v, err := n.when.eval(c)
	if err == nil && v.dim != aTruth {
		err = fmt.Errorf("the condition gives %v", v.dim)
	}
	if err != nil {
		c.wrong("template.expression", n.pos, "Correct the condition.", "%v", err)
	}
	return v.n == 1 && err == nil
}

// num evaluates a key of a node; the fallback stands where it is not there.
func (c *scope) num(n *node, key string, fallback value) value {
	p := n.props[key]
	if p == nil {
		return fallback
	}
	return c.eval(p)
}

func (c *scope) eval(p *prop) value {
	v, err := p.value(c)
	if err != nil {
		c.wrong("template.expression", p.pos, "Correct the expression.", "%v", err)
	}
	return v
}

// len evaluates a key as a length.
func (c *scope) len(n *node, key string, fallback typeset.Length) typeset.Length {
	p := n.props[key]
	if p == nil {
		return fallback
	}
	return c.length(p)
}

func (c *scope) length(p *prop) typeset.Length {
	v := c.eval(p)
	if v.dim != aLength && v.n != 0 {
		c.wrong("template.expression", p.pos, "Write a unit, such as 2u or 3mm.", "a length is expected here, and this gives %v", v.dim)
		return 0
	}
	return v.length()
}

// word gives a key's word, or the fallback.
func (c *scope) word(n *node, key, fallback string) string {
	p := n.props[key]
	if p == nil {
		return fallback
	}
	one, err := p.pick(c)
	if err != nil {
		c.wrong("template.expression", p.pos, "Correct the condition.", "%v", err)
	}
	return one.word
}

// swatch gives a key's colour; nil where the key is not there.
func (c *scope) swatch(n *node, key string) *typeset.Colour {
	w := c.word(n, key, "")
	if w == "" {
		return nil
	}
	col := c.colour(w)
	return &col
}

// digits counts the figures in a number.
func digits(s string) int {
	return strings.Count(strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return '0'
		}
		return ' '
	}, s), "0")
}
