package pdf

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"pharos/internal/typeset"
)

// inkSet holds the spot inks of a file: separation colour spaces (8.6.6.4).
type inkSet struct {
	list []spotInk
}

type spotInk struct {
	ref  ref
	name string
	cmyk [4]uint8
}

// registration is the colorant that stands for all plates (8.6.6.4).
const registration = "All"

// use gives the number of the ink's colour space in the resources.
func (s *inkSet) use(w *writer, c typeset.Colour) int {
	one := spotInk{name: c.Spot, cmyk: c.CMYK}
	if c.Registration {
		one = spotInk{name: registration, cmyk: [4]uint8{100, 100, 100, 100}}
	}
	i := slices.IndexFunc(s.list, func(k spotInk) bool { return k.name == one.name })
	if i < 0 {
		one.ref = w.reserve()
		s.list = append(s.list, one)
		i = len(s.list) - 1
	}
	return i
}

// write makes the colour spaces: each with CMYK as its alternate, in proportion
// to the tint.
func (s *inkSet) write(w *writer) {
	for _, k := range s.list {
		var to []string
		for _, v := range k.cmyk {
			to = append(to, percent(int(v)))
		}
		w.object(
			k.ref,
			fmt.Sprintf("[/Separation %s /DeviceCMYK << /FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [%s] /N 1 >>]",
				name(k.name), strings.Join(to, " ")),
		)
	}
}

func (s *inkSet) resources() string {
	if len(s.list) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString(" /ColorSpace <<")
	for i, k := range s.list {
		fmt.Fprintf(&b, " /C%d %s", i, k.ref)
	}
	b.WriteString(" >>")
	return b.String()
}

// paint gives the operators that set a colour for filling or stroking: k and K
// for process inks, cs and scn for spot inks, rg and RG on screens (8.6.8).
func (f *file) paint(c typeset.Colour, stroke bool) string {
	var b []byte
	op := func(fill, line string) {
		if stroke {
			fill = line
		}
		b = append(append(b, fill...), '\n')
	}
	switch {
	case !f.opt.press():
		for _, v := range c.SRGB {
			b = append(decimal(b, (int64(v)*10_000+127)/255, 4), ' ')
		}
		op("rg", "RG")
	case c.Spot != "" || c.Registration:
		tint := int(c.Tint)
		if tint == 0 || c.Registration {
			tint = 100
		}
		b = append(append(b, "/C"...), strconv.Itoa(f.inks.use(f.w, c))...)
		b = append(b, ' ')
		op("cs", "CS")
		b = append(b[:len(b)-1], ' ')
		b = append(append(b, percent(tint)...), ' ')
		op("scn", "SCN")
	default:
		for _, v := range c.CMYK {
			b = append(append(b, percent(int(v))...), ' ')
		}
		op("k", "K")
	}
	return string(b)
}

// percent gives n % as a number from 0 to 1.
func percent(n int) string { return string(decimal(nil, int64(min(max(n, 0), 100)), 2)) }

// states makes the two graphics states that switch overprint off and on; mode 1
// leaves other inks alone where black is the only one (8.6.7).
func (f *file) states() string {
	if !f.opt.press() {
		return ""
	}
	if f.gs[0] == 0 {
		f.gs[0] = f.w.object(0, "<< /Type /ExtGState /OP false /op false /OPM 0 >>")
		f.gs[1] = f.w.object(0, "<< /Type /ExtGState /OP true /op true /OPM 1 >>")
	}
	return fmt.Sprintf(" /ExtGState << /G0 %s /G1 %s >>", f.gs[0], f.gs[1])
}
