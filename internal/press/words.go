package press

import (
	"cmp"
	"strconv"
	"strings"

	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/made"
	"pharos/internal/plan"
	"pharos/internal/rule"
	"pharos/internal/template"
	"pharos/internal/typeset"
)

// para is one text of a block, shaped, without a size yet.
type para struct {
	p     *typeset.Paragraph
	style *template.Style
	slot  string
	id    string
	value string
	// values are what was filled in.
	values map[string]string
	tag    locale.Tag
	from   diag.Pos
	// scale is thousandths of the block's size.
	scale int
	icon  string
	// number is the numeral before a step, or nil.
	number *typeset.Paragraph
	// hard says that the text has breaks of its own, which were kept.
	hard bool
	rtl  bool
	// joined are the lines that stand in this one paragraph, where there are several.
	joined []plan.Line
	// aside is set for separators: they are no part of the text.
	aside bool
}

// paras shapes the words of a node.
func (s *sheet) paras(n *template.Node, c *scope) []para {
	var out []para
	for _, part := range n.Parts {
		base := cmp.Or(part.Style, c.word(n, "style", ""), made.Slot(part.Of).Traits().Style)
		st := s.p.theme.Tokens.Styles[base]
		if st == nil {
			s.wrong(rule.TemplateValue, n.Pos, "Name a style of the tokens.", "there is no style %q", base)
			continue
		}
		for _, col := range s.columns(part.Of, c.col) {
			out = append(out, s.column(n, c, part, st, col)...)
		}
	}
	return out
}

// columns lists the languages whose words a part takes: what belongs to the
// whole sheet comes once.
func (s *sheet) columns(of string, col int) []int {
	if made.Slot(of).Traits().Whole {
		return []int{max(col, 0)}
	}
	if col >= 0 {
		return []int{col}
	}
	out := make([]int, len(s.m.Columns))
	for i := range out {
		out[i] = i
	}
	return out
}

// column shapes one language's lines of a part.
func (s *sheet) column(n *template.Node, c *scope, part template.Part, st *template.Style, col int) []para {
	s.shown[part.Of] = true
	lines := part.Filter(s.lines(part.Of, col))
	var joined []plan.Line
	if part.Join != nil && len(lines) > 1 {
		joined, lines = lines, []plan.Line{join(lines, *part.Join)}
	}
	var out []para
	for i, l := range lines {
		q, ok := s.para(l, st, part.Of, s.m.Columns[col].Locale, true)
		if !ok {
			continue
		}
		q.scale, q.joined = part.Scale, joined
		if part.Icons || c.word(n, "icons", "") == "yes" {
			q.icon = l.Icon
		}
		if part.Numbers || c.word(n, "numbers", "") == "yes" {
			numeral := l
			numeral.Text = numeral.Text.Of(locale.Run{Text: strconv.Itoa(i + 1)})
			if k, ok := s.para(numeral, s.p.theme.Tokens.Styles["number"], part.Of, s.m.Columns[col].Locale, true); ok {
				q.number = k.p
			}
		}
		out = append(out, q)
	}
	return out
}

// join makes one line of several.
func join(lines []plan.Line, with string) plan.Line {
	out := lines[0]
	var values []string
	for _, l := range lines {
		values = append(values, l.Text.Value)
	}
	out.Text = out.Text.Of(locale.Run{Text: strings.Join(values, with)})
	return out
}

// lines gives the words of a slot in one language.
func (s *sheet) lines(of string, col int) []plan.Line {
	c := s.m.Columns[col]
	tag := c.Locale.Tag
	plain := func(id, value string, from diag.Pos) []plan.Line {
		if value == "" {
			return nil
		}
		return []plan.Line{
			{
				Text: locale.Text{
					ID:        id,
					Value:     value,
					Tag:       tag,
					Direction: locale.LTR,
					Class:     locale.Number,
					From:      from,
				},
			},
		}
	}
	switch of {
	case "number":
		return plain(s.m.Number.ID, s.m.Number.Shown, s.m.Number.From)
	case "emergency-number":
		return plain(s.m.Emergency.ID, s.m.Emergency.Shown, s.m.Emergency.From)
	case "address":
		return plain("", s.m.Address, s.m.From)
	case "second":
		if s.m.Second != nil {
			return plain(s.m.Second.ID, s.m.Second.Shown, s.m.Second.From)
		}
		return nil
	case "second-label":
		if s.m.Second != nil {
			return []plan.Line{{Text: s.m.Second.Label}}
		}
		return nil
	}
	return c.Slots[made.Slot(of)]
}

// para shapes one text. A character that no font has is a finding.
func (s *sheet) para(l plan.Line, st *template.Style, slot string, of locale.Locale, keep bool) (para, bool) {
	t := l.Text
	if t.Value == "" {
		return para{}, false
	}
	loc := of
	if t.Tag != "" && t.Tag != of.Tag {
		if other, ok := s.p.languages.Lookup(t.Tag); ok {
			loc = other
		}
	}
	q := para{
		style:  st,
		slot:   slot,
		id:     t.ID,
		value:  t.Value,
		values: t.Values,
		tag:    loc.Tag,
		from:   t.From,
		scale:  1000,
		rtl:    loc.Direction == locale.RTL && !st.LTR,
	}
	style := typeset.Style{
		Family:     loc.Font,
		Weight:     st.Weight,
		Tracking:   st.Tracking,
		Leading:    s.p.theme.Tokens.LeadingOf(st, loc.Script),
		Lang:       string(loc.Tag),
		Script:     loc.Script,
		Direction:  loc.Direction,
		Balanced:   st.Balanced || st.Leading.Column == "headline",
		KeepBreaks: st.Leading.Column == "headline" && keep,
	}
	if st.LTR {
		style.Direction, style.Script = locale.LTR, "Latn"
	}
	q.hard = style.KeepBreaks && strings.Contains(strings.TrimSpace(t.Value), "\n")
	p, err := s.p.texts.shape(s.p.fonts, t.Value, style, foreign(t))
	if err != nil {
		f := s.list.Add(rule.PosterCharacter.At(t.From, "%s: %v", s.where(t.ID, loc.Tag), err))
		f.Path, f.Hint = t.ID, diag.Say("Write the text without this character, or add a font that has it.")
		return para{}, false
	}
	q.p = p
	return q, true
}

// foreign gives the parts of a text that are in another language.
func foreign(t locale.Text) []typeset.Stretch {
	var out []typeset.Stretch
	at := 0
	for _, r := range t.Runs {
		end := at + len(r.String())
		if r.Kind == locale.Foreign && r.Tag != t.Tag {
			out = append(out, typeset.Stretch{From: at, To: end, Lang: string(r.Tag)})
		}
		at = end
	}
	return out
}

// where names a text for people.
func (s *sheet) where(id string, tag locale.Tag) diag.Sentence {
	if id == "" {
		return diag.Say("a text of %s (%s)", s.m.Name, tag)
	}
	return diag.Say("%s (%s)", id, tag)
}

// wordless reports a node that would have words but has none, so that it leaves
// no gap.
func (s *sheet) wordless(n *template.Node, c *scope) bool {
	has, any := s.words(n, c)
	return has && !any
}

// words reports whether a node wants words, and whether there are any.
func (s *sheet) words(n *template.Node, c *scope) (wants, has bool) {
	switch n.Kind {
	case "text", "inline", "notes", "number":
		for _, part := range n.Parts {
			for _, col := range s.columns(part.Of, c.col) {
				has = has || len(part.Filter(s.lines(part.Of, col))) > 0
			}
		}
		return true, has
	case "code":
		return true, c.Has("code")
	case "picture":
		_, has = s.m.Pictures[c.word(n, "picture", "")]
		return true, has
	case "senders":
		return true, c.Has("senders")
	case "use":
		return s.anyWords(s.p.theme.Parts[c.word(n, "use", "")].Nodes, c)
	}
	return s.anyWords(n.Kids, c)
}

func (s *sheet) anyWords(list []*template.Node, c *scope) (wants, has bool) {
	for _, k := range list {
		if c.holds(k) {
			w, h := s.words(k, c)
			wants, has = wants || w, has || h
		}
	}
	return wants, has
}
