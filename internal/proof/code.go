package proof

import (
	"fmt"
	"image"
	"image/draw"
	"math"
	"slices"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"pharos/internal/rule"
)

// Points in a millimetre, and the resolution at which codes are read.
const (
	mm      = 72 / 25.4
	codeDPI = 300
)

// A code is a filled shape of very many corners, square, of this size at least.
const (
	manyCorners = 150
	leastCode   = 8 * mm
)

// maxObjects bounds the work on a hostile page.
const maxObjects = 20_000

// look walks once over the painted objects of a page: it gives the boxes of
// what may be codes and names the fonts that are not embedded.
func (p *page) look() (codes []box, foreign []string, err error) {
	count, err := p.in.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: p.ref})
	if err != nil {
		return nil, nil, err
	}
	if count.Count > maxObjects {
		return nil, nil, fmt.Errorf("%d objects on a page", count.Count)
	}
	seen := map[string]bool{}
	for i := range count.Count {
		o, err := p.in.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: p.ref, Index: i})
		if err != nil {
			return nil, nil, err
		}
		kind, err := p.in.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: o.PageObject})
		if err != nil {
			return nil, nil, err
		}
		switch kind.Type {
		case enums.FPDF_PAGEOBJ_PATH:
			if b, ok := p.codeLike(o.PageObject); ok {
				codes = append(codes, b)
			}
		case enums.FPDF_PAGEOBJ_TEXT:
			if name := p.notEmbedded(o.PageObject); name != "" && !seen[name] {
				seen[name] = true
				foreign = append(foreign, name)
			}
		}
	}
	return codes, foreign, nil
}

// codeLike gives the box of a path that may be a code.
func (p *page) codeLike(o references.FPDF_PAGEOBJECT) (box, bool) {
	n, err := p.in.FPDFPath_CountSegments(&requests.FPDFPath_CountSegments{PageObject: o})
	if err != nil || n.Count < manyCorners {
		return box{}, false
	}
	at, err := p.in.FPDFPageObj_GetBounds(&requests.FPDFPageObj_GetBounds{PageObject: o})
	if err != nil {
		return box{}, false
	}
	b := box{float64(at.Left), float64(at.Bottom), float64(at.Right), float64(at.Top)}
	if b.w() < leastCode || math.Abs(b.w()-b.h()) > 0.02*b.w() {
		return box{}, false
	}
	mode, err := p.in.FPDFPath_GetDrawMode(&requests.FPDFPath_GetDrawMode{PageObject: o})
	return b, err == nil && mode.FillMode != enums.FPDF_FILLMODE_NONE && !mode.Stroke && p.upright(o)
}

// upright reports whether a path begins with straight lines along the axes, as
// modules do and letters do not.
func (p *page) upright(o references.FPDF_PAGEOBJECT) bool {
	var x, y float32
	for i := range 16 {
		s, err := p.in.FPDFPath_GetPathSegment(&requests.FPDFPath_GetPathSegment{PageObject: o, Index: i})
		if err != nil {
			return false
		}
		kind, err := p.in.FPDFPathSegment_GetType(&requests.FPDFPathSegment_GetType{PathSegment: s.PathSegment})
		if err != nil {
			return false
		}
		to, err := p.in.FPDFPathSegment_GetPoint(&requests.FPDFPathSegment_GetPoint{PathSegment: s.PathSegment})
		if err != nil || kind.Type == enums.FPDF_SEGMENT_BEZIERTO || kind.Type == enums.FPDF_SEGMENT_LINETO && to.X != x && to.Y != y {
			return false
		}
		x, y = to.X, to.Y
	}
	return true
}

// notEmbedded gives the name of a text's font if the file does not carry it.
func (p *page) notEmbedded(o references.FPDF_PAGEOBJECT) string {
	f, err := p.in.FPDFTextObj_GetFont(&requests.FPDFTextObj_GetFont{PageObject: o})
	if err != nil {
		return "of a text"
	}
	in, err := p.in.FPDFFont_GetIsEmbedded(&requests.FPDFFont_GetIsEmbedded{Font: f.Font})
	if err == nil && in.IsEmbedded {
		return ""
	}
	name, err := p.in.FPDFFont_GetBaseFontName(&requests.FPDFFont_GetBaseFontName{Font: f.Font})
	if err != nil || name.BaseFontName == "" {
		return "of a text"
	}
	return name.BaseFontName
}

// codes sees that every code on the sheet is the plan's, and that there is one.
func (c *comparison) codes() {
	if c.m.Code == "" || c.drops(partCode) && !c.anyCode() {
		return
	}
	found, said := 0, "no code is on the sheet"
	for _, p := range c.pages {
		for _, b := range p.codes {
			if !b.inside(p.sheet(), 0.5) {
				said = "the code does not lie on the sheet"
				continue
			}
			text, err := p.decode(b, c.reader.options.Thorough)
			switch {
			case err != nil && c.veiled(p.page, b):
				c.warn(rule.ProofCode, c.m.From, "the draft mark lies over the code, which cannot be read in this draft")
			case err != nil:
				c.wrong(rule.ProofCode, c.m.From, "the code cannot be read at %d dpi: %v", codeDPI, err)
				return
			case text != c.m.Code:
				c.wrong(rule.ProofCode, c.m.From, "the code leads to %q, the plan says %q", text, c.m.Code)
				return
			}
			found++
		}
	}
	if found == 0 {
		c.wrong(rule.ProofCode, c.m.From, "%s; it should lead to %q", said, c.m.Code)
	}
}

// Codes reads the codes on all pages, in the order in which they were painted.
// One that cannot be read is an error.
func (f *File) Codes() (out []string, err error) {
	defer f.rescue(&err)
	for i := range f.Pages() {
		p, err := f.page(i)
		if err != nil {
			return nil, err
		}
		boxes, _, err := p.look()
		if err != nil {
			return nil, err
		}
		for _, b := range boxes {
			text, err := p.decode(b, false)
			if err != nil {
				return nil, fmt.Errorf("read code: %w", err)
			}
			out = append(out, text)
		}
	}
	return out, nil
}

// anyCode reports whether any page has a code.
func (c *comparison) anyCode() bool {
	return slices.ContainsFunc(c.pages, func(p *sheetPage) bool { return len(p.codes) > 0 })
}

// veiled reports whether a draft mark lies over a part of the page.
func (c *comparison) veiled(p *page, b box) bool {
	if len(c.m.Drafts) == 0 {
		return false
	}
	pic, err := p.region(b, 2)
	if err != nil {
		return false
	}
	n := 0
	for i := 0; i < len(pic.Pix); i += 4 {
		if red(pic.Pix[i], pic.Pix[i+1], pic.Pix[i+2]) {
			n++
		}
	}
	return n > 20
}

// decode reads the code in a box of the page, painted with its quiet zone; when
// thorough, also blurred, faint and turned.
func (p *page) decode(b box, thorough bool) (string, error) {
	gray, err := p.grayRegion(b.grow(b.w()*0.12), codeDPI/72.0)
	if err != nil {
		return "", err
	}
	text, err := readCode(gray)
	if err != nil || !thorough {
		return text, err
	}
	module := b.w() * codeDPI / 72 / 33
	for _, worse := range []struct {
		name string
		img  *image.Gray
	}{{"blurred", blur(gray, max(1, int(module/3)))}, {"at low contrast", faint(gray)}, {"turned by 12 degrees", turn(gray, 12)}} {
		again, err := readCode(worse.img)
		if err != nil {
			return "", fmt.Errorf("%s: %w", worse.name, err)
		}
		if again != text {
			return "", fmt.Errorf("%s it reads %q", worse.name, again)
		}
	}
	return text, nil
}

// AnyCode reads a code in a picture, if there is one; empty where there is none.
func AnyCode(img image.Image) string {
	b := img.Bounds()
	gray := image.NewGray(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(gray, gray.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(gray, gray.Rect, img, b.Min, draw.Over)
	text, err := readCode(gray)
	if err != nil {
		return ""
	}
	return text
}

// readCode finds and reads a QR code (ISO/IEC 18004) in a picture.
func readCode(img *image.Gray) (text string, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("reader failed: %v", v)
		}
	}()
	// As telephones do, which look many times while the hand moves: a threshold
	// for each part, one for the whole, and the sheet turned a little.
	for _, degrees := range []float64{0, 3, -5} {
		view := img
		if degrees != 0 {
			view = turn(img, degrees)
		}
		src := &source{LuminanceSourceBase: gozxing.LuminanceSourceBase{Width: img.Rect.Dx(), Height: img.Rect.Dy()}, img: view}
		for _, binarizer := range []gozxing.Binarizer{gozxing.NewHybridBinarizer(src), gozxing.NewGlobalHistgramBinarizer(src)} {
			if text, err = decodeBits(binarizer); err == nil {
				return text, nil
			}
		}
	}
	return "", err
}

// decodeBits reads a code from a picture in black and white.
func decodeBits(b gozxing.Binarizer) (string, error) {
	bitmap, err := gozxing.NewBinaryBitmap(b)
	if err != nil {
		return "", err
	}
	r, err := qrcode.NewQRCodeReader().Decode(bitmap, nil)
	if err != nil {
		return "", err
	}
	return r.GetText(), nil
}

// source hands a gray picture to gozxing without a copy.
type source struct {
	gozxing.LuminanceSourceBase
	img *image.Gray
}

// GetRow gives one row of brightness.
func (s *source) GetRow(y int, row []byte) ([]byte, error) {
	if y < 0 || y >= s.GetHeight() {
		return row, fmt.Errorf("no row %d", y)
	}
	if len(row) < s.GetWidth() {
		row = make([]byte, s.GetWidth())
	}
	copy(row, s.img.Pix[y*s.img.Stride:][:s.GetWidth()])
	return row, nil
}

// GetMatrix gives all rows.
func (s *source) GetMatrix() []byte { return s.img.Pix }

// Invert gives the negative.
func (s *source) Invert() gozxing.LuminanceSource { return gozxing.LuminanceSourceInvert(s) }

// String is asked for by the interface.
func (s *source) String() string { return "code" }

// grayOf gives the brightness of a picture.
func grayOf(img *image.RGBA) *image.Gray {
	out := image.NewGray(img.Rect)
	grayInto(out.Pix, img.Pix)
	return out
}

// grayInto writes the brightness of pixels of four bytes.
func grayInto(gray, pixels []byte) {
	for i := range gray {
		p := pixels[4*i : 4*i+3 : 4*i+3]
		gray[i] = uint8((77*uint32(p[0]) + 150*uint32(p[1]) + 29*uint32(p[2])) >> 8)
	}
}

// faint leaves a fifth of the contrast, in a middle gray, as on a worn sheet in
// bad light.
func faint(img *image.Gray) *image.Gray {
	out := image.NewGray(img.Rect)
	for i, v := range img.Pix {
		out.Pix[i] = 90 + v/5
	}
	return out
}

// blur takes the mean of a square around each pixel.
func blur(img *image.Gray, radius int) *image.Gray {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	sum := make([]int, (w+1)*(h+1))
	for y := range h {
		row := 0
		for x := range w {
			row += int(img.Pix[y*img.Stride+x])
			sum[(y+1)*(w+1)+x+1] = sum[y*(w+1)+x+1] + row
		}
	}
	out := image.NewGray(img.Rect)
	for y := range h {
		for x := range w {
			x0, x1, y0, y1 := max(0, x-radius), min(w, x+radius+1), max(0, y-radius), min(h, y+radius+1)
			total := sum[y1*(w+1)+x1] - sum[y0*(w+1)+x1] - sum[y1*(w+1)+x0] + sum[y0*(w+1)+x0]
			out.Pix[y*out.Stride+x] = uint8(total / ((x1 - x0) * (y1 - y0)))
		}
	}
	return out
}

// turn turns a picture about its middle, on white.
func turn(img *image.Gray, degrees float64) *image.Gray {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	out := image.NewGray(img.Rect)
	mx, my := float64(w)/2, float64(h)/2
	for y := range h {
		for x := range w {
			dx, dy := float64(x)-mx, float64(y)-my
			sx, sy := int(mx+dx*cos-dy*sin), int(my+dx*sin+dy*cos)
			out.Pix[y*out.Stride+x] = 255
			if sx >= 0 && sy >= 0 && sx < w && sy < h {
				out.Pix[y*out.Stride+x] = img.Pix[sy*img.Stride+sx]
			}
		}
	}
	return out
}
