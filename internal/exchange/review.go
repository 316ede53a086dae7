package exchange

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"pharos/internal/campaign"
	"pharos/internal/disk"
	"pharos/internal/locale"
	"pharos/internal/tree"
)

// Review is what a person says who read texts of one language: they are right. The
// English ones are read as they are, others beside the English ones.
type Review struct {
	IDs            []string
	Tag            locale.Tag
	Reviewer, Date string
}

// Review gives the state files that record a review. A text that is missing, made by
// rules or older than its source cannot be reviewed, and a translated right, promise
// or law not by its translator.
func (b *Book) Review(fsys fs.FS, v Review) (map[string][]byte, error) {
	out := map[string][]byte{}
	for _, id := range v.IDs {
		i := slices.IndexFunc(b.sources, func(u Unit) bool { return u.ID == id })
		if i < 0 {
			var ids []string
			for _, u := range b.sources {
				ids = append(ids, u.ID)
			}
			return nil, fmt.Errorf("there is no text %q. %s", id, tree.DidYouMean(id, ids))
		}
		u, err := b.reviewed(b.sources[i], v)
		if err != nil {
			return nil, err
		}
		name := locale.StateFile(u.File)
		if out[name] == nil {
			if out[name], err = read(fsys, name); err != nil {
				return nil, err
			}
		}
		if out[name], err = editStates(
			name,
			out[name],
			b.order(u.Catalogue, u.File),
			map[string]locale.Review{u.stateKey(): u.New},
		); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Sift tells apart the texts of a review that can be reviewed, and why the others cannot.
func (b *Book) Sift(v Review) (ids []string, others []error) {
	for _, id := range v.IDs {
		i := slices.IndexFunc(b.sources, func(u Unit) bool { return u.ID == id })
		if i < 0 {
			continue // the name of a body, or another text that no file of messages has
		}
		if _, err := b.reviewed(b.sources[i], v); err != nil {
			others = append(others, err)
			continue
		}
		ids = append(ids, id)
	}
	return ids, others
}

// reviewed gives the record of a text that was read.
func (b *Book) reviewed(source Unit, v Review) (Change, error) {
	l, _ := b.set.Languages.Lookup(v.Tag)
	u := b.inFile(source, l)
	was := u.Review
	switch {
	case u.Missing():
		return Change{}, fmt.Errorf("%s has no text in %s", u.ID, l.English)
	case u.Derived:
		return Change{}, fmt.Errorf("%s is made by rules in %s: review the text that it is made from", u.ID, l.English)
	case v.Tag == locale.Source:
		return Change{Unit: u, New: readBy(u, v.Reviewer, v.Date)}, nil
	case was.Source != "" && was.Source != u.SourcePrint:
		return Change{}, fmt.Errorf("%s was made from another English text: have it translated anew", u.ID)
	case u.Class.TwoPeople() && was.Translator == "":
		return Change{}, fmt.Errorf(
			"%s is about a %s, which two people stand for, and nobody is on record as its translator",
			u.ID,
			u.Class,
		)
	case u.Class.TwoPeople() && locale.SamePerson(was.Translator, v.Reviewer):
		return Change{}, fmt.Errorf("%s is about a %s: its translator cannot review it", u.ID, u.Class)
	}
	was.State, was.Reviewer, was.Date, was.Source, was.Text = locale.Reviewed, v.Reviewer, v.Date, u.SourcePrint,
		u.TargetPrint
	return Change{Unit: u, New: was}, nil
}

// inFile gives a text in one language, the English one too, with the file that it
// really stands in: an organisation's own messages lie in messages/.
func (b *Book) inFile(source Unit, l locale.Locale) Unit {
	if source.Page() && l.Tag == locale.Source {
		name, _ := splitPage(source.ID)
		u := passage(source, l, b.pages[name])
		u.File = source.File
		return u
	}
	u := b.unit(source, l)
	if m, ok := b.set.Catalogue.Message(l.Tag, source.ID); ok && !source.Page() {
		u.File = m.Pos.File
	}
	return u
}

// order lists the keys of a file of texts and of its state file.
func (b *Book) order(catalogue, file string) []string {
	var out []string
	for _, u := range b.sources {
		of := u.Catalogue == catalogue || path.Dir(file) == campaign.OwnMessages && !u.Page()
		if of && (!u.Page() || path.Base(u.File) == path.Base(file)) {
			out = append(out, u.stateKey())
		}
	}
	return out
}

// Reviews records a review in a folder. Set and files are those of the folder; where
// it is an adaptation, only the texts that it brings itself can be reviewed there.
func Reviews(set *campaign.Set, fsys fs.FS, dir string, v Review) error {
	files, err := Open(set).Review(fsys, v)
	if err != nil {
		return err
	}
	for name := range files {
		text := strings.Replace(name, ".state.yaml", ".yaml", 1)
		if set.Adaptation != nil && !own(dir, text) && !own(dir, strings.Replace(name, ".state.yaml", ".md", 1)) {
			return fmt.Errorf("%s is a file of the base: its office has it reviewed", text)
		}
	}
	return disk.Save(dir, files)
}

// own reports whether a folder has a file.
func own(dir, name string) bool {
	_, err := os.Stat(filepath.Join(dir, filepath.FromSlash(name)))
	return err == nil
}
