package pdf

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"sync"
)

// Profile is an ICC profile (ISO 15076-1) ready to be embedded: checked and
// deflated once, however many files it goes into. Safe for concurrent use.
type Profile struct {
	condition, info, registry string
	// space is the colour space signature: "CMYK" or "RGB ".
	space string
	n     int
	icc   []byte
	// deflated gives the bytes to embed; the work begins when the profile is read.
	deflated func() []byte
}

// NewProfile checks a printing condition's profile: class "prtr", CMYK, Lab.
// The condition is its name in the ICC registry, such as "FOGRA39"; info is a
// sentence for people.
func NewProfile(icc []byte, condition, info string) (*Profile, error) {
	p, err := newProfile(icc, "prtr", "CMYK")
	if err != nil {
		return nil, fmt.Errorf("read profile of %q: %w", condition, err)
	}
	p.condition, p.info, p.registry = condition, info, "http://www.color.org"
	return p, nil
}

// newProfile reads the header (ISO 15076-1, 7.2).
func newProfile(icc []byte, class, space string) (*Profile, error) {
	switch {
	case len(icc) < 132 || string(icc[36:40]) != "acsp":
		return nil, errors.New("not an ICC profile")
	case int(be.Uint32(icc)) != len(icc):
		return nil, fmt.Errorf("its header says %d bytes, it has %d", be.Uint32(icc), len(icc))
	case string(icc[12:16]) != class || string(icc[16:20]) != space:
		return nil, fmt.Errorf("class %q and colours %q; needed are %q and %q", icc[12:16], icc[16:20], class, space)
	case icc[8] > 4:
		return nil, fmt.Errorf("version %d; at most 4 can be embedded", icc[8])
	}
	p := &Profile{space: space, n: 3, icc: icc, deflated: sync.OnceValue(func() []byte {
		var z bytes.Buffer
		zw := zlib.NewWriter(&z) // the best level is six times slower for half a percent
		zw.Write(icc)            // a bytes.Buffer takes everything
		zw.Close()
		return z.Bytes()
	})}
	go p.deflated()
	if space == "CMYK" {
		p.n = 4
	}
	return p, nil
}

// write embeds the profile as a stream (8.6.5.5).
func (p *Profile) write(w *writer) ref {
	alternate := "/DeviceRGB"
	if p.n == 4 {
		alternate = "/DeviceCMYK"
	}
	return w.deflated(0, fmt.Sprintf("/N %d /Alternate %s", p.n, alternate), p.deflated())
}

// intent writes the output intent (14.11.5).
func (f *file) intent() ref {
	p, kind := f.opt.Profile, "GTS_PDFX"
	if !f.opt.press() {
		p, kind = srgb(), "GTS_PDFA1"
	}
	registry := ""
	if p.registry != "" {
		registry = " /RegistryName " + text(p.registry)
	}
	return f.w.object(0, fmt.Sprintf("<< /Type /OutputIntent /S /%s /OutputConditionIdentifier %s /Info %s%s /DestOutputProfile %s >>",
		kind, text(p.condition), text(p.info), registry, p.write(f.w)))
}

// srgb gives the profile of screens.
var srgb = sync.OnceValue(func() *Profile {
	p, err := newProfile(SRGB(), "mntr", "RGB ")
	if err != nil {
		panic(err) // our own bytes; a test sees this
	}
	p.condition, p.info = "sRGB", "sRGB IEC61966-2.1"
	return p
})
