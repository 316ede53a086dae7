package campaign

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/tree"
)

// typed is what people type for a fact of a line, and the lines that answer it.
var typed = []struct{ lines, wrong, hint string }{
	{`free: yes`, `free should be a group of keys, not "yes"`, `Write free: {value: free, mark: A, sources: [s]} – with mark A`},
	{`free: true`, `not "true"`, `Write free: {value: free, mark: A, sources: [s]}`},
	{`free: no`, `not "no"`, `Write free: {value: "no", mark: A, sources: [s]}`},
	{`free: any phone`, `not "any phone"`, `Write free: {value: any-phone, mark: A, sources: [s]}`},
	{`hours: 24/7`, `hours should be a group of keys`, `Write hours: {always: true, mark: A, sources: [s]}`},
	{`hours: 9-17`, `not "9-17"`, `Write hours: {weekly: "mon-sun 09:00-17:00", mark: A, sources: [s]}`},
	{`hours: mon-fri 10:00-18:00`, ``, `Write hours: {weekly: "mon-fri 10:00-18:00", mark: A, sources: [s]}`},
	{`hours: banana`, `not "banana"`, `Write hours: {weekly: "mon-fri 10:00-18:00, sat 09:00-13:00", mark: A`},
	{`hours: {value: 24/7, mark: A, sources: [s]}`, `unknown key "value"`, `Write hours: {always: true, mark: A, sources: [s]}`},
	{`hours: {weekly: banana, mark: A, sources: [s]}`, `"banana" cannot be read`, `Write days and times such as "mon-fri`},
	{`international: "+000 1"`, `should be a group`, `Write international: {value: "+000 1", mark: A, sources: [s]}`},
}

// TestShortForms: what people type in the place of a fact is answered with the whole
// line to write, and the line is read.
func TestShortForms(t *testing.T) {
	for _, c := range typed {
		wrong := loadLine(t, c.lines)
		if len(wrong) != 1 || !strings.Contains(wrong[0].Message.Text, c.wrong) || !strings.HasPrefix(wrong[0].Hint.Text, c.hint) {
			t.Errorf("%s: %v %+v", c.lines, wrong, wrong)
			continue
		}
		line, _, _ := strings.Cut(strings.TrimPrefix(wrong[0].Hint.Text, "Write "), " – ")
		if strings.HasPrefix(line, "days and") {
			continue
		}
		if list := loadLine(t, line); len(list) > 0 {
			t.Errorf("%s is answered with %s, which is not read: %v", c.lines, line, list)
		}
	}
	for line, hint := range map[string]string{
		"    languages: [en, sq]": "Write languages: {value: [en, sq], mark: A, sources: [s]}",
		"    languages: en, sq":   "Write languages: {value: [en, sq], mark: A, sources: [s]}",
		"    operator: Office":    "Write operator: {english: Office, mark: A, sources: [s]}",
		"    no_name: yes":        "Write no_name: {value: true, mark: A, sources: [s]}",
	} {
		list := loadLine(t, "note: x\n"+line)
		if len(list) != 1 || !strings.HasPrefix(list[0].Hint.Text, hint) {
			t.Errorf("%s: %v", line, list)
		}
	}
}

// TestShortFormsRead: short forms inside a fact are read like the long ones.
func TestShortFormsRead(t *testing.T) {
	for _, c := range []struct{ short, long string }{
		{`free: {value: yes, mark: A, sources: [s]}`, `free: {value: free, mark: A, sources: [s]}`},
		{`free: {value: true, mark: A, sources: [s]}`, `free: {value: free, mark: A, sources: [s]}`},
		{`hours: {weekly: "mon-fri 9-17", mark: A, sources: [s]}`, `hours: {weekly: [{days: [mon, tue, wed, thu, fri], from: "09:00", to: "17:00"}], mark: A, sources: [s]}`},
		{`hours: {weekly: 9–17, mark: A, sources: [s]}`, `hours: {weekly: [{days: [mon, tue, wed, thu, fri, sat, sun], from: "09:00", to: "17:00"}], mark: A, sources: [s]}`},
	} {
		short, long := lineOf(t, c.short), lineOf(t, c.long)
		a, b := short.Contacts[0], long.Contacts[0]
		if a.Free.Value != b.Free.Value || !slices.EqualFunc(a.Hours.Week(), b.Hours.Week(), slices.Equal) {
			t.Errorf("%s is read as %+v", c.short, a)
		}
	}
	var p Partner
	root, list := tree.Parse("adaptation.yaml", []byte("hours: mon-fri 10:00-18:00\n"))
	if list = append(list, tree.Decode(root, &p)...); len(list) > 0 || len(p.Hours) != 1 || p.Hours[0].To != "18:00" {
		t.Error("the hours of an adaptation's place", p, list)
	}
}

// lineProject is a country with one line, whose contact has these lines.
func lineProject(lines string) fstest.MapFS {
	out := small()
	text := strings.Replace(string(out["campaigns/countries/zz.yaml"].Data),
		"        free: {value: country, mark: B, sources: [s]}\n    languages: {value: [sr-Cyrl], mark: A}\n",
		"        "+lines+"\n", 1)
	out["campaigns/countries/zz.yaml"] = &fstest.MapFile{Data: []byte(text)}
	return out
}

// loadLine gives the findings about the country's file.
func loadLine(t *testing.T, lines string) diag.List {
	t.Helper()
	_, list := load(t, lineProject(lines))
	return slices.DeleteFunc(list, func(f diag.Finding) bool { return f.Severity != diag.Error })
}

func lineOf(t *testing.T, lines string) *Hotline {
	t.Helper()
	set, list := load(t, lineProject(lines))
	if list.Stops() {
		t.Fatal(lines, list)
	}
	return &set.Countries[0].Hotlines[0]
}

// TestCallsAreRead: whatever is typed for a call is refused, or written so that the
// record is read back as it was meant: no finding, the same words, and no difference
// from a line whose record says the same.
func TestCallsAreRead(t *testing.T) {
	words := []string{"", "always", "24/7", "0-24", "9-17", "9 – 17", "mon-fri 10:00-18:00", "mon,wed 18:00 to 02:00", "Monday-Friday 9.30-17h",
		"fri-mon 8-12, 13-17", "daily 8-20", "banana", "25-30", "9-9", "mon-fri", "yes", "no", "true", "free", "any phone", "Any-Phone", "country",
		"land line", "unknown", "Mira Q.", "Mira Q. <mira@example.org>", "FULL NAME <EMAIL@ADDRESS>", "Mira \"the\" Q", "a: b # c", "line\nbreak",
		"tab\there", "'", "\\", "|", ">", "- x", "{a: b}", "[x]", "\u202e", "\u00a0", "Мира", "\ufeff", "\x00", "en", " sq", "al", "xx", "sr-Cyrl", "&a *b !c %d @e `f"}
	known := locale.NewTable(nil)
	r := rand.New(rand.NewPCG(18, 3))
	pick := func() string { return words[r.IntN(len(words))] }
	maybe := func() string {
		if r.IntN(2) == 0 {
			return ""
		}
		return pick()
	}
	read := 0
	for range 20_000 {
		said := Attestation{Line: "zz.line", Dial: "0800 01", Date: "2026-01-02", By: pick(), Role: pick(), Network: pick(), Outcome: Confirmed,
			Heard: pick(), Hours: maybe(), Cost: Cost(maybe()), Data: maybe()}
		if r.IntN(2) == 0 { // mostly well formed
			said.By, said.Role, said.Network, said.Heard = "Mira", "office", "Net", "A line"
		}
		a, err := said.Read([]string{pick(), "en"}[min(2, r.IntN(6)):], known)
		if err != nil {
			continue
		}
		var back Attestation
		root, list := tree.Parse("record", []byte(a.Text()))
		if list = append(list, tree.Decode(root, &back)...); len(list) > 0 || back.Text() != a.Text() {
			t.Fatalf("%+v is written as\n%s\nand read with %v", said, a.Text(), list)
		}
		line := Hotline{ID: "zz.line", Contacts: []Contact{{Dial: "0800 01"}}}
		if back.Hours != "" {
			hours, err := ParseHours(said.Hours)
			if err != nil {
				t.Fatal(err)
			}
			hours.Mark = MarkA
			line.Contacts[0].Hours = hours
		}
		line.Contacts[0].Free = Fact[Cost]{Value: back.Cost, Backed: Backed{Mark: MarkA}}
		if d := line.differences(back); len(d) > 0 {
			t.Fatalf("%+v differs from itself: %+v", said, d)
		}
		read++
	}
	if read < 1000 {
		t.Errorf("only %d calls were read: the words are too odd to say anything", read)
	}
}
