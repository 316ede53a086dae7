package exchange

import (
	"io/fs"

	"pharos/internal/adapt"
	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/disk"
)

// Project is a loaded project: its texts, and its files over the defaults.
type Project struct {
	*Book
	Set   *campaign.Set
	files layers
	dir   string
}

// layers are the files of a folder over those that it rests on.
type layers interface {
	fs.FS
	// Own reports whether the folder itself has a file.
	Own(name string) bool
	Close() error
}

// layersOf opens a folder over the defaults, an adaptation over its base.
func layersOf(defaults fs.FS, dir string) (layers, diag.List, error) {
	if !adapt.Is(dir) {
		return campaign.Open(defaults, dir)
	}
	files, list, err := adapt.Open(defaults, dir, "")
	if files == nil {
		return nil, list, err
	}
	return files, list, err
}

// OpenProject loads the folder over the defaults, an adaptation over its base; with
// sentences also what the program says itself, campaigns/findings. With findings that
// stop the work the project is nil: texts of broken files would be taken for missing.
func OpenProject(defaults fs.FS, dir string, sentences bool) (*Project, diag.List, error) {
	files, list, err := layersOf(defaults, dir)
	if err != nil || files == nil {
		return nil, list, err
	}
	set, found, err := campaign.Load(files)
	if err == nil && set.Adaptation != nil {
		found = append(adapt.Explain(found, set.Locks), adapt.Apply(set, files)...)
	} else if sentences && err == nil {
		var more diag.List
		more, err = set.AddSentences(files)
		found = append(found, more...)
	}
	list = append(list, found...).Sorted()
	if err != nil || list.Stops() {
		_ = files.Close() // the first error counts
		return nil, list, err
	}
	book := Open(set)
	book.own = files.Own
	return &Project{Book: book, Set: set, files: files, dir: dir}, list, nil
}

// Close gives the folder back.
func (p *Project) Close() error { return p.files.Close() }

// Memory reads the sources of earlier translations.
func (p *Project) Memory() (Memory, diag.List, error) {
	data, err := read(p.files, MemoryFile)
	if err != nil {
		return nil, nil, err
	}
	m, list := readMemory(data)
	return m, list, nil
}

// Layers are the files of the project over those that it rests on.
func (p *Project) Layers() fs.FS { return p.files }

// Import takes a document in and writes what changed.
func (p *Project) Import(d *Document, o Options) (*Report, error) {
	r := p.take(d, o)
	if err := r.lay(o); err != nil {
		return nil, err
	}
	files, err := p.Files(p.files, r)
	if err != nil || len(files) == 0 {
		return r, err
	}
	return r, disk.Save(p.dir, files)
}

// KeepFresh records that the last change of a text was only a corrected typo
// and gives the number of translations that stay fresh.
func (p *Project) KeepFresh(t Typo) (int, error) {
	files, n, err := p.Typo(p.files, t)
	if err != nil {
		return 0, err
	}
	return n, disk.Save(p.dir, files)
}
