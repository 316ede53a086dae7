package main

import (
	"encoding/json"

	"image"
	_ "image/jpeg"
	_ "image/png"
	"math"
	"os"
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
compared with the drawing of that release. The answer is the number is right, other,
or cannot tell; in doubt it is always cannot tell. Where the sheet has rows of figures
elsewhere that were not released, such as a pasted number, it is cannot tell, too. What
was not looked at is said. A sheet whose release is old, withdrawn or
expired is called that, also where its every digit is right. Take the picture from the front, with
the whole sheet flat on it. Exit 1 says: the number is not right, or nobody can tell.`,
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
	trust, err := ownTrust(o.Project, today)
	if err != nil {
		return err
	}
	sheets, err := photo.Released(release.Folder(releases), trust)
	if err != nil {
		return err
	}
	if sheets.None() {
		return usagef("there is no release under %q: name the folder with --releases", releases)
	}
	reader, err := paint.Open(paint.Options{Cache: o.Cache, Fonts: o.Defaults})
	if err != nil {
		return err
	}
	defer reader.Close()
	var all []photo.Answer
	for _, name := range photos {
		img, err := readPhoto(name)
		if err != nil {
			return err
		}
		one, err := sheets.Ask(reader, name, img)
		if err != nil {
			return err
		}
		all = append(all, one)
		if !asJSON {
			printAnswer(ui, one)
		}
	}
	if asJSON {
		if err := json.NewEncoder(ui.out).Encode(all); err != nil {
			return err
		}
	}
	if slices.ContainsFunc(all, func(r photo.Answer) bool { return r.Verdict != photo.Right }) {
		return found{}
	}
	return nil
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

// printAnswer shows an answer for people.
func printAnswer(ui *ui, a photo.Answer) {
	ui.print("%s: %s: %s", a.Photo, strings.ToUpper(string(a.Verdict)), a.Why)
	if a.Release != "" {
		ui.print("  compared with %s of release %s", a.Sheet, a.Release)
	}
	if a.Problem != "" {
		ui.print("  but: %s", a.Problem)
	}
	for _, line := range a.Lines() {
		ui.print("  in release %s the number of %s is %s", a.Newer, line, a.Today[line])
	}
	if a.Unseen != "" {
		ui.print("  not looked at: %s", a.Unseen)
	}
	if a.Code != "" {
		ui.print("  the code leads to %s", a.Code)
	}
}
