package release

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"pharos/internal/days"
	"pharos/internal/diag"
	"pharos/internal/journal"
	"pharos/internal/rule"
)

// Entry is one line of the ledger: something that happened to a batch. The
// ledger is one file a person, ledger/<name>.jsonl, so that two people's files
// merge without conflict; a line is written once and never changed.
type Entry struct {
	// ID is given by the caller and differs for each entry.
	ID string `json:"id"`
	// Day is when it happened, YYYY-MM-DD; What is what happened.
	Day  string `json:"day"`
	What What   `json:"what"`
	// Country, Release and Manifest name the release; Manifest is a digest.
	Country  string `json:"country"`
	Release  int    `json:"release"`
	Manifest string `json:"manifest,omitempty"`
	// Batch is the id on the sheet; empty for a whole release.
	Batch     string   `json:"batch,omitempty"`
	Material  string   `json:"material,omitempty"`
	Audience  string   `json:"audience,omitempty"`
	Languages []string `json:"languages,omitempty"`
	// Numbers are the telephone lines on the sheet as printed, by hotline id.
	Numbers map[string]string `json:"numbers,omitempty"`
	Count   int               `json:"count,omitempty"`
	// Until is the last day of what was released or renewed.
	Until string `json:"until,omitempty"`
	// Printer, Order and Holder are who made it, under which order, and who has it;
	// Language is the holder's.
	Printer  string `json:"printer,omitempty"`
	Order    string `json:"order,omitempty"`
	Holder   string `json:"holder,omitempty"`
	Language string `json:"language,omitempty"`
	// Place is free text. Where holds coordinates; no report ever shows them.
	Place string `json:"place,omitempty"`
	Where string `json:"where,omitempty"`
	Note  string `json:"note,omitempty"`
	// Area is the area, of those that a plan of evaluation names, where sheets went.
	Area string `json:"area,omitempty"`
	// Plan is the digest of a plan of evaluation; Figures are the counts that a report
	// has shown, by measure, days and area.
	Plan    string         `json:"plan,omitempty"`
	Figures map[string]int `json:"figures,omitempty"`
	// Of are the ids of the entries that this one is about: the lots that came back,
	// which lose Count sheets in this order, or the entries that were taken back.
	Of []string `json:"of,omitempty"`
}

// What is the kind of an entry.
type What string

// The kinds of entries.
const (
	Released What = "released"
	Printed  What = "printed"
	Placed   What = "placed"
	Recalled What = "recalled"
	Ended    What = "expired"
	// Renewed moves the last day of a batch.
	Renewed What = "renewed"
	// Undone takes earlier entries back: they were mistakes.
	Undone What = "undone"
	// Registered fixes the plan of an evaluation, Published says which figures of it
	// the public has seen. They belong to a country and to no release.
	Registered What = "registered"
	Published  What = "published"
)

// LedgerDir is the folder of the ledger in a project.
const LedgerDir = "ledger"

// maxLedger limits one file of the ledger.
const maxLedger = 64 << 20

// check says what an entry lacks.
func (e Entry) check() error {
	switch {
	case e.ID == "" || !days.Valid(e.Day) || e.Until != "" && !days.Valid(e.Until):
		return fmt.Errorf("an entry needs an id and a day as YYYY-MM-DD")
	case e.What == Registered || e.What == Published:
		if !countryCode.MatchString(e.Country) || e.Plan == "" {
			return fmt.Errorf("what is registered or published needs a country and a plan")
		}
	case !slices.Contains([]What{Released, Printed, Placed, Recalled, Ended, Renewed, Undone}, e.What):
		return fmt.Errorf("unknown kind of entry %q", e.What)
	case !countryCode.MatchString(e.Country) || e.Release < 1:
		return fmt.Errorf("an entry needs a country and the number of a release")
	case e.Count < 0 || (e.What == Printed || e.What == Placed) && (e.Count == 0 || e.Batch == ""):
		return fmt.Errorf("what was printed or placed needs a batch and a count")
	case e.What == Recalled && (e.Count == 0 || len(e.Of) == 0):
		return fmt.Errorf("what came back needs a count and the entries of its lots")
	case e.What == Undone && len(e.Of) == 0:
		return fmt.Errorf("what is taken back needs the entry that was a mistake")
	}
	return plainly(e)
}

// Append adds entries to one person's file of the ledger in a project.
func Append(project, writer string, entries ...Entry) error {
	for _, e := range entries {
		if err := e.check(); err != nil {
			return fmt.Errorf("ledger: %w", err)
		}
	}
	if err := journal.Append(filepath.Join(project, LedgerDir), writer, entries...); err != nil {
		return fmt.Errorf("ledger: %w", err)
	}
	return nil
}

// Ledger is what could be read of the files of a ledger.
type Ledger struct {
	// Entries come by day and id, without those that were taken back.
	Entries []Entry
	// Read counts the entries that were read, Files the files.
	Read, Files int
	// Findings are damaged lines, and entries that others speak of and that are not
	// there. Where there are any, more can have happened than the entries say.
	Findings diag.List
}

// Whole reports whether there is a ledger and nothing of it is known to be missing.
func (l *Ledger) Whole() bool { return l.Read > 0 && len(l.Findings) == 0 }

// Entry finds an entry by its id.
func (l *Ledger) Entry(id string) (Entry, bool) {
	i := slices.IndexFunc(l.Entries, func(e Entry) bool { return e.ID == id })
	if i < 0 {
		return Entry{}, false
	}
	return l.Entries[i], true
}

// ReadLedger reads every file of the ledger. A damaged line is a finding with
// its place; the others are read all the same. An entry that stands in two copies
// counts once.
func ReadLedger(fsys fs.FS) (*Ledger, error) {
	files, err := fs.Glob(fsys, LedgerDir+"/*.jsonl")
	if err != nil {
		return nil, fmt.Errorf("ledger: %w", err)
	}
	r := &ledgerReader{out: &Ledger{Files: len(files)}, seen: map[string]string{}, at: map[string]diag.Pos{}}
	for _, file := range files {
		data, err := readSmall(fsys, file, maxLedger)
		if err != nil {
			return nil, fmt.Errorf("ledger: %s: %w", path.Base(file), err)
		}
		r.file(file, data)
	}
	r.out.Read = len(r.out.Entries)
	slices.SortFunc(r.out.Entries, func(a, b Entry) int { return strings.Compare(a.Day+a.ID, b.Day+b.ID) })
	r.related()
	return r.out, nil
}

// ledgerReader is the work on the files of a ledger.
type ledgerReader struct {
	out *Ledger
	// seen are the lines and at their places, by the id of their entry.
	seen map[string]string
	at   map[string]diag.Pos
}

// file reads the lines of one file.
func (r *ledgerReader) file(name string, data []byte) {
	whole := diag.Pos{File: name, Line: 1, Column: 1}
	if len(data) == 0 {
		r.out.Findings.Errorf(rule.LedgerLine, whole, "Restore the file from version control.", "the file is empty")
	}
	if bytes.Contains(data, []byte("\r\n")) {
		r.out.Findings.Errorf(
			rule.LedgerLine,
			whole,
			"Put \"* -text\" into .gitattributes and check the file out anew.",
			"the line ends are not as they were written: a checkout or an editor changed the file",
		)
	}
	for i, line := range bytes.Split(data, []byte("\n")) {
		if line = bytes.TrimSuffix(line, []byte("\r")); len(line) == 0 {
			continue
		}
		r.line(diag.Pos{File: name, Line: i + 1, Column: 1, Text: string(line)}, line)
	}
}

// line reads one line.
func (r *ledgerReader) line(pos diag.Pos, line []byte) {
	var e Entry
	err := journal.Parse(line, &e)
	if err == nil {
		err = e.check()
	}
	switch was, twice := r.seen[e.ID]; {
	case err != nil:
		r.out.Findings.Errorf(
			rule.LedgerLine,
			pos,
			"Restore the line from version control; it counts nowhere until then.",
			"%v",
			err,
		)
	case twice && was != string(line):
		r.out.Findings.Errorf(
			rule.LedgerTwice,
			pos,
			"Ask both writers which of the two is right.",
			"another entry has the id %s too",
			e.ID,
		)
	case !twice:
		r.seen[e.ID], r.at[e.ID] = string(line), pos
		r.out.Entries = append(r.out.Entries, e)
	}
}

// related takes out what was taken back, and finds entries that others speak of and
// that are not there.
func (r *ledgerReader) related() {
	back := map[string]bool{}
	for _, e := range r.out.Entries {
		for _, id := range e.Of {
			if _, there := r.seen[id]; !there {
				r.out.Findings.Errorf(
					rule.LedgerLine,
					r.at[e.ID],
					"Restore the missing line or file from version control.",
					"the entry is about the entry %s, which the ledger lacks",
					id,
				)
			}
			back[id] = back[id] || e.What == Undone
		}
	}
	r.out.Entries = slices.DeleteFunc(r.out.Entries, func(e Entry) bool { return back[e.ID] || e.What == Undone })
}

// Lots lists what was printed or placed, in order, each with the sheets that did
// not come back. What came back counts for the lots that its entry names and for no
// others, whenever they were written.
func Lots(entries []Entry) []Entry {
	back := map[string]int{}
	count := map[string]int{}
	for _, e := range entries {
		if e.What == Printed || e.What == Placed {
			count[e.ID] = e.Count
		}
	}
	for _, e := range entries {
		if e.What != Recalled {
			continue
		}
		left := e.Count
		for _, id := range e.Of {
			gone := min(left, count[id]-back[id])
			back[id] += gone
			left -= gone
		}
	}
	var out []Entry
	for _, e := range entries {
		if e.What != Printed && e.What != Placed {
			continue
		}
		if e.Count -= back[e.ID]; e.Count > 0 {
			out = append(out, e)
		}
	}
	return out
}

// Carries lists the lots that are out with a line on them. Where now is not empty,
// those that already carry this number are left out.
func Carries(entries []Entry, hotline, now string) []Entry {
	return slices.DeleteFunc(Lots(entries), func(e Entry) bool {
		number, on := e.Numbers[hotline]
		return !on || now != "" && number == now
	})
}
