package photo

import (
	"image"

	"pharos/internal/diag"
	"pharos/internal/number"
	"pharos/internal/paint"
	"pharos/internal/picture"
	"pharos/internal/rule"
)

// logoShare is how many percent of what a logo paints must stand out from white paper.
const logoShare = 50

// Logo looks at a painted logo as a camera would: no code and no number in it, and
// enough contrast on white paper. The findings are about its file.
func Logo(r *paint.Reader, img image.Image, file string) diag.List {
	var found diag.List
	pos := diag.Pos{File: file}
	if text := paint.AnyCode(img); text != "" {
		what := diag.Say("the logo holds a code that reads %q; "+
			"a code is locked: it leads people away from the line", text)
		if number.Suspect(text, nil) != "" {
			what = diag.Say("the logo holds a code with a telephone number, %q", text)
		}
		found.Errorf(rule.AdaptLocked, pos,
			"Use the logo without the code. Who can change codes: the coordinator's office.", "%s", what)
	}
	for _, row := range Disguised(r, img) {
		if n := number.Suspect(row, nil); n != "" {
			found.Errorf(rule.AdaptLocked, pos,
				"Use the logo without it. Who can change numbers: the coordinator's office, after test calls.",
				"the logo shows %q, which reads as a telephone number: number is locked, "+
					"because a wrong number on paper can cost a life", n)
			break
		}
	}
	if share := contrasting(img); share < logoShare {
		found.Errorf(rule.AdaptLogo, pos, "Use the logo in a darker form; it stands on white paper.",
			"only %d %% of the logo stands out from white paper at 3 to 1, and %d %% must", share, logoShare)
	}
	return found
}

// contrasting gives how many percent of what is not paper have a contrast of 3 to 1
// or more with white (WCAG 2.2, 1.4.11).
func contrasting(img image.Image) int {
	b := img.Bounds()
	inked, strong := 0, 0
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			r, g, bl, _ := img.At(x, y).RGBA()
			if r > 0xf8f8 && g > 0xf8f8 && bl > 0xf8f8 {
				continue
			}
			inked++
			if picture.Contrast(
				[3]uint8{uint8(r >> 8), uint8(g >> 8), uint8(bl >> 8)},
				[3]uint8{255, 255, 255},
			) >= 300 {
				strong++
			}
		}
	}
	if inked == 0 {
		return 0
	}
	return 100 * strong / inked
}
