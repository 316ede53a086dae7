// Package output is the folder that a build replaces, and the list of its files.
package output

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sync"

	"github.com/gofrs/flock"

	"pharos/internal/disk"
	"pharos/internal/made"
)

// Folder is the folder that a build replaces, country by country. New files are
// written beside the old ones under .pharos and switched when all of them are
// there, so a build that is killed leaves the old output whole.
//
//	<out>/index.html, <out>/<cc>/…   what people open
//	<out>/.pharos/lock               held while a build runs
//	<out>/.pharos/new/<cc>           being written
//	<out>/.pharos/old/<cc>           being removed
//	<out>/.pharos/journal            the switch that is under way
type Folder struct {
	dir  string
	lock *flock.Flock
}

// ErrBusy says that another build holds the output.
var ErrBusy = errors.New("another build is writing to this folder")

// Open makes the folder if need be, takes the lock and finishes what a
// killed build left behind.
func Open(dir string) (*Folder, error) {
	o := &Folder{dir: dir, lock: flock.New(filepath.Join(dir, work, "lock"))}
	if err := errors.Join(o.ours(), o.own()); err != nil {
		return nil, err
	}
	if err := disk.Mkdir(filepath.Join(dir, work)); err != nil {
		return nil, fmt.Errorf("make output folder: %w", err)
	}
	got, err := o.lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock output folder: %w", err)
	}
	if !got {
		return nil, fmt.Errorf("%s: %w", dir, ErrBusy)
	}
	// A program that was stopped may have left names in both folders; nobody else
	// writes to them now, and what lies in an output would be published.
	err = errors.Join(disk.CleanAll(dir), disk.CleanAll(filepath.Join(dir, work)))
	if err = errors.Join(err, o.recover()); err != nil {
		return nil, errors.Join(err, o.lock.Unlock())
	}
	return o, nil
}

// ours refuses a folder that no build has made and that is not empty, and those in which
// one stands: a build replaces and removes what it finds there.
func (o *Folder) ours() error {
	full, err := filepath.Abs(o.dir)
	if err != nil {
		return fmt.Errorf("place output folder: %w", err)
	}
	here, err := os.Getwd()
	if err != nil {
		return fmt.Errorf("place output folder: %w", err)
	}
	if inside, err := filepath.Rel(full, here); err == nil && filepath.IsLocal(inside) {
		return fmt.Errorf("the output %s is the folder in which you are, or one around it: "+
			"name a folder of its own with --out, such as public", full)
	}
	entries, err := os.ReadDir(o.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read output folder: %w", err)
	}
	entries = disk.Entries(entries)
	made, _ := filepath.Glob(filepath.Join(o.dir, "[a-z][a-z]", "manifest.json")) // a copy without the work folder
	built := slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == work })
	if len(entries) == 0 || built || len(made) > 0 {
		return nil
	}
	return fmt.Errorf("the output %s holds files that no build has made, such as %s: "+
		"name an empty folder with --out", full, entries[0].Name())
}

// isCountry says which folders of an output are those of countries.
var isCountry = regexp.MustCompile(`^[a-z]{2}$`)

// own refuses links, and other things that are neither file nor folder, where a
// build writes, moves and removes: a project comes with any files, and a link would
// lead the build out of the folder. Deeper down no file is written in place.
func (o *Folder) own() error {
	if err := ordinary(o.dir); err != nil {
		return err
	}
	if err := ordinary(o.path(work)); err != nil {
		return err
	}
	root, err := os.OpenRoot(o.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("open output folder: %w", err)
	}
	defer root.Close()
	for _, pattern := range []string{work + "/*", work + "/*/*", "[a-z][a-z]"} {
		names, _ := fs.Glob(root.FS(), pattern) // an error is a wrong pattern
		for _, name := range names {
			err = errors.Join(err, ordinary(o.path(filepath.FromSlash(name))))
		}
	}
	return err
}

// ordinary refuses what is there and neither a file nor a folder.
func ordinary(name string) error {
	info, err := os.Lstat(name)
	if err != nil || info.IsDir() || info.Mode().IsRegular() {
		return nil // what is not there will be made
	}
	return fmt.Errorf("%s is a link or no plain file, and a build writes only inside its own folder: "+
		"delete it, or name another folder with --out", name)
}

const (
	work    = ".pharos"
	journal = "journal"
)

// Close removes what is left beside the output and gives the lock back.
func (o *Folder) Close() error {
	err := o.sweep()
	return errors.Join(err, o.lock.Unlock())
}

// sweep removes files being written and files being removed.
func (o *Folder) sweep() error {
	return errors.Join(disk.Remove(o.path(work, "new")), disk.Remove(o.path(work, "old")))
}

// Has reports whether a country is in the output.
func (o *Folder) Has(country string) bool {
	_, err := os.Stat(o.path(country, ManifestName))
	return err == nil
}

// path joins a path inside the output folder.
func (o *Folder) path(elem ...string) string {
	return filepath.Join(append([]string{o.dir}, elem...)...)
}

// Fresh is where a file of the new output of a country lies until the switch.
func (o *Folder) Fresh(country, path string) string {
	return o.path(work, "new", country, filepath.FromSlash(path))
}

// Write puts one file into the new output of a country. The path is relative to
// the country's root and uses forward slashes.
func (o *Folder) Write(country, path string, data []byte) error {
	if !filepath.IsLocal(filepath.FromSlash(path)) {
		return fmt.Errorf("write %q: the path leaves the output", path)
	}
	name := o.Fresh(country, path)
	if old := o.path(country, filepath.FromSlash(path)); holds(old, data) && disk.Link(old, name) == nil {
		return nil
	}
	if err := disk.Fill(name, data); err != nil {
		return fmt.Errorf("write output: %w", err)
	}
	return nil
}

// holds reports whether a plain file of the older output has just these bytes:
// it is then used again and keeps its time, so that only what changed is written.
// No file of an output is ever written in place.
func holds(name string, data []byte) bool {
	info, err := os.Lstat(name)
	if err != nil || info.Mode() != 0o644 || info.Size() != int64(len(data)) {
		return false
	}
	f, err := os.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	part := parts.Get().(*[1 << 16]byte)
	defer parts.Put(part)
	for len(data) > 0 {
		n, err := io.ReadFull(f, part[:min(len(part), len(data))])
		if err != nil || !bytes.Equal(part[:n], data[:n]) {
			return false
		}
		data = data[n:]
	}
	return true
}

// parts are pieces of files that are compared.
var parts = sync.Pool{New: func() any { return new([1 << 16]byte) }}

// Switch replaces the countries with their new files, one after the other. The
// new files are made lasting, then the journal that names them: from then on the
// switch will be finished, by this build or by the next start.
func (o *Folder) Switch(countries []string, index []byte) error {
	j := journalEntry{Countries: map[string]string{}, Index: index}
	for _, cc := range countries {
		j.Countries[cc] = digest(o.path(work, "new", cc, ManifestName))
	}
	data, err := json.Marshal(j)
	if err != nil {
		return fmt.Errorf("write journal: %w", err)
	}
	if err := disk.Sync(o.path(work)); err != nil {
		return fmt.Errorf("write output: %w", err)
	}
	if err := disk.Write(o.path(work, journal), data, 0o644); err != nil {
		return fmt.Errorf("write journal: %w", err)
	}
	return o.finish(j)
}

// journalEntry is the switch that is under way: the countries, each with the
// digest of its new manifest, and the new first page.
type journalEntry struct {
	Countries map[string]string `json:"countries"`
	Index     []byte            `json:"index"`
}

// recover finishes a switch that was cut short, or forgets files of a build
// that never came so far.
func (o *Folder) recover() error {
	data, err := os.ReadFile(o.path(work, journal))
	if errors.Is(err, fs.ErrNotExist) {
		return o.sweep()
	}
	if err != nil {
		return fmt.Errorf("read journal: %w", err)
	}
	var j journalEntry
	if err := json.Unmarshal(data, &j); err != nil {
		return fmt.Errorf("read journal: %w", err)
	}
	for cc := range j.Countries {
		if !isCountry.MatchString(cc) {
			return fmt.Errorf("%s names %q, which is no country, so no build wrote it: delete the folder %s",
				o.path(work, journal), cc, o.path(work))
		}
	}
	for cc, manifest := range j.Countries {
		if whole(o.path(cc), manifest) || whole(o.path(work, "new", cc), manifest) {
			continue
		}
		if err := o.giveUp(cc); err != nil {
			return fmt.Errorf("keep %s: %w", cc, err)
		}
		delete(j.Countries, cc)
		j.Index = nil // the first page would speak of what is lost
	}
	return o.finish(j)
}

// giveUp leaves a country as it was, for its new files are not whole: the disk
// lost some. The old ones come back if they had gone aside.
func (o *Folder) giveUp(cc string) error {
	if _, err := os.Lstat(o.path(cc)); err == nil {
		return nil
	}
	if err := disk.Rename(o.path(work, "old", cc), o.path(cc)); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil // there was none before
}

// whole reports whether a folder holds the country with this manifest and every
// file that the manifest lists, with its bytes.
func whole(dir, manifest string) bool {
	if digest(filepath.Join(dir, ManifestName)) != manifest {
		return false
	}
	m, err := ReadManifest(filepath.Join(dir, ManifestName))
	return err == nil && !slices.ContainsFunc(m.Files, func(f made.File) bool {
		return digest(filepath.Join(dir, filepath.FromSlash(f.Path))) != f.SHA256
	})
}

// finish switches every country whose new files still wait, puts the first page
// in place and ends the journal. It may be run again after any step. What the
// journal names is lasting before the journal ends, and is swept after it.
func (o *Folder) finish(j journalEntry) error {
	for _, cc := range slices.Sorted(maps.Keys(j.Countries)) {
		if err := o.switchOne(cc, j.Countries[cc]); err != nil {
			return fmt.Errorf("switch %s: %w", cc, err)
		}
	}
	if j.Index != nil {
		if err := disk.Write(o.path("index.html"), j.Index, 0o644); err != nil {
			return fmt.Errorf("write first page: %w", err)
		}
	}
	if err := disk.Delete(o.path(work, journal)); err != nil {
		return fmt.Errorf("end journal: %w", err)
	}
	return o.sweep()
}

// switchOne puts the new files of one country in the place of the old ones. On
// Linux the two folders change places in one step; elsewhere the old one goes
// aside first. The manifest's digest tells which of the two is the new one, so
// a switch that was cut short after any step is finished and never undone.
func (o *Folder) switchOne(cc, manifest string) error {
	fresh, live, old := o.path(work, "new", cc), o.path(cc), o.path(work, "old", cc)
	if digest(filepath.Join(live, ManifestName)) == manifest {
		return nil
	}
	if _, err := os.Lstat(live); err == nil {
		if err := disk.Exchange(fresh, live); !errors.Is(err, errors.ErrUnsupported) {
			return err
		}
		if err := errors.Join(disk.Remove(old), disk.Mkdir(filepath.Dir(old))); err != nil {
			return err
		}
		if err := disk.Rename(live, old); err != nil {
			return err
		}
	}
	return disk.Rename(fresh, live)
}

// digest is the SHA-256 of a file in hex; empty where it cannot be read.
func digest(name string) string {
	data, err := os.ReadFile(name)
	if err != nil {
		return ""
	}
	return made.Of(name, "", data).SHA256
}
