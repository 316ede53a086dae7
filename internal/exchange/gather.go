package exchange

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"pharos/internal/adapt"
	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/made"
	"pharos/internal/rule"
)

// Book is the source side of every text of a Set, gathered once and used for
// any number of languages.
type Book struct {
	set     *campaign.Set
	sources []Unit
	// pages are the English pages by name.
	pages map[string]*campaign.Page
	// places is what the layout measured; see Measured.
	places places
	// own reports whether a file is the folder's own; nil where all of them are.
	own func(file string) bool
}

// texts are the English texts that have a translation of their own in a language: all
// of a project, and in an adaptation those that it may write there.
func (b *Book) texts(tag locale.Tag) []Unit {
	if b.set.Adaptation == nil {
		return b.sources
	}
	pages := tag != locale.Source && !b.speaks(tag)
	var out []Unit
	for _, u := range b.sources {
		if u.Page() && pages || !u.Page() && adapt.May(b.set, tag, u.ID) {
			out = append(out, u)
		}
	}
	return out
}

// speaks reports whether the base of an adaptation has pages in a language: those are
// its office's.
func (b *Book) speaks(tag locale.Tag) bool {
	for _, pages := range b.set.Pages {
		if p := pages[tag]; p != nil && (p.Derived || b.own != nil && !b.own(p.File)) {
			return true
		}
	}
	return false
}

// folder is the folder under campaigns/ that holds a message file; what an adaptation
// brings itself has the name of its organisation.
func (b *Book) folder(file string) string {
	if a := b.set.Adaptation; a != nil && path.Dir(file) == campaign.OwnMessages {
		return a.Organisation.ID
	}
	return path.Base(path.Dir(path.Dir(file)))
}

// messageFile is the file of a language's messages of a catalogue.
func (b *Book) messageFile(catalogue string, tag locale.Tag) string {
	if b.set.Adaptation != nil {
		return path.Join(campaign.OwnMessages, string(tag)+".yaml")
	}
	return path.Join("campaigns", catalogue, "messages", string(tag)+".yaml")
}

// Open gathers the English texts: messages in the order of their files, then
// the passages of the pages.
func Open(set *campaign.Set) *Book {
	b := &Book{set: set, pages: map[string]*campaign.Page{}}
	ids := set.Catalogue.IDs(locale.Source)
	list := make([]locale.Message, 0, len(ids))
	for _, id := range ids {
		m, _ := set.Catalogue.Message(locale.Source, id)
		list = append(list, m)
	}
	slices.SortStableFunc(list, func(a, b locale.Message) int {
		return cmp.Or(
			cmp.Compare(a.Pos.File, b.Pos.File),
			cmp.Compare(a.Pos.Line, b.Pos.Line),
			cmp.Compare(a.Pos.Column, b.Pos.Column),
		)
	})
	b.sources = make([]Unit, 0, len(list))
	for _, m := range list {
		b.sources = append(
			b.sources,
			Unit{
				ID:          m.ID,
				Catalogue:   b.folder(m.Pos.File),
				Source:      m.Forms,
				Plural:      m.Plural(),
				SourcePrint: locale.Fingerprint(m.Forms),
				Where:       m.Where,
				Fact:        m.Fact,
				Note:        m.Note,
				Max:         m.Max,
				Class:       m.Class,
				File:        m.Pos.File,
			},
		)
	}
	for _, name := range slices.Sorted(maps.Keys(set.Pages)) {
		if p := set.Pages[name][locale.Source]; p != nil {
			b.pages[name] = p
			b.sources = append(b.sources, passages(p)...)
		}
	}
	return b
}

// passages makes the units of an English page. Title and summary count as
// rights, as every passage without a class does.
func passages(p *campaign.Page) []Unit {
	one := func(id, where, text string, class locale.Class) Unit {
		src := map[string]string{"other": text}
		return Unit{ID: id, passage: true, Catalogue: "pages", Source: src, SourcePrint: locale.Fingerprint(src),
			Where: "page " + p.Name + ", " + where, Class: class, File: p.File}
	}
	out := []Unit{
		one(p.Name+".title", "title", p.Title, locale.Right),
		one(p.Name+".summary", "summary", p.Summary, locale.Right),
	}
	for _, s := range p.Passages {
		out = append(out, one(s.ID, string(s.Kind), s.Text, s.Class))
	}
	return out
}

// Filter says which texts to export; the zero Filter means all.
type Filter struct {
	// Catalogues are folders under campaigns/, or "pages".
	Catalogues []string
	// Only are states: missing, stale, draft, translated, reviewed.
	Only []string
	// Countries leave out what stands on sheets of other countries only.
	Countries []string
	// Previous is the memory of earlier sources; may be nil.
	Previous Memory
}

// States are the words that Filter.Only knows.
var States = []string{"missing", "stale", "draft", "translated", "reviewed"}

// Status is the one word for a unit's state, of States.
func (u Unit) Status() string {
	switch {
	case u.Missing():
		return "missing"
	case u.Stale:
		return "stale"
	}
	return string(u.State)
}

// wants reports whether the filter lets a unit through.
func (f Filter) wants(u Unit) bool {
	return (len(f.Catalogues) == 0 || slices.Contains(f.Catalogues, u.Catalogue)) &&
		(len(f.Only) == 0 || slices.Contains(f.Only, u.Status()))
}

// Catalogues lists the catalogues in their order.
func (b *Book) Catalogues() []string {
	var out []string
	for _, u := range b.sources {
		if len(out) == 0 || out[len(out)-1] != u.Catalogue {
			out = append(out, u.Catalogue)
		}
	}
	return out
}

// Document gives the texts of one language. The findings name pages whose
// shape differs from the English one: their passages cannot be told apart.
func (b *Book) Document(tag locale.Tag, f Filter) (*Document, diag.List) {
	d := &Document{Locale: b.locale(tag), Grounds: map[string]made.Ground{}}
	for _, a := range b.set.Audiences {
		d.Grounds[a.ID] = a.Ground
	}
	d.Words, d.Speaks = b.Words(tag)
	list := b.each(tag, func(u Unit) {
		if !f.wants(u) || len(f.Countries) > 0 && !b.shown(u, tag, f.Countries) {
			return
		}
		if u.Stale {
			u.Previous = f.Previous[u.Review.Source]
		}
		d.Units = append(d.Units, u)
	})
	return d, list
}

// each calls f with every unit of a language.
func (b *Book) each(tag locale.Tag, f func(Unit)) diag.List {
	var list diag.List
	l, skip := b.locale(tag), map[string]bool{}
	for _, u := range b.texts(tag) {
		if !u.Page() {
			f(b.message(u, l))
			continue
		}
		name, key := splitPage(u.ID)
		page := b.set.Pages[name][tag]
		if key == "title" && page != nil && !sameShape(page, b.pages[name]) {
			list.Warnf(
				rule.TranslateShape,
				diag.Pos{File: page.File},
				"Give the page the headings, points and paragraphs of the English one.",
				"the passages of %s in %s do not stand in the English order, so none is sent out or taken in",
				name,
				tag,
			)
			skip[name] = true
		}
		if !skip[name] {
			f(passage(u, l, page))
		}
	}
	return list
}

// locale is the row of a language; of one that the project lacks the tag alone.
func (b *Book) locale(tag locale.Tag) locale.Locale {
	l, _ := b.set.Languages.Lookup(tag)
	l.Tag = tag
	return l
}

// message fills in the target of a message.
func (b *Book) message(u Unit, l locale.Locale) Unit {
	tag, from := l.Tag, l.From
	u.File = b.messageFile(u.Catalogue, tag)
	m, ok := b.set.Catalogue.Message(tag, u.ID)
	u.State = locale.Draft
	b.measure(&u, tag)
	if !ok {
		return u
	}
	own := locale.Fingerprint(m.Forms)
	u.Target, u.TargetPrint, u.Derived, u.Review, u.Plural = m.Forms, own, m.Derived, m.Review, u.Plural || m.Plural()
	if m.Derived {
		u.Note = derivedNote(u.Note, from)
		if src, ok := b.set.Catalogue.Message(from, u.ID); ok {
			own = locale.Fingerprint(src.Forms)
		}
	}
	u.State, u.Stale = m.Review.Standing(m.Class), m.Review.Stale(u.SourcePrint, own, tag == locale.Source)
	return u
}

// passage fills in the target of a passage; page is nil where the language
// lacks it.
func passage(u Unit, l locale.Locale, page *campaign.Page) Unit {
	name, key := splitPage(u.ID)
	u.File, u.State = pageFile(l.Tag, name), locale.Draft
	if page == nil {
		return u
	}
	text := page.Title
	u.Review, u.Stale = page.TitleReview, page.TitleStale
	if key == "summary" {
		text, u.Review, u.Stale = page.Summary, page.SummaryReview, page.SummaryStale
	} else if n, err := strconv.Atoi(key); err == nil {
		p := page.Passages[n-1]
		text, u.Review, u.Stale = p.Text, p.Review, p.Stale
	}
	u.Target, u.Derived, u.State = map[string]string{"other": text}, page.Derived, u.Review.Standing(u.Class)
	u.TargetPrint = locale.Fingerprint(u.Target)
	if u.Derived {
		u.Note = derivedNote(u.Note, l.From)
	}
	return u
}

// pageFile is the file of a page in a language.
func pageFile(tag locale.Tag, name string) string {
	return path.Join("content", string(tag), name+".md")
}

// derivedNote tells the translator that a text was made by rules.
func derivedNote(note string, from locale.Tag) string {
	if note != "" {
		note += "; "
	}
	return note + "derived from " + string(from) + " by rules; a text of your own takes its place"
}

// splitPage cuts the id of a passage into the page's name and the rest.
func splitPage(id string) (name, key string) {
	i := strings.LastIndexByte(id, '.')
	return id[:i], id[i+1:]
}

// stateKey is the key of a unit in its state file.
func (u Unit) stateKey() string {
	id := u.ID
	if _, key := splitPageOr(u); key == "title" || key == "summary" {
		return key
	}
	return id
}

func splitPageOr(u Unit) (string, string) {
	if !u.Page() {
		return "", ""
	}
	return splitPage(u.ID)
}

// sameShape reports whether two pages have the same kinds of passages in the
// same order.
func sameShape(a, b *campaign.Page) bool {
	return slices.EqualFunc(
		a.Passages,
		b.Passages,
		func(p, q campaign.Passage) bool { return p.Kind == q.Kind && p.Level == q.Level },
	)
}

// Name is a short description for people: "fa, 312 texts".
func (d *Document) Name() string { return fmt.Sprintf("%s, %d texts", d.Locale.Tag, len(d.Units)) }
