package view

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestSizesAreThoseOfTheSheets: what a page says of a sheet's size after cutting is
// what the theme cuts it to.
func TestSizesAreThoseOfTheSheets(t *testing.T) {
	data, err := os.ReadFile("../../../themes/pharos/tokens/print.yaml")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, m := range regexp.MustCompile(`(?m)^  ([\w-]+): +\{size: \[(\d+)mm, (\d+)mm\]`).FindAllStringSubmatch(string(data), -1) {
		if said, ok := sizes[m[1]]; ok {
			seen++
			if want := m[2] + " × " + m[3] + " mm"; !strings.HasSuffix(said, want) {
				t.Errorf("%s: the page says %s, the sheet is %s", m[1], said, want)
			}
		}
	}
	if seen < 3 {
		t.Errorf("only %d sizes compared", seen)
	}
}
