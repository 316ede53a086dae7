package campaign

import (
	"strings"
	"testing"
	"testing/fstest"

	"pharos/internal/locale"
)

// call is a confirmed test call to the fictional line.
func call(by, network, date string, change ...func(*Attestation)) Attestation {
	a := Attestation{Line: "zz.line", Dial: "0800 01", Date: date, By: by, Role: "tester", Network: network, Outcome: Confirmed, Heard: "the name"}
	for _, f := range change {
		f(&a)
	}
	return a
}

// TestStanding counts people, networks and days, and only calls to the number
// on record that heard what the record says.
func TestStanding(t *testing.T) {
	other := func(a *Attestation) { a.Outcome = OtherWay }
	hours := func(a *Attestation) { a.Hours = "mon-fri 09:00-17:00" }
	cases := []struct {
		name    string
		calls   []Attestation
		gate    Gate
		enough  bool
		until   string
		differs int
	}{
		{"two people, two networks", []Attestation{call("a", "x", "2030-01-01"), call("b", "y", "2030-01-02")}, Gate{}, true, "2030-01-31", 0},
		{"one person", []Attestation{call("Ana B", "x", "2030-01-01"), call("ana  b", "y", "2030-01-02")}, Gate{}, false, "", 0},
		{"one network", []Attestation{call("a", "x", "2030-01-01"), call("b", "X ", "2030-01-02")}, Gate{}, false, "", 0},
		{"thirty days", []Attestation{call("a", "x", "2029-12-11"), call("b", "y", "2030-01-02")}, Gate{}, true, "2030-01-10", 0},
		{"too old", []Attestation{call("a", "x", "2029-12-10"), call("b", "y", "2030-01-02")}, Gate{}, false, "", 0},
		{"older by setting", []Attestation{call("a", "x", "2029-11-01"), call("b", "y", "2030-01-02")}, Gate{Days: 80}, true, "2030-01-20", 0},
		{"the hard end", []Attestation{call("a", "x", "2029-10-01"), call("b", "y", "2030-01-02")}, Gate{Days: 400}, false, "", 0},
		{"three by setting", []Attestation{call("a", "x", "2030-01-01"), call("b", "y", "2030-01-02")}, Gate{People: 3}, false, "", 0},
		{"in the future", []Attestation{call("a", "x", "2030-02-01"), call("b", "y", "2030-01-02")}, Gate{}, false, "", 0},
		{"another number", []Attestation{call("a", "x", "2030-01-01"), call("b", "y", "2030-01-02", func(a *Attestation) { a.Dial = "0800 02" })}, Gate{}, false, "", 0},
		{"no answer", []Attestation{call("a", "x", "2030-01-01"), call("b", "y", "2030-01-02", func(a *Attestation) { a.Outcome = NoAnswer })}, Gate{}, false, "", 0},
		{"somebody else answered", []Attestation{call("a", "x", "2030-01-01"), call("b", "y", "2030-01-02"), call("c", "z", "2030-01-03", other)}, Gate{}, false, "", 1},
		{"other hours than on record", []Attestation{call("a", "x", "2030-01-01"), call("b", "y", "2030-01-02", hours)}, Gate{}, false, "", 1},
		{"another cost", []Attestation{call("a", "x", "2030-01-01"), call("b", "y", "2030-01-02", func(a *Attestation) { a.Cost = "no" })}, Gate{}, false, "", 1},
		{"a language fewer", []Attestation{call("a", "x", "2030-01-01"), call("b", "y", "2030-01-02", func(a *Attestation) { a.Languages = []locale.Tag{"en"} })}, Gate{}, false, "", 1},
		{"cleared by two newer calls", []Attestation{call("c", "z", "2030-01-03", other), call("a", "x", "2030-01-04"), call("b", "y", "2030-01-05")}, Gate{}, true, "2030-02-03", 0},
		{"none", nil, Gate{}, false, "", 0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			h := Hotline{ID: "zz.line", Attestations: c.calls, Languages: Fact[[]locale.Tag]{Value: []locale.Tag{"sr-Cyrl"}, Backed: Backed{Mark: MarkA}},
				Contacts: []Contact{{Dial: "080001", Free: Fact[Cost]{Value: "country", Backed: Backed{Mark: MarkB}}, Hours: Hours{Always: true, Backed: Backed{Mark: MarkA}}}}}
			s := h.Standing("2030-01-10", c.gate)
			if s.Enough != c.enough || s.Until != c.until || len(s.Differs) != c.differs {
				t.Errorf("%+v", s)
			}
		})
	}
}

// TestWritten gives hours their short form.
func TestWritten(t *testing.T) {
	h := Hours{Weekly: []Interval{{[]string{"mon", "tue", "wed"}, "10:00", "18:00"}, {[]string{"fri", "sun"}, "10:00", "12:00"}}}
	if got := h.Written(); got != "mon-wed 10:00-18:00, fri sun 10:00-12:00" {
		t.Error(got)
	}
}

// TestAttestationFiles reads records beside the country's file.
func TestAttestationFiles(t *testing.T) {
	const good = "line: zz.line\ndial: \"0800 01\"\ndate: \"2030-01-01\"\nby: A\nrole: tester\nnetwork: X\noutcome: confirmed\nheard: \"The name\"\n"
	fsys := small()
	fsys["campaigns/countries/zz/attestations/line-2030-01-01-1.yaml"] = &fstest.MapFile{Data: []byte(good)}
	fsys["campaigns/countries/zz/attestations/line-2030-01-02-1.yaml"] = &fstest.MapFile{Data: []byte(good)}
	fsys["campaigns/countries/zz/attestations/none-2030-01-01-1.yaml"] = &fstest.MapFile{Data: []byte("line: zz.none\n" + good[len("line: zz.line\n"):])}
	fsys["campaigns/countries/zz/attestations/line-2030-01-03-1.yaml"] = &fstest.MapFile{Data: []byte("line: zz.line\n")}
	set, list, err := Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	rules := map[string]int{}
	for _, f := range list {
		rules[f.Rule.ID]++
	}
	if len(set.Countries[0].Hotlines[0].Attestations) != 1 || rules["attest.name"] < 1 || rules["attest.line"] != 1 || rules["file.missing"] < 5 {
		t.Errorf("%v %v", set.Countries[0].Hotlines[0].Attestations, rules)
	}
}

// TestLowered names every gate that asks for less than the usual one, and no other.
func TestLowered(t *testing.T) {
	for g, want := range map[Gate]bool{
		{}: false, {People: 2, Networks: 2, Days: 30}: false, {People: 3, Networks: 2, Days: 10}: false,
		{People: 1}: true, {Networks: 1}: true, {Days: 31}: true, {People: 5, Networks: 5, Days: 90}: true,
	} {
		if got := g.Lowered(); (got != "") != want {
			t.Errorf("%+v: %q", g, got)
		}
	}
}

// TestPublicEmergency: which lines are confirmed by a source instead of calls, and for
// how long. A longer number of the police, or a short one of a helpline, wants calls.
func TestPublicEmergency(t *testing.T) {
	for _, c := range []struct {
		kind Kind
		dial string
		want bool
	}{
		{Emergency, "112", true}, {Police, "192", true}, {Police, "1 9 2", true}, {Emergency, "0800 112", false},
		{Police, "033 000 000", false}, {Trafficking, "112", false}, {MissingChildren, "116", false}, {Police, "", false},
	} {
		h := Hotline{Kind: c.kind, Contacts: []Contact{{Dial: c.dial}}}
		if got := h.PublicEmergency(); got != c.want {
			t.Errorf("%s %q: %v", c.kind, c.dial, got)
		}
	}
	for _, c := range []struct {
		mark  Mark
		read  string
		day   string
		until string
		lacks string
	}{
		{MarkA, "2029-03-01", "2029-03-01", "2030-03-01", ""},
		{MarkA, "2029-03-01", "2030-03-01", "2030-03-01", ""},
		{MarkA, "2029-03-01", "2030-03-02", "", "more than 365 days ago"},
		{MarkA, "2029-03-01", "2029-02-28", "", "before 2029-02-28"},
		{MarkA, "", "2029-02-28", "", "nobody has read"},
		{MarkB, "2029-03-01", "2029-03-01", "", "no official source"},
	} {
		h := Hotline{Kind: Emergency, Contacts: []Contact{{Dial: "112"}}, Read: c.read, Backed: Backed{Mark: c.mark}}
		s := h.Standing(c.day, Gate{})
		if s.Enough != (c.until != "") || s.Until != c.until || !strings.Contains(s.Lacks.Text, c.lacks) {
			t.Errorf("%s read %q on %s: %+v", c.mark, c.read, c.day, s)
		}
	}
}
