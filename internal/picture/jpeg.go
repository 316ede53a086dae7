package picture

import (
	"bytes"
	"errors"
	"image"
	"image/jpeg"
)

// readJPEG walks through the segments (ISO 10918-1, B.1) and decodes no pixel.
func readJPEG(data []byte) (*Picture, error) {
	p := &Picture{MediaType: JPEG, Turn: 1}
	adobe, scan := false, false
	icc := map[byte][]byte{}
	for s := range segments(data) {
		switch m := s.marker; {
		case m == 0xd9:
			if !scan {
				return nil, errors.New("the JPEG has no picture in it")
			}
			if p.Components == 4 && !adobe {
				return nil, errors.New("it is a JPEG in four inks without the mark that says how they are meant " +
					"(Adobe); " +
					"save it again as RGB, or in CMYK from another program")
			}
			p.Inverted = adobe && p.Components == 4
			p.Profile = joined(icc)
			return p, nil
		case m == 0xda:
			if p.Components == 0 {
				return nil, errors.New("the JPEG is broken")
			}
			scan = true
		case m >= 0xc0 && m <= 0xcf && m != 0xc4 && m != 0xc8 && m != 0xcc:
			if err := p.start(m, s.body); err != nil {
				return nil, err
			}
		case m == 0xee && len(s.body) >= 12 && string(s.body[:5]) == "Adobe":
			adobe = true
		case m == 0xe1:
			p.exif(s.body)
		case m == 0xe2 && len(s.body) > 14 && string(s.body[:12]) == "ICC_PROFILE\x00":
			icc[s.body[12]] = s.body[14:]
		case m == 0xfe:
			p.addText(string(s.body))
		}
	}
	return nil, errors.New("the JPEG is broken or cut off")
}

// segment is a marker with what belongs to it; whole holds the bytes of the
// file with marker and length, and with the coded pixels after a start of scan.
type segment struct {
	marker      byte
	body, whole []byte
}

// segments goes through a JPEG to its end; where the file is broken it stops.
func segments(data []byte) func(func(segment) bool) {
	return func(yield func(segment) bool) {
		for at := 2; at+2 <= len(data); {
			if data[at] != 0xff {
				return
			}
			m := data[at+1]
			if m == 0xff { // a fill byte
				at++
				continue
			}
			if m == 0xd9 {
				yield(segment{m, nil, data[at : at+2]})
				return
			}
			if at+4 > len(data) {
				return
			}
			end := at + 2 + int(be.Uint16(data[at+2:]))
			if end < at+4 || end > len(data) {
				return
			}
			body := data[at+4 : end]
			if m == 0xda {
				end = coded(data, end)
			}
			if !yield(segment{m, body, data[at:end]}) {
				return
			}
			at = end
		}
	}
}

// coded finds the end of coded pixels: a marker that is no restart.
func coded(data []byte, at int) int {
	for ; at+1 < len(data); at++ {
		if data[at] == 0xff && data[at+1] != 0 && data[at+1] != 0xff && (data[at+1] < 0xd0 || data[at+1] > 0xd7) {
			return at
		}
	}
	return len(data)
}

// start reads a start of frame: baseline, extended or progressive, 8 bits.
func (p *Picture) start(marker byte, b []byte) error {
	if marker > 0xc2 || len(b) < 6 || b[0] != 8 {
		return errors.New("it is a JPEG of a rare kind (lossless, arithmetic or not 8 bits); save it as a usual one")
	}
	if p.Components != 0 {
		return errors.New("the JPEG holds several pictures")
	}
	h, w, n := int(be.Uint16(b[1:])), int(be.Uint16(b[3:])), int(b[5])
	if err := size(w, h); err != nil {
		return err
	}
	if n != 1 && n != 3 && n != 4 {
		return errors.New("the JPEG has neither 1, 3 nor 4 colours")
	}
	p.columns, p.rows, p.Components = w, h, n
	p.upright()
	return nil
}

// upright gives width and height as shown.
func (p *Picture) upright() {
	p.Width, p.Height = p.columns, p.rows
	if p.Turn >= 5 {
		p.Width, p.Height = p.rows, p.columns
	}
}

// joined puts the parts of a profile together (ICC.1, B.4).
func joined(parts map[byte][]byte) []byte {
	var out []byte
	for i := 1; i <= len(parts); i++ {
		part, ok := parts[byte(i)]
		if !ok {
			return nil
		}
		out = append(out, part...)
	}
	return out
}

// Bare gives a JPEG without all that is no picture: Exif with the place where it
// was taken, comments, previews, profile. Its pixels are as they were, coded.
func (p *Picture) Bare() []byte {
	out := append(make([]byte, 0, len(p.Bytes)), 0xff, 0xd8)
	for s := range segments(p.Bytes) {
		app := s.marker >= 0xe0 && s.marker <= 0xef && s.marker != 0xee && s.marker != 0xe0
		if !app && s.marker != 0xfe {
			out = append(out, s.whole...)
		}
	}
	return out
}

// exif reads orientation, texts and whether there is a place (Exif 2.3, 4.6).
func (p *Picture) exif(b []byte) {
	if bytes.HasPrefix(b, []byte("http://ns.adobe.com/xap/")) {
		p.addText(string(b))
		return
	}
	if !bytes.HasPrefix(b, []byte("Exif\x00\x00")) || len(b) < 14 {
		return
	}
	t := tiff{b: b[6:], p: p}
	switch string(t.b[:2]) {
	case "II":
		t.little = true
	case "MM":
	default:
		return
	}
	t.directory(t.u32(4), 2)
	if p.Components != 0 {
		p.upright()
	}
}

// tiff is the block of Exif.
type tiff struct {
	b      []byte
	little bool
	p      *Picture
}

func (t *tiff) u16(at int) int {
	if at < 0 || at+2 > len(t.b) {
		return 0
	}
	if t.little {
		return int(t.b[at]) | int(t.b[at+1])<<8
	}
	return int(be.Uint16(t.b[at:]))
}

func (t *tiff) u32(at int) int {
	if at < 0 || at+4 > len(t.b) {
		return 0
	}
	if t.little {
		return t.u16(at) | t.u16(at+2)<<16
	}
	return int(be.Uint32(t.b[at:]))
}

// directory reads the entries of one directory, and those it points to.
func (t *tiff) directory(at, depth int) {
	const orientation, subIFD, gps = 0x0112, 0x8769, 0x8825
	for i := range t.u16(at) {
		e := at + 2 + 12*i
		if e < 0 || e+12 > len(t.b) {
			return
		}
		switch tag, kind, count := t.u16(e), t.u16(e+2), t.u32(e+4); {
		case tag == orientation && kind == 3:
			if v := t.u16(e + 8); v >= 1 && v <= 8 {
				t.p.Turn = v
			}
		case tag == gps:
			t.p.Located = t.u16(t.u32(e+8)) > 0
		case tag == subIFD && depth > 0:
			t.directory(t.u32(e+8), depth-1)
		case kind == 2 || kind == 7:
			from := e + 8
			if count > 4 {
				from = t.u32(e + 8)
			}
			if from >= 0 && count > 0 && from < len(t.b) && count <= len(t.b)-from {
				t.p.addText(string(bytes.Trim(t.b[from:from+count], "\x00")))
			}
		}
	}
}

// Decode gives the pixels as stored, not turned.
func (p *Picture) Decode() (image.Image, error) {
	switch p.MediaType {
	case PNG:
		return decodePNG(p.Bytes)
	case JPEG:
		img, err := jpeg.Decode(bytes.NewReader(p.Bytes))
		if err != nil {
			return nil, errors.New("the pixels of the JPEG cannot be read: " + err.Error())
		}
		return img, nil
	}
	return nil, errors.New("a drawing has no pixels")
}

// Stored gives columns and rows of the pixels as stored.
func (p *Picture) Stored() (columns, rows int) { return p.columns, p.rows }
