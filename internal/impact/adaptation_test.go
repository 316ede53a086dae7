package impact_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"pharos/internal/build/buildtest"
	"pharos/internal/impact"
)

// TestAdaptation: in an adaptation an impact names the sheets that it makes, with its
// own texts, and no sheet of its base that it left out.
func TestAdaptation(t *testing.T) {
	o := buildtest.Options(t)
	o.Project = filepath.Join(t.TempDir(), "harbour")
	buildtest.Must(t, os.CopyFS(o.Project, os.DirFS(filepath.Join("..", "..", "examples", "harbour"))))
	var sheets []string
	for _, name := range []string{"badge", "poster-confidence", "poster-rights"} {
		sheets = append(sheets, "rs/print/citizen/"+name+".en", "rs/print/citizen/"+name+".sr-cyrl")
	}
	for thing, want := range map[string][]string{"rs.astra": sheets, "harbour.visit": sheets[4:]} {
		found, err := impact.Find(o, thing)
		if err != nil {
			t.Errorf("%s: %v", thing, err)
		} else if !slices.Equal(found.Sheets, want) {
			t.Errorf("%s: %q, want %q", thing, found.Sheets, want)
		}
	}
}
