package build_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pharos/internal/build"
	"pharos/internal/rule"
)

// renamed gives a font of the program under another name, as if a project had
// brought it.
func renamed(t *testing.T, o build.Options, file string) []byte {
	t.Helper()
	data, err := fs.ReadFile(o.Defaults, "assets/fonts/"+file)
	if err != nil {
		t.Fatal(err)
	}
	data = bytes.Clone(data)
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		r := data[12+16*i:]
		if string(r[:4]) != "name" {
			continue
		}
		at, n := binary.BigEndian.Uint32(r[8:]), binary.BigEndian.Uint32(r[12:])
		names := data[at : at+n]
		names = bytes.ReplaceAll(names, []byte("\x00N\x00o\x00t\x00o"), []byte("\x00M\x00i\x00n\x00e"))
		copy(data[at:], bytes.ReplaceAll(names, []byte("Noto"), []byte("Mine")))
	}
	return data
}

// with puts a font and its record into the project.
func with(t *testing.T, o build.Options, data []byte, record string) {
	t.Helper()
	put(t, o, "assets/fonts/Zmine.ttf", data)
	if record != "" {
		put(t, o, "assets/fonts/mine.yaml", []byte(record))
	}
}

const mine = "file: Zmine.ttf\nfor: [Latn]\nlicence: OFL-1.1\n"

// TestFontOfAProject: a font with a record is asked first for its scripts, lies
// in the finished file, and its digits stand the proof in pixels.
func TestFontOfAProject(t *testing.T) {
	o := harbour(t)
	with(t, o, renamed(t, o, "NotoSans_700Bold.ttf"), mine)
	made, sum := run(t, o)
	for _, f := range sum.Findings {
		if strings.HasPrefix(f.Rule.ID, "proof.") || f.Rule == rule.PosterFit {
			t.Errorf("%s: %s", f.Rule.ID, f.Message.Text)
		}
	}
	for tag, has := range map[string]bool{"en": true, "ar": true} { // Latin words stand on the Arabic sheet too
		got := poppler(t, made[harbourSheet+tag+".press.pdf"], "pdffonts")
		if got != "" && strings.Contains(got, "MineSans-Bold") != has {
			t.Errorf("%s: fonts\n%s", tag, got)
		}
	}
	if got := poppler(t, made[harbourSheet+"ar.press.pdf"], "pdffonts"); got != "" && !strings.Contains(got, "NotoSansArabic") {
		t.Errorf("Arabic is not set in its own font:\n%s", got)
	}
}

// TestHostileFonts: each ends in a finding that names the record, and nothing is
// written.
func TestHostileFonts(t *testing.T) {
	o := harbour(t)
	good := renamed(t, o, "NotoSansThai_400Regular.ttf")
	table := func(tag string, patch func([]byte)) []byte {
		data := bytes.Clone(good)
		for i := range int(binary.BigEndian.Uint16(data[4:])) {
			if r := data[12+16*i:]; string(r[:4]) == tag {
				patch(data[binary.BigEndian.Uint32(r[8:]):])
			}
		}
		return data
	}
	for name, c := range map[string]struct {
		data         []byte
		record, want string
	}{
		"cut off":       {good[:len(good)/2], mine, "outside of the file"},
		"text":          {[]byte("this is no font, it is a sentence"), mine, "not a TrueType file"},
		"no record":     {good, "", "has no record"},
		"missing":       {good, "file: Other.ttf\nlicence: OFL-1.1\n", "no such file"},
		"no embedding":  {table("OS/2", func(b []byte) { b[8], b[9] = 0, 2 }), mine, "forbids embedding"},
		"broken glyphs": {table("glyf", func(b []byte) { b[0], b[1] = 0x7f, 0xff }), mine, "glyph 0 is broken"},
		"broken loca":   {table("maxp", func(b []byte) { b[4], b[5] = 0xff, 0xff }), mine, "loca is cut off"},
	} {
		o := harbour(t)
		with(t, o, c.data, c.record)
		o.Out = filepath.Join(t.TempDir(), "public")
		_, err := build.Run(context.Background(), o)
		var d build.Defects
		if !errors.As(err, &d) || len(d.List) == 0 || !strings.Contains(d.List[0].Message.Text, c.want) || !strings.HasPrefix(d.List[0].Pos.File, "assets/fonts/") {
			t.Errorf("%s: %v %+v", name, err, d.List)
		}
		if _, err := os.Stat(filepath.Join(o.Out, "zz")); err == nil {
			t.Errorf("%s: something was written", name)
		}
	}
}

// TestNoFontHasIt: a character that no font has is an error that names it.
func TestNoFontHasIt(t *testing.T) {
	o := harbour(t)
	put(t, o, "campaigns/harbour/messages/en.yaml", []byte("harbour.headline:\n  description: \"Where: poster. Max: 40. Class: slogan. Fact: none. Note: none.\"\n  other: \"Ask ꦗ now\"\n"))
	edit(t, o, "campaigns/harbour/campaign.yaml", "use: citizen.rights.headline", "use: harbour.headline")
	list, err := build.Check(context.Background(), o, true)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range list {
		if f.Rule == rule.PosterCharacter && strings.Contains(f.Message.Text, "U+A997") && f.Pos.Line == 3 && strings.HasSuffix(f.Pos.File, "en.yaml") {
			return
		}
	}
	t.Errorf("no finding names the character: %v", list)
}
