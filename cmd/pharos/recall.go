package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"pharos/internal/build"
	"pharos/internal/disk"
	"pharos/internal/locale"
	"pharos/internal/office"
	"pharos/internal/plan"
	"pharos/internal/release"
)

func recallCommand(c *call) *cobra.Command {
	r := &recall{}
	cmd := &cobra.Command{
		Use:   "recall",
		Short: "list every batch and place that carries a dead or changed number",
		Long: `Goes through the ledger. A batch whose number is still the one on record is left
out unless --all is given: the line is dead then, and no letter names a number.
--letters DIR writes a take-down letter for each lot, as PDF and as text, in the
language of its holder, to be sent by hand.`,
		Example: "  pharos recall --hotline zz.line --letters letters",
		Args:    words(0, 0),
	}
	f := cmd.Flags()
	f.StringVar(&r.line, "hotline", "", "the line")
	f.BoolVar(&r.all, "all", false, "also batches with the number on record: the line is dead")
	f.StringVar(&r.to, "letters", "", "folder for letters to the holders")
	f.StringVar(&r.language, "language", "",
		"language of letters to holders of whom the ledger has none; else the country's first")
	date := f.String("date", "", "the day on the letters, YYYY-MM-DD; else today")
	require(cmd, "hotline")
	cmd.RunE = func(*cobra.Command, []string) error {
		r.ui, r.options, r.day = c.ui, c.undivided(), dayOr(*date)
		return r.run()
	}
	return cmd
}

// recall is one call of the verb.
type recall struct {
	ui                      *ui
	line, to, day, language string
	all                     bool
	loaded                  *build.Loaded
	options                 build.Options
}

// run prints the batches as the result.
func (r *recall) run() error {
	entries, err := readLedger(r.ui, r.options.Project)
	if err != nil {
		return err
	}
	if r.loaded, err = build.Load(r.options); err != nil {
		return err
	}
	defer r.loaded.Files.Close()
	now := ""
	if !r.all {
		now = r.number()
	}
	hits := release.Carries(entries, r.line, now)
	for _, e := range hits {
		fmt.Fprintf(r.ui.out, "%s\t%s\t%s\t%d\t%s\t%s\t%s\n",
			e.Batch, e.Numbers[r.line], e.What, e.Count, e.Holder, e.Place, e.Where)
	}
	r.ui.say("%s to take down", count(len(hits), "lot"))
	if r.to == "" {
		return nil
	}
	for _, e := range hits {
		if err := r.letter(e, now); err != nil {
			return err
		}
	}
	return nil
}

// number is the number of the line that may be shown; empty where none may.
func (r *recall) number() string {
	_, h, _ := r.loaded.Set.Line(r.line)
	if h == nil || !h.Status.Shows() || len(h.Contacts) == 0 {
		return ""
	}
	return h.Contacts[0].Dial
}

// letter writes the two forms of one letter. They name places: nobody but the
// owner of the folder may read them.
func (r *recall) letter(e release.Entry, now string) error {
	tag := locale.Tag(e.Language)
	if tag == "" {
		tag = locale.Tag(r.language)
	}
	if c := r.loaded.Set.Country(e.Country); c != nil && tag == "" && len(c.Languages) > 0 {
		tag = c.Languages[0].Tag
	}
	d := plan.Takedown{
		Country: e.Country, Batch: e.Batch, Sheet: e.Material, Holder: e.Holder, Place: e.Place, Count: e.Count,
		Old: e.Numbers[r.line], New: now, Day: r.day,
	}
	data, mail, err := office.Letter(r.options, r.loaded, d, tag)
	if err != nil {
		return fmt.Errorf("letter about %s: %w", e.Batch, err)
	}
	name := filepath.Join(r.to, e.Batch+"-"+e.ID)
	if err := disk.Write(name+".pdf", data, 0o600); err != nil {
		return err
	}
	return disk.Write(name+".txt", []byte(mail), 0o600)
}

// readLedger reads the ledger; damaged lines are shown and do not stop it.
func readLedger(ui *ui, project string) ([]release.Entry, error) {
	entries, list, err := release.ReadLedger(os.DirFS(project))
	if len(list) > 0 {
		ui.findings(ui.err, list)
	}
	return entries, err
}

func reportCommand(c *call) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "report",
		Short:   "count what was released, printed, placed, recalled and expired",
		Long:    "Sums up the ledger by country, audience and language. It says nothing about readers or places.",
		Example: "  pharos report --from 2030-01-01 --to 2030-12-31 --format html > report.html",
		Args:    words(0, 0),
	}
	f := cmd.Flags()
	from := f.String("from", "", "first day, YYYY-MM-DD")
	to := f.String("to", "", "last day, YYYY-MM-DD")
	format := f.String("format", "csv", "csv or html")
	require(cmd, "from", "to")
	oneOf(cmd, "format", "csv", "html")
	cmd.RunE = func(*cobra.Command, []string) error {
		return writeReport(c.ui, c.project(), *from, *to, *format)
	}
	return cmd
}

// writeReport writes one of the two forms.
func writeReport(ui *ui, project, from, to, format string) error {
	if err := among("format", format, "csv", "html"); err != nil {
		return err
	}
	entries, err := readLedger(ui, project)
	if err != nil {
		return err
	}
	rows := release.Report(entries, from, to)
	if format == "csv" {
		return release.WriteCSV(ui.out, rows)
	}
	return release.WriteHTML(ui.out, rows, from, to)
}
