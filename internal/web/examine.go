package web

import (
	"net/url"
	"regexp"

	"pharos/internal/diag"
	"pharos/internal/plan"
	"pharos/internal/rule"
)

// telephone is the only form of a phone link that a page may hold (RFC 3966
// without parameters).
var telephone = regexp.MustCompile(`^tel:\+?[0-9]+$`)

// examine looks at what the templates take as it is: phone links and the
// addresses of other sites, and at pages that would lie over one another.
func examine(s plan.Site) diag.List {
	var list diag.List
	https := func(breaks *diag.Rule, what diag.Format, value string, from diag.Pos) {
		if u, err := url.Parse(value); err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil {
			list.Errorf(
				breaks,
				from,
				"Write a whole https address.",
				"%s: %s %q is not an https address",
				s.Country,
				diag.Say(what),
				value,
			)
		}
	}
	https(rule.SiteBase, "the address of the site", s.Base, s.BaseFrom)
	https(rule.SiteExitTarget, "the exit page", s.Exit, s.ExitFrom)
	if len(s.Base) > 0 && s.Base[len(s.Base)-1] != '/' {
		list.Errorf(
			rule.SiteBase,
			s.BaseFrom,
			"End it with a slash.",
			"%s: the address of the site %q does not end in a slash",
			s.Country,
			s.Base,
		)
	}
	if len(s.Faces) == 0 {
		list.Errorf(
			rule.SiteLanguages,
			diag.Pos{File: s.BaseFrom.File},
			"Give the country a language that has texts.",
			"%s: the site has no language",
			s.Country,
		)
	}
	for _, f := range s.Faces {
		examineFace(&list, s, f)
	}
	return list
}

// examineFace looks at one language.
func examineFace(list *diag.List, s plan.Site, f plan.Face) {
	numbers := append(append([]plan.Contact{}, f.Lines...), f.Emergency)
	if f.Police != nil {
		numbers = append(numbers, *f.Police)
	}
	for _, c := range numbers {
		if !telephone.MatchString(c.Link) {
			list.Errorf(
				rule.NumLink,
				c.From,
				"Write the number with digits and spaces.",
				"%s: %q is not the address of a telephone number",
				c.ID,
				c.Link,
			)
		}
	}
	if f.Locale.Endonym == "" {
		list.Errorf(
			rule.LocaleName,
			f.From,
			"Give the language its own name in the table of languages.",
			"%s: the language %q has no name",
			s.Country,
			f.Locale.Tag,
		)
	}
	taken := map[string]string{}
	for _, p := range f.Pages {
		if other, ok := taken[p.Address]; ok {
			list.Errorf(rule.SiteAddress, p.Title.From, "Give one of them another address.",
				"%s: the pages %q and %q have the same address %q", s.Country, other, p.Name, p.Address)
		}
		taken[p.Address] = p.Name
	}
}
