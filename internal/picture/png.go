package picture

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/png"
	"io"
)

var be = binary.BigEndian

// readPNG walks through the chunks (W3C PNG, 5 and 11) and decodes no pixel.
func readPNG(data []byte) (*Picture, error) {
	p := &Picture{MediaType: PNG, Turn: 1}
	broken := errors.New("the PNG is broken or cut off")
	for at, first := 8, true; ; first = false {
		if at+12 > len(data) {
			return nil, broken
		}
		n := int(be.Uint32(data[at:]))
		if n > len(data)-at-12 {
			return nil, broken
		}
		kind, body := string(data[at+4:at+8]), data[at+8:at+8+n]
		if crc32.ChecksumIEEE(data[at+4:at+8+n]) != be.Uint32(data[at+8+n:]) {
			return nil, broken
		}
		at += 12 + n
		switch {
		case first != (kind == "IHDR"):
			return nil, broken
		case kind == "IHDR":
			if err := p.header(body); err != nil {
				return nil, err
			}
		case kind == "IEND":
			return p, nil
		case kind == "tRNS":
			p.Alpha = true
		default:
			p.chunk(kind, body)
		}
	}
}

// header reads IHDR.
func (p *Picture) header(b []byte) error {
	if len(b) != 13 {
		return errors.New("the PNG has a broken header")
	}
	w, h := be.Uint32(b), be.Uint32(b[4:])
	if err := size(int(w), int(h)); err != nil {
		return err
	}
	p.Width, p.Height, p.columns, p.rows = int(w), int(h), int(w), int(h)
	p.Components = 3
	if b[9] == 0 || b[9] == 4 {
		p.Components = 1
	}
	p.Alpha = b[9] == 4 || b[9] == 6
	return nil
}

// chunk keeps profile and texts.
func (p *Picture) chunk(kind string, b []byte) {
	key, rest, ok := bytes.Cut(b, []byte{0})
	if !ok {
		return
	}
	switch kind {
	case "iCCP":
		if len(rest) > 1 {
			p.Profile = inflate(rest[1:], 4<<20)
		}
	case "tEXt":
		p.addText(string(key) + ": " + latin(rest))
	case "zTXt":
		if len(rest) > 1 {
			p.addText(string(key) + ": " + latin(inflate(rest[1:], maxTexts)))
		}
	case "iTXt": // two flags, language, translated key, text
		if len(rest) < 2 {
			return
		}
		parts := bytes.SplitN(rest[2:], []byte{0}, 3)
		if len(parts) < 3 {
			return
		}
		text := parts[2]
		if rest[0] == 1 {
			text = inflate(text, maxTexts)
		}
		p.addText(string(key) + ": " + string(text))
	}
}

// inflate gives at most so many bytes of a zlib stream; nil where it is broken.
func inflate(b []byte, most int64) []byte {
	z, err := zlib.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil
	}
	out, err := io.ReadAll(io.LimitReader(z, most))
	if err != nil {
		return nil
	}
	return out
}

// latin reads ISO 8859-1.
func latin(b []byte) string {
	r := make([]rune, len(b))
	for i, c := range b {
		r[i] = rune(c)
	}
	return string(r)
}

// decodePNG gives the pixels.
func decodePNG(data []byte) (image.Image, error) {
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, errors.New("the pixels of the PNG cannot be read: " + err.Error())
	}
	return img, nil
}
