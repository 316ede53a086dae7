package check

import (
	"fmt"
	"maps"
	netmail "net/mail"
	"net/netip"
	"net/url"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"pharos/internal/campaign"
	"pharos/internal/days"
	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/tree"
)

// marked is what every fact of a country's file has.
type marked struct {
	campaign.Backed
	// filled is true where the fact says something beyond mark, sources and note.
	filled bool
}

// facts calls f for every value of a country that has a mark and sources, by
// the order of the fields.
func facts(c *campaign.Country, f func(path string, m marked)) {
	walk(reflect.ValueOf(*c), "", f)
}

// walk visits a value and all below it.
func walk(v reflect.Value, path string, f func(string, marked)) {
	switch v.Kind() {
	case reflect.Slice:
		for i := range v.Len() {
			walk(v.Index(i), fmt.Sprintf("%s[%d]", path, i), f)
		}
	case reflect.Struct:
		if m, ok := markedOf(v); ok {
			f(path, m)
		}
		for _, field := range tree.Fields(v.Type()) {
			walk(v.FieldByIndex(field.Index), strings.TrimPrefix(path+"."+field.Key, "."), f)
		}
	}
}

// markedOf takes what backs a value and looks for anything else; false where
// nothing can back it.
func markedOf(v reflect.Value) (m marked, ok bool) {
	for i := range v.NumField() {
		if backed, is := v.Field(i).Interface().(campaign.Backed); is {
			m.Backed, ok = backed, true
		} else {
			m.filled = m.filled || !v.Field(i).IsZero()
		}
	}
	return m, ok
}

// factSource checks that sources exist and that what is marked A or B has one.
func factSource(w *work) {
	w.country(func(c *campaign.Country, bad func(string, diag.Format, ...any)) {
		known := slices.Sorted(maps.Keys(c.Sources))
		facts(c, func(path string, m marked) {
			for i, key := range m.Sources {
				if !slices.Contains(known, key) {
					at := fmt.Sprintf("%s.sources[%d]", path, i)
					w.bad(w.set.Places.At(c.File(), at), at, "the source %q is not in the list of sources", key).Hint =
						tree.DidYouMean(
							key,
							known,
						)
				}
			}
			if m.Holds() && len(m.Sources) == 0 {
				bad(path, "%s is marked %s without a source", path, m.Mark)
			}
		})
	})
}

// factMark checks that every fact that says something has a mark. Languages of
// newcomers are a choice, not a fact.
func factMark(w *work) {
	w.country(func(c *campaign.Country, bad func(string, diag.Format, ...any)) {
		facts(c, func(path string, m marked) {
			var i int
			if n, _ := fmt.Sscanf(path, "languages[%d]", &i); n == 1 && c.Languages[i].Role == campaign.Newcomers {
				return
			}
			if m.filled && m.Mark == "" {
				bad(path, "%s has no mark", path)
			}
		})
	})
}

// textLaw checks what is said about offences.
func textLaw(w *work) {
	w.country(func(c *campaign.Country, bad func(string, diag.Format, ...any)) {
		u := c.Law.Use
		if u.Value == "is" && !u.Mark.Holds() {
			bad("law.use", "knowing use is said to be an offence without mark A or B")
		}
		if u.Could && (u.Value != "is" || !u.Mark.Holds()) {
			bad("law.use.could", "the wider wording is claimed where the offence itself is not certain")
		}
	})
	for _, t := range w.texts {
		for _, s := range t.words {
			for i := range s[:max(0, len(s)-1)] {
				if articleWord[s[i]] && strings.ContainsAny(s[i+1], "0123456789") {
					w.bad(t.pos, t.id, "an article is quoted in a text: %q", s[i]+" "+s[i+1])
				}
			}
		}
	}
	w.needs("offence", func(m message) bool { return uses(m, "LawOffence") }, "quotes the offence")
	w.needs("use-article", func(m message) bool { return uses(m, "LawUse") }, "quotes the law")
	for _, f := range factNeeds {
		if strings.HasPrefix(f.need, "use-") {
			w.needs(
				f.need,
				func(m message) bool { return m.Class == locale.Law && f.in(m.Fact) },
				"speaks of the law as certain",
			)
		}
	}
}

// articleWord holds the word for an article of a law, in small letters.
var articleWord = map[string]bool{
	"article": true,
	"art":     true,
	"neni":    true,
	"nenin":   true,
	"nenit":   true,
	"član":    true,
	"člana":   true,
	"članak":  true,
	"članka":  true,
	"члан":    true,
	"члана":   true,
	"член":    true,
	"членот":  true,
	"madde":   true,
	"maddesi": true,
	"стаття":  true,
	"статті":  true,
	"ст":      true,
	"статья":  true,
	"статьи":  true,
	"المادة":  true,
	"ماده":    true,
	"čl":      true,
	"чл":      true,
	"section": true,
	"§":       true,
}

// siteAddress checks the address of the site and of the page to leave to.
func siteAddress(w *work) {
	w.country(func(c *campaign.Country, bad func(string, diag.Format, ...any)) {
		if c.Base != "" {
			if why := refused(c.Base); why != "" {
				bad("base", "the address of the site %s: %q", why, c.Base)
			} else if u, _ := url.Parse(c.Base); !strings.HasSuffix(u.Path, "/") || u.RawQuery != "" ||
				u.Fragment != "" {
				bad("base", "the address of the site should end in a slash: %q", c.Base)
			}
		}
		if c.Exit != "" {
			if why := refused(c.Exit); why != "" {
				bad("exit", "the page to leave to %s: %q", why, c.Exit)
			} else if u, _ := url.Parse(c.Exit); personal(u) {
				bad("exit", "the page to leave to shows its reader's own things: %q", c.Exit)
			}
		}
	})
}

// siteSecurity checks the contact for flaws of the site (RFC 9116, sections 2.5.3
// and 2.5.5): it has an address and an end, or is left out.
func siteSecurity(w *work) {
	w.country(func(c *campaign.Country, bad func(string, diag.Format, ...any)) {
		s := c.Security
		switch {
		case s.Contact == "" && s.Until == "":
			if s.Mark != "" {
				bad("security", "security says neither contact nor until")
			}
			return
		case s.Contact == "":
			bad("security", "security has an end and no contact")
		case s.Until == "":
			bad("security", "the contact for flaws of the site has no end: until is missing")
		case !days.Valid(s.Until):
			bad("security.until", "%q is not a date; write YYYY-MM-DD", s.Until)
		case w.date != "" && s.Until < w.date:
			bad("security.until", "the contact for flaws of the site ended on %s; no security.txt is written", s.Until)
		}
		mailbox, mail := strings.CutPrefix(s.Contact, "mailto:")
		if a, err := netmail.ParseAddress(mailbox); mail && (err != nil || a.Address != mailbox) {
			bad("security.contact", "the contact for flaws of the site is no mail address: %q", s.Contact)
		} else if why := refused(s.Contact); !mail && s.Contact != "" && why != "" {
			bad("security.contact", "the contact for flaws of the site %s: %q", why, s.Contact)
		} else if strings.ContainsFunc(s.Contact, func(r rune) bool { return r <= ' ' || r > '~' }) {
			bad(
				"security.contact",
				"the contact for flaws of the site holds a character that addresses do not have: %q",
				s.Contact,
			)
		}
	})
}

// refused says why an address is not good enough, or "".
func refused(s string) string {
	u, err := url.Parse(s)
	switch {
	case err != nil || u.Host == "":
		return "is not an address"
	case u.Scheme != "https":
		return "is not https"
	case u.User != nil:
		return "holds a name or password"
	case u.Port() != "":
		return "names a port"
	case strings.HasSuffix(u.Hostname(), ".onion"), !strings.Contains(u.Hostname(), "."):
		return "is not a public name"
	}
	if _, err := netip.ParseAddr(u.Hostname()); err == nil || strings.Trim(u.Hostname(), "0123456789.") == "" {
		return "is a number instead of a name"
	}
	if strings.ContainsFunc(u.Hostname(), func(r rune) bool { return r > 127 }) {
		return "holds letters that look like others; write the xn-- form"
	}
	return ""
}

// personal reports pages that show what a reader did before: search results,
// feeds, mail.
func personal(u *url.URL) bool {
	for _, name := range []string{"google", "bing", "yahoo", "duckduckgo", "facebook", "instagram", "youtube", "tiktok",
		"twitter", "x", "reddit", "outlook", "gmail"} {
		labels := strings.Split(u.Hostname(), ".")
		if i := len(labels) - 2; i >= 0 && labels[i] == name {
			return true
		}
	}
	return u.RawQuery != ""
}

// textLanguage checks every language tag of the definitions.
func textLanguage(w *work) {
	known := make([]string, 0, 20)
	for _, l := range w.set.Languages.All() {
		known = append(known, string(l.Tag))
	}
	w.country(func(c *campaign.Country, bad func(string, diag.Format, ...any)) {
		tag := func(path string, t locale.Tag, foreign bool) {
			if slices.Contains(known, string(t)) {
				return
			}
			if _, err := language.Parse(string(t)); foreign && err == nil {
				return
			}
			w.bad(w.set.Places.At(c.File(), path), path, "unknown language %q", t).Hint = w.set.Languages.Meant(
				string(t),
			)
		}
		seen := map[locale.Tag]bool{}
		for i, l := range c.Languages {
			at := fmt.Sprintf("languages[%d]", i)
			tag(at+".tag", l.Tag, l.Role == campaign.Minority)
			if seen[l.Tag] {
				bad(at+".tag", "the language %s stands twice", l.Tag)
			}
			seen[l.Tag] = true
			if row, known := w.set.Languages.Lookup(l.Tag); known && l.Digits != "" && row.Digits == "" {
				w.bad(w.set.Places.At(c.File(), at+".digits"), at+".digits",
					"the table of languages has no digits of %s but 0 to 9", l.Tag).Hint =
					diag.Say(
						"Take digits out, or give the language its ten digits in campaigns/languages.yaml.",
					)
			}
		}
		own := func(path string, t locale.Tag) {
			if tag(path, t, false); !seen[t] {
				bad(path, "%s is not a language of this country's list", t)
			}
		}
		for i, l := range c.Languages {
			for j, t := range l.Equal {
				own(fmt.Sprintf("languages[%d].equal[%d]", i, j), t)
			}
		}
		for i, sheet := range c.Joint {
			for j, t := range sheet {
				own(fmt.Sprintf("joint[%d][%d]", i, j), t)
			}
			if len(sheet) < 2 || len(sheet) > 3 {
				bad(fmt.Sprintf("joint[%d]", i), "a joint sheet has two or three languages, not %d", len(sheet))
			}
		}
		for i, h := range c.Hotlines {
			for j, t := range h.Languages.Value {
				tag(fmt.Sprintf("hotlines[%d].languages.value[%d]", i, j), t, false)
			}
		}
	})
	for _, a := range w.set.Audiences {
		for i, t := range a.Languages.More {
			if at := fmt.Sprintf("languages.more[%d]", i); !slices.Contains(known, string(t)) {
				w.bad(w.set.Places.At(a.File(), at), at, "unknown language %q", t).Hint = w.set.Languages.Meant(
					string(t),
				)
			}
		}
	}
}
