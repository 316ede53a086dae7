package main

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"pharos/internal/release"
	"pharos/internal/seal"
)

func printCommand(c *call) *cobra.Command {
	return actions(&cobra.Command{
		Use:   "print",
		Short: "write print tickets, and keep the ledger of what was printed and where it went",
		Long: `The ledger is ledger/<writer>.jsonl in the project, one file a person. Places stay
there: no release and no report holds them.`,
		Example: `  pharos print record zz-1-poster-rights.en --release releases/zz/1 --writer ana --count 200 \
    --date 2030-01-25 --printer "Print shop"`,
	},
		ticketCommand(c),
		entryCommand(c, release.Printed, "record", "note a print run of a batch of a release",
			`--count 200 --printer "Print shop" --holder "Town hall"`),
		entryCommand(c, release.Placed, "place", "note where sheets of a batch went",
			`--count 20 --holder "Bus station" --place "Platforms"`),
		entryCommand(c, release.Recalled, "recall",
			"note that a holder gave sheets back or took them down; without --count all",
			`--holder "Town hall" --count 15`),
		entryCommand(c, release.Ended, "expire", "note that a batch ended before the last day of its release",
			`--note "the line moved"`))
}

// entryCommand adds one kind of entry to the ledger.
func entryCommand(c *call, what release.What, action, short, example string) *cobra.Command {
	e := release.Entry{What: what}
	cmd := &cobra.Command{
		Use:   action + " BATCH",
		Short: short,
		Example: "  pharos print " + action + " zz-1-poster-rights.en --release releases/zz/1 --writer ana \\\n" +
			"    --date 2030-01-25 " + example,
		Args: words(1, 1),
	}
	f := cmd.Flags()
	dir := f.String("release", "", "the release that the batch belongs to")
	writer := f.String("writer", "", "who keeps this file of the ledger, in small letters")
	f.StringVar(&e.Day, "date", "", "the day, YYYY-MM-DD")
	f.StringVar(&e.Note, "note", "", "anything else")
	if what != release.Ended {
		f.IntVar(&e.Count, "count", 0, "how many sheets")
		f.StringVar(&e.Holder, "holder", "", "who has the sheets")
		f.StringVar(&e.Language, "holder-language", "", "language of letters to the holder")
		f.StringVar(&e.Place, "place", "", "where they went, in words")
		f.StringVar(&e.Where, "where", "", "coordinates; kept private")
	}
	if what == release.Printed {
		f.StringVar(&e.Printer, "printer", "", "who printed")
		f.StringVar(&e.Order, "order", "", "number of the order")
	}
	require(cmd, "release", "writer", "date")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		e.Batch = args[0]
		return addEntry(c.ui, c.project(), *dir, *writer, e)
	}
	return cmd
}

// addEntry adds one entry to the ledger.
func addEntry(ui *ui, project, dir, writer string, e release.Entry) error {
	if err := fill(&e, dir); err != nil {
		return err
	}
	if err := release.Append(project, writer, e); err != nil {
		return err
	}
	ui.say("%s: %s of %s, entry %s", e.What, count(e.Count, "sheet"), e.Batch, e.ID)
	return nil
}

// fill adds what the release says about a batch.
func fill(e *release.Entry, dir string) error {
	list, err := batches(dir)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(list, func(b release.Entry) bool { return b.Batch == e.Batch })
	if i < 0 {
		return usagef("the release in %s has no batch %q", dir, e.Batch)
	}
	b := list[i]
	e.Country, e.Release, e.Manifest, e.Material, e.Audience, e.Languages, e.Numbers = b.Country, b.Release, b.Manifest, b.Material, b.Audience, b.Languages, b.Numbers
	e.ID, err = entryID()
	return err
}

// batches gives an entry for every batch of a release, with what its manifest and
// its list of materials say.
func batches(dir string) ([]release.Entry, error) {
	m, digest, err := release.ReadManifest(os.DirFS(dir))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", dir, err)
	}
	lines, err := seal.SheetLines(filepath.Join(dir, "materials.json"))
	if err != nil {
		return nil, err
	}
	var out []release.Entry
	seen := map[string]bool{}
	for _, file := range m.Files {
		audience := strings.Split(file.Path, "/")[min(1, strings.Count(file.Path, "/"))]
		key := audience + " " + file.Batch // pictures of two audiences have one name
		if file.Batch == "" || seen[key] {
			continue
		}
		seen[key] = true
		_, tags, _ := strings.Cut(file.Material, ".")
		e := release.Entry{Day: m.Edition, What: release.Released, Country: m.Country, Release: m.Number, Manifest: digest, Until: m.Expires, Batch: file.Batch, Material: file.Material,
			Audience: audience, Languages: strings.Split(tags, "+"), Numbers: map[string]string{}}
		for _, fact := range m.Facts {
			if fact.What == "number" && slices.Contains(lines[file.Path], fact.Line) {
				e.Numbers[fact.Line] = fact.Value
			}
		}
		out = append(out, e)
	}
	return out, nil
}

// entryID makes a new id.
func entryID() (string, error) {
	id := make([]byte, 8)
	if _, err := rand.Read(id); err != nil {
		return "", err
	}
	return hex.EncodeToString(id), nil
}

// recordRelease notes every batch of a new release, in a file of its own. An id
// follows from what it names, so that two copies count once.
func recordRelease(project, dir string) error {
	list, err := batches(dir)
	if err != nil || len(list) == 0 {
		return err
	}
	for i, e := range list {
		list[i].ID = release.Digest([]byte(e.Manifest + " " + e.Audience + " " + e.Batch))[:16]
	}
	return release.Append(project, releaseWriter(list[0].Country, list[0].Release), list...)
}

// releaseWriter names the file of the ledger with the batches of a release.
func releaseWriter(country string, number int) string {
	return fmt.Sprintf("release-%s-%d", country, number)
}

// recordEarlier notes the releases in a folder that the ledger lacks: a run that was
// ended just after it made one did not come to it.
func recordEarlier(project string, from release.Folder, country string) error {
	all, err := from.List()
	if err != nil {
		return err
	}
	for _, id := range all {
		if id.Series() != country {
			continue
		}
		_, err := os.Stat(filepath.Join(project, release.LedgerDir, releaseWriter(country, id.Number)+".jsonl"))
		if errors.Is(err, fs.ErrNotExist) {
			err = recordRelease(project, from.Dir(id))
		}
		if err != nil {
			return fmt.Errorf("release %s %d is not in the ledger: %w", country, id.Number, err)
		}
	}
	return nil
}
