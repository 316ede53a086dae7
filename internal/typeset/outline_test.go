package typeset

import (
	"image"
	"testing"

	"golang.org/x/image/vector"
)

// draw fills an outline on a small picture.
func draw(o Outline, side int, scale Length) *image.Alpha {
	v := vector.NewRasterizer(side, side)
	at := func(p Point) (float32, float32) { return float32(p.X) / float32(scale), float32(p.Y) / float32(scale) }
	for _, s := range o {
		x, y := at(s.P[0])
		switch s.Op {
		case Move:
			v.MoveTo(x, y)
		case LineTo:
			v.LineTo(x, y)
		case Cubic:
			bx, by := at(s.P[1])
			cx, cy := at(s.P[2])
			v.CubeTo(x, y, bx, by, cx, cy)
		case Close:
			v.ClosePath()
		}
	}
	img := image.NewAlpha(image.Rect(0, 0, side, side))
	v.Draw(img, img.Bounds(), image.Opaque, image.Point{})
	return img
}

// difference gives the mean difference of two pictures in thousandths.
func difference(a, b *image.Alpha) int {
	sum := 0
	for i := range a.Pix {
		sum += int(abs(int64(a.Pix[i]) - int64(b.Pix[i])))
	}
	return sum * 1000 / (255 * len(a.Pix))
}

// The union paints what the outline paints and has no overlapping contours:
// each of its places has winding 0 or one other number.
func TestUnion(t *testing.T) {
	for _, c := range []struct {
		text string
		st   Style
	}{
		{"НАЦРТ", Style{Weight: 900, Tracking: -150}}, {"DRAFT AÅ", Style{Weight: 900}}, {"مسودة", Style{Weight: 900, Lang: "ar", Direction: "rtl"}},
		{"مسودہ", Style{Weight: 700, Lang: "ur", Script: "Aran", Direction: "rtl"}}, {"मसौदा", Style{Weight: 700, Lang: "hi"}}, {"ረቂቅ", Style{Weight: 700, Lang: "am"}},
	} {
		l := shape(t, c.text, c.st).Wrap(MM(1_000_000), 100*Pt)[0]
		o := l.Outline(Point{20 * Pt, 150 * Pt}, 100*Pt)
		u := o.Union()
		if len(u) == 0 || u[len(u)-1].Op != Close {
			t.Fatalf("%s: union is empty or open", c.text)
		}
		if d := difference(draw(o, 400, Pt), draw(u, 400, Pt)); d > 3 {
			t.Errorf("%s: union paints otherwise, by %d thousandths", c.text, d)
		}
		for _, e := range u.edges(u.Bounds().H()/2000 + 1) {
			if l, r := windings(u.edges(u.Bounds().H()/2000+1), e); l != 0 && r != 0 && l != r {
				t.Errorf("%s: contours overlap at %v (%d, %d)", c.text, e, l, r)
				break
			}
		}
	}
}

func TestUnionOfTwoSquares(t *testing.T) {
	two := append(RectOutline(Box(0, 0, 20*Pt, 20*Pt)), RectOutline(Box(10*Pt, 10*Pt, 20*Pt, 20*Pt))...)
	u := two.Union()
	moves := 0
	for _, s := range u {
		if s.Op == Move {
			moves++
		}
	}
	if moves != 1 || u.Bounds() != two.Bounds() {
		t.Errorf("%d contours, bounds %s", moves, u.Bounds())
	}
}

func TestTurn(t *testing.T) {
	o := Polygon(Point{10 * Pt, 0}, Point{20 * Pt, 0}).Turn(Point{10 * Pt, 0}, Point{3 * Pt, -4 * Pt})
	if got := o[1].P[0]; got != (Point{16 * Pt, -8 * Pt}) {
		t.Errorf("turned to %v", got)
	}
}
