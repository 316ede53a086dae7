package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	pharos "pharos"
	"pharos/internal/adapt"
	"pharos/internal/build"
	"pharos/internal/campaign"
	"pharos/internal/disk"
	"pharos/internal/locale"
	"pharos/internal/release"
	"pharos/internal/start"
)

func newVerb() verb {
	return verb{
		name:  "new",
		args:  "country | campaign | material | language | template NAME, or adaptation DIR",
		short: "start a country, a campaign, a material, a language, a template or an adaptation",
		long: `Writes first files with comments that pass the checks, into the project. An
adaptation is a folder of its own: it writes a small one that points at a release, a project or the program's own
definitions (--from program), and holds only what the organisation changes.
'pharos build' in that folder makes its sheets and pages. docs/adapting.md says
what can be changed and what is locked.`,
		example: `pharos new adaptation harbour --from releases/rs/3 --org "Harbour Office" --logo logo.svg --language fr`,
		run:     runNew,
	}
}

// runNew starts an adaptation.
func runNew(_ context.Context, ui *ui, args []string) error {
	f, project := plainFlags("new", ui)
	emergency := f.String("emergency", "", "number of police or emergency services (country)")
	source := f.String("source", "", "who says so: publisher or title with its year (country)")
	from := f.String("from", "", "folder, release, or program")
	org := f.String("org", "", "the organisation's name in English")
	kind := f.String("kind", "ngo", "ngo or international")
	logo := f.String("logo", "", "its logo, SVG or PNG")
	country := f.String("country", "", "the country, where the base has several")
	languages := f.StringSlice("language", nil, "languages of its sheets; else those of the country")
	today := f.String("today", "", "the day on which a release is checked; else today")
	if help, err := parseWords(f, args, 1, 2); err != nil || help {
		return ui.helpOr(newVerb(), f, help, err)
	}
	if f.NArg() < 2 {
		return usagef("new needs a name: 'pharos new %s NAME'", f.Arg(0))
	}
	if f.Arg(0) != "adaptation" {
		return begin(ui, *project, start.Wish{Kind: f.Arg(0), Name: f.Arg(1), Emergency: *emergency, Source: *source, Theme: "pharos"})
	}
	if err := needed(f, "from", "org"); err != nil {
		return err
	}
	w := adapt.Wish{Name: *org, Kind: *kind, Logo: *logo, Country: *country}
	for _, l := range *languages {
		w.Languages = append(w.Languages, locale.Tag(l))
	}
	return newAdaptation(ui, f.Arg(1), *from, *today, w)
}

// newAdaptation writes the folder beside its place, checks it, and gives it its
// name in one step.
func newAdaptation(ui *ui, dir, from, today string, w adapt.Wish) error {
	dir = filepath.Clean(dir)
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return usagef("%s is there already and is not empty", dir)
	}
	set, err := baseOf(dir, from, today, &w)
	if err != nil {
		return err
	}
	if w.Country == "" && len(set.Countries) == 1 {
		w.Country = set.Countries[0].Code
	}
	if w.Country == "" {
		var codes []string
		for _, c := range set.Countries {
			codes = append(codes, c.Code)
		}
		return usagef("the base has several countries: choose one with --country %s", strings.Join(codes, ", "))
	}
	if len(w.Languages) == 0 {
		for _, c := range set.Countries {
			for _, l := range c.Languages {
				if c.Code == w.Country && l.Role == campaign.Required {
					w.Languages = append(w.Languages, l.Tag)
				}
			}
		}
	}
	work, err := disk.Beside(filepath.Dir(dir))
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	if err := w.Write(work, set); err != nil {
		return err
	}
	l, err := build.Load(build.Options{Defaults: pharos.Defaults, Project: work, Theme: "pharos"})
	if err != nil {
		return err
	}
	defer l.Files.Close()
	if l.Findings.Stops() {
		return build.Defects{List: l.Findings.Sorted()}
	}
	_ = os.Remove(dir) // an empty folder
	if err := disk.Move(work, dir); err != nil {
		return err
	}
	ui.say("%s: an adaptation of %s by %s. Next: cd %s, edit adaptation.yaml, pharos build", dir, from, w.Name, dir)
	return nil
}

// baseOf opens and checks what an adaptation shall rest on, and notes it in the wish.
func baseOf(dir, from, today string, w *adapt.Wish) (*campaign.Set, error) {
	if from != adapt.Program {
		if _, err := os.Stat(filepath.Join(from, release.ManifestName)); err == nil {
			m, err := sound(from, today, "")
			if err != nil {
				return nil, err
			}
			w.Release, w.Country = m.Name(), m.Country
		}
		var err error
		if from, err = seenFrom(dir, from); err != nil {
			return nil, err
		}
	}
	w.Base = from
	base, list, err := adapt.OpenBase(pharos.Defaults, dir, from)
	if err != nil {
		return nil, usagef("the base %q cannot be opened: %v", from, err)
	}
	defer base.Close()
	if list.Stops() {
		return nil, build.Defects{List: list}
	}
	if from != adapt.Program {
		if w.Digest, err = adapt.Digest(base); err != nil {
			return nil, err
		}
	}
	set, list, err := campaign.Load(base)
	if err == nil && list.Stops() {
		return nil, build.Defects{List: list}
	}
	return set, err
}

// sound checks a release and gives its manifest.
func sound(dir, today, keys string) (*release.Manifest, error) {
	if today == "" {
		today = time.Now().Format(time.DateOnly)
	}
	trust := release.Trust{Today: today}
	if keys != "" {
		var err error
		if trust.Keys, err = release.ReadChain(os.DirFS(keys), "."); err != nil {
			return nil, err
		}
	}
	r, _, err := release.Verify(os.DirFS(dir), trust)
	if err != nil {
		return nil, err
	}
	if !r.Right() {
		return nil, usagef("the release %s cannot be adapted: %s. Get the newest release from the office", dir, r.Problems[0])
	}
	if r.Manifest == nil {
		return nil, errors.New("the release has no manifest")
	}
	if _, err := os.Stat(filepath.Join(dir, adapt.Definitions)); err != nil {
		return nil, fmt.Errorf("the release %s holds no %s: ask the office for a newer one", dir, adapt.Definitions)
	}
	return r.Manifest, nil
}
