package edit

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"pharos/internal/diag"
	"pharos/internal/disk/disktest"
	"pharos/internal/rule"
)

// folder makes a project of one country.
func folder(t *testing.T) Project {
	t.Helper()
	return newModel(t, t.TempDir(), 1).p
}

func content(t *testing.T, p Project) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(p.Dir, country))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

const hours = "hotlines[zz.one].contacts[0800 000 000].hours"

// TestUndoBytes changes hours in the file of a country: one span changes, and undo
// brings the bytes back, also of what was written otherwise than the program writes.
func TestUndoBytes(t *testing.T) {
	p := folder(t)
	was := `{mark: U, note: "No source."}`
	to := `{weekly: [{days: [mon, tue], from: "08:00", to: "22:00"}], mark: A, sources: [x]}`
	got, err := p.Save(ana, "t", []Change{{Place{country, hours}, was, to}})
	if err != nil || len(got.Conflicts) > 0 || got.Entry.ID != "00000001-ana" {
		t.Fatalf("%+v %v", got, err)
	}
	want := strings.Replace(start, was, to, 1)
	if content(t, p) != want {
		t.Errorf("got\n%s", content(t, p))
	}
	back, err := p.Undo(ana, "t", got.Entry.ID)
	if err != nil || content(t, p) != start || back.Entry.Undo != got.Entry.ID {
		t.Errorf("%+v %v\n%s", back, err, content(t, p))
	}
	if _, err := p.Undo(ana, "t", back.Entry.ID); err != nil || content(t, p) != want {
		t.Errorf("an undo cannot be undone: %v", err)
	}
}

// TestConflict saves the same field twice from the same reading: the second gets was,
// theirs and yours, and the rest of the second form is saved.
func TestConflict(t *testing.T) {
	p := folder(t)
	at := Place{country, "hotlines[zz.two].note"}
	other := Place{country, "zone"}
	if _, err := p.Save(Person{"besa", "Besa"}, "t", []Change{{at, `"two"`, `"theirs"`}}); err != nil {
		t.Fatal(err)
	}
	got, err := p.Save(ana, "t", []Change{{at, `"two"`, `"mine"`}, {other, "Europe/Belgrade", "Europe/Tirane"}})
	if err != nil || len(got.Conflicts) != 1 || len(got.Entry.Changes) != 1 || got.Conflicts[0].Now != `"theirs"` || got.Conflicts[0].By.Person.Name != "Besa" {
		t.Fatalf("%+v %v", got, err)
	}
	gone, err := p.Save(ana, "t", []Change{{Place{country, "hotlines[zz.nine].note"}, `"x"`, `"y"`}})
	if err != nil || len(gone.Conflicts) != 1 || !gone.Conflicts[0].Gone {
		t.Errorf("%+v %v", gone, err)
	}
	same, err := p.Save(ana, "t", []Change{{at, `"two"`, `"theirs"`}})
	if err != nil || len(same.Conflicts) != 0 || len(same.Same) != 1 || same.Entry.ID != "" {
		t.Errorf("%+v %v", same, err)
	}
}

// TestRenamed changes a telephone number and takes it back after another change: the
// item is known by its number.
func TestRenamed(t *testing.T) {
	p := folder(t)
	got, err := p.Save(ana, "t", []Change{{Place{country, "hotlines[zz.one].contacts[112].dial"}, `"112"`, `"113"`}})
	if err != nil || got.Entry.ID == "" {
		t.Fatalf("%+v %v", got, err)
	}
	if _, err := p.Save(ana, "t", []Change{{Place{country, "zone"}, "Europe/Belgrade", "Europe/Tirane"}}); err != nil {
		t.Fatal(err)
	}
	back, err := p.Undo(ana, "t", got.Entry.ID)
	if err != nil || len(back.Conflicts) > 0 || content(t, p) != strings.Replace(start, "Belgrade", "Tirane", 1) {
		t.Errorf("%+v %v\n%s", back, err, content(t, p))
	}
}

// TestRefused writes nothing into a file with errors, through a link, or where the
// check stops it.
func TestRefused(t *testing.T) {
	p := folder(t)
	change := []Change{{Place{country, "zone"}, "Europe/Belgrade", "x"}}
	p.Check = func(files map[string][]byte) (diag.List, error) {
		return diag.List{rule.FileValue.At(diag.Pos{File: country}, "no")}, nil
	}
	if got, err := p.Save(ana, "t", change); err != nil || got.Entry.ID != "" || !got.Findings.Stops() || content(t, p) != start {
		t.Errorf("%+v %v", got, err)
	}
	p.Check = nil
	for _, file := range []string{"../zz.yaml", "/etc/passwd", `\\host\share`, "campaigns\x00", "campaigns", ".pharos/../../x"} {
		if _, err := p.Save(ana, "t", []Change{{Place{file, "zone"}, "", "x"}}); err == nil {
			t.Errorf("%q is written", file)
		}
	}
	name := filepath.Join(p.Dir, country)
	if err := os.WriteFile(name, []byte("zone: 'x\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if got, err := p.Save(ana, "t", change); err != nil || !got.Findings.Stops() || content(t, p) != "zone: 'x\n" {
		t.Errorf("%+v %v", got, err)
	}
	outside := filepath.Join(t.TempDir(), "outside.yaml")
	if err := os.WriteFile(outside, []byte(start), 0o644); err != nil {
		t.Fatal(err)
	}
	if os.Remove(name) != nil || os.Symlink(outside, name) != nil {
		t.Fatal("no link")
	}
	if _, err := p.Save(ana, "t", change); err == nil {
		t.Error("a link is followed")
	}
}

// TestDraft keeps what is typed, lays it over the project, and forgets it.
func TestDraft(t *testing.T) {
	p := folder(t)
	at := Place{country, "zone"}
	for _, v := range []string{"a", "b"} {
		if err := p.Keep(ana, []Change{{at, "Europe/Belgrade", v}}); err != nil {
			t.Fatal(err)
		}
	}
	draft, err := p.Draft(ana)
	if err != nil || len(draft) != 1 || draft[0].Value != "b" {
		t.Fatalf("%+v %v", draft, err)
	}
	over, err := p.Over(draft)
	if err != nil || string(over[country]) != strings.Replace(start, "Europe/Belgrade", "b", 1) || content(t, p) != start {
		t.Errorf("%s %v", over[country], err)
	}
	if err := p.Keep(ana, []Change{{at, "Europe/Belgrade", "Europe/Belgrade"}}); err != nil {
		t.Fatal(err)
	}
	if draft, err = p.Draft(ana); err != nil || len(draft) != 0 {
		t.Errorf("%+v %v", draft, err)
	}
}

// TestPowerCut cuts the power at each step of a save: after the start of the program
// the file is the old or the new one, whole, and the history says so.
func TestPowerCut(t *testing.T) {
	p := folder(t)
	if err := p.Recover(); err != nil {
		t.Fatal(err)
	}
	disktest.Cut(t, p.Dir, func() {
		if _, err := p.Save(ana, "t", []Change{{Place{country, "zone"}, "Europe/Belgrade", "x"}}); err != nil {
			t.Fatal(err)
		}
	}, func(t *testing.T, dir string) {
		p := Project{Dir: dir}
		if err := p.Recover(); err != nil {
			t.Fatal(err)
		}
		history, list, err := p.History()
		if err != nil || len(list) > 0 {
			t.Fatal(err, list)
		}
		want := start
		if len(history) == 1 {
			want = strings.Replace(start, "Europe/Belgrade", "x", 1)
		}
		if content(t, p) != want {
			t.Errorf("%d entries and\n%s", len(history), content(t, p))
		}
	})
}

// TestTogether lets several programs save into one folder at the same moment: each value
// is in the file, and each save has a line of history of its own.
func TestTogether(t *testing.T) {
	p := folder(t)
	var group sync.WaitGroup
	for n := range 4 {
		group.Go(func() {
			who, was := Person{ID: fmt.Sprintf("p%d", n), Name: "P"}, ""
			for i := range 12 {
				value := fmt.Sprintf("\"%d of %d\"", i, n)
				at := Place{country, fmt.Sprintf("hotlines[zz.one].x%d", n)}
				got, err := Project{Dir: p.Dir}.Save(who, "t", []Change{{at, was, value}})
				if err != nil || len(got.Conflicts) > 0 || got.Entry.ID == "" {
					t.Errorf("%+v %v", got, err)
				}
				was = value
			}
		})
	}
	group.Wait()
	history, list, err := p.History()
	if err != nil || len(list) > 0 || len(history) != 48 {
		t.Fatalf("%d entries, %v %v", len(history), list, err)
	}
	for i, e := range history {
		if i > 0 && e.ID[:8] == history[i-1].ID[:8] {
			t.Errorf("two entries are number %s", e.ID[:8])
		}
	}
	for n := range 4 {
		if want := fmt.Sprintf("x%d: \"11 of %d\"", n, n); !strings.Contains(content(t, p), want) {
			t.Errorf("%s is lost in\n%s", want, content(t, p))
		}
	}
}
