package pdf

import (
	"flag"
	"os"
	"testing"

	"pharos/internal/typeset"
)

var update = flag.Bool("update", false, "write the expected results anew")

// TestDump compares the layout of the test sheet with what people have looked
// at: boxes, places, sizes, fonts, words.
func TestDump(t *testing.T) {
	const golden = "testdata/sheet.dump"
	got := typeset.Dump(sheet(t, passages))
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the layout changed; run with -update and look at the difference\n%s", got)
	}
}
