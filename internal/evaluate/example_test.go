package evaluate

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	pharos "pharos"
	"pharos/internal/campaign"
	"pharos/internal/locale"
	"pharos/internal/pdf"
	"pharos/internal/release"
	"pharos/internal/typeset"
)

// exampleDir is the worked example; its counts are made up.
const exampleDir = "../../examples/evaluation"

// example opens the example with some of its files replaced.
func example(t *testing.T, edits map[string]string) (*Data, []string) {
	t.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(os.DirFS(exampleDir), ".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			data, err := fs.ReadFile(os.DirFS(exampleDir), name)
			files[name] = &fstest.MapFile{Data: data}
			return err
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range edits {
		files["evaluation/zz/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	set, _, err := campaign.Load(campaign.Overlay(pharos.Defaults, files))
	if err != nil {
		t.Fatal(err)
	}
	ledger, err := release.ReadLedger(files)
	if err != nil || len(ledger.Findings) > 0 {
		t.Fatal(err, ledger.Findings)
	}
	d, list, err := Load(files, set.Country("zz"), ledger.Entries)
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, f := range list {
		said = append(said, f.Rule.ID+" "+f.Pos.String()+" "+f.Message.Text)
	}
	return d, said
}

// file reads a file of the example's evaluation.
func file(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(exampleDir, "evaluation", "zz", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// edited replaces a text in a file of the example.
func edited(t *testing.T, name, old, now string) map[string]string {
	t.Helper()
	text := file(t, name)
	if !strings.Contains(text, old) {
		t.Fatalf("%s has no %q", name, old)
	}
	return map[string]string{name: strings.ReplaceAll(text, old, now)}
}

// words are those of reports; the catalogue must be without fault.
func words(t *testing.T) *locale.Catalogue {
	t.Helper()
	c, list, err := campaign.EvaluationWords(pharos.Defaults)
	if err != nil || len(list) > 0 {
		t.Fatal(err, list)
	}
	return c
}

// TestExample reports on the example in every language: both sides hold the figures of
// the report, nothing is said by its id, and the same input gives the same bytes.
func TestExample(t *testing.T) {
	d, said := example(t, nil)
	if len(said) > 0 {
		t.Fatal(said)
	}
	r, list := Make(d, "", false, "test")
	if len(list) > 0 {
		t.Fatal(list)
	}
	if r.Calls.Verdict != More || !r.Calls.Change.Holds(1.65) || r.Group != 1 {
		t.Errorf("%s %+v in groups of %d: the truth is 1.65", r.Calls.Verdict, r.Calls.Change.Interval, r.Group)
	}
	if r.Seal.State != "before" || r.Seal.Ahead < 7 {
		t.Errorf("%+v", r.Seal)
	}
	c := words(t)
	for _, tag := range Languages(c, []locale.Tag{"sr-Cyrl", "sr-Latn", "sq", "ar"}) {
		var one, two bytes.Buffer
		w := &Words{Catalogue: c, Tag: tag}
		if err := WriteHTML(&one, r, w); err != nil {
			t.Fatal(err)
		}
		again, _ := Make(d, "", false, "test")
		if err := WriteHTML(&two, again, &Words{Catalogue: c, Tag: tag}); err != nil || !bytes.Equal(one.Bytes(), two.Bytes()) {
			t.Errorf("%s: two reports on the same counts differ: %v", tag, err)
		}
		page := one.String()
		for _, want := range []string{w.Number(r.Calls.Change.Ratio, 1), w.Number(r.Calls.Change.Low, 2),
			w.Number(r.Calls.Extra, 0), w.Say("fiction"), r.PlanDigest[:16], `role="img"`, "<title>", `scope="col"`} {
			if !strings.Contains(page, want) {
				t.Errorf("%s: the page has no %q", tag, want)
			}
		}
		for _, f := range r.Shown {
			if !strings.Contains(page, "<td>"+w.Number(float64(f.N), 0)+"</td>") {
				t.Errorf("%s: the page has no count %d of %s", tag, f.N, dayOf(f.From))
			}
		}
		if id := regexp.MustCompile(`>(verdict|read|do|step|fact|model|measure|out)\.[a-z.]+<|%!|<script|NaN|https?://[^w]`).
			FindString(page); id != "" {
			t.Errorf("%s: the page says %q", tag, id)
		}
	}
}

// TestExampleHidesSmallNumbers looks for every small number of the office's edition in
// the public one.
func TestExampleHidesSmallNumbers(t *testing.T) {
	d, _ := example(t, nil)
	public, _ := Make(d, "", false, "test")
	office, _ := Make(d, "", true, "test")
	small := 0
	for i, row := range office.Rows {
		for _, n := range []int{row.Before, row.After} {
			if n > 0 && n < d.Plan.Floor && row.Measure != Trainings {
				small++
				if !public.Rows[i].Hidden || public.Rows[i].After != 0 || public.Rows[i].Change != nil {
					t.Errorf("the public sees %+v", public.Rows[i])
				}
			}
		}
	}
	if small == 0 {
		t.Fatal("the example has no small number")
	}
	for _, s := range public.Steps {
		for _, n := range s.Numbers {
			if n.below(d.Plan.Floor) {
				t.Errorf("the public sees %+v", s)
			}
		}
	}
	for _, f := range public.Shown {
		if f.N > 0 && f.N < d.Plan.Floor {
			t.Errorf("the public sees %+v", f)
		}
	}
	var page bytes.Buffer
	if err := WriteHTML(&page, office, &Words{Catalogue: words(t), Tag: "en"}); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(page.String(), "Office edition"); n != 2 {
		t.Errorf("the office's edition is marked on %d sides", n)
	}
}

// TestPublishedOnce refuses a second report whose difference to the first is small, and
// allows the same report again and one that is later by whole periods.
func TestPublishedOnce(t *testing.T) {
	d, _ := example(t, nil)
	first, list := Make(d, "", false, "test")
	if len(list) > 0 {
		t.Fatal(list)
	}
	d.Ledger = append(d.Ledger, release.Entry{What: release.Published, Country: "zz", Plan: d.PlanDigest,
		Figures: first.Figures()})
	for _, until := range []string{"2030-10-13", ""} {
		if _, list := Make(d, until, false, "test"); list.Stops() {
			t.Errorf("until %q: %v", until, list)
		}
	}
	for i := range d.Counts { // three more cases are told by comparing: the row goes
		if c := &d.Counts[i]; c.Measure == Cases && c.Day() == "2030-03-04" {
			c.N += 3
		}
	}
	later, _ := Make(d, "", false, "test")
	if row, _ := later.row(Cases); !row.Hidden {
		t.Errorf("24 cases were published, and now %d", row.After)
	}
	if row, _ := later.row(TipsPassed); row.Hidden {
		t.Error("the same number twice is hidden")
	}
	for i := range d.Counts { // somebody corrects a week by three calls
		if c := &d.Counts[i]; c.Measure == d.Plan.Measure && c.Area == "coast" && c.Day() == "2030-05-06" {
			c.N += 3
		}
	}
	if _, list := Make(d, "", false, "test"); !list.Stops() {
		t.Error("a revision by three is published")
	}
	if _, list := Make(d, "", true, "test"); list.Stops() {
		t.Error("the office may see it")
	}
}

// TestReasons makes the example worse in each way that ends in "cannot tell".
func TestReasons(t *testing.T) {
	oneLine := strings.NewReplacer(`, sheets: "2030-03-04"`, "", "measure: calls.substantive", "measure: calls.received")
	noAreas := regexp.MustCompile(`(?s)areas:.*?thresholds`).ReplaceAllString(oneLine.Replace(file(t, "plan.yaml")), "thresholds")
	noCounts := regexp.MustCompile(`(?m)^.*,(coast|hills|plain|north|south|towns),.*\n`).ReplaceAllString(file(t, "counts.csv"), "")
	for name, c := range map[string]struct {
		edits map[string]string
		until string
		want  Reason
	}{
		"before the start": {nil, "2030-03-03", NotYet},
		"closed for months": {map[string]string{"events.yaml": `- {from: "2030-03-20", until: "2030-09-30", what: closed, note: "x"}`},
			"", Closed},
		"one line, one year": {map[string]string{"plan.yaml": noAreas,
			"counts.csv": regexp.MustCompile(`(?m)^2028.*\n`).ReplaceAllString(noCounts, "")}, "", History},
		"two campaigns": {map[string]string{"plan.yaml": noAreas, "counts.csv": noCounts,
			"events.yaml": `- {from: "2030-05-01", until: "2030-05-20", what: campaign, note: "x"}`}, "", Campaigns},
		"another definition": {edited(t, "plan.yaml", "smallest: 25",
			`changed: [{measure: calls.substantive, from: "2030-03-04", note: "x"}]`), "", History},
		"few calls": {map[string]string{"counts.csv": regexp.MustCompile(`(?m),calls.substantive,\d+,`).
			ReplaceAllString(file(t, "counts.csv"), ",calls.substantive,1,")}, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			d, said := example(t, c.edits)
			r, _ := Make(d, c.until, false, "test")
			if c.want != "" && (r.Calls.Verdict != Open || r.Calls.Reason != c.want) {
				t.Errorf("%s, %q, wanted %q; findings %v", r.Calls.Verdict, r.Calls.Reason, c.want, said)
			}
			if c.want == "" && r.Calls.Verdict == More {
				t.Errorf("one call a week and area, everywhere: %s", r.Calls.Verdict)
			}
			var page bytes.Buffer
			if err := WriteHTML(&page, r, &Words{Catalogue: words(t), Tag: "sq"}); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// TestOneLine evaluates the example as one line without areas: the share of answered calls
// and the own measure are there all the same.
func TestOneLine(t *testing.T) {
	plan := regexp.MustCompile(`(?s)areas:.*?thresholds`).ReplaceAllString(
		strings.Replace(file(t, "plan.yaml"), "calls.substantive", "calls.received", 1), "thresholds")
	areas := regexp.MustCompile(`(?m)^.*,(coast|hills|plain|north|south|towns),.*\n`)
	d, _ := example(t, map[string]string{"plan.yaml": plan, "counts.csv": areas.ReplaceAllString(file(t, "counts.csv"), "")})
	r, list := Make(d, "", false, "test")
	if len(list) > 0 || r.Calls.Design != Line || r.Calls.Change == nil {
		t.Fatal(list, r.Calls.Reason)
	}
	if s := r.Steps[1]; s.ID != "line" || s.Lamp != Lit || s.Fact != "answered" {
		t.Errorf("%+v", s)
	}
	if row, ok := r.row(Received); !ok || row.Hidden {
		t.Errorf("%+v", row)
	}
}

// TestSpilled moves a comparison area in which sheets were placed out of the comparison.
func TestSpilled(t *testing.T) {
	d, _ := example(t, nil)
	d.Ledger = append(d.Ledger, release.Entry{ID: "x", What: release.Placed, Country: "zz", Count: 3, Day: "2030-04-01",
		Area: "north"})
	r, _ := Make(d, "", true, "test")
	if len(r.Calls.Spilled) != 1 || r.Calls.Spilled[0] != "north" || r.Calls.Verdict != More {
		t.Errorf("%v %s", r.Calls.Spilled, r.Calls.Verdict)
	}
}

// TestPlanChanged: a plan that is another one than was registered makes the report
// exploratory.
func TestPlanChanged(t *testing.T) {
	d, _ := example(t, edited(t, "plan.yaml", "smallest: 25", "smallest: 10"))
	if r, _ := Make(d, "", false, "test"); r.Seal.State != "changed" {
		t.Errorf("%+v", r.Seal)
	}
}

// TestAreasInOrder evaluates the example as if areas had begun one after another.
func TestAreasInOrder(t *testing.T) {
	plan := file(t, "plan.yaml")
	for key, day := range map[string]string{"hills": "2030-04-29", "plain": "2030-06-24"} {
		plan = regexp.MustCompile(`(key: `+key+`.*sheets: )"[^"]*"`).ReplaceAllString(plan, `${1}"`+day+`"`)
	}
	plan = strings.Replace(plan, `name: "North"`, `name: "North", sheets: "2030-08-19"`, 1)
	d, said := example(t, map[string]string{"plan.yaml": plan})
	r, _ := Make(d, "", false, "test")
	if r.Calls.Design != Order || r.Calls.Change == nil || len(said) > 0 {
		t.Fatalf("%s %s %v", r.Calls.Design, r.Calls.Reason, said)
	}
	if CheckR(r) != nil {
		t.Error("the order of areas cannot be checked from sums")
	}
}

// TestCheckR runs the program that goes out with a report: it makes the estimate again,
// by areas and for one line.
func TestCheckR(t *testing.T) {
	program, err := exec.LookPath("Rscript")
	if err != nil && os.Getenv("CI") != "true" {
		t.Skip("Rscript is not installed")
	}
	if err != nil {
		t.Fatal(err)
	}
	line := regexp.MustCompile(`(?s)areas:.*?thresholds`).ReplaceAllString(
		strings.Replace(file(t, "plan.yaml"), "calls.substantive", "calls.received", 1), "thresholds")
	counts := regexp.MustCompile(`(?m)^.*,(coast|hills|plain|north|south|towns),.*\n`).ReplaceAllString(file(t, "counts.csv"), "")
	for name, edits := range map[string]map[string]string{"areas": nil, "line": {"plan.yaml": line, "counts.csv": counts}} {
		d, _ := example(t, edits)
		r, _ := Make(d, "", false, "test")
		text := CheckR(r)
		if text == nil {
			t.Fatalf("%s: no program; %s %s", name, r.Calls.Verdict, r.Calls.Reason)
		}
		cmd := exec.Command(program, "--vanilla", "-")
		cmd.Stdin = bytes.NewReader(text)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
}

// TestPaper sets the report for paper in every language: two sides or more, every word
// inside the sheet, the same bytes twice, and the figures of the report in the text that
// is read back by software that is not ours.
func TestPaper(t *testing.T) {
	fonts, err := typeset.NewFonts(os.DirFS("../../assets/fonts"))
	if err != nil {
		t.Fatal(err)
	}
	d, _ := example(t, nil)
	r, _ := Make(d, "", false, "test")
	c := words(t)
	for _, tag := range Languages(c, []locale.Tag{"sr-Cyrl", "sr-Latn", "sq"}) {
		w := &Words{Catalogue: c, Tag: tag}
		data := onPaper(t, r, w, fonts)
		if again := onPaper(t, r, &Words{Catalogue: c, Tag: tag}, fonts); !bytes.Equal(data, again) {
			t.Errorf("%s: two files of one report differ", tag)
		}
		text := readBack(t, data)
		if text == "" {
			continue
		}
		for _, f := range r.Shown {
			if !strings.Contains(text, dayOf(f.From)) || !strings.Contains(text, w.Number(float64(f.N), 0)) {
				t.Errorf("%s: the paper lacks %d of %s", tag, f.N, dayOf(f.From))
			}
		}
		for _, want := range []string{w.Number(r.Calls.Change.Ratio, 2), w.Number(r.Calls.Extra, 0), r.PlanDigest[:16],
			w.Say("fiction"), w.Say("side2")} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: the paper lacks %q", tag, want)
			}
		}
	}
}

// onPaper makes the PDF file, and looks that nothing leaves the sheet.
func onPaper(t *testing.T, r *Report, w *Words, fonts *typeset.Fonts) []byte {
	t.Helper()
	doc, err := Paper(r, w, fonts)
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range doc.Pages {
		for _, item := range p.Items {
			if text, ok := item.(*typeset.Text); ok && !p.Media.Contains(text.Bounds()) {
				t.Errorf("%s, side %d: %q leaves the sheet", w.Tag, i+1, text.Source)
			}
		}
	}
	var b bytes.Buffer
	if err := pdf.Write(&b, doc, pdf.Options{Kind: pdf.Screen, Date: r.Until}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// readBack reads the words of a PDF file with poppler, in the order of its tags' content.
func readBack(t *testing.T, data []byte) string {
	t.Helper()
	program, err := exec.LookPath("pdftotext")
	if err != nil && os.Getenv("CI") != "true" {
		t.Log("pdftotext is not installed: nothing is read back")
		return ""
	}
	name := filepath.Join(t.TempDir(), "report.pdf")
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(program, "-raw", name, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(string(out)), " ")
}
