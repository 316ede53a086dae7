package proof

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/made"
	"pharos/internal/paint"
	"pharos/internal/plan"
	"pharos/internal/rule"
)

// Compare is Read, CompareFile and Close in one.
func (r *Reader) Compare(m plan.Material, pdf []byte, kind made.Output) diag.List {
	f, err := r.Read(pdf)
	if err != nil {
		return diag.List{finding(rule.ProofOpen, m.From, nameOf(m, kind), "%v", err)}
	}
	defer f.Close()
	return r.CompareFile(f, m, kind)
}

// Place is where one of several equal pieces stands on a sheet: its cut, in
// points from the top left corner of the page.
type Place struct{ X, Y, W, H float64 }

// ComparePlaces is Compare for sheets with several pieces: what is on one place
// of a page must be on every other. Places has an entry for each page.
func (r *Reader) ComparePlaces(m plan.Material, pdf []byte, kind made.Output, places [][]Place) diag.List {
	f, err := r.Read(pdf)
	if err != nil {
		return diag.List{finding(rule.ProofOpen, m.From, nameOf(m, kind), "%v", err)}
	}
	defer f.Close()
	return r.compare(f, m, kind, places)
}

// CompareFile compares an open PDF with the material it was made from. Kind is the
// output. Every difference is an error at the load
// gate, at the line of the plan that the file contradicts.
func (r *Reader) CompareFile(f *paint.File, m plan.Material, kind made.Output) diag.List {
	return r.compare(f, m, kind, nil)
}

func (r *Reader) compare(f *paint.File, m plan.Material, kind made.Output, places [][]Place) (list diag.List) {
	c := &comparison{reader: r, m: m, kind: kind.Traits(), name: nameOf(m, kind), places: places}
	var err error
	defer func() {
		if list = c.list; err != nil {
			list = append(list, finding(rule.ProofOpen, m.From, c.name, "%v", err))
		}
	}()
	defer f.Rescue(&err)
	if len(m.Columns) == 0 {
		err = errors.New("a material without a language")
		return nil
	}
	if err = c.load(f); err != nil {
		return nil
	}
	c.boxes()
	c.fonts()
	c.safe()
	c.texts()
	c.order()
	c.languages(f)
	c.numbers()
	if c.kind.Gray {
		c.gray()
	}
	c.strangers()
	c.codes()
	c.draft()
	if c.places != nil {
		c.everywhere()
	}
	if r.options.Thorough {
		c.letters()
		c.contrasts()
	}
	return nil
}

// comparison is one PDF beside its material.
type comparison struct {
	reader   *Reader
	m        plan.Material
	kind     made.Traits
	name     string
	places   [][]Place // nil where a page is one piece
	pages    []*sheetPage
	segments []*paint.Segment
	wants    []want
	// where holds the first part of each text of a slot: column, slot, line.
	where map[spot]paint.Part
	// taken are the places in where.
	taken map[paint.Part]bool
	list  diag.List
}

// spot is a text's place in the plan.
type spot struct {
	column int
	slot   made.Slot
	line   int
}

// sheetPage is a page with what lies on it.
type sheetPage struct {
	*paint.Page
	codes   []paint.Box
	foreign []string
}

// nameOf names the file in messages: "rs/print/citizen/poster-rights.sr-cyrl.press.pdf".
func nameOf(m plan.Material, kind made.Output) string {
	return m.Country + "/" + m.Path(kind.Traits().Ending)
}

// finding makes an error of this package.
func finding(rule *diag.Rule, pos diag.Pos, path string, format diag.Format, args ...any) diag.Finding {
	f := rule.At(pos, format, args...)
	f.Path = path
	return f
}

// wrong adds a finding.
func (c *comparison) wrong(rule *diag.Rule, pos diag.Pos, format diag.Format, args ...any) {
	if pos.IsZero() {
		pos = c.m.From
	}
	c.list = append(c.list, finding(rule, pos, c.name, format, args...))
}

// warn adds what does not stop a draft and stops a release.
func (c *comparison) warn(rule *diag.Rule, pos diag.Pos, format diag.Format, args ...any) {
	f := finding(rule, pos, c.name, format, args...)
	f.Gate, f.Severity = diag.Release, diag.Warning
	c.list = append(c.list, f)
}

// load reads all pages and prepares the texts of the plan.
func (c *comparison) load(f *paint.File) error {
	for i := range f.Pages() {
		p, err := f.Page(i)
		if err != nil {
			return err
		}
		codes, foreign, err := p.Look()
		if err != nil {
			return err
		}
		s, err := p.Segments(i, c.reader.options.Thorough)
		if err != nil {
			return err
		}
		c.pages = append(c.pages, &sheetPage{p, codes, foreign})
		c.segments = append(c.segments, s...)
	}
	return nil
}

// has reports whether a slot has words in any language.
func (c *comparison) has(s made.Slot) bool {
	for _, col := range c.m.Columns {
		if len(col.Slots[s]) > 0 {
			return true
		}
	}
	return false
}

// slots are looked for in this order; the draft mark is drawn as shapes, and
// its ink is checked by itself.
var slots = made.SlotsWith(func(t made.SlotTraits) bool { return t.Printed && !t.Whole })

// drops reports whether this kind of material may leave a part out. A label may
// be left out only where the number does not stand beside it for safety's sake.
func (c *comparison) drops(part made.Slot) bool {
	if part == made.SlotLabel && c.m.Inside {
		return false
	}
	return slices.Contains(c.m.Kind.Traits().Drops, part)
}

// texts sees that every text of every slot is on the sheet.
func (c *comparison) texts() {
	c.where, c.taken = map[spot]paint.Part{}, map[paint.Part]bool{}
	for i, col := range c.m.Columns {
		for _, slot := range slots {
			for k, l := range col.Slots[slot] {
				c.text(spot{i, slot, k}, l.Text)
			}
		}
	}
	if c.m.Address != "" && c.m.Code != "" {
		c.text(
			spot{slot: made.SlotAddress},
			locale.Text{Value: c.m.Address, Tag: c.m.Columns[0].Locale.Tag, From: c.m.From},
		)
	}
	for _, n := range []*plan.Contact{&c.m.Number, c.m.Second, &c.m.Emergency} {
		if n != nil { // what is missing of these, numbers says
			c.wants = append(c.wants, prepare(locale.Text{Value: n.Shown, From: n.From}))
			c.wants = append(c.wants, prepare(n.Label))
		}
	}
}

// text looks for one text.
func (c *comparison) text(at spot, t locale.Text) {
	if t.IsZero() {
		return
	}
	w := prepare(t)
	c.wants = append(c.wants, w)
	parts, most := w.find(c.segments, func(parts []paint.Part) bool {
		return !c.taken[parts[0]] && parts[len(parts)-1].Ends(w.rtl)
	})
	if len(parts) > 0 {
		c.where[at], c.taken[parts[0]] = parts[0], true
		return
	}
	if c.drops(at.slot) && most < len(w.units)/2 {
		return
	}
	pos := t.From
	name := fmt.Sprintf("the %s %q (%s)", at.slot, shorten(t.Value), t.Tag)
	if most == 0 {
		c.wrong(rule.ProofText, pos, "%s is not on the sheet", name)
		return
	}
	c.wrong(
		rule.ProofText,
		pos,
		"%s is not on the sheet as it should be: the sheet differs after %q",
		name,
		w.start(most),
	)
}

// start gives the last letters before unit n, with their spaces.
func (w *want) start(n int) string {
	var b strings.Builder
	for i, u := range w.units[max(0, n-24):n] {
		if u.Space && i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(u.Runes)
	}
	return b.String()
}

// shorten cuts a long text for a message.
func shorten(s string) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) <= 60 {
		return string(r)
	}
	return string(r[:57]) + "…"
}

// order sees that languages side by side stand in the order of the plan: each
// beside or below the one before it. The number stands once for all.
func (c *comparison) order() {
	for i := 1; i < len(c.m.Columns); i++ {
		rtl := c.m.Columns[0].Locale.Direction == locale.RTL
		for _, slot := range slots {
			a, okA := c.where[spot{i - 1, slot, 0}]
			b, okB := c.where[spot{i, slot, 0}]
			if !okA || !okB || a == b || !before(b, a, rtl) {
				continue
			}
			first, second := c.m.Columns[i-1], c.m.Columns[i]
			c.wrong(
				rule.ProofOrder,
				c.m.From,
				"the %s in %s comes before the one in %s",
				slot,
				second.Locale.Tag,
				first.Locale.Tag,
			)
		}
	}
}

// before reports whether a is read before b: in a column nearer to the start,
// or in the same column and higher.
func before(a, b paint.Part, rtl bool) bool {
	s, t := a.Segment, b.Segment
	if s.Number != t.Number {
		return s.Number < t.Number
	}
	if s == t {
		return a.From < b.From != rtl
	}
	x, y := s.Box(0, len(s.Glyphs)), t.Box(0, len(t.Glyphs))
	switch { // columns are told apart by their sides, rows by their height
	case x.X1 < y.X0+0.1:
		return !rtl
	case x.X0 > y.X1-0.1:
		return rtl
	}
	return s.Y > t.Y
}
