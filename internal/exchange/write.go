package exchange

import (
	"errors"
	"io/fs"
	"maps"
	"slices"

	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/rule"
)

// Files gives the new bytes of every file that a report changes: the texts,
// their records, and the memory of sources. A file that cannot be edited gives
// a finding, and none of its texts is taken in.
func (b *Book) Files(fsys fs.FS, r *Report) (map[string][]byte, error) {
	out := map[string][]byte{}
	byFile := map[string][]Change{}
	for _, c := range r.Changes {
		byFile[c.File] = append(byFile[c.File], c)
	}
	for _, file := range slices.Sorted(maps.Keys(byFile)) {
		texts, states, err := b.file(fsys, r.Locale, file, byFile[file])
		var machine *fs.PathError
		switch {
		case errors.As(err, &machine):
			return nil, err
		case err != nil:
			r.drop(file, byFile[file], err)
			continue
		case texts != nil:
			out[file] = texts
		}
		out[locale.StateFile(file)] = states
	}
	return out, b.remember(fsys, r, out)
}

// drop takes back the changes of a file that could not be edited.
func (r *Report) drop(file string, changes []Change, err error) {
	for _, c := range changes {
		r.uncount(c)
		r.Refused++
	}
	r.Changes = slices.DeleteFunc(r.Changes, func(c Change) bool { return c.File == file })
	r.Findings.Errorf(
		rule.TranslateEdit,
		diag.Pos{File: file},
		"Write the file in plain block form, one text a line, and import again.",
		"none of %d texts was taken in: %v",
		len(changes),
		err,
	)
}

// file gives the new bytes of one file (nil if no text changes) and of its
// state file.
func (b *Book) file(fsys fs.FS, l locale.Locale, file string, changes []Change) (texts, states []byte, err error) {
	data, err := read(fsys, file)
	if err != nil {
		return nil, nil, err
	}
	state, err := read(fsys, locale.StateFile(file))
	if err != nil {
		return nil, nil, err
	}
	order := b.order(changes[0].Catalogue, file)
	forms, records := map[string]map[string]string{}, map[string]locale.Review{}
	for _, c := range changes {
		if c.Forms != nil {
			forms[c.stateKey()] = c.Forms
		}
		records[c.stateKey()] = c.New
	}
	if len(forms) > 0 && changes[0].Page() {
		texts, err = b.page(fsys, l.Tag, changes, data)
	} else if len(forms) > 0 {
		texts, err = editMessages(l, file, data, order, forms)
	}
	if err != nil {
		return nil, nil, err
	}
	states, err = editStates(locale.StateFile(file), state, order, records)
	return texts, states, err
}

// page gives the new bytes of a page.
func (b *Book) page(fsys fs.FS, tag locale.Tag, changes []Change, data []byte) ([]byte, error) {
	name, _ := splitPage(changes[0].ID)
	texts := map[string]string{}
	for _, c := range changes {
		if _, key := splitPage(c.ID); c.Forms != nil {
			texts[key] = c.Forms["other"]
		}
	}
	fresh := len(data) == 0
	if fresh {
		var err error
		if data, err = read(fsys, b.pages[name].File); err != nil {
			return nil, err
		}
	}
	return editPage(tag, name, data, fresh, texts)
}

// read reads a file that is to be changed; one that is not there is empty, and so is one
// of messages that only the program has: the project's own holds what differs.
func read(fsys fs.FS, name string) ([]byte, error) {
	if own, _ := campaign.BelowMessages(fsys, name); !own {
		return nil, nil
	}
	data, err := fs.ReadFile(fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return data, err
}

// remember adds the sources of the changes to the memory.
func (b *Book) remember(fsys fs.FS, r *Report, out map[string][]byte) error {
	if len(r.Changes) == 0 || b.set.Adaptation != nil {
		return nil // an adaptation has no place for it
	}
	data, err := read(fsys, MemoryFile)
	if err != nil {
		return err
	}
	m, list := readMemory(data)
	r.Findings = append(r.Findings, list...)
	before := len(m)
	for _, c := range r.Changes {
		if print := locale.Fingerprint(c.Base); print == c.New.Source {
			m[print] = c.Base
		}
	}
	if len(m) != before {
		out[MemoryFile] = m.Bytes()
	}
	return nil
}
