package press

import (
	"pharos/internal/diag"
	"pharos/internal/made"
	"pharos/internal/plan"
	"pharos/internal/rule"
	"pharos/internal/typeset"
)

// Yardsticks of public notices: the least size, and the sizes of body type
// (California Civil Code 52.6: 8.5 x 11 inches, 16 points), and the least that is
// released.
const (
	noticeShort = 216_000 // micrometres
	noticeLong  = 279_000
	bodyType    = 16 * typeset.Pt
	leastType   = 12 * typeset.Pt
)

// Judge applies the rules that only a finished composition can see. What they
// find refuses a release; the sheet can be made.
func Judge(m plan.Material, doc typeset.Document) diag.List {
	j := &judge{m: m, all: typeSizes(doc)}
	if number := j.of(string(made.SlotNumber)); number == 0 {
		j.found(
			rule.CardNumber,
			diag.Error,
			"Let the template show the number as text.",
			"%s does not show the number as text",
			m.ID,
		)
	} else if m.Kind.Traits().Notice {
		j.notice(doc.Pages[0].Trim, number)
	}
	j.equal()
	return j.list
}

// judge is one sheet while it is judged.
type judge struct {
	m    plan.Material
	all  []typeSize
	list diag.List
}

// typeSize is the size of one slot in one language.
type typeSize struct {
	slot, lang string
	size       typeset.Length
}

// typeSizes gathers the sizes of all text, in paint order.
func typeSizes(doc typeset.Document) []typeSize {
	var out []typeSize
	for _, pg := range doc.Pages {
		for _, it := range pg.Items {
			if t, ok := it.(*typeset.Text); ok {
				out = append(out, typeSize{t.Role, t.Lang, t.Size})
			}
		}
	}
	return out
}

// of gives the largest size of a slot; 0 where it is not set at all.
func (j *judge) of(slot string) typeset.Length {
	var size typeset.Length
	for _, x := range j.all {
		if x.slot == slot {
			size = max(size, x.size)
		}
	}
	return size
}

// notice applies the rules of public notices: size of the sheet and of its type.
func (j *judge) notice(trim typeset.Rect, number typeset.Length) {
	if w, h := min(
		trim.W(),
		trim.H(),
	), max(
		trim.W(),
		trim.H(),
	); w.Micrometres() < noticeShort ||
		h.Micrometres() < noticeLong {
		j.found(
			rule.PosterSize,
			diag.Warning,
			"Use A3, or record the choice as an exception.",
			"%s is smaller than a public notice of 216 x 279 mm: %s",
			j.m.ID,
			j.m.Stock,
		)
	}
	small, body := typeSize{}, typeset.Length(0)
	for _, x := range j.all {
		if made.Slot(x.slot).Traits().Body {
			body = max(body, x.size)
			if small.size == 0 || x.size < small.size {
				small = x
			}
		}
	}
	const cure = "Shorten the text, or take a larger stock."
	switch {
	case small.size == 0:
	case small.size < leastType:
		j.found(
			rule.PosterType,
			diag.Error,
			cure,
			"%s has %s in %s points; 12 is the least that is released",
			j.m.Name,
			small.slot,
			points(small.size),
		)
	case small.size < bodyType:
		j.found(
			rule.PosterType,
			diag.Warning,
			cure,
			"%s has %s in %s points; notices have 16 or more",
			j.m.Name,
			small.slot,
			points(small.size),
		)
	}
	if number <= body {
		j.found(
			rule.PosterType,
			diag.Warning,
			"Give the number a larger style.",
			"%s has its number in %s points and body type in %s",
			j.m.Name,
			points(number),
			points(body),
		)
	}
}

// equal sees that the languages of a joint sheet have one size: within 2 %.
func (j *judge) equal() {
	first := map[string]typeSize{}
	for _, x := range j.all {
		f, seen := first[x.slot]
		if !seen {
			first[x.slot] = x
		} else if len(j.m.Columns) > 1 && x.lang != f.lang && 50*max(x.size-f.size, f.size-x.size) > f.size {
			j.found(
				rule.PosterEqual,
				diag.Error,
				"Let the languages share one group of type in the template.",
				"%s has %s in %s points in %s and in %s points in %s",
				j.m.Name,
				x.slot,
				points(f.size),
				f.lang,
				points(x.size),
				x.lang,
			)
			return
		}
	}
}

// found adds a finding that refuses a release and lets the sheet be made.
func (j *judge) found(rule *diag.Rule, severity diag.Severity, hint, format diag.Format, args ...any) {
	f := j.list.Warnf(rule, j.m.From, hint, format, args...)
	f.Severity, f.Material = severity, j.m.Audience+"/"+j.m.ID
}
