package check

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/rule"
)

var update = flag.Bool("update", false, "write the wanted findings anew")

// day is the day by which the cases are judged.
const day = "2026-11-23"

// TestCases runs every case of testdata/<rule>/: the base project with some
// lines changed, and exactly the findings, of all rules, that are wanted.
func TestCases(t *testing.T) {
	base := archive(t, filepath.Join("testdata", "base.txtar"))
	for _, file := range caseFiles(t) {
		if r := rule.Find(filepath.Base(filepath.Dir(file))); r == nil || r.Stage != "" {
			continue // package build runs them
		}
		t.Run(filepath.ToSlash(strings.TrimPrefix(file, "testdata"+string(filepath.Separator))), func(t *testing.T) {
			c := archive(t, file)
			got := render(findings(t, project(t, base, c)))
			name := filepath.Base(file)
			if strings.HasPrefix(name, "good") {
				if got != "" {
					t.Errorf("findings in a good case:\n%s", got)
				}
				return
			}
			if *update {
				write(t, file, c, got)
			}
			if want := wanted(c); got != want {
				t.Errorf("got:\n%swant:\n%s", got, want)
			}
			if rule := filepath.Base(filepath.Dir(file)); !strings.Contains(got, " "+rule+": ") {
				t.Errorf("no finding of %s", rule)
			}
		})
	}
}

// TestEveryRuleHasCases sees that each rule of this package is looked for once and
// has a good and a bad case, and that no folder is left without a rule.
func TestEveryRuleHasCases(t *testing.T) {
	have := map[string]bool{"base.txtar": true, "section7.txt": true, "inflected.txt": true}
	for _, r := range rule.All() {
		have[r.ID] = true
		runs := 0
		for _, c := range checks {
			if c.rule == r {
				runs++
			}
		}
		if r.Stage != "" {
			if runs > 0 {
				t.Errorf("%s is found here, and its stage is %s", r.ID, r.Stage)
			}
			continue // tested where it is found; TestSection7 lists those with cases
		}
		if runs != 1 {
			t.Errorf("%s is looked for %d times", r.ID, runs)
		}
		for _, kind := range []string{"good", "bad"} {
			if files, _ := filepath.Glob(filepath.Join("testdata", r.ID, kind+"*.txtar")); len(files) == 0 {
				t.Errorf("%s has no %s case", r.ID, kind)
			}
		}
	}
	entries, err := os.ReadDir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !have[e.Name()] {
			t.Errorf("testdata/%s belongs to no rule", e.Name())
		}
	}
}

// TestRealProject sees that the project's own definitions have no error.
func TestRealProject(t *testing.T) {
	set, list, err := campaign.Load(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range append(list, Run(set, set.Day("", ""), campaign.Gate{})...) {
		if f.Severity == diag.Error {
			t.Errorf("%s: %s [%s]", f.Pos, f.Message.Text, f.Rule)
		}
	}
}

// TestTooManyMaterials: thousands of materials end in one clear finding, before
// anything is planned.
func TestTooManyMaterials(t *testing.T) {
	const name = "campaigns/citizen/campaign.yaml"
	for n, want := range map[int]string{2_000: "2002 materials", 10_000: "opening brackets", 20_000: "larger than 1 MB"} {
		files := project(t, archive(t, filepath.Join("testdata", "base.txtar")), &txtar.Archive{})
		text := bytes.NewBuffer(bytes.Clone(files[name].Data))
		for i := range n {
			fmt.Fprintf(text, "  - {id: m%d, kind: citizen.name, outputs: [text], carry: \"no\", slots: {}}\n", i)
		}
		files[name] = &fstest.MapFile{Data: text.Bytes()}
		list := findings(t, files)
		list = slices.DeleteFunc(list, func(f diag.Finding) bool { return f.Severity != diag.Error || f.Pos.File != name })
		if len(list) != 1 || !strings.Contains(list[0].Message.Text, want) || list[0].Hint.Text == "" {
			t.Errorf("%d materials: %v", n, list[:min(3, len(list))])
		}
	}
}

// TestSameFindings runs the rules often: the findings do not depend on the order
// of maps or on which rule is done first.
func TestSameFindings(t *testing.T) {
	c := archive(t, filepath.Join("testdata", "num.known", "bad.txtar"))
	fsys := project(t, archive(t, filepath.Join("testdata", "base.txtar")), c)
	first := render(findings(t, fsys))
	for range 20 {
		if got := render(findings(t, fsys)); got != first {
			t.Fatalf("got:\n%sbefore:\n%s", got, first)
		}
	}
}

// TestSection7 compares the table with the list of rules that section 7 of the
// table of facts asks for: each is there with its severity, and with a good and a
// bad case or, where the list says so, a test of its own.
func TestSection7(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("testdata", "section7.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		words := strings.Fields(line)
		if len(words) == 0 || words[0] == "#" {
			continue
		}
		r := rule.Find(words[0])
		if r == nil || r.Severity.String() != words[1] {
			t.Fatalf("%s should be there as %s: %v", words[0], words[1], r)
		}
		for _, kind := range []string{"good", "bad"} {
			if files, _ := filepath.Glob(filepath.Join("testdata", r.ID, kind+"*.txtar")); len(files) == 0 && len(words) < 3 {
				t.Errorf("%s has no %s case", r.ID, kind)
			}
		}
	}
}

func BenchmarkRun(b *testing.B) {
	set, _, err := campaign.Load(os.DirFS("../.."))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		Run(set, day, campaign.Gate{})
	}
}

// caseFiles lists all cases.
func caseFiles(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "*", "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	return files
}

func archive(t *testing.T, file string) *txtar.Archive {
	t.Helper()
	a, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// project lays a case over the base. A file "edit NAME" holds the lines to
// replace, a line "=>" and the new lines.
func project(t *testing.T, base, c *txtar.Archive) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	for _, f := range base.Files {
		out[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	for _, f := range c.Files {
		name, edit := strings.CutPrefix(f.Name, "edit ")
		switch {
		case f.Name == "want":
		case !edit:
			out[name] = &fstest.MapFile{Data: f.Data}
		default:
			old, text, ok := strings.Cut(string(f.Data), "\n=>\n")
			before := string(out[name].Data)
			if !ok || strings.Count(before, old) < 1 {
				t.Fatalf("%s: nothing to replace: %q", f.Name, old)
			}
			out[name] = &fstest.MapFile{Data: []byte(strings.Replace(before, old, strings.TrimSuffix(text, "\n"), 1))}
		}
	}
	return out
}

// findings loads a project, which must be readable, and runs the rules.
func findings(t *testing.T, fsys fstest.MapFS) diag.List {
	t.Helper()
	set, list, err := campaign.Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return append(list, Run(set, day, campaign.Gate{})...).Sorted()
}

// render writes findings one a line.
func render(list diag.List) string {
	var b strings.Builder
	for _, f := range list {
		fmt.Fprintf(&b, "%s: %s %s: %s\n", f.Pos, f.Severity, f.Rule, f.Message.Text)
		if strings.HasPrefix(f.Hint.Text, "Did you mean") {
			fmt.Fprintf(&b, "    %s\n", f.Hint.Text)
		}
	}
	return b.String()
}

// wanted is the text of the case's file "want".
func wanted(c *txtar.Archive) string {
	for _, f := range c.Files {
		if f.Name == "want" {
			return string(f.Data)
		}
	}
	return ""
}

// write puts the findings into the case.
func write(t *testing.T, file string, c *txtar.Archive, got string) {
	t.Helper()
	for i := range c.Files {
		if c.Files[i].Name == "want" {
			c.Files[i].Data = []byte(got)
		}
	}
	if err := os.WriteFile(file, txtar.Format(c), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestExamples sees that every rule can be explained by a good and a bad case, and
// has a hint. A good case without lines is the base project as it is; a rule that
// another stage finds may have one sentence for each.
func TestExamples(t *testing.T) {
	for _, r := range rule.All() {
		good, bad := Examples(r.ID)
		if good.About == "" || len(good.Findings) > 0 {
			t.Errorf("%s: good example %+v", r.ID, good)
		}
		if bad.About == "" || bad.About == good.About || r.Stage == "" && (len(bad.Lines) == 0 || !strings.Contains(strings.Join(bad.Findings, "\n"), " "+r.ID+": ")) {
			t.Errorf("%s: bad example %+v", r.ID, bad)
		}
	}
	for line := range strings.Lines(shortExamples) {
		words := strings.Split(line, " | ")
		r := rule.Find(words[0])
		if !strings.HasPrefix(line, "#") && (len(words) != 3 || r == nil || r.Stage == "") {
			t.Errorf("examples.txt: %q", line)
		}
	}
}

// TestHeardGate sees that a call counts for num.heard as long as the gate says.
func TestHeardGate(t *testing.T) {
	c := archive(t, filepath.Join("testdata", "num.heard", "bad.txtar"))
	set, _, err := campaign.Load(project(t, archive(t, filepath.Join("testdata", "base.txtar")), c))
	if err != nil {
		t.Fatal(err)
	}
	heard := func(date string, gate campaign.Gate) int {
		n := 0
		for _, f := range Run(set, date, gate) {
			if f.Rule == rule.NumHeard {
				n++
			}
		}
		return n
	}
	first := heard(day, campaign.Gate{})
	if first == 0 {
		t.Fatal("the case has no finding")
	}
	two, four := campaign.Gate{People: 2, Networks: 2, Days: 30}, campaign.Gate{People: 4, Networks: 2, Days: 30}
	cleared := set.Countries[0].Hotlines[0].Attestations[0]
	cleared.Outcome, cleared.By, cleared.Network = campaign.Confirmed, "Second Person", "another"
	clear := func(n int) {
		for i := range n {
			one := cleared
			one.Date, one.By, one.Network = day, fmt.Sprint("Person ", i), fmt.Sprint("Net ", i)
			h := &set.Countries[0].Hotlines[0]
			h.Attestations = append(h.Attestations, one)
		}
	}
	clear(2)
	if heard(day, two) >= first {
		t.Error("two newer calls do not clear it where the gate wants two")
	}
	if heard(day, four) == 0 {
		t.Error("two newer calls clear it where the gate wants four")
	}
}
