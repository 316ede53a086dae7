package compare

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"pharos/internal/adapt"
	"pharos/internal/build"
	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/proof"
	"pharos/internal/release"
)

// said are the texts of a release by what they are called: a message and its
// language, or a passage of a page and its language.
type said map[string]string

// saidIn reads the definitions that a release was made of; nothing where it holds
// none. A text that the program brings along is that of the program that runs.
// With them comes the release's table of languages.
func saidIn(o build.Options, dir string) (said, *locale.Table) {
	out := said{}
	files, _, err := adapt.OpenBase(o.Defaults, "", dir)
	if err != nil {
		return out, locale.Builtin()
	}
	defer files.Close()
	set, _, err := campaign.Load(files)
	if err != nil {
		return out, locale.Builtin()
	}
	for _, tag := range set.Catalogue.Tags() {
		for _, id := range set.Catalogue.IDs(tag) {
			m, _ := set.Catalogue.Message(tag, id)
			m.Each(func(form, value string, _ diag.Pos) {
				name := id
				if form != "other" {
					name += " (" + form + ")"
				}
				out[name+" in "+string(tag)] = value
			})
		}
	}
	for name, tags := range set.Pages {
		for tag, p := range tags {
			of := " of page " + name + " in " + string(tag)
			out["title"+of], out["summary"+of] = p.Title, p.Summary
			for _, ps := range p.Passages {
				out[ps.ID+of] = ps.Text
			}
		}
	}
	return out, set.Languages
}

// texts says which texts changed, by id and language, in the languages of the site.
func (d *Diff) texts(a, b said) {
	names := changed(a, b)
	slices.Sort(names)
	for _, name := range names {
		switch was, had := a[name]; {
		case !had:
			d.say("text %s is new: %q", name, b[name])
		case b[name] == "":
			d.say("text %s is gone; it was %q", name, was)
		default:
			d.say("text %s was %q and is %q", name, was, b[name])
		}
	}
}

// rewording is one thing that reads differently on some pages.
type rewording struct{ was, is string }

// pages says what reads differently on the pages of the site, each change once with
// the pages that have it.
func (d *Diff) pages() error {
	a, b := d.listed(d.Old, ".html"), d.listed(d.New, ".html")
	on := map[rewording][]string{}
	var unseen []string // pages that read alike and are not
	names := changed(a, b)
	slices.Sort(names)
	for _, name := range names {
		if name == release.PageName || strings.HasPrefix(name, "print/") {
			continue // the check page changes with every release, a badge with its sheet
		}
		found, err := d.reads(name, a[name], b[name])
		if err != nil {
			return err
		}
		for _, c := range found {
			on[c] = append(on[c], name)
		}
		if len(found) > 0 {
			continue
		}
		same, err := d.alike(name, a[name], b[name])
		if err != nil {
			return err
		}
		if same {
			d.editionPages++
		} else {
			unseen = append(unseen, name)
		}
	}
	all := slices.SortedFunc(maps.Keys(on), func(x, y rewording) int {
		return cmp.Or(cmp.Compare(on[x][0], on[y][0]), cmp.Compare(x.was, y.was), cmp.Compare(x.is, y.is))
	})
	for _, c := range all {
		switch {
		case strings.HasPrefix(c.was, "<") && strings.HasPrefix(c.is, "<"):
			d.say("%s: the code to copy differs", some(on[c]))
		case c.was == "":
			d.say("%s: %q is new", some(on[c]), c.is)
		case c.is == "":
			d.say("%s: %q is gone", some(on[c]), c.was)
		default:
			d.say("%s: %q is now %q", some(on[c]), c.was, c.is)
		}
	}
	if len(unseen) > 0 {
		d.say("%s: links, pictures or code differ; the words do not", some(unseen))
	}
	return nil
}

// some names up to three pages.
func some(names []string) string {
	const most = 3
	if len(names) <= most {
		return "page " + strings.Join(names, ", ")
	}
	return fmt.Sprintf("page %s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}

// reads compares what a page says before and after, but for the edition.
func (d *Diff) reads(name, was, is string) ([]rewording, error) {
	left, err := d.passages(d.before, name, was, d.oldEdition)
	if err != nil {
		return nil, err
	}
	right, err := d.passages(d.after, name, is, d.newEdition)
	if err != nil {
		return nil, err
	}
	switch {
	case was == "":
		return []rewording{{"", "the page"}}, nil
	case is == "":
		return []rewording{{"the page", ""}}, nil
	}
	gone, come := without(left, right), without(right, left)
	var out []rewording
	for i := range max(len(gone), len(come)) {
		var c rewording
		if i < len(gone) {
			c.was = gone[i]
		}
		if i < len(come) {
			c.is = come[i]
		}
		out = append(out, c)
	}
	return out, nil
}

// alike reports whether a page is the same but for the edition and the sizes of files.
func (d *Diff) alike(name, was, is string) (bool, error) {
	left, err := readListed(d.before, name, was)
	if err != nil {
		return false, err
	}
	right, err := readListed(d.after, name, is)
	plain := func(page []byte, edition *strings.Replacer) string {
		return fileSizes.ReplaceAllString(digests.ReplaceAllString(edition.Replace(string(page)), "…"), "…")
	}
	return plain(left, d.oldEdition) == plain(right, d.newEdition), err
}

// passages reads the texts of a page, with a sign in place of the edition.
func (d *Diff) passages(dir, name, sum string, edition *strings.Replacer) ([]string, error) {
	if sum == "" {
		return nil, nil
	}
	data, err := readListed(dir, name, sum)
	if err != nil {
		return nil, err
	}
	out, err := proof.Passages(data)
	for i := range out {
		out[i] = digests.ReplaceAllString(edition.Replace(out[i]), "…")
	}
	return out, err
}

// without gives the texts of a list that another lacks, each as often as it is
// missing there.
func without(a, b []string) []string {
	left := map[string]int{}
	for _, s := range b {
		left[s]++
	}
	var out []string
	for _, s := range a {
		if left[s]--; left[s] < 0 {
			out = append(out, s)
		}
	}
	return out
}

// editionOf replaces what every edition changes: its date, its last day and the
// beginning of its batch ids, as pages have them and as letters stand on a sheet.
func editionOf(m *release.Manifest, languages *locale.Table) *strings.Replacer {
	var pairs []string
	add := func(text, sign string) {
		if text == "" {
			return
		}
		tight := []rune(strings.Join(strings.Fields(text), ""))
		turned := slices.Clone(tight)
		slices.Reverse(turned)
		pairs = append(pairs, text, sign, string(tight), sign, string(turned), sign)
	}
	for _, day := range []struct{ date, sign string }{{m.Edition, "‹edition›"}, {m.Expires, "‹last day›"}} {
		add(day.date, day.sign)
		for _, l := range languages.All() {
			if text, err := languages.Date(l.Tag, day.date); err == nil {
				add(text, day.sign)
			}
		}
	}
	add(fmt.Sprintf("%s-%d-", m.Country, m.Number), "‹batch›")
	return strings.NewReplacer(pairs...)
}
