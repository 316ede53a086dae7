package proof_test

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"pharos/internal/diag"
	"pharos/internal/made"
	"pharos/internal/pdf"
	"pharos/internal/photo"
	"pharos/internal/plan"
	"pharos/internal/proof"
)

// camera is a way to take a picture of a sheet.
type camera struct {
	name string
	// dpi of the sheet on the picture; degrees by which the sheet is turned in its
	// plane and tilted away; blur in pixels; quality of the JPEG, 0 for none.
	dpi, turn, tilt float64
	blur, quality   int
}

// cameras is the stated set: scans at 150 and 300 dpi, tilt to 20 degrees, blur,
// JPEG at quality 60.
var cameras = []camera{
	{"scan 150", 150, 0.6, 0, 0, 0},
	{"scan 150 jpeg", 150, -1.5, 0, 0, 60},
	{"scan 300 jpeg", 300, 2, 0, 0, 60},
	{"turned", 200, 90, 0, 0, 60},
	{"tilt 10", 200, 3, 10, 0, 60},
	{"tilt 20", 200, -4, 20, 0, 60},
	{"blur 1", 200, 0, 5, 1, 60},
	{"blur 2 tilt 20", 200, 5, 20, 2, 60},
}

// take gives the picture that a camera takes of a sheet, on a gray table.
func (c camera) take(t testing.TB, sheet image.Image) image.Image {
	t.Helper()
	b := sheet.Bounds()
	w, h := float64(b.Dx()), float64(b.Dy())
	far := 2 * math.Hypot(w, h)
	sin, cos := math.Sincos(c.tilt * math.Pi / 180)
	s, k := math.Sincos(c.turn * math.Pi / 180)
	half := 0.54 * (math.Abs(w*k) + math.Abs(h*s))
	tall := 0.54 * (math.Abs(w*s) + math.Abs(h*k))
	out := image.NewGray(image.Rect(0, 0, int(2*half), int(2*tall)))
	gray, ok := sheet.(*image.Gray)
	if !ok {
		t.Fatal("the sheet is not gray")
	}
	light := func(x, y int) float64 {
		if x < 0 || y < 0 || x >= b.Dx() || y >= b.Dy() {
			return 110
		}
		return float64(gray.Pix[y*gray.Stride+x])
	}
	n := 0
	for py := range out.Rect.Dy() {
		for px := range out.Rect.Dx() {
			u, v := float64(px)+0.5-half, float64(py)+0.5-tall
			x := u * far / (far*cos - u*sin)
			y := v * (far + x*sin) / far
			x, y = x*k+y*s+w/2-0.5, -x*s+y*k+h/2-0.5
			x0, y0 := int(math.Floor(x)), int(math.Floor(y))
			fx, fy := x-math.Floor(x), y-math.Floor(y)
			g := (light(x0, y0)*(1-fx)+light(x0+1, y0)*fx)*(1-fy) + (light(x0, y0+1)*(1-fx)+light(x0+1, y0+1)*fx)*fy
			n = (n + 40_503) % len(grain)
			g = 20 + 0.85*g + 0.01*u + grain[n]*3 // lamp from one side, and a sensor
			out.Pix[py*out.Stride+px] = uint8(min(max(g, 0), 255))
		}
	}
	for range c.blur {
		out = smooth(out)
	}
	if c.quality == 0 {
		return out
	}
	var buf bytes.Buffer
	if err := jpeg.Encode(&buf, out, &jpeg.Options{Quality: c.quality}); err != nil {
		t.Fatal(err)
	}
	img, err := jpeg.Decode(&buf)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// grain is the noise of a sensor, drawn once: a step that shares no factor with its
// length goes through all of it.
var grain = func() (out [1 << 17]float64) {
	noise := rand.New(rand.NewPCG(1, 2))
	for i := range out {
		out[i] = noise.NormFloat64()
	}
	return out
}()

// smooth takes the mean of three by three pixels.
func smooth(img *image.Gray) *image.Gray {
	out := image.NewGray(img.Rect)
	for y := 1; y < img.Rect.Dy()-1; y++ {
		for x := 1; x < img.Rect.Dx()-1; x++ {
			sum := 0
			for v := -1; v <= 1; v++ {
				for u := -1; u <= 1; u++ {
					sum += int(img.Pix[(y+v)*img.Stride+x+u])
				}
			}
			out.Pix[y*out.Stride+x] = uint8(sum / 9)
		}
	}
	return out
}

// renumbered is the same sheet with another number.
func renumbered(t testing.TB, m plan.Material, number string) finished {
	t.Helper()
	s, err := theShop()
	if err != nil {
		t.Fatal(err)
	}
	old := m.Number.Shown
	m.Number.Shown = number
	m.Columns = slices.Clone(m.Columns)
	for i := range m.Columns {
		was := m.Columns[i].Slots
		m.Columns[i].Slots = map[made.Slot][]plan.Line{}
		for slot, lines := range was {
			lines = slices.Clone(lines)
			for k := range lines {
				lines[k].Text.Value = strings.ReplaceAll(lines[k].Text.Value, old, number)
			}
			m.Columns[i].Slots[slot] = lines
		}
	}
	doc, list := s.press.Compose(m)
	if list.Count(diag.Error) > 0 {
		t.Fatalf("%s: %v", m.Name, list)
	}
	return finished{m, doc, "screen", s.write(t, m, doc, pdf.Screen)}
}

// sheetAt paints a sheet at a resolution.
func sheetAt(t testing.TB, r *proof.Reader, f finished, dpi float64) image.Image {
	t.Helper()
	w := map[string]float64{"A3": 297, "A4": 210, "card": 85, "A7": 74}[f.material.Stock]
	if w == 0 {
		t.Fatal("no width for", f.material.Stock)
	}
	page := 0
	if f.material.Stock == "card" {
		page = 1 // the side with the code
	}
	data, err := r.Preview(f.pdf, page, int(math.Round(w/25.4*dpi)), 0)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	few, ok := img.(*image.Paletted)
	if !ok {
		return img
	}
	gray := image.NewGray(few.Rect) // a look-up for each colour, not for each pixel
	var light [256]uint8
	for i, c := range few.Palette {
		light[i] = color.GrayModel.Convert(c).(color.Gray).Y
	}
	for i, v := range few.Pix {
		gray.Pix[i] = light[v]
	}
	return gray
}

// TestPhoto takes pictures of sheets, and of the same sheets with one digit
// changed: a changed one is never called right, and most of the true ones are.
func TestPhoto(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("skipped: -short")
	}
	r, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	sheets := []struct {
		stock string
		words []string
	}{{"A4", []string{"hr", "poster-confidence.hr"}}, {"A4", []string{"hr", "poster-confidence.ar"}}, {"A7", []string{"rs", "sticker"}}, {"A3", []string{"rs", "poster-rights.sr-cyrl"}}}
	other := finish(t, "screen", false, "al", "poster-rights.sq") // another code, to be passed over
	var seen [4]struct{ right, unclear int }
	t.Run("sheets", func(t *testing.T) {
		for n, one := range sheets {
			t.Run(one.words[1], func(t *testing.T) {
				t.Parallel()
				album := album{r: r, known: []photo.Print{{Name: other.material.Name, PDF: other.pdf}, {}}}
				seen[n].right, seen[n].unclear = album.fill(t, finishOn(t, one.stock, "screen", false, one.words...), n)
			})
		}
	})
	right, unclear := 0, 0
	for _, s := range seen {
		right, unclear = right+s.right, unclear+s.unclear
	}
	t.Logf("true sheets: %d right, %d unclear", right, unclear)
	if right*10 < 9*(right+unclear) || right+unclear < 30 {
		t.Error("less than nine of ten true sheets are called right")
	}
}

// album is the pictures of one sheet, compared with known prints: another sheet and
// itself.
type album struct {
	r     *proof.Reader
	known []photo.Print
}

// fill takes all pictures of a sheet and of its changed copies; it counts the true
// ones that are called right, and those of which nothing is said.
func (a album) fill(t *testing.T, f finished, n int) (right, unclear int) {
	number := f.material.Number.Shown
	a.known[0].Numbers = []string{number}
	a.known[1] = photo.Print{Name: f.material.Name, PDF: f.pdf, Numbers: []string{number}}
	flat := map[float64]image.Image{}
	for i, c := range cameras {
		if c.dpi > 200 && f.material.Stock == "A3" {
			continue
		}
		if flat[c.dpi] == nil {
			flat[c.dpi] = sheetAt(t, a.r, f, c.dpi)
		}
		s := look(t, a.r, c.take(t, flat[c.dpi]), a.known)
		t.Logf("%s %s: %s: %s (%v)", f.material.Name, c.name, s.Verdict, s.Why, s.Numbers)
		switch s.Verdict {
		case photo.Right:
			right++
			if rows := s.Elsewhere(a.r.Reader); len(rows) > 0 {
				t.Errorf("%s %s: the true sheet has other figures: %q", f.material.Name, c.name, rows)
			}
		case photo.Unclear:
			unclear++
		case photo.Other:
			t.Errorf("%s %s: the true sheet is called other: %s", f.material.Name, c.name, s.Why)
		}
		// one digit, its place and its new value changing from picture to picture
		at := digitAt(number, i+n)
		wrong := number[:at] + string('0'+(number[at]-'0'+1+byte((i*3+n)%9))%10) + number[at+1:]
		s = look(t, a.r, c.take(t, sheetAt(t, a.r, renumbered(t, f.material, wrong), c.dpi)), a.known)
		t.Logf("%s %s with %s: %s: %s", f.material.Name, c.name, wrong, s.Verdict, s.Why)
		if s.Verdict == photo.Right {
			t.Errorf("%s %s: %s is called right for %s", f.material.Name, c.name, wrong, number)
		}
	}
	return right, unclear
}

// look gives the sight of the print that fits best.
func look(t testing.TB, r *proof.Reader, img image.Image, known []photo.Print) photo.Sight {
	t.Helper()
	_, sights, err := photo.Judge(r.Reader, img, known)
	if err != nil {
		t.Fatal(err)
	}
	if len(sights) == 0 {
		return photo.Sight{Verdict: photo.Unclear, Why: "no code, or no print with it"}
	}
	if sights[0].Print != 1 {
		t.Errorf("compared with %s", known[sights[0].Print].Name)
	}
	return sights[0]
}

// digitAt gives the place of the n-th digit, round and round.
func digitAt(number string, n int) int {
	var at []int
	for i := range number {
		if number[i] >= '0' && number[i] <= '9' {
			at = append(at, i)
		}
	}
	return at[n%len(at)]
}

// TestPhotoWithout sees what is said of pictures without a code.
func TestPhotoWithout(t *testing.T) {
	r, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	for name, img := range map[string]image.Image{"empty": image.NewGray(image.Rect(0, 0, 0, 0)), "black": image.NewGray(image.Rect(0, 0, 300, 300)), "one pixel": image.NewRGBA(image.Rect(5, 5, 6, 6))} {
		if code, sights, err := photo.Judge(r.Reader, img, nil); err != nil || code != "" || len(sights) > 0 {
			t.Error(name, code, sights, err)
		}
	}
}

// TestPhotoBanner pastes another number on a sheet, away from the released one: the
// digits are right, and the banner is read wherever it hangs and however it is taken.
func TestPhotoBanner(t *testing.T) {
	t.Parallel()
	r, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	f := finish(t, "screen", false, "rs", "poster-rights.sr-cyrl")
	known := []photo.Print{{Name: f.material.Name, PDF: f.pdf, Numbers: []string{f.material.Number.Shown}}}
	face, err := opentype.NewFace(must(opentype.Parse(gobold.TTF)), &opentype.FaceOptions{Size: 60, DPI: 72})
	if err != nil {
		t.Fatal(err)
	}
	right := 0
	for i, c := range []camera{cameras[1], cameras[4]} {
		for _, part := range []float64{0.04, 0.9} {
			sheet := sheetAt(t, r, f, c.dpi)
			b := sheet.Bounds()
			img := image.NewGray(b)
			draw.Draw(img, b, sheet, b.Min, draw.Src)
			ink, ground := image.Black, image.White
			if i == 1 {
				ink, ground = ground, ink
			}
			y := int(part * float64(b.Dy()))
			draw.Draw(img, image.Rect(40, y, b.Dx()-40, y+90), ground, image.Point{}, draw.Src)
			d := font.Drawer{Dst: img, Src: ink, Face: face, Dot: fixed.P(60, y+68)}
			d.DrawString("NEW NUMBER 0800 111 222")
			_, sights, err := photo.Judge(r.Reader, c.take(t, img), known)
			if err != nil {
				t.Fatal(err)
			}
			if len(sights) == 0 || sights[0].Verdict != photo.Right {
				continue // the banner lies over the number itself, or over the code
			}
			right++
			rows := sights[0].Elsewhere(r.Reader)
			t.Logf("%s, banner at %.2f: %q", c.name, part, rows)
			if len(rows) == 0 {
				t.Errorf("%s, banner at %.2f: nothing is found", c.name, part)
			}
		}
	}
	if right < 3 {
		t.Errorf("only %d pictures have a number that is right", right)
	}
}

// must gives a value that a font of the tests has.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// TestPhotoPastedOver sees that ink beside or over the digits is never right.
func TestPhotoPastedOver(t *testing.T) {
	t.Parallel()
	r, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	f := finish(t, "screen", false, "rs", "poster-rights.sr-cyrl")
	number := f.material.Number.Shown
	known := []photo.Print{{}, {Name: f.material.Name, PDF: f.pdf, Numbers: []string{number}}}[1:]
	sheet := sheetAt(t, r, f, 150)
	judge := func(img image.Image) photo.Sight {
		_, sights, err := photo.Judge(r.Reader, img, known)
		if err != nil || len(sights) != 1 {
			t.Fatal(sights, err)
		}
		return sights[0]
	}
	if s := judge(sheet); s.Verdict != photo.Right {
		t.Fatalf("the sheet itself: %s: %s", s.Verdict, s.Why)
	}
	// Where a blot of 9 mm makes the verdict worse is the number; there it must
	// never stay right, whatever its colour.
	changed := 0
	b := sheet.Bounds()
	for y := 0; y+54 < b.Dy(); y += 54 {
		blot := func(ink color.Color) photo.Verdict {
			img := image.NewRGBA(b)
			draw.Draw(img, b, sheet, b.Min, draw.Src)
			for x := b.Dx() / 8; x < b.Dx(); x += b.Dx() / 8 { // one in each eighth, so that the number is met wherever it stands
				draw.Draw(img, image.Rect(x, y, x+54, y+54), image.NewUniform(ink), image.Point{}, draw.Src)
			}
			_, sights, err := photo.Judge(r.Reader, img, known)
			if err != nil {
				t.Fatal(err)
			}
			if len(sights) == 0 {
				return photo.Unclear // the code itself was met
			}
			return sights[0].Verdict
		}
		if dark := blot(color.Black); dark != photo.Right {
			changed++
			if light := blot(color.White); light == photo.Right && dark == photo.Other {
				t.Errorf("at %d a white blot is called right", y)
			}
		}
	}
	if changed == 0 || changed > 20 {
		t.Errorf("a blot counts at %d heights", changed)
	}
}
