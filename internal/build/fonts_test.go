package build_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pharos/internal/build"
	"pharos/internal/diag"
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

// without empties a table of a font.
func without(font []byte, tag string) []byte {
	data := bytes.Clone(font)
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		if r := data[12+16*i:]; string(r[:4]) == tag {
			binary.BigEndian.PutUint32(r[12:], 0)
		}
	}
	return data
}

// length is that of a table of a font.
func length(font []byte, tag string) uint32 {
	for i := range int(binary.BigEndian.Uint16(font[4:])) {
		if r := font[12+16*i:]; string(r[:4]) == tag {
			return binary.BigEndian.Uint32(r[12:])
		}
	}
	return 0
}

// varied gives a font a table of variations with a default weight, as one file
// of all weights has it; it takes the place of a table that printing does not need.
func varied(font []byte, weight uint16) []byte {
	data := bytes.Clone(font)
	fvar := make([]byte, 16+20)
	fvar[1], fvar[5], fvar[7], fvar[9], fvar[11] = 1, 16, 2, 1, 20
	copy(fvar[16:], "wght")
	binary.BigEndian.PutUint16(fvar[24:], weight)
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		if r := data[12+16*i:]; string(r[:4]) == "GPOS" {
			copy(r, "fvar")
			binary.BigEndian.PutUint32(r[8:], uint32(len(data)))
			binary.BigEndian.PutUint32(r[12:], uint32(len(fvar)))
		}
	}
	return append(data, fvar...)
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
		"empty glyphs":  {without(good, "glyf"), mine, "no outlines"},
		"empty widths":  {without(good, "hmtx"), mine, "hmtx"},
		"no characters": {without(good, "cmap"), mine, "no characters"},
		"wrong head":    {table("head", func(b []byte) { b[12] ^= 0xff }), mine, "head"},
		"no width":      {table("hmtx", func(b []byte) { clear(b[:length(good, "hmtx")]) }), mine, "no character has a width"},
		"far glyph":     {table("loca", func(b []byte) { b[4], b[5] = 0x7f, 0xff }), mine, "outside of"},
		"flat lines":    {table("hhea", func(b []byte) { clear(b[4:8]) }), mine, "no height"},
		"other weight":  {varied(good, 100), mine, "default weight 100 can be printed, not 400"},
		"asked weight":  {varied(good, 400), mine + "weight: 900\n", "default weight 400 can be printed, not 900"},
		"broken loca":   {table("maxp", func(b []byte) { b[4], b[5] = 0xff, 0xff }), mine, "loca is cut off"},
	} {
		o := harbour(t)
		with(t, o, c.data, c.record)
		found, err := build.Check(context.Background(), o, false)
		if err != nil {
			t.Fatal(err)
		}
		stops := slices.DeleteFunc(found, func(f diag.Finding) bool { return f.Gate != diag.Load || f.Severity != diag.Error })
		if len(stops) != 1 || !strings.Contains(stops[0].Message.Text, c.want) || !strings.HasPrefix(stops[0].Pos.File, "assets/fonts/") {
			t.Errorf("%s: %+v", name, stops)
		}
		if name != "text" && name != "empty glyphs" {
			continue
		}
		o.Out = filepath.Join(t.TempDir(), "public")
		var d build.Defects
		if _, err := build.Run(context.Background(), o); !errors.As(err, &d) || len(d.List) != 1 || d.List[0].Message.Text != stops[0].Message.Text {
			t.Errorf("%s: a build says %v", name, err)
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
