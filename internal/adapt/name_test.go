package adapt

import (
	"fmt"
	"strings"
	"testing"
)

// TestBorrowedNames: no name in any language is that of a body that signs, coordinates
// or answers in any country of the base, or reads like it.
func TestBorrowedNames(t *testing.T) {
	set, _ := adapted(t, map[string]string{"adaptation.yaml": head})
	c := set.Countries[0]
	taken := map[string]string{"operator": c.Hotlines[0].Operator.English, "coordinator": c.Coordinator.English}
	for tag, name := range c.Coordinator.Names {
		taken["coordinator "+string(tag)] = name
	}
	for who, name := range taken {
		for how, borrowed := range map[string]string{"plain": name, "article": "The " + name, "office": "Office of " + name, "shouted": strings.ToUpper(name), "look-alike": strings.NewReplacer("a", "а", "o", "о").Replace(name)} {
			for _, text := range []string{
				strings.Replace(head, "english: Harbour Office", fmt.Sprintf("english: %q", borrowed), 1),
				strings.Replace(head, "Harbour Office}", fmt.Sprintf("Harbour Office, names: {en: %q}}", borrowed), 1),
				strings.Replace(head, "Harbour Office}", fmt.Sprintf("Harbour Office, names: {sr-Cyrl: %q}}", borrowed), 1),
			} {
				list := applied(t, map[string]string{"adaptation.yaml": text})
				if !list.Stops() || !strings.Contains(list.Errors()[0].Message.Text, "senders are locked") {
					t.Errorf("%s, %s: %q is taken", who, how, borrowed)
				}
			}
		}
	}
}
