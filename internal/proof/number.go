package proof

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"

	"pharos/internal/locale"
	"pharos/internal/made"
	"pharos/internal/paint"
	"pharos/internal/plan"
	"pharos/internal/rule"
)

// occurrences finds a number on the sheet, wherever it stands, also inside a
// text that runs the other way: its digits are always next to one another on
// one line, from left to right.
func occurrences(shown string, segments []*paint.Segment) []paint.Part {
	var wanted []string
	for _, c := range shown {
		if !unicode.IsSpace(c) && !paint.Ignorable(c) {
			wanted = append(wanted, paint.OneRune(paint.Hyphen(c)))
		}
	}
	var out []paint.Part
	if len(wanted) == 0 {
		return nil
	}
	for _, s := range segments {
		r := s.Letters()
		for i := 0; i+len(wanted) <= len(r); i++ {
			k := 0
			for k < len(wanted) && r[i+k].Runes == wanted[k] {
				k++
			}
			end := i + k
			if k == len(wanted) && (i == 0 || !paint.Joined(s, i-1, i)) &&
				(end == len(r) || !paint.Joined(s, end-1, end)) {
				out = append(out, paint.Part{Segment: s, From: i, To: end})
			}
		}
	}
	return out
}

// contacts gives the numbers of the plan that the sheet may show.
func (c *comparison) contacts() []plan.Contact {
	all := []plan.Contact{c.m.Number, c.m.Emergency}
	if c.m.Second != nil {
		all = append(all, *c.m.Second)
	}
	return all
}

// owns gives the numbers that the plan has beside, in a language's own digits:
// they are the program's, so they have no message.
func (c *comparison) owns() []locale.Text {
	var out []locale.Text
	for _, col := range c.m.Columns {
		for _, l := range col.Slots[made.SlotFacts] {
			if l.Text.ID == "" && foreignDigits(l.Text.Value) != "" {
				out = append(out, l.Text)
			}
		}
	}
	return out
}

// foreignDigits leaves the digits that are none of 0 to 9.
func foreignDigits(s string) string {
	return strings.Map(func(c rune) rune {
		if c >= 0x80 && unicode.IsDigit(c) {
			return c
		}
		return -1
	}, s)
}

// numbers sees that every contact's number is there and that the ink of every
// digit is that digit.
func (c *comparison) numbers() {
	type must struct {
		contact plan.Contact
		needed  bool
	}
	all := []must{{c.m.Number, true}, {c.m.Emergency, c.has(made.SlotEmergency) && !c.drops(made.SlotEmergency)}}
	if c.m.Second != nil {
		all = append(all, must{*c.m.Second, true})
	}
	for _, own := range c.owns() {
		all = append(all, must{plan.Contact{Shown: own.Value, From: own.From}, true})
	}
	seen := map[string]bool{}
	var shared windows
	for _, one := range all {
		number := one.contact.Shown
		if number == "" || seen[number] {
			continue
		}
		seen[number] = true
		found := occurrences(number, c.segments)
		if len(found) == 0 && one.needed {
			c.wrong(rule.ProofNumber, one.contact.From, "the number %s is not on the sheet", number)
		}
		shared.plan(found)
		for _, p := range found {
			said, veiled := c.inked(p, &shared)
			if veiled {
				c.warn(rule.ProofNumber, one.contact.From, "the draft mark hides the number %s in one place", number)
			}
			if said != "" {
				c.wrong(
					rule.ProofNumber,
					one.contact.From,
					"the number %s is not what the picture shows: %s",
					number,
					said,
				)
				break
			}
		}
	}
}

// likely is how much a painted digit must resemble the original, and nearer by
// how much more than any other digit. Under a draft mark only clear pixels
// count, and both limits go down by slack times the share that is hidden; of a
// digit less clear than enough nothing can be said. A mark is an outline: where
// more than solid of a digit is red itself, something else covers it.
const (
	likely = 0.85
	nearer = 0.02
	slack  = 0.20
	enough = 0.30
	solid  = 0.45
)

// inked compares the digits of one place in pixels with the original font. It
// says in words what is wrong, or nothing, and whether a draft mark hides most.
func (c *comparison) inked(p paint.Part, w *windows) (said string, veiled bool) {
	s := p.Segment
	first, last := s.PlainAt[p.From], s.PlainAt[p.To-1]+1
	g := s.Glyphs[first]
	scale := paint.PPEM / g.Em
	pic, err := w.of(p)
	if err != nil {
		return err.Error(), false
	}
	reach := c.reach(s.Page, scale)
	if got, want := colourContrast(pic, pic.Pixels(s.Box(first, last))), c.needed(s.Glyphs[first:last]); got < want {
		return fmt.Sprintf("its contrast to the ground is %.1f : 1, and %.1f : 1 is the least", got, want), false
	}
	digits, seen := 0, 0
	for i := p.From; i < p.To; i++ {
		u, at := s.Plain[i], s.Glyphs[s.PlainAt[i]]
		if !u.Digit {
			continue
		}
		font := c.reader.Original(at.Font.Name)
		if font == nil {
			return fmt.Sprintf("the original of the font %s is not in assets/fonts", at.Font.Name), false
		}
		if math.Abs(at.Em-g.Em) > 0.01*g.Em {
			return "its digits differ in size", false
		}
		want := []rune(u.Runes)[0]
		got, clear := judge(pic, font, at, want, reach)
		if got != want {
			return fmt.Sprintf("for the %s there is %s", string(want), called(got)), false
		}
		if digits++; clear {
			seen++
		}
	}
	return "", seen*2 < digits
}

// casing is the pale line around the lines of a draft mark, in hundredths of
// the sheet's short side.
const casing = 0.3

// reach gives how far beyond its red a draft mark hides what lies below it, in
// pixels; -1 where the sheet is no draft.
func (c *comparison) reach(p *paint.Page, scale float64) int {
	if len(c.m.Drafts) == 0 {
		return -1
	}
	s := c.pieces(p)[0]
	return int(math.Ceil(casing*min(s.W(), s.H())/100*scale)) + 1
}

// judge says which digit the painted place shows: the one that was wanted if it
// is most like it and like enough, another one, or 0 for none. Clear is false
// where a draft mark hides too much to say.
func judge(pic *paint.Picture, font *paint.Original, g paint.Glyph, want rune, reach int) (got rune, clear bool) {
	at, place := pic.Spot(g), pic.Digit(g)
	c := paint.CellOf(pic, place, reach)
	hidden := 1 - c.Clear()
	switch {
	case float64(c.Red) > solid*float64(len(c.Dark)):
		return 0, true
	case hidden > 1-enough:
		// Where the mark lies under the digit, its ink is whole, and red is ground: all
		// pixels count then, and nothing is allowed for the mark.
		all := paint.CellOf(pic, place, -1)
		all.Unmark(pic)
		if nearest(&all, font, want, 0, at) == want {
			return want, true
		}
		return want, false
	}
	return nearest(&c, font, want, hidden, at), true
}

// nearest gives the digit that a cell is most like, and enough; 0 for none.
func nearest(c *paint.Cell, font *paint.Original, want rune, hidden float64, at paint.Spot) rune {
	margin := nearer - slack*hidden // what tells two digits apart may lie under the mark
	zero := want - rune(paint.ASCIIDigit(want)[0]-'0')
	mine := math.Abs(c.Likeness(font.Draw(at.Drawing(want)), at.X, at.Y))
	best, most := want, mine
	for d := zero; d < zero+10; d++ {
		if d == want {
			continue
		}
		if l := math.Abs(c.Likeness(font.Draw(at.Drawing(d)), at.X, at.Y)); l+margin > most {
			best, most = d, l
		}
	}
	if most < likely-slack*hidden {
		return 0
	}
	return best
}

// called names what stands in a digit's place.
func called(got rune) string {
	if got == 0 {
		return "no digit that can be read"
	}
	return "the ink of " + string(got)
}

// strangers sees that no digits stand on the sheet that the plan does not know,
// and none of a number that may not be shown.
func (c *comparison) strangers() {
	known, beside := c.known(), map[string]bool{}
	for _, own := range c.owns() {
		beside[foreignDigits(own.Value)] = true
	}
	for _, s := range c.segments {
		for _, n := range digitRuns(s.Letters(), s) {
			c.forbidden(n.whole)
			for _, k := range []plan.Contact{c.m.Number, c.m.Emergency} {
				if k.Shown != "" && n.other(k.Shown) && !beside[n.raw] {
					c.wrong(rule.NumSameFacts, k.From, "the sheet writes the number %s as %s", k.Shown, n.written())
				}
			}
			if !known.explain(n) {
				c.wrong(
					rule.ProofStranger,
					c.m.Number.From,
					"the sheet shows %s, which is no number of the plan",
					strings.Join(n.groups, " "),
				)
			}
		}
	}
}

// forbidden sees that a run of digits is no number on hold.
func (c *comparison) forbidden(digits string) {
	for _, f := range c.reader.options.Forbidden {
		if f.of(c.m.Country, digits) {
			c.wrong(
				rule.ProofStranger,
				f.From,
				"the number %s is marked %q and stands on the sheet all the same",
				f.Number,
				f.Why,
			)
		}
	}
}

// digitRun is a number as it stands: groups of digits with little between them.
type digitRun struct {
	whole  string
	groups []string
	// raw are the digits as they stand.
	raw string
	// foreign is true where a digit is not one of 0 to 9 as written in the plan.
	foreign bool
}

// other reports whether a run is a contact's number that looks different from
// the plan: grouped in another way, or in the digits of another script.
func (n digitRun) other(shown string) bool {
	return n.whole == paint.OnlyDigits(shown) &&
		(n.foreign || !slices.Equal(n.groups, digitRuns(prepare(locale.Text{Value: shown}).units, nil)[0].groups))
}

// written shows the run for people.
func (n digitRun) written() string {
	if n.foreign {
		return "digits of another script"
	}
	return strings.Join(n.groups, " ")
}

// knownRuns are the numbers of the plan: whole, and their groups.
type knownRuns struct{ whole, group map[string]bool }

// known gathers the digits of all texts of the plan.
func (c *comparison) known() knownRuns {
	k := knownRuns{map[string]bool{}, map[string]bool{}}
	for _, w := range c.wants {
		k.add(w.units)
	}
	return k
}

// add takes the numbers of a text.
func (k knownRuns) add(units []paint.Letter) {
	for _, n := range digitRuns(units, nil) {
		k.whole[n.whole] = true
		for _, g := range n.groups {
			k.group[g] = true
		}
	}
}

// short is the number of digits under which nobody takes digits for a
// telephone number that came apart.
const short = 6

// explain reports whether a run is nothing to call, or is whole numbers that
// the plan knows, one after another. A short one may be a part of a known
// number: a line may break within "114-115".
func (k knownRuns) explain(n digitRun) bool {
	if len(n.whole) < 3 {
		return true
	}
	ends := make([]bool, len(n.groups)+1) // ends[i]: the first i groups are explained
	ends[0] = true
	for i := range n.groups {
		whole := ""
		for j := i; ends[i] && j < len(n.groups); j++ {
			whole += n.groups[j]
			if k.whole[whole] || j == i && len(n.whole) < short && k.group[whole] {
				ends[j+1] = true
			}
		}
	}
	return ends[len(n.groups)]
}

// digitRuns cuts letters into numbers. Groups belong together where a space, a
// point, a hyphen, a slash, a plus or a bracket at most parts them.
func digitRuns(units []paint.Letter, s *paint.Segment) []digitRun {
	var out []digitRun
	var now digitRun
	end := func() {
		if now.whole != "" {
			out = append(out, now)
		}
		now = digitRun{}
	}
	fresh := true
	for i, u := range units {
		gap := s != nil && i > 0 && s.Glyphs[s.PlainAt[i]].X-s.Glyphs[s.PlainAt[i-1]].Right > 0.15*s.Em
		switch {
		case u.Digit:
			d := paint.ASCIIDigit([]rune(u.Runes)[0])
			if fresh || u.Space || gap || len(now.groups) == 0 {
				now.groups = append(now.groups, "")
			}
			now.groups[len(now.groups)-1] += d
			now.whole, now.raw = now.whole+d, now.raw+u.Runes
			now.foreign = now.foreign || u.Runes[0] >= 0x80
			fresh = false
		case strings.ContainsAny(u.Runes, ".-/+()"):
			fresh = true
		default:
			end()
			fresh = true
		}
	}
	end()
	return out
}
