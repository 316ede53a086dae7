package exchange

import (
	"path"
	"slices"
	"strings"

	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/made"
	"pharos/internal/rule"
)

// record gives the new record of a text: translated with the translator's
// name; reviewed only with a reviewer's name, who for rights, promises and law
// is another person than the translator.
func (r *Report) record(cur, got Unit, o Options, same, fresh bool) locale.Review {
	old := cur.Review
	if same && !cur.Stale && cur.Done() && o.Reviewer == "" {
		return old
	}
	done := fresh && (got.Done() || o.Done) && r.fits(cur, got, o)
	if same && !done {
		return old
	}
	out := locale.Review{State: locale.Draft, Translator: o.By, Date: o.Date, Source: cur.SourcePrint}
	if out.Translator == "" {
		out.Translator = o.Reviewer
	}
	if same && old.Translator != "" {
		out.Translator = old.Translator
	}
	if same {
		out.Back = old.Back
	}
	if !fresh {
		out.Source = locale.Fingerprint(baseOf(got, cur))
	}
	if done {
		out.State = locale.Translated
		r.review(&out, cur, got, o)
	}
	if same && old.State == locale.Reviewed && !cur.Stale && out.State != locale.Reviewed {
		return old // a second import never takes a review away
	}
	return out
}

// read takes an English text in that somebody read: as it is, or not at all, since
// English is changed in the project's own files.
func (r *Report) read(cur, got Unit, o Options) {
	same, fresh := equal(got.Target, cur.Target), got.SourcePrint == "" || got.SourcePrint == cur.SourcePrint
	settled := cur.State == locale.Reviewed && !cur.Stale && locale.SamePerson(cur.Review.Reviewer, o.Reviewer)
	switch {
	case len(got.Target) == 0:
		r.Empty++
		return
	case !same || !fresh:
		r.refuse(got, wrong(rule.TranslateConflict, "Write it in the project's file, and have it read there.",
			"the English text in the project is another one, %q", cur.Target["other"]))
		return
	case !got.Done() && !o.Done && !settled:
		r.Unchanged++
		r.Open++
		return
	case settled || o.Reviewer == "" || !r.fits(cur, got, o):
		r.Unchanged++
		return
	}
	c := Change{Unit: cur, Base: cur.Source}
	if c.New = readBy(cur, o.Reviewer, o.Date); c.New.Alone(cur.Class) {
		r.say(diag.Warning, cur, rule.TranslateTwo, "Let a second person read it.",
			"%s is kept as it was: author and reviewer of a text about a %s are two people", cur.ID, cur.Class)
		r.Unchanged++
		return
	}
	r.Changes = append(r.Changes, c)
	r.Reviewed++
}

// readBy is the record of an English text that somebody read.
func readBy(u Unit, reviewer, date string) locale.Review {
	was := u.Review
	return locale.Review{State: locale.Reviewed, Translator: was.Translator, Reviewer: reviewer, Date: date,
		Text: u.TargetPrint, Back: was.Back}
}

// baseOf is the source that the returned text was made from.
func baseOf(got, cur Unit) map[string]string {
	src, _ := got.base(cur)
	return src
}

// review adds the reviewer where two people stand behind the text.
func (r *Report) review(out *locale.Review, cur, got Unit, o Options) {
	if o.Reviewer == "" {
		return
	}
	if cur.Class.TwoPeople() && locale.SamePerson(out.Translator, o.Reviewer) {
		r.say(
			diag.Warning,
			cur,
			rule.TranslateTwo,
			"Let a second person compare it with the source.",
			"%s is kept as translated: translator and reviewer of a text about a %s are two people",
			cur.ID,
			cur.Class,
		)
		return
	}
	out.State, out.Reviewer, out.Text = locale.Reviewed, o.Reviewer, locale.Fingerprint(got.Target)
}

// fits reports whether a new text keeps the limit; one that does not is kept
// as a draft and shown.
func (r *Report) fits(cur, got Unit, o Options) bool {
	for _, form := range locale.Forms {
		text, ok := got.Target[form]
		if n := o.Length(text); ok && cur.Max > 0 && n > cur.Max {
			r.say(
				diag.Warning,
				cur,
				rule.TranslateLong,
				"Shorten it and send it again.",
				"%s is kept as a draft: it has about %d characters as printed, %d fit: %q",
				cur.ID,
				n,
				cur.Max,
				clip(text),
			)
			return false
		}
	}
	return true
}

// lay keeps new texts as drafts that do not fit on a sheet, although the limit, which
// was measured with typical text, allows them.
func (r *Report) lay(o Options) error {
	texts := map[string]map[string]string{}
	for _, c := range r.Changes {
		if c.Room != nil && c.New.State != locale.Draft {
			texts[c.ID] = c.text()
		}
	}
	if o.Lay == nil || len(texts) == 0 {
		return nil
	}
	over, err := o.Lay(texts)
	if err != nil {
		return err
	}
	var kept []Change
	for _, c := range r.Changes {
		at := slices.IndexFunc(
			over,
			func(room made.Room) bool { return room.Message == c.ID && room.Language == r.Locale.Tag },
		)
		if at >= 0 && texts[c.ID] != nil {
			r.uncount(c)
			r.tooLong(c, over[at])
			if c.Forms == nil { // a text that was there before stays as it is on record
				r.Unchanged++
				continue
			}
			r.Drafts++
			c.New.State, c.New.Reviewer, c.New.Text = locale.Draft, "", ""
		}
		kept = append(kept, c)
	}
	r.Changes = kept
	return nil
}

// text is the text of a change, whether it is new or not.
func (c Change) text() map[string]string {
	if c.Forms != nil {
		return c.Forms
	}
	return c.Target
}

// tooLong says on which sheet a text does not fit.
func (r *Report) tooLong(c Change, over made.Room) {
	const hint = "Shorten it and send it again."
	sheet, country, text := path.Base(over.Sheet), strings.ToUpper(over.Country), clip(over.Text)
	if c.Forms == nil && c.State != locale.Draft {
		r.say(
			diag.Warning,
			c.Unit,
			rule.TranslateLong,
			hint,
			"%s is not taken as reviewed: it does not fit on %s of %s, even in the smallest type: %q",
			c.ID,
			sheet,
			country,
			text,
		)
		return
	}
	r.say(diag.Warning, c.Unit, rule.TranslateLong, hint,
		"%s is kept as a draft: it does not fit on %s of %s, even in the smallest type: %q", c.ID, sheet, country, text)
}

// wholePages refuses the passages of a page that the language does not have
// yet, unless the page comes whole: half a page is not shown to anybody.
func (b *Book) wholePages(r *Report) {
	want, have := map[string]int{}, map[string]int{}
	for _, u := range b.sources {
		if u.Page() {
			name, _ := splitPage(u.ID)
			want[name]++
		}
	}
	for _, c := range r.Changes {
		if c.Page() {
			name, _ := splitPage(c.ID)
			have[name]++
		}
	}
	r.Changes = slices.DeleteFunc(r.Changes, func(c Change) bool {
		if !c.Page() {
			return false
		}
		name, _ := splitPage(c.ID)
		if b.set.Pages[name][r.Locale.Tag] != nil || have[name] == want[name] {
			return false
		}
		r.uncount(c)
		r.refuse(c.Unit, wrong(
			rule.TranslatePage,
			"Send the page when every passage is translated.",
			"the page %s does not exist in the language yet and came with %d of %d passages",
			name,
			have[name],
			want[name],
		))
		return true
	})
}

// uncount takes a change out of the counts.
func (r *Report) uncount(c Change) {
	switch c.New.State {
	case locale.Reviewed:
		r.Reviewed--
	case locale.Translated:
		r.Translated--
	default:
		r.Drafts--
	}
}
