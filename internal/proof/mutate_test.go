package proof_test

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
)

// taken is a finished PDF taken apart, so that a test can change one thing in
// it and put it together again. It reads what our writer writes: objects in
// plain sight, streams deflated, a classic cross-reference table.
type taken struct {
	t       testing.TB
	objects map[int]*object
	trailer string
	// version is that of the header.
	version string
}

// object is one object; stream is nil for one without, and is not compressed.
type object struct {
	dict   string
	stream []byte
}

var objectHead = regexp.MustCompile(`(?m)^(\d+) 0 obj\n`)

// take takes a PDF apart.
func take(t testing.TB, pdf []byte) *taken {
	t.Helper()
	d := &taken{t: t, objects: map[int]*object{}, version: string(pdf[5:8])}
	at := 0
	for {
		m := objectHead.FindSubmatchIndex(pdf[at:])
		if m == nil {
			break
		}
		number, _ := strconv.Atoi(string(pdf[at+m[2] : at+m[3]]))
		body := pdf[at+m[1]:]
		end := bytes.Index(body, []byte("\nendobj"))
		o := &object{}
		if s := bytes.Index(body, []byte("\nstream\n")); s >= 0 && s < end {
			o.dict = string(body[:s])
			n, _ := strconv.Atoi(regexp.MustCompile(`/Length (\d+)`).FindStringSubmatch(o.dict)[1])
			o.stream = body[s+8 : s+8+n]
			end = s + 8 + n + bytes.Index(body[s+8+n:], []byte("endobj"))
			if strings.Contains(o.dict, "/FlateDecode") {
				z, err := zlib.NewReader(bytes.NewReader(o.stream))
				if err != nil {
					t.Fatal(err)
				}
				if o.stream, err = io.ReadAll(z); err != nil {
					t.Fatal(err)
				}
				o.dict = strings.Replace(o.dict, "/Filter /FlateDecode", "", 1)
			}
		} else {
			o.dict = string(body[:end])
		}
		d.objects[number] = o
		at += m[1] + end
	}
	i := bytes.LastIndex(pdf, []byte("trailer\n"))
	j := bytes.LastIndex(pdf, []byte("startxref"))
	if i < 0 || len(d.objects) < 5 {
		t.Fatal("not a PDF of our writer")
	}
	d.trailer = string(pdf[i:j])
	return d
}

// bytes puts the PDF together.
func (d *taken) bytes() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%%PDF-%s\n%%\xe2\xe3\xcf\xd3\n", d.version)
	var numbers []int
	for n := range d.objects {
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	table := make([]int, slices.Max(numbers)+1)
	for _, n := range numbers {
		o := d.objects[n]
		table[n] = b.Len()
		if o.stream == nil {
			fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", n, o.dict)
			continue
		}
		dict := regexp.MustCompile(`/Length \d+`).ReplaceAllString(o.dict, fmt.Sprintf("/Length %d", len(o.stream)))
		fmt.Fprintf(&b, "%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\n", n, dict, o.stream)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(table))
	for _, o := range table[1:] {
		if o == 0 {
			b.WriteString("0000000000 00000 f \n")
		} else {
			fmt.Fprintf(&b, "%010d 00000 n \n", o)
		}
	}
	fmt.Fprintf(&b, "%sstartxref\n%d\n%%%%EOF\n", d.trailer, start)
	return b.Bytes()
}

// content gives the first content stream.
func (d *taken) content() *object {
	for n := 1; n < 1000; n++ {
		if o := d.objects[n]; o != nil && strings.Contains(o.dict, "/Type /Page ") {
			m := regexp.MustCompile(`/Contents (\d+) 0 R`).FindStringSubmatch(o.dict)
			k, _ := strconv.Atoi(m[1])
			return d.objects[k]
		}
	}
	d.t.Fatal("no page")
	return nil
}

// follow gives the number in a reference such as "/ToUnicode 32 0 R".
func (d *taken) follow(dict, key string) *object {
	m := regexp.MustCompile(key + ` \[?(\d+) 0 R`).FindStringSubmatch(dict)
	if m == nil {
		d.t.Fatalf("no %s in %s", key, dict)
	}
	n, _ := strconv.Atoi(m[1])
	return d.objects[n]
}

// typeface is one font of the file: its character map and its glyphs.
type typeface struct {
	codes map[uint16]string
	cmap  *object
	file  *object
}

// font finds a font by its name in the resources: F0.
func (d *taken) font(name string) *typeface {
	for _, o := range d.objects {
		m := regexp.MustCompile(`/` + name + ` (\d+) 0 R`).FindStringSubmatch(o.dict)
		if m == nil {
			continue
		}
		n, _ := strconv.Atoi(m[1])
		f := &typeface{codes: map[uint16]string{}}
		f.cmap = d.follow(d.objects[n].dict, "/ToUnicode")
		f.file = d.follow(d.follow(d.follow(d.objects[n].dict, "/DescendantFonts").dict, "/FontDescriptor").dict, "/FontFile2")
		for _, e := range regexp.MustCompile(`(?m)^<([0-9A-F]{4})> <([0-9A-F]+)>$`).FindAllStringSubmatch(string(f.cmap.stream), -1) {
			f.codes[hex16(e[1])[0]] = string(utf16.Decode(hex16(e[2])))
		}
		return f
	}
	d.t.Fatalf("no font %s", name)
	return nil
}

// hex16 reads 16-bit numbers in hexadecimal.
func hex16(s string) []uint16 {
	var out []uint16
	for i := 0; i+4 <= len(s); i += 4 {
		v, _ := strconv.ParseUint(s[i:i+4], 16, 16)
		out = append(out, uint16(v))
	}
	return out
}

// code gives the code of a character.
func (f *typeface) code(text string) (uint16, bool) {
	for c, s := range f.codes {
		if s == text {
			return c, true
		}
	}
	return 0, false
}

// glyphs cuts the font's outlines, changes them and puts them back: loca and
// glyf are written anew, every other table stays.
func (f *typeface) glyphs(t testing.TB, change func([][]byte)) {
	t.Helper()
	data := slices.Clone(f.file.stream)
	tables := map[string][3]int{} // offset of the entry, of the table, length
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		e := 12 + 16*i
		tables[string(data[e:e+4])] = [3]int{e, int(binary.BigEndian.Uint32(data[e+8:])), int(binary.BigEndian.Uint32(data[e+12:]))}
	}
	long := binary.BigEndian.Uint16(data[tables["head"][1]+50:]) != 0
	loca, glyf := data[tables["loca"][1]:][:tables["loca"][2]], data[tables["glyf"][1]:][:tables["glyf"][2]]
	at := func(i int) int {
		if long {
			return int(binary.BigEndian.Uint32(loca[4*i:]))
		}
		return 2 * int(binary.BigEndian.Uint16(loca[2*i:]))
	}
	width := 2
	if long {
		width = 4
	}
	var parts [][]byte
	for i := range len(loca)/width - 1 {
		parts = append(parts, slices.Clone(glyf[at(i):at(i+1)]))
	}
	change(parts)
	clear(glyf)
	off := 0
	for i, p := range parts {
		copy(glyf[off:], p)
		off += len(p)
		if long {
			binary.BigEndian.PutUint32(loca[4*(i+1):], uint32(off))
		} else {
			binary.BigEndian.PutUint16(loca[2*(i+1):], uint16(off/2))
		}
	}
	if off > len(glyf) {
		t.Fatal("the outlines do not fit")
	}
	f.file.stream = data
}

// shown is one piece of text in the content: a TJ of one line.
type shown struct {
	// line is its line in the content; x and y the place, size the type size.
	line       int
	x, y, size float64
	font       string
	codes      []uint16
	text       string
}

// find finds the pieces whose text, without spaces, is the wanted one.
func (d *taken) find(wanted string) []shown {
	var out []shown
	var now shown
	var font *typeface
	lines := strings.Split(string(d.content().stream), "\n")
	for i, l := range lines {
		if m := regexp.MustCompile(`^1 0 0 1 (\S+) (\S+) Tm$`).FindStringSubmatch(l); m != nil {
			now.x, _ = strconv.ParseFloat(m[1], 64)
			now.y, _ = strconv.ParseFloat(m[2], 64)
		}
		if m := regexp.MustCompile(`^/(F\d+) (\S+) Tf$`).FindStringSubmatch(l); m != nil {
			now.font = m[1]
			now.size, _ = strconv.ParseFloat(m[2], 64)
			font = d.font(now.font)
		}
		if !strings.HasSuffix(l, "]TJ") || font == nil {
			continue
		}
		now.line, now.codes, now.text = i, nil, ""
		for _, m := range regexp.MustCompile(`<([0-9A-F]+)>`).FindAllStringSubmatch(l, -1) {
			now.codes = append(now.codes, hex16(m[1])...)
		}
		for _, c := range now.codes {
			now.text += font.codes[c]
		}
		if strings.Join(strings.Fields(now.text), "") == strings.Join(strings.Fields(wanted), "") {
			out = append(out, now)
		}
	}
	return out
}

// replace writes other codes in the place of a piece of text.
func (d *taken) replace(s shown, codes []uint16) {
	o := d.content()
	lines := strings.Split(string(o.stream), "\n")
	k := 0
	lines[s.line] = regexp.MustCompile(`<[0-9A-F]+>`).ReplaceAllStringFunc(lines[s.line], func(old string) string {
		var b strings.Builder
		for range (len(old) - 2) / 4 {
			fmt.Fprintf(&b, "%04X", codes[k])
			k++
		}
		return "<" + b.String() + ">"
	})
	o.stream = []byte(strings.Join(lines, "\n"))
}

// paint adds operators at the end of the page, on top of all.
func (d *taken) paint(ops string) {
	o := d.content()
	o.stream = append(slices.Clone(o.stream), []byte("\n"+ops+"\n")...)
}

// moveCode moves the code: the longest run of rectangles.
func (d *taken) moveCode(dx, dy int) {
	o := d.content()
	lines := strings.Split(string(o.stream), "\n")
	best, from, start := 0, 0, -1
	for i, l := range append(lines, "") {
		if strings.HasSuffix(l, " re") {
			if start < 0 {
				start = i
			}
			if i-start+1 > best {
				best, from = i-start+1, start
			}
			continue
		}
		start = -1
	}
	if best < 50 {
		d.t.Fatalf("no code: %d rectangles at most", best)
	}
	end := from + best // the painting operator
	moved := append(slices.Clone(lines[:from]), fmt.Sprintf("q 1 0 0 1 %d %d cm", dx, dy))
	moved = append(moved, lines[from:end+1]...)
	moved = append(append(moved, "Q"), lines[end+1:]...)
	o.stream = []byte(strings.Join(moved, "\n"))
}
