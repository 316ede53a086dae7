package seal

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"pharos/internal/release"
)

// Batches gives an entry for every batch of a release, with what its manifest and
// its list of materials say.
func Batches(dir string) ([]release.Entry, error) {
	m, digest, err := release.ReadManifest(os.DirFS(dir))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", dir, err)
	}
	lines, err := SheetLines(filepath.Join(dir, "materials.json"))
	if err != nil {
		return nil, err
	}
	var out []release.Entry
	seen := map[string]bool{}
	for _, file := range m.Files {
		audience := strings.Split(file.Path, "/")[min(1, strings.Count(file.Path, "/"))]
		key := audience + " " + file.Batch // pictures of two audiences have one name
		if file.Batch == "" || seen[key] {
			continue
		}
		seen[key] = true
		_, tags, _ := strings.Cut(file.Material, ".")
		e := release.Entry{
			Day:       m.Edition,
			What:      release.Released,
			Country:   m.Country,
			Release:   m.Number,
			Manifest:  digest,
			Until:     m.Expires,
			Batch:     file.Batch,
			Material:  file.Material,
			Audience:  audience,
			Languages: strings.Split(tags, "+"),
			Numbers:   map[string]string{},
		}
		for _, fact := range m.Facts {
			if fact.What == "number" && slices.Contains(lines[file.Path], fact.Line) {
				e.Numbers[fact.Line] = fact.Value
			}
		}
		out = append(out, e)
	}
	return out, nil
}

// Record notes every batch of a new release, in a file of its own. An id
// follows from what it names, so that two copies count once.
func Record(project, dir string) error {
	list, err := Batches(dir)
	if err != nil || len(list) == 0 {
		return err
	}
	for i, e := range list {
		list[i].ID = release.Digest([]byte(e.Manifest + " " + e.Audience + " " + e.Batch))[:16]
	}
	return release.Append(project, releaseWriter(list[0].Country, list[0].Release), list...)
}

// RecordRenewal notes the new last day of every batch of a release.
func RecordRenewal(project, dir, day, until string) error {
	list, err := Batches(dir)
	if err != nil || len(list) == 0 {
		return err
	}
	for i := range list {
		e := &list[i]
		e.What, e.Day, e.Until = release.Renewed, day, until
		e.ID = release.Digest([]byte(e.Manifest + " " + e.Audience + " " + e.Batch + " " + until))[:16]
	}
	return release.Append(project, releaseWriter(list[0].Country, list[0].Release)+"-renewed", list...)
}

// releaseWriter names the file of the ledger with the batches of a release.
func releaseWriter(country string, number int) string {
	return fmt.Sprintf("release-%s-%d", country, number)
}

// RecordEarlier notes the releases in a folder that the ledger lacks: a run that was
// ended just after it made one did not come to it.
func RecordEarlier(project string, from release.Folder, country string) error {
	all, err := from.List()
	if err != nil {
		return err
	}
	for _, id := range all {
		if id.Series() != country {
			continue
		}
		_, err := os.Stat(filepath.Join(project, release.LedgerDir, releaseWriter(country, id.Number)+".jsonl"))
		if errors.Is(err, fs.ErrNotExist) {
			err = Record(project, from.Dir(id))
		}
		if err != nil {
			return fmt.Errorf("release %s %d is not in the ledger: %w", country, id.Number, err)
		}
	}
	return nil
}
