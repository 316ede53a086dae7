package campaign

import (
	"slices"
	"testing"
)

// TestParseHours reads hours as people type them, and refuses what is none.
func TestParseHours(t *testing.T) {
	for text, want := range map[string]string{
		"always":                               "always",
		"24/7":                                 "always",
		"Day and night":                        "always",
		"0–24":                                 "always",
		"9-17":                                 "mon-sun 09:00-17:00",
		"daily 9.00 – 17.30":                   "mon-sun 09:00-17:30",
		"mon-fri 10:00-18:00":                  "mon-fri 10:00-18:00",
		"Mon – Fri 10h-18h":                    "mon-fri 10:00-18:00",
		"monday to friday 10:00 to 18:00":      "mon-fri 10:00-18:00",
		"mon-fri 8-12, 13-17":                  "mon-fri 08:00-12:00, mon-fri 13:00-17:00",
		"mon, wed and fri 18:00-02:00":         "mon wed fri 18:00-02:00",
		"sat-sun 10-12; mon-fri 08:00-20:00":   "sat sun 10:00-12:00, mon-fri 08:00-20:00",
		"sat-mon 10:00-12:00":                  "mon sat sun 10:00-12:00",
		"mon\u00a0–\u00a0fri 10:00\u201318:00": "mon-fri 10:00-18:00",
	} {
		h, err := ParseHours(text)
		if err != nil || h.Written() != want {
			t.Errorf("%q is %q, %v; want %q", text, h.Written(), err, want)
			continue
		}
		again, err := ParseHours(h.Written())
		if err != nil || again.Written() != want {
			t.Errorf("%q is not read back: %q, %v", want, again.Written(), err)
		}
	}
	for _, text := range []string{"", "banana", "mon-fri", "10:00", "25-26", "9:75-10", "10:00-10:00", "mon-xyz 9-17", "9-17 sometimes",
		"mon-fri 10:00-18:00, sat"} {
		if h, err := ParseHours(text); err == nil {
			t.Errorf("%q is taken for %q", text, h.Written())
		}
	}
}

// FuzzParseHours: whatever is read is written in a form that means the same.
func FuzzParseHours(f *testing.F) {
	f.Add("mon-fri 10:00-18:00, sat 9-13")
	f.Add("24/7")
	f.Fuzz(func(t *testing.T, text string) {
		h, err := ParseHours(text)
		if err != nil {
			return
		}
		again, err := ParseHours(h.Written())
		if err != nil || again.Written() != h.Written() {
			t.Fatalf("%q is written %q and read back as %q, %v", text, h.Written(), again.Written(), err)
		}
	})
}

// TestNights: a night is one span however it is written, and nothing else is joined.
func TestNights(t *testing.T) {
	all := Weekdays
	for name, c := range map[string]struct {
		weekly   []Interval
		monday   []Span
		constant bool
	}{
		"one interval":      {[]Interval{{all, "18:00", "02:00"}}, []Span{{1080, 1560}}, false},
		"two that meet":     {[]Interval{{all, "00:00", "02:00"}, {all, "18:00", "24:00"}}, []Span{{1080, 1560}}, false},
		"two days":          {[]Interval{{[]string{"mon"}, "18:00", "24:00"}, {[]string{"tue"}, "00:00", "02:00"}}, []Span{{1080, 1560}}, false},
		"Sunday to Monday":  {[]Interval{{[]string{"sun"}, "18:00", "24:00"}, {[]string{"mon"}, "00:00", "02:00"}}, nil, false},
		"whole days":        {[]Interval{{all, "00:00", "24:00"}}, []Span{{0, 1440}}, true},
		"longer than a day": {[]Interval{{all, "10:00", "24:00"}, {all, "00:00", "09:00"}}, []Span{{600, 1980}}, false},
		"too long to join":  {[]Interval{{[]string{"mon"}, "10:00", "24:00"}, {[]string{"tue"}, "00:00", "20:00"}}, []Span{{600, 1440}}, false},
		"until midnight":    {[]Interval{{all, "18:00", "00:00"}}, []Span{{1080, 1440}}, false},
		"a break":           {[]Interval{{all, "08:00", "12:00"}, {all, "13:00", "24:00"}}, []Span{{480, 720}, {780, 1440}}, false},
	} {
		h := Hours{Weekly: c.weekly}
		if got := h.Week()[0]; !slices.Equal(got, c.monday) {
			t.Errorf("%s: Monday is %v, want %v", name, got, c.monday)
		}
		if h.Constant() != c.constant {
			t.Errorf("%s: constant is %v", name, h.Constant())
		}
	}
	once, twice := Hours{Weekly: []Interval{{all, "18:00", "02:00"}}}, "mon-sun 0-2, mon-sun 18-24"
	if !once.heard(twice) || once.heard("mon-sun 18-24") || once.heard("banana") {
		t.Error("a call that heard a night in two pieces heard something else")
	}
}
