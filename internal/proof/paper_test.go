package proof

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"

	"unicode/utf16"

	qrcode "github.com/skip2/go-qrcode"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// project is the module's root: the fonts are under it.
var project = os.DirFS("../..")

// paper is a PDF drawn by hand, by a writer of its own: whole fonts, one code a
// glyph. It stands for a finished sheet where a test wants to change one thing.
type paper struct {
	w, h, bleed float64 // points
	fonts       []*paperFont
	content     strings.Builder
}

// paperFont is a whole font file in the PDF.
type paperFont struct {
	file string
	data []byte
	sf   *sfnt.Font
	used map[sfnt.GlyphIndex]rune
	// plain leaves the font file out.
	plain bool
}

// newPaper gives a white sheet.
func newPaper(w, h, bleed float64) *paper { return &paper{w: w, h: h, bleed: bleed} }

// font adds a font file of assets/fonts.
func (p *paper) font(t testing.TB, file string) *paperFont {
	t.Helper()
	data, err := fs.ReadFile(project, "assets/fonts/"+file)
	if err != nil {
		t.Fatal(err)
	}
	sf, err := sfnt.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	f := &paperFont{file: file, data: data, sf: sf, used: map[sfnt.GlyphIndex]rune{}}
	p.fonts = append(p.fonts, f)
	return f
}

// text sets letters from left to right as given, in ink.
func (p *paper) text(f *paperFont, x, y, size float64, s string) {
	i := 0
	for p.fonts[i] != f {
		i++
	}
	fmt.Fprintf(&p.content, "BT /F%d %.2f Tf 0 0 0 rg 1 0 0 1 %.2f %.2f Tm <", i, size, x, y)
	for _, c := range s {
		g, _ := f.sf.GlyphIndex(nil, c)
		f.used[g] = c
		fmt.Fprintf(&p.content, "%04X", g)
	}
	p.content.WriteString("> Tj ET\n")
}

// fill paints a rectangle.
func (p *paper) fill(rgb string, x, y, w, h float64) {
	fmt.Fprintf(&p.content, "%s rg %.2f %.2f %.2f %.2f re f\n", rgb, x, y, w, h)
}

// code paints a QR code as one path.
func (p *paper) code(t testing.TB, payload string, x, y, side float64) {
	t.Helper()
	q, err := qrcode.New(payload, qrcode.Medium)
	if err != nil {
		t.Fatal(err)
	}
	q.DisableBorder = true
	rows := q.Bitmap()
	s := side / float64(len(rows))
	p.content.WriteString("0 0 0 rg\n")
	for r, row := range rows {
		for c, dark := range row {
			if dark {
				fmt.Fprintf(&p.content, "%.3f %.3f %.3f %.3f re\n", x+float64(c)*s, y+side-float64(r+1)*s, s, s)
			}
		}
	}
	p.content.WriteString("f\n")
}

// mark draws a draft mark: a red outline along the rising diagonal.
func (p *paper) mark() {
	fmt.Fprintf(&p.content, "q 0.847 0.09 0.216 RG 2 w %.2f %.2f m %.2f %.2f l %.2f %.2f l %.2f %.2f l s Q\n",
		p.w*.15, p.h*.2, p.w*.85, p.h*.75, p.w*.85, p.h*.80, p.w*.15, p.h*.25)
}

// bytes writes the file.
func (p *paper) bytes() []byte {
	var b bytes.Buffer
	var at []int
	object := func(s string) int {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(at), s)
		return len(at)
	}
	stream := func(dict string, data []byte) int {
		var z bytes.Buffer
		w := zlib.NewWriter(&z)
		w.Write(data)
		w.Close()
		return object(fmt.Sprintf("<< %s /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream", dict, z.Len(), z.Bytes()))
	}
	b.WriteString("%PDF-1.7\n")
	var names strings.Builder
	for i, f := range p.fonts {
		fmt.Fprintf(&names, "/F%d %d 0 R ", i, f.write(object, stream))
	}
	content := stream("", []byte(p.content.String()))
	d := p.bleed
	boxes := fmt.Sprintf("/MediaBox [%.3f %.3f %.3f %.3f]", -d, -d, p.w+d, p.h+d)
	if d > 0 {
		boxes += fmt.Sprintf(" /BleedBox [%.3f %.3f %.3f %.3f] /TrimBox [0 0 %.3f %.3f]", -d, -d, p.w+d, p.h+d, p.w, p.h)
	}
	page := object(fmt.Sprintf("<< /Type /Page /Parent %d 0 R %s /Resources << /Font << %s >> >> /Contents %d 0 R >>", len(at)+2, boxes, names.String(), content))
	pages := object(fmt.Sprintf("<< /Type /Pages /Kids [%d 0 R] /Count 1 >>", page))
	root := object(fmt.Sprintf("<< /Type /Catalog /Pages %d 0 R >>", pages))
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, o := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, root, start)
	return b.Bytes()
}

// write writes one font as a composite font with one code a glyph.
func (f *paperFont) write(object func(string) int, stream func(string, []byte) int) int {
	name, _ := f.sf.Name(nil, sfnt.NameIDPostScript)
	var widths, text strings.Builder
	for g := range f.sf.NumGlyphs() {
		c, ok := f.used[sfnt.GlyphIndex(g)]
		if !ok {
			continue
		}
		a, _ := f.sf.GlyphAdvance(nil, sfnt.GlyphIndex(g), fixed.I(1000), font.HintingNone)
		fmt.Fprintf(&widths, "%d [%d] ", g, a.Round())
		fmt.Fprintf(&text, "1 beginbfchar <%04X> <", g)
		for _, u := range utf16.Encode([]rune{c}) {
			fmt.Fprintf(&text, "%04X", u)
		}
		text.WriteString("> endbfchar\n")
	}
	unicode := stream("", []byte("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n"+text.String()+"endcmap CMapName currentdict /CMap defineresource pop end end"))
	file := ""
	if !f.plain {
		file = fmt.Sprintf("/FontFile2 %d 0 R", stream("", f.data))
	}
	descriptor := object(fmt.Sprintf("<< /Type /FontDescriptor /FontName /ABCDEF+%s /Flags 4 /FontBBox [0 -300 1000 1000] /ItalicAngle 0 /Ascent 1000 /Descent -300 /CapHeight 700 /StemV 80 %s >>", name, file))
	down := object(fmt.Sprintf("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+%s /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /W [%s] /FontDescriptor %d 0 R /CIDToGIDMap /Identity >>", name, widths.String(), descriptor))
	return object(fmt.Sprintf("<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+%s /Encoding /Identity-H /DescendantFonts [%d 0 R] /ToUnicode %d 0 R >>", name, down, unicode))
}
