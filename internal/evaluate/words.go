package evaluate

import (
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"pharos/internal/locale"
)

// Words puts a report into one language.
type Words struct {
	Catalogue *locale.Catalogue
	Tag       locale.Tag
	// Draft becomes true when a text was used that nobody has reviewed.
	Draft bool
}

// Languages lists those of the languages that have words for reports, English without
// being asked for.
func Languages(c *locale.Catalogue, want []locale.Tag) []locale.Tag {
	out := []locale.Tag{locale.Source}
	for _, tag := range want {
		if tag != locale.Source && c.Has(tag, "evaluation.title") {
			out = append(out, tag)
		}
	}
	return out
}

// Say gives a text with its values by name, two by two.
func (w *Words) Say(id string, values ...string) string {
	data := map[string]any{}
	for i := 0; i+1 < len(values); i += 2 {
		data[values[i]] = values[i+1]
	}
	t, ok := w.Catalogue.ResolveOr(w.Tag, "evaluation."+id, data)
	if !ok {
		return id // a test wants every word there
	}
	w.Draft = w.Draft || t.State == locale.Draft
	return t.Value
}

// Number writes a number with so many decimals. It is rounded first to a digit more, so
// that processors whose last digits differ write the same.
func (w *Words) Number(x float64, decimals int) string {
	switch {
	case math.IsInf(x, 1):
		return "∞"
	case math.IsNaN(x), math.IsInf(x, 0):
		return "–"
	}
	s := strconv.FormatFloat(Rounded(x), 'f', decimals, 64)
	if strings.Trim(s, "-0.") == "" {
		s = strings.TrimPrefix(s, "-")
	}
	return strings.Replace(strings.Replace(s, "-", "−", 1), ".", w.Say("decimal"), 1)
}

// Rounded keeps nine digits.
func Rounded(x float64) float64 {
	r, err := strconv.ParseFloat(strconv.FormatFloat(x, 'e', 8, 64), 64)
	if err != nil {
		return x
	}
	return r
}

// Percent writes a share of hundred.
func (w *Words) Percent(x float64) string { return w.Number(x, 0) + " %" }

// Day writes a day as the language does.
func (w *Words) Day(day string) string {
	text, err := w.Catalogue.Languages().Date(w.Tag, day)
	if err != nil {
		return day
	}
	return text
}

// measure names a measure.
func (w *Words) measure(m string) string {
	if w.Catalogue.Has(locale.Source, "evaluation.measure."+m) {
		return w.Say("measure." + m)
	}
	return m
}

// fact says what backs a lamp.
func (w *Words) fact(s Step) string {
	if r, ok := strings.CutPrefix(s.Fact, "reason."); ok {
		return w.Say("reason." + r)
	}
	values := []string{}
	for i, n := range s.Numbers {
		text := w.Number(n.Value, 0)
		if n.Percent {
			text = w.Percent(n.Value)
		}
		values = append(values, string(rune('A'+i)), text)
	}
	return w.Say("fact."+s.Fact, values...)
}

// verdict is the headline.
func (w *Words) verdict(c Calls) string {
	switch c.Verdict {
	case More, Fewer:
		kind := "areas"
		if c.Design == Line {
			kind = "line"
		}
		return w.Say("verdict."+string(c.Verdict)+"."+kind, "Ratio", w.Number(c.Change.Ratio, 1))
	}
	return w.Say("verdict." + string(c.Verdict))
}

// sure is what stands under the headline: the range, or the reason and its cure.
func (w *Words) sure(c Calls) string {
	if c.Verdict == Open {
		return capital(w.Say("reason."+string(c.Reason))) + ". " + w.cure(c)
	}
	return w.Say("sure", "Low", w.Number(c.Change.Low, 1), "High", w.Number(c.Change.High, 1),
		"Extra", w.Number(c.Extra, 0))
}

// capital lets a sentence begin with a capital letter.
func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

// cure says what would help against a reason.
func (w *Words) cure(c Calls) string {
	if c.Reason == Wide && c.Weeks == 0 {
		return w.Say("cure.wide.long")
	}
	return w.Say("cure."+string(c.Reason), "Weeks", strconv.Itoa(c.Weeks))
}

// read is the reading of the rule and what to do.
func (w *Words) read(r *Report) (reading, next string) {
	if r.Reading == "" {
		return w.Say("read.all"), w.Say("next", "Do", w.Say("do.all"))
	}
	var at Step
	for _, s := range r.Steps {
		if s.ID == r.Reading {
			at = s
		}
	}
	key := at.ID + "." + string(at.Lamp)
	if key == "calls.striped" {
		return w.Say("read." + key), w.cure(r.Calls)
	}
	return w.Say("read." + key), w.Say("next", "Do", w.Say("do."+key))
}
