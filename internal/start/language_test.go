package start

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"pharos/internal/campaign"
	"pharos/internal/locale"
)

// TestLanguageOfTheProject starts a language that the project's own table has, and
// says where its row belongs where the table lacks it.
func TestLanguageOfTheProject(t *testing.T) {
	row := "- {tag: ka, name: ქართული, english: Georgian, script: Geor, direction: ltr}\n"
	wish := Wish{Kind: "language", Name: "ka"}
	files, err := wish.Files(campaign.Overlay(os.DirFS("../.."), fstest.MapFS{locale.TableFile: {Data: []byte(row)}}))
	if err != nil || !strings.Contains(string(files["campaigns/interface/messages/ka.yaml"]), "Georgian") {
		t.Errorf("%v, %d files", err, len(files))
	}
	_, err = wish.Files(campaign.Overlay(os.DirFS("../.."), fstest.MapFS{}))
	if err == nil || !strings.Contains(err.Error(), locale.TableFile) {
		t.Errorf("a language without a row: %v", err)
	}
}
