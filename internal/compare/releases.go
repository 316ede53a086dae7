// Package compare shows what was made beside what was made before: two releases,
// and every sheet of an output at a glance.
package compare

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"pharos/internal/build"
	"pharos/internal/paint"
	"pharos/internal/release"
)

// Diff is what changed from one release to another.
type Diff struct {
	Old, New *release.Manifest
	// Words says it in sentences, facts first.
	Words []string
	// Pairs are the sheets that look different.
	Pairs []Pair
	// before and after are the folders; the replacers take the edition out of texts.
	before, after          string
	oldEdition, newEdition *strings.Replacer
	// editionSheets and editionPages differ in their edition alone.
	editionSheets, editionPages int
}

// digests and fileSizes are what the list of materials says of files.
var (
	digests   = regexp.MustCompile(`\b[0-9a-f]{64}\b`)
	fileSizes = regexp.MustCompile(`\b[0-9]+(\.[0-9]+)? [kKM]B\b`)
)

// Pair is one sheet before and after, painted, with the spots that differ as
// boxes in percent of the picture. A side without the sheet has no picture.
type Pair struct {
	Name     string
	Old, New template.URL
	Spots    []Spot
}

// Spot is one changed place: left, top, width and height in percent.
type Spot struct{ X, Y, W, H int }

// Releases compares two folders of releases.
func Releases(o build.Options, before, after string) (*Diff, error) {
	d := &Diff{before: before, after: after}
	for _, one := range []struct {
		dir string
		to  **release.Manifest
	}{{before, &d.Old}, {after, &d.New}} {
		data, err := os.ReadFile(filepath.Join(one.dir, release.ManifestName))
		if err != nil {
			return nil, fmt.Errorf("diff: %w", err)
		}
		if *one.to, err = release.ParseManifest(data); err != nil {
			return nil, fmt.Errorf("diff: %s: %w", one.dir, err)
		}
	}
	was, oldLanguages := saidIn(o, before)
	is, newLanguages := saidIn(o, after)
	d.oldEdition, d.newEdition = editionOf(d.Old, oldLanguages), editionOf(d.New, newLanguages)
	d.facts()
	d.texts(was, is)
	reader, err := paint.Open(paint.Options{Cache: o.Cache, Instances: 2})
	if err != nil {
		return nil, err
	}
	defer reader.Close()
	if err := d.sheets(reader); err != nil {
		return nil, err
	}
	if err := d.pieces(); err != nil {
		return nil, err
	}
	if err := d.pages(); err != nil {
		return nil, err
	}
	d.edition()
	return d, nil
}

// say adds a sentence.
func (d *Diff) say(format string, args ...any) {
	d.Words = append(d.Words, fmt.Sprintf(format, args...))
}

// facts compares what the releases state: facts, last day, exceptions.
func (d *Diff) facts() {
	d.table(d.Old.Stated(), d.New.Stated())
}

// table says what is new, gone and changed.
func (d *Diff) table(a, b map[string]string) {
	d.Words = append(d.Words, release.Differences(a, b)...)
}

// changed lists the names whose values differ, or that one side lacks.
func changed[V comparable](a, b map[string]V) []string {
	var out []string
	for name, v := range a {
		if w, ok := b[name]; !ok || v != w {
			out = append(out, name)
		}
	}
	for name := range b {
		if _, ok := a[name]; !ok {
			out = append(out, name)
		}
	}
	return out
}

// listed gives the digests of the files of a release with an ending, by path.
func (d *Diff) listed(m *release.Manifest, ending string) map[string]string {
	out := map[string]string{}
	for _, f := range m.Files {
		if strings.HasSuffix(f.Path, ending) {
			out[f.Path] = f.SHA256
		}
	}
	return out
}

// edition says once how much differs in its edition alone.
func (d *Diff) edition() {
	if d.editionSheets+d.editionPages > 0 {
		d.say(
			"the edition, the last day or digests of files alone differ on %d sheets and %d pages",
			d.editionSheets,
			d.editionPages,
		)
	}
}

// Page writes the comparison as one HTML page that needs no other file.
func (d *Diff) Page() ([]byte, error) {
	var b bytes.Buffer
	if err := diffPage.Execute(&b, d); err != nil {
		return nil, fmt.Errorf("diff: %w", err)
	}
	return b.Bytes(), nil
}

//go:embed releases.html
var diffHTML string

var diffPage = template.Must(template.New("diff").Parse(diffHTML))
