package locale

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestNames compares every name with the table that a person can review, one
// file a language.
func TestNames(t *testing.T) {
	for _, l := range people() {
		golden(t, "names."+string(l.Tag)+".txt", table(t, l))
	}
}

// people gives the languages that people speak.
func people() []Locale {
	return slices.DeleteFunc(Builtin().All(), func(l Locale) bool { return l.By == ByPseudo })
}

// table writes all names in one language.
func table(t *testing.T, l Locale) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Names in %s (%s). Reviewed by: nobody yet.\n", l.English, l.Tag)
	for _, cc := range []string{"al", "ba", "hr", "xk", "me", "mk", "rs"} {
		fmt.Fprintf(&b, "country %s: %s\n", cc, Builtin().CountryName(l.Tag, cc))
	}
	for day := range 7 {
		fmt.Fprintf(&b, "day %d: %s, %s\n", day+1, Builtin().Weekday(l.Tag, day, false), Builtin().Weekday(l.Tag, day, true))
	}
	for month := 1; month <= 12; month++ {
		date, err := Builtin().Date(l.Tag, fmt.Sprintf("2026-%02d-%02d", month, month+17))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "month %d: %s | %s\n", month, Builtin().Month(l.Tag, month), date)
	}
	return b.String()
}

// TestNamesAreThere sees that no name is empty and none is a code.
func TestNamesAreThere(t *testing.T) {
	for _, l := range Builtin().All() {
		for line := range strings.Lines(table(t, l)) {
			_, name, _ := strings.Cut(strings.TrimSpace(line), ": ")
			if strings.TrimSpace(name) == "" || strings.HasPrefix(name, ",") || strings.HasSuffix(name, ", ") || strings.HasPrefix(name, "|") {
				t.Errorf("%s: a name is missing: %q", l.Tag, line)
			}
		}
	}
	if got := Builtin().CountryName("mk", "mk"); got != "Северна Македонија" {
		t.Errorf("CountryName(mk, mk) = %q", got)
	}
	if got, err := Builtin().Date("en", "2026-02-30"); err == nil {
		t.Errorf("30 February is written %q", got)
	}
}

// golden compares with a file in testdata, or writes it with -update.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; look at the change and run the test with -update:\n%s", path, got)
	}
}

func TestDayMonth(t *testing.T) {
	for tag, want := range map[Tag]string{"sr-Cyrl": "8. април", "hr": "8. travnja", "sq": "8 prill", "en": "April 8", "mk": "8 април", "ar": "8 أبريل", "ur": "8 اپریل", "rom": "08.04."} {
		if got, err := Builtin().DayMonth(tag, "04-08"); err != nil || got != want {
			t.Errorf("%s: %q, %v; want %q", tag, got, err, want)
		}
	}
	if _, err := Builtin().DayMonth("en", "02-30"); err == nil {
		t.Error("30 February is no day")
	}
	if got := Builtin().Comma("ur") + Builtin().Semicolon("ar") + Builtin().Comma("sq"); got != "، ؛ , " {
		t.Errorf("signs are %q", got)
	}
}
