package locale

import "testing"

// TestStanding: one person does not make two by another spelling of the name.
func TestStanding(t *testing.T) {
	for name, alone := range map[string]bool{"Mira Q.": true, "MIRA  Q.": true, "Mir\u0430 Q.": true, "M\u00edr\u00e1 Q.": true, "Mi\u200bra Q.": true,
		"\u041c\u0438\u0440\u0430 Q.": true, "Mara Q.": false, "Ana B.": false, "": false} {
		r := Review{State: Reviewed, Translator: "Mira Q.", Reviewer: name}
		for _, c := range []Class{Right, Promise, Law} {
			if got := r.Standing(c); (got == Translated) != alone {
				t.Errorf("%s by %q stands as %s", c, name, got)
			}
		}
		if r.Standing(Information) != Reviewed {
			t.Errorf("an information wants one reader, %q", name)
		}
	}
}
