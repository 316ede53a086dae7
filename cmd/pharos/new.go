package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	pharos "pharos"
	"pharos/internal/adapt"
	"pharos/internal/build"
	"pharos/internal/campaign"
	"pharos/internal/disk"
	"pharos/internal/locale"
	"pharos/internal/release"
	"pharos/internal/start"
)

func newCommand(c *call) *cobra.Command {
	return actions(&cobra.Command{
		Use:   "new",
		Short: "start a country, a campaign, a material, a language, a template or an adaptation",
		Long: `Writes first files with comments that pass the checks, into the project. Nothing is
written over. An adaptation is a folder of its own.`,
		Example: `  pharos new country zz --emergency 112 --source "Fictional bulletin, 2026" --read 2026-11-30`,
	},
		newCountryCommand(c),
		startCommand(c, "campaign NAME", "start a campaign for another audience", "travellers"),
		startCommand(c, "material AUDIENCE/ID", "add a material to a campaign", "citizen/poster-station"),
		startCommand(c, "language TAG", "start the messages of a language that has none", "fr"),
		startCommand(c, "template NAME", "start a print template in the theme", "poster-plain"),
		newAdaptationCommand(c))
}

// startCommand starts one kind of file; the kind is the name of the action.
func startCommand(c *call, use, short, example string) *cobra.Command {
	kind, _, _ := strings.Cut(use, " ")
	return &cobra.Command{
		Use:     use,
		Short:   short,
		Example: "  pharos new " + kind + " " + example,
		Args:    words(1, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			return begin(c.ui, c.project(), start.Wish{Kind: kind, Name: args[0], Theme: c.options().Theme})
		},
	}
}

func newCountryCommand(c *call) *cobra.Command {
	w := start.Wish{Kind: "country"}
	cmd := &cobra.Command{
		Use:     "country CC",
		Short:   "start the file of a country",
		Example: `  pharos new country zz --emergency 112 --source "Fictional bulletin, 2026" --read 2026-11-30`,
		Args:    words(1, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			w.Name = args[0]
			if err := c.past(w.Read); err != nil {
				return err
			}
			return begin(c.ui, c.project(), w)
		},
	}
	cmd.Flags().StringVar(&w.Emergency, "emergency", "", "number of police or emergency services, such as 112")
	cmd.Flags().StringVar(&w.Source, "source", "", "who says so: publisher or title with its year")
	cmd.Flags().StringVar(&w.Read, "read", "", "the day on which this was read there, YYYY-MM-DD")
	cmd.Flags().StringVar(&w.Line, "line", "", "number of the line against trafficking by the same source, as it is dialled")
	cmd.Flags().StringSliceVar(&w.Languages, "languages", nil, "languages in order of law, such as sq,en; else en")
	cmd.Flags().StringVar(&w.Base, "base", "", "https address under which the site will be")
	cmd.Flags().StringVar(&w.Exit, "exit", "", "https address of a neutral page for \"leave this page\"")
	require(cmd, "emergency", "source", "read")
	return cmd
}

func newAdaptationCommand(c *call) *cobra.Command {
	var w adapt.Wish
	cmd := &cobra.Command{
		Use:   "adaptation DIR",
		Short: "start the adaptation of an organisation",
		Long: `Writes a small folder that points at a release, a project or the program's own
definitions (--from program), and holds only what the organisation changes.
'pharos build' in that folder makes its sheets and pages. docs/adapting.md says
what can be changed and what is locked.`,
		Example: `  pharos new adaptation harbour --from releases/rs/3 --org "Harbour Office" --logo logo.svg ` +
			`--language fr`,
		Args: words(1, 1),
	}
	f := cmd.Flags()
	from := f.String("from", "", "folder, release, or program")
	f.StringVar(&w.Name, "org", "", "the organisation's name in English")
	f.StringVar(&w.Kind, "kind", "ngo", "ngo or international")
	f.StringVar(&w.Logo, "logo", "", "its logo, SVG or PNG")
	f.StringVar(&w.Country, "country", "", "the country, where the base has several")
	languages := f.StringSlice("language", nil, "languages of its sheets; else those of the country")
	today := todayFlag(f, "the day on which a release is checked")
	require(cmd, "from", "org")
	oneOf(cmd, "kind", "ngo", "international")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		for _, l := range *languages {
			w.Languages = append(w.Languages, locale.Tag(l))
		}
		return newAdaptation(c.ui, c.undivided(), args[0], *from, *today, w)
	}
	return cmd
}

// newAdaptation writes the folder beside its place, checks it, and gives it its
// name in one step.
func newAdaptation(ui *ui, o build.Options, dir, from, today string, w adapt.Wish) error {
	dir = filepath.Clean(dir)
	if disk.Reserved(filepath.Base(dir)) {
		return usagef("Windows cannot have a folder of the name %q: choose another", filepath.Base(dir))
	}
	if id := adapt.ID(w.Name); disk.Reserved(id) {
		return usagef("--org: Windows cannot have a file of the name %q: write the name of the organisation in full", id)
	}
	if disk.Occupied(dir) {
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
		return usagef("the base has several countries: choose one with --country %s", strings.Join(set.Codes(), ", "))
	}
	if len(w.Languages) == 0 {
		if c := set.Country(w.Country); c != nil {
			for _, l := range c.Languages {
				if l.Role == campaign.Required {
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
	o.Project, o.Latest = work, dayOr(today)
	l, err := build.Load(o)
	if err != nil {
		return err
	}
	defer l.Files.Close()
	if l.Findings.Stops() {
		return build.Defects{List: l.Findings.Sorted()}
	}
	_ = os.RemoveAll(dir) // nothing in it is meant by anybody
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
	trust := release.Trust{Today: dayOr(today)}
	if keys != "" {
		var err error
		if trust.Keys, err = release.ReadChain(os.DirFS(keys), "."); err != nil {
			return nil, err
		}
	}
	if around, ok := release.Around(dir); ok {
		trust.Beside = []release.Store{around}
	}
	r, err := release.Sound(os.DirFS(dir), trust)
	if unsound := (release.Unsound{}); errors.As(err, &unsound) {
		return nil, usagef("the release %s cannot be adapted: %v. Get the newest release from the office", dir, err)
	}
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(filepath.Join(dir, adapt.Definitions)); err != nil {
		return nil, fmt.Errorf("the release %s holds no %s: ask the office for a newer one", dir, adapt.Definitions)
	}
	return r.Manifest, nil
}
