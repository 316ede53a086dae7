package adapt

import (
	"os"
	"strings"
	"testing"

	"pharos/internal/campaign"
)

// TestNewForAnyAudience starts an adaptation of a base that has no audience of the
// program's own: it takes the sheets of the first one.
func TestNewForAnyAudience(t *testing.T) {
	set, _, err := campaign.Load(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	set.Audiences = set.Audiences[:1]
	set.Audiences[0].ID = "travellers"
	text := string(Wish{Name: "Harbour Office"}.file("", set))
	for _, want := range []string{"\n  - travellers/poster-rights\n", "{material: travellers/poster-rights, use: harbour-office.visit}"} {
		if !strings.Contains(text, want) {
			t.Errorf("lacks %q:\n%s", want, text)
		}
	}
	if strings.Contains(text, "citizen") {
		t.Errorf("speaks of an audience that is not there:\n%s", text)
	}
}
