package adapt

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/disk"
	"pharos/internal/made"
	"pharos/internal/tree"
)

// A submission is one zip file:
//
//	submission.json     what it is, and every other file with its digest
//	adaptation/…        the folder of the adaptation
const (
	submissionName   = "submission.json"
	folderName       = "adaptation/"
	submissionFormat = "pharos submission 1"
)

// Submission is what submission.json says.
type Submission struct {
	Format       string `json:"format"`
	Organisation string `json:"organisation"`
	Country      string `json:"country"`
	Base         string `json:"base"`
	BaseDigest   string `json:"base_digest"`
	Files        []Sent `json:"files"`
	Folder       Packed `json:"-"`
}

// Sent is one file of a submission.
type Sent struct {
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
}

// Submit packs the folder of an adaptation. The same folder gives the same bytes.
func Submit(dir string, a *campaign.Adaptation) ([]byte, error) {
	s := &Submission{
		Organisation: a.Organisation.ID,
		Country:      a.Country,
		Base:         a.Base.Release,
		BaseDigest:   a.Base.Digest,
		Folder:       Packed{},
	}
	err := filepath.WalkDir(dir, func(full string, e fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(dir, full)
		name := filepath.ToSlash(rel)
		switch {
		case err != nil:
			return err
		case name == ".":
			return nil
		case strings.HasPrefix(path.Base(name), ".") || disk.Debris(path.Base(name)) || name == "public" ||
			name == "sent":
			if e.IsDir() {
				return fs.SkipDir
			}
			return nil
		case e.IsDir() || path.Ext(name) == ".zip":
			return nil
		}
		data, err := os.ReadFile(full)
		s.Folder[norm.NFC.String(name)] = data // some systems keep an é as an e and an accent
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("pack adaptation: %w", err)
	}
	return s.Pack()
}

// Pack packs a submission in its one form.
func (s *Submission) Pack() ([]byte, error) {
	files := Packed{}
	for name, data := range s.Folder {
		files[folderName+name] = data
	}
	s.Format, s.Files = submissionFormat, nil
	for _, name := range slices.Sorted(maps.Keys(files)) {
		s.Files = append(s.Files, Sent{name, made.Digest(files[name])})
	}
	list, err := json.MarshalIndent(s, "", " ")
	if err != nil {
		return nil, err
	}
	files[submissionName] = append(list, '\n')
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := Put(w, name, files[name]); err != nil {
			return nil, err
		}
	}
	err = w.Close()
	return buf.Bytes(), err
}

// Receive reads a submission as if it were hostile: bounds, paths, and each file
// against its digest; nothing beside the list. Nothing is written.
func Receive(data []byte) (*Submission, error) {
	files, err := Unpack(data)
	if err != nil {
		return nil, err
	}
	var s Submission
	d := json.NewDecoder(bytes.NewReader(files[submissionName]))
	d.DisallowUnknownFields()
	if err := d.Decode(&s); err != nil || s.Format != submissionFormat {
		return nil, fmt.Errorf("it is no submission of an adaptation: %s is missing or wrong", submissionName)
	}
	s.Folder = Packed{}
	listed := map[string]bool{submissionName: true}
	for _, f := range s.Files {
		got, there := files[f.Path]
		switch {
		case !there || listed[f.Path]:
			return nil, fmt.Errorf("%q is listed and is not there, or stands twice in the list", f.Path)
		case made.Digest(got) != f.SHA256:
			return nil, fmt.Errorf(
				"%q has another digest than the list says: it was altered after it was packed",
				f.Path,
			)
		}
		listed[f.Path] = true
		name, ok := strings.CutPrefix(f.Path, folderName)
		if !ok {
			return nil, fmt.Errorf(
				"%q is no part of an adaptation: nothing but its folder is sent, and the office makes every "+
					"page itself",
				f.Path,
			)
		}
		s.Folder[name] = got
	}
	for name := range files {
		if !listed[name] {
			return nil, fmt.Errorf("%q is not in the list", name)
		}
	}
	if s.Folder[campaign.AdaptationFile] == nil {
		return nil, fmt.Errorf("it holds no %s", campaign.AdaptationFile)
	}
	return &s, nil
}

// Adaptation reads what the file of the submission says, without its base.
func (s *Submission) Adaptation() (*campaign.Adaptation, diag.List) {
	a := &campaign.Adaptation{}
	root, list := tree.Parse(campaign.AdaptationFile, s.Folder[campaign.AdaptationFile])
	return a, append(list, tree.Decode(root, a)...)
}

// Unfold writes the folder of a submission into an empty one.
func (s *Submission) Unfold(dir string) error {
	return os.CopyFS(dir, s.Folder.FS())
}
