package disk_test

import (
	"testing"

	"pharos/internal/disk"
)

func TestReserved(t *testing.T) {
	for _, name := range []string{
		"con", "CON", "Con.yaml", "aux.state.yaml", "nul.tar.gz", "prn", "com1", "COM9.md", "lpt1.svg", "com²",
		"conin$", "aux .txt", "poster.", "poster ", "a:b", "what?.svg", `a\b`,
	} {
		if !disk.Reserved(name) {
			t.Errorf("%q: Windows cannot have it", name)
		}
	}
	for _, name := range []string{
		"contact", "console.yaml", "auxiliary", "null", "com10", "com", "lpt", "compass1", "xcon", ".gitignore", "a con.md",
		"Сигурна кућа.svg",
	} {
		if disk.Reserved(name) {
			t.Errorf("%q: Windows can have it", name)
		}
	}
}

func TestDebris(t *testing.T) {
	for _, name := range []string{
		".DS_Store", "Thumbs.db", "desktop.ini", "Desktop.ini", "._zz.yaml", "~$letter.docx", ".zz.yaml.swp", "zz.yaml~",
		".~lock.sheet.csv#", "__MACOSX",
	} {
		if !disk.Debris(name) || !disk.InDebris("campaigns/"+name) || !disk.InDebris(name+"/zz.yaml") {
			t.Errorf("%q is meant by nobody", name)
		}
	}
	for _, name := range []string{"zz.yaml", "thumbs.svg", "_zz.yaml", ".gitignore", "a~b.yaml", "swp"} {
		if disk.Debris(name) {
			t.Errorf("%q is meant by somebody", name)
		}
	}
	if disk.InDebris(".") || disk.InDebris("") {
		t.Error("the folder itself is meant")
	}
}
