package check

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/number"
	"pharos/internal/tree"
)

// calling holds the country calling codes of ITU-T E.164 for the countries of
// the project. XK got 383 in 2016.
var calling = map[string]string{
	"al": "355",
	"ba": "387",
	"hr": "385",
	"xk": "383",
	"me": "382",
	"mk": "389",
	"rs": "381",
}

// numFormat checks that a number is written in digits and spaces.
func numFormat(w *work) {
	w.hotline(func(_ *campaign.Country, h *campaign.Hotline, path string, bad func(string, diag.Format, ...any)) {
		for i, k := range h.Contacts {
			at := fmt.Sprintf("%s.contacts[%d].dial", path, i)
			odd := strings.IndexFunc(
				k.Dial,
				func(r rune) bool { return (r < '0' || r > '9') && r != ' ' && !unicode.IsLetter(r) },
			)
			switch n := len(number.Digits(k.Dial)); {
			case k.Dial == "":
			case odd >= 0 && !tree.Odd(k.Dial[odd:]).IsZero():
				bad(at, "%s holds a sign that is not dialled: %s", h.ID, tree.Odd(k.Dial[odd:]))
			case odd >= 0:
				bad(at, "%s holds a character that is not dialled: %q", h.ID, []rune(k.Dial[odd:])[0])
			case k.Dial != strings.TrimSpace(k.Dial) || strings.Contains(k.Dial, "  "):
				bad(at, "%s has spaces too many: %q", h.ID, k.Dial)
			case n < 2 || n > 15:
				bad(at, "%s has %d digits; numbers have 2 to 15 (ITU-T E.164)", h.ID, n)
			}
		}
		if len(h.Contacts) == 0 {
			bad(path, "%s has no contact", h.ID)
		}
	})
}

// keypads gives the letters on the keys 2 to 9: Latin and Greek by ITU-T E.161,
// Cyrillic as on telephones of the region.
var keypads = []string{
	"abc def ghi jkl mno pqrs tuv wxyz",
	"αβγ δεζ ηθι κλμ νξο πρσ τυφ χψω",
	"абвг дежз ијкл мноп рсту фхцч шщъы ьэюя",
}

// key gives the digit of a letter, 0 for a letter that is on no key.
func key(r rune) byte {
	r = unicode.ToLower(r)
	for _, pad := range keypads {
		for i, letters := range strings.Fields(pad) {
			if strings.ContainsRune(letters, r) {
				return '2' + byte(i)
			}
		}
	}
	return 0
}

// numKeypad refuses letters in a number and says which digits they are.
func numKeypad(w *work) {
	w.hotline(func(_ *campaign.Country, h *campaign.Hotline, path string, bad func(string, diag.Format, ...any)) {
		for i, k := range h.Contacts {
			if !strings.ContainsFunc(k.Dial, unicode.IsLetter) {
				continue
			}
			spelt := strings.Map(func(r rune) rune {
				if d := key(r); unicode.IsLetter(r) && d != 0 {
					return rune(d)
				} else if unicode.IsLetter(r) {
					return '?'
				}
				return r
			}, k.Dial)
			bad(
				fmt.Sprintf("%s.contacts[%d].dial", path, i),
				"%s is written with letters: %q would be %q",
				h.ID,
				k.Dial,
				spelt,
			)
		}
	})
}

// numIntl checks the international form against the number and the country.
func numIntl(w *work) {
	w.hotline(func(c *campaign.Country, h *campaign.Hotline, path string, bad func(string, diag.Format, ...any)) {
		for i, k := range h.Contacts {
			in, at := k.International, fmt.Sprintf("%s.contacts[%d].international", path, i)
			rest, plus := strings.CutPrefix(in.Value, "+")
			switch national := number.Digits(k.Dial); {
			case in.Value == "":
			case !plus || strings.Trim(rest, "0123456789 ") != "" || rest == "":
				bad(
					at,
					"%s: the international form should be a plus sign with digits and spaces, not %q",
					h.ID,
					in.Value,
				)
			case len(national) <= 6 && !strings.HasPrefix(national, "0"):
				bad(at, "%s: the short number %s has no international form", h.ID, k.Dial)
			case calling[c.Code] != "" && !strings.HasPrefix(number.Digits(rest), calling[c.Code]):
				bad(at, "%s: %q does not begin with +%s, the code of this country", h.ID, in.Value, calling[c.Code])
			case calling[c.Code] != "" && number.Digits(rest) != calling[c.Code]+strings.TrimPrefix(national, "0"):
				bad(at, "%s: %q and %q are not the same number", h.ID, in.Value, k.Dial)
			}
		}
	})
}

// numTwice finds ids and numbers that stand twice.
func numTwice(w *work) {
	ids := map[string]string{}
	numbers := map[string]string{}
	w.hotline(func(c *campaign.Country, h *campaign.Hotline, path string, bad func(string, diag.Format, ...any)) {
		if prefix := c.Code + "."; !strings.HasPrefix(h.ID, prefix) || len(h.ID) == len(prefix) {
			bad(path+".id", "the id %q does not begin with %q", h.ID, prefix)
		}
		if other, twice := ids[h.ID]; twice {
			bad(path+".id", "the id %q is also used in %s", h.ID, other)
		}
		ids[h.ID] = c.File()
		for i, k := range h.Contacts {
			if strings.ContainsFunc(k.Dial, unicode.IsLetter) {
				continue // num.keypad names it
			}
			d := c.Code + " " + number.Digits(k.Dial)
			if other, twice := numbers[d]; twice {
				bad(fmt.Sprintf("%s.contacts[%d].dial", path, i), "the number %q is also that of %s", k.Dial, other)
			}
			numbers[d] = h.ID
		}
	})
}

// numStatus checks that the print gate is kept: a label line has its label, a
// line that is not shown has a reason and no label of its own in any text.
func numStatus(w *work) {
	w.hotline(func(_ *campaign.Country, h *campaign.Hotline, path string, bad func(string, diag.Format, ...any)) {
		own := "line.label." + h.ID
		switch {
		case h.Status == campaign.StatusLabel && h.Label == "":
			bad(path+".status", "%s may be shown only beside its exact label and has none", h.ID)
		case h.Status.Shows() && h.Label == "":
			bad(path, "%s may be shown and has no label; a number without one stands nowhere", h.ID)
			w.list[len(w.list)-1].Hint = diag.Say(
				"Add label: line.kind.%s, or the id of a message of its own.",
				string(h.Kind),
			)
		case !h.Status.Shows() && h.Reason == "":
			bad(path+".status", "%s is never shown and does not say why", h.ID)
		case h.Status.Shows() && !h.Mark.Holds():
			bad(path, "%s may be shown and is not marked A or B", h.ID)
		}
		for _, tag := range w.set.Catalogue.Tags() {
			if m, ok := w.set.Catalogue.Message(tag, own); ok && !h.Status.Shows() && !m.Derived {
				w.bad(m.Pos, own, "%s is %s and must not be named in a text", h.ID, h.Status)
			}
		}
	})
	w.choice(
		func(_ *campaign.Material, _ string, ch campaign.Choice, path string, bad func(string, diag.Format, ...any)) {
			if strings.HasPrefix(ch.Use, "line.label.") || strings.HasPrefix(ch.Use, "line.kind.") {
				bad(path+".use", "%s is written into a sheet; the label stands beside its own number only", ch.Use)
			}
		},
	)
}

// numFree checks what is said about the price of a call.
func numFree(w *work) {
	w.hotline(func(_ *campaign.Country, h *campaign.Hotline, path string, bad func(string, diag.Format, ...any)) {
		for i, k := range h.Contacts {
			free := k.SaidFree()
			d := number.Digits(k.Dial)
			toll := strings.HasPrefix(d, "0800") || len(d) <= 6
			switch at := fmt.Sprintf("%s.contacts[%d].free", path, i); {
			case free && !k.Free.Holds():
				bad(at, "%s is said to be free without mark A or B", h.ID)
			case free && !toll:
				bad(at, "%s is said to be free; %q is neither a short number nor 0800", h.ID, k.Dial)
			}
		}
	})
	w.needs("free", func(m message) bool { return wordIn(m.Fact, "free") }, "says that the call is free")
}

// wordIn reports whether a fact speaks of a word.
func wordIn(fact, word string) bool {
	return slices.Contains(
		strings.FieldsFunc(strings.ToLower(fact), func(r rune) bool { return !unicode.IsLetter(r) }),
		word,
	)
}
