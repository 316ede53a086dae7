package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	pharos "pharos"
	"pharos/internal/build"
	"pharos/internal/calls"
	"pharos/internal/campaign"
	"pharos/internal/disk"
	"pharos/internal/locale"
	"pharos/internal/made"
	"pharos/internal/office"
	"pharos/internal/plan"
)

func attestCommand(c *call) *cobra.Command {
	t := &testCall{}
	cmd := &cobra.Command{
		Use:   "attest LINE",
		Short: "record a test call, print a call sheet, or propose what calls heard",
		Long: `Writes campaigns/countries/<cc>/attestations/<line>-<date>-<mark>.yaml: who rang
which number, when, from which network, and what was heard. Records are never
changed; a second call is a second file. --outcome other says that somebody or
something else answered than the record says; it stops a release until two newer
calls clear it.`,
		Example: `  pharos attest zz.line --by "Ana" --role office --from "Net One" --date 2030-01-02 \
    --heard "Fictional line, good day"`,
		Args: words(1, 1),
		RunE: t.onLine(c, t.record),
	}
	f := cmd.Flags()
	f.StringVar(&t.call.By, "by", "", "name of the person who rang")
	f.StringVar(&t.call.Role, "role", "", "what this person is, such as office or volunteer")
	f.StringVar(&t.call.Network, "from", "", "telephone company the call was made from")
	f.StringVar(&t.call.Date, "date", "", "day of the call, YYYY-MM-DD")
	f.StringVar(&t.call.Heard, "heard", "", "what was announced, word for word")
	f.StringVar(&t.call.Hours, "hours", "", `hours as heard, such as "mon-fri 10:00-18:00" or always`)
	f.StringSliceVar(&t.languages, "languages", nil, "languages as heard, such as sq,en")
	f.StringVar(&t.cost, "cost", "", "cost as heard: any-phone, country, no, land-line or unknown")
	f.StringVar(&t.call.Data, "data", "", "what happens to the caller's data, as heard")
	f.StringVar(&t.outcome, "outcome", string(campaign.Confirmed), "confirmed, other or no-answer")
	require(cmd, "by", "role", "from", "date", "heard")
	oneOf(cmd, "outcome", string(campaign.Confirmed), "other", "no-answer")
	oneOf(cmd, "cost", costs()...)
	cmd.AddCommand(callSheetCommand(c), proposeCommand(c))
	return cmd
}

func callSheetCommand(c *call) *cobra.Command {
	t := &testCall{}
	cmd := &cobra.Command{
		Use:     "sheet LINE",
		Short:   "print what to ask in a test call, as text or as a PDF to write on",
		Example: "  pharos attest sheet zz.line --language sq --out sheet.pdf",
		Args:    words(1, 1),
		RunE:    t.onLine(c, t.printSheet),
	}
	cmd.Flags().StringVar(&t.out, "out", "", "write a PDF to this file; else text to standard output")
	cmd.Flags().StringVar(&t.language, "language", "", "language of the words to say; else the country's first")
	return cmd
}

func proposeCommand(c *call) *cobra.Command {
	t := &testCall{}
	cmd := &cobra.Command{
		Use:   "propose LINE",
		Short: "show what calls heard alike as a patch of the country's file",
		Long: `Shows as a patch of the country's file what two calls heard alike, for git apply or
patch -p1; it changes nothing.`,
		Example: "  pharos attest propose zz.line > heard.patch",
		Args:    words(1, 1),
		RunE:    t.onLine(c, t.diff),
	}
	cmd.Flags().StringVar(&t.call.Date, "date", "",
		"the day by which calls count, YYYY-MM-DD; else that of the newest call")
	return cmd
}

// costs are what a caller can hear about the price.
func costs() []string {
	var out []string
	for _, c := range campaign.CallCosts {
		out = append(out, string(c))
	}
	return out
}

// testCall is one action: a call, a call sheet or a proposal.
type testCall struct {
	ui       *ui
	settings settings
	options  build.Options
	call     campaign.Attestation
	// outcome, cost and languages are those of the call as they were typed.
	outcome, cost string
	languages     []string
	// language is that of a call sheet, out its PDF; empty prints text.
	language, out string
}

// onLine does an action on a line of the project.
func (t *testCall) onLine(c *call, action func(*campaign.Set, *campaign.Hotline) error,
) func(*cobra.Command, []string) error {
	return func(_ *cobra.Command, args []string) error {
		t.ui, t.settings, t.options = c.ui, c.settings, c.undivided()
		t.call.Line, t.call.Outcome, t.call.Cost = args[0], campaign.Outcome(t.outcome), campaign.Cost(t.cost)
		set, line, err := t.line()
		if err != nil {
			return err
		}
		if err := calls.Callable(line); err != nil {
			return usagef("%v", err)
		}
		return action(set, line)
	}
}

// line loads the project and finds the line.
func (t *testCall) line() (*campaign.Set, *campaign.Hotline, error) {
	files, _, err := campaign.Open(pharos.Defaults, t.options.Project)
	if err != nil {
		return nil, nil, err
	}
	defer files.Close()
	set, _, err := campaign.Load(files)
	if err != nil {
		return nil, nil, err
	}
	var ids []string
	for _, c := range set.Countries {
		for i := range c.Hotlines {
			if h := &c.Hotlines[i]; h.ID == t.call.Line && len(h.Contacts) > 0 {
				return set, h, nil
			}
			ids = append(ids, c.Hotlines[i].ID)
		}
	}
	return nil, nil, usagef("unknown line %q%s", t.call.Line, meant(t.call.Line, ids))
}

// record writes the file.
func (t *testCall) record(set *campaign.Set, h *campaign.Hotline) error {
	if err := t.settings.past(t.call.Date); err != nil {
		return err
	}
	name, err := calls.Record(t.options.Project, set, h, t.call, t.languages)
	var wrong calls.Wrong
	switch {
	case errors.As(err, &wrong) && wrong.Field:
		return usagef("--%v", err)
	case errors.As(err, &wrong):
		return usagef("%v", err)
	case err != nil:
		return err
	}
	_, err = fmt.Fprintln(t.ui.out, name)
	return err
}

// diff prints what calls heard alike as a patch.
func (t *testCall) diff(set *campaign.Set, h *campaign.Hotline) error {
	files, _, err := campaign.Open(pharos.Defaults, t.options.Project)
	if err != nil {
		return err
	}
	defer files.Close()
	patch, notes, err := calls.Propose(files, set, h, t.call.Date)
	if err != nil {
		return err
	}
	if _, err := t.ui.out.Write(patch); err != nil {
		return err
	}
	t.ui.tell(notes)
	return nil
}

// printSheet gives what to ask and room for the answers: as text, or as a PDF.
func (t *testCall) printSheet(set *campaign.Set, h *campaign.Hotline) error {
	tag := locale.Tag(t.language)
	if c, _, _ := set.Line(h.ID); c != nil && tag == "" && len(c.Languages) > 0 {
		tag = c.Languages[0].Tag
	}
	if _, known := set.Languages.Lookup(tag); !known {
		return usagef("unknown language %q", tag)
	}
	if t.out != "" {
		return t.writeSheet(tag)
	}
	m, ok := plan.CallSheet(set, h.ID, tag)
	if !ok {
		return usagef("the call sheet lacks a text in %s: take another --language", tag)
	}
	words, way, w := m.Columns[0].Slots, h.Contacts[0], t.ui.out
	fmt.Fprintf(
		w,
		"%s · %s\n\n%s\n%s\n\n%s\n\n",
		words[made.SlotTitle][0].Text.Value,
		h.ID,
		m.Number.Label.Value,
		way.Dial,
		words[made.SlotLead][0].Text.Value,
	)
	for _, q := range words[made.SlotNotes] {
		fmt.Fprintf(w, "%s\n    ____________________________________________________________\n\n", q.Text.Value)
	}
	fmt.Fprintf(
		w,
		"On record: operator %s; hours %s; cost %s.\n",
		h.Operator.English,
		hoursOn(way.Hours),
		way.Free.Value,
	)
	fmt.Fprint(w, "Ask nothing about any caller. Two calls by two people from two networks are needed.\n")
	_, err := fmt.Fprintf(
		w,
		"Then: pharos attest %s --by NAME --role ROLE --from NETWORK --date DAY --heard \"...\"\n",
		h.ID,
	)
	return err
}

// writeSheet writes the PDF.
func (t *testCall) writeSheet(tag locale.Tag) error {
	l, err := whole(t.options)
	if err != nil {
		return err
	}
	defer l.Files.Close()
	data, err := office.CallSheet(t.options, l, t.call.Line, tag)
	if err != nil {
		return err
	}
	if err := disk.Write(t.out, data, 0o644); err != nil {
		return err
	}
	t.ui.say("call sheet for %s in %s: %s", t.call.Line, tag, t.out)
	return nil
}

// hoursOn are the hours on record in words.
func hoursOn(h campaign.Hours) string {
	if !h.Known() {
		return "not on record: ask"
	}
	return h.Written()
}
