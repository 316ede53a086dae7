package build_test

import (
	"slices"
	"testing"

	"pharos/internal/build"
	"pharos/internal/diag"
)

// TestCheckReadsTheTheme: what a build would refuse of a theme's files is an error
// of check at the file itself, without composing a sheet.
func TestCheckReadsTheTheme(t *testing.T) {
	for file, broken := range map[string]string{
		"themes/pharos/print/slip.yaml":           "sides: [",
		"themes/pharos/print/parts.yaml":          "foot: {fill: nosuch}\n",
		"themes/pharos/tokens/print.yaml":         "swatches: {sea: {cmyk: [1, 2]}}\n",
		"themes/pharos/tokens.yaml":               "colour: {sea: {light: \"#005e6\"}}\n",
		"themes/pharos/assets/css/tokens.css":     ":root{--sea:#ffee00}\n",
		"themes/pharos/layouts/page.html":         "{{ define \"main\" }}\n{{ if }}{{ end }}\n",
		"themes/pharos/components/note/note.html": "<p>\n{{ with . }}\n",
		"assets/icons/phone.svg":                  "<svg",
	} {
		o := harbour(t)
		put(t, o, file, []byte(broken))
		list, err := build.Check(t.Context(), o, false)
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		if !slices.ContainsFunc(list, func(f diag.Finding) bool {
			return f.Severity == diag.Error && f.Gate == diag.Load && f.Pos.File == file && f.Pos.Line > 0
		}) {
			t.Errorf("%s: no error at the file: %v", file, list)
		}
	}
}
