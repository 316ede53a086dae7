package exchange

import (
	"slices"
	"strings"
	"unicode/utf8"

	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/made"
	"pharos/internal/rule"
)

// Options says who sends a file and how it is taken in.
type Options struct {
	// By is the translator's name, Reviewer that of the person who compared the
	// texts with the source; one of them is needed.
	By, Reviewer string
	// Date is the day, YYYY-MM-DD.
	Date string
	// Done is true where the sender says that every text of the file is
	// finished, for tools that keep no states.
	Done bool
	// Lay lays the sheets out with new texts, by id and plural form, and gives the
	// places where one does not fit; nil judges by the limits alone.
	Lay func(texts map[string]map[string]string) ([]made.Room, error)
	// Length counts the characters of a text as printed; nil counts a
	// placeholder as ten.
	Length func(text string) int
}

// Change is one text or state to be written.
type Change struct {
	Unit
	// Forms is the new target, nil where only the state changes.
	Forms map[string]string
	// New is the new record.
	New locale.Review
	// Base is the source the target was made from.
	Base map[string]string
}

// Report is what became of a returned file: every text is counted once.
type Report struct {
	Locale locale.Locale
	// Translated and Reviewed were taken in with that state, Drafts were taken
	// in as drafts, Unchanged are as they were, Empty came back without a text,
	// Refused are left as they were.
	Translated, Reviewed, Drafts, Unchanged, Empty, Refused int
	// Open are those of Unchanged that came back without a mark of being finished.
	Open     int
	Changes  []Change
	Findings diag.List
}

// Taken is the number of texts that were taken in.
func (r *Report) Taken() int { return r.Translated + r.Reviewed + r.Drafts }

// take judges what came back against the project as it is now. Nothing is
// written.
func (b *Book) take(d *Document, o Options) *Report {
	if o.Length == nil {
		o.Length = plainLength
	}
	r := &Report{Locale: d.Locale}
	now := map[string]Unit{}
	r.Findings = b.each(d.Locale.Tag, func(u Unit) { now[u.ID] = u })
	seen := map[string]bool{}
	for _, got := range named(d.Units, now) {
		cur, known := now[got.ID]
		switch {
		case !known && b.has(got.ID):
			r.refuse(got, wrong(rule.AdaptLocked, "Take it out; its office has it translated.",
				"the text is the base's in this language, and an adaptation cannot change it"))
		case !known:
			r.refuse(
				got,
				wrong(
					rule.TranslateUnknown,
					"Ask for a new file; a tool that gives texts ids of its own has to keep ours in resname.",
					"the project has no text with this id (any more)",
				),
			)
		case seen[got.ID]:
			r.refuse(
				got,
				wrong(rule.TranslateTwice, "Keep one of the two.", "the text stands in the file a second time"),
			)
		default:
			seen[got.ID] = true
			r.take(cur, got, o)
		}
	}
	b.wholePages(r)
	return r
}

// has reports whether the project has a text, in whatever language.
func (b *Book) has(id string) bool {
	return slices.ContainsFunc(b.sources, func(u Unit) bool { return u.ID == id })
}

// named finds texts to which a tool gave ids of its own by the ids that it kept beside.
func named(units []Unit, now map[string]Unit) []Unit {
	var out []Unit
	at := map[string]int{}
	for _, u := range units {
		_, known := now[u.ID]
		if _, alias := now[u.Alias]; !known && alias {
			u.ID = u.Alias
		} else if id, form, ok := cutForm(u.Alias, ""); ok && !known && now[id].ID != "" {
			if !u.Plural {
				u.Source, u.Target = u.as(form)
			}
			u.ID, u.Plural = id, true
			if i, there := at[id]; there {
				out[i].add(u)
				continue
			}
			at[id] = len(out)
		}
		out = append(out, u)
	}
	return out
}

// as gives the texts of a unit as those of a plural form.
func (u Unit) as(form string) (source, target map[string]string) {
	source, target = map[string]string{form: u.Source["other"]}, map[string]string{}
	if text := u.Target["other"]; text != "" {
		target[form] = text
	}
	return source, target
}

// plainLength counts a placeholder as ten characters.
func plainLength(text string) int {
	n := 0
	for _, p := range pieces(text) {
		if p.id != "" {
			n += 10
		} else {
			n += utf8.RuneCountInString(p.text)
		}
	}
	return n
}

// refuse counts and explains a text that is not taken in.
func (r *Report) refuse(u Unit, f *fault) {
	r.Refused++
	r.say(diag.Error, u, f.rule, "", "%s is refused: %s", clip(u.ID), f.message).Hint = f.hint
}

// say adds a finding at the unit's place in the translator's file.
func (r *Report) say(s diag.Severity, u Unit, rule *diag.Rule, hint, format diag.Format, args ...any) *diag.Finding {
	f := r.Findings.Errorf(rule, u.Pos, hint, format, args...)
	f.Gate, f.Severity, f.Path = diag.Release, s, clip(u.ID)
	return f
}

// take decides about one text.
func (r *Report) take(cur, got Unit, o Options) {
	cur.Pos = got.Pos
	got.align(cur, r.Locale)
	if r.Locale.Tag == locale.Source {
		r.read(cur, got, o)
		return
	}
	switch {
	case len(got.Target) == 0, got.Untouched && !o.Done && got.copied():
		r.Empty++
		return
	case got.Half:
		r.refuse(got, wrong(rule.TranslateHalf, "Translate every part of it, then send it again.",
			"a part of the text has no translation"))
		return
	}
	same := equal(got.Target, cur.Target)
	if !same {
		if f := refusal(r.Locale, cur, got, o); f != nil {
			r.refuse(got, f)
			return
		}
	}
	base, fresh := got.base(cur)
	c := Change{Unit: cur, New: r.record(cur, got, o, same, fresh), Base: base}
	if !same {
		c.Forms = got.Target
	}
	old := cur.Review
	old.Date, old.Pos = c.New.Date, c.New.Pos
	if same && (cur.Derived || !fresh || old == c.New) {
		r.Unchanged++
		if !got.Done() && !o.Done && !cur.Derived && cur.State != locale.Reviewed {
			r.Open++
		}
		return
	}
	r.spaces(c)
	r.count(c, fresh, o)
}

// count adds a change to the report.
func (r *Report) count(c Change, fresh bool, o Options) {
	if c.New.Source == "" {
		c.New.Source = locale.Fingerprint(c.Base)
	}
	r.Changes = append(r.Changes, c)
	switch c.New.State {
	case locale.Reviewed:
		r.Reviewed++
	case locale.Translated:
		r.Translated++
	default:
		r.Drafts++
	}
	if !fresh {
		r.say(diag.Warning, c.Unit, rule.TranslateStale, "Compare it with the new source and send it again.",
			"%s is kept as a stale draft: the source was %q when the file was made and is now %q",
			c.ID, clip(c.Base["other"]), clip(c.Source["other"]))
	}
}

// copied reports whether every form is the source, as tools fill in what nobody
// translated yet.
func (u Unit) copied() bool {
	for form, text := range u.Target {
		if text != strings.TrimSpace(u.SourceOf(form)) {
			return false
		}
	}
	return true
}

// align brings a returned text into the form of the project's: fractions'
// forms, white space at the ends, line ends of pages.
func (u *Unit) align(cur Unit, l locale.Locale) {
	for form, text := range u.Target {
		if cur.Target[form] == text {
			continue
		}
		text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
		if cur.Page() {
			text = strings.Join(strings.Fields(text), " ")
		}
		u.Target[form] = text
		if text == "" {
			delete(u.Target, form)
		}
	}
	if cur.Plural {
		u.Target = complete(l, u.Target, cur.Target)
	}
}

// base gives the source that the returned text was made from, and whether it is
// the source of today.
func (u Unit) base(cur Unit) (map[string]string, bool) {
	if u.SourcePrint == cur.SourcePrint || u.SourcePrint == "" && sameSource(u.Source, cur.Source) {
		return cur.Source, true
	}
	src := u.Source
	if src["one"] == src["other"] && !cur.Plural {
		src = map[string]string{"other": src["other"]}
	}
	return src, false
}

// sameSource compares a source as a format gives it back, with a form for each
// form of the target, with the project's.
func sameSource(file, cur map[string]string) bool {
	for form, text := range file {
		if formOr(cur, form) != text {
			return false
		}
	}
	return len(file) > 0
}

// refusal gives the reason not to take a changed text in.
func refusal(l locale.Locale, cur, got Unit, o Options) *fault {
	u := cur
	u.Target = got.Target
	if _, fresh := got.base(cur); !fresh && len(got.Source) > 0 {
		u.Source = got.Source // facts are compared with what the translator saw
	}
	for _, form := range u.Forms(l) {
		if got.Target[form] == "" {
			return &fault{rule.TranslatePlural, diag.Say("the plural form %s is empty", form),
				diag.Say("Fill in all plural forms: %s.", strings.Join(u.Forms(l), ", "))}
		}
	}
	if extra := slices.DeleteFunc(
		slices.Clone(locale.Forms),
		func(f string) bool { return got.Target[f] == "" || f == "other" || cur.Plural },
	); len(
		extra,
	) > 0 {
		return wrong(
			rule.TranslatePlural,
			"Keep the form of the source.",
			"the text has plural forms and its source has none",
		)
	}
	if f := faultOf(l, u); f != nil {
		return f
	}
	if cur.Page() {
		if cur.Derived {
			return wrong(rule.TranslateDerived, "Correct the text there.", "the page is transliterated from %s", l.From)
		}
		return pageFault(l, got.Target["other"])
	}
	return conflict(cur, got, o)
}

// conflict finds texts that were changed in the project since the export.
func conflict(cur, got Unit, o Options) *fault {
	const hint = "Ask for a new file, or correct the text there."
	switch {
	case cur.Missing() || locale.SamePerson(cur.Review.Translator, o.By):
		return nil
	case got.SourcePrint == "":
		if cur.State == locale.Reviewed {
			return wrong(
				rule.TranslateConflict,
				hint,
				"the text in the project is reviewed, and the file no longer says which text it was made from",
			)
		}
		return nil
	case got.TargetPrint != cur.TargetPrint:
		return wrong(
			rule.TranslateConflict,
			hint,
			"the text in the project was changed since the file was made and is now %q",
			clip(cur.Target["other"]),
		)
	}
	return nil
}
