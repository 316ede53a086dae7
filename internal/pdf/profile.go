package pdf

import (
	"bytes"
	"cmp"
	"compress/zlib"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"sync"
)

// Profile is an ICC profile (ISO 15076-1) ready to be embedded: checked and
// deflated once, however many files it goes into. Safe for concurrent use.
type Profile struct {
	condition Condition
	// tags are the names of its tables.
	tags []string
	// space is the colour space signature: "CMYK" or "RGB ".
	space string
	n     int
	icc   []byte
	// deflated gives the bytes to embed and their digest.
	deflated func() ([]byte, [sha256.Size]byte)
}

// Condition is a printing condition as an output intent names it (14.11.5).
type Condition struct {
	// Name is its name in the registry, such as "FOGRA39", or one of the printer's own.
	Name string
	// Info is a sentence for people.
	Info string
	// Registry is the address of the registry; empty where Name is in none.
	Registry string
}

// NewProfile checks a printing condition's profile: class "prtr", CMYK, with the
// tables that such a profile must have. The bytes may come from anybody.
func NewProfile(icc []byte, c Condition) (*Profile, error) {
	p, err := newProfile(icc, "prtr", "CMYK")
	if err != nil {
		return nil, err
	}
	for _, tag := range []string{"A2B0", "B2A0", "wtpt"} { // ISO 15076-1, 8.5
		if !slices.Contains(p.tags, tag) {
			return nil, fmt.Errorf("it has no table %s, which a printer's profile needs", tag)
		}
	}
	p.condition = c
	return p, nil
}

// classes and spaces are words for what a profile is of (ISO 15076-1, 7.2.5, 7.2.6).
var (
	classes = map[string]string{
		"scnr": "a scanner or camera",
		"mntr": "a screen",
		"prtr": "a printer",
		"link": "a link between two devices",
		"spac": "a colour space",
		"abst": "an abstract change",
		"nmcl": "named colours",
	}
	spaces = map[string]string{"GRAY": "gray", "RGB ": "RGB", "CMYK": "CMYK", "Lab ": "Lab", "XYZ ": "XYZ"}
)

// maxProfile bounds a profile, in bytes; large ones have some 3 MB.
const maxProfile = 16 << 20

// newProfile reads the header and the table of tags (ISO 15076-1, 7.2, 7.3).
func newProfile(icc []byte, class, space string) (*Profile, error) {
	switch {
	case len(icc) < 132 || string(icc[36:40]) != "acsp":
		return nil, errors.New("it is not an ICC profile")
	case len(icc) > maxProfile:
		return nil, fmt.Errorf("it has %d bytes; %d are the most", len(icc), maxProfile)
	case int64(be.Uint32(icc)) != int64(len(icc)):
		return nil, fmt.Errorf(
			"it is cut off or has something behind it: its header says %d bytes, it has %d",
			be.Uint32(icc),
			len(icc),
		)
	case string(icc[12:16]) != class:
		return nil, fmt.Errorf(
			"it is of %s, and one of %s is needed",
			cmp.Or(classes[string(icc[12:16])], "an unknown device"),
			classes[class],
		)
	case string(icc[16:20]) != space:
		return nil, fmt.Errorf(
			"its colours are %s, and %s is needed",
			cmp.Or(spaces[string(icc[16:20])], "of another kind"),
			spaces[space],
		)
	case string(icc[20:24]) != "Lab " && string(icc[20:24]) != "XYZ ":
		return nil, fmt.Errorf("it leads to %q, and Lab or XYZ is needed", icc[20:24])
	case icc[8] != 2 && icc[8] != 4:
		return nil, fmt.Errorf("it has version %d; 2 and 4 can be embedded", icc[8])
	}
	tags, err := tagsOf(icc)
	if err != nil {
		return nil, err
	}
	p := &Profile{
		space: space,
		tags:  tags,
		n:     3,
		icc:   icc,
		deflated: sync.OnceValues(func() ([]byte, [sha256.Size]byte) {
			var z bytes.Buffer
			zw := zlib.NewWriter(&z) // the best level is six times slower for half a percent
			zw.Write(icc)            // a bytes.Buffer takes everything
			zw.Close()
			return z.Bytes(), sha256.Sum256(z.Bytes())
		}),
	}
	if space == "CMYK" {
		p.n = 4
	}
	return p, nil
}

// Prepare makes what the first file with the profile would wait for.
func (p *Profile) Prepare() { p.deflated() }

// tagsOf gives the names of the tables, each of which must lie in the profile.
func tagsOf(icc []byte) ([]string, error) {
	n := int64(be.Uint32(icc[128:]))
	if 132+12*n > int64(len(icc)) {
		return nil, fmt.Errorf("it is damaged: %d tables do not fit in it", n)
	}
	var out []string
	for at := 132; at < 132+12*int(n); at += 12 {
		name, off, size := string(icc[at:at+4]), int64(be.Uint32(icc[at+4:])), int64(be.Uint32(icc[at+8:]))
		if off < 132+12*n || off+size > int64(len(icc)) || size < 8 {
			return nil, fmt.Errorf("it is damaged: its table %q does not lie in it", name)
		}
		out = append(out, name)
	}
	return out, nil
}

// write embeds the profile as a stream (8.6.5.5).
func (p *Profile) write(w *writer) ref {
	alternate := "/DeviceRGB"
	if p.n == 4 {
		alternate = "/DeviceCMYK"
	}
	data, sum := p.deflated()
	w.digest()
	r := w.deflated(0, fmt.Sprintf("/N %d /Alternate %s", p.n, alternate), data)
	w.instead(sum)
	return r
}

// intent writes the output intent (14.11.5).
func (f *file) intent() ref {
	p, kind := f.opt.Profile, "GTS_PDFX"
	if !f.opt.press() {
		p, kind = srgb(), "GTS_PDFA1"
	}
	registry := ""
	if p.condition.Registry != "" {
		registry = " /RegistryName " + text(p.condition.Registry)
	}
	return f.w.object(
		0,
		fmt.Sprintf("<< /Type /OutputIntent /S /%s /OutputConditionIdentifier %s /Info %s%s /DestOutputProfile %s >>",
			kind, text(p.condition.Name), text(p.condition.Info), registry, p.write(f.w)),
	)
}

// srgb gives the profile of screens.
var srgb = sync.OnceValue(func() *Profile {
	p, err := newProfile(screenProfile(), "mntr", "RGB ")
	if err != nil {
		panic(err) // our own bytes; a test sees this
	}
	p.condition = Condition{Name: "sRGB", Info: "sRGB IEC61966-2.1"}
	return p
})
