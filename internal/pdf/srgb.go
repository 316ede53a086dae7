package pdf

import "encoding/binary"

var be = binary.BigEndian

// screenProfile gives an ICC profile of sRGB (IEC 61966-2-1): three primaries adapted to
// D50 and the tone curve as five numbers (ISO 15076-1, 10.18), 560 bytes. It is
// made here from the published numbers, so nobody's licence applies.
func screenProfile() []byte {
	xyz := func(x, y, z uint32) []byte { return numbers("XYZ ", x, y, z) }
	curve := append([]byte("para\x00\x00\x00\x00\x00\x03\x00\x00"), words(
		fixed(24, 10), fixed(1000, 1055), fixed(55, 1055), fixed(100, 1292), fixed(4045, 100_000))...)
	return profile([]iccTag{
		{"desc", localized("sRGB")},
		{"cprt", localized("no copyright, use freely")},
		{"wtpt", xyz(0xf6d6, 0x10000, 0xd32d)},
		{"rXYZ", xyz(0x6fa2, 0x38f5, 0x0390)},
		{"gXYZ", xyz(0x6299, 0xb785, 0x18da)},
		{"bXYZ", xyz(0x24a0, 0x0f84, 0xb6cf)},
		{"rTRC", curve}, {"gTRC", curve}, {"bTRC", curve},
		{"chad", numbers("sf32",
			0x10c42, 0x05de, 0xfffff325, 0x0793, 0xfd90, 0xfffffba1, 0xfffffda3, 0x03dc, 0xc06e)},
	})
}

type iccTag struct {
	sign string
	data []byte
}

// profile lays header, tag table and tags out (ISO 15076-1, 7.2 and 7.3); equal
// tags in a row share their data.
func profile(tags []iccTag) []byte {
	b := make([]byte, 128)
	copy(b[8:], "\x04\x20\x00\x00mntrRGB XYZ ")
	copy(b[24:], "\x07\xea\x00\x01\x00\x01") // the first day of 2026: a constant, not the clock
	copy(b[36:], "acsp")
	copy(b[68:], words(0xf6d6, 0x10000, 0xd32d)) // illuminant D50
	b = be.AppendUint32(b, uint32(len(tags)))
	table := len(b)
	b = append(b, make([]byte, 12*len(tags))...)
	at := 0
	for i, t := range tags {
		if i == 0 || string(tags[i-1].data) != string(t.data) {
			at = len(b)
			b = append(b, t.data...)
			for len(b)%4 != 0 {
				b = append(b, 0)
			}
		}
		copy(b[table+12*i:], t.sign)
		be.PutUint32(b[table+12*i+4:], uint32(at))
		be.PutUint32(b[table+12*i+8:], uint32(len(t.data)))
	}
	be.PutUint32(b, uint32(len(b)))
	return b
}

// fixed gives n/d as s15Fixed16Number, rounded.
func fixed(n, d uint64) uint32 { return uint32((n<<16 + d/2) / d) }

func words(v ...uint32) []byte {
	var b []byte
	for _, n := range v {
		b = be.AppendUint32(b, n)
	}
	return b
}

func numbers(sign string, v ...uint32) []byte {
	return append([]byte(sign+"\x00\x00\x00\x00"), words(v...)...)
}

// localized gives a text in English (ISO 15076-1, 10.15).
func localized(s string) []byte {
	b := append([]byte("mluc"), words(0, 1, 12)...)
	b = append(b, "enUS"...)
	b = append(b, words(uint32(2*len(s)), 28)...)
	for _, c := range []byte(s) {
		b = append(b, 0, c)
	}
	return b
}
