package build_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pharos/internal/build"
	"pharos/internal/build/buildtest"
	"pharos/internal/locale"
	"pharos/internal/made"
	"pharos/internal/paint"
	"pharos/internal/plan"
	"pharos/internal/rule"
)

// harbour is the example with a picture of its own, copied into a folder of the
// test.
func harbour(t *testing.T) build.Options {
	o := buildtest.Options(t)
	o.Project, o.Cache = t.TempDir(), t.TempDir()
	compiled(t, o.Cache)
	if err := os.CopyFS(o.Project, os.DirFS("../../examples/picture")); err != nil {
		t.Fatal(err)
	}
	o.Countries, o.Audiences = []string{"zz"}, []string{"harbour"}
	return o
}

const harbourSheet = "zz/print/harbour/poster-harbour."

// TestPicture walks a picture from its record to the sheet and reads it back
// there with PDFium and poppler, left to right and right to left.
func TestPicture(t *testing.T) {
	o := harbour(t)
	made, _ := run(t, o)
	r, err := paint.Open(paint.Options{Cache: o.Cache, Fonts: o.Defaults, Instances: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for _, tag := range []string{"en", "ar"} {
		pdf := []byte(made[harbourSheet+tag+".screen.pdf"])
		data, err := r.Picture(pdf, 600, 0)
		if err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		// The lighthouse's red band stands at 73 % of the width, also where the words
		// run from the right: a picture is not mirrored.
		red, _, blue, _ := img.At(600*735/1000, 600*22/100).RGBA()
		if red < 0xa000 || blue > 0x7000 {
			t.Errorf("%s: no red band in the picture: %v", tag, img.At(600*735/1000, 600*22/100))
		}
	}
	for file, want := range map[string]string{"en.press.pdf": "1800 780 icc 3 8 jpeg", "ar.screen.pdf": "1800 780 rgb 3 8 jpeg"} {
		got := poppler(t, made[harbourSheet+file], "pdfimages", "-list")
		if got != "" && !strings.Contains(strings.Join(strings.Fields(got), " "), want) {
			t.Errorf("%s: pdfimages does not say %q:\n%s", file, want, got)
		}
	}
	if got := poppler(t, made[harbourSheet+"en.home.pdf"], "pdftotext", "-raw"); got != "" && !strings.Contains(got, "Picture: Pharos, project licence") {
		t.Errorf("the imprint names no author:\n%s", got)
	}
}

// poppler reads a PDF with a tool of poppler; "" where it is not installed.
func poppler(t *testing.T, pdf, tool string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(tool); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("%s is missing", tool)
		}
		t.Logf("%s is not installed; it is left out", tool)
		return ""
	}
	name := filepath.Join(t.TempDir(), "sheet.pdf")
	if err := os.WriteFile(name, []byte(pdf), 0o644); err != nil {
		t.Fatal(err)
	}
	args = append(args, name)
	if tool == "pdftotext" {
		args = append(args, "-")
	}
	out, err := exec.Command(tool, args...).CombinedOutput()
	if err != nil {
		t.Errorf("%s: %v\n%s", tool, err, out)
	}
	return string(out)
}

// TestPictureChanged: other pixels make the sheets anew that show the picture,
// and nothing changed makes none; the same bytes as a full build.
func TestPictureChanged(t *testing.T) {
	o := harbour(t)
	before, _ := run(t, o)
	_, again := run(t, o)
	if again.Cache.Made != 0 {
		t.Errorf("nothing changed, and %d outputs were made", again.Cache.Made)
	}
	// A picture that no sheet shows changes nothing.
	if err := os.WriteFile(filepath.Join(o.Project, "assets/pictures/other.svg"), []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><rect width="4" height="3"/></svg>`), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(o.Project, "assets/pictures/other.yaml"), []byte("file: other.svg\ntexts: {en: A dark square.}\nauthor: Pharos\nlicence: project licence\ntags: [square]\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, sum := run(t, o); sum.Cache.Made != 0 {
		t.Errorf("a picture that nothing shows made %d outputs", sum.Cache.Made)
	}
	var other bytes.Buffer // as large, under the same name
	if err := jpeg.Encode(&other, image.NewGray(image.Rect(0, 0, 1800, 780)), nil); err != nil {
		t.Fatal(err)
	}
	put(t, o, "assets/pictures/harbour.jpg", other.Bytes())
	after, _ := run(t, o)
	for _, kind := range []string{"en.screen.pdf", "en.press.pdf", "ar.screen.pdf", "en.home.pdf", "en.png"} {
		if before[harbourSheet+kind] == after[harbourSheet+kind] {
			t.Errorf("%s did not change with its picture", kind)
		}
	}
	whole, _ := fresh(t, o)
	same(t, "from the cache", after, whole)
}

// TestHostilePictures: each ends in one finding that names the record and what
// is wrong, and nothing is written.
func TestHostilePictures(t *testing.T) {
	jpg, err := os.ReadFile("../../examples/picture/assets/pictures/harbour.jpg")
	if err != nil {
		t.Fatal(err)
	}
	bomb := []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01\x86\xa0\x00\x01\x86\xa0\x08\x02\x00\x00\x00")
	bomb = append(bomb, 0xbe, 0x7d, 0x52, 0x2f)
	for name, c := range map[string]struct{ data, want string }{
		"truncated JPEG": {string(jpg[:len(jpg)/2]), "cut off"},
		"script":         {`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>x()</script></svg>`, "holds a script"},
		"entities":       {`<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>&a;</title></svg>`, "document type"},
		"outside link":   {`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><image href="https://example.org/x.png"/></svg>`, "picture inside"},
		"broken PNG":     {string(bomb), "broken or cut off"},
		"text":           {"hello", "no SVG, PNG or JPEG"},
	} {
		o := harbour(t)
		if err := os.WriteFile(filepath.Join(o.Project, "assets/pictures/harbour.jpg"), []byte(c.data), 0o644); err != nil {
			t.Fatal(err)
		}
		o.Out = filepath.Join(t.TempDir(), "public")
		_, err := build.Run(context.Background(), o)
		var d build.Defects
		if !errors.As(err, &d) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		found := false
		for _, f := range d.List {
			found = found || f.Rule == rule.PictureFile && strings.Contains(f.Message.Text, c.want) && strings.HasSuffix(f.Pos.File, "harbour.yaml") && f.Pos.Line == 4
		}
		if !found {
			t.Errorf("%s: no finding that says %q: %v", name, c.want, d.List)
		}
		if _, err := os.Stat(o.Out); err == nil {
			t.Errorf("%s: something was written", name)
		}
	}
}

// TestConsentEnds: the last day of a consent is that of the sheet, and after it
// the sheet is a draft.
func TestConsentEnds(t *testing.T) {
	o := harbour(t)
	record := "posed: \"yes\"\nconsent: {record: fictional archive 7, given: \"2029-01-10\", until: \"2030-03-01\"}\ntags: [face, women, "
	edit(t, o, "assets/pictures/harbour.yaml", "tags: [", record)
	for date, ended := range map[string]bool{"2030-03-01": false, "2030-03-02": true} {
		o.Date = date
		l, err := build.Load(o)
		if err != nil {
			t.Fatal(err)
		}
		defer l.Files.Close()
		if len(l.Plan.Materials) == 0 {
			t.Fatal("no materials")
		}
		for _, m := range l.Plan.Materials {
			draft := slices.ContainsFunc(m.Drafts, func(d plan.Draft) bool { return d.Reason == plan.NoConsent })
			if m.ConsentUntil != "2030-03-01" || draft != ended {
				t.Errorf("%s on %s: until %q, draft %v", m.Name, date, m.ConsentUntil, draft)
			}
			if imprint := m.Columns[0].Slots[made.SlotImprint]; !slices.ContainsFunc(imprint, func(l plan.Line) bool { return l.Text.ID == "imprint.posed" }) {
				t.Errorf("%s does not say that people in the picture are models", m.Name)
			}
		}
	}
}

// TestPictureKinds reads pixels of finished files back with PDFium: a photograph
// taken with the camera on its side, one in four inks, and a PNG that lets the
// ground through.
func TestPictureKinds(t *testing.T) {
	halves := func(first, second color.Color, w, h int, down bool) *image.NRGBA {
		img := image.NewNRGBA(image.Rect(0, 0, w, h))
		for y := range h {
			for x := range w {
				c := first
				if down && y >= h/2 || !down && x >= w/2 {
					c = second
				}
				img.Set(x, y, c)
			}
		}
		return img
	}
	red, blue := color.NRGBA{210, 40, 30, 255}, color.NRGBA{30, 60, 200, 255}
	var lying, clear bytes.Buffer
	// Stored with red above; turned to the right by the reader, red is on the right.
	if err := jpeg.Encode(&lying, halves(red, blue, 720, 1700, true), nil); err != nil {
		t.Fatal(err)
	}
	exif := "\xff\xe1\x00\x22Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00"
	turned := lying.String()[:2] + exif + lying.String()[2:]
	if err := png.Encode(&clear, halves(red, color.NRGBA{}, 1700, 720, false)); err != nil {
		t.Fatal(err)
	}
	inks, err := os.ReadFile("testdata/cmyk.jpg")
	if err != nil {
		t.Fatal(err)
	}
	sea := color.NRGBA{0, 92, 103, 255}
	for name, c := range map[string]struct {
		file, data  string
		left, right color.NRGBA
	}{
		"on its side": {"harbour.jpg", turned, blue, red},
		"four inks":   {"harbour.jpg", string(inks), color.NRGBA{32, 160, 208, 255}, color.NRGBA{224, 128, 32, 255}},
		"clear PNG":   {"harbour.png", clear.String(), red, sea},
	} {
		t.Run(name, func(t *testing.T) {
			o := harbour(t)
			o.Languages = []locale.Tag{"en"}
			put(t, o, "assets/pictures/"+c.file, []byte(c.data))
			edit(t, o, "assets/pictures/harbour.yaml", "harbour.jpg", c.file)
			edit(t, o, "assets/pictures/harbour.yaml", "{x: 72,", "{x: 50,")
			made, _ := run(t, o)
			r, err := paint.Open(paint.Options{Cache: o.Cache, Fonts: o.Defaults, Instances: 1})
			if err != nil {
				t.Fatal(err)
			}
			defer r.Close()
			for _, kind := range []string{"screen", "press"} {
				data, err := r.Picture([]byte(made[harbourSheet+"en."+kind+".pdf"]), 300, 424)
				if err != nil {
					t.Fatal(err)
				}
				img, err := png.Decode(bytes.NewReader(data))
				if err != nil {
					t.Fatal(err)
				}
				for x, want := range map[int]color.NRGBA{40: c.left, 260: c.right} {
					if got := img.At(x, 40); !alike(got, want) {
						t.Errorf("%s at %d: %v, want about %v", kind, x, got, want)
					}
				}
			}
		})
	}
}

// alike compares colours roughly: inks on the screen are not exact.
func alike(a, b color.Color) bool {
	r, g, bl, _ := a.RGBA()
	s, h, c, _ := b.RGBA()
	far := func(x, y uint32) bool { return max(x, y)-min(x, y) > 0x4000 }
	return !far(r, s) && !far(g, h) && !far(bl, c)
}
