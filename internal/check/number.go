package check

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"pharos/internal/campaign"
	"pharos/internal/diag"
)

// digits keeps the digits of a number as dialled.
func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// short are numbers of emergency services that are read as such anywhere.
var short = []string{"112", "911", "999", "113", "122", "192", "190"}

// harmless are runs of digits that look like a number and are none: years,
// spans of years, dates.
var harmless = regexp.MustCompile(`^(?:(?:19|20)\d\d[-–/ ](?:19|20)\d\d|\d{4}-\d\d-\d\d|\d{1,2}[./]\s?\d{1,2}[./]\s?(?:19|20)\d\d)\.?$`)

// phone is a run of characters that reads as a telephone number.
type phone struct {
	shown  string
	digits string
}

// phones finds what reads as a telephone number in a text: five digits or more
// in one run, a plus sign before digits, or a known short number. Digits of
// every script and every shape count, for 116 may be written ١١٦ or ¹¹⁶ to slip
// through, and so do digits written as words.
func phones(s string, known map[string]bool) []phone {
	out := spelled(s, known)
	if !strings.ContainsFunc(s, digit) {
		return out
	}
	runes := []rune(s)
	for i := 0; i < len(runes); i++ {
		if !digit(runes[i]) {
			continue
		}
		from, to := i, i
		var plain strings.Builder
		for ; i < len(runes) && (digit(runes[i]) || joins(runes, i)); i++ {
			if d, ok := value(runes[i]); ok {
				plain.WriteByte('0' + byte(d))
				to = i
			}
		}
		shown, d := string(runes[from:to+1]), plain.String()
		percent := to+1 < len(runes) && strings.ContainsRune("%٪", []rune(strings.TrimLeft(string(runes[to+1:])+" ", " \u00a0") + " ")[0])
		plus := from > 0 && strings.ContainsRune("+＋", runes[from-1])
		if percent || harmless.MatchString(shown) {
			continue
		}
		if len(d) >= 5 || plus || known[d] || slices.Contains(short, d) {
			if plus {
				shown = "+" + shown
			}
			out = append(out, phone{shown, d})
		}
	}
	return out
}

// joins reports whether a character between two digits belongs to one number.
func joins(runes []rune, i int) bool {
	if !between(runes[i]) {
		return false
	}
	for j := i + 1; j < len(runes) && j <= i+3; j++ {
		if digit(runes[j]) {
			return true
		}
		if !between(runes[j]) {
			return false
		}
	}
	return false
}

// between reports whether a character may stand between the digits of one number:
// spaces and dashes of every kind, what cannot be seen, and some signs.
func between(r rune) bool {
	return strings.ContainsRune("/.()·•_−", r) || unicode.In(r, unicode.Zs, unicode.Pd, unicode.Cf)
}

// digit reports whether a character reads as one digit.
func digit(r rune) bool {
	_, ok := value(r)
	return ok
}

// value is the value of a decimal digit of any script, or of a digit that is raised,
// in a circle or of another shape: each block of ten is in order and begins with the
// zero.
func value(r rune) (int, bool) {
	if r >= 0x80 && unicode.IsNumber(r) {
		if plain := norm.NFKC.String(string(r)); len(plain) == 1 {
			r = rune(plain[0])
		}
	}
	if r < 0x80 {
		return int(r - '0'), r >= '0' && r <= '9'
	}
	if !unicode.IsDigit(r) {
		return 0, false
	}
	zero := r
	for n := 0; n < 10 && unicode.IsDigit(zero-1); n++ {
		zero--
	}
	return int(r-zero) % 10, true
}

// onRecord maps the digits of every number on record, national and
// international, to the ids of its lines.
func (w *work) onRecord() map[string][]string {
	out := map[string][]string{}
	for _, c := range w.set.Countries {
		for _, h := range c.Hotlines {
			for _, k := range h.Contacts {
				for _, d := range []string{digits(k.Dial), digits(k.International.Value)} {
					if d != "" {
						out[d] = append(out[d], h.ID)
					}
				}
			}
		}
	}
	return out
}

// knownSet is onRecord as a set.
func knownSet(record map[string][]string) map[string]bool {
	out := map[string]bool{}
	for d := range record {
		out[d] = true
	}
	return out
}

// numbersInText calls f for every number that stands in a text or in a name
// that is printed.
func (w *work) numbersInText(f func(pos diag.Pos, path string, p phone, ids []string)) {
	record := w.onRecord()
	known := knownSet(record)
	for _, t := range w.texts {
		for _, p := range phones(t.value, known) {
			f(t.pos, t.id, p, record[p.digits])
		}
	}
	for _, c := range w.set.Countries {
		names(c, func(path, name string) {
			for _, p := range phones(name, known) {
				f(w.set.Places.At(c.File(), path), path, p, record[p.digits])
			}
		})
	}
}

// names calls f for every name of a country's file that can be printed.
func names(c *campaign.Country, f func(path, name string)) {
	all := func(path, english string, names map[string]string) {
		f(path+".english", english)
		for _, tag := range sortedKeys(names) {
			f(path+".names."+tag, names[tag])
		}
	}
	all("coordinator", c.Coordinator.English, plainKeys(c.Coordinator.Names))
	for i, h := range c.Hotlines {
		all(fmt.Sprintf("hotlines[%d].operator", i), h.Operator.English, plainKeys(h.Operator.Names))
	}
	for i, s := range c.Senders {
		all(fmt.Sprintf("senders[%d]", i), s.English, plainKeys(s.Names))
	}
	for i, p := range c.Plans {
		all(fmt.Sprintf("plans[%d]", i), "", plainKeys(p.Names))
		f(fmt.Sprintf("plans[%d].title", i), p.Title)
	}
	if c.StatusNote != nil {
		f("status_note", *c.StatusNote)
	}
}

// plainKeys turns language tags into words.
func plainKeys[K ~string](m map[K]string) map[string]string {
	out := make(map[string]string, len(m))
	for k, v := range m {
		out[string(k)] = v
	}
	return out
}

// numKnown finds numbers on record that are written into a text.
func numKnown(w *work) {
	w.numbersInText(func(pos diag.Pos, path string, p phone, ids []string) {
		if ids != nil {
			w.bad(pos, path, "the number %q of %s stands in a text", p.shown, strings.Join(ids, " and "))
		}
	})
}

// numForeign finds numbers that no record has.
func numForeign(w *work) {
	w.numbersInText(func(pos diag.Pos, path string, p phone, ids []string) {
		if ids == nil {
			w.bad(pos, path, "%q reads as a telephone number and is on no record", p.shown)
		}
	})
}
