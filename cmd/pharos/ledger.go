package main

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/pflag"

	pharos "pharos"
	"pharos/internal/build"
	"pharos/internal/campaign"
	"pharos/internal/locale"
	"pharos/internal/release"
)

func printVerb() verb {
	return verb{
		name:  "print",
		args:  "ticket | record | place | recall BATCH [flags]",
		short: "keep the ledger of what was printed and where it went",
		long: `ticket  writes the print ticket of an order: --out NAME.pdf, and NAME.json beside it
record  notes a print run of a batch of a release
place   notes where sheets of a batch went
recall  notes that a holder gave sheets back or took them down
The ledger is ledger/<writer>.jsonl in the project, one file a person. Places stay
there: no release and no report holds them.`,
		example: "pharos print record zz-1-poster-rights.en --release releases/zz/1 --writer ana --count 200 --date 2030-01-25 --printer \"Print shop\"",
		run:     runPrint,
	}
}

// runPrint adds one entry.
func runPrint(_ context.Context, ui *ui, args []string) error {
	f, project := plainFlags("print", ui)
	var e release.Entry
	dir := f.String("release", "", "the release that the batch belongs to")
	writer := f.String("writer", "", "who keeps this file of the ledger, in small letters")
	f.StringVar(&e.Day, "date", "", "the day, YYYY-MM-DD")
	f.IntVar(&e.Count, "count", 0, "how many sheets")
	f.StringVar(&e.Printer, "printer", "", "who printed")
	f.StringVar(&e.Order, "order", "", "number of the order")
	f.StringVar(&e.Holder, "holder", "", "who has the sheets")
	f.StringVar(&e.Language, "holder-language", "", "language of letters to the holder")
	f.StringVar(&e.Place, "place", "", "where they went, in words")
	f.StringVar(&e.Where, "where", "", "coordinates; kept private")
	f.StringVar(&e.Note, "note", "", "anything else")
	out := f.String("out", "", "ticket: the PDF to write")
	contact := f.String("contact", "", "ticket: whom the shop asks before printing")
	language := f.String("language", "", "ticket: its language; else the sheet's first")
	today := f.String("today", "", "ticket: the day of the check, YYYY-MM-DD; else today")
	if help, err := parseWords(f, args, 2, 2); err != nil || help {
		return ui.helpOr(printVerb(), f, help, err)
	}
	if f.Arg(0) == "ticket" {
		t := &ticket{ui: ui, project: *project, dir: *dir, out: *out, contact: *contact, language: locale.Tag(*language), today: *today, order: e}
		return t.write(f)
	}
	if err := needed(f, "release", "writer", "date"); err != nil {
		return err
	}
	kinds := map[string]release.What{"record": release.Printed, "place": release.Placed, "recall": release.Recalled}
	e.What, e.Batch = kinds[f.Arg(0)], f.Arg(1)
	if e.What == "" {
		return usagef("unknown action %q%s", f.Arg(0), meant(f.Arg(0), []string{"ticket", "record", "place", "recall"}))
	}
	if err := fill(&e, *dir); err != nil {
		return err
	}
	if err := release.Append(*project, *writer, e); err != nil {
		return err
	}
	ui.say("%s: %s of %s, entry %s", e.What, count(e.Count, "sheet"), e.Batch, e.ID)
	return nil
}

// fill adds what the release says about a batch.
func fill(e *release.Entry, dir string) error {
	m, digest, err := release.ReadManifest(os.DirFS(dir))
	if err != nil {
		return fmt.Errorf("%s: %w", dir, err)
	}
	id := make([]byte, 8)
	if _, err := rand.Read(id); err != nil {
		return err
	}
	e.ID, e.Country, e.Release, e.Manifest, e.Numbers = hex.EncodeToString(id), m.Country, m.Number, digest, map[string]string{}
	for _, file := range m.Files {
		if file.Batch == e.Batch && e.Material == "" {
			e.Material = file.Material
			e.Audience = strings.Split(file.Path, "/")[min(1, strings.Count(file.Path, "/"))]
			_, tags, _ := strings.Cut(file.Material, ".")
			e.Languages = strings.Split(tags, "+")
			for _, fact := range m.Facts {
				if fact.What == "number" && build.Carries(filepath.Join(dir, "materials.json"), file.Path, fact.Line) {
					e.Numbers[fact.Line] = fact.Value
				}
			}
		}
	}
	if e.Material == "" {
		return usagef("release %s has no batch %q", m.Name(), e.Batch)
	}
	return nil
}

func recallVerb() verb {
	return verb{
		name:  "recall",
		args:  "--hotline LINE [flags]",
		short: "list every batch and place that carries a dead or changed number",
		long: `Goes through the ledger. A batch whose number is still the one on record is left
out unless --all is given. --letters DIR writes a take-down letter for each
holder, to be sent by hand.`,
		example: "pharos recall --hotline zz.line --letters letters",
		run:     runRecall,
	}
}

// runRecall prints the batches as the result.
func runRecall(_ context.Context, ui *ui, args []string) error {
	f, project := plainFlags("recall", ui)
	line := f.String("hotline", "", "the line")
	all := f.Bool("all", false, "also batches with the number on record: the line is dead")
	letters := f.String("letters", "", "folder for letters to the holders")
	if help, err := parseWords(f, args, 0, 0); err != nil || help {
		return ui.helpOr(recallVerb(), f, help, err)
	}
	if err := needed(f, "hotline"); err != nil {
		return err
	}
	entries, err := readLedger(ui, *project)
	if err != nil {
		return err
	}
	now := ""
	if !*all {
		if now, err = numberOf(*project, *line); err != nil {
			return err
		}
	}
	hits := release.Carries(entries, *line, now)
	for _, e := range hits {
		fmt.Fprintf(ui.out, "%s\t%s\t%s\t%d\t%s\t%s\t%s\n", e.Batch, e.Numbers[*line], e.What, e.Count, e.Holder, e.Place, e.Where)
	}
	ui.say("%s to take down", count(len(hits), "lot"))
	if *letters == "" {
		return nil
	}
	for _, e := range hits {
		name := filepath.Join(*letters, e.ID+".txt")
		if err := release.WriteWhole(name, []byte(release.Letter(e, *line, now)), 0o600); err != nil {
			return err
		}
	}
	return nil
}

// readLedger reads the ledger; damaged lines are shown and do not stop it.
func readLedger(ui *ui, project string) ([]release.Entry, error) {
	entries, list, err := release.ReadLedger(os.DirFS(project))
	if len(list) > 0 {
		ui.findings(ui.err, list)
	}
	return entries, err
}

// numberOf is the number of a line that may be shown; empty where none may.
func numberOf(project, line string) (string, error) {
	files, _, err := campaign.Open(pharos.Defaults, project)
	if err != nil {
		return "", err
	}
	defer files.Close()
	set, _, err := campaign.Load(files)
	if err != nil {
		return "", err
	}
	for _, c := range set.Countries {
		for _, h := range c.Hotlines {
			if h.ID == line && h.Status.Shows() && len(h.Contacts) > 0 {
				return h.Contacts[0].Dial, nil
			}
		}
	}
	return "", nil
}

func reportVerb() verb {
	return verb{
		name:    "report",
		args:    "--from DAY --to DAY [flags]",
		short:   "count what was released, printed, placed, recalled and expired",
		long:    "Sums up the ledger by country, audience and language. It says nothing about readers or places.",
		example: "pharos report --from 2030-01-01 --to 2030-12-31 --format html > report.html",
		run:     runReport,
	}
}

// runReport prints the report.
func runReport(_ context.Context, ui *ui, args []string) error {
	f, project := plainFlags("report", ui)
	from, to := f.String("from", "", "first day, YYYY-MM-DD"), f.String("to", "", "last day, YYYY-MM-DD")
	format := f.String("format", "csv", "csv or html")
	if help, err := parseWords(f, args, 0, 0); err != nil || help {
		return ui.helpOr(reportVerb(), f, help, err)
	}
	return writeReport(ui, f, *project, *from, *to, *format)
}

// writeReport writes one of the two forms.
func writeReport(ui *ui, f *pflag.FlagSet, project, from, to, format string) error {
	if err := needed(f, "from", "to"); err != nil {
		return err
	}
	entries, err := readLedger(ui, project)
	if err != nil {
		return err
	}
	rows := release.Report(entries, from, to)
	switch format {
	case "csv":
		return release.WriteCSV(ui.out, rows)
	case "html":
		return release.WriteHTML(ui.out, rows, from, to)
	}
	return usagef("unknown format %q: csv and html are there", format)
}
