package photo

import (
	"cmp"
	"errors"
	"fmt"
	"image"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"pharos/internal/diag"
	"pharos/internal/made"
	"pharos/internal/paint"
	"pharos/internal/release"
)

// The verdicts on a sheet whose every digit is the one of its release, where that
// release does not hold any more.
const (
	Old       Verdict = "old"
	Withdrawn Verdict = "withdrawn"
	Expired   Verdict = "expired"
)

// Sheets are the sheets of all releases of a store, the newest of a country first.
type Sheets struct {
	prints   []Print
	of       []sheet
	releases int
}

// sheet is where a print comes from.
type sheet struct {
	release *release.Result
	file    release.File
}

// None reports that the store has no release.
func (s *Sheets) None() bool { return s.releases == 0 }

// Released reads the sheets of every release in a store. What differs from its
// manifest is left out.
func Released(store release.Store, trust release.Trust) (*Sheets, error) {
	out := &Sheets{}
	all, err := store.List()
	if err != nil {
		return nil, err
	}
	trust.Beside = []release.Store{store}
	slices.SortStableFunc(all, func(a, b release.ID) int {
		return cmp.Or(strings.Compare(a.Country, b.Country), b.Number-a.Number)
	})
	for _, id := range all {
		if err := out.read(store, id, trust); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// read checks one release and takes its sheets.
func (s *Sheets) read(store release.Store, id release.ID, trust release.Trust) error {
	files, err := store.Open(id)
	if err != nil {
		return err
	}
	defer files.Close()
	r, err := release.Verify(files, trust)
	if err != nil {
		return err
	}
	if r.Manifest == nil {
		return fmt.Errorf("%s: the manifest of the release cannot be read", id)
	}
	s.releases++
	return s.add(files, r)
}

// add takes the sheets of a release: of each sheet the composition of the press
// and of the office printer, once.
func (s *Sheets) add(files fs.FS, r *release.Result) error {
	var numbers []string
	for _, f := range r.Manifest.Facts {
		if f.What == "number" || f.What == "international" {
			numbers = append(numbers, f.Value)
		}
	}
	have := map[string]bool{}
	for _, of := range made.Outputs {
		if !of.Whole {
			continue
		}
		for _, f := range r.Manifest.Files {
			composition := f.Material
			if of.Gray { // a composition of its own
				composition += "." + of.Ending
			}
			if f.Material == "" || have[composition] || !strings.HasSuffix(f.Path, "."+of.Ending) {
				continue
			}
			data, err := fs.ReadFile(files, f.Path)
			if err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
			if err != nil || release.Digest(data) != f.SHA256 {
				continue // altered or missing: the drawing is not the released one
			}
			have[composition] = true
			s.prints = append(s.prints, Print{Name: f.Path, PDF: data, Numbers: numbers})
			s.of = append(s.of, sheet{r, f})
		}
	}
	return nil
}

// Answer is the answer about one picture.
type Answer struct {
	Photo   string  `json:"photo"`
	Verdict Verdict `json:"verdict"`
	Why     string  `json:"why"`
	Code    string  `json:"code,omitempty"`
	Release string  `json:"release,omitempty"`
	Sheet   string  `json:"sheet,omitempty"`
	// Problem is empty, or why the release is not to be relied on any more.
	Problem string `json:"release_problem,omitempty"`
	// Newer is the release that took its place, and Today its number of each line.
	Newer string            `json:"newer_release,omitempty"`
	Today map[string]string `json:"numbers_today,omitempty"`
	// Elsewhere are rows of figures on the sheet that were not released; Unseen is
	// what nobody looked at. Both only where the digits are right.
	Elsewhere []string `json:"other_figures,omitempty"`
	Unseen    string   `json:"not_looked_at,omitempty"`
}

// unseen is what no comparison of figures sees.
const unseen = "words and pictures, the other side, rows of fewer than five figures, and figures that are " +
	"handwritten, turned, joined or lower than 12 pixels"

// Ask compares one picture with every release. Of each release the sheet counts
// that fits best; of the releases the newest that is right, else the newest that
// shows another number. Only a release that holds gives the verdict Right.
func (s *Sheets) Ask(reader *paint.Reader, name string, img image.Image) (Answer, error) {
	out := Answer{Photo: name, Verdict: Unclear}
	code, sights, err := Judge(reader, img, s.prints)
	if err != nil {
		return out, err
	}
	out.Code = diag.Foreign(code) // the picture may show any code
	switch {
	case code == "":
		out.Why = "no code can be read on the picture: come nearer, or take it in better light"
		return out, nil
	case len(sights) == 0:
		out.Why = "no known release has a sheet with this code"
		return out, nil
	}
	// Sheets that fit much worse than the best are other sheets with this code.
	sights = slices.DeleteFunc(sights, func(s Sight) bool { return s.Matches*10 < sights[0].Matches*8 })
	slices.SortStableFunc(sights, func(a, b Sight) int { return rank(a.Verdict) - rank(b.Verdict) })
	best := sights[0]
	for _, s := range sights[1:] { // the newest release stands first among equals
		if s.Verdict == best.Verdict && s.Print < best.Print {
			best = s
		}
	}
	of := s.of[best.Print]
	out.Verdict, out.Why = best.Verdict, best.Why
	out.Release, out.Sheet = of.release.Manifest.Name(), of.file.Material
	if out.Verdict == Right {
		if out.Elsewhere, out.Unseen = best.Elsewhere(reader), unseen; len(out.Elsewhere) > 0 {
			out.Verdict = Unclear
			out.Why = "the number is right, but the sheet has figures elsewhere that were not released: " +
				strings.Join(out.Elsewhere, ", ") + ". Look at it, and take it down if it is another number"
		}
	}
	out.standing(of.release)
	return out, nil
}

// standing lets a release that does not hold take the word Right back.
func (a *Answer) standing(r *release.Result) {
	a.Problem = r.Why()
	if n := r.Newer; n != nil {
		a.Newer, a.Today = n.Name(), n.Numbers()
	}
	verdict, known := map[release.Standing]Verdict{
		release.Holds: Right, release.Old: Old, release.TakenBack: Withdrawn, release.Over: Expired,
	}[r.Standing()]
	if a.Problem == "" && !r.Pinned {
		a.Problem = "nobody has compared the keys of this release: anybody can have made it"
	}
	if a.Verdict != Right {
		return
	}
	if !known || verdict == Right && !r.Pinned {
		verdict = Unclear
	}
	a.Verdict = verdict
}

// Lines are the lines of Today, in order.
func (a *Answer) Lines() []string { return slices.Sorted(maps.Keys(a.Today)) }

// rank orders verdicts: right of any release, then other, then none.
func rank(v Verdict) int { return slices.Index([]Verdict{Right, Other, Unclear}, v) }
