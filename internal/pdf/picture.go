package pdf

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"image"
	"image/color"
	"strconv"

	"pharos/internal/picture"
	"pharos/internal/typeset"
)

// pictureSet holds the pictures of a file; equal ones are embedded once.
type pictureSet struct {
	refs  []ref
	turns []int
	alpha []bool
	of    map[[sha256.Size]byte]int
}

// picture paints an image (8.9) into its frame.
func (c *content) picture(p *picture.Placed) error {
	n, ok := c.f.pics.of[p.Digest]
	if !ok {
		r, err := c.f.embed(p.Picture)
		if err != nil {
			return fmt.Errorf("embed picture: %w", err)
		}
		if c.f.pics.of == nil {
			c.f.pics.of = map[[32]byte]int{}
		}
		n = len(c.f.pics.refs)
		c.f.pics.of[p.Digest] = n
		c.f.pics.refs, c.f.pics.turns = append(c.f.pics.refs, r), append(c.f.pics.turns, p.Turn)
		c.f.pics.alpha = append(c.f.pics.alpha, p.Alpha && c.f.opt.Kind != PressX1a)
	}
	c.op("q")
	c.numbers("cm", turned(c.f.pics.turns[n], c.upright(p.Frame))...)
	c.str("/I", strconv.Itoa(n), " Do\nQ\n")
	c.alpha = c.alpha || c.f.pics.alpha[n]
	return nil
}

// turned gives the matrix that paints the unit square of an image (8.9.5) into
// a frame whose y runs up, by the Exif orientation of the file.
func turned(turn int, r typeset.Rect) []typeset.Length {
	x, y, w, h := r.Min.X, r.Min.Y, r.W(), r.H()
	switch turn {
	case 2:
		return []typeset.Length{-w, 0, 0, h, x + w, y}
	case 3:
		return []typeset.Length{-w, 0, 0, -h, x + w, y + h}
	case 4:
		return []typeset.Length{w, 0, 0, -h, x, y + h}
	case 5:
		return []typeset.Length{0, -h, -w, 0, x + w, y + h}
	case 6:
		return []typeset.Length{0, -h, w, 0, x, y + h}
	case 7:
		return []typeset.Length{0, h, w, 0, x, y}
	case 8:
		return []typeset.Length{0, h, -w, 0, x + w, y}
	}
	return []typeset.Length{w, 0, 0, h, x, y}
}

// numbers writes numbers and their operator.
func (c *content) numbers(op string, list ...typeset.Length) {
	for _, l := range list {
		c.b = append(number(c.b, l), ' ')
	}
	c.op(op)
}

// embed writes one picture: the pixels of a JPEG as they are, coded, without
// what its camera wrote beside them; those of a PNG deflated.
func (f *file) embed(p *picture.Picture) (ref, error) {
	if p.MediaType == picture.JPEG && (p.Components != 4 || f.opt.press()) {
		return f.embedJPEG(p)
	}
	if p.MediaType == picture.SVG {
		return 0, errors.New("a drawing is painted as paths, not as a picture")
	}
	return f.embedPixels(p)
}

// space gives the colour space of a picture. In a CMYK file RGB pixels need a
// profile (ISO 15930-7, 6.2); PDF/X-1a allows none. Gray is black ink on the
// press, so that it needs one plate.
func (f *file) space(n int, icc []byte) (string, error) {
	press := f.opt.press()
	switch {
	case n == 1 && (press || icc == nil):
		return "/DeviceGray", nil
	case f.opt.Kind == PressX1a && n == 3:
		return "", errors.New("an RGB picture cannot go into PDF/X-1a")
	case n == 4 && (icc == nil || f.opt.Kind == PressX1a || bytes.Equal(icc, f.opt.Profile.icc)):
		return "/DeviceCMYK", nil
	case icc != nil:
		return f.profiled(n, icc), nil
	case !press:
		return "/DeviceRGB", nil
	}
	if f.srgb == 0 {
		f.srgb = f.w.object(0, fmt.Sprintf("[/ICCBased %s]", srgb().write(f.w)))
	}
	return f.srgb.String(), nil
}

// profiled gives the colour space of an embedded profile (8.6.5.5).
func (f *file) profiled(n int, icc []byte) string {
	alternate := map[int]string{1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}[n]
	r := f.w.stream(0, fmt.Sprintf("/N %d /Alternate %s", n, alternate), icc)
	return f.w.object(0, fmt.Sprintf("[/ICCBased %s]", r)).String()
}

// embedJPEG passes the coded pixels through (7.4.8).
func (f *file) embedJPEG(p *picture.Picture) (ref, error) {
	space, err := f.space(p.Components, p.Profile)
	if err != nil {
		return 0, err
	}
	extra := ""
	if p.Inverted {
		extra = " /Decode [1 0 1 0 1 0 1 0]" // Adobe's CMYK is stored inverted
	}
	w, h := p.Stored()
	return f.w.raw(
		0,
		fmt.Sprintf(
			"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /ColorSpace %s%s /Filter "+
				"/DCTDecode",
			w,
			h,
			space,
			extra,
		),
		p.Bare(),
	), nil
}

// embedPixels decodes the pixels. What lets the ground through has a soft mask
// (11.6.5.3); PDF/X-1a has none, so there it stands on white.
func (f *file) embedPixels(p *picture.Picture) (ref, error) {
	n, icc := p.Components, p.Profile
	if n == 4 { // for the screen
		n, icc = 3, nil
	}
	space, err := f.space(n, icc)
	if err != nil {
		return 0, err
	}
	img, err := p.Decode()
	if err != nil {
		return 0, err
	}
	w, h := p.Stored()
	head := fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /ColorSpace ", w, h)
	if f.opt.Kind == PressX1a || !p.Alpha {
		return f.w.stream(0, head+space, pixels(img, n, true)), nil
	}
	mask := f.w.stream(0, head+"/DeviceGray", alphaOf(img))
	return f.w.stream(0, head+space+fmt.Sprintf(" /SMask %s", mask), pixels(img, n, false)), nil
}

// pixels gives rows of n components of 8 bits, over white or as they are
// without their transparency.
func pixels(img image.Image, n int, white bool) []byte {
	r := img.Bounds()
	out := make([]byte, 0, r.Dx()*r.Dy()*n)
	inks, four := img.(*image.CMYK)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if four {
				c := picture.FromInks(inks.CMYKAt(x, y))
				out = append(out, c[:]...)
				continue
			}
			c := color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA)
			rgb := [3]uint8{c.R, c.G, c.B}
			for _, v := range rgb[:n] {
				if white {
					v = uint8((uint32(v)*uint32(c.A) + 255*(255-uint32(c.A)) + 127) / 255)
				}
				out = append(out, v)
			}
		}
	}
	return out
}

// alphaOf gives rows of the opacity.
func alphaOf(img image.Image) []byte {
	r := img.Bounds()
	out := make([]byte, 0, r.Dx()*r.Dy())
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			_, _, _, a := img.At(x, y).RGBA()
			out = append(out, byte(a>>8))
		}
	}
	return out
}
