package proof_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/png"
	"slices"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"pharos/internal/pdf"
	"pharos/internal/picture"
	"pharos/internal/typeset"
)

// seenThrough gives a sheet with a gray picture through which the ground is
// seen: made to PDF/X-4, for the screen, and to PDF/X-1a, where it stands on
// white.
func seenThrough(t testing.TB) []volume {
	t.Helper()
	s, err := theShop()
	if err != nil {
		t.Fatal(err)
	}
	all := volumes(t, "screen")
	v := all[slices.IndexFunc(all, func(v volume) bool { return v.material.Template == "poster-windows" })]
	doc := v.doc
	doc.Pages = slices.Clone(doc.Pages)
	p := &doc.Pages[0]
	p.Tags = append(slices.Clone(p.Tags), typeset.Tag{Role: typeset.RoleFigure, Parent: -1, Lang: "en", Alt: "A gray square."})
	at := typeset.Box(p.Trim.Min.X+typeset.MM(20_000), p.Trim.Min.Y+typeset.MM(20_000), typeset.MM(5_000), typeset.MM(5_000))
	square, err := picture.Read(grayWithHole(t))
	if err != nil {
		t.Fatal(err)
	}
	p.Items = append(slices.Clone(p.Items), &picture.Placed{Mark: typeset.Mark{Tag: len(p.Tags) - 1, Role: "picture", ID: "square"},
		Frame: at, Picture: square})
	out := []volume{{kind: "press", standard: pdf.Press}, {kind: "screen", standard: pdf.Screen}, {kind: "x1a", standard: pdf.PressX1a}}
	for i := range out {
		one, d := &out[i], doc
		if one.kind != "screen" {
			d = s.press.Marks(doc, v.material)
		}
		var b bytes.Buffer
		if err := pdf.Write(&b, d, pdf.Options{Kind: one.standard, Date: "2026-01-15", Profile: s.profile}); err != nil {
			t.Fatal(err)
		}
		one.name, one.material, one.doc, one.pdf = "seen through "+one.kind, v.material, d, b.Bytes()
	}
	return out
}

// grayWithHole is a gray PNG whose black lets the ground through (tRNS).
func grayWithHole(t testing.TB) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 64, 64))
	for i := range img.Pix {
		img.Pix[i] = byte(i % 2 * 128)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	chunk := []byte("\x00\x00\x00\x02tRNS\x00\x00")
	chunk = binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(chunk[4:]))
	return slices.Insert(b.Bytes(), 33, chunk...) // after the signature and IHDR
}

// checkOpaque sees that nothing shines through: no constant alpha, no blend
// mode, no mask. Made to PDF/X-4 and PDF/A-2 a picture may have a soft mask and
// its page a group, which checkMask looks at; PDF/X-1a has neither.
func checkOpaque(r *reading) {
	r.walk(func(path string, d types.Dict) {
		for _, key := range []string{"ca", "CA", "SMask", "SMaskInData", "BM", "AIS", "Group", "TK", "Mask", "Matte"} {
			_, has := d[key]
			switch {
			case !has:
			case key == "SMask" && r.kind != "x1a" && r.name(d["Subtype"]) == "Image":
			case key == "Group" && r.kind != "x1a" && r.name(d["Type"]) == "Page" && r.seenThrough(d):
			default:
				r.bad("%s/%s", path, key)
			}
		}
	})
}

// masks gives the soft masks of the pictures among a page's resources.
func (r *reading) masks(page types.Dict) map[string]types.Object {
	out := map[string]types.Object{}
	for name, o := range r.dict(r.dict(page["Resources"])["XObject"]) {
		if d := r.dict(o); d["SMask"] != nil {
			out[name] = d["SMask"]
		}
	}
	return out
}

// seenThrough reports a page that paints a picture with a soft mask.
func (r *reading) seenThrough(page types.Dict) bool {
	masks := r.masks(page)
	for _, p := range r.pages {
		if fmt.Sprint(p.dict["Contents"]) != fmt.Sprint(page["Contents"]) {
			continue
		}
		for _, one := range p.painted {
			if masks[one.object] != nil {
				return true
			}
		}
	}
	return false
}

// checkMask sees that a soft mask is gray and has none of its own (11.6.5.3),
// and that a page with such a picture says in which colours it blends: those of
// the output intent (11.6.6).
func checkMask(r *reading) {
	want := "DeviceRGB"
	if r.kind == "press" || r.kind == "sheet" {
		want = "DeviceCMYK"
	}
	for i, p := range r.pages {
		for name, o := range r.masks(p.dict) {
			m := r.dict(o)
			if r.name(m["Subtype"]) != "Image" || r.name(m["ColorSpace"]) != "DeviceGray" || m["SMask"] != nil {
				r.bad("page %d: the mask of %s is %v", i+1, name, m)
			}
		}
		if !r.seenThrough(p.dict) {
			continue // checkOpaque sees that it has no group
		}
		if g := r.dict(p.dict["Group"]); r.name(g["S"]) != "Transparency" || r.name(g["CS"]) != want {
			r.bad("page %d blends in %v, not in %s", i+1, g, want)
		}
	}
}

// TestMaskBreaches breaks each part of what may be seen through.
func TestMaskBreaches(t *testing.T) {
	first := func(mark, old, new string) func(*taken) { // in objects with a mark
		return func(d *taken) {
			n := 0
			for _, o := range d.objects {
				if strings.Contains(o.dict, mark) && strings.Contains(o.dict, old) {
					o.dict, n = strings.Replace(o.dict, old, new, 1), n+1
				}
			}
			if n == 0 {
				d.t.Fatalf("nothing has %q and %q", mark, old)
			}
		}
	}
	both := func(r *reading) { checkOpaque(r); checkMask(r) }
	for _, v := range seenThrough(t) {
		if r, err := read(v.kind, v.pdf); err != nil {
			t.Fatal(err)
		} else if both(r); len(r.wrong) > 0 {
			t.Fatalf("%s: %v", v.name, r.wrong)
		}
		breaches := map[string]func(*taken){
			"a matte":                      first("/Subtype /Image", "/Subtype /Image", "/Subtype /Image /Matte [0]"),
			"a mask in a graphics state":   first("/Type /Page ", "/Font <<", "/ExtGState << /G9 << /SMask << /S /Luminosity >> >> >> /Font <<"),
			"a blend mode":                 first("/Type /Page ", "/Font <<", "/ExtGState << /G9 << /BM /Multiply >> >> /Font <<"),
			"a colour key mask":            first("/Subtype /Image", "/Subtype /Image", "/Subtype /Image /Mask [0 0]"),
			"a picture in JPEG 2000 alpha": first("/Subtype /Image", "/Subtype /Image", "/Subtype /Image /SMaskInData 1"),
		}
		if v.kind != "screen" { // its page has states already
			breaches["a mask in a graphics state"] = first("/OPM 1", "/OPM 1", "/OPM 1 /SMask << /S /Luminosity >>")
			breaches["a blend mode"] = first("/OPM 1", "/OPM 1", "/OPM 1 /BM /Multiply")
		}
		if v.kind == "x1a" {
			breaches["a soft mask"] = first("/Subtype /Image", "/Subtype /Image", "/Subtype /Image /SMask 1 0 R")
			breaches["a group"] = first("/Type /Page ", "/Type /Page ", "/Type /Page /Group << /S /Transparency /CS /DeviceCMYK >> ")
		} else {
			breaches["no group"] = first("/Type /Page ", "/Group ", "/Grope ")
			breaches["a group without its colours"] = first("/Type /Page ", "/S /Transparency /CS ", "/S /Transparency /CT ")
			breaches["a group without its picture"] = first("/Subtype /Image", "/SMask ", "/SMark ")
			breaches["a mask in colour"] = func(d *taken) {
				for _, o := range d.objects {
					if strings.Contains(o.dict, "/Subtype /Image") && !strings.Contains(o.dict, "/SMask") {
						o.dict = strings.Replace(o.dict, "/DeviceGray", "/DeviceRGB", 1)
					}
				}
			}
		}
		for name, breach := range breaches {
			d := take(t, v.pdf)
			breach(d)
			r, err := read(v.kind, d.bytes())
			if err != nil {
				t.Fatalf("%s: %s: %v", v.kind, name, err)
			}
			if both(r); len(r.wrong) == 0 {
				t.Errorf("%s: %s: the breach is not seen", v.kind, name)
			}
		}
	}
}
