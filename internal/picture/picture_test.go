package picture

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"slices"
	"strings"
	"testing"

	"pharos/internal/typeset"
)

const open = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">`

func svg(body string) []byte { return []byte(open + body + "</svg>") }

// bomb is a drawing whose references draw a shape a million times.
func bomb() string {
	out := `<defs><rect id="a0" width="1" height="1"/>`
	for i := range 6 {
		out += `<g id="a` + string(rune('1'+i)) + `">` + strings.Repeat(`<use href="#a`+string(rune('0'+i))+`"/>`, 10) + "</g>"
	}
	return out + `</defs><use href="#a6"/>`
}

func photo(t testing.TB, w, h int) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.Set(x, y, color.RGBA{uint8(x * 255 / w), uint8(y * 255 / h), 90, 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func chunk(kind string, body []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	b = append(append(b, kind...), body...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}

func pngOf(w, h uint32, chunks ...[]byte) []byte {
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h)
	out := append([]byte("\x89PNG\r\n\x1a\n"), chunk("IHDR", append(head, 8, 6, 0, 0, 0))...)
	return append(append(out, slices.Concat(chunks...)...), chunk("IEND", nil)...)
}

func segmentOf(marker byte, body string) []byte {
	return append(binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(body)+2)), body...)
}

// exifOf is an Exif block, big endian, with an orientation and a place.
func exifOf(turn byte) []byte {
	return segmentOf(0xe1, "Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x02"+
		"\x01\x12\x00\x03\x00\x00\x00\x01\x00"+string(rune(turn))+"\x00\x00"+
		"\x88\x25\x00\x04\x00\x00\x00\x01\x00\x00\x00\x26"+"\x00\x00\x00\x00"+"\x00\x01")
}

// with puts segments behind the start of a JPEG.
func with(jpeg []byte, segs ...[]byte) []byte {
	return slices.Concat(jpeg[:2], slices.Concat(segs...), jpeg[2:])
}

// TestRefused: each hostile or broken file ends in words that name what is wrong.
func TestRefused(t *testing.T) {
	whole := photo(t, 40, 30)
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"nothing", nil, "empty"},
		{"text", []byte("hello"), "no SVG, PNG or JPEG"},
		{"page", []byte("<html><body/></html>"), "not an SVG"},
		{"entity", []byte(`<!DOCTYPE svg [<!ENTITY a "b">]>` + open + `<title>&a;</title></svg>`), "document type"},
		{"undeclared entity", svg(`<title>&lol;</title>`), "entity"},
		{"script", svg(`<script>alert(1)</script>`), "script"},
		{"script in metadata", svg(`<metadata><script>alert(1)</script></metadata>`), "script"},
		{"handler", svg(`<rect width="1" height="1" onclick="x()"/>`), "script"},
		{"outside link", svg(`<image href="https://example.org/a.png"/>`), "picture inside"},
		{"link", svg(`<a xlink:href="https://example.org"><rect/></a>`), "link"},
		{"href on a shape", svg(`<rect href="#x" width="1" height="1"/>`), "link"},
		{"fetched paint", svg(`<rect fill="url(https://example.org/a)" width="1" height="1"/>`), "refers to something else"},
		{"style sheet", svg(`<style>@import "https://example.org"</style>`), "style sheet"},
		{"foreign object", svg(`<foreignObject><p/></foreignObject>`), "foreign object"},
		{"instruction", []byte(`<?xml-stylesheet href="a.css"?>` + open + `<rect width="1" height="1"/></svg>`), "instruction"},
		{"use", svg(`<use href="#a"/>`), "not in the drawing"},
		{"text", svg(`<text>0800</text>`), "paths"},
		{"gradient", svg(`<defs><linearGradient id="g"/></defs><rect width="9" height="9" fill="url(#g)"/>`), "gradient"},
		{"stored shape alone", svg(`<defs><path d="M0 0h1"/></defs>`), "no shapes"},
		{"opacity", svg(`<rect width="1" height="1" opacity=".5"/>`), "transparent"},
		{"opacity in a style", svg(`<rect width="1" height="1" style="fill-opacity:0.2"/>`), "transparent"},
		{"hidden", svg(`<rect width="1" height="1" display="none"/>`), "hidden"},
		{"unknown style", svg(`<rect width="1" height="1" style="x:5px"/>`), "x is not part of the safe subset"},
		{"background", svg(`<g style="background:#fff"><rect width="1" height="1"/></g>`), "background"},
		{"place without unit in a style", svg(`<rect width="1" height="1" style="transform:translate(4,4)"/>`), "transform"},
		{"transform on the whole", []byte(open[:len(open)-1] + ` transform="scale(2)"><rect width="1" height="1"/></svg>`), "transform"},
		{"selector", svg(`<style>g > rect{fill:red}</style><rect width="1" height="1"/>`), "selector"},
		{"at rule", svg(`<style>@media print{rect{fill:red}}</style><rect width="1" height="1"/>`), "style sheet"},
		{"important", svg(`<rect width="1" height="1" style="fill:red !important"/>`), "important"},
		{"variable", svg(`<rect width="1" height="1" style="fill:var(--a)"/>`), "var"},
		{"stroke of a percentage", svg(`<rect width="1" height="1" stroke="red" stroke-width="5%"/>`), "percentage"},
		{"length by type size", svg(`<rect width="1em" height="1"/>`), "plain number"},
		{"join of another kind", svg(`<path d="M0 0h9v9" stroke="red" stroke-linejoin="arcs"/>`), "arcs"},
		{"dash without length", svg(`<path d="M0 0h9" stroke="red" stroke-dasharray="0 4"/>`), "dash"},
		{"dashes by length of path", svg(`<path d="M0 0h9" stroke="red" stroke-dasharray="4" pathLength="9"/>`), "pathLength"},
		{"endless dashes", svg(`<path d="M0 0h90000" stroke="red" stroke-dasharray=".001"/>`), "too many"},
		{"round clip", svg(`<clipPath id="c"><circle r="9"/></clipPath><g clip-path="url(#c)"><rect width="1" height="1"/></g>`), "clipping path"},
		{"clip within itself", svg(`<clipPath id="c" clip-path="url(#c)"><rect width="9" height="9"/></clipPath><rect width="1" height="1" clip-path="url(#c)"/>`), "within another"},
		{"use of itself", svg(`<g id="a"><use href="#a"/></g>`), "ring"},
		{"uses that multiply", svg(bomb()), "references"},
		{"use of another file", svg(`<use href="other.svg#a"/>`), "link"},
		{"use of a gradient", svg(`<linearGradient id="a"/><use href="#a"/>`), "no shape"},
		{"half transparent colour", svg(`<rect width="1" height="1" fill="#ff000080"/>`), "transparent"},
		{"paint order", svg(`<rect width="1" height="1" style="paint-order:stroke"/>`), "paint-order"},
		{"thin stroke everywhere", svg(`<rect width="1" height="1" vector-effect="non-scaling-stroke"/>`), "vector-effect"},
		{"stretched", []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="90" height="10" preserveAspectRatio="none"><rect width="1" height="1"/></svg>`), "preserveAspectRatio"},
		{"another root", []byte(`<svg viewBox="0 0 9 9"><rect width="1" height="1"/></svg>`), "xmlns"},
		{"unknown element", svg(`<mesh/><rect width="1" height="1"/>`), "<mesh>"},
		{"huge place", svg(`<path d="M0 0L9e9 1"/>`), "too large"},
		{"place far away", svg(`<path d="M0 0` + strings.Repeat("l90000 0", 9) + `"/>`), "too far"},
		{"huge transform", svg(`<g transform="scale(900)"><g transform="scale(900)"><rect width="1" height="1"/></g></g>`), "enlarges"},
		{"huge frame", []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 99999 10"><rect/></svg>`), "frame"},
		{"no frame", []byte(`<svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>`), "viewBox"},
		{"too many elements", svg(strings.Repeat("<g/>", maxElements)), "elements"},
		{"too deep", svg(strings.Repeat("<g>", 40)), "deep"},
		{"too long a path", svg(`<path d="M0 0` + strings.Repeat("h1", maxSegments+1) + `"/>`), "too long"},
		{"too many segments", svg(strings.Repeat(`<path d="M0 0`+strings.Repeat("h1", 9000)+`"/>`, 3)), "pieces of line"},
		{"cut off", []byte(open + `<rect width="1"`), "XML"},
		{"no shapes", svg(""), "no shapes"},
		{"strange colour", svg(`<rect width="1" height="1" fill="#12345"/>`), "colour"},
		{"too large", append(svg(""), bytes.Repeat([]byte(" "), MaxDrawing)...), "larger than"},
		{"PNG bomb", pngOf(60_000, 60_000), "60000 x 60000 pixels"},
		{"PNG bomb by sides", pngOf(0xffff_ffff, 0xffff_ffff), "pixels"},
		{"empty PNG", pngOf(0, 5), "no pixels"},
		{"cut PNG", pngOf(4, 4)[:40], "cut off"},
		{"PNG with a wrong checksum", bytes.Replace(pngOf(4, 4, chunk("tEXt", []byte("a\x00b"))), []byte("a\x00b"), []byte("a\x00c"), 1), "broken"},
		{"cut JPEG", whole[:len(whole)-20], "cut off"},
		{"JPEG bomb", bytes.Replace(whole, []byte{8, 0, 30, 0, 40, 3}, []byte{8, 0xff, 0xff, 0xff, 0xff, 3}, 1), "65535 x 65535 pixels"},
		{"JPEG of 12 bits", bytes.Replace(whole, []byte{8, 0, 30, 0, 40, 3}, []byte{12, 0, 30, 0, 40, 3}, 1), "rare kind"},
		{"four inks without a mark", bytes.Replace(whole, []byte{8, 0, 30, 0, 40, 3}, []byte{8, 0, 30, 0, 40, 4}, 1), "save it again as RGB"},
		{"JPEG of 2 colours", bytes.Replace(whole, []byte{8, 0, 30, 0, 40, 3}, []byte{8, 0, 30, 0, 40, 2}, 1), "neither"},
	} {
		p, err := Read(c.data)
		if err == nil {
			t.Errorf("%s: read as %s", c.name, p.MediaType)
		} else if !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %q does not say %q", c.name, err, c.want)
		}
	}
}

// TestDrawing reads every shape, in the places that the file says.
func TestDrawing(t *testing.T) {
	p, err := Read([]byte(`<?xml version="1.0"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="http://example.org/tool" viewBox="10 20 100 50" fill="#123456">
  <title>Harbour</title><!-- drawn by hand, 0800 123 --><metadata><i:note>code ABC</i:note></metadata>
  <i:view zoom="2"/>
  <rect x="10" y="20" width="100" height="50"/>
  <g transform="translate(10,20) scale(2)" stroke="navy" stroke-width="3" style="fill:none;stroke-linecap:round;stroke-linejoin:round">
    <line x1="0" y1="0" x2="10" y2="10"/>
    <circle cx="20" cy="10" r="5"/>
  </g>
  <polygon points="10,20 20,20 20,30" fill="rgb(255, 0, 0)" fill-rule="evenodd"/>
  <path d="M60 45a20 10 0 1 0 20-10z" transform="rotate(90 60 45)"/>
  <ellipse cx="60" cy="45" rx="20" ry="10" fill="#fff"/>
</svg>`))
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"Harbour", "drawn by hand, 0800 123", "code ABC"}; !slices.Equal(p.Texts, want) {
		t.Errorf("texts %q, want %q", p.Texts, want)
	}
	if p.Box != typeset.Box(0, 0, 100_000, 50_000) || len(p.Paths) != 6 {
		t.Fatalf("box %v, %d paths", p.Box, len(p.Paths))
	}
	if b := p.Paths[0].Bounds(); b != p.Box || p.Paths[0].Fill.SRGB != [3]uint8{0x12, 0x34, 0x56} {
		t.Errorf("ground %v %v", b, p.Paths[0].Fill)
	}
	if l := p.Paths[1]; l.Width != 6000 || !l.Round || l.Fill != nil || l.Stroke == nil || l.Stroke.SRGB != [3]uint8{0, 0, 128} || l.Outline[1].P[0] != (typeset.Point{X: 20_000, Y: 20_000}) {
		t.Errorf("line %+v", l)
	}
	if e := p.Paths[5].Bounds(); e != typeset.Box(30_000, 15_000, 40_000, 20_000) {
		t.Errorf("ellipse %v", e)
	}
	// The turned arc keeps its ends: 20,-10 turned by a right angle is 10,20.
	if a := p.Paths[4].Outline; !near(a[len(a)-2].P[2], typeset.Point{X: 60_000, Y: 45_000}) {
		t.Errorf("arc ends at %v", a[len(a)-2].P[2])
	}
}

func near(a, b typeset.Point) bool { return max(a.X-b.X, b.X-a.X, a.Y-b.Y, b.Y-a.Y) <= 2 }

// TestEllipse: an arc that is half an ellipse has its axis.
func TestEllipse(t *testing.T) {
	p, err := Read(svg(`<path d="M10 25A40 20 0 0 1 90 25z"/>`))
	if err != nil {
		t.Fatal(err)
	}
	top := typeset.Length(1 << 30)
	for _, s := range p.Paths[0].Outline {
		if s.Op == typeset.Cubic {
			top = min(top, s.P[2].Y)
		}
	}
	if top < 4_990 || top > 5_010 {
		t.Errorf("the top of the half is at %d", top)
	}
}

func TestSinCos(t *testing.T) {
	for _, c := range []struct{ deg, sin, cos int64 }{
		{0, 0, one}, {90 * one, one, 0}, {180 * one, 0, -one}, {-90 * one, -one, 0}, {30 * one, 500_000, 866_025}, {45 * one, 707_107, 707_107}, {400 * one, 642_788, 766_044},
	} {
		if s, k := sincos(c.deg); abs(s-c.sin) > 1 || abs(k-c.cos) > 1 {
			t.Errorf("%d: %d %d, want %d %d", c.deg, s, k, c.sin, c.cos)
		}
	}
}

// TestJPEG reads orientation, place, comment and profile, and leaves them out of
// what is printed.
func TestJPEG(t *testing.T) {
	plain := photo(t, 40, 30)
	icc := make([]byte, 132)
	icc[3], icc[8] = 132, 4
	copy(icc[12:], "mntrRGB ")
	copy(icc[36:], "acsp")
	data := with(plain, exifOf(6), segmentOf(0xfe, "call 0800 1"), segmentOf(0xe2, "ICC_PROFILE\x00\x01\x01"+string(icc)))
	p, err := Read(data)
	if err != nil {
		t.Fatal(err)
	}
	if p.Turn != 6 || p.Width != 30 || p.Height != 40 || !p.Located || !bytes.Equal(p.Profile, icc) || !slices.Equal(p.Texts, []string{"call 0800 1"}) {
		t.Errorf("turn %d, %d x %d, located %v, profile %q, texts %q", p.Turn, p.Width, p.Height, p.Located, p.Profile, p.Texts)
	}
	if !bytes.Equal(p.Bare(), plain) {
		t.Error("the bare JPEG is not the one without the segments")
	}
	if p, err = Read(with(plain, segmentOf(0xe2, "ICC_PROFILE\x00\x01\x01no profile"))); err != nil || p.Profile != nil || !p.Odd {
		t.Errorf("a profile that is none: %q %v", p.Profile, err)
	}
	four := bytes.Replace(with(plain, segmentOf(0xee, "Adobe\x00\x64\x00\x00\x00\x00\x02")), []byte{8, 0, 30, 0, 40, 3}, []byte{8, 0, 30, 0, 40, 4}, 1)
	if p, err = Read(four); err != nil || p.Components != 4 || !p.Inverted {
		t.Errorf("CMYK: %+v %v", p, err)
	}
}

func TestPNG(t *testing.T) {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewNRGBA(image.Rect(0, 0, 7, 5))); err != nil {
		t.Fatal(err)
	}
	p, err := Read(b.Bytes())
	if err != nil || p.Width != 7 || p.Height != 5 || !p.Alpha || p.Components != 3 {
		t.Errorf("%+v %v", p, err)
	}
	p, err = Read(pngOf(4, 4, chunk("tEXt", []byte("Comment\x00ring 0800 1")), chunk("iTXt", []byte("Title\x00\x00\x00sr\x00\x00кôд"))))
	if err != nil || !slices.Equal(p.Texts, []string{"Comment: ring 0800 1", "Title: кôд"}) {
		t.Errorf("texts %q %v", p.Texts, err)
	}
}

// TestPlace: a picture in a frame of another shape.
func TestPlace(t *testing.T) {
	p := &Picture{MediaType: JPEG, Width: 200, Height: 100}
	frame := typeset.Box(10, 10, 100, 100)
	for _, c := range []struct {
		fit   Fit
		focus Point
		want  typeset.Rect
	}{
		{Contain, Middle, typeset.Box(10, 35, 100, 50)},
		{Cover, Middle, typeset.Box(-40, 10, 200, 100)},
		{Cover, Point{0, 0}, typeset.Box(10, 10, 200, 100)},
		{Cover, Point{1000, 500}, typeset.Box(-90, 10, 200, 100)},
		{Cover, Point{300, 500}, typeset.Box(0, 10, 200, 100)},
	} {
		if got := p.Place(frame, c.fit, c.focus); got != c.want {
			t.Errorf("%v %v: %v, want %v", c.fit, c.focus, got, c.want)
		}
	}
	if got := p.Density(typeset.Box(0, 0, 72*typeset.Pt, 36*typeset.Pt)); got != 200 {
		t.Errorf("density %d", got)
	}
}

// FuzzRead: any bytes give a picture within its bounds, or an error in words.
func FuzzRead(f *testing.F) {
	f.Add(svg(`<g transform="rotate(30) matrix(1 0 .5 1 3 4)"><path d="M1 2a5 3 20 1 0 9 9Q1 2 3 4T5 6S1 1 2 2z" fill="red"/></g>`))
	f.Add(svg(`<rect x="1" y="2" width="3" height="4" rx="1"/><polyline points="1 2 3 4" stroke="#fff"/>`))
	f.Add(svg(`<style>.a{stroke:red;stroke-dasharray:3 1}</style><clipPath id="c"><rect width="9" height="9"/></clipPath>
		<g clip-path="url(#c)"><path id="p" class="a" d="M0 0c5 5 5 0 9 9zM4 4h0"/></g><use href="#p" style="transform:skewX(9deg)"/>`))
	f.Add(photo(f, 8, 8))
	f.Add(with(photo(f, 8, 8), exifOf(8), segmentOf(0xfe, "x")))
	f.Add(pngOf(4, 4, chunk("tEXt", []byte("a\x00b"))))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Read(data)
		if err != nil {
			return
		}
		if p.Width*p.Height > MaxPixels || len(p.Paths) > maxElements {
			t.Errorf("%d x %d, %d paths", p.Width, p.Height, len(p.Paths))
		}
		again, err := Read(data)
		if err != nil || len(again.Paths) != len(p.Paths) {
			t.Error("read twice, not the same")
		}
		p.Items(typeset.Box(0, 0, 100_000, 30_000), Cover, Middle, typeset.Mark{}, func(c [3]uint8) typeset.Colour { return typeset.Colour{SRGB: c} })
		if p.MediaType == JPEG {
			if q, err := Read(p.Bare()); err != nil || q.Components != p.Components {
				t.Errorf("bare: %v", err)
			}
		}
	})
}
