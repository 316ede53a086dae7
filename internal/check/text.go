package check

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"pharos/internal/locale"
	"pharos/internal/tree"
)

// textBidi finds hidden characters.
func textBidi(w *work) {
	for _, t := range w.texts {
		l, _ := w.set.Languages.Lookup(t.tag)
		for i, r := range t.value {
			if locale.Hidden(r) && !l.Spells(t.value, i, r) {
				w.bad(t.pos, t.id, "a hidden character (%U) stands in the text", r)
				break
			}
		}
	}
	for _, c := range w.set.Countries {
		names(c, func(path, name string) {
			if i := strings.IndexFunc(name, locale.Hidden); i >= 0 {
				w.bad(
					w.set.Places.At(c.File(), path),
					path,
					"a hidden character (%U) stands in the name",
					[]rune(name[i:])[0],
				)
			}
		})
	}
}

// alphabet is a set of the alphabets that are told apart, as bits.
type alphabet int

const (
	latn alphabet = 1 << iota
	cyrl
	arab
	grek
	other // any other script
)

var alphabetNames = []string{"Latn", "Cyrl", "Arab", "Grek", "another"}

// String lists the alphabets.
func (a alphabet) String() string {
	var out []string
	for i, name := range alphabetNames {
		if a&(1<<i) != 0 {
			out = append(out, name)
		}
	}
	return strings.Join(out, " and ")
}

// alphabetOf gives the alphabet of a letter, 0 for others.
func alphabetOf(r rune) alphabet {
	switch {
	case r < 0x80:
		return latn
	case r >= 0x400 && r < 0x530:
		return cyrl
	case unicode.Is(unicode.Latin, r):
		return latn
	case unicode.Is(unicode.Cyrillic, r):
		return cyrl
	case unicode.Is(unicode.Arabic, r):
		return arab
	case unicode.Is(unicode.Greek, r):
		return grek
	case unicode.In(r, unicode.Common, unicode.Inherited):
		return 0
	}
	return other
}

// ownAlphabet is the alphabet of a language.
func (w *work) ownAlphabet(tag locale.Tag) alphabet {
	l, _ := w.set.Languages.Lookup(tag)
	if l.Script == "Aran" {
		return arab
	}
	if i := slices.Index(alphabetNames, l.Script); i >= 0 {
		return 1 << i
	}
	return other
}

// textScript finds words of two alphabets, such as a Latin a in a Cyrillic word,
// and texts without a letter of their language's alphabet.
func textScript(w *work) {
	for _, t := range w.texts {
		own := w.ownAlphabet(t.tag)
		letters, all, word, from := 0, alphabet(0), alphabet(0), 0
		plain := stripPlaceholders(t.value) + " "
		for i, r := range plain {
			if unicode.IsLetter(r) {
				a := alphabetOf(r)
				word, all = word|a, all|a
				letters++
				continue
			}
			if unicode.IsMark(r) {
				continue
			}
			if word&(word-1) != 0 {
				w.bad(t.pos, t.id, "the word %q mixes alphabets: %s", plain[from:i], word)
				break
			}
			word, from = 0, i+utf8.RuneLen(r)
		}
		if letters > 3 && all&own == 0 {
			w.bad(t.pos, t.id, "the text has no letter of its language's alphabet (%s)", own)
		}
	}
}

// stripPlaceholders takes {{…}} out of a text.
func stripPlaceholders(s string) string {
	for {
		i := strings.Index(s, "{{")
		if i < 0 {
			return s
		}
		j := strings.Index(s[i:], "}}")
		if j < 0 {
			return s[:i]
		}
		s = s[:i] + " " + s[i+j+2:]
	}
}

// textHTML finds tags and entities in messages; pages are refused by the loader.
func textHTML(w *work) {
	for _, t := range w.texts {
		if t.page || !strings.ContainsAny(t.value, "<&") {
			continue
		}
		for i := 0; i < len(t.value)-1; i++ {
			next := rune(t.value[i+1])
			tag := t.value[i] == '<' && (unicode.IsLetter(next) || next == '/' || next == '!')
			entity := t.value[i] == '&' && (unicode.IsLetter(next) || next == '#') &&
				strings.ContainsRune(t.value[i:], ';')
			if tag || entity {
				w.bad(t.pos, t.id, "the message holds HTML: %q", t.value[i:min(len(t.value), i+12)])
				break
			}
		}
	}
}

// Placeholders are the names that messages may use, with a value as long as
// those that are printed, for the rule about length.
var placeholders = map[string]string{
	"Line":         "0800 100 388",
	"Hours":        "08:00–20:00",
	"Emergency":    "112",
	"Police":       "192",
	"Plan":         "National Action Plan 2024–2029",
	"Organisation": "Organisation",
	"Base":         "rs 12",
	"LawUse":       "Criminal Code, Article 388",
	"LawOffence":   "Criminal Code, Article 388",
	"Country":      "North Macedonia",
	"Language":     "Albanian",
	"Time":         "20:00",
	"Day":          "Wednesday",
	"Days":         "Mon–Fri",
	"From":         "08:00",
	"To":           "20:00",
	"Month":        "November 2026",
	"Date":         "30 July 2026",
	"Edition":      "30 July 2026",
	"Batch":        "rs-1-poster",
	"Author":       "Example Studio",
	"Licence":      "CC BY 4.0",
	"By":           "Ministry of Interior",
	"Contact":      "011 785 0000",
	"Count":        "12",
	"Place":        "Town hall",
	"Size":         "210 × 297 mm",
	"Address":      "rs.example/rights",
	"Reason":       "no test call",
	"Name":         "Poster",
	"Number":       "0800 100 388",
	"Order":        "2030-0007",
}

// textPlaceholder compares the placeholders of each text with the English ones.
func textPlaceholder(w *work) {
	for _, tag := range w.set.Catalogue.Tags() {
		for _, id := range w.set.Catalogue.IDs(tag) {
			m, _ := w.set.Catalogue.Message(tag, id)
			src, ok := w.set.Catalogue.Message(locale.Source, id)
			if m.Derived || !ok {
				continue
			}
			have, want := m.Placeholders(), src.Placeholders()
			if tag == locale.Source {
				for _, name := range have {
					if _, known := placeholders[name]; !known {
						w.bad(m.Pos, id, "unknown placeholder {{.%s}}", name).Hint = tree.DidYouMean(
							name,
							slices.Sorted(maps.Keys(placeholders)),
						)
					}
				}
				continue
			}
			// A form for one or for none may say the count in words.
			if !m.Plural() && !slices.Equal(have, want) || m.Plural() && len(minus(have, want)) > 0 {
				w.bad(
					m.Pos,
					id,
					"the placeholders of %s differ from English: %s here, %s there",
					id,
					listed(have),
					listed(want),
				)
			}
		}
	}
}

func minus(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(s string) bool { return slices.Contains(b, s) })
}

func listed(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, ", ")
}

// textMax measures texts against the limit that the English description gives.
func textMax(w *work) {
	for _, t := range w.texts {
		limit := w.set.Catalogue.Max(t.id)
		if t.page || limit == 0 || len(t.value) <= limit && !strings.Contains(t.value, "{{") {
			continue
		}
		if n := printed(t.value); n > limit {
			w.bad(t.pos, t.id, "%s has about %d characters as printed; %d fit", t.id, n, limit)
		}
	}
}

// printed counts the characters of a text with likely values filled in.
func printed(s string) int {
	n := utf8.RuneCountInString(stripPlaceholders(s))
	for _, name := range locale.Placeholders(s) {
		n += utf8.RuneCountInString(placeholders[name]) - 1
	}
	return n
}

// textPlural checks that a message with plurals has the forms of its language.
func textPlural(w *work) {
	for _, tag := range w.set.Catalogue.Tags() {
		l, _ := w.set.Languages.Lookup(tag)
		forms := pluralForms(l.CLDR)
		for _, id := range w.set.Catalogue.IDs(tag) {
			m, _ := w.set.Catalogue.Message(tag, id)
			src, ok := w.set.Catalogue.Message(locale.Source, id)
			if m.Derived || !m.Plural() && (!ok || !src.Plural()) {
				continue
			}
			for _, f := range forms {
				if m.Forms[f] == "" {
					w.bad(m.Pos, id, "%s lacks the plural form %s", id, f)
				}
			}
			for _, f := range slices.Sorted(maps.Keys(m.Forms)) {
				if !slices.Contains(forms, f) {
					w.bad(m.At[f], id, "%s has the plural form %s, which the language does not have", id, f)
				}
			}
		}
	}
}

// pluralForms lists the categories of whole numbers and of fractions, by CLDR.
func pluralForms(cldr string) []string {
	names := map[plural.Form]string{
		plural.Zero:  "zero",
		plural.One:   "one",
		plural.Two:   "two",
		plural.Few:   "few",
		plural.Many:  "many",
		plural.Other: "other",
	}
	seen := map[string]bool{"other": true}
	for n := range 200 {
		seen[names[plural.Cardinal.MatchPlural(language.MustParse(cldr), n, 0, 0, 0, 0)]] = true
	}
	return slices.DeleteFunc(slices.Clone(locale.Forms), func(f string) bool { return !seen[f] })
}

// textShout finds two words in capitals of four letters or more that follow one
// another.
func textShout(w *work) {
	for _, t := range w.texts {
		upper, run, shouts := 0, 0, true
		for _, r := range stripPlaceholders(t.value) + " " {
			switch {
			case unicode.IsUpper(r):
				upper++
			case unicode.IsLetter(r):
				shouts = false
			case unicode.IsMark(r):
			case upper > 0 || !shouts:
				if run++; !shouts || upper < 4 {
					run = 0
				}
				upper, shouts = 0, true
			}
			if run == 2 {
				w.bad(t.pos, t.id, "words in capitals follow one another")
				break
			}
		}
	}
}
