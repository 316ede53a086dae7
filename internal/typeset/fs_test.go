package typeset

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

// only is a file system with one file of another.
type only struct {
	fs.FS
	name string
}

func (o only) ReadDir(string) ([]fs.DirEntry, error) {
	all, err := fs.ReadDir(o.FS, ".")
	for _, e := range all {
		if e.Name() == o.name {
			return []fs.DirEntry{e}, err
		}
	}
	return nil, err
}

func TestFontsOfAProject(t *testing.T) {
	file, err := fs.ReadFile(fonts.list[0].fsys, "NotoSansThai_700Bold.ttf")
	if err != nil {
		t.Fatal(err)
	}
	f, err := NewFonts(fstest.MapFS{"Mine.ttf": {Data: file}, "LICENSE.txt": {Data: []byte("OFL")}})
	if err != nil {
		t.Fatal(err)
	}
	p, err := f.Shape("โทรฟรี 12", Style{Lang: "th", Weight: 900})
	if err != nil {
		t.Fatal(err)
	}
	if got := p.main.Name; got != "NotoSansThai-Bold" {
		t.Errorf("set in %s", got)
	}
}

func TestFontsRefuseWhatIsNoFont(t *testing.T) {
	for name, data := range map[string]string{"empty": "", "text": "this is not a font, it is a sentence", "cut": "\x00\x01\x00\x00\x00\x09\x00\x00\x00\x00\x00\x00"} {
		if _, err := NewFonts(fstest.MapFS{"a.ttf": {Data: []byte(data)}}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := NewFonts(fstest.MapFS{}); err == nil {
		t.Error("no fonts: no error")
	}
}

// Each family lies beside its licence, and each script the project promises has
// a regular and a bold font.
func TestOwnFonts(t *testing.T) {
	for _, f := range fonts.All() {
		licence := "LICENSE-" + strings.ToLower(strings.ReplaceAll(f.Family, " ", "-")) + ".txt"
		if _, err := fs.Stat(f.fsys, licence); err != nil {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
	for _, script := range strings.Fields("Latn Grek Cyrl Arab Aran Hebr Armn Geor Ethi Deva Beng Taml Thai Mymr") {
		for _, weight := range []int{400, 700} {
			if f := fonts.chain(chainKey{script: script, weight: weight})[0]; f.Weight != weight || !f.claims(strings.Replace(script, "Aran", "Arab", 1)) {
				t.Errorf("%s %d is set in %s", script, weight, f.Name)
			}
		}
	}
}
