package photo

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"maps"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goitalic"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/gofont/gosmallcaps"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"pharos/internal/number"
	"pharos/internal/paint"
)

// canvas is a logo that is being drawn: white paper and one ink.
type canvas struct{ *image.RGBA }

var ink = color.RGBA{19, 74, 142, 255}

// paper is an empty logo with a sign in its corner, as logos have.
func paper() canvas {
	c := canvas{image.NewRGBA(image.Rect(0, 0, 900, 400))}
	draw.Draw(c, c.Rect, image.White, image.Point{}, draw.Src)
	return c
}

// box fills a rectangle.
func (c canvas) box(x, y, w, h int, col color.Color) {
	draw.Draw(c, image.Rect(x, y, x+w, y+h), image.NewUniform(col), image.Point{}, draw.Src)
}

// ring draws a circle with a line of a width; a wide line fills it.
func (c canvas) ring(cx, cy, r, width int, col color.Color) {
	for y := -r; y <= r; y++ {
		for x := -r; x <= r; x++ {
			if d := math.Hypot(float64(x), float64(y)); d <= float64(r) && d >= float64(r-width) {
				c.Set(cx+x, cy+y, col)
			}
		}
	}
}

// where says for each letter of a text where it stands, how large.
type where func(i, n int) (x, y int)

// line puts letters side by side.
func line(x, y, step int) where {
	return func(i, _ int) (int, int) { return x + i*step, y }
}

// write writes letters, each at its place.
func (c canvas) write(t *testing.T, ttf []byte, text string, size float64, at where, col color.Color) {
	t.Helper()
	f, err := opentype.Parse(ttf)
	if err != nil {
		t.Fatal(err)
	}
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: size, DPI: 72})
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range []rune(text) {
		x, y := at(i, len(text))
		d := font.Drawer{Dst: c, Src: image.NewUniform(col), Face: face, Dot: fixed.P(x, y)}
		d.DrawString(string(r))
	}
}

// bent moves every pixel: from gives the place of the old picture for one of the new.
func (c canvas) bent(from func(x, y float64) (float64, float64)) canvas {
	out := paper()
	for y := range 400 {
		for x := range 900 {
			sx, sy := from(float64(x), float64(y))
			if p := image.Pt(int(sx), int(sy)); p.In(c.Rect) {
				out.Set(x, y, c.At(p.X, p.Y))
			}
		}
	}
	return out
}

// turned turns a picture about its middle.
func (c canvas) turned(degrees float64) canvas {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	return c.bent(func(x, y float64) (float64, float64) {
		dx, dy := x-450, y-200
		return 450 + dx*cos + dy*sin, 200 - dx*sin + dy*cos
	})
}

// kept keeps the ink where a pattern says so.
func (c canvas) kept(ink func(x, y int) bool) canvas {
	for y := range 400 {
		for x := range 900 {
			if !ink(x, y) {
				c.Set(x, y, color.White)
			}
		}
	}
	return c
}

// hollow leaves a line of a width around the ink.
func (c canvas) hollow(width int) canvas {
	out := paper()
	dark := func(x, y int) bool { return image.Pt(x, y).In(c.Rect) && c.RGBAAt(x, y).R < 128 }
	for y := range 400 {
		for x := range 900 {
			if !dark(x, y) {
				continue
			}
			for _, d := range []image.Point{{width, 0}, {-width, 0}, {0, width}, {0, -width}} {
				if !dark(x+d.X, y+d.Y) {
					out.Set(x, y, ink)
				}
			}
		}
	}
	return out
}

// display draws digits of seven segments with gaps between the segments.
func (c canvas) display(text string, high, thick, gap int) canvas {
	for i, r := range text {
		if r == ' ' {
			continue
		}
		x, y, w := 40+i*high*2/3, 120, high/2
		half := high / 2
		for k, bar := range []image.Rectangle{
			image.Rect(thick+gap, 0, w-thick-gap, thick), image.Rect(0, gap, thick, half-gap), image.Rect(w-thick, gap, w, half-gap),
			image.Rect(thick+gap, half-thick/2, w-thick-gap, half+thick/2), image.Rect(0, half+gap, thick, high-gap),
			image.Rect(w-thick, half+gap, w, high-gap), image.Rect(thick+gap, high-thick, w-thick-gap, high),
		} {
			if segments[r-'0'][k] == '1' {
				bar = bar.Add(image.Pt(x, y))
				c.box(bar.Min.X, bar.Min.Y, bar.Dx(), bar.Dy(), ink)
			}
		}
	}
	return c
}

// hidden is the number that the disguises hide; it reaches nobody.
const hiddenNumber = "0800123"

// disguises are ways to draw a number that a person reads.
func disguises(t *testing.T) map[string]canvas {
	plain := func(size float64, step int) canvas {
		c := paper()
		c.write(t, gobold.TTF, hiddenNumber, size, line(40, 240, step), ink)
		return c
	}
	on := func(name string, f func(c canvas)) canvas { c := plain(110, 100); f(c); return c }
	out := map[string]canvas{
		"plain":                plain(110, 80),
		"spaced":               plain(90, 115),
		"small":                plain(36, 26),
		"underlined":           on("", func(c canvas) { c.box(30, 250, 720, 10, ink) }),
		"underlined, touching": on("", func(c canvas) { c.box(30, 238, 720, 8, ink) }),
		"struck through":       on("", func(c canvas) { c.box(30, 196, 720, 8, ink) }),
		"between lines":        on("", func(c canvas) { c.box(30, 150, 720, 8, ink); c.box(30, 250, 720, 8, ink) }),
		"boxed":                on("", func(c canvas) { edged(c, 25, 140, 740, 130, 8) }),
		"boxed, each": on("", func(c canvas) {
			for i := range 7 {
				edged(c, 30+i*100, 145, 86, 115, 6)
			}
		}),
		"circled, each": on("", func(c canvas) {
			for i := range 7 {
				c.ring(72+i*100, 202, 58, 6, ink)
			}
		}),
		"white in discs": func() canvas {
			c := paper()
			for i := range 7 {
				c.ring(80+i*110, 200, 54, 60, ink)
			}
			c.write(t, gobold.TTF, hiddenNumber, 80, line(58, 228, 110), color.White)
			return c
		}(),
		"white on a bar": func() canvas {
			c := paper()
			c.box(20, 120, 820, 160, ink)
			c.write(t, gobold.TTF, hiddenNumber, 110, line(40, 240, 100), color.White)
			return c
		}(),
		"pale on a bar": func() canvas {
			c := paper()
			c.box(20, 120, 820, 160, ink)
			c.write(t, gobold.TTF, hiddenNumber, 110, line(40, 240, 100), color.RGBA{34, 90, 158, 255})
			return c
		}(),
		"pale on white": func() canvas {
			c := paper()
			c.box(20, 300, 820, 60, ink)
			c.write(t, gobold.TTF, hiddenNumber, 110, line(40, 240, 100), color.RGBA{232, 236, 243, 255})
			return c
		}(),
		"two colours": func() canvas {
			c := paper()
			c.write(t, gobold.TTF, "0 0 1 3", 110, line(40, 240, 100), ink)
			c.write(t, gobold.TTF, " 8 0 2 ", 110, line(40, 240, 100), color.RGBA{200, 60, 40, 255})
			return c
		}(),
		"dotted":                    plain(110, 100).kept(func(x, y int) bool { return x%5 < 3 && y%5 < 3 }),
		"dotted, coarse":            plain(150, 110).kept(func(x, y int) bool { return (x%9-4)*(x%9-4)+(y%9-4)*(y%9-4) < 13 }),
		"hatched":                   plain(110, 100).kept(func(x, y int) bool { return (x+y)%7 < 4 }),
		"striped":                   plain(110, 100).kept(func(x, y int) bool { return y%8 < 5 }),
		"striped, upright":          plain(110, 100).kept(func(x, y int) bool { return x%8 < 5 }),
		"stencil":                   plain(110, 100).kept(func(x, y int) bool { return (x-40)%100 < 26 || (x-40)%100 > 33 }),
		"stencil, level":            plain(110, 100).kept(func(x, y int) bool { return y < 196 || y > 204 }),
		"cut in slices":             plain(110, 100).kept(func(x, y int) bool { return y%26 < 21 }),
		"outline":                   plain(110, 100).hollow(5),
		"outline, thin":             plain(110, 100).hollow(2),
		"joined":                    plain(110, 55),
		"joined, hardly":            plain(110, 60),
		"overlapping":               plain(110, 48),
		"seven segments":            paper().display(hiddenNumber, 160, 16, 3),
		"seven segments, thick":     paper().display(hiddenNumber, 160, 28, 3),
		"seven segments, thin":      paper().display(hiddenNumber, 160, 8, 2),
		"seven segments, joined":    paper().display(hiddenNumber, 160, 18, 0),
		"seven segments, wide gaps": paper().display(hiddenNumber, 160, 16, 7),
		"wide":                      plain(60, 50).bent(func(x, y float64) (float64, float64) { return x/2.2 + 20, y }),
		"very wide":                 plain(60, 40).bent(func(x, y float64) (float64, float64) { return x/3 + 30, y }),
		"narrow":                    plain(110, 100).bent(func(x, y float64) (float64, float64) { return x * 1.9, y }),
		"tall":                      plain(90, 60).bent(func(x, y float64) (float64, float64) { return x, (y-20)/1.7 + 100 }),
		"slanted":                   plain(110, 90).bent(func(x, y float64) (float64, float64) { return x + (y-240)*0.3, y }),
		"slanted, much":             plain(110, 90).bent(func(x, y float64) (float64, float64) { return x + (y-240)*0.55, y }),
		"slanted, back":             plain(110, 90).bent(func(x, y float64) (float64, float64) { return x - (y-200)*0.3, y }),
		"rising":                    plain(110, 90).bent(func(x, y float64) (float64, float64) { return x, y + (x-400)*0.25 }),
		"mirrored":                  plain(110, 100).bent(func(x, y float64) (float64, float64) { return 899 - x, y }),
		"arched":                    plain(90, 90).bent(func(x, y float64) (float64, float64) { return x, y - (x-360)*(x-360)/1600 + 30 }),
		"waved":                     plain(90, 90).bent(func(x, y float64) (float64, float64) { return x, y + 18*math.Sin(x/60) }),
		"soft":                      plain(110, 90).bent(func(x, y float64) (float64, float64) { return x + 3*math.Sin(y/3), y + 2*math.Cos(x/4) }),
	}
	middle := paper()
	middle.write(t, gobold.TTF, hiddenNumber, 80, line(268, 230, 52), ink)
	for _, degrees := range []float64{5, -12, 20, -30, 45, 75, 90, 135, 180, 270} {
		out[fmt.Sprintf("turned by %v degrees", degrees)] = middle.turned(degrees)
	}
	place := func(at where) canvas {
		c := paper()
		c.write(t, gobold.TTF, hiddenNumber, 60, at, ink)
		return c
	}
	out["stepped down"] = place(func(i, _ int) (int, int) { return 60 + i*60, 80 + i*26 })
	out["stepped up"] = place(func(i, _ int) (int, int) { return 60 + i*60, 300 - i*34 })
	out["up and down"] = place(func(i, _ int) (int, int) { return 60 + i*60, 160 + i%2*40 })
	out["in a column"] = place(func(i, _ int) (int, int) { return 300, 60 + i*52 })
	out["in two rows"] = place(func(i, _ int) (int, int) { return 200 + i%4*60, 160 + i/4*70 })
	out["in three rows"] = place(func(i, _ int) (int, int) { return 200 + i%3*60, 120 + i/3*70 })
	out["around a circle"] = place(func(i, n int) (int, int) {
		sin, cos := math.Sincos(float64(i)/float64(n)*2*math.Pi - math.Pi/2)
		return 430 + int(130*cos), 220 + int(130*sin)
	})
	for name, ttf := range map[string][]byte{"regular": goregular.TTF, "italic": goitalic.TTF, "mono": gomono.TTF} {
		c := paper()
		c.write(t, ttf, hiddenNumber, 90, line(40, 240, 80), ink)
		out["font "+name] = c
	}
	c := paper()
	c.write(t, gobold.TTF, "ZERO EIGHT", 90, line(20, 180, 75), ink)
	out["in words"] = c
	c = paper()
	c.write(t, gobold.TTF, "OBOO IZE", 90, line(40, 240, 80), ink)
	out["in letters"] = c
	return out
}

// edged draws the edge of a box.
func edged(c canvas, x, y, w, h, thick int) {
	c.box(x, y, w, thick, ink)
	c.box(x, y+h-thick, w, thick, ink)
	c.box(x, y, thick, h, ink)
	c.box(x+w-thick, y, thick, h, ink)
}

// honest are logos that show no number.
func honest(t *testing.T) map[string]canvas {
	out := map[string]canvas{}
	fonts := map[string][]byte{"bold": gobold.TTF, "regular": goregular.TTF, "small capitals": gosmallcaps.TTF}
	for _, words := range []string{"Harbour Office", "SOS MOBIL", "BILLBOARD", "Luka za savete", "ЛУКА РАД", "illicit Illinois", "BOZO SISSI",
		"Zyra e Portit", "BIG GOSSIP", "log bob boss", "HELLO ALL", "Mission 8"} {
		for name, ttf := range fonts {
			c := paper()
			size := min(120, 1400/float64(len(words)))
			c.write(t, ttf, words, size, line(30, 220, int(size*0.62)), ink)
			c.box(30, 260, 500, 12, ink)
			out[words+", "+name] = c
		}
	}
	for name, f := range map[string]func(c canvas){
		"stripes": func(c canvas) {
			for i := range 9 {
				c.box(60+i*50, 60, 24, 260, ink)
			}
		},
		"bars": func(c canvas) {
			for i := range 6 {
				c.box(60, 60+i*44, 400, 20, ink)
			}
		},
		"rings": func(c canvas) {
			for i := range 5 {
				c.ring(130+i*130, 200, 60, 14, ink)
			}
		},
		"discs": func(c canvas) {
			for i := range 6 {
				c.ring(110+i*120, 200, 46, 60, ink)
			}
		},
		"squares": func(c canvas) {
			for i := range 12 {
				c.box(60+i%6*120, 80+i/6*130, 80, 80, ink)
			}
		},
		"dots": func(c canvas) {
			for i := range 48 {
				c.ring(60+i%12*60, 80+i/12*70, 14, 20, ink)
			}
		},
		"people": func(c canvas) {
			for i := range 5 {
				c.ring(110+i*140, 100, 30, 40, ink)
				c.box(80+i*140, 140, 60, 140, ink)
			}
		},
		"houses": func(c canvas) {
			for i := range 5 {
				for y := range 70 {
					c.box(110+i*140-y, 80+y, 2*y, 1, ink)
				}
				c.box(60+i*140, 150, 100, 120, ink)
				c.box(95+i*140, 200, 30, 70, color.White)
			}
		},
		"waves": func(c canvas) {
			for x := range 800 {
				for k := range 4 {
					c.box(40+x, 100+k*60+int(18*math.Sin(float64(x)/25)), 2, 14, ink)
				}
			}
		},
		"wreath": func(c canvas) {
			for i := range 24 {
				sin, cos := math.Sincos(float64(i) * math.Pi / 12)
				c.ring(450+int(150*cos), 200+int(150*sin), 16, 20, ink)
			}
		},
		"crosses": func(c canvas) {
			for i := range 5 {
				c.box(60+i*140, 160, 100, 30, ink)
				c.box(95+i*140, 125, 30, 100, ink)
			}
		},
		"steps": func(c canvas) {
			for i := range 7 {
				c.box(60+i*90, 300-i*35, 80, 35, ink)
			}
		},
		"sun": func(c canvas) {
			c.ring(450, 200, 70, 80, ink)
			for i := range 16 {
				sin, cos := math.Sincos(float64(i) * math.Pi / 8)
				for r := 90; r < 150; r++ {
					c.ring(450+int(float64(r)*cos), 200+int(float64(r)*sin), 5, 6, ink)
				}
			}
		},
	} {
		c := paper()
		f(c)
		out[name] = c
	}
	return out
}

// TestDisguises draws a number in every disguise: the table in docs/security.md says
// which are seen.
func TestDisguises(t *testing.T) {
	r, err := paint.Open(paint.Options{Fonts: os.DirFS("../..")})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	table, err := os.ReadFile("../../docs/security.md")
	if err != nil {
		t.Fatal(err)
	}
	all := disguises(t)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		is := "**no**"
		for _, row := range Disguised(r, all[name]) {
			if number.Suspect(row, nil) != "" {
				is = "yes"
			}
		}
		if want := fmt.Sprintf("| %s | %s |\n", name, is); !strings.Contains(string(table), want) {
			t.Errorf("docs/security.md has no row %q", want)
		}
	}
	if rows := strings.Count(string(table), "| yes |\n") + strings.Count(string(table), "| **no** |\n"); rows != len(all) {
		t.Errorf("the table has %d rows, and %d disguises are drawn", rows, len(all))
	}
}

// TestHonestLogos: no logo without a number is taken for one.
func TestHonestLogos(t *testing.T) {
	r, err := paint.Open(paint.Options{Fonts: os.DirFS("../..")})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	all := honest(t)
	for name, c := range all {
		for _, row := range Disguised(r, c) {
			if n := number.Suspect(row, nil); n != "" {
				t.Errorf("%s reads as %q", name, row)
				break
			}
		}
	}
	if len(all) < 40 {
		t.Errorf("only %d logos", len(all))
	}
}

// BenchmarkDisguised looks at a logo of 900 by 400 pixels in every way.
func BenchmarkDisguised(b *testing.B) {
	r, err := paint.Open(paint.Options{Fonts: os.DirFS("../..")})
	if err != nil {
		b.Fatal(err)
	}
	defer r.Close()
	c := paper()
	c.ring(450, 200, 120, 30, ink)
	c.box(60, 320, 700, 20, ink)
	for b.Loop() {
		if rows := Disguised(r, c); len(rows) > 0 {
			b.Fatal(rows)
		}
	}
}
