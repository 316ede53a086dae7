package proof_test

import (
	"bytes"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// reading is a file as pdfcpu parses it, with its contents interpreted by the
// reader of these tests. Nothing of the writer is in it.
type reading struct {
	kind  string
	bytes []byte
	ctx   *model.Context
	root  types.Dict
	info  types.Dict
	pages []readPage
	// xmp holds the texts of the metadata by name, such as "pdf:Producer".
	xmp map[string]string
	// metadata is the packet.
	metadata string
	// wrong is what was found, for a clause.
	wrong []string
}

// readPage is one page with what it paints.
type readPage struct {
	dict, resources types.Dict
	painted         []painted
	deepest         int
}

// bad notes a breach of the clause that is looked at.
func (r *reading) bad(format string, args ...any) {
	if len(r.wrong) < 5 {
		r.wrong = append(r.wrong, fmt.Sprintf(format, args...))
	}
}

// read parses a file.
func read(kind string, data []byte) (*reading, error) {
	ctx, err := api.ReadContext(bytes.NewReader(data), offline())
	if err != nil {
		return nil, err
	}
	r := &reading{kind: kind, bytes: data, ctx: ctx, xmp: map[string]string{}}
	if r.root, err = ctx.Catalog(); err != nil {
		return nil, err
	}
	if ctx.Info != nil {
		r.info = r.dict(*ctx.Info)
	}
	if s := r.stream(r.root["Metadata"]); s != nil {
		r.metadata = string(s.Content)
		if err := r.readXMP(); err != nil {
			return nil, fmt.Errorf("XMP: %w", err)
		}
	}
	return r, r.readPages(r.dict(r.root["Pages"]))
}

// readPages goes through the tree of pages.
func (r *reading) readPages(node types.Dict) error {
	for _, kid := range r.array(node["Kids"]) {
		d := r.dict(kid)
		if r.name(d["Type"]) == "Pages" {
			if err := r.readPages(d); err != nil {
				return err
			}
			continue
		}
		p := readPage{dict: d, resources: r.dict(d["Resources"])}
		s := r.stream(d["Contents"])
		if s == nil {
			return fmt.Errorf("page %d has no contents", len(r.pages)+1)
		}
		ops, err := operators(s.Content)
		if err != nil {
			return err
		}
		if p.painted, p.deepest, err = interpret(ops); err != nil {
			return err
		}
		if p.painted, err = r.unfold(p); err != nil {
			return err
		}
		r.pages = append(r.pages, p)
	}
	return nil
}

// unfold puts what forms paint in the place of the forms (8.10): it takes its
// colours and marks from there.
func (r *reading) unfold(p readPage) ([]painted, error) {
	var out []painted
	for _, one := range p.painted {
		form := r.stream(r.dict(p.resources["XObject"])[one.object])
		if one.object == "" || form == nil || r.name(form.Dict["Subtype"]) != "Form" {
			out = append(out, one)
			continue
		}
		ops, err := operators(form.Content)
		if err != nil {
			return nil, err
		}
		inside, _, err := interpret(ops)
		if err != nil {
			return nil, err
		}
		for _, k := range inside {
			if k.mark != "" || len(k.codes) > 0 || k.object != "" || k.fill != "0 g" || k.stroke != "0 G" {
				return nil, fmt.Errorf("the form %s is more than a shape", one.object)
			}
			k.fill, k.stroke, k.state, k.mark = one.fill, one.stroke, one.state, one.mark
			out = append(out, k)
		}
	}
	return out, nil
}

// object follows references.
func (r *reading) object(o types.Object) types.Object {
	out, err := r.ctx.Dereference(o)
	if err != nil {
		r.bad("a reference to nothing: %v", o)
		return nil
	}
	return out
}

// dict gives a dictionary, also that of a stream; else an empty one.
func (r *reading) dict(o types.Object) types.Dict {
	switch d := r.object(o).(type) {
	case types.Dict:
		return d
	case types.StreamDict:
		return d.Dict
	}
	return nil
}

func (r *reading) array(o types.Object) types.Array {
	a, _ := r.object(o).(types.Array)
	return a
}

func (r *reading) name(o types.Object) string {
	n, _ := r.object(o).(types.Name)
	return string(n)
}

// stream gives a decoded stream; nil where there is none.
func (r *reading) stream(o types.Object) *types.StreamDict {
	s, ok := r.object(o).(types.StreamDict)
	if !ok {
		return nil
	}
	if s.Content == nil {
		if err := s.Decode(); err != nil {
			r.bad("a stream that cannot be decoded: %v", err)
		}
	}
	return &s
}

// number gives a number; 0 for anything else.
func (r *reading) number(o types.Object) float64 {
	switch v := r.object(o).(type) {
	case types.Integer:
		return float64(v)
	case types.Float:
		return float64(v)
	}
	return 0
}

// numbers gives the numbers of an array.
func (r *reading) numbers(o types.Object) []float64 {
	var out []float64
	for _, v := range r.array(o) {
		out = append(out, r.number(v))
	}
	return out
}

// text gives a text string (7.9.2.2).
func (r *reading) text(o types.Object) string {
	switch s := r.object(o).(type) {
	case types.StringLiteral:
		return string(s)
	case types.HexLiteral:
		b, err := hex.DecodeString(string(s))
		if err != nil || len(b) < 2 || b[0] != 0xFE || b[1] != 0xFF {
			return string(b)
		}
		var units []uint16
		for i := 2; i+1 < len(b); i += 2 {
			units = append(units, uint16(b[i])<<8|uint16(b[i+1]))
		}
		return string(utf16.Decode(units))
	}
	return ""
}

// walk gives every dictionary of the file with the keys that lead to it.
func (r *reading) walk(visit func(path string, d types.Dict)) {
	var into func(path string, o types.Object)
	into = func(path string, o types.Object) {
		switch v := o.(type) {
		case types.Dict:
			visit(path, v)
			for k, e := range v {
				into(path+"/"+k, e)
			}
		case types.StreamDict:
			visit(path, v.Dict)
			for k, e := range v.Dict {
				into(path+"/"+k, e)
			}
		case types.Array:
			for _, e := range v {
				into(path, e)
			}
		}
	}
	for n, e := range r.ctx.Table {
		if e != nil && !e.Free {
			into(fmt.Sprint(n), e.Object)
		}
	}
}

// readXMP reads the packet: the text of each property, lists joined.
func (r *reading) readXMP() error {
	short := map[string]string{"http://purl.org/dc/elements/1.1/": "dc", "http://ns.adobe.com/xap/1.0/": "xmp", "http://ns.adobe.com/pdf/1.3/": "pdf",
		"http://ns.adobe.com/xap/1.0/mm/": "xmpMM", "http://www.npes.org/pdfx/ns/id/": "pdfxid", "http://ns.adobe.com/pdfx/1.3/": "pdfx",
		"http://www.aiim.org/pdfa/ns/id/": "pdfaid", "http://www.aiim.org/pdfua/ns/id/": "pdfuaid", "http://www.aiim.org/pdfa/ns/extension/": "pdfaExtension"}
	d := xml.NewDecoder(strings.NewReader(r.metadata))
	property, depth := "", 0
	for {
		t, err := d.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if depth++; depth == 4 { // xmpmeta, RDF, Description, property
				property = short[t.Name.Space] + ":" + t.Name.Local
				r.xmp[property] = ""
			}
		case xml.EndElement:
			if depth--; depth < 4 {
				property = ""
			}
		case xml.CharData:
			if property != "" {
				r.xmp[property] += strings.TrimSpace(string(t))
			}
		}
	}
}
