package release

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/gofrs/flock"

	"pharos/internal/disk"
)

// Folders of releases in a project.
const (
	// StoreDir holds the office's own releases, AcceptedDir the adaptations that it
	// accepted.
	StoreDir    = "releases"
	AcceptedDir = "accepted"
)

// ID names a release in a store.
type ID struct {
	Country string
	// Organisation is the id of whose accepted adaptation it is; empty for a
	// release of the office itself.
	Organisation string
	Number       int
}

// ID is the name of a release in a store.
func (m *Manifest) ID() ID {
	id := ID{Country: m.Country, Number: m.Number}
	if m.Adaptation != nil {
		id.Organisation = m.Adaptation.Organisation
	}
	return id
}

// Series names what counts its releases by itself: a country, or the adaptations
// of one organisation in it.
func (id ID) Series() string {
	if id.Organisation == "" {
		return id.Country
	}
	return id.Country + "-" + id.Organisation
}

// String is the release's path in a store.
func (id ID) String() string { return fmt.Sprintf("%s/%d", id.Series(), id.Number) }

// Files are the files of one release, until they are closed.
type Files interface {
	fs.FS
	io.Closer
}

// Store is where releases are kept: a folder here, another place elsewhere. What it
// gives is not checked: see Verify and Sound.
type Store interface {
	// List names every release, by series and number.
	List() ([]ID, error)
	// Open gives the files of one release.
	Open(id ID) (Files, error)
	// Put takes a finished and signed folder. A release is there whole or not at
	// all, and is never replaced.
	Put(id ID, dir string) error
}

// Folder is a store in a folder: <series>/<number>/.
type Folder string

// List names every release, by series and number.
func (f Folder) List() ([]ID, error) {
	var out []ID
	series, err := folders(string(f))
	if err != nil {
		return nil, err
	}
	for _, s := range series {
		country, organisation, _ := strings.Cut(s, "-")
		numbers, err := folders(filepath.Join(string(f), s))
		if err != nil {
			return nil, err
		}
		for _, name := range numbers {
			n, err := strconv.Atoi(name)
			if err == nil && n > 0 && strconv.Itoa(n) == name && countryCode.MatchString(country) {
				out = append(out, ID{country, organisation, n})
			}
		}
	}
	slices.SortFunc(out, func(a, b ID) int {
		if c := strings.Compare(a.Series(), b.Series()); c != 0 {
			return c
		}
		return a.Number - b.Number
	})
	return out, nil
}

// folders lists the folders in a folder; none where it is not there.
func folders(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("releases: %w", err)
	}
	var out []string
	for _, e := range entries {
		if e.IsDir() {
			out = append(out, e.Name())
		}
	}
	return out, nil
}

// Dir is the folder of one release.
func (f Folder) Dir(id ID) string {
	return filepath.Join(string(f), id.Series(), strconv.Itoa(id.Number))
}

// Open gives the files of one release; no link leads out of them.
func (f Folder) Open(id ID) (Files, error) { return OpenFolder(f.Dir(id)) }

// OpenFolder gives the files of a release that lies anywhere.
func OpenFolder(dir string) (Files, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return rooted{root.FS(), root}, nil
}

// rooted are the files of a folder that nothing leaves.
type rooted struct {
	fs.FS
	io.Closer
}

// ReadDir lets links and folders be told apart without opening them.
func (r rooted) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(r.FS, name) }

// ReadFile reads a file in one go.
func (r rooted) ReadFile(name string) ([]byte, error) { return fs.ReadFile(r.FS, name) }

// Put gives a finished folder its place.
func (f Folder) Put(id ID, dir string) error {
	to := f.Dir(id)
	if _, err := os.Lstat(to); err == nil {
		return fmt.Errorf("the release %s is there already", to)
	}
	if err := disk.Mkdir(filepath.Dir(to)); err != nil {
		return err
	}
	return disk.Move(dir, to)
}

// Work makes a folder to work in beside the releases of a series, for one run at a
// time. It removes what an interrupted run left; call free when done.
func (f Folder) Work(id ID) (work string, free func() error, err error) {
	home := filepath.Dir(f.Dir(id))
	if err := disk.Mkdir(home); err != nil {
		return "", nil, err
	}
	lock := flock.New(filepath.Join(home, ".lock"))
	switch held, err := lock.TryLock(); {
	case err != nil:
		return "", nil, err
	case !held:
		return "", nil, fmt.Errorf("another run is writing to %s; wait for its end", home)
	}
	if err = disk.CleanAll(home); err == nil {
		work, err = disk.Beside(home)
	}
	if err != nil {
		return "", nil, errors.Join(err, lock.Unlock())
	}
	return work, func() error { return errors.Join(disk.Remove(work), lock.Unlock()) }, nil
}

// Latest finds the highest number of a series in a store, with the manifest's
// digest; 0 where there is none.
func Latest(s Store, of ID) (*Manifest, string, error) {
	all, err := s.List()
	if err != nil {
		return nil, "", err
	}
	all = slices.DeleteFunc(all, func(id ID) bool { return id.Series() != of.Series() })
	if len(all) == 0 {
		return nil, "", nil
	}
	files, err := s.Open(all[len(all)-1])
	if err != nil {
		return nil, "", err
	}
	defer files.Close()
	m, digest, err := ReadManifest(files)
	if err != nil {
		return nil, "", fmt.Errorf("the newest release %s: %w", all[len(all)-1], err)
	}
	return m, digest, nil
}

// Around gives the store that a release's folder lies in, where its place is the
// one that its manifest names.
func Around(dir string) (Folder, bool) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", false
	}
	f := Folder(filepath.Dir(filepath.Dir(dir)))
	m, _, err := ReadManifest(os.DirFS(dir))
	return f, err == nil && f.Dir(m.ID()) == dir
}

// Siblings are the manifests that lie in the folders beside a release, to name
// where a strange file comes from.
func Siblings(dir string) []*Manifest {
	dir = filepath.Clean(dir)
	names, _ := folders(filepath.Dir(dir))
	var out []*Manifest
	left := int64(maxBeside)
	for _, name := range names[:min(len(names), maxSiblings)] {
		other := filepath.Join(filepath.Dir(dir), name)
		if other == dir {
			continue
		}
		info, err := os.Lstat(filepath.Join(other, ManifestName))
		if err != nil || info.Size() > left {
			continue
		}
		left -= info.Size()
		if m, _, err := ReadManifest(os.DirFS(other)); err == nil {
			out = append(out, m)
		}
	}
	return out
}
