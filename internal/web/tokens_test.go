package web

import (
	"os"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// TestTokens sees that the colours of the style sheet are those of tokens.yaml,
// whose names are shared with the print swatches.
func TestTokens(t *testing.T) {
	var tokens struct {
		Colour map[string]struct{ Light, Dark string } `yaml:"colour"`
	}
	data, err := os.ReadFile(string(root) + "/themes/pharos/tokens.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(data, &tokens); err != nil {
		t.Fatal(err)
	}
	if len(tokens.Colour) < 10 {
		t.Fatalf("%d colours", len(tokens.Colour))
	}
	css := string(theTheme(t).theme.files["assets/css/tokens.css"])
	light, dark, _ := strings.Cut(css, "prefers-color-scheme:dark")
	check := func(part, name, value string) {
		t.Helper()
		if !strings.HasPrefix(value, "#") {
			value = "var(--" + value + ")"
		}
		want := "--" + name + ":" + value
		if !strings.Contains(part, want+";") && !strings.Contains(part, want+"}") && !strings.Contains(strings.ReplaceAll(part, "#fff;", "#ffffff;"), want+";") {
			t.Errorf("the style lacks %s", want)
		}
	}
	for name, c := range tokens.Colour {
		if name == "on-light" || name == "ground-soft" || c.Light == "" {
			continue
		}
		check(light, name, c.Light)
		if c.Dark != "" {
			check(dark, name, c.Dark)
		}
	}
}
