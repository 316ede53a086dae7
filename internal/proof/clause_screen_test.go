package proof_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// screenClauses hold for files made to PDF/UA-1 and PDF/A-2a.
var screenClauses = []clause{
	{"screen-identified", forScreen, checkScreenName, inStreams("<pdfuaid:part>1<", "<pdfuaid:part>2<")},
	{"screen-colours", forScreen, checkScreenColours, onPage("/Artifact BMC 0 0 0 1 k 0 0 9 9 re f EMC")},
	{"screen-intent", forScreen, checkScreenIntent, inDicts("/S /GTS_PDFA1", "/S /GTS_PDFX")},
	{"screen-opaque", forScreen, checkOpaque, inDicts("/Tabs /S", "/Tabs /S /Group << /S /Transparency >>")},
	{"screen-mask", []string{"screen"}, checkMask, inDicts("/Group << /S /Transparency /CS /DeviceRGB", "/Group << /S /Transparency /CS /DeviceCMYK")},
	{"screen-tagged", forScreen, checkTagged, inDicts("/Marked true", "/Marked false")},
	{"screen-marked-content", forScreen, checkMarkedContent, onPage("0 0 0 rg 0 0 9 9 re f")},
	{"screen-parents", forScreen, checkParents, inDicts("/ParentTree ", "/ParentTrex ")},
	{"screen-types", forScreen, checkTypes, inDicts("/S /P ", "/S /Paragraph ")},
	{"screen-headings", forScreen, checkHeadings, inDicts("/S /H1", "/S /H3")},
	{"screen-lists", forScreen, checkLists, inDicts("/S /P ", "/S /LI ")},
	{"screen-language", forScreen, checkLanguage, inDicts("/Lang <FEFF", "/Lang <FEFF0031")},
	{"screen-alternatives", forScreen, checkAlternatives, inDicts("/Alt <", "/Elt <")},
}

// checkScreenName sees the names of both standards, and the schema of the second.
func checkScreenName(r *reading) {
	for key, want := range map[string]string{"pdfaid:part": "2", "pdfaid:conformance": "A", "pdfuaid:part": "1"} {
		if r.xmp[key] != want {
			r.bad("%s is %q", key, r.xmp[key])
		}
	}
	if s := r.xmp["pdfaExtension:schemas"]; !strings.Contains(s, "http://www.aiim.org/pdfua/ns/id/") || !strings.Contains(s, "pdfuaid") {
		r.bad("the packet does not describe pdfuaid")
	}
}

// checkScreenColours sees sRGB and gray only.
func checkScreenColours(r *reading) {
	for i, p := range r.pages {
		for _, one := range p.painted {
			for _, set := range one.colours() {
				if op, _ := colourOf(set); op != "rg" && op != "RG" {
					r.bad("page %d paints in %q", i+1, set)
				}
			}
		}
		for name, o := range r.dict(p.resources["XObject"]) {
			d := r.dict(o)
			if r.name(d["Subtype"]) == "Form" && len(r.dict(d["Resources"])) == 0 {
				continue // a shape, judged where it is painted
			}
			if space := r.name(d["ColorSpace"]); r.name(d["Subtype"]) != "Image" || space != "DeviceRGB" && space != "DeviceGray" || d["Interpolate"] != nil {
				r.bad("the picture %s is in %v", name, d["ColorSpace"])
			}
		}
		if p.resources["ColorSpace"] != nil || p.resources["ExtGState"] != nil {
			r.bad("page %d has spaces or states", i+1)
		}
	}
}

// checkScreenIntent sees one output intent, whose profile is of a screen in RGB.
func checkScreenIntent(r *reading) {
	list := r.array(r.root["OutputIntents"])
	if len(list) != 1 || r.name(r.dict(list[0])["S"]) != "GTS_PDFA1" {
		r.bad("not one output intent of PDF/A")
	}
	if p := r.profile(); len(p) < 132 || string(p[12:20]) != "mntrRGB " || string(p[36:40]) != "acsp" || word16(p, 2) != len(p) {
		r.bad("the profile is not one of a screen")
	}
}

// checkTagged sees that the file says it is tagged, and is.
func checkTagged(r *reading) {
	mark := r.dict(r.root["MarkInfo"])
	if fmt.Sprint(mark["Marked"]) != "true" || mark["Suspects"] != nil || mark["UserProperties"] != nil {
		r.bad("MarkInfo is %v", mark)
	}
	tree := r.dict(r.root["StructTreeRoot"])
	if r.name(tree["Type"]) != "StructTreeRoot" || tree["RoleMap"] != nil {
		r.bad("no tree of the structure, or one with types of its own")
	}
	if top := r.dict(tree["K"]); r.name(top["S"]) != "Document" {
		r.bad("the structure begins with %q", r.name(top["S"]))
	}
}

// leaf is an element of the structure, or one of its contents.
type leaf struct {
	dict         types.Dict
	kind, parent string
	lang         string
	// page and mcid are those of a content; mcid is -1 for an element.
	page string
	mcid int
}

// leaves gives elements and contents in reading order.
func (r *reading) leaves() []leaf {
	var out []leaf
	var into func(o types.Object, up leaf, depth int)
	into = func(o types.Object, up leaf, depth int) {
		if depth > 20 {
			r.bad("the structure has no end")
			return
		}
		switch v := r.object(o).(type) {
		case types.Integer:
			up.mcid = int(v)
			out = append(out, up)
		case types.Array:
			for _, e := range v {
				into(e, up, depth+1)
			}
		case types.Dict:
			one := leaf{dict: v, kind: r.name(v["S"]), parent: up.kind, lang: up.lang, page: up.page, mcid: -1}
			if pg, ok := v["Pg"]; ok {
				one.page = fmt.Sprint(pg)
			}
			if l := r.text(v["Lang"]); l != "" {
				one.lang = l
			}
			out = append(out, one)
			if kids, ok := v["K"]; ok {
				into(kids, one, depth+1)
			}
		}
	}
	into(r.dict(r.root["StructTreeRoot"])["K"], leaf{lang: r.text(r.root["Lang"])}, 0)
	return out
}

// checkMarkedContent sees that all that is painted is an artifact or has a place
// in the structure, and one only.
func checkMarkedContent(r *reading) {
	places := map[string]int{}
	for _, l := range r.leaves() {
		if l.mcid >= 0 {
			places[fmt.Sprint(l.page, " ", l.mcid)]++
		}
	}
	kids := r.array(r.dict(r.root["Pages"])["Kids"])
	for i, p := range r.pages {
		here := map[string]bool{}
		for _, one := range p.painted {
			if one.mark == "" {
				r.bad("page %d paints without a mark", i+1)
			} else if one.mark != "Artifact" {
				here[one.mark] = true
			}
		}
		for mark := range here {
			key := fmt.Sprint(kids[i], " ", mark)
			if places[key] != 1 {
				r.bad("page %d: content %s is %d times in the structure", i+1, mark, places[key])
			}
			delete(places, key)
		}
	}
	for key := range places {
		r.bad("the structure has the content %s, which is not painted", key)
	}
}

// checkParents sees that the way from contents to elements is the way back.
func checkParents(r *reading) {
	nums := r.array(r.dict(r.dict(r.root["StructTreeRoot"])["ParentTree"])["Nums"])
	if len(nums) != 2*len(r.pages) {
		r.bad("the tree of parents knows %d of %d pages", len(nums)/2, len(r.pages))
		return
	}
	for i, p := range r.pages {
		if int(r.number(p.dict["StructParents"])) != int(r.number(nums[2*i])) {
			r.bad("page %d is not in the tree of parents", i+1)
		}
		for mcid, o := range r.array(nums[2*i+1]) {
			has := false
			for _, k := range r.array(r.dict(o)["K"]) {
				n, ok := r.object(k).(types.Integer)
				has = has || ok && int(n) == mcid
			}
			if !has {
				r.bad("page %d: content %d and its element do not know each other", i+1, mcid)
			}
		}
	}
}

// checkTypes sees structure types of the standard only (ISO 32000-1, 14.8.4),
// and that each element knows its parent.
func checkTypes(r *reading) {
	known := []string{"Document", "Sect", "H1", "H2", "P", "L", "LI", "LBody", "Figure", "Span"}
	for _, l := range r.leaves() {
		if l.mcid >= 0 {
			continue
		}
		if !slices.Contains(known, l.kind) {
			r.bad("an element %q", l.kind)
		}
		if parent := r.dict(l.dict["P"]); l.parent != "" && r.name(parent["S"]) != l.parent {
			r.bad("an element %s in a %s names a %s as its parent", l.kind, l.parent, r.name(parent["S"]))
		}
	}
}

// checkHeadings sees that the first heading is the highest and none is skipped.
func checkHeadings(r *reading) {
	last := 0
	for _, l := range r.leaves() {
		if m := regexp.MustCompile(`^H(\d)$`).FindStringSubmatch(l.kind); m != nil && l.mcid < 0 {
			level := int(m[1][0] - '0')
			if level > last+1 {
				r.bad("heading %d after heading %d", level, last)
			}
			last = level
		}
	}
}

// checkLists sees that lists hold items and items a body.
func checkLists(r *reading) {
	for _, l := range r.leaves() {
		switch {
		case l.mcid >= 0:
		case (l.kind == "LI") != (l.parent == "L"), l.kind == "LBody" && l.parent != "LI":
			r.bad("an element %s in a %s", l.kind, l.parent)
		}
	}
}

// checkLanguage sees a language for the whole and for each content.
func checkLanguage(r *reading) {
	tag := regexp.MustCompile(`^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$`) // BCP 47 as far as it is used here
	if l := r.text(r.root["Lang"]); !tag.MatchString(l) {
		r.bad("the language of the file is %q", l)
	}
	for _, l := range r.leaves() {
		if !tag.MatchString(l.lang) {
			r.bad("an element %s has the language %q", l.kind, l.lang)
		}
	}
}

// checkAlternatives sees that pictures have words and a place.
func checkAlternatives(r *reading) {
	for _, l := range r.leaves() {
		if l.kind != "Figure" || l.mcid >= 0 {
			continue
		}
		if strings.TrimSpace(r.text(l.dict["Alt"])) == "" {
			r.bad("a figure without words")
		}
		if a := r.dict(l.dict["A"]); len(r.numbers(a["BBox"])) != 4 || r.name(a["O"]) != "Layout" {
			r.bad("a figure without a box")
		}
	}
}
