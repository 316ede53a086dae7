package host_test

import (
	"encoding/xml"
	"strings"
	"testing"

	"pharos/internal/locale"
	"pharos/internal/plan"
	"pharos/internal/web/host"
)

func TestDraftForbidsAll(t *testing.T) {
	if got := host.Robots(true, "https://x.example/"); got != "User-agent: *\nDisallow: /\n" {
		t.Errorf("%q", got)
	}
	if got := host.Robots(false, "https://x.example/"); !strings.Contains(got, "Sitemap: https://x.example/sitemap.xml") || strings.Contains(got, "Disallow") {
		t.Errorf("%q", got)
	}
	for name, f := range map[string]func(bool, []byte) string{"_headers": host.Headers, "nginx": host.Nginx, "apache": host.Apache} {
		if !strings.Contains(f(true, nil), "noindex") || strings.Contains(f(false, nil), "noindex") {
			t.Errorf("%s: noindex does not follow the draft", name)
		}
		for _, want := range []string{"default-src 'none'", "frame-ancestors 'none'", "no-referrer", "nosniff"} {
			if !strings.Contains(f(false, nil), want) {
				t.Errorf("%s lacks %s", name, want)
			}
		}
		if strings.Contains(f(false, nil), "unsafe") {
			t.Errorf("%s: unsafe policy", name)
		}
	}
}

func TestSitemap(t *testing.T) {
	page := func(name, address string) plan.Page { return plan.Page{Name: name, Address: address} }
	s := plan.Site{Base: "https://x.example/", Default: "sq", Faces: []plan.Face{
		{Locale: locale.Locale{Tag: "sq"}, Pages: []plan.Page{page("start", ""), page("signs", "signs")}},
		{Locale: locale.Locale{Tag: "sr-Cyrl"}, Pages: []plan.Page{page("start", "")}}}}
	text, err := host.Sitemap(s)
	if err != nil {
		t.Fatal(err)
	}
	var set struct {
		URLs []struct {
			Loc   string `xml:"loc"`
			Links []struct {
				Lang string `xml:"hreflang,attr"`
				Href string `xml:"href,attr"`
			} `xml:"link"`
		} `xml:"url"`
	}
	if err := xml.Unmarshal([]byte(text), &set); err != nil {
		t.Fatal(err)
	}
	if len(set.URLs) != 3 || set.URLs[2].Loc != "https://x.example/sr-cyrl/" || len(set.URLs[0].Links) != 3 || set.URLs[0].Links[1].Lang != "sr-Cyrl" {
		t.Errorf("%+v", set)
	}
	if l := set.URLs[0].Links[2]; l.Lang != "x-default" || l.Href != "https://x.example/" {
		t.Errorf("%+v", l)
	}
}

func TestCalendar(t *testing.T) {
	s := plan.Site{Country: "zz", Days: []plan.Day{
		{Names: map[locale.Tag]string{"sq": "Dita; e, parë\\ " + strings.Repeat("ë", 60)}, From: "10-18", Until: "10-18"},
		{Names: map[locale.Tag]string{"sq": "Fundi"}, From: "12-30", Until: "01-02"},
		{Names: map[locale.Tag]string{"sq": "Gabim"}, From: "13-40"}}}
	got := host.Calendar(s, "sq", "2026-11-23")
	for line := range strings.SplitSeq(strings.TrimSuffix(got, "\r\n"), "\r\n") {
		if len(line) > 75 {
			t.Errorf("line of %d octets", len(line))
		}
	}
	whole := strings.ReplaceAll(got, "\r\n ", "")
	for _, want := range []string{"BEGIN:VCALENDAR\r\nVERSION:2.0", `SUMMARY;LANGUAGE=sq:Dita\; e\, parë\\ ë`, "DTSTART;VALUE=DATE:20261018", "DTEND;VALUE=DATE:20261019",
		"DTSTART;VALUE=DATE:20261230", "DTEND;VALUE=DATE:20270103", "DTSTAMP:20261123T000000Z", "END:VCALENDAR\r\n"} {
		if !strings.Contains(whole, want) {
			t.Errorf("the calendar lacks %q:\n%s", want, whole)
		}
	}
	if strings.Count(whole, "BEGIN:VEVENT") != 2 {
		t.Error("a day that does not exist was written")
	}
	if host.Calendar(s, "tr", "2026-11-23") != "" {
		t.Error("a calendar without days")
	}
}
