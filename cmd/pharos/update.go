package main

import (
	"context"
	"errors"
	"path/filepath"

	"github.com/spf13/cobra"

	"pharos/internal/adapt"
	"pharos/internal/build"
	"pharos/internal/office"
)

func updateCommand(c *call) *cobra.Command {
	u := &baseUpdate{}
	cmd := &cobra.Command{
		Use:   "update",
		Short: "lay an adaptation over a newer base",
		Long: `Your own changes stay, the base's flow in. Where both changed the same text, the
conflict is shown in words and, in sent/update.html, with both pictures; decide
with --mine ID or --base ID. Nothing is changed before all are decided.`,
		Example: "  pharos update --project harbour --from releases/zz/2",
		Args:    words(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			u.ui, u.options = c.ui, c.options()
			return u.run(cmd.Context())
		},
	}
	f := cmd.Flags()
	f.StringVar(&u.from, "from", "", "the newer base: a release, a folder, or program")
	f.StringSliceVar(&u.mine, "mine", nil, "ids of messages that keep your text")
	f.StringSliceVar(&u.theirs, "base", nil, "ids of messages that take the base's text")
	f.StringVar(&u.keys, "keys", "", newestKeys)
	u.today = todayFlag(f, "the day on which a release is checked")
	addSettings(f, making...)
	require(cmd, "from")
	return cmd
}

// newestKeys is what --keys says where an adaptation is worked on.
const newestKeys = "folder of the office's newest keys, where you have it: they say what was withdrawn"

// baseUpdate is one call of the verb.
type baseUpdate struct {
	ui           *ui
	options      build.Options
	from, keys   string
	mine, theirs []string
	today        *string
}

// run updates one adaptation.
func (u *baseUpdate) run(ctx context.Context) error {
	o := u.options
	if !adapt.Is(o.Project) {
		return usagef("%s is no adaptation", o.Project)
	}
	b, _, err := office.Base(o.Project, u.from, dayOr(*u.today), u.keys)
	if err != nil {
		return err
	}
	page := filepath.Join(o.Project, "sent", "update.html")
	err = office.Update(ctx, o, office.Change{Base: b, Mine: u.mine, Theirs: u.theirs, Page: page})
	var open office.Unsettled
	if errors.As(err, &open) {
		for _, c := range open.Conflicts {
			u.ui.say("%s", c)
		}
		u.ui.say("\nNothing was changed. Both pictures are in %s. Decide with --mine ID or --base ID.", open.Page)
		return found{}
	}
	if err != nil {
		return err
	}
	u.ui.say("updated: it rests on %s. Build it and look at it.", u.from)
	return nil
}
