package form

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"pharos/internal/campaign"
	"pharos/internal/edit"
	"pharos/internal/tree"
)

// The kinds of opening hours.
const (
	ByDay   = "day"
	Always  = "always"
	Unknown = "unknown"
)

// Span is one span of a day as it is typed.
type Span struct {
	From, To string
	// Name is the name of the two boxes, without from or to; Problem says that they
	// cannot be read.
	Name    string
	Problem string
}

// Day is one row of the form.
type Day struct {
	Key   string
	Spans []Span
	// Closed is true where nobody answers on this day.
	Closed bool
}

// Hours is the form of opening hours.
type Hours struct {
	Kind string
	Days []Day
	// Was are the values that were read, as changes hold them, by key.
	Was map[string]string
}

// hoursKeys are the keys of hours that this form writes itself; the rest are fields.
var hoursKeys = []string{"always", "weekly"}

// ReadHours fills the form from a node.
func ReadHours(n *tree.Node) Hours {
	var h campaign.Hours
	tree.Decode(n, &h)
	out := Hours{Kind: Unknown, Was: map[string]string{}}
	switch {
	case h.Always:
		out.Kind = Always
	case len(h.Weekly) > 0:
		out.Kind = ByDay
	}
	for _, key := range hoursKeys {
		out.Was[key] = edit.Written(n.Get(key))
	}
	most := 1
	for _, day := range campaign.Weekdays {
		d := Day{Key: day}
		for _, v := range h.Weekly {
			if slices.Contains(v.Days, day) {
				d.Spans = append(d.Spans, Span{From: v.From, To: v.To})
			}
		}
		d.Closed = out.Kind == ByDay && len(d.Spans) == 0
		most = max(most, len(d.Spans))
		out.Days = append(out.Days, d)
	}
	out.named(most)
	return out
}

// named gives each day as many spans, and each its name.
func (h *Hours) named(most int) {
	for i := range h.Days {
		d := &h.Days[i]
		for len(d.Spans) < most {
			d.Spans = append(d.Spans, Span{})
		}
		for j := range d.Spans {
			d.Spans[j].Name = fmt.Sprintf("%s.%d.", d.Key, j)
		}
	}
}

// Names are the names that the form of hours sends.
func (h Hours) Names() []string {
	out := []string{"kind"}
	for _, key := range hoursKeys {
		out = append(out, "was."+key)
	}
	for _, d := range h.Days {
		out = append(out, d.Key+".closed")
		for _, s := range d.Spans {
			out = append(out, s.Name+"from", s.Name+"to")
		}
	}
	return out
}

// Fill takes what was sent into the form and gives the changes. Days that mean what
// the file says already are no change, however the file writes them.
func (h Hours) Fill(sent url.Values, file, base string) (Hours, []edit.Change) {
	out := Hours{Kind: sent.Get("kind"), Was: map[string]string{}}
	var weekly []campaign.Interval
	for _, d := range h.Days {
		day := Day{Key: d.Key, Closed: sent.Get(d.Key+".closed") != ""}
		for _, s := range d.Spans {
			s.From, s.To = clock(sent.Get(s.Name+"from")), clock(sent.Get(s.Name+"to"))
			v := campaign.Interval{Days: []string{d.Key}, From: s.From, To: s.To}
			switch _, ok := v.Span(); {
			case day.Closed || out.Kind != ByDay || s.From == "" && s.To == "":
			case !ok:
				s.Problem = "time"
			default:
				weekly = append(weekly, v)
			}
			day.Spans = append(day.Spans, s)
		}
		out.Days = append(out.Days, day)
	}
	for _, key := range hoursKeys {
		out.Was[key] = sent.Get("was." + key)
	}
	if len(out.Problems()) > 0 {
		return out, nil
	}
	want := map[string]*tree.Node{"weekly": weeklyNode(weekly)}
	if out.Kind == Always {
		want["always"], want["weekly"] = &tree.Node{Kind: tree.Bool, Value: "true"}, nil
	}
	if same(out.Was["weekly"], weekly) && out.Kind == ByDay {
		want["weekly"], _ = edit.Read(out.Was["weekly"])
	}
	var changes []edit.Change
	for _, key := range hoursKeys {
		was, err := edit.Read(out.Was[key])
		if err != nil || edit.Print(was) == edit.Print(want[key]) {
			continue
		}
		at := edit.Place{File: file, Path: base + "." + key}
		changes = append(changes, edit.Change{Place: at, Was: out.Was[key], Value: edit.Written(want[key])})
	}
	return out, changes
}

// Problems names the days whose times cannot be read.
func (h Hours) Problems() []string {
	var out []string
	for _, d := range h.Days {
		if slices.ContainsFunc(d.Spans, func(s Span) bool { return s.Problem != "" }) {
			out = append(out, d.Key)
		}
	}
	return out
}

// same reports whether a list of spans in a file means the same week.
func same(was string, weekly []campaign.Interval) bool {
	n, err := edit.Read(was)
	if err != nil || n == nil {
		return false
	}
	var h campaign.Hours
	tree.Decode(&tree.Node{Kind: tree.Map, Entries: []tree.Entry{{Key: "weekly", Value: n}}}, &h)
	return slices.EqualFunc(h.Week(), campaign.Hours{Weekly: weekly}.Week(), slices.Equal)
}

// weeklyNode writes spans of days; days with the same times are written together.
func weeklyNode(weekly []campaign.Interval) *tree.Node {
	var groups []campaign.Interval
	for _, v := range weekly {
		i := slices.IndexFunc(groups, func(g campaign.Interval) bool { return g.From == v.From && g.To == v.To })
		if i < 0 {
			groups = append(groups, campaign.Interval{From: v.From, To: v.To, Days: slices.Clone(v.Days)})
		} else {
			groups[i].Days = append(groups[i].Days, v.Days...)
		}
	}
	if len(groups) == 0 {
		return nil
	}
	out := &tree.Node{Kind: tree.List}
	for _, g := range groups {
		days := &tree.Node{Kind: tree.List}
		for _, d := range g.Days {
			days.Items = append(days.Items, tree.Word(d))
		}
		out.Items = append(out.Items, &tree.Node{Kind: tree.Map, Entries: []tree.Entry{
			{Key: "days", Value: days}, {Key: "from", Value: tree.Scalar(g.From)},
			{Key: "to", Value: tree.Scalar(g.To)},
		}})
	}
	return out
}

var loose = regexp.MustCompile(`^(\d{1,2})(?:[:.h](\d{2})|(\d{2}))?$`)

// clock writes a time as people type it, "8", "8.30" or "0830", as 08:30; what it
// cannot read stays as it is.
func clock(typed string) string {
	m := loose.FindStringSubmatch(strings.TrimSpace(typed))
	if m == nil {
		return strings.TrimSpace(typed)
	}
	minutes := m[2] + m[3]
	if minutes == "" {
		minutes = "00"
	}
	return fmt.Sprintf("%02s:%s", m[1], minutes)
}
