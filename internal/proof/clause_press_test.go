package proof_test

import (
	"bytes"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// pressClauses hold for files made to PDF/X-4 and PDF/X-1a.
var pressClauses = []clause{
	{"press-boxes", forPress, checkPressBoxes, inDicts("/TrimBox [", "/TrimBox [-")},
	{"press-colours", forPress, checkPressColours, onPage("1 0 0 rg 0 0 10 10 re f")},
	{"press-spaces", forPress, checkPressSpaces, inDicts("/Separation /All /DeviceCMYK", "/Separation /All /DeviceRGB")},
	{"press-registration", forPress, checkRegistration, func(d *taken) {
		for _, o := range d.objects {
			o.dict = regexp.MustCompile(`/MediaBox (\[[^]]*\])(.*)/TrimBox \[[^]]*\]`).ReplaceAllString(o.dict, "/MediaBox $1$2/TrimBox $1")
		}
	}},
	{"press-intent", forPress, checkPressIntent, inDicts("/S /GTS_PDFX", "/S /GTS_PDFY")},
	{"press-profile", forPress, checkPressProfile, inStreams("prtrCMYK", "mntrRGB ")},
	{"press-identified", forPress, checkPressName, func(d *taken) {
		for _, o := range d.objects {
			o.dict = strings.Replace(o.dict, "(PDF/X-1a:2003)", "(PDF/X-3)", 1)
			if o.stream != nil {
				o.stream = bytes.Replace(o.stream, []byte(">PDF/X-4<"), []byte(">PDF/X-5<"), 1)
			}
		}
	}},
	{"press-trapped", forPress, checkTrapped, inDicts("/Trapped /False", "/Trapped /Unknown")},
	{"press-opaque", forPress, checkOpaque, inDicts("/OPM 1", "/OPM 1 /ca 0.5")},
	{"press-mask", []string{"press"}, checkMask, inDicts("/Group << /S /Transparency /CS /DeviceCMYK", "/Group << /S /Transparency")},
	{"press-states", forPress, checkStates, inDicts("/OPM 1", "/OPM 1 /TR /Identity")},
	{"press-black", forPress, checkBlack, inStreams("/G1 gs", "/G0 gs")},
	{"press-white", forPress, checkWhite, onPage("/G1 gs 0 0 0 0 k 0 0 9 9 re f")},
}

// within reports whether box a lies in box b.
func within(a, b []float64) bool {
	return len(a) == 4 && len(b) == 4 && a[0] >= b[0] && a[1] >= b[1] && a[2] <= b[2] && a[3] <= b[3] && a[0] < a[2] && a[1] < a[3]
}

// checkPressBoxes sees a TrimBox in a BleedBox in a MediaBox, and no ArtBox.
func checkPressBoxes(r *reading) {
	for i, p := range r.pages {
		media, bleed, trim := r.numbers(p.dict["MediaBox"]), r.numbers(p.dict["BleedBox"]), r.numbers(p.dict["TrimBox"])
		if !within(trim, bleed) || !within(bleed, media) {
			r.bad("page %d: trim %v, bleed %v, media %v", i+1, trim, bleed, media)
		}
		for _, key := range []string{"ArtBox", "CropBox", "UserUnit", "Rotate"} {
			if p.dict[key] != nil {
				r.bad("page %d has %s", i+1, key)
			}
		}
	}
}

// colourOf names the operator of a colour, and its space where it has one.
func colourOf(set string) (operator, space string) {
	words := strings.Fields(set)
	if len(words) == 0 {
		return "", ""
	}
	if operator = words[len(words)-1]; strings.HasPrefix(words[0], "/") {
		space = words[0][1:]
	}
	return operator, space
}

// fills and strokes say which colour an operator uses.
var (
	fills   = []string{"f", "f*", "B", "B*", "b", "b*", "Tj", "TJ"}
	strokes = []string{"S", "s", "B", "B*", "b", "b*"}
)

// colours gives the colours that a thing is painted in.
func (p painted) colours() []string {
	var out []string
	if slices.Contains(fills, p.operator) {
		out = append(out, p.fill)
	}
	if slices.Contains(strokes, p.operator) {
		out = append(out, p.stroke)
	}
	return out
}

// checkPressColours sees process inks and separations only, each set.
func checkPressColours(r *reading) {
	for i, p := range r.pages {
		spaces := r.dict(p.resources["ColorSpace"])
		for _, one := range p.painted {
			for _, set := range one.colours() {
				op, space := colourOf(set)
				switch {
				case op == "k" || op == "K":
				case (op == "scn" || op == "SCN") && spaces[space] != nil:
				default:
					r.bad("page %d paints in %q", i+1, set)
				}
			}
		}
	}
}

// checkPressSpaces sees the colour spaces of resources and pictures: separations
// over CMYK, one meaning a name; pictures in gray, CMYK or, in PDF/X-4 alone, in
// sRGB with its profile.
func checkPressSpaces(r *reading) {
	meaning := map[string]string{}
	for _, p := range r.pages {
		for name, o := range r.dict(p.resources["ColorSpace"]) {
			a := r.array(o)
			if len(a) != 4 || r.name(a[0]) != "Separation" || r.name(a[2]) != "DeviceCMYK" {
				r.bad("the space %s is %v", name, a)
				continue
			}
			ink, means := r.name(a[1]), fmt.Sprint(r.numbers(r.dict(a[3])["C1"]))
			if had, ok := meaning[ink]; ok && had != means {
				r.bad("the ink %s means %s and %s", ink, had, means)
			}
			meaning[ink] = means
		}
		for name, o := range r.dict(p.resources["XObject"]) {
			d := r.dict(o)
			if r.name(d["Subtype"]) == "Form" && len(r.dict(d["Resources"])) == 0 {
				continue // a shape, judged where it is painted
			}
			switch space := r.name(d["ColorSpace"]); {
			case space == "DeviceGray" || space == "DeviceCMYK":
			case r.kind == "x1a":
				r.bad("the picture %s is in %v", name, r.object(d["ColorSpace"]))
			default:
				if a := r.array(d["ColorSpace"]); len(a) != 2 || r.name(a[0]) != "ICCBased" || r.dict(a[1])["N"] == nil {
					r.bad("the picture %s is in %v", name, a)
				}
			}
		}
	}
}

// checkRegistration sees that the ink of all plates stays outside of the sheet.
func checkRegistration(r *reading) {
	for i, p := range r.pages {
		trim := r.numbers(p.dict["TrimBox"])
		if len(trim) != 4 {
			r.bad("page %d has no TrimBox", i+1)
			continue
		}
		for _, one := range p.painted {
			for _, set := range one.colours() {
				_, space := colourOf(set)
				a := r.array(r.dict(p.resources["ColorSpace"])[space])
				if space == "" || len(a) < 2 || r.name(a[1]) != "All" {
					continue
				}
				if b := one.box; b[2] > trim[0] && b[0] < trim[2] && b[3] > trim[1] && b[1] < trim[3] {
					r.bad("page %d: a mark at %.1f %.1f is on the sheet", i+1, b[0], b[1])
				}
			}
		}
	}
}

// checkPressIntent sees one output intent that names the printing condition.
func checkPressIntent(r *reading) {
	n := 0
	for _, o := range r.array(r.root["OutputIntents"]) {
		d := r.dict(o)
		if r.name(d["S"]) != "GTS_PDFX" {
			continue
		}
		n++
		for _, key := range []string{"OutputConditionIdentifier", "Info"} {
			if r.text(d[key]) == "" {
				r.bad("the output intent has no %s", key)
			}
		}
		if r.stream(d["DestOutputProfile"]) == nil || d["DestOutputProfileRef"] != nil {
			r.bad("the output intent has no profile of its own")
		}
	}
	if n != 1 {
		r.bad("%d output intents for the press", n)
	}
}

// profile gives the profile of an output intent.
func (r *reading) profile() []byte {
	for _, o := range r.array(r.root["OutputIntents"]) {
		if s := r.stream(r.dict(o)["DestOutputProfile"]); s != nil {
			if n := r.number(s.Dict["N"]); n != 4 && r.kind != "screen" && r.kind != "home" {
				r.bad("the profile has %g colours", n)
			}
			return s.Content
		}
	}
	return nil
}

// checkPressProfile sees a profile of a printer in CMYK (ISO 15076-1, 7.2).
func checkPressProfile(r *reading) {
	p := r.profile()
	if len(p) < 132 || string(p[36:40]) != "acsp" || string(p[12:20]) != "prtrCMYK" || p[8] > 4 || word16(p, 0)<<16|word16(p, 2) != len(p) {
		r.bad("the profile is not one of a CMYK printer, of version 2 or 4")
		return
	}
	for _, tag := range []string{"A2B0", "A2B1", "A2B2", "B2A0", "B2A1", "B2A2"} {
		if !strings.Contains(string(p[132:132+12*word16(p, 130)]), tag) {
			r.bad("the profile has no %s", tag)
		}
	}
}

// checkPressName sees the name of the standard where it wants it.
func checkPressName(r *reading) {
	if r.kind == "x1a" {
		if r.text(r.info["GTS_PDFXVersion"]) != "PDF/X-1a:2003" {
			r.bad("Info does not say PDF/X-1a:2003")
		}
		return
	}
	if r.xmp["pdfxid:GTS_PDFXVersion"] != "PDF/X-4" {
		r.bad("the packet does not say PDF/X-4")
	}
	if r.info["GTS_PDFXVersion"] != nil {
		r.bad("Info says what only the packet may say")
	}
	for _, key := range []string{"xmpMM:DocumentID", "xmpMM:VersionID", "xmpMM:RenditionClass", "xmp:MetadataDate"} {
		if r.xmp[key] == "" {
			r.bad("the packet has no %s", key)
		}
	}
}

// checkTrapped sees that the file says whether it is trapped.
func checkTrapped(r *reading) {
	if t := r.name(r.info["Trapped"]); t != "False" || r.xmp["pdf:Trapped"] != t {
		r.bad("trapped is %q and %q", t, r.xmp["pdf:Trapped"])
	}
}

// checkStates sees graphics states that switch overprint and nothing else.
func checkStates(r *reading) {
	for _, p := range r.pages {
		for name, o := range r.dict(p.resources["ExtGState"]) {
			for key := range maps.Keys(r.dict(o)) {
				if !slices.Contains([]string{"Type", "OP", "op", "OPM"}, key) {
					r.bad("the state %s sets %s", name, key)
				}
			}
		}
	}
}

// overprints reports whether a state prints over what lies below, black alone
// leaving other inks (8.6.7).
func (r *reading) overprints(p readPage, state string) bool {
	d := r.dict(r.dict(p.resources["ExtGState"])[state])
	return fmt.Sprint(d["op"]) == "true" && fmt.Sprint(d["OP"]) == "true" && r.number(d["OPM"]) == 1
}

// checkBlack sees that black text overprints.
func checkBlack(r *reading) {
	for i, p := range r.pages {
		for _, one := range p.painted {
			if one.operator == "TJ" && one.fill == "0 0 0 1 k" && !r.overprints(p, one.state) {
				r.bad("page %d: black text of %g pt at %.1f %.1f in the state %q knocks out what lies below", i+1, one.size, one.box[0], one.box[1], one.state)
				break
			}
		}
	}
}

// checkWhite sees that paper white is never printed over, where it would vanish.
func checkWhite(r *reading) {
	for i, p := range r.pages {
		for _, one := range p.painted {
			for _, set := range one.colours() {
				if strings.HasPrefix(set, "0 0 0 0 ") && r.overprints(p, one.state) {
					r.bad("page %d: white overprints and vanishes", i+1)
				}
			}
		}
	}
}
