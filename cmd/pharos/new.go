package main

import (
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"pharos/internal/adapt"
	"pharos/internal/locale"
	"pharos/internal/office"
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
	cmd.Flags().StringVar(&w.Line, "line", "",
		"number of the line against trafficking by the same source, as it is dialled")
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
		o := c.undivided()
		o.Latest = dayOr(*today)
		dir := filepath.Clean(args[0])
		if err := office.New(o, dir, *from, w); err != nil {
			return err
		}
		c.ui.say("%s: an adaptation of %s by %s. Next: cd %s, edit adaptation.yaml, pharos build",
			dir, *from, w.Name, dir)
		return nil
	}
	return cmd
}
