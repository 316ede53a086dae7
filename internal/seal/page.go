package seal

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"pharos/internal/build"
	"pharos/internal/disk"
	"pharos/internal/locale"
	"pharos/internal/release"
)

// keptBefore is how many manifests of earlier releases a release holds.
const keptBefore = 12

// releasePage writes the page on which a print shop checks a file, in every
// language of the country that has all its texts.
func releasePage(root string, l *build.Loaded, m *release.Manifest) error {
	var faces []release.PageFace
	for _, lang := range l.Set.Country(m.Country).Languages {
		if f, ok := pageFace(l, m, lang.Tag); ok {
			faces = append(faces, f)
		}
	}
	if f, ok := pageFace(
		l,
		m,
		locale.Source,
	); ok &&
		!slices.ContainsFunc(faces, func(g release.PageFace) bool { return g.Tag == f.Tag }) {
		faces = append(faces, f)
	}
	data, err := release.Page(faces)
	if err != nil {
		return err
	}
	if err := disk.Fill(filepath.Join(root, release.PageName), data); err != nil {
		return fmt.Errorf("release: %w", err)
	}
	return nil
}

// pageFace is the page in one language; false where a text is missing.
func pageFace(l *build.Loaded, m *release.Manifest, tag locale.Tag) (release.PageFace, bool) {
	known, ok := l.Set.Languages.Lookup(tag)
	if !ok {
		return release.PageFace{}, false
	}
	expires := lastDay(m.Limits)
	date := func(day string) string {
		text, err := l.Set.Languages.Date(tag, day)
		if err != nil {
			return day
		}
		return text
	}
	f := release.PageFace{
		Tag:     string(tag),
		Dir:     string(known.Direction),
		Name:    known.Endonym,
		Edition: date(m.Edition),
		Expires: date(expires),
		Texts:   map[string]string{},
	}
	for _, id := range release.PageTexts {
		data := map[string]any{"By": "%", "Edition": "%", "Date": "%"}
		switch id {
		case "imprint.edition":
			data["Edition"] = f.Edition
		case "materials.until":
			data["Date"] = f.Expires
		}
		t, err := l.Set.Catalogue.Resolve(tag, id, data)
		if err != nil || t.Fallback {
			return f, false
		}
		f.Texts[id] = strings.TrimSpace(t.Value)
	}
	return f, true
}

// earlierManifests copies the manifests of the releases before into a release.
func earlierManifests(root string, from release.Folder, id release.ID) error {
	number := id.Number
	for n := number - 1; n > 0 && n >= number-keptBefore; n-- {
		id.Number = n
		data, err := os.ReadFile(filepath.Join(from.Dir(id), release.ManifestName))
		if os.IsNotExist(err) {
			continue // somebody keeps the newest only: the chain is shorter then
		}
		if err == nil {
			err = disk.Fill(filepath.Join(root, release.EarlierDir, strconv.Itoa(n)+".json"), data)
		}
		if err != nil {
			return fmt.Errorf("release: %w", err)
		}
	}
	return nil
}
