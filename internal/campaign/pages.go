package campaign

import (
	"maps"
	"slices"

	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/rule"
	"pharos/internal/tree"
)

// pages adds the jobs for content/<tag>/<name>.md.
func (l *loader) pages() {
	for _, e := range l.dir("content") {
		tag, dir := e.Name(), "content/"+e.Name()
		if !l.isDir(dir, e) || !l.known(tag, dir) {
			continue
		}
		states := l.states(dir, ".md")
		for _, name := range l.names(dir, ".md", stateEnding) {
			l.page(name, locale.Tag(tag), dir+"/"+name+".md", states)
		}
	}
}

// page adds the job for one page and its state file.
func (l *loader) page(name string, tag locale.Tag, file string, states map[string]bool) {
	if !audienceName.MatchString(name) {
		l.list.Errorf(
			rule.FileName,
			diag.Pos{File: file},
			"Use small letters, digits and hyphens.",
			"%q cannot be the name of a page",
			name,
		)
		return
	}
	l.file(file, func(data []byte) func() {
		state, list, err := l.state(file, states)
		made := recall(l.memory, file, data, state, func() pageRead {
			p, head, list := ParsePage(name, tag, file, data)
			if state != nil {
				reviews, more := locale.ParseStates(locale.StateFile(file), state)
				list = append(list, append(more, p.review(reviews)...)...)
			}
			return pageRead{p, head, list}
		})
		return func() {
			l.list = append(append(l.list, made.list...), list...)
			if err != nil {
				l.errs = append(l.errs, err)
			}
			l.set.Places[file] = made.head
			if l.set.Pages[name] == nil {
				l.set.Pages[name] = map[locale.Tag]*Page{}
			}
			l.set.Pages[name][tag] = made.page.copy()
		}
	})
}

// pageRead is a parsed page, the tree of its head and what was found in it.
type pageRead struct {
	page *Page
	head *tree.Node
	list diag.List
}

// review gives the passages their states: the keys of a page's state file are
// title, summary and the passages' ids.
func (p *Page) review(reviews map[string]locale.Review) diag.List {
	take := func(id string) locale.Review {
		r, ok := reviews[id]
		if !ok {
			return locale.Review{State: locale.Draft}
		}
		delete(reviews, id)
		return r
	}
	p.TitleReview, p.SummaryReview = take("title"), take("summary")
	for i := range p.Passages {
		p.Passages[i].Review = take(p.Passages[i].ID)
	}
	var list diag.List
	for id, r := range reviews {
		list.Warnf(rule.TextState, r.Pos, "Delete the entry.", "%s has a state but no text", id)
	}
	return list
}

// Fingerprint of one text without plural forms, as for messages.
func fingerprint(text string) string { return locale.Fingerprint(map[string]string{"other": text}) }

// tie gives every translation of a page the safety classes of the English one
// and says what is stale; then it makes the transliterated pages.
func (l *loader) tie(pages map[locale.Tag]*Page) {
	source, prints := pages[locale.Source], []string(nil)
	if source != nil {
		prints = source.prints()
	}
	for _, tag := range slices.Sorted(maps.Keys(pages)) {
		p := pages[tag]
		p.draft()
		if source != nil {
			p.compare(source, prints)
		}
	}
	for _, row := range l.set.Languages.All() {
		if from := pages[row.From]; from != nil && pages[row.Tag] == nil && row.By == locale.ByLatin {
			pages[row.Tag] = from.made(row)
		}
	}
}

// draft fills the states that no file gives.
func (p *Page) draft() {
	for _, r := range []*locale.Review{&p.TitleReview, &p.SummaryReview} {
		if r.State == "" {
			r.State = locale.Draft
		}
	}
	for i := range p.Passages {
		if p.Passages[i].Review.State == "" {
			p.Passages[i].Review.State = locale.Draft
		}
	}
}

// prints are the fingerprints of a page's title, its summary and its passages.
func (p *Page) prints() []string {
	out := []string{fingerprint(p.Title), fingerprint(p.Summary)}
	for _, s := range p.Passages {
		out = append(out, fingerprint(s.Text))
	}
	return out
}

// compare takes classes from the English page, of which prints are given, and finds
// stale texts.
func (p *Page) compare(source *Page, prints []string) {
	stale := func(r locale.Review, text, english string) bool {
		own := ""
		if r.Text != "" {
			own = fingerprint(text)
		}
		return r.Stale(english, own, p == source)
	}
	p.TitleStale = stale(p.TitleReview, p.Title, prints[0])
	p.SummaryStale = stale(p.SummaryReview, p.Summary, prints[1])
	for i := range p.Passages {
		if i < len(source.Passages) {
			t, s := &p.Passages[i], &source.Passages[i]
			t.NeedsLine = s.NeedsLine
			t.Class, t.Stale = s.Class, stale(t.Review, t.Text, prints[2+i])
		}
	}
}

// made is this page in a language that is made from its own.
func (p *Page) made(l locale.Locale) *Page {
	out := *p
	out.Tag, out.Derived = l.Tag, true
	out.Title, out.Summary = l.Make(p.Title), l.Make(p.Summary)
	out.Passages = slices.Clone(p.Passages)
	for i := range out.Passages {
		out.Passages[i].Text = l.Make(out.Passages[i].Text)
	}
	return &out
}

// AddPseudo gives every country a pseudo language with all messages and pages,
// as if it were one of its own; all of it is a draft.
func (s *Set) AddPseudo(l locale.Locale) {
	s.Catalogue.AddPseudo(l.Tag)
	for _, pages := range s.Pages {
		if from := pages[l.From]; from != nil {
			p := from.made(l)
			p.TitleReview, p.SummaryReview = locale.Review{State: locale.Draft}, locale.Review{State: locale.Draft}
			for i := range p.Passages {
				p.Passages[i].Review, p.Passages[i].Stale = locale.Review{State: locale.Draft}, false
			}
			pages[l.Tag] = p
		}
	}
	for _, c := range s.Countries {
		c.Languages = append(
			c.Languages,
			Language{Tag: l.Tag, Role: Required, Backed: Backed{Mark: MarkU, Note: "pseudo"}},
		)
	}
}
