package release

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/gofrs/flock"

	"pharos/internal/diag"
	"pharos/internal/disk"
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
	// Until is the last day of what was released.
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
)

// LedgerDir is the folder of the ledger in a project.
const LedgerDir = "ledger"

var (
	writerName = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,39}$`)
	sumTail    = regexp.MustCompile(`,"sum":"([0-9a-f]{16})"\}$`)
)

// maxLedger limits one file of the ledger.
const maxLedger = 64 << 20

// line writes an entry with its checksum as the last value.
func (e Entry) line() ([]byte, error) {
	data, err := json.Marshal(e)
	if err != nil {
		return nil, err
	}
	return fmt.Appendf(data[:len(data)-1:len(data)-1], `,"sum":"%s"}`, Digest(data)[:16]), nil
}

// parseLine reads a line and compares its checksum.
func parseLine(line []byte) (Entry, error) {
	var e Entry
	m := sumTail.FindSubmatchIndex(line)
	if m == nil {
		return e, fmt.Errorf("the line has no checksum at its end")
	}
	data := append(bytes.Clone(line[:m[0]]), '}')
	if Digest(data)[:16] != string(line[m[2]:m[3]]) {
		return e, fmt.Errorf("the line is not as it was written: its checksum differs")
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&e); err != nil {
		return e, fmt.Errorf("the line cannot be read: %v", err)
	}
	return e, nil
}

// check says what an entry lacks.
func (e Entry) check() error {
	switch {
	case e.ID == "" || !isDay(e.Day) || e.Until != "" && !isDay(e.Until):
		return fmt.Errorf("an entry needs an id and a day as YYYY-MM-DD")
	case !slices.Contains([]What{Released, Printed, Placed, Recalled, Ended}, e.What):
		return fmt.Errorf("unknown kind of entry %q", e.What)
	case !countryCode.MatchString(e.Country) || e.Release < 1:
		return fmt.Errorf("an entry needs a country and the number of a release")
	case e.Count < 0 || (e.What == Printed || e.What == Placed) && (e.Count == 0 || e.Batch == ""):
		return fmt.Errorf("what was printed or placed needs a batch and a count")
	}
	return nil
}

// Append adds entries to one person's file of the ledger in a project. The new
// file is written beside the old one, synced and renamed: a cut at any moment
// leaves the old ledger or the new one, whole.
func Append(project, writer string, entries ...Entry) (err error) {
	if !writerName.MatchString(writer) {
		return fmt.Errorf("ledger: %q cannot name a file: use small letters, digits and hyphens", writer)
	}
	name := filepath.Join(project, LedgerDir, writer+".jsonl")
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return fmt.Errorf("ledger: %w", err)
	}
	if err := mergeable(filepath.Dir(name)); err != nil {
		return fmt.Errorf("ledger: %w", err)
	}
	lock := flock.New(filepath.Join(filepath.Dir(name), "."+writer+".lock"))
	if err := lock.Lock(); err != nil {
		return fmt.Errorf("ledger: %w", err)
	}
	defer func() { err = errors.Join(err, lock.Unlock()) }()
	data, err := os.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("ledger: %w", err)
	}
	if len(data) > 0 && data[len(data)-1] != '\n' {
		data = append(data, '\n') // a cut line of another program stays, and is reported
	}
	for _, e := range entries {
		if err := e.check(); err != nil {
			return fmt.Errorf("ledger: %w", err)
		}
		line, err := e.line()
		if err != nil {
			return fmt.Errorf("ledger: %w", err)
		}
		data = append(append(data, line...), '\n')
	}
	if err := disk.Write(name, data, 0o644); err != nil {
		return fmt.Errorf("ledger: %w", err)
	}
	return nil
}

// ReadLedger reads every file of the ledger. A damaged line is a finding with
// its place; the others are read all the same. Entries come by day and id, and
// an entry that stands in two copies counts once.
func ReadLedger(fsys fs.FS) ([]Entry, diag.List, error) {
	var out []Entry
	var list diag.List
	files, err := fs.Glob(fsys, LedgerDir+"/*.jsonl")
	if err != nil {
		return nil, nil, fmt.Errorf("ledger: %w", err)
	}
	seen := map[string]string{}
	for _, file := range files {
		data, err := readSmall(fsys, file, maxLedger)
		if err != nil {
			return nil, nil, fmt.Errorf("ledger: %s: %w", path.Base(file), err)
		}
		for i, line := range bytes.Split(data, []byte("\n")) {
			if len(line) == 0 {
				continue
			}
			pos := diag.Pos{File: file, Line: i + 1, Column: 1, Text: string(line)}
			e, err := parseLine(line)
			if err == nil {
				err = e.check()
			}
			switch was, twice := seen[e.ID]; {
			case err != nil:
				list.Errorf(rule.LedgerLine, pos, "Restore the line from version control; it counts nowhere until then.", "%v", err)
			case twice && was != string(line):
				list.Errorf(rule.LedgerTwice, pos, "Ask both writers which of the two is right.", "another entry has the id %s too", e.ID)
			case !twice:
				seen[e.ID] = string(line)
				out = append(out, e)
			}
		}
	}
	slices.SortFunc(out, func(a, b Entry) int { return strings.Compare(a.Day+a.ID, b.Day+b.ID) })
	return out, list, nil
}

// mergeable tells version control that lines of both sides are kept, so that one
// person's two machines merge as well as two persons do, and that locks stay here.
func mergeable(dir string) error {
	for name, text := range map[string]string{".gitattributes": "*.jsonl merge=union\n", ".gitignore": ".*.lock\n"} {
		name = filepath.Join(dir, name)
		if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
			if err := disk.Write(name, []byte(text), 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}

// Carries lists the batches that were printed or placed with a line on them, in
// order, without what came back: a recall without a count is of all that the
// holder had. Where now is not empty, batches that already carry this number are
// left out.
func Carries(entries []Entry, hotline, now string) []Entry {
	back, all := map[string]int{}, map[string]bool{}
	for _, e := range entries {
		if key := e.Batch + "\x00" + e.Holder; e.What == Recalled {
			back[key] += e.Count
			all[key] = all[key] || e.Count == 0
		}
	}
	var out []Entry
	for _, e := range entries {
		key := e.Batch + "\x00" + e.Holder
		number, on := e.Numbers[hotline]
		if !on || e.What != Printed && e.What != Placed || all[key] || now != "" && number == now {
			continue
		}
		gone := min(back[key], e.Count)
		back[key] -= gone
		if e.Count -= gone; e.Count > 0 {
			out = append(out, e)
		}
	}
	return out
}
