package form

import (
	"errors"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"pharos/internal/campaign"
	"pharos/internal/tree"
)

// value parses a value.
func value(t *testing.T, text string) *tree.Node {
	t.Helper()
	root, list := tree.Parse("f", []byte("v: "+text+"\n"))
	if len(list) > 0 {
		t.Fatal(list)
	}
	return root.Get("v")
}

// sent is what a browser sends for a form in which nothing was changed.
func sent(h Hours) url.Values {
	out := url.Values{"kind": {h.Kind}, "was.always": {h.Was["always"]}, "was.weekly": {h.Was["weekly"]}}
	for _, d := range h.Days {
		if d.Closed {
			out.Set(d.Key+".closed", "on")
		}
		for _, s := range d.Spans {
			out.Set(s.Name+"from", s.From)
			out.Set(s.Name+"to", s.To)
		}
	}
	return out
}

// TestHours opens forms, changes them as people do, and compares what is to be written.
func TestHours(t *testing.T) {
	for _, tt := range []struct{ name, was, set, want string }{
		{"nothing", `{mark: U}`, "", ""},
		{"nothing by day", `{weekly: [{days: [mon, tue], from: "08:00", to: "20:00"}], mark: A}`, "", ""},
		{"written otherwise", `{weekly: [{days: [mon], from: "08:00", to: "20:00"}, {days: [tue], from: "08:00", to: "20:00"}]}`, "", ""},
		{"two spans stay", `{weekly: [{days: [mon], from: "08:00", to: "12:00"}, {days: [mon], from: "13:00", to: "17:00"}]}`, "", ""},
		{"always", `{mark: U}`, "kind=always", `always=true`},
		{"never closes any more", `{weekly: [{days: [mon], from: "08:00", to: "20:00"}]}`, "kind=always", `always=true weekly=`},
		{"by day", `{always: true}`, "kind=day&mon.0.from=8&mon.0.to=22&tue.0.from=8.00&tue.0.to=2200", `always= weekly=[{days: [mon, tue], from: "08:00", to: "22:00"}]`},
		{"a night", `{mark: U}`, "kind=day&sat.0.from=18&sat.0.to=2", `weekly=[{days: [sat], from: "18:00", to: "02:00"}]`},
		{"closed", `{weekly: [{days: [mon, tue], from: "08:00", to: "20:00"}]}`, "tue.closed=on", `weekly=[{days: [mon], from: "08:00", to: "20:00"}]`},
		{"not known", `{always: true}`, "kind=unknown", `always=`},
		{"no time", `{mark: U}`, "kind=day&mon.0.from=25:00&mon.0.to=22", "!mon"},
		{"no end", `{mark: U}`, "kind=day&mon.0.from=8", "!mon"},
		{"words", `{mark: U}`, "kind=day&mon.0.from=eight&mon.0.to=9&sun.0.from=8&sun.0.to=8", "!mon sun"},
		{"markup", `{mark: U}`, "kind=day&mon.0.from=<b>&mon.0.to=\n", "!mon"},
	} {
		h := ReadHours(value(t, tt.was))
		form := sent(h)
		more, err := url.ParseQuery(tt.set)
		if err != nil {
			t.Fatal(err)
		}
		for k := range more {
			form.Set(k, more.Get(k))
		}
		if err := Known(form, h.Names()...); err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
		got, changes := h.Fill(form, "f", "hours")
		var parts []string
		for _, c := range changes {
			parts = append(parts, strings.TrimPrefix(c.Path, "hours.")+"="+c.Value)
		}
		if p := got.Problems(); len(p) > 0 {
			parts = append(parts, "!"+strings.Join(p, " "))
		}
		if s := strings.Join(parts, " "); s != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, s, tt.want)
		}
	}
}

// TestFields makes fields of a type and takes changes back, each as its kind.
func TestFields(t *testing.T) {
	n := value(t, `{dial: "112", free: {value: unknown, mark: U, note: "x"}, international: {value: "+381"}}`)
	fields := Of(reflect.TypeFor[campaign.Contact](), n, "", "dial", "free", "note")
	var names []string
	for _, f := range fields {
		names = append(names, f.Path+":"+string(f.Kind))
	}
	if got := strings.Join(names, " "); got != "dial:text free.value:choice free.mark:choice free.sources:words free.note:long note:long" {
		t.Fatal(got)
	}
	form := url.Values{}
	for _, f := range fields {
		form.Set(f.Path, f.Value)
		form.Set("was."+f.Path, f.Was)
	}
	if _, changes := Fill(fields, form, "f", "a"); len(changes) > 0 {
		t.Errorf("%+v", changes)
	}
	for k, v := range map[string]string{"dial": " 0800 000 000 ", "free.value": "free", "free.sources": "a b", "free.note": "two\r\nlines"} {
		form.Set(k, v)
	}
	_, changes := Fill(fields, form, "f", "a")
	var got []string
	for _, c := range changes {
		got = append(got, c.Path+"="+c.Value)
	}
	if want := `a.dial="0800 000 000" a.free.value=free a.free.sources=[a, b] a.free.note="two\nlines"`; strings.Join(got, " ") != want {
		t.Errorf("%s", got)
	}
	for k, v := range map[string]string{"dial": "", "free.value": "gratis", "note": strings.Repeat("x", 5000), "was.free.mark": "{"} {
		form.Set(k, v)
	}
	filled, _ := Fill(fields, form, "f", "a")
	if p := Problems(filled); len(p) != 4 {
		t.Errorf("%+v", p)
	}
}

// TestKnown refuses what no form sends.
func TestKnown(t *testing.T) {
	for name, form := range map[string]url.Values{
		"unknown": {"b": {"x"}}, "doubled": {"a": {"x", "y"}}, "no text": {"a": {"\xff"}}, "nothing": {"a": {"a\x00"}},
	} {
		if err := Known(form, "a"); !errors.As(err, new(Refused)) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := Known(url.Values{"a": {"x"}}, "a"); err != nil {
		t.Error(err)
	}
}
