package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"image"
	_ "image/jpeg"
	_ "image/png"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"pharos/internal/build"
	"pharos/internal/paint"
	"pharos/internal/photo"
	"pharos/internal/release"
)

func proofCommand(c *call) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "proof PHOTO...",
		Short: "compare a photo of a printed sheet with what was released, or show all sheets",
		Long: `Finds the code on a photo or scan (JPEG or PNG) of a printed sheet, and with it
the sheet in every release under --releases. The digits of the number are then
compared with the drawing of that release. The answer is right, other, or cannot
tell; in doubt it is always cannot tell. Take the picture from the front, with
the whole sheet flat on it. Exit 1 says: not right.`,
		Example: "  pharos proof wall.jpg --releases releases",
		Args:    words(1, math.MaxInt),
	}
	f := cmd.Flags()
	f.String("releases", "releases", "folder of the known releases, <cc>/<number>/ in it; else in the project")
	today := todayFlag(f, "the day of the check")
	asJSON := f.Bool("json", false, "print the result as JSON")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		return judgePhotos(c.ui, c.options(), args, c.inProject(f.Lookup("releases")), dayOr(*today), *asJSON)
	}
	cmd.AddCommand(contactSheetCommand(c))
	return cmd
}

// judgePhotos judges pictures one by one, by the releases in a folder.
func judgePhotos(ui *ui, o build.Options, photos []string, releases, today string, asJSON bool) error {
	known, err := readKnown(releases, today)
	if err != nil {
		return err
	}
	reader, err := paint.Open(paint.Options{Cache: o.Cache, Fonts: o.Defaults})
	if err != nil {
		return err
	}
	defer reader.Close()
	var all []photoResult
	for _, name := range photos {
		one, err := judgePhoto(reader, name, known)
		if err != nil {
			return err
		}
		all = append(all, one)
		if !asJSON {
			one.print(ui)
		}
	}
	if asJSON {
		if err := json.NewEncoder(ui.out).Encode(all); err != nil {
			return err
		}
	}
	if slices.ContainsFunc(all, func(r photoResult) bool { return r.Verdict != photo.Right }) {
		return found{}
	}
	return nil
}

// knownPrint is a sheet of a release.
type knownPrint struct {
	manifest *release.Manifest
	// sound is empty, or says why the release itself is not to be relied on.
	sound string
	file  release.File
}

// knownPrints are the sheets of all releases with their bytes.
type knownPrints struct {
	prints []photo.Print
	of     []knownPrint
}

// readKnown reads the sheets of every release in a folder, the newest release of
// a country first. What differs from its manifest is left out.
func readKnown(dir, today string) (knownPrints, error) {
	var known knownPrints
	list, err := filepath.Glob(filepath.Join(dir, "*", "*", release.ManifestName))
	if err != nil {
		return known, err
	}
	if len(list) == 0 {
		return known, usagef("there is no release under %q: name the folder with --releases", dir)
	}
	var releases []knownRelease
	for _, name := range list {
		one, err := readRelease(filepath.Dir(name), today)
		if err != nil {
			return known, err
		}
		releases = append(releases, one)
	}
	slices.SortFunc(releases, func(a, b knownRelease) int {
		if c := strings.Compare(a.manifest.Country, b.manifest.Country); c != 0 {
			return c
		}
		return b.manifest.Number - a.manifest.Number
	})
	for i, r := range releases {
		sound := r.sound
		if i > 0 && releases[i-1].manifest.Country == r.manifest.Country && sound == "" {
			sound = "a newer release is known"
		}
		if err := known.add(r, sound); err != nil {
			return known, err
		}
	}
	return known, nil
}

// knownRelease is a release that was checked.
type knownRelease struct {
	dir      string
	manifest *release.Manifest
	sound    string
}

// readRelease checks one release.
func readRelease(dir, today string) (knownRelease, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return knownRelease{}, err
	}
	defer root.Close()
	result, _, err := release.Verify(root.FS(), release.Trust{Today: today, Known: &release.Known{}})
	if err != nil {
		return knownRelease{}, err
	}
	if result.Manifest == nil {
		return knownRelease{}, fmt.Errorf("%s: the manifest of the release cannot be read", dir)
	}
	one := knownRelease{dir: dir, manifest: result.Manifest}
	if !result.Right() {
		one.sound = result.Problems[0].Message
	}
	return one, nil
}

// add takes the sheets of a release: of each sheet the composition of the press
// and of the office printer, once.
func (k *knownPrints) add(r knownRelease, sound string) error {
	var numbers []string
	for _, f := range r.manifest.Facts {
		if f.What == "number" || f.What == "international" {
			numbers = append(numbers, f.Value)
		}
	}
	have := map[string]bool{}
	for _, kind := range []string{".screen.pdf", ".press.pdf", ".home.pdf"} {
		for _, f := range r.manifest.Files {
			composition := f.Material
			if kind == ".home.pdf" {
				composition += kind
			}
			if f.Material == "" || have[composition] || !strings.HasSuffix(f.Path, kind) {
				continue
			}
			data, err := os.ReadFile(filepath.Join(r.dir, filepath.FromSlash(f.Path)))
			if err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
			if err != nil || release.Digest(data) != f.SHA256 {
				continue // altered or missing: the drawing is not the released one
			}
			have[composition] = true
			k.prints = append(k.prints, photo.Print{Name: f.Path, PDF: data, Numbers: numbers})
			k.of = append(k.of, knownPrint{r.manifest, sound, f})
		}
	}
	return nil
}

// photoResult is the answer about one picture.
type photoResult struct {
	Photo   string        `json:"photo"`
	Verdict photo.Verdict `json:"verdict"`
	Why     string        `json:"why"`
	Code    string        `json:"code,omitempty"`
	Release string        `json:"release,omitempty"`
	Sheet   string        `json:"sheet,omitempty"`
	// Sound is empty, or why the release is not to be relied on any more.
	Sound string `json:"release_problem,omitempty"`
}

// judgePhoto compares one picture with every release. Of each release the sheet
// counts that fits best; of the releases the newest that is right, else the
// newest that shows another number.
func judgePhoto(reader *paint.Reader, name string, known knownPrints) (photoResult, error) {
	out := photoResult{Photo: name, Verdict: photo.Unclear}
	img, err := readPhoto(name)
	if err != nil {
		return out, err
	}
	var sights []photo.Sight
	if out.Code, sights, err = photo.Judge(reader, img, known.prints); err != nil {
		return out, err
	}
	switch {
	case out.Code == "":
		out.Why = "no code can be read on the picture: come nearer, or take it in better light"
		return out, nil
	case len(sights) == 0:
		out.Why = "no known release has a sheet with this code"
		return out, nil
	}
	// Sheets that fit much worse than the best are other sheets with this code.
	sights = slices.DeleteFunc(sights, func(s photo.Sight) bool { return s.Matches*10 < sights[0].Matches*8 })
	slices.SortStableFunc(sights, func(a, b photo.Sight) int { return rank(a.Verdict) - rank(b.Verdict) })
	best := sights[0]
	for _, s := range sights[1:] { // the newest release stands first among equals
		if s.Verdict == best.Verdict && s.Print < best.Print {
			best = s
		}
	}
	of := known.of[best.Print]
	out.Verdict, out.Why = best.Verdict, best.Why
	out.Release, out.Sheet, out.Sound = of.manifest.Name(), of.file.Material, of.sound
	return out, nil
}

// rank orders verdicts: right of any release, then other, then none.
func rank(v photo.Verdict) int {
	return slices.Index([]photo.Verdict{photo.Right, photo.Other, photo.Unclear}, v)
}

// readPhoto reads a JPEG or PNG; its size is looked at before its pixels are.
func readPhoto(name string) (image.Image, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	c, _, err := image.DecodeConfig(file)
	if err != nil {
		return nil, usagef("%s is no JPEG or PNG picture: %v", name, err)
	}
	if c.Width < 1 || c.Height < 1 || c.Width > photo.MaxPhoto/c.Height {
		return nil, usagef("%s has %d x %d pixels: make it smaller", name, c.Width, c.Height)
	}
	if _, err := file.Seek(0, 0); err != nil {
		return nil, err
	}
	img, _, err := image.Decode(file)
	if err != nil {
		return nil, usagef("%s cannot be read as a picture: %v", name, err)
	}
	return img, nil
}

// print shows a result for people.
func (r photoResult) print(ui *ui) {
	fmt.Fprintf(ui.out, "%s: %s: %s\n", r.Photo, strings.ToUpper(string(r.Verdict)), r.Why)
	if r.Release != "" {
		fmt.Fprintf(ui.out, "  compared with %s of release %s\n", r.Sheet, r.Release)
	}
	if r.Sound != "" {
		fmt.Fprintf(ui.out, "  but: %s\n", r.Sound)
	}
	if r.Code != "" {
		fmt.Fprintf(ui.out, "  the code leads to %s\n", r.Code)
	}
}
