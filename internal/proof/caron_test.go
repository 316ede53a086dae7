package proof_test

import (
	"maps"
	"testing"

	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/made"
	"pharos/internal/pdf"
	"pharos/internal/plan"
)

// TestCaron sees that Czech and Slovak words are read back right: the caron of ť,
// ď and ľ stands beside its letter, also where letters are set apart.
func TestCaron(t *testing.T) {
	t.Parallel()
	words := map[made.Slot]string{made.SlotHeadline: "Niet ťažšej ľúbosti, hoď loď, ĽUĎOM ŤAVA", made.SlotLead: "Mať, byť, ďaleko: ľahká loď.", made.SlotPoints: "Ťuk, ďaľší kôň", made.SlotLabel: "Linka pomoci: žiť, nie trpieť"}
	for _, name := range [][]string{{"rs", "poster-rights.en"}, {"rs", "sticker.en"}, {"rs", "soldier-card.en"}, {"rs", "poster-station.en"}} {
		for kind, of := range map[string]pdf.Kind{"press": pdf.Press, "screen": pdf.Screen} {
			f := finish(t, kind, false, name...)
			m := f.material
			col := m.Columns[0]
			col.Locale.Tag, col.Locale.CLDR = "sk", "sk"
			col.Slots = maps.Clone(col.Slots)
			for slot, lines := range col.Slots {
				col.Slots[slot] = nil
				for _, l := range lines {
					if l.Text.Class != locale.Number || l.Text.ID != "" {
						l.Text.Tag = "sk"
						if w := words[slot]; w != "" {
							l.Text.Value = w
						}
					}
					col.Slots[slot] = append(col.Slots[slot], l)
				}
			}
			m.Columns = []plan.Column{col}
			s, _ := theShop()
			doc, list := s.press.Compose(m)
			if list.Count(diag.Error) > 0 {
				t.Fatalf("%s: %v", m.Name, list)
			}
			r, err := reader()
			if err != nil {
				t.Fatal(err)
			}
			for _, one := range r.Compare(m, s.write(t, m, doc, of), made.Output(kind)) {
				if one.Severity == diag.Error {
					t.Errorf("%s %s: %s", m.Name, kind, one.Message.Text)
				}
			}
		}
	}
}
