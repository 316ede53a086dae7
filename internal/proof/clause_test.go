package proof_test

import (
	"bytes"
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// clause is one requirement of a standard that files are made to; docs/
// pdf-conformance.md lists them with the clause of each standard.
type clause struct {
	name string
	// kinds are the kinds of file that it is about; none is all.
	kinds []string
	check func(*reading)
	// breach makes a file break it; without one the check would prove nothing.
	breach func(*taken)
}

var (
	forPress  = []string{"press", "sheet", "x1a"}
	forScreen = []string{"screen", "home"}
)

// clauses has them all. The order is that of the document.
var clauses = slices.Concat(fileClauses, pressClauses, screenClauses)

// TestClauses looks at every clause in every file of the shelf.
func TestClauses(t *testing.T) {
	var all []*reading
	names := map[*reading]string{}
	for _, v := range slices.Concat(volumes(t), seenThrough(t)) {
		r, err := read(v.kind, v.pdf)
		if err != nil {
			t.Fatalf("%s: %v", v.name, err)
		}
		all = append(all, r)
		names[r] = v.name
	}
	for _, c := range clauses {
		t.Run(c.name, func(t *testing.T) {
			for _, r := range all {
				if len(c.kinds) > 0 && !slices.Contains(c.kinds, r.kind) {
					continue
				}
				r.wrong = nil
				c.check(r)
				for _, w := range r.wrong {
					t.Errorf("%s: %s", names[r], w)
				}
			}
		})
	}
}

// TestClausesBite breaks each clause in a finished file of the real writer and
// sees that its check says so.
func TestClausesBite(t *testing.T) {
	shelf := map[string][]byte{}
	for _, v := range volumes(t) {
		if shelf[v.kind] == nil && v.material.Template == "poster-windows" {
			shelf[v.kind] = v.pdf
		}
	}
	for _, v := range volumes(t, "sheet") {
		shelf[v.kind] = v.pdf
	}
	masked := map[string][]byte{}
	for _, v := range seenThrough(t) {
		masked[v.kind] = v.pdf
	}
	for _, c := range clauses {
		t.Run(c.name, func(t *testing.T) {
			shelf := shelf
			if strings.HasSuffix(c.name, "-mask") {
				shelf = masked
			}
			kinds := c.kinds
			if len(kinds) == 0 {
				kinds = []string{"press", "screen"}
			}
			for _, kind := range kinds {
				d := take(t, shelf[kind])
				c.breach(d)
				r, err := read(kind, d.bytes())
				if err != nil {
					t.Fatalf("%s: %v", kind, err)
				}
				r.wrong = nil
				if c.check(r); len(r.wrong) == 0 {
					t.Errorf("%s: the breach is not seen", kind)
				}
			}
		})
	}
}

// inDicts is a breach: it replaces in all dictionaries.
func inDicts(old, new string) func(*taken) {
	return func(d *taken) {
		n := 0
		for _, o := range d.objects {
			n += strings.Count(o.dict, old)
			o.dict = strings.ReplaceAll(o.dict, old, new)
		}
		if n == 0 {
			d.t.Fatalf("no dictionary has %q", old)
		}
	}
}

// inStreams is a breach: it replaces in all streams.
func inStreams(old, new string) func(*taken) {
	return func(d *taken) {
		n := 0
		for _, o := range d.objects {
			n += bytes.Count(o.stream, []byte(old))
			o.stream = bytes.ReplaceAll(o.stream, []byte(old), []byte(new))
		}
		if n == 0 {
			d.t.Fatalf("no stream has %q", old)
		}
	}
}

// onPage is a breach: it paints on the first page.
func onPage(ops string) func(*taken) { return func(d *taken) { d.paint(ops) } }

// fileClauses hold for every file.
var fileClauses = []clause{
	{"header", nil, checkHeader, func(d *taken) { d.version = "2.0" }},
	{"trailer", nil, checkTrailer, func(d *taken) { d.trailer = strings.Replace(d.trailer, "/ID [", "/IX [", 1) }},
	{"alone", nil, checkAlone, inDicts("/Type /Catalog", "/Type /Catalog /OpenAction << /S /JavaScript /JS (app.beep()) >>")},
	{"filters", nil, checkFilters, inDicts("/Type /Metadata", "/F (other.xml) /Type /Metadata")},
	{"fonts-embedded", nil, checkEmbedded, inDicts("/FontFile2", "/FontFileX")},
	{"fonts-subset", nil, checkSubset, func(d *taken) {
		for _, o := range d.objects {
			o.dict = regexp.MustCompile(`/[A-Z]{6}\+`).ReplaceAllString(o.dict, "/")
		}
	}},
	{"fonts-widths", nil, checkWidths, inDicts("/W [0 [", "/W [0 [77 ")},
	{"unicode", nil, checkUnicode, inStreams("> <00", "> <E0")},
	{"notdef", nil, checkNotdef, onPage("/Artifact BMC BT /F0 9 Tf 1 0 0 1 9 9 Tm [<0000>]TJ ET EMC")},
	{"limits", nil, checkLimits, onPage(strings.Repeat("q ", 29) + strings.Repeat("Q ", 29))},
	{"metadata", nil, checkMetadata, inDicts("/Producer <FEFF0050", "/Producer <FEFF0051")},
	{"title", nil, checkTitle, inDicts("/DisplayDocTitle true", "/DisplayDocTitle false")},
	{"outline", nil, checkOutline, func(d *taken) {
		for _, o := range d.objects {
			if m := regexp.MustCompile(`/Kids \[(\d+ 0 R)`).FindStringSubmatch(o.dict); m != nil && strings.Contains(o.dict, "/Type /Pages") {
				o.dict = strings.Replace(o.dict, m[1], strings.Repeat(m[1]+" ", long+1), 1)
			}
		}
	}},
}

// checkHeader sees the version of the standard, four bytes that are no text, and
// that nothing follows the end.
func checkHeader(r *reading) {
	version := map[string]string{"press": "1.6", "sheet": "1.6", "x1a": "1.4", "screen": "1.7", "home": "1.7"}[r.kind]
	lines := bytes.SplitN(r.bytes, []byte("\n"), 3)
	if len(lines) < 3 || string(lines[0]) != "%PDF-"+version {
		r.bad("the header is %q, not version %s", lines[0], version)
		return
	}
	n := 0
	for _, c := range lines[1] {
		if c > 127 {
			n++
		}
	}
	if len(lines[1]) == 0 || lines[1][0] != '%' || n < 4 {
		r.bad("the second line has no four bytes over 127")
	}
	if !bytes.HasSuffix(r.bytes, []byte("\n%%EOF\n")) || bytes.Count(r.bytes, []byte("%%EOF")) != 1 || bytes.Count(r.bytes, []byte("startxref")) != 1 {
		r.bad("not one end at the end")
	}
}

// checkTrailer sees an identifier and no encryption.
func checkTrailer(r *reading) {
	if len(r.ctx.ID) != 2 || len(r.text(r.ctx.ID[0])) < 16 {
		r.bad("the trailer has no identifier of 16 bytes: %v", r.ctx.ID)
	}
	if r.ctx.Encrypt != nil || r.ctx.E != nil {
		r.bad("the file is encrypted")
	}
}

// lively are the keys of what acts, asks, hides or lies outside of the file.
var lively = []string{"JavaScript", "JS", "AA", "OpenAction", "A1", "URI", "Annots", "AcroForm", "XFA", "EmbeddedFiles", "EF", "RF", "AF", "RichMedia", "Encrypt",
	"Perms", "OCProperties", "OC", "OPI", "Ref", "PS", "Alternates", "AlternatePresentations", "PresSteps", "Requirements", "Collection", "Threads", "DocMDP", "NeedAppearances"}

// checkAlone sees that nothing in the file acts, and nothing outside belongs to it.
func checkAlone(r *reading) {
	r.walk(func(path string, d types.Dict) {
		for key := range maps.Keys(d) {
			if slices.Contains(lively, key) && !strings.Contains(path, "/Font") {
				r.bad("%s/%s", path, key)
			}
		}
		if s := r.name(d["S"]); slices.Contains([]string{"JavaScript", "Launch", "URI", "GoToR", "SubmitForm", "Movie", "Sound", "Rendition"}, s) {
			r.bad("%s does %s", path, s)
		}
	})
}

// checkFilters sees streams that every reader can decode, all inside of the file.
func checkFilters(r *reading) {
	for n, e := range r.ctx.Table {
		if e == nil || e.Free {
			continue
		}
		s, ok := e.Object.(types.StreamDict)
		if !ok {
			continue
		}
		for _, f := range s.FilterPipeline {
			if f.Name != "FlateDecode" && f.Name != "DCTDecode" {
				r.bad("stream %d has the filter %s", n, f.Name)
			}
		}
		for _, key := range []string{"F", "FFilter", "FDecodeParms"} {
			if _, ok := s.Dict[key]; ok {
				r.bad("stream %d lies outside: /%s", n, key)
			}
		}
	}
}

// readFont is a font with what its clauses need.
type readFont struct {
	name, descendant, descriptor string
	dict, cid, desc              types.Dict
	program                      []byte
	unicode                      map[uint16][]uint16
	used                         map[uint16]bool
}

// fonts gives the fonts of all pages by their objects, with the codes in use.
func (r *reading) fonts() []*readFont {
	byObject := map[string]*readFont{}
	var out []*readFont
	for _, p := range r.pages {
		of := map[string]*readFont{}
		for name, o := range r.dict(p.resources["Font"]) {
			key := fmt.Sprint(o)
			f := byObject[key]
			if f == nil {
				f = r.font(r.dict(o))
				byObject[key] = f
				out = append(out, f)
			}
			of[name] = f
		}
		for _, one := range p.painted {
			if f := of[one.font]; len(one.codes) > 0 && f != nil {
				for _, c := range one.codes {
					f.used[c] = true
				}
			} else if len(one.codes) > 0 {
				r.bad("text in a font %q that the page does not have", one.font)
			}
		}
	}
	return out
}

func (r *reading) font(d types.Dict) *readFont {
	f := &readFont{dict: d, name: r.name(d["BaseFont"]), used: map[uint16]bool{}, unicode: map[uint16][]uint16{}}
	if list := r.array(d["DescendantFonts"]); len(list) == 1 {
		f.cid = r.dict(list[0])
	}
	f.desc = r.dict(f.cid["FontDescriptor"])
	f.descendant, f.descriptor = r.name(f.cid["BaseFont"]), r.name(f.desc["FontName"])
	if s := r.stream(f.desc["FontFile2"]); s != nil {
		f.program = s.Content
	}
	if s := r.stream(d["ToUnicode"]); s != nil {
		for _, m := range regexp.MustCompile(`<([0-9A-F]{4})> <([0-9A-F]+)>\n`).FindAllSubmatch(s.Content, -1) {
			f.unicode[hex16(string(m[1]))[0]] = hex16(string(m[2]))
		}
		delete(f.unicode, 0) // the range of codes looks like one
	}
	return f
}

// checkEmbedded sees composite TrueType fonts whose programs are in the file.
func checkEmbedded(r *reading) {
	for _, f := range r.fonts() {
		switch {
		case r.name(f.dict["Subtype"]) != "Type0" || r.name(f.cid["Subtype"]) != "CIDFontType2" || r.name(f.dict["Encoding"]) != "Identity-H":
			r.bad("%s is no composite TrueType font with Identity-H", f.name)
		case len(f.program) < 100 || len(table(f.program, "glyf")) == 0:
			r.bad("%s is not embedded", f.name)
		case f.cid["CIDToGIDMap"] == nil:
			r.bad("%s has no CIDToGIDMap", f.name)
		case f.name != f.descendant || f.name != f.descriptor:
			r.bad("one font has the names %s, %s and %s", f.name, f.descendant, f.descriptor)
		}
	}
}

// checkSubset sees that each font is a part with no more than what is shown.
func checkSubset(r *reading) {
	for _, f := range r.fonts() {
		if !regexp.MustCompile(`^[A-Z]{6}\+.`).MatchString(f.name) {
			r.bad("%s is no subset", f.name)
		}
		// Code 0 is .notdef; a ligature's letters may be blank codes, all in use.
		if len(f.unicode) > len(f.used) {
			r.bad("%s has %d codes, %d are used", f.name, len(f.unicode), len(f.used))
		}
	}
}

// checkUnicode sees that each code in use has a text that is no code of nothing.
func checkUnicode(r *reading) {
	for _, f := range r.fonts() {
		for c := range f.used {
			u, ok := f.unicode[c]
			if !ok && c != 0 {
				r.bad("code %04X of %s has no text", c, f.name)
			}
			for _, v := range u {
				if v == 0 || v == 0xFEFF || v == 0xFFFE || v >= 0xE000 && v < 0xF900 {
					r.bad("code %04X of %s stands for %04X", c, f.name, v)
				}
			}
		}
	}
}

// checkNotdef sees that no shape of nothing is shown.
func checkNotdef(r *reading) {
	for _, f := range r.fonts() {
		if f.used[0] {
			r.bad("%s shows .notdef", f.name)
		}
	}
}

// checkWidths compares the widths in the file with those in the font program.
func checkWidths(r *reading) {
	for _, f := range r.fonts() {
		head, hhea, hmtx := table(f.program, "head"), table(f.program, "hhea"), table(f.program, "hmtx")
		w := r.array(f.cid["W"])
		if len(head) < 54 || len(hhea) < 36 || len(w) != 2 {
			r.bad("%s has no widths", f.name)
			continue
		}
		em, long := float64(word16(head, 18)), word16(hhea, 34)
		var gids []byte
		if s := r.stream(f.cid["CIDToGIDMap"]); s != nil {
			gids = s.Content
		}
		widths := r.numbers(w[1])
		for c := range f.used {
			g := int(c)
			if gids != nil {
				g = word16(gids, 2*g)
			}
			g = min(g, long-1)
			if int(c) >= len(widths) || math.Abs(widths[c]-float64(word16(hmtx, 4*g))*1000/em) > 1 {
				r.bad("code %04X of %s has another width than its shape", c, f.name)
				break
			}
		}
	}
}

// table gives a table of a TrueType file (ISO/IEC 14496-22).
func table(font []byte, tag string) []byte {
	for e := 12; len(font) > 12 && e+16 <= 12+16*word16(font, 4) && e+16 <= len(font); e += 16 {
		if string(font[e:e+4]) == tag {
			off, n := word16(font, e+8)<<16|word16(font, e+10), word16(font, e+12)<<16|word16(font, e+14)
			if off+n <= len(font) {
				return font[off : off+n]
			}
		}
	}
	return nil
}

// word16 reads two bytes, big end first; 0 beyond the end.
func word16(b []byte, at int) int {
	if at+2 > len(b) {
		return 0
	}
	return int(b[at])<<8 | int(b[at+1])
}

// checkLimits sees the limits of readers (ISO 32000-1, annex C).
func checkLimits(r *reading) {
	if len(r.ctx.Table) > 8_388_607 {
		r.bad("%d objects", len(r.ctx.Table))
	}
	for i, p := range r.pages {
		if p.deepest > 28 {
			r.bad("page %d opens %d states in one another", i+1, p.deepest)
		}
		for _, v := range r.numbers(p.dict["MediaBox"]) {
			if v < 0 || v > 14_400 {
				r.bad("page %d reaches %g", i+1, v)
			}
		}
	}
	r.walk(func(path string, d types.Dict) {
		for key, v := range d {
			if n, ok := v.(types.Name); len(key) > 127 || ok && len(n) > 127 {
				r.bad("%s/%s is a long name", path, key)
			}
		}
	})
}

// checkMetadata sees an XMP packet in plain sight that says what Info says.
func checkMetadata(r *reading) {
	if !bytes.Contains(r.bytes, []byte("<?xpacket begin=")) || !strings.HasSuffix(r.metadata, `<?xpacket end="r"?>`) {
		r.bad("the packet is not there or not in plain sight")
	}
	date := regexp.MustCompile(`^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\+00'00'$`)
	for key, property := range map[string]string{"Title": "dc:title", "Subject": "dc:description", "Creator": "xmp:CreatorTool", "Producer": "pdf:Producer",
		"CreationDate": "xmp:CreateDate", "ModDate": "xmp:ModifyDate"} {
		want := r.text(r.info[key])
		if strings.HasSuffix(key, "Date") {
			want = date.ReplaceAllString(want, "$1-$2-${3}T$4:$5:$6+00:00")
		}
		if got := r.xmp[property]; got != want || want == "" && key != "Subject" {
			r.bad("Info has the %s %q, the packet %q", key, want, got)
		}
	}
	for _, key := range []string{"Author", "Keywords"} {
		if r.info[key] != nil {
			r.bad("Info has %s, the packet not", key)
		}
	}
}

// checkTitle sees that readers show the title in place of the file's name.
func checkTitle(r *reading) {
	if fmt.Sprint(r.dict(r.root["ViewerPreferences"])["DisplayDocTitle"]) != "true" || r.text(r.info["Title"]) == "" {
		r.bad("the title is not shown")
	}
}

// long is how many pages a file may have without an outline.
const long = 4

// checkOutline sees that a long file has an outline.
func checkOutline(r *reading) {
	if len(r.pages) > long && len(r.dict(r.root["Outlines"])) == 0 {
		r.bad("%d pages without an outline", len(r.pages))
	}
}
