package office

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	pharos "pharos"
	"pharos/internal/build"
	"pharos/internal/build/buildtest"
	"pharos/internal/campaign"
)

// TestUpdateSaysWhatIsWrongWithTheBase: a new base that cannot be used is not only
// refused: every finding in it is told, with the name of its file.
func TestUpdateSaysWhatIsWrongWithTheBase(t *testing.T) {
	dir := t.TempDir()
	buildtest.Write(t, dir, campaign.AdaptationFile, []byte("base: {from: program}\norganisation: {id: harbour, kind: ngo, english: Harbour Office}\ncountry: rs\nlanguages: [en]\nmaterials: [citizen/poster-rights]\n"))
	for name, spoil := range map[string]func(base string) (file string, err error){
		"a link that leads out of it": func(base string) (string, error) {
			return "content/en/rights.md", os.Symlink(filepath.Join(dir, campaign.AdaptationFile), filepath.Join(base, "content", "en", "rights.md"))
		},
		"a key that nobody knows": func(base string) (string, error) {
			return "campaigns/countries/zz.yaml", os.WriteFile(filepath.Join(base, "campaigns", "countries", "zz.yaml"), []byte("nobody: knows\n"), 0o644)
		},
	} {
		t.Run(name, func(t *testing.T) {
			base := t.TempDir()
			for _, d := range []string{"campaigns/countries", "content/en"} {
				buildtest.Must(t, os.MkdirAll(filepath.Join(base, d), 0o755))
			}
			file, err := spoil(base)
			buildtest.Must(t, err)
			err = Update(t.Context(), build.Options{
				Source: build.Source{Defaults: pharos.Defaults, Project: dir},
				Making: build.Making{Theme: "pharos"},
			}, Change{Base: campaign.Base{From: base}})
			var bad build.Defects
			if !errors.As(err, &bad) || !bad.Stops() {
				t.Fatalf("got %v", err)
			}
			for _, f := range bad.Errors() {
				if strings.HasSuffix(f.Pos.File, filepath.Base(base)+"/"+file) && f.Message.Text != "" && !f.Hint.IsZero() {
					return
				}
			}
			t.Errorf("no finding names %s: %v", file, bad.List)
		})
	}
}
