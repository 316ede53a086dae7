package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"image"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"pharos/internal/locale"
	"pharos/internal/picture"
	"pharos/internal/typeset"
)

var object = regexp.MustCompile(`(?s)\d+ 0 obj\n(.*?)\nendobj\n`)

// inflate gives all objects of a file with their streams readable.
func inflate(t *testing.T, file []byte) string {
	t.Helper()
	var out strings.Builder
	for _, m := range object.FindAllSubmatch(file, -1) {
		dict, stream, ok := bytes.Cut(m[1], []byte("\nstream\n"))
		out.Write(dict)
		out.WriteByte('\n')
		if !ok || bytes.Contains(dict, []byte("DCTDecode")) {
			continue
		}
		stream = bytes.TrimSuffix(stream, []byte("\nendstream"))
		if bytes.Contains(dict, []byte("FlateDecode")) {
			z, err := zlib.NewReader(bytes.NewReader(stream))
			if err != nil {
				t.Fatalf("stream of %s: %v", dict, err)
			}
			if stream, err = io.ReadAll(z); err != nil {
				t.Fatalf("stream of %s: %v", dict, err)
			}
		}
		if !bytes.Contains(dict, []byte("/Length1")) && !bytes.Contains(dict, []byte("/N ")) {
			out.Write(stream)
			out.WriteByte('\n')
		}
	}
	return out.String()
}

func TestSameBytes(t *testing.T) {
	for _, kind := range []Kind{Screen, Press, PressX1a} {
		want := write(t, sheet(t, passages), kind)
		var wait sync.WaitGroup
		for range 4 {
			wait.Go(func() {
				if !bytes.Equal(write(t, sheet(t, passages), kind), want) {
					t.Errorf("kind %d: other bytes the second time", kind)
				}
			})
		}
		wait.Wait()
	}
}

// TestReadersGetTheText reads the files back with other people's programs.
func TestReadersGetTheText(t *testing.T) {
	readers := []struct {
		tool string
		args []string
	}{
		{"pdftotext", []string{"-raw", "FILE", "-"}},
		{"mutool", []string{"draw", "-q", "-F", "text", "FILE"}},
	}
	for _, kind := range []Kind{Screen, Press} {
		file := filepath.Join(t.TempDir(), "sheet.pdf")
		if err := os.WriteFile(file, write(t, sheet(t, passages), kind), 0o644); err != nil {
			t.Fatal(err)
		}
		for _, r := range readers {
			got, ok := run(t, file, r.tool, r.args...)
			if !ok {
				continue
			}
			for _, p := range passages {
				if want := letters(typeset.Plain(p.text)); !strings.Contains(letters(got), want) {
					t.Errorf("%s, kind %d, %s: %q is not in the text", r.tool, kind, p.lang, want)
				}
			}
			if n := strings.Count(letters(got), letters("Узели су пасош")); n != 1 {
				t.Errorf("%s, kind %d: the headline is there %d times", r.tool, kind, n)
			}
		}
	}
}

// TestStructureHasTheText reads the tags: one element a passage, its spaces
// included, in reading order.
func TestStructureHasTheText(t *testing.T) {
	file := filepath.Join(t.TempDir(), "sheet.pdf")
	if err := os.WriteFile(file, write(t, sheet(t, passages), Screen), 0o644); err != nil {
		t.Fatal(err)
	}
	got, ok := run(t, file, "pdfinfo", "-struct-text", "FILE")
	if !ok {
		t.Skip("pdfinfo is not installed")
	}
	at := -1
	for _, p := range passages {
		i := strings.Index(got, `"`+typeset.Plain(p.text)+`"`)
		if i < 0 {
			t.Errorf("%s: %q is no element", p.lang, typeset.Plain(p.text))
		} else if i < at {
			t.Errorf("%s: out of reading order", p.lang)
		}
		at = max(at, i)
	}
}

func TestSyntax(t *testing.T) {
	for _, kind := range []Kind{Screen, Press, PressX1a} {
		file := filepath.Join(t.TempDir(), "sheet.pdf")
		if err := os.WriteFile(file, write(t, sheet(t, passages), kind), 0o644); err != nil {
			t.Fatal(err)
		}
		if out, ok := run(t, file, "qpdf", "--check", "FILE"); ok && !strings.Contains(out, "No syntax or stream encoding errors") {
			t.Errorf("kind %d: %s", kind, out)
		}
	}
}

// run calls a reader on a file; a reader that is not installed is reported.
func run(t *testing.T, file, tool string, args ...string) (string, bool) {
	t.Helper()
	if _, err := exec.LookPath(tool); err != nil {
		t.Logf("%s is not installed; this reader is left out", tool)
		return "", false
	}
	for i, a := range args {
		if a == "FILE" {
			args[i] = file
		}
	}
	out, err := exec.Command(tool, args...).CombinedOutput()
	if err != nil {
		t.Errorf("%s: %v\n%s", tool, err, out)
	}
	return string(out), true
}

// letters leaves out what readers add: white space and marks of direction.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if r <= ' ' || r == '\u00a0' || r >= '\u202a' && r <= '\u202e' || r == '\u200e' || r == '\u200f' {
			return -1
		}
		return r
	}, s)
}

// Each clause is a line that must, or must not, be in the objects of a file.
func TestClauses(t *testing.T) {
	for _, c := range []struct {
		kind       Kind
		has, hasNo []string
	}{
		{Screen, []string{
			"/S /GTS_PDFA1", "<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<", "pdfaExtension:schemas", // ISO 19005-2, 6.6
			"/MarkInfo << /Marked true >>", "/StructTreeRoot", "/DisplayDocTitle true", "/Lang <FEFF00730072", "/Tabs /S", // ISO 14289-1, 7.1
			"/Alt <FEFF", "/BBox [", "/Artifact BMC", " rg\n", "/StructParents 0",
		}, []string{" k\n", " scn\n", "/DeviceCMYK", "/Separation", "/TrimBox", "/JavaScript", "/Annots"}},
		{Press, []string{
			"/S /GTS_PDFX", "<pdfxid:GTS_PDFXVersion>PDF/X-4<", "/Trapped /False", "/TrimBox [28.346 28.347 623.622 870.237]", "/BleedBox [19.843", // ISO 15930-7, 6
			"0 0 0 1 k\n", "/OPM 1", "/G1 gs", "/Separation /Light#20Yellow", "/Separation /All", "xmpMM:DocumentID",
		}, []string{" rg\n", " RG\n", "/DeviceRGB", "/Annots", "/SMask", "/ca ", "BDC"}},
		{PressX1a, []string{"/GTS_PDFXVersion (PDF/X-1a:2003)", "/S /GTS_PDFX"}, []string{" rg\n", "/DeviceRGB", "/ICCBased"}},
	} {
		got := inflate(t, write(t, sheet(t, passages[:2]), c.kind))
		for _, s := range c.has {
			if !strings.Contains(got, s) {
				t.Errorf("kind %d: %q is missing", c.kind, s)
			}
		}
		for _, s := range c.hasNo {
			if strings.Contains(got, s) {
				t.Errorf("kind %d: %q is there", c.kind, s)
			}
		}
	}
}

// Words in another language inside a sentence have their language, also where a line
// breaks within them, in files that have a structure.
func TestForeignWords(t *testing.T) {
	const text = "القانون: Criminal Code, Article 388 (بالإنجليزية)"
	from, to := strings.Index(text, "Criminal"), strings.Index(text, "388")+3
	st := typeset.Style{Lang: "ar", Script: "Arab", Direction: locale.RTL}
	p, err := fonts.Shape(text, st, typeset.Stretch{From: from, To: to, Lang: "en"})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		kind  Kind
		width int
		spans int
	}{{Screen, 150, 1}, {Screen, 30, 2}, {Press, 150, 0}} {
		doc := sheet(t, passages[:1])
		page := &doc.Pages[0]
		frame := typeset.Box(typeset.MM(20000), typeset.MM(220000), typeset.MM(c.width*1000), typeset.MM(60000))
		lay := p.Lay(p.Wrap(frame.W(), 12*typeset.Pt), frame, 12*typeset.Pt, typeset.Start)
		page.Tags = append(page.Tags, typeset.Tag{Role: typeset.RoleP, Lang: "ar", Parent: -1})
		lay.Mark, lay.Colour = typeset.Mark{Tag: len(page.Tags) - 1, Role: "text"}, white
		page.Items = append(page.Items, lay)
		file := write(t, doc, c.kind)
		got := inflate(t, file)
		if n := strings.Count(got, "/Span << /Lang <FEFF0065006E> >> BDC"); n != c.spans {
			t.Errorf("kind %d, %d mm wide: %d spans of English, not %d", c.kind, c.width, n, c.spans)
		}
		if opened, closed := strings.Count(got, "BDC")+strings.Count(got, "BMC"), strings.Count(got, "EMC"); opened != closed {
			t.Errorf("kind %d: %d marks opened, %d closed", c.kind, opened, closed)
		}
		name := filepath.Join(t.TempDir(), "sheet.pdf")
		if err := os.WriteFile(name, file, 0o644); err != nil {
			t.Fatal(err)
		}
		read, ok := run(t, name, "pdftotext", "-enc", "UTF-8", "FILE", "-")
		if ok && !strings.Contains(letters(read), "CriminalCode,Article") {
			t.Errorf("kind %d: pdftotext reads %q", c.kind, read)
		}
	}
}

func TestRefusesWhatCannotBeWritten(t *testing.T) {
	good := sheet(t, passages[:1])
	for name, change := range map[string]func(*typeset.Document, *Options){
		"no title":      func(d *typeset.Document, _ *Options) { d.Title = "" },
		"no date":       func(_ *typeset.Document, o *Options) { o.Date = "" },
		"thirteenth":    func(_ *typeset.Document, o *Options) { o.Date = "2026-13-01" },
		"no pages":      func(d *typeset.Document, _ *Options) { d.Pages = nil },
		"no profile":    func(_ *typeset.Document, o *Options) { o.Profile = nil },
		"trim outside":  func(d *typeset.Document, _ *Options) { d.Pages[0].Trim.Max.X *= 2 },
		"unknown role":  func(d *typeset.Document, _ *Options) { d.Pages[0].Tags[0].Role = "Blink" },
		"later parent":  func(d *typeset.Document, _ *Options) { d.Pages[0].Tags[0].Parent = 1 },
		"wrong tag":     func(d *typeset.Document, _ *Options) { d.Pages[0].Items[0].Info().Tag = 99 },
		"a wide sheet":  func(d *typeset.Document, _ *Options) { d.Pages[0].Media.Max.X = 20_000 * typeset.Pt },
		"unknown kind":  func(_ *typeset.Document, o *Options) { o.Kind = 9 },
		"text, no font": func(d *typeset.Document, _ *Options) { noFont(d) },
	} {
		doc := sheet(t, passages[:1])
		opt := Options{Kind: Press, Date: "2026-01-15", Profile: fogra}
		change(&doc, &opt)
		if err := Write(io.Discard, doc, opt); err == nil {
			t.Errorf("%s: no error", name)
		} else if strings.Contains(err.Error(), "runtime error") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := Write(io.Discard, good, Options{Kind: Press, Date: "2026-01-15", Profile: fogra}); err != nil {
		t.Error(err)
	}
}

func addPicture(t *testing.T, d *typeset.Document, b []byte) {
	t.Helper()
	read, err := picture.Read(b)
	if err != nil {
		t.Fatal(err)
	}
	p := &picture.Placed{Frame: typeset.Box(0, 0, 72*typeset.Pt, 72*typeset.Pt), Picture: read}
	p.Tag = typeset.Artifact
	d.Pages[0].Items = append(d.Pages[0].Items, p)
}

func noFont(d *typeset.Document) {
	t := &typeset.Text{Size: typeset.Pt, Lines: []typeset.PlacedLine{{Line: typeset.Line{Clusters: []typeset.Cluster{{Text: "a"}}}}}}
	t.Tag = typeset.Artifact
	d.Pages[0].Items = append(d.Pages[0].Items, t)
}

func TestProfiles(t *testing.T) {
	icc := screenProfile()
	if _, err := newProfile(icc, "mntr", "RGB "); err != nil {
		t.Error(err)
	}
	if len(icc) > 1024 {
		t.Errorf("the profile of screens has %d bytes", len(icc))
	}
	for name, b := range map[string][]byte{"sRGB": icc, "nothing": nil, "cut": icc[:200], "text": bytes.Repeat([]byte("text"), 100)} {
		if _, err := NewProfile(b, Condition{Name: "X"}); err == nil {
			t.Errorf("%s was taken for a press profile", name)
		}
	}
}

// TestFits1a sees which pictures keep a document from PDF/X-1a.
func TestFits1a(t *testing.T) {
	encode := func(img image.Image) []byte {
		var b bytes.Buffer
		if err := png.Encode(&b, img); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	gray, rgb := image.NewGray(image.Rect(0, 0, 4, 4)), image.NewNRGBA(image.Rect(0, 0, 4, 4))
	for name, c := range map[string]struct {
		pixels image.Image
		fits   bool
	}{"none": {nil, true}, "gray": {gray, true}, "RGB": {rgb, false}} {
		doc := sheet(t, passages[:1])
		if c.pixels != nil {
			addPicture(t, &doc, encode(c.pixels))
		}
		mark, err := Fits1a(doc)
		if (err == nil) != c.fits || (mark == nil) != c.fits {
			t.Errorf("%s: %v", name, err)
		}
		writing := Write(io.Discard, doc, Options{Kind: PressX1a, Date: "2026-01-15", Profile: fogra})
		if (writing == nil) != c.fits {
			t.Errorf("%s: written all the same, or not: %v", name, writing)
		}
	}
}

// FuzzProfile reads bytes of any kind as a profile: an error, or one that can
// be embedded.
func FuzzProfile(f *testing.F) {
	good, err := os.ReadFile("../../assets/profiles/fogra39-coated.icc")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good[:300])
	f.Add(good)
	f.Add(screenProfile())
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := NewProfile(b, Condition{Name: "X"})
		if err != nil {
			return
		}
		if data, _ := p.deflated(); len(data) == 0 || len(p.tags) == 0 {
			t.Error("an empty profile")
		}
	})
}

func TestDecimal(t *testing.T) {
	for _, c := range []struct {
		n      int64
		places int
		want   string
	}{{0, 3, "0"}, {1, 3, "0.001"}, {-1500, 3, "-1.5"}, {72000, 3, "72"}, {100, 2, "1"}, {5, 2, "0.05"}, {-30, 2, "-0.3"}} {
		if got := string(decimal(nil, c.n, c.places)); got != c.want {
			t.Errorf("decimal(%d, %d) = %s; want %s", c.n, c.places, got, c.want)
		}
	}
	if got := fmt.Sprint(name("a b#(c)")); got != "/a#20b#23#28c#29" {
		t.Errorf("name is %s", got)
	}
}
