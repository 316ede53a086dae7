package adapt

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/png"
	"strings"
	"testing"
)

// pngWith is a PNG logo with a text about itself.
func pngWith(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 300, 200))); err != nil {
		t.Fatal(err)
	}
	const head = 8 + 25 // the signature and the first chunk
	chunk := append([]byte("tEXt"), text...)
	out := append([]byte{}, b.Bytes()[:head]...)
	out = binary.BigEndian.AppendUint32(out, uint32(len(text)))
	out = binary.BigEndian.AppendUint32(append(out, chunk...), crc32.ChecksumIEEE(chunk))
	return string(append(out, b.Bytes()[head:]...))
}

// TestStamps: the days and versions that programs write into a PNG are no telephone
// numbers, and a telephone number beside them is one.
func TestStamps(t *testing.T) {
	for text, good := range map[string]bool{
		"date:create\x002026-11-30T18:05:59+00:00":          true,
		"date:modify\x002026-11-30":                         true,
		"date:timestamp\x002026-11-30T18:05:59.123Z":        true,
		"exif:DateTime\x002026:11:30 18:05:59":              true,
		"Creation Time\x00Mon, 30 Nov 2026 18:05:59 +0100":  true,
		"Software\x00GIMP 2.10.36":                          true,
		"Software\x00Adobe Photoshop 25.1 (Windows)":        true,
		"Comment\x000800 111 222":                           false,
		"Comment\x002026-11-30 0800 111 222":                false,
		"Comment\x000800-11-30":                             false,
		"Comment\x002026-13-45":                             false,
		"Comment\x002026-11-30T18:05:59+00:00 then 0800111": false,
	} {
		list := applied(t, map[string]string{"adaptation.yaml": head + "logo: logo.png\n", "logo.png": pngWith(t, text)})
		if list.Stops() == good {
			t.Errorf("%q: %v", strings.ReplaceAll(text, "\x00", " = "), list)
		}
	}
}
