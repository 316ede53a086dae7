// Package qr turns a payload into the modules of a QR code (ISO/IEC 18004).
//
// In goes an address or a telephone number; out comes a square of dark and
// light modules without its quiet zone, in which level and version are chosen
// together with the size at which it will be printed: more correction means
// smaller modules, and on a small code that reads worse, not better. Lint says
// what a payload of this project must not contain. Nothing here draws.
package qr

import (
	"fmt"

	qrcode "github.com/skip2/go-qrcode"
)

// Quiet is the width of the light border around a code, in modules
// (ISO/IEC 18004, 9.1). It belongs to the code: nothing may be printed there.
const Quiet = 4

// Code is one QR code.
type Code struct {
	// Payload is what a camera reads.
	Payload string
	// Version is 1 to 40; Size is 17 + 4 x Version, the modules on one side.
	Version, Size int
	// Level is the error correction: L, M, Q or H.
	Level string
	dark  []bool
}

// Dark reports whether the module in column x and row y is dark.
func (c *Code) Dark(x, y int) bool {
	return x >= 0 && y >= 0 && x < c.Size && y < c.Size && c.dark[y*c.Size+x]
}

// Across gives the modules on one side with the quiet zone on both sides.
func (c *Code) Across() int { return c.Size + 2*Quiet }

// Run is a horizontal bar of dark modules.
type Run struct{ X, Y, Len int }

// Runs gives the dark modules as bars, row by row: fewer shapes than modules,
// and no hairline between neighbours.
func (c *Code) Runs() []Run {
	var out []Run
	for y := range c.Size {
		for x := 0; x < c.Size; x++ {
			n := 0
			for c.Dark(x+n, y) {
				n++
			}
			if n > 0 {
				out = append(out, Run{x, y, n})
			}
			x += n
		}
	}
	return out
}

// level is one step of error correction and its name in the library, which
// calls Q "High" and H "Highest".
type level struct {
	name string
	lib  qrcode.RecoveryLevel
}

var levels = []level{{"L", qrcode.Low}, {"M", qrcode.Medium}, {"Q", qrcode.High}, {"H", qrcode.Highest}}

// Make gives the code for a payload that is printed with across = side / module
// modules at most, quiet zone included. It begins with level M, takes a higher
// level as long as the code does not grow, and falls to L only where M has too
// many modules.
func Make(payload string, across int) (*Code, error) {
	best, err := plan(payload, levels[1])
	if err != nil {
		return nil, err
	}
	if best.across() > across {
		if best, err = plan(payload, levels[0]); err != nil {
			return nil, err
		}
		if best.across() > across {
			return nil, fmt.Errorf(
				"make code for %q: it needs %d modules across, and %d have room",
				payload,
				best.across(),
				across,
			)
		}
		return best.encode()
	}
	for _, l := range levels[2:] {
		if p, err := plan(payload, l); err == nil && p.across() == best.across() {
			best = p
		}
	}
	return best.encode()
}

// planned is a code whose version is known and whose modules are not yet.
type planned struct {
	lib *qrcode.QRCode
	level
}

// across gives the modules on one side with the quiet zone.
func (p planned) across() int { return 17 + 4*p.lib.VersionNumber + 2*Quiet }

// plan chooses the version of a payload at one level.
func plan(payload string, l level) (p planned, err error) {
	defer rescue(payload, l, &err)
	q, err := qrcode.New(payload, l.lib)
	if err != nil {
		return p, fmt.Errorf("encode %q at level %s: %w", payload, l.name, err)
	}
	return planned{q, l}, nil
}

// encode computes the modules.
func (p planned) encode() (c *Code, err error) {
	defer rescue(p.lib.Content, p.level, &err)
	p.lib.DisableBorder = true // before the first Bitmap; later it is ignored
	rows := p.lib.Bitmap()
	c = &Code{Payload: p.lib.Content, Version: p.lib.VersionNumber, Size: len(rows), Level: p.name}
	for _, row := range rows {
		c.dark = append(c.dark, row...)
	}
	return c, nil
}

// rescue turns a panic of the library, which it raises on faults of its own,
// into an error.
func rescue(payload string, l level, err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("encode %q at level %s: %v", payload, l.name, r)
	}
}
