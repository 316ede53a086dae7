package locale

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"pharos/internal/diag"
	"pharos/internal/rule"
	"pharos/internal/tree"
)

// Catalogue holds all messages in all languages. Files are added first; then
// any number of goroutines may read.
type Catalogue struct {
	languages *Table
	mu        sync.RWMutex
	books     map[Tag]*book
}

// book is one language: its messages, and one go-i18n bundle that knows no
// other language, because go-i18n matches tags by distance and would answer in
// a neighbouring one.
type book struct {
	locale    Locale
	cldr      language.Tag
	bundle    *i18n.Bundle
	localizer *i18n.Localizer
	messages  map[string]*Message
	// ids are the keys of messages in order, once they were asked for.
	ids atomic.Pointer[[]string]
}

// NewCatalogue makes an empty catalogue in the languages of a table.
func NewCatalogue(languages *Table) *Catalogue {
	return &Catalogue{languages: languages, books: map[Tag]*book{}}
}

// Languages is the table of the catalogue's languages.
func (c *Catalogue) Languages() *Table { return c.languages }

// Add parses a file of messages with its state file (nil if there is none) and
// takes it in.
func (c *Catalogue) Add(tag Tag, file string, messages, state []byte) diag.List {
	f, list := ParseMessages(tag, file, messages, state, nil)
	return append(list, c.AddFile(f)...)
}

// AddFile takes a parsed file in. A language that is transliterated from this
// one gets its messages too, except those it has itself.
func (c *Catalogue) AddFile(f *MessageFile) diag.List {
	c.mu.Lock()
	defer c.mu.Unlock()
	var list diag.List
	b := c.book(f.Tag)
	if b == nil {
		list.Errorf(rule.TextLanguage, diag.Pos{File: f.File}, "", "unknown language %q", f.Tag).Hint = tree.DidYouMean(
			string(f.Tag),
			c.languages.Tags(),
		)
		return list
	}
	for _, m := range f.Messages {
		if old, twice := b.messages[m.ID]; twice && !old.Derived {
			list.Errorf(rule.TextTwice, m.Pos, "Delete one of the two.", "message %s is also in %s", m.ID, old.Pos)
			continue
		}
		b.add(m)
		for _, l := range c.languages.rows {
			if l.From == f.Tag && l.By == ByLatin {
				c.derive(l, m)
			}
		}
	}
	return list
}

// Replace takes a message in over the one that the language has, if any, and over
// its transliteration.
func (c *Catalogue) Replace(m Message) {
	c.mu.Lock()
	defer c.mu.Unlock()
	b := c.book(m.Tag)
	if b == nil {
		return
	}
	b.add(m)
	for _, l := range c.languages.rows {
		if l.From == m.Tag && l.By == ByLatin {
			if old, has := c.book(l.Tag).messages[m.ID]; has && old.Derived {
				delete(c.book(l.Tag).messages, m.ID) // derive puts the new one there
			}
			c.derive(l, m)
		}
	}
}

// AddPseudo fills in a pseudo language; nothing is made for one that is not.
func (c *Catalogue) AddPseudo(tag Tag) {
	c.mu.Lock()
	defer c.mu.Unlock()
	l, _ := c.languages.Lookup(tag)
	if from := c.books[l.From]; l.By == ByPseudo && from != nil {
		for _, m := range from.messages {
			c.derive(l, m.draft(l.From))
		}
	}
}

// derive adds a message made from another language's unless a person wrote it.
func (c *Catalogue) derive(l Locale, m Message) {
	b := c.book(l.Tag)
	if _, has := b.messages[m.ID]; has {
		return
	}
	m.Tag, m.Derived = l.Tag, true
	forms := make(map[string]string, len(m.Forms))
	for form, text := range m.Forms {
		forms[form] = l.Make(text)
	}
	m.Forms = forms
	b.add(m)
}

// book finds or opens the book of a language; nil if the table lacks it.
func (c *Catalogue) book(tag Tag) *book {
	if b := c.books[tag]; b != nil {
		return b
	}
	l, ok := c.languages.Lookup(tag)
	if !ok {
		return nil
	}
	cldr := language.MustParse(l.CLDR)
	bundle := i18n.NewBundle(cldr)
	b := &book{locale: l, cldr: cldr, bundle: bundle, messages: map[string]*Message{}}
	b.localizer = i18n.NewLocalizer(bundle, cldr.String())
	c.books[tag] = b
	return b
}

// add takes a message into the book, and into the bundle unless it is plain. The
// source text of m is complete, so the library has nothing to refuse but a language
// without rules.
func (b *book) add(m Message) {
	b.messages[m.ID] = &m
	b.ids.Store(nil)
	if m.plain() {
		return
	}
	f := m.Forms
	b.bundle.MustAddMessages(
		b.cldr,
		&i18n.Message{
			ID:    m.ID,
			Zero:  f["zero"],
			One:   f["one"],
			Two:   f["two"],
			Few:   f["few"],
			Many:  f["many"],
			Other: f["other"],
		},
	)
}

// Fill gives a language the English text of every message it lacks, so that
// its sheets can be laid out, and their boxes be measured, before a translator
// began. It is for a Catalogue that is thrown away afterwards.
func (c *Catalogue) Fill(tag Tag) {
	c.mu.Lock()
	defer c.mu.Unlock()
	b, source := c.book(tag), c.books[Source]
	if b == nil || source == nil {
		return
	}
	for id, m := range source.messages {
		if _, has := b.messages[id]; !has {
			b.add(m.draft(tag))
		}
	}
}

// Touch changes the text of a message in every language that has it, so that who
// compares two plans sees where it stands. It is for a Catalogue that is thrown
// away afterwards. False where no language has it.
func (c *Catalogue) Touch(id string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	found := false
	for _, b := range c.books {
		m, has := b.messages[id]
		if !has {
			continue
		}
		forms := make(map[string]string, len(m.Forms))
		for form, text := range m.Forms {
			forms[form] = text + "·"
		}
		other := *m
		other.Forms, found = forms, true
		b.add(other)
	}
	return found
}

// Message gives a message as its file has it, with the class and the limit of
// its English source.
func (c *Catalogue) Message(tag Tag, id string) (Message, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.message(tag, id)
}

func (c *Catalogue) message(tag Tag, id string) (Message, bool) {
	b := c.books[tag]
	if b == nil {
		return Message{}, false
	}
	own, ok := b.messages[id]
	if !ok {
		return Message{}, false
	}
	m := *own
	if src := c.source(id); src != nil && tag != Source {
		m.Class, m.Max, m.Where, m.Fact, m.Note = src.Class, src.Max, src.Where, src.Fact, src.Note
	}
	return m, true
}

// source gives the English message; nil where there is none.
func (c *Catalogue) source(id string) *Message {
	if b := c.books[Source]; b != nil {
		return b.messages[id]
	}
	return nil
}

// Has reports whether the language has the message, also by transliteration.
func (c *Catalogue) Has(tag Tag, id string) bool {
	c.mu.RLock()
	defer c.mu.RUnlock()
	b := c.books[tag]
	return b != nil && b.messages[id] != nil
}

// IDs lists the messages of a language, sorted.
func (c *Catalogue) IDs(tag Tag) []string {
	c.mu.RLock()
	defer c.mu.RUnlock()
	b := c.books[tag]
	if b == nil {
		return nil
	}
	ids := b.ids.Load()
	if ids == nil {
		sorted := slices.Sorted(maps.Keys(b.messages))
		ids = &sorted
		b.ids.Store(ids)
	}
	return slices.Clone(*ids)
}

// Tags lists the languages that have messages, in the order of the table.
func (c *Catalogue) Tags() []Tag {
	c.mu.RLock()
	defer c.mu.RUnlock()
	var out []Tag
	for _, l := range c.languages.rows {
		if b := c.books[l.Tag]; b != nil && len(b.messages) > 0 {
			out = append(out, l.Tag)
		}
	}
	return out
}

// Stale reports whether a message is older than its English source, or was
// changed after its review.
func (c *Catalogue) Stale(tag Tag, id string) bool {
	c.mu.RLock()
	defer c.mu.RUnlock()
	m, ok := c.message(tag, id)
	src := c.source(id)
	return ok && src != nil && m.Review.Stale(src.print, m.print, tag == Source)
}

// Class gives the safety class of a message, "" if English lacks it.
func (c *Catalogue) Class(id string) Class {
	c.mu.RLock()
	defer c.mu.RUnlock()
	if m := c.source(id); m != nil {
		return m.Class
	}
	return ""
}

// Max gives the limit in characters as printed, 0 for none.
func (c *Catalogue) Max(id string) int {
	m, _ := c.Message(Source, id)
	return m.Max
}

// Resolve gives a message in exactly this language with its placeholders
// filled. Data may hold more than the message asks for; a message with plural
// forms wants the number Count. A placeholder without a value is an error.
func (c *Catalogue) Resolve(tag Tag, id string, data map[string]any) (Text, error) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.resolve(tag, id, data)
}

func (c *Catalogue) resolve(tag Tag, id string, data map[string]any) (Text, error) {
	b := c.books[tag]
	if b == nil || b.messages[id] == nil {
		return Text{}, fmt.Errorf("message %q is not in language %q", id, tag)
	}
	m, src := b.messages[id], c.source(id)
	if src == nil {
		src = &Message{}
	}
	fill, err := b.localize(m, data)
	if err != nil {
		return Text{}, fmt.Errorf("message %q in language %q: %w", id, tag, err)
	}
	value, runs := fill.filled.text()
	return Text{
		ID:        id,
		Value:     value,
		Runs:      runs,
		Values:    fill.values,
		Tag:       tag,
		Direction: b.locale.Direction,
		Class:     src.Class,
		State:     m.Review.Standing(src.Class),
		Stale:     m.Review.Stale(src.print, m.print, tag == Source),
		Derived:   m.Derived,
		From:      m.At["other"],
	}, nil
}

// localize asks the library, and makes sure that it answered this question. A plain
// message needs no library.
func (b *book) localize(m *Message, data map[string]any) (*filler, error) {
	fill := &filler{data: data}
	if m.plain() {
		fill.filled.add(Run{Text: m.Forms["other"]})
		return fill, nil
	}
	cfg := i18n.LocalizeConfig{MessageID: m.ID, TemplateParser: fill}
	if m.Plural() {
		if cfg.PluralCount = data["Count"]; cfg.PluralCount == nil {
			return nil, errors.New("the message has plural forms and no Count was given")
		}
	}
	for _, name := range m.names {
		if len(runsOf(data[name])) == 0 {
			return nil, fmt.Errorf("placeholder %s has no value", name)
		}
	}
	_, tag, err := b.localizer.LocalizeWithTag(&cfg)
	value, _ := fill.filled.text()
	switch {
	case err != nil:
		return nil, err
	case tag != b.cldr:
		return nil, fmt.Errorf("answered in %q", tag)
	case strings.TrimSpace(value) == "":
		return nil, errors.New("the text is empty")
	}
	return fill, nil
}

// ResolveOr gives the message in this language, else in English where its class
// allows that; then Fallback is true and the page owes the reader a notice. It
// reports false where neither is possible.
func (c *Catalogue) ResolveOr(tag Tag, id string, data map[string]any) (Text, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	if t, err := c.resolve(tag, id, data); err == nil {
		return t, true
	}
	src := c.source(id)
	if src == nil || !src.Class.fallsBack() {
		return Text{}, false
	}
	t, err := c.resolve(Source, id, data)
	t.Fallback = tag != Source
	return t, err == nil
}
