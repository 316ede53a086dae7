package typeset

import (
	"reflect"

	"github.com/go-text/typesetting/bidi"
	"github.com/go-text/typesetting/language"

	"pharos/internal/locale"
)

// run is a stretch of text with one direction, one script, one font and one language;
// lang is empty where that is the paragraph's.
type run struct {
	from, to int
	level    uint8
	script   language.Script
	font     *Font
	lang     string
}

// itemize splits the text into runs: levels by UAX 9, scripts by UAX 24, fonts
// by what they cover, languages by the stretches.
func (s *shaper) itemize(p *Paragraph, foreign []Stretch) ([]run, error) {
	def := bidi.LeftToRight
	if p.Style.Direction == locale.RTL {
		def = bidi.RightToLeft
	}
	levels := levelsOf(s.bidi.Segment(s.runes, def), s.levels)
	s.levels = levels
	main := p.Style.Script
	if main == "" {
		main = scriptName(firstScript(s.runes))
	}
	var runs []run
	for from := 0; from < len(levels); {
		end := from + 1
		for end < len(levels) && levels[end] == levels[from] {
			end++
		}
		end, lang := sameLanguage(foreign, from, end)
		to, script := sameScript(s.runes, from, end)
		var err error
		runs, err = s.splitFonts(runs, p, run{from, to, levels[from], script, nil, lang}, main)
		if err != nil {
			return nil, err
		}
		from = to
	}
	return runs, nil
}

// levelsOf gives the level of each rune, into the memory of into. The library
// joins neighbours of one direction into a run and tells only the level of its
// first rune; where levels of one direction meet, as in "(\u05d0) 1-2", rule L2
// needs them all, so they are read where the library keeps them.
func levelsOf(runs bidi.Runs, into []uint8) []uint8 {
	into = into[:0]
	if runs.NumRuns() == 0 {
		return into
	}
	all := reflect.ValueOf(runs).FieldByName("levels")
	for i := range all.Len() {
		into = append(into, uint8(all.Index(i).Int()))
	}
	return into
}

// firstScript gives the first script of the text that is not shared.
func firstScript(runes []rune) language.Script {
	for _, r := range runes {
		if s := language.LookupScript(r); s.Strong() && s != language.Unknown {
			return s
		}
	}
	return language.Latin
}

// sameLanguage gives the end of the stretch from a place that is in one language,
// and that language where it is foreign.
func sameLanguage(foreign []Stretch, from, to int) (int, string) {
	for _, f := range foreign {
		switch {
		case from < f.From:
			return min(to, f.From), ""
		case from < f.To:
			return min(to, f.To), f.Lang
		}
	}
	return to, ""
}

// sameScript gives the end of the stretch from i that is in one script. Shared
// signs go with the letters before them, at the begin with those after them.
func sameScript(runes []rune, from, to int) (int, language.Script) {
	script := language.Common
	for i := from; i < to; i++ {
		s := language.LookupScript(runes[i])
		switch {
		case !s.Strong() || s == language.Unknown || s == script:
		case script == language.Common:
			script = s
		default:
			return i, script
		}
	}
	return to, script
}

// splitFonts appends the parts of r, each with the first font of its chain that
// has all characters of a letter with its marks.
func (s *shaper) splitFonts(runs []run, p *Paragraph, r run, main string) ([]run, error) {
	name := scriptName(r.script)
	if r.script == language.Common && r.level%2 == 0 && p.RTL() {
		name = "Latn" // a number in right-to-left text looks like all numbers
	} else if r.script == language.Common || name == "Arab" && main == "Aran" {
		name = main
	}
	chain := s.fonts.chain(chainKey{p.Style.Family, name, p.Style.weight(), p.Style.Italic})
	cur := r
	for i := r.from; i < r.to; {
		end := i + 1
		for end < r.to && follows(s.runes[end]) {
			end++
		}
		font, err := s.pick(chain, cur.font, i, end)
		if err != nil {
			return nil, err
		}
		if font != nil && font != cur.font {
			if cur.font != nil {
				cur.to = i
				runs = append(runs, cur)
				cur.from = i
			}
			cur.font = font
		}
		i = end
	}
	if cur.font == nil {
		cur.font = chain[0]
		if err := cur.font.load(); err != nil {
			return nil, err
		}
	}
	cur.to = r.to
	return append(runs, cur), nil
}

// pick finds the font for the letter s.runes[from:to]; nil if any will do.
// The current font is kept for spaces and controls.
func (s *shaper) pick(chain []*Font, cur *Font, from, to int) (*Font, error) {
	free := true
	for _, r := range s.runes[from:to] {
		free = free && (r == ' ' || ignorable(r))
	}
	if free {
		return nil, nil
	}
	for _, f := range chain {
		face, err := s.face(f)
		if err != nil {
			return nil, err
		}
		if face.covers(s.runes[from:to]) {
			return f, nil
		}
	}
	bad := from
	for i := from; i < to; i++ {
		if r := s.runes[i]; !ignorable(r) && !s.anyCovers(chain, r) {
			bad = i
			break
		}
	}
	return nil, &CharacterError{s.runes[bad], bad, s.text, "no font has it"}
}

func (s *shaper) anyCovers(chain []*Font, r rune) bool {
	for _, f := range chain {
		if face, err := s.face(f); err == nil && face.covers([]rune{r}) {
			return true
		}
	}
	return false
}

// follows reports characters that must be in the font of the one before.
func follows(r rune) bool {
	return language.LookupScript(r) == language.Inherited || r == '\u200d' || r == '\u200c'
}

// ignorable reports characters that are shaped without a glyph of their own.
func ignorable(r rune) bool {
	return dropped(r) || r == '\u200c' || r == '\u200d' || r == '\u034f' || r >= '\ufe00' && r <= '\ufe0f'
}

// scriptName gives the ISO 15924 code of a script, as in "Arab".
func scriptName(s language.Script) string {
	b := []byte(s.String())
	if len(b) == 4 && b[0] >= 'a' && b[0] <= 'z' {
		b[0] -= 'a' - 'A'
	}
	return string(b)
}

// weight gives the weight, with its default.
func (s Style) weight() int {
	if s.Weight <= 0 {
		return 400
	}
	return s.Weight
}
