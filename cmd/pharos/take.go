package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/spf13/cobra"

	"pharos/internal/build"
	"pharos/internal/campaign"
	"pharos/internal/disk"
	"pharos/internal/evaluate"
	"pharos/internal/intake"
	"pharos/internal/locale"
)

func takeCommand(c *call) *cobra.Command {
	t := &taking{}
	cmd := &cobra.Command{
		Use:   "take FILE",
		Short: "take a table of an office in as counts",
		Long: `Reads a table (.xlsx or CSV) as evaluation/<cc>/columns.yaml says and adds its counts to
counts.csv. A list with one row a call is counted while it is read. Only days, whole
numbers, and words that columns.yaml lists are looked at; the table itself is never
copied. --propose shows what the columns seem to mean as a patch of columns.yaml, for
git apply or patch -p1, and changes nothing.`,
		Example: "  pharos evaluate take line-2030.xlsx --country zz --propose > columns.patch",
		Args:    words(1, 1),
	}
	f := cmd.Flags()
	f.BoolVar(&t.propose, "propose", false, "show what the columns seem to mean")
	f.StringVar(&t.sheet, "sheet", "", "only the sheet of this name, also a hidden one")
	f.BoolVar(&t.replace, "replace", false, "let figures take the place of others for the same days")
	return evaluated(c, cmd, func(e *evaluation, args []string) error {
		t.evaluation = e
		return t.take(args[0])
	})
}

// taking is one table that is taken in.
type taking struct {
	*evaluation
	propose, replace bool
	sheet            string
}

// in gives the path of a file of the evaluation inside the project.
func (t *taking) in(name string) string { return path.Join(evaluate.Folder(t.country.Code), name) }

// old reads a file of the evaluation; one that is not there is empty.
func (t *taking) old(name string) ([]byte, error) {
	data, err := fs.ReadFile(t.files, t.in(name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return data, err
}

func (t *taking) take(file string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	old, err := t.old("columns.yaml")
	if err != nil {
		return err
	}
	if t.propose {
		return t.show(file, data, old)
	}
	if old == nil {
		return usagef("%s is not there: look at 'pharos evaluate take %s --country %s --propose'",
			t.in("columns.yaml"), file, t.country.Code)
	}
	columns, list := intake.ReadColumns(t.in("columns.yaml"), old, t.data.Plan)
	if list.Stops() {
		return build.Defects{List: list.Sorted()}
	}
	got, list := intake.Take(filepath.Base(file), data, columns, t.data.Plan, t.sheet)
	if list.Stops() {
		return build.Defects{List: list.Sorted()}
	}
	t.ui.findings(t.ui.err, list.Sorted())
	all, added, revised, list := intake.Merge(t.data.Counts, got.Counts, t.replace)
	if list.Stops() {
		return build.Defects{List: list.Sorted()}
	}
	text := evaluate.WriteCounts(all)
	_, list = evaluate.ReadCounts(t.in("counts.csv"), text, t.data.Plan)
	if list.Stops() {
		return build.Defects{List: list.Sorted()}
	}
	t.ui.findings(t.ui.err, list.Sorted())
	if err := disk.Write(filepath.Join(t.project(), filepath.FromSlash(t.in("counts.csv"))), text, 0o644); err != nil {
		return err
	}
	t.ui.say("%s taken: %d new, %d revised, %d the same; "+
		"%d cells say that nothing is known, %d rows of totals passed over",
		count(len(got.Counts), "count"), added, revised, len(got.Counts)-added-revised, got.Unknown, got.Totals)
	return nil
}

// show prints the guess as a patch of columns.yaml.
func (t *taking) show(file string, data, old []byte) error {
	words, _, err := campaign.EvaluationWords(t.files)
	if err != nil {
		return err
	}
	lexicon := intake.Lexicon{}
	for _, tag := range words.Tags() {
		for _, id := range words.IDs(locale.Source) {
			meaning, heading := strings.CutPrefix(id, "evaluation.heading.")
			if m, ok := words.Message(tag, id); heading && ok {
				lexicon.Learn(meaning, m.Forms["other"])
			}
		}
	}
	name := strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
	guess, list := intake.Propose(filepath.Base(file), data, t.sheet, name, lexicon)
	if list.Stops() {
		return build.Defects{List: list.Sorted()}
	}
	t.ui.findings(t.ui.err, list.Sorted())
	if guess == "" {
		return usagef("no column of %s has days below its heading: write columns.yaml by hand", filepath.Base(file))
	}
	text := string(old)
	if text == "" {
		text = "# What the columns of tables mean. A person confirmed it.\ntables:\n"
	}
	from := "a/" + t.in("columns.yaml")
	if old == nil {
		from = "/dev/null"
	}
	patch := diff.Diff(from, old, "b/"+t.in("columns.yaml"), []byte(text+guess))
	if _, after, ok := strings.Cut(string(patch), "\n"); ok { // its first line names a program
		_, err = fmt.Fprint(t.ui.out, after)
	}
	t.ui.say("look at every line, correct it, and put it into %s; nothing was changed", t.in("columns.yaml"))
	return err
}
