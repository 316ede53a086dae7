package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	pharos "pharos"
	"pharos/internal/build"
	"pharos/internal/campaign"
	"pharos/internal/days"
	"pharos/internal/disk"
	"pharos/internal/evaluate"
	"pharos/internal/locale"
	"pharos/internal/pdf"
	"pharos/internal/release"
)

func evaluateCommand(c *call) *cobra.Command {
	return actions(&cobra.Command{
		Use:   "evaluate",
		Short: "say whether a campaign worked, from counts that offices have",
		Long: `Before the campaign: is it measurable at all (power), and what is asked (register).
Meanwhile: the tables of line, police and trainings become counts; nothing that points
at a person gets in (take). After: a report of two sides, for a minister and for those
who check (report). docs/evaluating.md shows the way from a workbook to a report.`,
		Example: "  pharos evaluate report --country zz --out evaluation-report",
	},
		powerCommand(c), registerCommand(c), takeCommand(c), reportOfCommand(c))
}

// evaluation is one action on one country.
type evaluation struct {
	*call
	files   *campaign.Project
	set     *campaign.Set
	country *campaign.Country
	ledger  *release.Ledger
	data    *evaluate.Data
}

// evaluated adds the flag of the country and opens its evaluation before the action.
func evaluated(c *call, cmd *cobra.Command, action func(*evaluation, []string) error) *cobra.Command {
	addSettings(cmd.Flags(), "countries")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		e := &evaluation{call: c}
		if err := e.open(); err != nil {
			return err
		}
		defer e.files.Close()
		return action(e, args)
	}
	return cmd
}

// open loads the country, its plan and its counts; findings that stop are shown.
func (e *evaluation) open() error {
	codes := e.list("countries")
	if len(codes) != 1 {
		return usagef("name one country, such as --country rs")
	}
	files, _, err := campaign.Open(pharos.Defaults, e.project())
	if err != nil {
		return err
	}
	if err := e.load(files, codes[0]); err != nil {
		files.Close()
		return err
	}
	return nil
}

func (e *evaluation) load(files *campaign.Project, code string) (err error) {
	e.files = files
	if e.set, _, err = campaign.Load(files); err != nil {
		return err
	}
	if e.country = e.set.Country(code); e.country == nil {
		return usagef("unknown country %q%s", code, meant(code, e.set.Codes()))
	}
	if e.ledger, err = readLedger(e.ui, e.project()); err != nil {
		return err
	}
	data, list, err := evaluate.Load(files, e.country, e.ledger.Entries)
	if err != nil {
		return err
	}
	if list.Stops() {
		return build.Defects{List: list.Sorted()}
	}
	e.ui.findings(e.ui.err, list.Sorted())
	e.data = data
	return nil
}

func registerCommand(c *call) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "register",
		Short: "fix the plan of an evaluation in the ledger, before the first sheet hangs",
		Long: `Writes the digest of evaluation/<cc>/plan.yaml and the day into the ledger. A report says
then that the plan was fixed before the first sheet; a plan that is changed afterwards makes
the report exploratory, and it says that too.`,
		Example: "  pharos evaluate register --country zz --writer ana",
		Args:    words(0, 0),
	}
	writer := cmd.Flags().String("writer", "", "who keeps this file of the ledger, in small letters")
	today := todayFlag(cmd.Flags(), "the day on which this is written")
	require(cmd, "writer")
	return evaluated(c, cmd, func(e *evaluation, _ []string) error {
		for _, old := range e.data.Ledger {
			if old.What == release.Registered && old.Plan == e.data.PlanDigest {
				return usagef("this plan was registered on %s", old.Day)
			}
		}
		id, err := entryID()
		if err != nil {
			return err
		}
		entry := release.Entry{ID: id, Day: dayOr(*today), What: release.Registered, Country: e.country.Code,
			Plan: e.data.PlanDigest}
		if err := release.Append(e.project(), *writer, entry); err != nil {
			return err
		}
		e.ui.say("plan of %s fixed on %s: %s", e.country.Code, entry.Day, entry.Plan[:16])
		return nil
	})
}

func reportOfCommand(c *call) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "report",
		Short: "write the report of an evaluation: pages, tables, figures, and a program that checks it",
		Long: `Writes report.<language>.html (one file without scripts), report.<language>.pdf (tagged),
report.csv, report.json, figures/calls.<language>.svg and check.R, which makes the main
estimate again. Small numbers are merged or left out; with --office they are there, and
every side says that it is not to be published. With --writer the figures are entered
in the ledger as published: a later report from which a small number could be told by
comparing is refused.`,
		Example: "  pharos evaluate report --country zz --language en,sq --out evaluation-report",
		Args:    words(0, 0),
	}
	f := cmd.Flags()
	out := f.String("out", "", "folder for the report")
	until := f.String("until", "", "last day to look at, YYYY-MM-DD; else the end of the last whole period")
	office := f.Bool("office", false, "the edition of the office, with small numbers")
	writer := f.String("writer", "", "who enters the report in the ledger as published")
	today := todayFlag(f, "the day on which this is written")
	require(cmd, "out")
	addSettings(f, "languages")
	return evaluated(c, cmd, func(e *evaluation, _ []string) error {
		switch {
		case *until != "" && !days.Valid(*until):
			return usagef("%q is not a day; write YYYY-MM-DD", *until)
		case *office && *writer != "":
			return usagef("the office's edition is never published: leave --writer or --office out")
		case !*office && len(e.ledger.Findings) > 0:
			// Nobody knows what was published: a small number could be told by comparing.
			return build.Defects{List: e.ledger.Findings.Sorted()}
		}
		r, list := evaluate.Make(e.data, *until, *office, sources)
		if list.Stops() {
			return build.Defects{List: list.Sorted()}
		}
		if err := e.write(r, *out); err != nil {
			return err
		}
		if *writer == "" {
			if !*office {
				e.ui.say("not entered in the ledger: when the report goes out, make it with --writer")
			}
			return nil
		}
		return e.publish(r, *writer, dayOr(*today))
	})
}

// write makes the files of a report in every language.
func (e *evaluation) write(r *evaluate.Report, out string) error {
	words, list, err := campaign.EvaluationWords(e.files)
	if err != nil {
		return err
	}
	if list.Stops() {
		return build.Defects{List: list}
	}
	var want []locale.Tag
	for _, l := range e.country.Languages {
		want = append(want, l.Tag)
	}
	if asked := e.options().Languages; len(asked) > 0 {
		want = asked
	}
	data, err := evaluate.WriteJSON(r)
	if err != nil {
		return err
	}
	files := map[string][]byte{"report.csv": evaluate.WriteCSV(r), "report.json": data}
	if check := evaluate.CheckR(r); check != nil {
		files["check.R"] = check
	}
	fonts, list, err := e.set.OpenFonts(e.files, pharos.Defaults)
	if err != nil {
		return err
	}
	if fonts == nil {
		return build.Defects{List: list}
	}
	for _, tag := range evaluate.Languages(words, want) {
		w := &evaluate.Words{Catalogue: words, Tag: tag}
		var page, sheet bytes.Buffer
		if err := evaluate.WriteHTML(&page, r, w); err != nil {
			return err
		}
		files["report."+string(tag)+".html"] = page.Bytes()
		paper, err := evaluate.Paper(r, w, fonts)
		if err != nil {
			return err
		}
		if err := pdf.Write(&sheet, paper, pdf.Options{Kind: pdf.Screen, Date: r.Until}); err != nil {
			return err
		}
		files["report."+string(tag)+".pdf"] = sheet.Bytes()
		if figure := evaluate.Chart(r, w, 680); figure != "" {
			files["figures/calls."+string(tag)+".svg"] = []byte(figure)
		}
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	if err := disk.Save(out, files); err != nil {
		return err
	}
	for _, name := range slices.Sorted(keysOf(files)) {
		fmt.Fprintln(e.ui.out, filepath.Join(out, name))
	}
	return nil
}

// keysOf gives the names of files.
func keysOf(files map[string][]byte) func(func(string) bool) {
	return func(yield func(string) bool) {
		for name := range files {
			if !yield(name) {
				return
			}
		}
	}
}

// publish enters the figures of a report in the ledger.
func (e *evaluation) publish(r *evaluate.Report, writer, day string) error {
	id, err := entryID()
	if err != nil {
		return err
	}
	entry := release.Entry{ID: id, Day: day, What: release.Published, Country: e.country.Code, Plan: r.PlanDigest,
		Until: r.Until, Figures: r.Figures()}
	if err := release.Append(e.project(), writer, entry); err != nil {
		return err
	}
	e.ui.say("entered in the ledger: %s published on %s", count(len(entry.Figures), "figure"), day)
	return nil
}

func powerCommand(c *call) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "power",
		Short: "say before anything is printed which change can be found, and with which design",
		Long: `Simulates campaigns with a known effect and says which change each design finds in 80 of
100. Calls a week are those of counts.csv, else --rate. Lines are simulated as they live: calls
come in waves. Also: how many people a survey must ask, and an order of areas drawn by lot from
the plan's digest. Letting sheets begin in that order, some weeks apart, is the office's own
choice; it is never for the site, a correction or a wrong number.`,
		Example: "  pharos evaluate power --country zz --rate 20",
		Args:    words(0, 0),
	}
	rate := cmd.Flags().Int("rate", 0, "calls a week; else those of the counts before the start")
	return evaluated(c, cmd, func(e *evaluation, _ []string) error {
		p, ok := evaluate.PowerOf(e.data, float64(*rate))
		if !ok {
			return usagef("nothing was counted before the start: say with --rate how many calls a week the line gets")
		}
		return p.Write(e.ui.out)
	})
}
