package adapt

import (
	"os"
	"strings"
	"testing"

	"pharos/internal/rule"
)

// TestOwnTemplateDrawsNothing: a template of an adaptation's own has no shape from
// which figures can be put together.
func TestOwnTemplateDrawsNothing(t *testing.T) {
	boxes, err := os.ReadFile("testdata/templates/figures-of-boxes.yaml")
	if err != nil {
		t.Fatal(err)
	}
	road, err := os.ReadFile("../../examples/mission/themes/pharos/print/poster-road.yaml")
	if err != nil {
		t.Fatal(err)
	}
	const start = "sides:\n  front:\n    - {use: pool, at: [m, 9u, W - 2m, 50u]}\n"
	for name, c := range map[string]struct{ text, want string }{
		"figures of boxes":     {string(boxes), "no shapes of its own"},
		"the example":          {string(road), ""},
		"words and parts":      {start + "    - {text: headline, at: [m, 9u, 9u, 9u]}\n", ""},
		"a ground":             {start + "    - {fill: slate, at: [-bleed, 9u, W + 2bleed, 9u]}\n", ""},
		"a narrow ground":      {start + "    - {fill: slate, at: [9u, 9u, 1u, 9u]}\n", "not as wide as the sheet"},
		"a ground with cases":  {start + "    - {fill: slate, at: [{languages > 1: 9u, else: -bleed}, 9u, W + 2bleed, 9u]}\n", "not as wide"},
		"a ground elsewhere":   {start + "    - layer:\n        - {fill: slate, at: [9u, 9u, 1u, 9u]}\n", "not as wide as the sheet"},
		"a rule":               {start + "    - {rule: ink, at: [9u, 9u, 1u, 9u]}\n", "of its own: rule"},
		"a polygon":            {start + "    - {polygon: ink, points: [0, 0, 1u, 1u, 0, 1u]}\n", "of its own: polygon"},
		"a disc":               {start + "    - {disc: ink, centre: [0, 0], radius: 1u}\n", "of its own: disc"},
		"panes":                {start + "    - {device: windows, columns: 9, rows: 9, unlit: [[0, 1]]}\n", "of its own: device"},
		"icons":                {start + "    - {icon: phone, at: [9u, 9u, 1u, 9u]}\n", "of its own: icon"},
		"a line between":       {start + "    - {stack: [{text: headline}, {text: points}], between: ink}\n", "of its own: between"},
		"a crossed word":       {start + "    - {text: headline, cross: {pool: ink}}\n", "of its own: cross"},
		"words in rows":        {start + "    - {text: headline}\n    - {row: [{text: headline}]}\n", "stands twice on a side"},
		"parts in rows":        {start + "    - {use: pool}\n", "stands twice on a side"},
		"a text between":       {start + "    - {inline: label, separator: \"0800 111 222\"}\n", "between words is a text"},
		"a text in one case":   {start + "    - {inline: label, separator: {languages > 9: \" · \", else: \" HELPNOW \"}}\n", "between words is a text"},
		"a part in one case":   {start + "    - {use: {languages > 9: foot, else: pool}}\n", "stands twice on a side"},
		"a text between parts": {start + "    - {text: [{of: points, join: \" HELPNOW \"}]}\n", "between words is a text"},
	} {
		var found []string
		for _, f := range applied(t, map[string]string{"adaptation.yaml": head, "themes/pharos/print/poster-own.yaml": c.text}) {
			if f.Rule == rule.AdaptTemplate {
				found = append(found, f.Message.Text)
			}
		}
		if got := strings.Join(found, "\n"); c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
