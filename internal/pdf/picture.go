package pdf

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strconv"

	"pharos/internal/typeset"
)

// pictureSet holds the pictures of a file; equal ones are embedded once.
type pictureSet struct {
	refs []ref
	of   map[[32]byte]int
}

// maxPixels bounds what is decoded: a small file may hold a huge picture.
const maxPixels = 100_000_000

// picture paints an image (8.9) into its frame.
func (c *content) picture(p *typeset.Picture) error {
	key := sha256.Sum256(p.Bytes)
	n, ok := c.f.pics.of[key]
	if !ok {
		r, err := c.f.embed(p)
		if err != nil {
			return fmt.Errorf("embed picture: %w", err)
		}
		if c.f.pics.of == nil {
			c.f.pics.of = map[[32]byte]int{}
		}
		n = len(c.f.pics.refs)
		c.f.pics.of[key] = n
		c.f.pics.refs = append(c.f.pics.refs, r)
	}
	c.op("q")
	c.b = append(number(c.b, p.Frame.W()), " 0 0 "...)
	c.b = append(number(c.b, p.Frame.H()), ' ')
	c.points("cm", typeset.Point{X: p.Frame.Min.X, Y: p.Frame.Max.Y})
	c.str("/I", strconv.Itoa(n), " Do\nQ\n")
	return nil
}

// embed writes one picture: JPEG bytes as they are, PNG pixels deflated.
func (f *file) embed(p *typeset.Picture) (ref, error) {
	switch p.MediaType {
	case "image/jpeg":
		return f.embedJPEG(p.Bytes)
	case "image/png":
		return f.embedPNG(p.Bytes)
	}
	return 0, fmt.Errorf("media type %q; a JPEG or PNG is needed", p.MediaType)
}

// space gives the colour space of a picture with n components. In a CMYK file
// sRGB pixels need their profile (ISO 15930-7, 6.2); PDF/X-1a allows none.
func (f *file) space(n int) (string, error) {
	switch {
	case n == 1:
		return "/DeviceGray", nil
	case n == 4 && f.opt.press():
		return "/DeviceCMYK", nil
	case n == 4:
		return "", errors.New("a CMYK picture cannot go into a file for screens")
	case f.opt.Kind == PressX1a:
		return "", errors.New("an RGB picture cannot go into PDF/X-1a")
	case !f.opt.press():
		return "/DeviceRGB", nil
	}
	if f.srgb == 0 {
		f.srgb = f.w.object(0, fmt.Sprintf("[/ICCBased %s]", srgb().write(f.w)))
	}
	return f.srgb.String(), nil
}

// embedJPEG passes the file through (7.4.8).
func (f *file) embedJPEG(b []byte) (ref, error) {
	w, h, n, adobe, err := jpegHeader(b)
	if err != nil {
		return 0, err
	}
	space, err := f.space(n)
	if err != nil {
		return 0, err
	}
	extra := ""
	if n == 4 && adobe {
		extra = " /Decode [1 0 1 0 1 0 1 0]" // Adobe's CMYK is stored inverted
	}
	return f.w.raw(0, fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /ColorSpace %s%s /Filter /DCTDecode", w, h, space, extra), b), nil
}

// jpegHeader finds size, components and Adobe's mark (ISO 10918-1, B.1, B.2).
func jpegHeader(b []byte) (w, h, n int, adobe bool, err error) {
	if len(b) < 4 || b[0] != 0xff || b[1] != 0xd8 {
		return 0, 0, 0, false, errors.New("not a JPEG file")
	}
	for p := 2; p+4 <= len(b); {
		if b[p] != 0xff {
			break
		}
		marker, size := b[p+1], int(be.Uint16(b[p+2:]))
		if marker == 0xff {
			p++
			continue
		}
		if size < 2 || p+2+size > len(b) {
			break
		}
		seg := b[p+4 : p+2+size]
		switch {
		case marker == 0xee && len(seg) >= 12 && string(seg[:5]) == "Adobe":
			adobe = true
		case marker >= 0xc0 && marker <= 0xc2 && len(seg) >= 6:
			w, h, n = int(be.Uint16(seg[3:])), int(be.Uint16(seg[1:])), int(seg[5])
			if seg[0] != 8 || w == 0 || h == 0 || n != 1 && n != 3 && n != 4 {
				return 0, 0, 0, false, errors.New("a JPEG of a kind that cannot be embedded")
			}
		case marker == 0xda && n > 0:
			return w, h, n, adobe, nil
		}
		p += 2 + size
	}
	return 0, 0, 0, false, errors.New("a broken JPEG file, or of a kind that cannot be embedded")
}

// embedPNG decodes the pixels; what is transparent stands on white, because no
// file may hold live transparency.
func (f *file) embedPNG(b []byte) (ref, error) {
	cfg, err := png.DecodeConfig(bytes.NewReader(b))
	if err != nil {
		return 0, err
	}
	if cfg.Width*cfg.Height > maxPixels {
		return 0, fmt.Errorf("%d x %d pixels; at most %d are read", cfg.Width, cfg.Height, maxPixels)
	}
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		return 0, err
	}
	n := 3
	if gray(img.ColorModel()) {
		n = 1
	}
	space, err := f.space(n)
	if err != nil {
		return 0, err
	}
	return f.w.stream(0, fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /ColorSpace %s", cfg.Width, cfg.Height, space), pixels(img, n)), nil
}

func gray(m color.Model) bool { return m == color.GrayModel || m == color.Gray16Model }

// pixels gives rows of n components of 8 bits, over white.
func pixels(img image.Image, n int) []byte {
	r := img.Bounds()
	out := make([]byte, 0, r.Dx()*r.Dy()*n)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			cr, cg, cb, a := img.At(x, y).RGBA()
			for i, v := range [3]uint32{cr, cg, cb} {
				if i < n {
					out = append(out, byte((v+0xffff-a)>>8))
				}
			}
		}
	}
	return out
}
