package exchange

import (
	"encoding/xml"
	"strings"
)

// text reads the text of an element up to its end. Marks that tools put around
// segments are looked through; any other element is kept as it is spelled, so
// that the judge sees it.
func (r *xmlReader) text(start xml.StartElement) (string, error) {
	var b strings.Builder
	r.marks, r.holes = 0, 0
	open := -1 // where the text of the open segment begins
	for depth := 0; ; {
		t, err := r.d.Token()
		if err != nil {
			return "", err
		}
		switch t := t.(type) {
		case xml.CharData:
			b.Write(t)
		case xml.StartElement:
			r.unindent(&b, " ")
			switch t.Name.Local {
			case "x", "ph":
				within, err := r.text(t)
				if err != nil {
					return "", err
				}
				b.WriteString(r.placeholder(t, within))
				continue
			}
			depth++
			switch t.Name.Local {
			case "mrk":
				if attr(t, "mtype") == "seg" {
					r.marks++
					open = b.Len()
				}
			case "mrkr":
			default:
				b.WriteString("<" + t.Name.Local + ">")
			}
		case xml.EndElement:
			if depth == 0 {
				r.unindent(&b, "")
				return b.String(), nil
			}
			if t.Name.Local == "mrk" && open >= 0 {
				if strings.TrimSpace(b.String()[min(open, b.Len()):]) == "" {
					r.holes++
				}
				open = -1
			}
			depth--
		}
	}
}

// unindent takes the line end and the spaces away that a tool put before an
// element; between two placeholders, where it dropped the space that stood
// there, it leaves one.
func (r *xmlReader) unindent(b *strings.Builder, between string) {
	cut := strings.TrimRight(b.String(), " \t")
	if !r.rewritten || !strings.HasSuffix(cut, "\n") {
		return
	}
	cut = strings.TrimSuffix(cut, "\n")
	if strings.HasSuffix(cut, "}}") {
		cut += between
	}
	b.Reset()
	b.WriteString(cut)
}

// placeholder gives the text that <x/> or <ph/> stands for: what the element says if
// that is one placeholder, since some tools number the ids anew; else the id's own, for
// others drop what they do not know but keep ids.
func (r *xmlReader) placeholder(t xml.StartElement, within string) string {
	id := attr(t, "id")
	for _, text := range []string{r.data[attr(t, "dataRef")], attr(t, "equiv-text"), attr(t, "equiv"), within,
		attr(t, "disp")} {
		if p := pieces(strings.TrimSpace(text)); len(p) == 1 && p[0].id != "" {
			r.known[id] = p[0].text
			return p[0].text
		}
	}
	if text, ok := r.known[id]; ok {
		return text
	}
	name := id
	if i := strings.LastIndexByte(id, '-'); i > 0 {
		name = id[:i]
	}
	if name != "" && name[0] >= 'A' && name[0] <= 'Z' {
		name = "." + name
	}
	return "{{" + name + "}}"
}
