package adapt

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"pharos/internal/campaign"
	"pharos/internal/days"
	"pharos/internal/number"
	"pharos/internal/rule"
)

// The fields of an adaptation in which digits may stand, each by its own grammar. A
// house number begins with no zero and is short; a postal code has four or five digits.
var (
	houseNumber = regexp.MustCompile(`^[1-9]\d{0,2}[a-zа-яčćđšžë]?(?:/[1-9]\d?)?$`)
	postalCode  = regexp.MustCompile(`^[1-9]\d{3,4}$`)
)

// The places of both in the line: the house number behind a street, the postal code
// at the beginning or behind a comma, before a town.
var (
	inLine    = regexp.MustCompile(`\{\{\s*\.?(\w*)\s*\}\}`)
	houseHere = regexp.MustCompile(`\pL\.? \{\{\.House\}\}(?:$|, )`)
	postHere  = regexp.MustCompile(`(?:^|, )\{\{\.Post\}\} \pL`)
)

// most hours that an office may write: two spans a day.
const mostSpans = 14

// closed reads the fields that hold digits.
func (w *work) closed() {
	p := w.a.Partner
	if p.Date != "" {
		if !days.Valid(p.Date) {
			w.bad(
				rule.AdaptText,
				"partner.date",
				"Write a day of the calendar, such as 2030-10-18.",
				"%q is no day",
				p.Date,
			)
		}
	}
	if p.House != "" && (!houseNumber.MatchString(p.House) || number.Suspect(p.House, dialled(w.set)) != "") {
		w.bad(
			rule.AdaptText,
			"partner.house",
			"Write the house number alone, such as 4 or 12a.",
			"%q is no house number",
			p.House,
		)
	}
	if p.Post != "" && (!postalCode.MatchString(p.Post) || slices.Contains(dialled(w.set), p.Post)) {
		w.bad(
			rule.AdaptText,
			"partner.post",
			"Write four or five digits, such as 11000.",
			"%q is no postal code",
			p.Post,
		)
	}
	for tag, line := range p.Line {
		w.places("partner.line."+string(tag), line)
	}
	if len(p.Hours) > mostSpans {
		w.bad(
			rule.AdaptText,
			"partner.hours",
			"Write two spans a day at the most.",
			"%d spans are more than a week has",
			len(p.Hours),
		)
	}
	for i, h := range p.Hours {
		if _, ok := h.Span(); !ok || !rounded(h.From) || !rounded(h.To) {
			w.bad(
				rule.AdaptText,
				fmt.Sprintf("partner.hours[%d]", i),
				"Write times as HH:MM, such as 09:00.",
				"%s to %s is no time of a day",
				h.From,
				h.To,
			)
		}
	}
}

// rounded reports a time in steps of five minutes, as offices have them: other minutes
// can be the digits of a number.
func rounded(clock string) bool {
	return strings.HasSuffix(clock, "0") || strings.HasSuffix(clock, "5")
}

// places sees that house number and postal code stand in the line as in an address.
func (w *work) places(path, line string) {
	const hint = "Write \"Street {{.House}}, {{.Post}} Town\"."
	for _, m := range inLine.FindAllStringSubmatch(line, -1) {
		value, here := map[string]string{"House": w.a.Partner.House, "Post": w.a.Partner.Post}[m[1]], houseHere
		if m[1] == "Post" {
			here = postHere
		}
		switch {
		case value == "":
			w.bad(rule.AdaptText, path, "Give partner.house or partner.post a value.", "nothing is known for %s", m[0])
		case strings.Count(line, m[0]) > 1 || !here.MatchString(line):
			w.bad(rule.AdaptText, path, hint, "%s does not stand as in an address", m[0])
		}
	}
	if rest := inLine.ReplaceAllString(line, ""); strings.ContainsAny(rest, "{}") {
		w.bad(rule.AdaptText, path, hint, "the line holds a brace")
	}
}

// dialled gives the digits of every number on record.
func dialled(set *campaign.Set) []string {
	var out []string
	for _, c := range set.Countries {
		for _, h := range c.Hotlines {
			for _, k := range h.Contacts {
				for _, n := range []string{k.Dial, k.International.Value} {
					if d := number.Digits(n); d != "" {
						out = append(out, d)
					}
				}
			}
		}
	}
	return out
}
