package release

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"pharos/internal/disk"
	"pharos/internal/disk/disktest"
	"pharos/internal/journal"
	"pharos/internal/rule"
)

// printed is an entry of a fictional batch.
func printed(n int) Entry {
	return Entry{ID: fmt.Sprintf("test-%04d", n), Day: "2030-02-03", What: Printed, Country: "zz", Release: 1, Batch: fmt.Sprintf("zz-1-poster-%d", n), Material: "poster.en",
		Audience: "citizen", Languages: []string{"en", "fr"}, Numbers: map[string]string{"zz.line": "000 000"}, Count: 100, Printer: "A printer", Holder: "Town hall", Place: "Bus station", Where: "12.345, 67.890"}
}

// TestLedger writes and reads; every single-byte change of a line is a finding
// with its place, and the other lines still count.
func TestLedger(t *testing.T) {
	dir := t.TempDir()
	for n := range 3 {
		if err := Append(dir, "anna", printed(n)); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(filepath.Join(dir, LedgerDir, "anna.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	start := bytes.IndexByte(data, '\n') + 1
	end := start + bytes.IndexByte(data[start:], '\n')
	for i := start; i < end; i++ {
		changed := bytes.Clone(data)
		changed[i] ^= 1
		if changed[i] == '\n' {
			continue
		}
		l, err := ReadLedger(fstest.MapFS{"ledger/anna.jsonl": {Data: changed}})
		if err != nil || l.Read != 2 || l.Whole() || len(l.Findings) != 1 || l.Findings[0].Pos.Line != 2 {
			t.Fatalf("byte %d: %+v, %v", i, l, err)
		}
	}
}

// TestLedgerMerge reads two people's files and a copy of one; nothing conflicts
// and nothing counts twice.
func TestLedgerMerge(t *testing.T) {
	a, _ := journal.Line(printed(1))
	b, _ := journal.Line(printed(2))
	other := printed(1)
	other.Count = 7
	c, _ := journal.Line(other)
	fsys := fstest.MapFS{"ledger/anna.jsonl": {Data: append(a, '\n')}, "ledger/ben.jsonl": {Data: []byte(string(b) + "\n" + string(a) + "\n")}}
	if l, err := ReadLedger(fsys); err != nil || len(l.Entries) != 2 || !l.Whole() {
		t.Error(l, err)
	}
	fsys["ledger/carl.jsonl"] = &fstest.MapFile{Data: append(c, '\n')}
	if l, _ := ReadLedger(fsys); len(l.Findings) != 1 || l.Findings[0].Rule != rule.LedgerTwice {
		t.Error(l)
	}
}

// TestLedgerGit merges in version control what two people wrote, and what one
// person wrote on two machines: no conflict, and nothing is lost.
func TestLedgerGit(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("git is missing")
		}
		t.Skip("skipped: git is missing")
	}
	dir := t.TempDir()
	git := func(args ...string) {
		t.Helper()
		cmd := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=Nobody", "-c", "user.email=nobody@example.org", "-c", "commit.gpgsign=false"}, args...)...)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	write := func(writer string, n int) {
		t.Helper()
		if err := Append(dir, writer, printed(n)); err != nil {
			t.Fatal(err)
		}
		git("add", "-A")
		git("commit", "-q", "-m", "entry")
	}
	git("init", "-q", "-b", "one")
	write("anna", 1)
	git("branch", "two")
	write("anna", 2)
	write("anna", 3)
	git("checkout", "-q", "two")
	write("ben", 4)
	write("anna", 5) // the same person, on another machine
	git("merge", "-q", "--no-edit", "one")
	l, err := ReadLedger(os.DirFS(dir))
	if err != nil || !l.Whole() || len(l.Entries) != 5 {
		t.Fatal(l, err)
	}
	// A checkout as it is made elsewhere changes no line end.
	git("config", "core.autocrlf", "true")
	if err := os.RemoveAll(filepath.Join(dir, LedgerDir)); err != nil {
		t.Fatal(err)
	}
	git("checkout", "--", ".")
	if l, err := ReadLedger(os.DirFS(dir)); err != nil || !l.Whole() || len(l.Entries) != 5 {
		t.Fatal(l, err)
	}
}

// TestLedgerRefused lists entries that must not be written.
func TestLedgerRefused(t *testing.T) {
	for name, change := range map[string]func(*Entry){
		"no day": func(e *Entry) { e.Day = "3.2.2030" }, "no batch": func(e *Entry) { e.Batch = "" }, "no count": func(e *Entry) { e.Count = 0 },
		"no country": func(e *Entry) { e.Country = "" }, "unknown kind": func(e *Entry) { e.What = "lost" },
		"recall of nothing": func(e *Entry) { e.What = Recalled }, "undo of nothing": func(e *Entry) { e.What = Undone },
		"recall without a count": func(e *Entry) { e.What, e.Of, e.Count = Recalled, []string{"test-0000"}, 0 },
	} {
		e := printed(1)
		change(&e)
		if err := Append(t.TempDir(), "anna", e); err == nil {
			t.Error(name)
		}
	}
	if err := Append(t.TempDir(), "../anna", printed(1)); err == nil {
		t.Error("a name that leaves the folder")
	}
}

// TestKill kills a program at every step of writing, and at many moments: what
// is on disk is the old ledger or the new one, and never a part. PHAROS_KILLS says how
// often.
func TestKill(t *testing.T) {
	if os.Getenv("PHAROS_TEST_LEDGER") != "" {
		appendForEver(t, os.Getenv("PHAROS_TEST_LEDGER"))
		return
	}
	dir := t.TempDir()
	last := 0
	for n := range setting("PHAROS_KILLS", 40) {
		cmd := exec.Command(os.Args[0], "-test.run=^TestKill$")
		cmd.Env = append(os.Environ(), "PHAROS_TEST_LEDGER="+dir, "PHAROS_TEST_FROM="+strconv.Itoa(last))
		if n < 8 {
			cmd.Env = append(cmd.Env, "PHAROS_TEST_STEP="+strconv.Itoa(n+1))
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if n >= 8 {
			time.Sleep(time.Duration(30+n*3%120) * time.Millisecond)
			_ = cmd.Process.Kill()
		}
		_ = cmd.Wait()
		l, err := ReadLedger(os.DirFS(dir))
		if err != nil || len(l.Findings) != 0 {
			t.Fatalf("kill %d: %v %v", n, l, err)
		}
		if l.Read < last {
			t.Fatalf("kill %d: %d entries, %d before", n, l.Read, last)
		}
		last = l.Read
	}
	if last < 8 {
		t.Fatalf("only %d entries were written", last)
	}
}

// TestLedgerCut cuts the power at every step of writing: all old entries are there,
// and the new one is whole or not there.
func TestLedgerCut(t *testing.T) {
	dir := t.TempDir()
	if err := Append(dir, "anna", printed(1), printed(2)); err != nil {
		t.Fatal(err)
	}
	disktest.Cut(t, dir, func() {
		if err := errors.Join(Append(dir, "anna", printed(3)), Append(dir, "ben", printed(4))); err != nil {
			t.Fatal(err)
		}
	}, func(t *testing.T, dir string) {
		l, err := ReadLedger(os.DirFS(dir))
		if err != nil || !l.Whole() || l.Read < 2 {
			t.Error(l, err)
		}
	})
}

// appendForEver is the program that is killed.
func appendForEver(t *testing.T, dir string) {
	from, _ := strconv.Atoi(os.Getenv("PHAROS_TEST_FROM"))
	stop, _ := strconv.Atoi(os.Getenv("PHAROS_TEST_STEP"))
	steps := 0
	disk.Watch(func(disk.Op) {
		if steps++; steps == stop {
			p, _ := os.FindProcess(os.Getpid())
			_ = p.Kill()
			select {}
		}
	})
	for n := from; ; n++ {
		if err := Append(dir, "anna", printed(n)); err != nil {
			t.Fatal(err)
		}
	}
}

// TestReport counts by country, audience and language, and never shows places.
func TestReport(t *testing.T) {
	placed, recalled, late := printed(2), printed(3), printed(4)
	placed.What, recalled.What, recalled.Of, late.Day = Placed, Recalled, []string{"test-0001"}, "2031-01-01"
	rows := Report([]Entry{printed(1), placed, recalled, late}, Period{"2030-01-01", "2030-12-31", "2031-06-01"})
	var csv, html bytes.Buffer
	if err := WriteCSV(&csv, rows); err != nil {
		t.Fatal(err)
	}
	if err := WriteHTML(&html, rows); err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	if err := WriteText(&text, rows); err != nil {
		t.Fatal(err)
	}
	const all = "zz,citizen,en,0,100,100,100,0\nzz,citizen,fr,0,100,100,100,0\n\"all, each sheet once\",,,0,100,100,100,0\n"
	if !strings.Contains(csv.String(), all) {
		t.Error(csv.String())
	}
	if !strings.Contains(text.String(), "printed  "+strings.Repeat("#", barWidth)+" 100\n") {
		t.Error(text.String())
	}
	if !strings.Contains(html.String(), `<rect class="printed" x="90" y="28" width="500" height="14"/>`) ||
		!strings.Contains(html.String(), "100 sheets printed") || strings.Contains(html.String(), "http") {
		t.Error(html.String())
	}
	if s := csv.String() + html.String() + text.String(); strings.Contains(s, "12.345") || strings.Contains(s, "Bus station") || strings.Contains(s, "Town hall") {
		t.Error("a place is in the report")
	}
}

// TestReportExpiry counts what ended: by its last day, and once only where an
// entry says that it ended before.
func TestReportExpiry(t *testing.T) {
	one, two := printed(1), printed(2)
	one.What, one.Until, two.What, two.Until = Released, "2030-03-31", Released, "2030-03-31"
	end := two
	end.ID, end.What, end.Day, end.Until = "end", Ended, "2030-02-20", ""
	entries := []Entry{one, two, end}
	const later = "2031-01-01"
	renewed := one
	renewed.ID, renewed.What, renewed.Until = "renewed", Renewed, "2030-06-30"
	for _, c := range []struct {
		from, to, today string
		more            []Entry
		want            int
	}{{"2030-02-01", "2030-03-31", later, nil, 1}, {"2030-02-01", "2030-04-01", later, nil, 2}, {"2030-04-01", "2030-04-01", later, nil, 1},
		{"2030-04-02", "2030-12-31", later, nil, 0}, {"2030-02-01", "2030-12-31", "2030-03-31", nil, 1},
		{"2030-02-01", "2030-12-31", "2030-04-01", nil, 2}, {"2030-02-01", "2030-06-30", later, []Entry{renewed}, 1},
		{"2030-02-01", "2030-07-01", later, []Entry{renewed}, 2}} {
		got := 0
		for _, r := range Report(append(c.more, entries...), Period{c.from, c.to, c.today}).Rows {
			if r.Language == "en" {
				got = r.Expired
			}
		}
		if got != c.want {
			t.Errorf("%s to %s: %d expired, want %d", c.from, c.to, got, c.want)
		}
	}
}

// TestCarries finds the batches with a number that changed, until they are recalled.
func TestCarries(t *testing.T) {
	other, gone := printed(2), printed(3)
	other.Numbers = maps.Clone(other.Numbers)
	other.Numbers["zz.line"] = "000 111"
	back := gone
	back.ID, back.What, back.Of = "back", Recalled, []string{gone.ID}
	entries := []Entry{printed(1), other, gone, back}
	if got := Carries(entries, "zz.line", "000 111"); len(got) != 1 || got[0].ID != "test-0001" {
		t.Error(got)
	}
	if got := Carries(entries, "zz.line", ""); len(got) != 2 {
		t.Error(got)
	}
	some := back
	some.ID, some.Count = "some", 30
	if got := Carries([]Entry{gone, some}, "zz.line", ""); len(got) != 1 || got[0].Count != 70 {
		t.Error(got)
	}
	if got := Carries(entries, "zz.other", ""); len(got) != 0 {
		t.Error(got)
	}
}

// TestLotsAfterRecall keeps what the same holder, and others, got after a recall; a
// recall of several lots empties them in order, and no lot twice.
func TestLotsAfterRecall(t *testing.T) {
	one, two, later := printed(1), printed(1), printed(1)
	two.ID, two.Count, later.ID, later.Count = "two", 50, "later", 800
	back := one
	back.ID, back.What, back.Count, back.Of = "a-back", Recalled, 120, []string{one.ID, "two"}
	again := back
	again.ID, again.Count = "b-back", 500
	for _, entries := range [][]Entry{{one, two, back, later}, {later, back, two, one}} {
		if got := Lots(entries); len(got) != 2 || got[0].Count+got[1].Count != 830 {
			t.Errorf("%+v", got)
		}
		if got := Lots(append(entries, again)); len(got) != 1 || got[0].Count != 800 {
			t.Errorf("%+v", got)
		}
	}
}

// TestLedgerUndone counts nothing that was taken back, and says what is missing.
func TestLedgerUndone(t *testing.T) {
	undo := Entry{ID: "undo", Day: "2030-02-04", What: Undone, Country: "zz", Release: 1, Of: []string{"test-0001"}}
	dir := t.TempDir()
	if err := errors.Join(Append(dir, "anna", printed(1), printed(2)), Append(dir, "ben", undo)); err != nil {
		t.Fatal(err)
	}
	l, err := ReadLedger(os.DirFS(dir))
	if err != nil || !l.Whole() || l.Read != 3 || len(l.Entries) != 1 || l.Entries[0].ID != "test-0002" {
		t.Error(l, err)
	}
	if err := os.Remove(filepath.Join(dir, LedgerDir, "anna.jsonl")); err != nil {
		t.Fatal(err)
	}
	if l, err = ReadLedger(os.DirFS(dir)); err != nil || l.Whole() || l.Findings[0].Pos.File != "ledger/ben.jsonl" {
		t.Error(l, err)
	}
}

// TestLedgerNotWhole reads ledgers that lost something: what is left counts, and
// none of them is called whole.
func TestLedgerNotWhole(t *testing.T) {
	a, _ := journal.Line(printed(1))
	b, _ := journal.Line(printed(2))
	for name, c := range map[string]struct {
		data string
		read int
	}{
		"cut":         {string(a) + "\n" + string(b[:len(b)-9]), 1},
		"windows":     {string(a) + "\r\n" + string(b) + "\r\n", 2},
		"empty":       {"", 0},
		"conflict":    {"<<<<<<< one\n" + string(a) + "\n=======\n", 1},
		"mark before": {"\ufeff" + string(a) + "\n" + string(b) + "\n", 1},
		"joined":      {string(a) + string(b) + "\n", 0},
	} {
		l, err := ReadLedger(fstest.MapFS{"ledger/anna.jsonl": {Data: []byte(c.data)}})
		if err != nil || l.Whole() || l.Read != c.read {
			t.Errorf("%s: %+v, %v", name, l, err)
		}
	}
	if l, err := ReadLedger(fstest.MapFS{}); err != nil || l.Whole() {
		t.Errorf("no ledger: %+v, %v", l, err)
	}
}
