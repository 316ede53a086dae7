package picture

import (
	"image/color"
	"testing"
)

// TestGroundInks: whatever ground is within 300 % of ink, its darker form is too,
// and it is darker; the ratios are those of WCAG for the two ends.
func TestGroundInks(t *testing.T) {
	for c := uint8(0); c <= 100; c += 20 {
		for m := uint8(0); m <= 100; m += 20 {
			for y := uint8(0); y <= 100; y += 20 {
				for k := uint8(0); k <= 100; k += 20 {
					own, err := ReadColour("cmyk(" + itoa(c) + "," + itoa(m) + ", " + itoa(y) + " ," + itoa(k) + ")")
					if err != nil {
						t.Fatal(err)
					}
					if Inks(own) > 300 {
						continue
					}
					if deep := Deeper(own); Inks(deep) > 300 || Contrast(deep.SRGB, [3]uint8{255, 255, 255}) < Contrast(own.SRGB, [3]uint8{255, 255, 255}) {
						t.Fatalf("%+v becomes %+v", own, deep)
					}
					if pale := Paler(own); Inks(pale) > Inks(own) {
						t.Fatalf("%+v becomes %+v", own, pale)
					}
				}
			}
		}
	}
	if got := Contrast([3]uint8{}, [3]uint8{255, 255, 255}); got != 2100 {
		t.Errorf("black on white has %d", got)
	}
	if got := Contrast([3]uint8{0x76, 0x76, 0x76}, [3]uint8{255, 255, 255}); got < 450 || got > 458 {
		t.Errorf("#767676 on white has %d", got)
	}
	for _, bad := range []string{"", "#12345", "#1234567", "rgb(1,2,3)", "cmyk(1,2,3)", "cmyk(1,2,3,101)", "cmyk(-1,2,3,4)", "#12345g", "sea"} {
		if _, err := ReadColour(bad); err == nil {
			t.Errorf("%q is read as a colour", bad)
		}
	}
}

func itoa(n uint8) string {
	return string([]byte{'0' + n/100, '0' + n/10%10, '0' + n%10})
}

// TestMatch: the inks of a colour look like it, with less ink than sticks, and brown,
// green, blue and violet stay so.
func TestMatch(t *testing.T) {
	for _, s := range []string{"#1f4d3a", "#7a1f2b", "#123a6b", "#51307a", "#3b2f2a", "#005c67"} {
		c, err := ReadColour(s)
		if err != nil {
			t.Fatal(err)
		}
		part := func(i int) uint8 { return uint8((int(c.CMYK[i])*255 + 50) / 100) }
		got := FromInks(color.CMYK{C: part(0), M: part(1), Y: part(2), K: part(3)})
		for i := range got {
			if d := int(got[i]) - int(c.SRGB[i]); d > 12 || d < -12 {
				t.Errorf("%s becomes %v, which looks like %v", s, c.CMYK, got)
				break
			}
		}
		if Inks(c) > 280 {
			t.Errorf("%s has %d %% ink", s, Inks(c))
		}
	}
}
