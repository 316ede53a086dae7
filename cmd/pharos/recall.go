package main

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	pharos "pharos"
	"pharos/internal/build"
	"pharos/internal/campaign"
	"pharos/internal/days"
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
out unless --all is given: the line is dead then, and no letter names a number. Sheets
of a release that the office took back are listed with any number. Where the ledger
is missing or damaged, or nobody knows the line, the answer is "at least", and exit 1
says so. --letters DIR writes a take-down letter for each holder, as PDF and as text, in
the holder's language and from the office, to be sent by hand.`,
		Example: "  pharos recall --hotline zz.line --letters letters --contact 'Ana, the office'",
		Args:    words(0, 0),
	}
	f := cmd.Flags()
	f.StringVar(&r.line, "hotline", "", "the line")
	f.BoolVar(&r.all, "all", false, "also batches with the number on record: the line is dead")
	f.StringVar(&r.to, "letters", "", "folder for letters to the holders")
	f.StringVar(&r.language, "language", "",
		"language of letters to holders of whom the ledger has none; else the country's first")
	f.StringVar(&r.contact, "contact", "", "whom the holders tell when the sheets are down, with --letters")
	date := f.String("date", "", "the day on the letters, YYYY-MM-DD; else today")
	today := todayFlag(f, "the day on which releases are checked")
	require(cmd, "hotline")
	cmd.RunE = func(*cobra.Command, []string) error {
		r.ui, r.options, r.day, r.today = c.ui, c.undivided(), dayOr(*date), dayOr(*today)
		return r.run()
	}
	return cmd
}

// recall is one call of the verb.
type recall struct {
	ui                      *ui
	line, to, day, language string
	contact                 string
	// today is the day on which releases are checked.
	today   string
	all     bool
	loaded  *build.Loaded
	options build.Options
}

// run prints the lots as the result, and what it cannot know.
func (r *recall) run() error {
	l, err := readLedger(r.ui, r.options.Project)
	if err != nil {
		return err
	}
	if r.loaded, err = build.Load(r.options); err != nil {
		return err
	}
	defer r.loaded.Files.Close()
	now := ""
	if !r.all {
		now = numberOf(r.loaded.Set, r.line)
	}
	standings, err := standingsIn(r.options.Project, r.today, l.Entries)
	if err != nil {
		return err
	}
	hits := slices.DeleteFunc(release.Carries(l.Entries, r.line, ""), func(e release.Entry) bool {
		return now != "" && e.Numbers[r.line] == now && standings[e.Manifest] != release.TakenBack
	})
	sheets := 0
	for _, e := range hits {
		sheets += e.Count
		r.ui.row(e.Batch, e.Numbers[r.line], e.What, e.Count, e.Holder, e.Place, e.Where, standings[e.Manifest])
	}
	if r.to != "" {
		if err := r.letters(hits, now); err != nil {
			return err
		}
	}
	doubts := slices.Concat(doubtsOf(r.options.Project, l), r.unknown(l))
	lots := fmt.Sprintf("%s, %s to take down", count(len(hits), "lot"), count(sheets, "sheet"))
	return r.ui.inDoubt(lots, l, doubts)
}

// unknown says that nobody has heard of the line.
func (r *recall) unknown(l *release.Ledger) []string {
	var ids []string
	for _, c := range r.loaded.Set.Countries {
		for _, h := range c.Hotlines {
			ids = append(ids, h.ID)
		}
	}
	for _, e := range l.Entries {
		ids = slices.AppendSeq(ids, maps.Keys(e.Numbers))
	}
	if slices.Contains(ids, r.line) {
		return nil
	}
	return []string{fmt.Sprintf("neither the countries nor the ledger know a line %q%s", r.line, meant(r.line, ids))}
}

// inDoubt says a result of the ledger with the number of entries it comes from.
// Where the ledger can lack something it is only a lower end, and no success.
func (u *ui) inDoubt(result string, l *release.Ledger, doubts []string) error {
	read := count(l.Read, "entry")
	if len(doubts) == 0 {
		u.say("%s; read: %s of the ledger", result, read)
		return nil
	}
	for _, d := range doubts {
		u.say("not sure: %s", d)
	}
	u.say("at least %s; read: %s of the ledger", result, read)
	return found{}
}

// doubtsOf says why a ledger may lack something.
func doubtsOf(project string, l *release.Ledger) []string {
	var out []string
	if l.Read == 0 {
		out = append(out, fmt.Sprintf("there is no ledger with entries in %s",
			filepath.Join(project, release.LedgerDir)))
	}
	if n := len(l.Findings); n > 0 {
		out = append(out, fmt.Sprintf("%s in the ledger", count(n, "defect")))
	}
	all, err := release.Folder(filepath.Join(project, release.StoreDir)).List()
	if err != nil {
		return append(out, err.Error())
	}
	for _, id := range all {
		if id.Organisation == "" && !slices.ContainsFunc(l.Entries, func(e release.Entry) bool {
			return e.What == release.Released && e.Country == id.Country && e.Release == id.Number
		}) {
			out = append(out, fmt.Sprintf("the ledger has nothing about the release %s", id))
		}
	}
	return out
}

// standingsIn asks about every release in a ledger whether it still holds, by the
// digest of its manifest. A release that is not in the project has no answer.
func standingsIn(project, today string, entries []release.Entry) (map[string]release.Standing, error) {
	trust, err := release.TrustIn(project, today)
	if err != nil {
		return nil, err
	}
	trust.Bare = true
	out := map[string]release.Standing{}
	for _, s := range trust.Beside {
		all, err := s.List()
		if err != nil {
			return nil, err
		}
		for _, id := range all {
			if !slices.ContainsFunc(entries, func(e release.Entry) bool {
				return e.Country == id.Country && e.Release == id.Number
			}) {
				continue
			}
			files, err := s.Open(id)
			if err != nil {
				return nil, err
			}
			r, err := release.Verify(files, trust)
			if err = errors.Join(err, files.Close()); err != nil {
				return nil, err
			}
			out[r.Digest] = r.Standing()
		}
	}
	if trust.Own != nil {
		for _, w := range trust.Own.Newest().Withdrawn {
			out[w.SHA256] = release.TakenBack
		}
	}
	return out, nil
}

// numberOf is the number of a line that may be shown; empty where none may.
func numberOf(set *campaign.Set, line string) string {
	_, h, _ := set.Line(line)
	if h == nil || !h.Status.Shows() || len(h.Contacts) == 0 {
		return ""
	}
	return h.Contacts[0].Dial
}

// lotsOut says of each line how many lots are out that do not carry its number of
// today, so that a number is not changed in the files alone.
func (u *ui) lotsOut(project string) error {
	l, err := release.ReadLedger(os.DirFS(project))
	if err != nil {
		return err
	}
	lots := release.Lots(l.Entries)
	if len(lots) == 0 && len(l.Findings) == 0 {
		return nil
	}
	files, _, err := campaign.Open(pharos.Defaults, project)
	if err != nil {
		return err
	}
	defer files.Close()
	set, _, err := campaign.Load(files)
	if err != nil {
		return err
	}
	lines := map[string]bool{}
	for _, e := range lots {
		for line := range e.Numbers {
			lines[line] = true
		}
	}
	for _, line := range slices.Sorted(maps.Keys(lines)) {
		now, sheets := numberOf(set, line), 0
		hits := release.Carries(l.Entries, line, now)
		for _, e := range hits {
			sheets += e.Count
		}
		switch {
		case len(hits) > 0 && now == "":
			u.say("%s, %s are out with a number of %s, which is shown no more: pharos recall --hotline %s",
				u.count(len(hits), "lot"), u.count(sheets, "sheet"), line, line)
		case len(hits) > 0:
			u.say("%s, %s are out with another number of %s than %s: pharos recall --hotline %s",
				u.count(len(hits), "lot"), u.count(sheets, "sheet"), line, now, line)
		}
	}
	if n := len(l.Findings); n > 0 {
		u.say("There may be more: the ledger has %s. See pharos recall.", u.count(n, "defect"))
	}
	return nil
}

// letters writes one letter a holder about all that it has. Where one page has no room
// for all lots, more follow.
func (r *recall) letters(hits []release.Entry, now string) error {
	if r.contact == "" {
		return usagef("letters need --contact: whom the holders tell when the sheets are down")
	}
	var holders []string
	of := map[string][]release.Entry{}
	for _, e := range hits {
		key := e.Country + "\x00" + e.Language + "\x00" + strings.Join(strings.Fields(strings.ToLower(e.Holder)), " ")
		if of[key] == nil {
			holders = append(holders, key)
		}
		of[key] = append(of[key], e)
	}
	for _, key := range holders {
		for part := range slices.Chunk(of[key], plan.MostLots) {
			if err := r.letter(part, now); err != nil {
				return err
			}
		}
	}
	r.ui.say("letters: one for each of %s, in %s", count(len(holders), "holder"), r.to)
	return nil
}

// letter writes the two forms of one letter. They name places: nobody but the
// owner of the folder may read them.
func (r *recall) letter(lots []release.Entry, now string) error {
	first := lots[0]
	tag := locale.Tag(first.Language)
	if tag == "" {
		tag = locale.Tag(r.language)
	}
	d := plan.Takedown{Country: first.Country, Holder: first.Holder, New: now, Day: r.day, Contact: r.contact}
	if c := r.loaded.Set.Country(first.Country); c != nil {
		if tag == "" && len(c.Languages) > 0 {
			tag = c.Languages[0].Tag
		}
		d.Sender = c.Coordinator
	}
	for _, e := range lots {
		d.Lots = append(d.Lots, office.LotOf(r.loaded.Set, e, r.line))
	}
	var err error
	if d.Picture, err = r.picture(first); err != nil {
		return err
	}
	data, mail, err := office.Letter(r.options, r.loaded, d, tag)
	if err != nil {
		return fmt.Errorf("letter about %s: %w", first.Batch, err)
	}
	name := filepath.Join(r.to, first.Batch+"-"+first.ID)
	if err := disk.Write(name+".pdf", data, 0o600); err != nil {
		return err
	}
	return disk.Write(name+".txt", []byte(mail), 0o600)
}

// picture is what a sheet looks like, where the project still has its release.
func (r *recall) picture(e release.Entry) ([]byte, error) {
	home := release.Folder(filepath.Join(r.options.Project, release.StoreDir))
	files, err := home.Open(release.ID{Country: e.Country, Number: e.Release})
	if err != nil {
		return nil, nil // the letter does without
	}
	defer files.Close()
	return office.SheetPicture(r.options, files, e.Batch)
}

// readLedger reads the ledger; damaged lines are shown and do not stop it.
func readLedger(ui *ui, project string) (*release.Ledger, error) {
	l, err := release.ReadLedger(os.DirFS(project))
	if err == nil && len(l.Findings) > 0 {
		ui.findings(ui.err, l.Findings)
	}
	return l, err
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
	format := f.String("format", "", "text with bars, csv or html with a plot; else text on a terminal, csv elsewhere")
	today := todayFlag(f, "the day until which last days have passed")
	require(cmd, "from", "to")
	oneOf(cmd, "format", "text", "csv", "html")
	cmd.RunE = func(*cobra.Command, []string) error {
		if *format == "" && term.IsTerminal(int(os.Stdout.Fd())) {
			*format = "text"
		}
		return writeReport(c.ui, c.project(), release.Period{From: *from, To: *to, Today: dayOr(*today)}, *format)
	}
	return cmd
}

// writeReport writes one of the forms.
func writeReport(ui *ui, project string, p release.Period, format string) error {
	if err := among("format", cmp.Or(format, "csv"), "text", "csv", "html"); err != nil {
		return err
	}
	for _, day := range []string{p.From, p.To} {
		if !days.Valid(day) {
			return usagef("%q is not a day; write YYYY-MM-DD", day)
		}
	}
	l, err := readLedger(ui, project)
	if err != nil {
		return err
	}
	sums := release.Report(l.Entries, p)
	switch format {
	case "text":
		err = release.WriteText(ui.out, sums)
	case "html":
		err = release.WriteHTML(ui.out, sums)
	default:
		err = release.WriteCSV(ui.out, sums)
	}
	if err != nil {
		return err
	}
	return ui.inDoubt(count(len(sums.Rows), "row"), l, doubtsOf(project, l))
}
