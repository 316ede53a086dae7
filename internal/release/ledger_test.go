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
		entries, list, err := ReadLedger(fstest.MapFS{"ledger/anna.jsonl": {Data: changed}})
		if err != nil || len(entries) != 2 || len(list) != 1 || list[0].Pos.Line != 2 {
			t.Fatalf("byte %d: %d entries, %v, %v", i, len(entries), list, err)
		}
	}
}

// TestLedgerMerge reads two people's files and a copy of one; nothing conflicts
// and nothing counts twice.
func TestLedgerMerge(t *testing.T) {
	a, _ := printed(1).line()
	b, _ := printed(2).line()
	other := printed(1)
	other.Count = 7
	c, _ := other.line()
	fsys := fstest.MapFS{"ledger/anna.jsonl": {Data: append(a, '\n')}, "ledger/ben.jsonl": {Data: []byte(string(b) + "\n" + string(a) + "\n")}}
	if entries, list, err := ReadLedger(fsys); err != nil || len(entries) != 2 || len(list) != 0 {
		t.Error(entries, list, err)
	}
	fsys["ledger/carl.jsonl"] = &fstest.MapFile{Data: append(c, '\n')}
	if _, list, _ := ReadLedger(fsys); len(list) != 1 || list[0].Rule != rule.LedgerTwice {
		t.Error(list)
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
	entries, list, err := ReadLedger(os.DirFS(dir))
	if err != nil || len(list) != 0 || len(entries) != 5 {
		t.Fatal(len(entries), list, err)
	}
}

// TestLedgerRefused lists entries that must not be written.
func TestLedgerRefused(t *testing.T) {
	for name, change := range map[string]func(*Entry){
		"no day": func(e *Entry) { e.Day = "3.2.2030" }, "no batch": func(e *Entry) { e.Batch = "" }, "no count": func(e *Entry) { e.Count = 0 },
		"no country": func(e *Entry) { e.Country = "" }, "unknown kind": func(e *Entry) { e.What = "lost" },
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
// is on disk is the old ledger or the new one, and never a part.
func TestKill(t *testing.T) {
	if os.Getenv("PHAROS_TEST_LEDGER") != "" {
		appendForEver(t, os.Getenv("PHAROS_TEST_LEDGER"))
		return
	}
	dir := t.TempDir()
	last := 0
	for n := range 40 {
		cmd := exec.Command(os.Args[0], "-test.run=^TestKill$")
		cmd.Env = append(os.Environ(), "PHAROS_TEST_LEDGER="+dir, "PHAROS_TEST_FROM="+strconv.Itoa(last))
		if n < 8 {
			cmd.Env = append(cmd.Env, "PHAROS_TEST_STEP="+strconv.Itoa(n+1))
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if n >= 8 {
			time.Sleep(time.Duration(30+n*3) * time.Millisecond)
			_ = cmd.Process.Kill()
		}
		_ = cmd.Wait()
		entries, list, err := ReadLedger(os.DirFS(dir))
		if err != nil || len(list) != 0 {
			t.Fatalf("kill %d: %v %v", n, list, err)
		}
		if len(entries) < last {
			t.Fatalf("kill %d: %d entries, %d before", n, len(entries), last)
		}
		last = len(entries)
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
		entries, list, err := ReadLedger(os.DirFS(dir))
		if err != nil || len(list) != 0 || len(entries) < 2 {
			t.Errorf("%d entries, %v %v", len(entries), list, err)
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
	placed.What, recalled.What, late.Day = Placed, Recalled, "2031-01-01"
	rows := Report([]Entry{printed(1), placed, recalled, late}, "2030-01-01", "2030-12-31")
	var csv, html bytes.Buffer
	if err := WriteCSV(&csv, rows); err != nil {
		t.Fatal(err)
	}
	if err := WriteHTML(&html, rows, "2030-01-01", "2030-12-31"); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(csv.String(), "zz,citizen,en,0,100,100,100,0\nzz,citizen,fr,0,100,100,100,0\n") {
		t.Error(csv.String())
	}
	if s := csv.String() + html.String(); strings.Contains(s, "12.345") || strings.Contains(s, "Bus station") || strings.Contains(s, "Town hall") {
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
	for _, c := range []struct {
		from, to string
		want     int
	}{{"2030-02-01", "2030-03-31", 1}, {"2030-02-01", "2030-04-01", 2}, {"2030-04-01", "2030-04-01", 1}, {"2030-04-02", "2030-12-31", 0}} {
		got := 0
		for _, r := range Report(entries, c.from, c.to) {
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
	back.ID, back.What = "back", Recalled
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
	some.Count = 0
	if got := Carries([]Entry{gone, some}, "zz.line", ""); len(got) != 0 {
		t.Error(got)
	}
	if got := Carries(entries, "zz.other", ""); len(got) != 0 {
		t.Error(got)
	}
}
