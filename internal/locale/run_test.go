package locale

import (
	"slices"
	"strings"
	"testing"
	"text/template"
)

// TestRuns: a message that is filled says where its number, its code and its words
// stand, also in a plural form; the Value has the isolates.
func TestRuns(t *testing.T) {
	c := NewCatalogue(Builtin())
	const file = "one:\n  description: \"Where: x. Class: number.\"\n  other: \"Call {{ .Line }} or {{.Police}}, {{.Days}}.\"\n" +
		"many:\n  description: \"Where: x. Class: number.\"\n  one: \"{{.Count}} call of {{.Line}}\"\n  other: \"{{.Count}} calls of {{.Line}}\"\n"
	if list := c.Add(Source, "en.yaml", []byte(file), nil); len(list) > 0 {
		t.Fatal(list)
	}
	line := Run{Kind: Dial, Text: "0800 1", Link: "tel:08001"}
	data := map[string]any{"Line": line, "Police": Run{Kind: Code, Text: "192"}, "Days": "every day", "Count": 3}
	for id, want := range map[string][]Run{
		"one":  {{Text: "Call "}, line, {Text: " or "}, {Kind: Code, Text: "192"}, {Text: ", every day."}},
		"many": {{Text: "3 calls of "}, line},
	} {
		got, err := c.Resolve(Source, id, data)
		if err != nil || !slices.Equal(got.Runs, want) {
			t.Errorf("%s: %+v, %v", id, got.Runs, err)
		}
		if got.Values["Line"] != line.String() || got.Values["Count"] != map[string]string{"many": "3"}[id] {
			t.Errorf("%s: filled in with %q", id, got.Values)
		}
		if again := got.Of(got.Runs...); again.Value != got.Value || !strings.Contains(got.Value, "\u20660800 1\u2069") {
			t.Errorf("%s: %q, from its runs %q", id, got.Value, again.Value)
		}
	}
	delete(data, "Police")
	if got, err := c.Resolve(Source, "one", data); err == nil {
		t.Errorf("a number that is not there is %q", got.Value)
	}
	data["Police"] = Run{Kind: Code}
	if got, err := c.Resolve(Source, "one", data); err == nil {
		t.Errorf("an empty number is %q", got.Value)
	}
}

// FuzzFill: filling gives what the standard library's templates give.
func FuzzFill(f *testing.F) {
	f.Add("Call {{.Line}}.", "0800 1")
	f.Add("{{ .Line }}{{.Line}} } {", "")
	f.Add("a\n{{.Line}}\t<b>", "{{.Line}}")
	f.Fuzz(func(t *testing.T, text, value string) {
		if !plain(text) || value == "" {
			return
		}
		data := map[string]any{}
		for _, name := range Placeholders(text) {
			data[name] = value
		}
		var want strings.Builder
		read, err := template.New("").Parse(text)
		if err != nil {
			return
		}
		if err := read.Execute(&want, data); err != nil {
			t.Fatal(err)
		}
		fill := &filler{data: data, source: text}
		if got, err := fill.Execute(nil); err != nil || got != want.String() {
			t.Errorf("%q with %q is %q, %v; want %q", text, value, got, err, want.String())
		}
	})
}
