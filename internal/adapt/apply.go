package adapt

import (
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"

	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/disk"
	"pharos/internal/locale"
	"pharos/internal/number"
	"pharos/internal/picture"
	"pharos/internal/rule"
)

// work is one adaptation while it is applied.
type work struct {
	fsys fs.FS
	set  *campaign.Set
	a    *campaign.Adaptation
	c    *campaign.Country
	list diag.List
	// bodies are the names of those who sign, coordinate or answer in the base.
	bodies []string
}

// Apply changes a Set that was loaded with an adaptation into what the
// organisation makes: one country, its materials and languages, its messages. The
// findings name what is locked, what is not there, and what reads as a number.
// With one that stops, the Set is not to be used.
func Apply(set *campaign.Set, fsys fs.FS) diag.List {
	w := &work{fsys: fsys, set: set, a: set.Adaptation}
	i := slices.IndexFunc(set.Countries, func(c *campaign.Country) bool { return c.Code == w.a.Country })
	if i < 0 {
		w.bad(rule.AdaptCountry, "country", "", "the base has no country %q", w.a.Country).Hint = diag.Say(
			"Name one of: %s.",
			strings.Join(set.Codes(), ", "),
		)
		return w.list
	}
	if len(set.Locks) == 0 {
		w.list.Errorf(
			rule.AdaptBase,
			diag.Pos{File: campaign.LocksFile},
			"Get the base from the office again.",
			"the base has no locks",
		)
		return w.list
	}
	w.c = set.Countries[i]
	w.bodies = bodiesOf(set.Countries)
	set.Countries = set.Countries[i : i+1]
	w.organisation()
	w.texts()
	w.logo()
	w.templates()
	w.ground()
	w.languages()
	w.pages()
	w.messages()
	w.materials()
	return w.list
}

// bad adds an error about a value of adaptation.yaml.
func (w *work) bad(rule *diag.Rule, path string, hint, format diag.Format, args ...any) *diag.Finding {
	f := w.list.Errorf(rule, w.set.Places.At(campaign.AdaptationFile, path), hint, format, args...)
	f.Path = path
	return f
}

// word1 is an id that stands on sheets, in a batch: it has no digits, so that it
// holds no number.
var word1 = regexp.MustCompile(`^[a-z][a-z-]{1,30}$`)

// organisation sees that the name is one, and nobody else's.
func (w *work) organisation() {
	o := w.a.Organisation
	if !word1.MatchString(o.ID) || number.Beyond(o.ID, "") != "" || disk.Reserved(o.ID) {
		w.bad(
			rule.AdaptOrganisation,
			"organisation.id",
			"Use small letters a to z and hyphens.",
			"%q cannot be the id of an organisation",
			o.ID,
		)
	}
	w.named("organisation.english", o.English)
	for _, tag := range slices.Sorted(maps.Keys(o.Names)) {
		w.named("organisation.names."+string(tag), o.Names[tag])
	}
}

// named sees that a name is not that of a body that signs, coordinates or answers.
func (w *work) named(path, name string) {
	for _, t := range w.bodies {
		if locale.SameBody(name, t) {
			w.bad(rule.AdaptLocked, path, "", "%q reads like %q, which signs or answers here: senders are locked", name,
				t).Hint =
				diag.Say(
					"Use the organisation's own name. Who signs for %s: that body itself.",
					t,
				)
			return
		}
	}
}

// bodiesOf are the names of all bodies that sign, coordinate or answer, in every
// language and every country of the base.
func bodiesOf(countries []*campaign.Country) []string {
	var out []string
	add := func(english string, names map[locale.Tag]string) {
		for _, tag := range slices.Sorted(maps.Keys(names)) {
			out = append(out, names[tag])
		}
		out = append(out, english)
	}
	for _, c := range countries {
		add(c.Coordinator.English, c.Coordinator.Names)
		for _, s := range c.Senders {
			add(s.English, s.Names)
		}
		for _, h := range c.Hotlines {
			add(h.Operator.English, h.Operator.Names)
		}
	}
	return out
}

// texts sees that no line of the file holds a number or hidden characters.
func (w *work) texts() {
	o, p := w.a.Organisation, w.a.Partner
	w.text("organisation.english", o.English, 60)
	for path, m := range map[string]map[locale.Tag]string{"organisation.names": o.Names, "partner.line": p.Line,
		"partner.place": p.Place} {
		for _, tag := range slices.Sorted(maps.Keys(m)) {
			if _, ok := w.set.Languages.Lookup(tag); !ok {
				w.bad(
					rule.TextLanguage,
					path+"."+string(tag),
					"Use a tag of the table of languages.",
					"unknown language %q",
					tag,
				)
			}
			w.text(path+"."+string(tag), m[tag], 90)
		}
	}
	w.closed()
	if strings.TrimSpace(o.English) == "" {
		w.bad(rule.AdaptOrganisation, "organisation.english", "Write the name.", "the organisation has no name")
	}
}

// hiddenSigns turn text around or hide it.
var hiddenSigns = regexp.MustCompile(`[\x{200b}-\x{200f}\x{202a}-\x{202e}\x{2060}-\x{206f}\x{feff}\x{00ad}]`)

// text checks one line.
func (w *work) text(path, text string, most int) {
	w.figures(w.set.Places.At(campaign.AdaptationFile, path), path, text)
	if hiddenSigns.MatchString(text) || strings.ContainsAny(text, "<>\n\r\t") {
		w.bad(
			rule.AdaptText,
			path,
			"Write one line of plain text.",
			"%s holds hidden signs, markup or a second line",
			path,
		)
	}
	if n := len([]rune(text)); n > most {
		w.bad(rule.AdaptText, path, "Shorten it.", "%s has %d characters, and %d are the most", path, n, most)
	}
}

// numberLock is the lock on numbers in its plainest words. A base may word it
// anew; it holds also where the base lists no such lock.
var numberLock = campaign.Lock{
	ID:     "number",
	Reason: "a wrong number on paper can cost a life, and paper cannot be called back",
	Who:    "the coordinator's office, after test calls",
}

// figures sees that a text holds no figure that its base at the same place lacks, in
// whatever script or words. Several bases stand for one: any of them will do.
func (w *work) figures(pos diag.Pos, path, text string, bases ...string) bool {
	text = placeholders.ReplaceAllString(text, " ¦ ")
	n := number.Beyond(text, "")
	for _, base := range bases {
		if n != "" {
			n = number.Beyond(text, placeholders.ReplaceAllString(base, " ¦ "))
		}
	}
	if n != "" {
		w.numbered(pos, path, n)
	}
	return n == ""
}

// numbered is the finding about a telephone number.
func (w *work) numbered(pos diag.Pos, path, n string) {
	l := numberLock
	if i := slices.IndexFunc(w.set.Locks, func(l campaign.Lock) bool { return l.ID == numberLock.ID }); i >= 0 {
		l = w.set.Locks[i]
	}
	f := locked(l, pos, path, diag.Sentence{})
	f.Hint = diag.Say(
		"Take it out. House number, postal code, day and hours of your office have fields of their own: partner. "+
			"Who can change it: %s.",
		l.Who,
	)
	f.Message = diag.Say(
		"%s holds %q, which reads as a telephone number; an adaptation cannot add one: %s",
		path,
		n,
		l.Reason,
	)
	w.list.Add(f)
}

// logo reads the logo: its kind, its texts and its shape. What it shows is looked
// at when it is painted.
func (w *work) logo() {
	if w.a.Logo == "" {
		return
	}
	data, err := fs.ReadFile(w.fsys, w.a.Logo)
	if err != nil {
		w.bad(rule.AdaptLogo, "logo", "Put the file into the folder.", "the logo %q is not there", w.a.Logo)
		return
	}
	pos := diag.Pos{File: w.a.Logo}
	p, err := picture.Read(data)
	if err != nil {
		w.list.Errorf(
			rule.AdaptLogo,
			pos,
			"Save it anew as a plain drawing (SVG of shapes only) or as PNG.",
			"the logo cannot be used: %v",
			err,
		)
		return
	}
	if p.MediaType == picture.JPEG {
		w.list.Errorf(rule.AdaptLogo, pos, "Use SVG or PNG.", "a logo is no photograph")
	}
	for _, t := range p.Texts {
		switch {
		case p.MediaType == picture.SVG:
			w.figures(pos, "the text in the logo", t)
		default: // it is about the file, with the version of a program and the day, and nobody sees it
			if n := number.Suspect(stamps.ReplaceAllString(t, " ¦ "), nil); n != "" {
				w.numbered(pos, "the text in the logo", n)
			}
		}
	}
	w.a.LogoData = data
	wide, high := p.Aspect()
	if high <= 0 || wide <= 0 || wide > 4*high || high > 2*wide {
		w.list.Errorf(
			rule.AdaptLogo,
			pos,
			"Crop it, or use the other form of the logo.",
			"the logo is wider than four times its height or higher than twice its width",
		)
	}
	if p.MediaType != picture.SVG && min(wide, high) < leastPixels {
		w.list.Errorf(
			rule.AdaptLogo,
			pos,
			"Export it larger, or use SVG.",
			"the logo has %d x %d pixels; %d on the shorter side are the least",
			wide,
			high,
			leastPixels,
		)
	}
}

// stamps are days and times as programs write them into pictures: those of ISO 8601, of
// Exif with colons, and of letters (RFC 5322).
var stamps = regexp.MustCompile(`\b(?:(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])-|:(?:0[1-9]|1[0-2]):)(?:0[1-9]|[12]\d|3[01])` +
	`|(?:[12]?\d|3[01]) (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (?:19|20)\d\d)` +
	`(?:[T ][0-2]\d:[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z| ?[+-][01]\d:?[0-5]\d)?)?\b`)

// leastPixels prints 12 mm at 400 pixels per inch.
const leastPixels = 190

// languages adds those that the country lacks; all others of the base stay away.
func (w *work) languages() {
	// The own languages of the country stay in their order of law.
	var kept []campaign.Language
	var of []place
	for i, l := range w.c.Languages {
		if slices.Contains(w.a.Languages, l.Tag) {
			kept, of = append(kept, l), append(of, place{w.c.File(), fmt.Sprintf("languages[%d]", i)})
		}
	}
	for i, tag := range w.a.Languages {
		at := fmt.Sprintf("languages[%d]", i)
		if _, ok := w.set.Languages.Lookup(tag); !ok {
			w.bad(rule.TextLanguage, at, "Use a tag of the table of languages, such as fr.", "unknown language %q", tag)
			continue
		}
		if slices.ContainsFunc(kept, func(l campaign.Language) bool { return l.Tag == tag }) {
			continue
		}
		if w.set.Pages["start"][tag] == nil {
			w.a.Added = append(w.a.Added, tag)
		}
		kept, of = append(
			kept,
			campaign.Language{Tag: tag, Role: campaign.Newcomers},
		), append(
			of,
			place{campaign.AdaptationFile, at},
		)
	}
	w.c.Languages = kept
	w.moved(w.c.File(), "languages", of)
	w.c.Joint = slices.DeleteFunc(w.c.Joint, func(group []locale.Tag) bool {
		return slices.ContainsFunc(group, func(t locale.Tag) bool { return !slices.Contains(w.a.Languages, t) })
	})
	for i := range w.c.Languages {
		w.c.Languages[i].Equal = slices.DeleteFunc(
			w.c.Languages[i].Equal,
			func(t locale.Tag) bool { return !slices.Contains(w.a.Languages, t) },
		)
	}
}

// pages sees that no page that the adaptation brings, in a language that the base
// lacks, holds a number.
func (w *work) pages() {
	for _, name := range slices.Sorted(maps.Keys(w.set.Pages)) {
		for _, tag := range w.a.Languages {
			p := w.set.Pages[name][tag]
			if p == nil || !w.brought(p.File) {
				continue
			}
			said := pageText(w.set.Pages[name][locale.Source])
			for _, text := range []string{p.Title, p.Summary} {
				w.figures(diag.Pos{File: p.File}, "the head of the page", text, said)
			}
			for _, s := range p.Passages {
				w.figures(s.Pos, "the page "+name, s.Text, said)
			}
		}
	}
}

// pageText is all that a page says; empty where there is none.
func pageText(p *campaign.Page) string {
	if p == nil {
		return ""
	}
	out := []string{p.Title, p.Summary}
	for _, s := range p.Passages {
		out = append(out, s.Text)
	}
	return strings.Join(out, " ¦ ")
}

// brought reports whether a file is the adaptation's own, not the base's.
func (w *work) brought(file string) bool {
	p, ok := w.fsys.(interface{ Own(name string) bool })
	return !ok || p.Own(file)
}

var ownID = regexp.MustCompile(`^[a-z][a-z0-9-]*(\.[a-z0-9-]+)+$`)

// placeholders are filled by the program and hold no number of the adaptation.
var placeholders = regexp.MustCompile(`\{\{[^}]*\}\}`)
