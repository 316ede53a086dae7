package locale

import "testing"

// TestSamePerson compares names as people and their tools write them.
func TestSamePerson(t *testing.T) {
	for _, pair := range [][2]string{
		{"Mira Q.", "Mira Q. <mira.q@example.org>"},
		{"Mira Q.", "mira  q"},
		{"Mira Q.", "MIRA\u00a0Q."},
		{"Mira Q.", "Мirа Q."}, // Cyrillic М and а
		{"Mira Q.", "Mіra Q."}, // Cyrillic і
		{"Mira Q.", "Mira Q\u200b."},
		{"Mira Q.", "Mira Q. (translator)"},
		{"Mira Q.", "mira.q@example.org (Mira Q.)"},
		{"Mira Q.", `"Mira Q." <mira.q@example.org>`},
		{"Mira Q.", "Mira Q. mailto:mira.q@example.org"},
		{"Mira Qosja", "Qosja, Mira"},
		{"Mira Qosja", "Mira Qosja, office"},
		{"Ana-Maria Z.", "Ana Maria Z"},
		{"Đorđe Š.", "Ђорђе Ш."},
		{"M. Q. <mira@example.org>", "Mira Qosja <MIRA@example.org>"},
	} {
		if !SamePerson(pair[0], pair[1]) || !SamePerson(pair[1], pair[0]) {
			t.Errorf("%q and %q count as two", pair[0], pair[1])
		}
		if n := People(pair[:]); n != 1 {
			t.Errorf("%q are %d people", pair, n)
		}
	}
	for _, pair := range [][2]string{{"Mira Q.", "Mira Z."}, {"Ana B.", "Ben A."}, {"Zeta, Tolga", "Zeta, Ana"},
		{"", ""}, {"FULL NAME", "FULL NAME"}, {"Ana <office@example.org>", "Ben"}} {
		if SamePerson(pair[0], pair[1]) {
			t.Errorf("%q and %q count as one", pair[0], pair[1])
		}
	}
}

// TestNobody wants no person behind what editors write by themselves.
func TestNobody(t *testing.T) {
	for _, text := range []string{"", "  ", "FULL NAME <EMAIL@ADDRESS>", "FULL NAME", "Automatically generated", "mira@example.org",
		"<mira@example.org>", "Auto-generated", "YOUR NAME <E-MAIL@ADDRESS>", "none", "N/A", "-", "?", "Unknown", "Anonymous <>"} {
		if p := PersonOf(text); !p.Nobody() {
			t.Errorf("%q is the person %q", text, p.Name)
		}
	}
	if p := PersonOf("Mira Q. <mira.q@example.org> (reviewer)"); p != (Person{"Mira Q.", "mira.q@example.org", "reviewer"}) {
		t.Errorf("%+v", p)
	}
	if n := People([]string{"Ana B.", "FULL NAME", "Ana B", "Ben"}); n != 2 {
		t.Errorf("%d people", n)
	}
}

// TestReadTag takes the tags of tools where they are unambiguous.
func TestReadTag(t *testing.T) {
	for written, want := range map[string]Tag{"sq_AL": "sq", "sq-XK": "sq", "mk-MK": "mk", "bs-Latn-BA": "bs", "bs_BA": "bs", "hr-HR": "hr",
		"sr-Cyrl-RS": "sr-Cyrl", "sr_Latn_RS": "sr-Latn", "sr@latin": "sr-Latn", "sr_RS@latin": "sr-Latn", "en-US": "en", "SQ": "sq",
		"cnr-ME": "cnr", "tr-TR": "tr", "ar-EG": "ar"} {
		if l, may := Builtin().Read(written); l.Tag != want {
			t.Errorf("%s is %q, may be %v; want %s", written, l.Tag, may, want)
		}
	}
	for _, written := range []string{"", "sr", "sr-RS", "sr-Latn-ME", "bs-Cyrl-BA", "mk-Latn", "xx", "../sq", "sq-x-a", "sq/../en", "Albanian"} {
		if l, _ := Builtin().Read(written); l.Tag != "" {
			t.Errorf("%q is taken as %s", written, l.Tag)
		}
	}
	if _, may := Builtin().Read("sr-RS"); len(may) != 2 {
		t.Errorf("sr-RS may be %v", may)
	}
}

// TestAloneFiller wants a right reviewed by a filler to count as not reviewed.
func TestAloneFiller(t *testing.T) {
	for _, r := range []Review{{State: Reviewed, Translator: "FULL NAME", Reviewer: "Ana B."},
		{State: Reviewed, Translator: "Mira Q.", Reviewer: "ana@example.org"},
		{State: Reviewed, Translator: "Mira Q. <mira@example.org>", Reviewer: "Mira Q."}} {
		if r.Standing(Right) != Translated {
			t.Errorf("%+v counts as reviewed", r)
		}
	}
	if r := (Review{State: Reviewed, Translator: "Mira Q.", Reviewer: "Ana B."}); r.Standing(Right) != Reviewed {
		t.Error("a review by another person does not count")
	}
}
