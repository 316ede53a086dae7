package exchange

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"pharos/internal/locale"
	"pharos/internal/tree"
)

// TypoFile is the record of decisions that a change of an English text was only
// a corrected typo, so that translations stay as they were.
const TypoFile = "campaigns/typos.yaml"

// Typo is such a decision.
type Typo struct {
	ID, By, Date string
	// Was is the fingerprint of the text before, found by itself where all
	// translations agree on one.
	Was string
}

// Typo gives the files that keep the translations of a text fresh although its
// source changed, and how many translations there are. Only translations of
// the text before the correction are kept; older ones stay stale.
func (b *Book) Typo(fsys fs.FS, t Typo) (map[string][]byte, int, error) {
	i := slices.IndexFunc(b.sources, func(u Unit) bool { return u.ID == t.ID })
	if i < 0 {
		var ids []string
		for _, u := range b.sources {
			ids = append(ids, u.ID)
		}
		return nil, 0, fmt.Errorf("there is no text %q. %s", t.ID, tree.DidYouMean(t.ID, ids))
	}
	now := b.sources[i]
	kept, err := b.before(now, &t)
	if err != nil {
		return nil, 0, err
	}
	out := map[string][]byte{}
	for tag, u := range kept {
		u.New = u.Review
		u.New.Source = now.SourcePrint
		_, states, err := b.file(fsys, b.locale(tag), u.File, []Change{u})
		if err != nil {
			return nil, 0, err
		}
		out[locale.StateFile(u.File)] = states
	}
	old, err := read(fsys, TypoFile)
	if err != nil {
		return nil, 0, err
	}
	out[TypoFile] = t.record(old, now, kept)
	return out, len(kept), nil
}

// before finds the translations that were made from the text before the
// correction.
func (b *Book) before(now Unit, t *Typo) (map[locale.Tag]Change, error) {
	all, prints := map[locale.Tag]Change{}, map[string]int{}
	for _, l := range b.set.Languages.All() {
		if l.Tag == locale.Source || l.By == locale.ByPseudo {
			continue
		}
		u := b.unit(now, l)
		if u.Missing() || u.Derived || u.Review.Source == "" || u.Review.Source == now.SourcePrint {
			continue
		}
		all[l.Tag] = Change{Unit: u}
		prints[u.Review.Source]++
	}
	if len(all) == 0 {
		return nil, fmt.Errorf(
			"no translation of %q is stale: correct the English text first, then record the decision",
			t.ID,
		)
	}
	if t.Was == "" && len(prints) > 1 {
		return nil, fmt.Errorf(
			"the translations of %q were made from several English texts: say with --was which of %s it was before "+
				"the correction",
			t.ID,
			strings.Join(slices.Sorted(maps.Keys(prints)), ", "),
		)
	}
	maps.DeleteFunc(all, func(_ locale.Tag, c Change) bool { return t.Was != "" && c.Review.Source != t.Was })
	if len(all) == 0 {
		return nil, fmt.Errorf("no translation of %q was made from %s", t.ID, t.Was)
	}
	for _, c := range all {
		t.Was = c.Review.Source
	}
	return all, nil
}

// unit gives one text in one language.
func (b *Book) unit(source Unit, l locale.Locale) Unit {
	if !source.Page() {
		return b.message(source, l)
	}
	name, _ := splitPage(source.ID)
	page := b.set.Pages[name][l.Tag]
	if page != nil && !sameShape(page, b.pages[name]) {
		page = nil
	}
	return passage(source, l, page)
}

// record appends the decision to the file.
func (t Typo) record(old []byte, now Unit, kept map[locale.Tag]Change) []byte {
	if len(old) == 0 {
		old = []byte(
			"# Changes of English texts that were only a corrected typo: decided by whom, when, and which " +
				"translations were kept.\n",
		)
	}
	var tags []string
	for _, tag := range slices.Sorted(maps.Keys(kept)) {
		tags = append(tags, string(tag))
	}
	line := fmt.Sprintf(
		"- {id: %s, by: %s, date: %s, was: %q, is: %q, kept: [%s]}\n",
		tree.Quoted(t.ID),
		tree.Quoted(t.By),
		t.Date,
		t.Was,
		now.SourcePrint,
		strings.Join(tags, ", "),
	)
	if old[len(old)-1] != '\n' {
		old = append(old, '\n')
	}
	return append(slices.Clone(old), line...)
}
