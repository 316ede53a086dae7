package exchange

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"pharos/internal/locale"
)

var categories = map[plural.Form]string{
	plural.Zero:  "zero",
	plural.One:   "one",
	plural.Two:   "two",
	plural.Few:   "few",
	plural.Many:  "many",
	plural.Other: "other",
}

// limit is up to where plural rules are compared; all of CLDR's rules repeat
// within 1000 but for the millions of the Romance languages, which no count of
// ours reaches.
const limit = 1000

// known keeps the forms of each language by its CLDR tag: they are the same in every
// project.
var known sync.Map

// category gives the CLDR category of a whole number in a language.
func category(cldr language.Tag, n int) string {
	return categories[plural.Cardinal.MatchPlural(cldr, n, 0, 0, 0, 0)]
}

// pluralForms lists the categories that whole numbers have in a language, in
// the order of locale.Forms. A form that only fractions have is not for
// translators: no count of ours is a fraction.
func pluralForms(l locale.Locale) []string {
	if l.CLDR == "" {
		return []string{"other"}
	}
	if forms, ok := known.Load(l.CLDR); ok {
		return forms.([]string)
	}
	cldr, seen := language.MustParse(l.CLDR), map[string]bool{}
	for n := range limit {
		seen[category(cldr, n)] = true
	}
	forms := slices.DeleteFunc(slices.Clone(locale.Forms), func(f string) bool { return !seen[f] })
	known.Store(l.CLDR, forms)
	return forms
}

// counting is a way to count: the expression of gettext and the same in Go.
type counting struct {
	expression string
	index      func(n int) int
}

// pick gives the first index whose condition holds, else the number of conditions.
func pick(conditions ...bool) int {
	if i := slices.Index(conditions, true); i >= 0 {
		return i
	}
	return len(conditions)
}

// rules are the expressions of the gettext manual (section 11.2.6) and of CLDR
// as gettext writes them. A language takes the first one that counts as CLDR
// does, so that a new language needs no new row as long as it counts like one
// of these.
var rules = []counting{
	{"0", func(n int) int { return 0 }},
	{"n != 1", func(n int) int { return pick(n == 1) }},
	{"n > 1", func(n int) int { return pick(n <= 1) }},
	{"n%10!=1", func(n int) int { return pick(n%10 == 1) }},
	{"n%10!=1 || n%100==11", func(n int) int { return pick(n%10 == 1 && n%100 != 11) }},
	{"(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2)", func(n int) int {
		return pick(n%10 == 1 && n%100 != 11, n%10 >= 2 && n%10 <= 4 && (n%100 < 12 || n%100 > 14))
	}},
	{"(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5)", func(n int) int {
		return pick(n == 0, n == 1, n == 2, n%100 >= 3 && n%100 <= 10, n%100 >= 11)
	}},
	{"(n==1 ? 0 : n>=2 && n<=4 ? 1 : 2)", func(n int) int { return pick(n == 1, n >= 2 && n <= 4) }},
	{"(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2)", func(n int) int {
		return pick(n == 1, n%10 >= 2 && n%10 <= 4 && (n%100 < 12 || n%100 > 14))
	}},
	{"(n%100==1 ? 0 : n%100==2 ? 1 : n%100==3 || n%100==4 ? 2 : 3)", func(n int) int {
		return pick(n%100 == 1, n%100 == 2, n%100 == 3 || n%100 == 4)
	}},
	{"(n==1 ? 0 : n==0 || n%100>=1 && n%100<=19 ? 1 : 2)", func(n int) int {
		return pick(n == 1, n == 0 || n%100 >= 1 && n%100 <= 19)
	}},
	{"n%10==4 || n%10==6 || n%10==9", func(n int) int { return pick(n%10 != 4 && n%10 != 6 && n%10 != 9) }},
	{"(n==1 ? 0 : n==2 ? 1 : 2)", func(n int) int { return pick(n == 1, n == 2) }},
}

// pluralRule gives the gettext header of a language, such as
// "nplurals=2; plural=n != 1;". It reports false where no known rule counts as
// CLDR does.
func pluralRule(l locale.Locale) (string, bool) {
	if l.CLDR == "" {
		return "", false
	}
	forms, cldr := pluralForms(l), language.MustParse(l.CLDR)
	want := make([]int, limit)
	for n := range want {
		want[n] = slices.Index(forms, category(cldr, n))
	}
	for _, r := range rules {
		if !slices.ContainsFunc(numbers(limit), func(n int) bool { return r.index(n) != want[n] }) {
			return "nplurals=" + strconv.Itoa(len(forms)) + "; plural=" + r.expression + ";", true
		}
	}
	return "", false
}

// formsOf gives the plural form of each index of a PO file by the file's own rule,
// "nplurals=2; plural=n != 1;"; without one it is the rule that was sent out.
func formsOf(l locale.Locale, header string) (map[int]string, error) {
	out := map[int]string{}
	if strings.TrimSpace(header) == "" {
		for i, form := range pluralForms(l) {
			out[i] = form
		}
		return out, nil
	}
	if l.CLDR == "" {
		return nil, fmt.Errorf("the language %q is not known", clip(string(l.Tag)))
	}
	index, err := readCount(header)
	if err != nil {
		return nil, fmt.Errorf("the line Plural-Forms cannot be read: %w", err)
	}
	cldr := language.MustParse(l.CLDR)
	for n := range limit {
		i, form := index(n), category(cldr, n)
		if was, ok := out[i]; ok && was != form {
			return nil, fmt.Errorf(
				"the line Plural-Forms of the file counts otherwise than %s: %d has the form %s there, and one "+
					"text of the file is also that of %s",
				l.English,
				n,
				form,
				was,
			)
		}
		out[i] = form
	}
	return out, nil
}

// numbers lists 0 to n-1.
func numbers(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// complete adds the forms that only fractions have: they stay as they were if
// the translator changed nothing, else they take the text of the last form.
func complete(l locale.Locale, forms, old map[string]string) map[string]string {
	if len(forms) == 0 || forms["other"] != "" {
		return forms
	}
	same := true
	for form, text := range forms {
		same = same && old[form] == text
	}
	asked := pluralForms(l)
	last := forms[asked[len(asked)-1]]
	if last == "" {
		return forms
	}
	forms["other"] = last
	if same && old["other"] != "" {
		forms["other"] = old["other"]
	}
	return forms
}
