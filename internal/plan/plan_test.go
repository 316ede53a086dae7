package plan

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"pharos/internal/campaign"
	"pharos/internal/locale"
	"pharos/internal/made"
)

// load reads the real definitions with some files of a project laid over them.
func load(t testing.TB, over map[string]string) *campaign.Set {
	t.Helper()
	dir := ""
	if over != nil {
		dir = t.TempDir()
	}
	for name, text := range over {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	project, _, err := campaign.Open(os.DirFS("../.."), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer project.Close()
	set, list, err := campaign.Load(project)
	if err != nil {
		t.Fatal(err)
	}
	if list.Stops() {
		t.Fatalf("the definitions do not load: %v", list[0])
	}
	return set
}

// made plans everything and sees no errors.
func planOf(t testing.TB, set *campaign.Set) *Plan {
	t.Helper()
	p, list := Make(set, Request{})
	if len(list.Errors()) > 0 {
		t.Fatalf("findings: %v", list)
	}
	return p
}

// texts gathers every word and number of the plan for one country.
func (p *Plan) texts(country string) []string {
	var out []string
	for _, s := range p.Sites {
		if s.Country != country {
			continue
		}
		for _, f := range s.Faces {
			for _, c := range append(slices.Clone(f.Lines), f.Emergency) {
				out = append(out, c.Shown, c.Link, c.Hours.Value, c.Cost.Value)
			}
			for _, t := range f.Texts {
				out = append(out, t.Value)
			}
			for _, pg := range f.Pages {
				for _, ps := range pg.Passages {
					out = append(out, ps.Text.Value)
				}
			}
		}
	}
	for _, m := range p.Materials {
		if m.Country != country {
			continue
		}
		out = append(out, m.Number.Shown, m.Emergency.Shown)
		for _, col := range m.Columns {
			for _, ls := range col.Slots {
				for _, l := range ls {
					out = append(out, l.Text.Value)
				}
			}
		}
	}
	return out
}

// TestHeldNumbersAppearNowhere looks for every number that must not be shown.
func TestHeldNumbersAppearNowhere(t *testing.T) {
	set := load(t, nil)
	p := planOf(t, set)
	for _, c := range set.Countries {
		all := strings.Join(p.texts(c.Code), "\n")
		all = strings.ReplaceAll(all, " ", "")
		for _, h := range c.Hotlines {
			digits := strings.ReplaceAll(h.Contacts[0].Dial, " ", "")
			if !h.Status.Shows() && strings.Contains(all, digits) {
				t.Errorf("%s is %s and %s is shown", h.ID, h.Status, h.Contacts[0].Dial)
			}
			if h.Status.Shows() && !strings.Contains(all, digits) {
				t.Errorf("%s is %s and %s is not shown", h.ID, h.Status, h.Contacts[0].Dial)
			}
		}
	}
}

// TestMainLine names the line, the link and the emergency number of each country.
func TestMainLine(t *testing.T) {
	p := planOf(t, load(t, nil))
	want := map[string][4]string{ // main line, link, fallback, emergency
		"al": {"", "", "112", "112"},
		"ba": {"", "", "122", "122"},
		"hr": {"0800 77 99", "tel:08007799", "", "112"},
		"xk": {"0800 11112", "tel:080011112", "", "112"},
		"me": {"116 666", "tel:116666", "", "112"},
		"mk": {"0800 11111", "tel:080011111", "", "112"},
		"rs": {"011 785 0000", "tel:+381117850000", "", "192"},
	}
	for _, m := range p.Materials {
		w := want[m.Country]
		if w[0] == "" {
			w[0], w[1] = w[2], "tel:"+w[2]
		}
		if m.ID == "sticker" || m.ID == "badge" {
			w[3] = ""
		}
		if m.Number.Shown != w[0] || m.Number.Link != w[1] || m.Emergency.Shown != w[3] || m.Police != (want[m.Country][0] == "") {
			t.Fatalf("%s/%s: %q %q, emergency %q, police %v", m.Country, m.Name, m.Number.Shown, m.Number.Link, m.Emergency.Shown, m.Police)
		}
	}
}

// TestSecondLine: a material may ask for a second line by its kind; it stands
// there with its own label where the country has one, on sheets of one language.
func TestSecondLine(t *testing.T) {
	set := load(t, nil)
	for i := range set.Audiences {
		for j := range set.Audiences[i].Materials {
			if m := &set.Audiences[i].Materials[j]; m.ID == "poster-confidence" {
				m.Second = campaign.CrimeVictims
			}
		}
	}
	count := 0
	for _, m := range planOf(t, set).Materials {
		switch {
		case m.ID != "poster-confidence" || m.Country != "hr" || len(m.Columns) > 1:
			if m.Second != nil {
				t.Errorf("%s/%s has a second line", m.Country, m.Name)
			}
		case m.Second == nil || m.Second.Shown != "116 006" || m.Second.Label.Value == "" || !slices.Contains(m.Hotlines, "hr.116006"):
			t.Errorf("%s: second line %+v, lines %v", m.Name, m.Second, m.Hotlines)
		default:
			count++
		}
	}
	if count < 5 {
		t.Errorf("%d sheets have two lines", count)
	}
}

// face finds one language of a country's site.
func (p *Plan) face(t *testing.T, country string, tag locale.Tag) Face {
	t.Helper()
	for _, s := range p.Sites {
		for _, f := range s.Faces {
			if s.Country == country && f.Locale.Tag == tag {
				return f
			}
		}
	}
	t.Fatalf("no face %s %s", country, tag)
	return Face{}
}

// TestOnlyBackedFacts reads what is said about hours and price.
func TestOnlyBackedFacts(t *testing.T) {
	p := planOf(t, load(t, nil))
	hr := p.face(t, "hr", "en").Lines
	if got := hr[0].Hours.Value; got != "Every day, 10:00 to 18:00" {
		t.Errorf("hr hours %q", got)
	}
	if hr[1].ID != "hr.116006" || hr[1].Hours.Value != "" || hr[1].Week != nil || hr[1].Label.Value != "Support for victims of any crime" {
		t.Errorf("hr.116006 with unconfirmed hours: %+v", hr[1])
	}
	rs := p.face(t, "rs", "en").Lines[0]
	if rs.Free || strings.Contains(strings.ToLower(rs.Cost.Value), "free") || !rs.Hours.IsZero() {
		t.Errorf("rs.astra: free %v, cost %q, hours %q", rs.Free, rs.Cost.Value, rs.Hours.Value)
	}
	for _, m := range p.Materials {
		for _, col := range m.Columns {
			for _, l := range col.Slots[made.SlotFacts] {
				if m.Country == "rs" && (l.Text.ID == "label.free" || strings.HasPrefix(l.Text.ID, "hours.")) {
					t.Errorf("rs/%s says %q", m.Name, l.Text.Value)
				}
			}
		}
	}
}

// TestDiscreet sees that a line that needs its label stands on no discreet outside.
func TestDiscreet(t *testing.T) {
	p := planOf(t, load(t, nil))
	for _, m := range p.Materials {
		label := m.Country != "hr" && m.Country != "mk" && m.Country != "rs"
		if m.ID == "sticker" && label {
			t.Errorf("%s/%s shows a line that needs its label", m.Country, m.Name)
		}
		if m.ID == "soldier-card" && m.Inside != label {
			t.Errorf("%s/%s: number inside %v", m.Country, m.Name, m.Inside)
		}
	}
	left := 0
	for _, o := range p.Omitted {
		if o.Reason == NoCaption {
			left++
		}
	}
	if left != 4*13 {
		t.Errorf("%d stickers are listed as left out, want 52", left)
	}
}

// TestNoEmptyWords sees a number and words on every sheet.
// Names of laws, plans and public bodies that are on record in English only say so in
// the reader's language, and are marked as English: on every sheet and every page.
func TestEnglishNamesSaySo(t *testing.T) {
	set := load(t, nil)
	plan, said := planOf(t, set), map[locale.Tag]int{}
	for _, c := range set.Countries {
		english := []string{c.Law.Use.Article.Text}
		for _, a := range c.Law.Trafficking {
			english = append(english, a.Text)
		}
		for _, p := range c.Plans {
			english = append(english, p.Title)
		}
		english = slices.DeleteFunc(english, func(s string) bool { return s == "" })
		for _, text := range plan.everyText(c.Code) {
			for _, name := range english {
				if text.Tag == locale.Source || !strings.Contains(text.Value, name) {
					continue
				}
				said[text.Tag]++
				foreign := slices.ContainsFunc(text.Runs, func(r locale.Run) bool {
					return r.Kind == locale.Foreign && r.Tag == locale.Source && strings.Contains(r.Text, name)
				})
				note, _ := set.Catalogue.Resolve(text.Tag, "name.english", map[string]any{"Name": "*"})
				_, words, _ := strings.Cut(note.Value, "*")
				if !foreign || words == "" || !strings.Contains(text.Value, words) {
					t.Errorf("%s, %s: %q has %q unmarked", c.Code, text.Tag, text.Value, name)
				}
			}
		}
	}
	if said["ar"] == 0 || said["ru"] == 0 {
		t.Errorf("no text was looked at: %v", said)
	}
}

// In right-to-left text a telephone number is isolated wherever it stands.
func TestNumbersAreIsolated(t *testing.T) {
	set, seen := load(t, nil), 0
	plan := planOf(t, set)
	for _, c := range set.Countries {
		for _, text := range plan.everyText(c.Code) {
			if text.Direction != locale.RTL {
				continue
			}
			rest := text.Value
			for before, after, found := strings.Cut(rest, "\u2066"); found; before, after, found = strings.Cut(rest, "\u2066") {
				_, tail, closed := strings.Cut(after, "\u2069")
				if !closed {
					t.Errorf("%s: %q opens what it does not close", text.ID, text.Value)
				}
				rest = before + tail
				seen++
			}
			for _, line := range c.Hotlines {
				for _, contact := range line.Contacts {
					if strings.Contains(rest, contact.Dial) {
						t.Errorf("%s, %s: %q has a number without an isolate", c.Code, text.ID, text.Value)
					}
				}
			}
		}
	}
	if seen < 100 {
		t.Errorf("%d numbers were looked at", seen)
	}
}

// everyText gathers the texts of the plan for one country, wherever they stand in it.
func (p *Plan) everyText(country string) []locale.Text {
	var out []locale.Text
	var walk func(v reflect.Value)
	walk = func(v reflect.Value) {
		if text, ok := v.Interface().(locale.Text); ok {
			if text.Value != "" {
				out = append(out, text)
			}
			return
		}
		switch v.Kind() {
		case reflect.Pointer, reflect.Interface:
			if !v.IsNil() {
				walk(v.Elem())
			}
		case reflect.Struct:
			for i := range v.NumField() {
				if v.Type().Field(i).IsExported() {
					walk(v.Field(i))
				}
			}
		case reflect.Slice, reflect.Array:
			for i := range v.Len() {
				walk(v.Index(i))
			}
		case reflect.Map:
			for _, k := range v.MapKeys() {
				walk(v.MapIndex(k))
			}
		}
	}
	for _, m := range p.Materials {
		if m.Country == country {
			walk(reflect.ValueOf(m))
		}
	}
	for _, s := range p.Sites {
		if s.Country == country {
			walk(reflect.ValueOf(s))
		}
	}
	return out
}

func TestNoEmptyWords(t *testing.T) {
	p := planOf(t, load(t, nil))
	for _, m := range p.Materials {
		for _, col := range m.Columns {
			for slot, ls := range col.Slots {
				for _, l := range ls {
					if l.Text.Value == "" || strings.Contains(l.Text.Value, "<no value>") || strings.Contains(l.Text.Value, "{{") {
						t.Errorf("%s/%s %s: %q", m.Country, m.Name, slot, l.Text.Value)
					}
				}
			}
			if len(m.Drafts) == 0 || col.First(made.SlotDraft).Text.Value == "" {
				t.Errorf("%s/%s is not marked as a draft", m.Country, m.Name)
			}
		}
	}
}

// lacking is a folder in which one file has another text.
type lacking struct {
	fs.FS
	file, text string
}

func (l lacking) Open(name string) (fs.File, error) {
	if name == l.file {
		return fstest.MapFS{name: {Data: []byte(l.text)}}.Open(name)
	}
	return l.FS.Open(name)
}

// TestFallback takes a slogan and a right away from one language: the slogan
// falls back to English with a notice, the sheets with the right are left out.
func TestFallback(t *testing.T) {
	const file = "campaigns/citizen/messages/tr.yaml"
	turkish, err := os.ReadFile(filepath.Join("../..", file))
	if err != nil {
		t.Fatal(err)
	}
	text := string(turkish)
	for _, id := range []string{"citizen.job.headline", "citizen.rights"} {
		text = strings.Replace(text, "\n"+id+":\n", "\nx."+id+":\n", 1)
	}
	defaults := lacking{os.DirFS("../.."), file, text} // a project's own file would only lie over it
	project, _, err := campaign.Open(defaults, "")
	if err != nil {
		t.Fatal(err)
	}
	defer project.Close()
	set, _, err := campaign.Load(project)
	if err != nil {
		t.Fatal(err)
	}
	p := planOf(t, set)
	rights, job := false, false
	for _, m := range p.Materials {
		if m.Country != "rs" || m.Columns[0].Locale.Tag != "tr" {
			continue
		}
		rights = rights || m.ID == "poster-rights"
		if m.ID == "poster-job" {
			head := m.Columns[0].First(made.SlotHeadline).Text
			job = head.Fallback && head.Tag == "en"
			if !slices.ContainsFunc(m.Columns[0].Slots[made.SlotImprint], func(l Line) bool { return l.Text.ID == "fallback.notice" }) {
				t.Error("no notice for the English headline")
			}
		}
	}
	if rights || !job {
		t.Errorf("poster with a missing right made: %v; slogan in English: %v", rights, job)
	}
	if !slices.ContainsFunc(p.Omitted, func(o Omission) bool {
		return o.Material == "poster-rights.tr" && strings.Contains(o.Detail.Text, "citizen.rights")
	}) {
		t.Error("the poster that is left out is not listed")
	}
}

// TestNewCountry adds a country with one file and nothing else.
func TestNewCountry(t *testing.T) {
	p := planOf(t, load(t, attestedCountry()))
	if len(p.Sites) != 1 || p.Sites[0].Country != "zz" || len(p.Sites[0].Faces) != 2 {
		t.Fatalf("sites: %v", p.Sites)
	}
	if s := p.Sites[0]; s.Security != "mailto:flaws@zz.invalid" || s.SecurityUntil != "2030-06-30" {
		t.Errorf("contact for flaws %q until %q", s.Security, s.SecurityUntil)
	}
	for _, gap := range []string{`contact: "mailto:flaws@zz.invalid", `, `until: "2030-06-30", `, `mark: A, sources: [made]`} {
		if s := planOf(t, load(t, map[string]string{"campaigns/countries/zz.yaml": strings.Replace(fictional, gap, "", 1)})).Sites[0]; s.Security+s.SecurityUntil != "" {
			t.Errorf("without %q the contact is %q until %q", gap, s.Security, s.SecurityUntil)
		}
	}
	f := p.face(t, "zz", "sr-Latn")
	if !f.Lines[0].Tested || f.TestedOn == "" {
		t.Errorf("two test calls do not make the number tested: %+v", f.Lines[0])
	}
	for _, m := range p.Materials {
		for _, d := range m.Drafts {
			if d.Reason == Untested && strings.Contains(d.Detail.Text, "zz.line") {
				t.Errorf("%s: %s", m.Name, d.Detail)
			}
		}
	}
}

// TestDraftsNoBatch plans a release: a batch id stands on what may be released, in its
// imprint and its identity, and never on a draft.
func TestDraftsNoBatch(t *testing.T) {
	set := load(t, attestedCountry())
	p, list := Make(set, Request{Release: 7})
	if len(list.Errors()) > 0 {
		t.Fatal(list)
	}
	drafts := 0
	for i := range p.Materials {
		m := &p.Materials[i]
		shown := strings.Contains(fmt.Sprint(m.Columns), m.Country+"-7-")
		if draft := len(m.Drafts) > 0; draft == (m.Batch != "") || draft == shown {
			t.Errorf("%s: %d reasons to be a draft, batch %q, shown %t", m.Name, len(m.Drafts), m.Batch, shown)
		} else if draft {
			drafts++
		}
	}
	if drafts == 0 {
		t.Error("no sheet is a draft")
	}
	for _, m := range planOf(t, set).Materials {
		if m.Batch != "" {
			t.Errorf("%s has the batch %q without a release", m.Name, m.Batch)
		}
	}
}

// attestedCountry is the country that does not exist, with two test calls.
func attestedCountry() map[string]string {
	const call = "line: zz.line\ndial: \"0800 000 000\"\ndate: \"2030-01-0%d\"\nby: Caller %d\nrole: office\nnetwork: Net %d\noutcome: confirmed\nheard: fictional\n"
	return map[string]string{"campaigns/countries/zz.yaml": fictional,
		"campaigns/countries/zz/attestations/line-2030-01-02-1.yaml": fmt.Sprintf(call, 2, 1, 1),
		"campaigns/countries/zz/attestations/line-2030-01-03-1.yaml": fmt.Sprintf(call, 3, 2, 2)}
}

// fictional is a country that does not exist.
const fictional = `
zone: Europe/Belgrade
base: https://zz.invalid/
exit: https://example.org/
security: {contact: "mailto:flaws@zz.invalid", until: "2030-06-30", mark: A, sources: [made]}
languages:
  - {tag: en, role: required}
  - {tag: sr-Latn, role: minority}
hotlines:
  - id: zz.line
    kind: trafficking
    status: print
    label: line.kind.trafficking
    mark: A
    sources: [made]
    contacts:
      - dial: "0800 000 000"
        free: {value: any-phone, mark: A, sources: [made]}
        hours:
          mark: A
          sources: [made]
          weekly:
            - {days: [mon, tue, wed, thu, fri], from: "08:00", to: "12:00"}
            - {days: [mon, tue, wed, thu, fri], from: "13:00", to: "18:00"}
            - {days: [sat], from: "09:00", to: "13:00"}
  - id: zz.police
    kind: police
    status: label
    label: line.kind.police
    mark: A
    sources: [made]
    contacts:
      - dial: "000"
        hours: {always: true, mark: C, sources: [made]}
        free: {value: free, mark: U}
sources:
  made: {title: "Fictional, for tests", read: "2030-01-05"}
`

// TestHoursPhrase joins spans of different days.
func TestHoursPhrase(t *testing.T) {
	p := planOf(t, load(t, attestedCountry()))
	want := "Monday – Friday, 08:00 to 12:00; Monday – Friday, 13:00 to 18:00; Saturday, 09:00 to 13:00"
	if got := p.face(t, "zz", "en").Lines[0].Hours.Value; got != want {
		t.Errorf("hours %q", got)
	}
	rows := p.face(t, "zz", "en").Lines[0].Rows
	if len(rows) != 7 || rows[0].Day != "Monday" || !slices.Equal(rows[0].Times, []string{"08:00–12:00", "13:00–18:00"}) || rows[6].Times != nil {
		t.Errorf("rows %v", rows)
	}
}

// TestHoursExceptions: a night is one span, also where it is written as two, and days
// on which nobody answers stand beside "day and night" and in the table of the page.
func TestHoursExceptions(t *testing.T) {
	set := load(t, attestedCountry())
	hours := &set.Countries[0].Hotlines[0].Contacts[0].Hours
	for _, c := range []struct {
		set  campaign.Hours
		text string
		rows int
		row  string
	}{
		{campaign.Hours{Weekly: []campaign.Interval{{Days: campaign.Weekdays, From: "00:00", To: "02:00"}, {Days: campaign.Weekdays, From: "18:00", To: "24:00"}}},
			"Every day, 18:00 to 02:00", 7, "18:00–02:00 (next day)"},
		{campaign.Hours{Always: true, Closed: []string{"2030-01-07", "2030-01-06", "2029-12-25"}},
			"Day and night, every day; closed on January 6, January 7", 9, "00:00–24:00"},
		{campaign.Hours{Always: true, Closed: []string{"2029-12-25"}}, "Day and night, every day", 0, ""},
		{campaign.Hours{Weekly: []campaign.Interval{{Days: campaign.Weekdays, From: "00:00", To: "24:00"}}}, "Day and night, every day", 0, ""},
		{campaign.Hours{Always: true, Closed: []string{"2030-02-01", "2030-02-02", "2030-02-03", "2030-02-04", "2030-02-05"}},
			"Day and night, every day; closed on some public holidays", 12, "00:00–24:00"},
	} {
		c.set.Backed = hours.Backed
		*hours = c.set
		line := planOf(t, set).face(t, "zz", "en").Lines[0]
		if line.Hours.Value != c.text || len(line.Rows) != c.rows || c.rows > 0 && line.Rows[0].Times[0] != c.row {
			t.Errorf("%+v: hours %q, %d rows %v", c.set, line.Hours.Value, len(line.Rows), line.Rows)
		}
	}
}

// TestDoubtfulFacts sees nothing of hours and price that are not marked A or B.
func TestDoubtfulFacts(t *testing.T) {
	p := planOf(t, load(t, map[string]string{"campaigns/countries/zz.yaml": fictional}))
	if e := p.face(t, "zz", "en").Emergency; !e.Hours.IsZero() || e.Always || e.Week != nil || e.Free || !e.Cost.IsZero() {
		t.Errorf("a doubtful fact is shown: %+v", e)
	}
}

// TestSamePlan makes the plan twice.
func TestSamePlan(t *testing.T) {
	set := load(t, nil)
	if a, b := planOf(t, set), planOf(t, set); !reflect.DeepEqual(a, b) {
		t.Error("two plans of the same definitions differ")
	}
}

// TestOneSheet: a sheet that is planned alone is that of the whole plan.
func TestOneSheet(t *testing.T) {
	set := load(t, nil)
	whole := planOf(t, set)
	seen := map[string]bool{}
	for _, m := range whole.Materials {
		if kind := m.Country + " " + m.Audience + " " + m.ID; seen[kind] {
			continue
		} else {
			seen[kind] = true
		}
		one, _ := Make(set, Request{
			Countries: []string{m.Country}, Audiences: []string{m.Audience}, Sheet: m.Audience + "/" + m.Name,
		})
		if len(one.Materials) != 1 || len(one.Sites) != 0 || !reflect.DeepEqual(one.Materials[0], m) {
			t.Errorf("%s/%s/%s alone is another one", m.Country, m.Audience, m.Name)
		}
	}
	if len(seen) < 100 {
		t.Errorf("only %d sheets were tried", len(seen))
	}
}

// TestLastingAddress changes every number of the country: no code changes, so that
// the code on an old sheet leads to the page with the new number.
func TestLastingAddress(t *testing.T) {
	codes := func(set *campaign.Set) map[string]string {
		p, _ := Make(set, Request{Date: "2026-11-30"})
		out := map[string]string{}
		for _, m := range p.Materials {
			out[m.Path("")] = m.Code
		}
		return out
	}
	set := load(t, nil)
	before := codes(set)
	for _, c := range set.Countries {
		for i := range c.Hotlines {
			for k := range c.Hotlines[i].Contacts {
				c.Hotlines[i].Contacts[k].Dial = "000 111 222"
			}
		}
	}
	after := codes(set)
	if len(before) < 100 || !reflect.DeepEqual(before, after) {
		t.Errorf("%d codes before, %d after, or another one among them", len(before), len(after))
	}
}

// TestFileNames sees names that differ by more than case and that every system
// takes.
func TestFileNames(t *testing.T) {
	seen := map[string]bool{}
	for _, m := range planOf(t, load(t, nil)).Materials {
		name := strings.ToLower(m.Country + "/" + m.Path("press.pdf"))
		if seen[name] || strings.ContainsAny(name, `<>:"\|?*`) {
			t.Errorf("bad or doubled name %s", name)
		}
		seen[name] = true
	}
}

func BenchmarkMake(b *testing.B) {
	set := load(b, nil)
	for b.Loop() {
		Make(set, Request{})
	}
}

// TestUseIsWhatTheLawSays sees that sheets and pages claim no more than the law on
// record: where it speaks of sexual services only, they do, in every language.
func TestUseIsWhatTheLawSays(t *testing.T) {
	set := load(t, nil)
	p := planOf(t, set)
	for country, want := range map[string]string{"mk": "demand.crime.is.sexual", "al": "demand.crime.is.sexual", "rs": "demand.crime.is.could", "hr": "demand.crime"} {
		said := map[string]int{}
		for _, m := range p.Materials {
			if m.Country != country {
				continue
			}
			for _, col := range m.Columns {
				for _, l := range slices.Concat(slices.Collect(maps.Values(col.Slots))...) {
					if id := l.Text.ID; strings.HasPrefix(id, "demand.crime") && id != "demand.crime.article" && id != "demand.crime.trafficking" {
						said[id]++
					}
				}
			}
		}
		if said[want] == 0 || len(said) > 1 {
			t.Errorf("%s: sheets say %v, want %s alone", country, said, want)
		}
		texts := strings.Join(p.texts(country), "\n")
		for _, tag := range []locale.Tag{"en", "sq", "mk", "sr-Cyrl", "ar"} {
			text, err := set.Catalogue.Resolve(tag, want, nil)
			if err != nil || !strings.Contains(texts, text.Value) {
				t.Errorf("%s: nothing says %q (%v)", country, text.Value, err)
			}
		}
	}
}
