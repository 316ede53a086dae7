package view_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"slices"
	"strings"
	"testing"

	"pharos/internal/locale"
	"pharos/internal/plan"
	"pharos/internal/web/view"
	"pharos/internal/web/webtest"
)

const root = webtest.Root("../../..")

func TestRoot(t *testing.T) {
	for file, want := range map[string]string{"index.html": "", "sq/index.html": "../", "sq/offer/index.html": "../../"} {
		if got := view.Root(file); got != want {
			t.Errorf("%s: %q, want %q", file, got, want)
		}
	}
	if got := view.File("sr-Cyrl", "offer"); got != "sr-cyrl/offer/index.html" {
		t.Error(got)
	}
	if got := view.Address("cnr", ""); got != "cnr/" {
		t.Error(got)
	}
}

// face is a face with one line and one passage.
func face() plan.Face {
	en, _ := locale.Builtin().Lookup("en")
	line := plan.Contact{ID: "zz.line", Kind: "trafficking", Shown: "0800 000 000", Link: "tel:0800000000",
		Label: locale.Text{Value: "Line", Tag: "en"}, Hours: locale.Text{Value: "Day and night", Tag: "en"}, Always: true}
	danger := plan.Contact{ID: "zz.danger", Kind: "emergency", Shown: "1000", Link: "tel:1000", Label: locale.Text{Value: "Danger", Tag: "en"}}
	return plan.Face{Locale: en, Languages: locale.Builtin(), Country: "Samplia", Lines: []plan.Contact{line}, Emergency: danger,
		Texts: map[string]locale.Text{"hours.outside": locale.Text{Tag: "en"}.Of(locale.Run{Text: "In danger: "}, locale.Run{Kind: locale.Dial, Text: "1000", Link: "tel:1000"}, locale.Run{Text: "."})}}
}

func TestNumbersBecomeLinks(t *testing.T) {
	v := view.NewFace(plan.Site{}, face())
	got := v.Texts["hours.outside"].Words
	want := []view.Piece{{Text: "In danger: "}, {Number: "1000", Link: "tel:1000"}, {Text: "."}}
	if !slices.Equal(got, want) {
		t.Errorf("%+v", got)
	}
}

func TestMainLine(t *testing.T) {
	f := face()
	v := view.NewFace(plan.Site{Zone: "Europe/Zagreb"}, f)
	if !v.Line || v.Main.Link != "tel:0800000000" || v.Main.Clock != nil || len(v.Others) != 1 || v.Same {
		t.Errorf("with a line: %+v", v.Main)
	}
	police := f.Emergency
	police.Kind, police.Shown, police.Link = "police", "192", "tel:192"
	f.Lines, f.None, f.Police = nil, locale.Text{ID: "line.held", Value: "Being checked"}, &police
	v = view.NewFace(plan.Site{}, f)
	if v.Line || !v.Held || v.Main.Link != "tel:192" || len(v.Others) != 1 || v.Same {
		t.Errorf("held, with police: %+v", v.Main)
	}
	f.Police = nil
	v = view.NewFace(plan.Site{}, f)
	if v.Main.Link != "tel:1000" || !v.Same || len(v.Others) != 0 {
		t.Errorf("held, without police: %+v", v.Main)
	}
}

func TestOtherLinesStayWhereThereIsNoMainOne(t *testing.T) {
	f := face()
	f.None = locale.Text{ID: "line.none", Value: "None"}
	v := view.NewFace(plan.Site{}, f)
	if v.Line || len(v.Others) != 1 || v.Others[0].Link != "tel:0800000000" {
		t.Errorf("%+v", v.Others)
	}
}

func TestBlocks(t *testing.T) {
	f := face()
	passage := func(kind, text string, tag locale.Tag) plan.Passage {
		return plan.Passage{Kind: kind, Text: locale.Text{Value: text, Tag: tag}}
	}
	p := view.NewPage(plan.Site{}, f, plan.Page{Name: "x", Address: "x", Passages: []plan.Passage{
		passage("heading", "A", "en"), passage("item", "1", "en"), passage("item", "2", "en"), passage("paragraph", "P", "ar"),
		passage("step", "3", "en"), {Kind: "item", Text: locale.Text{Tag: "en"}.Of(locale.Run{Kind: locale.Dial, Text: "1000", Link: "tel:1000"})}}})
	var kinds []string
	for _, b := range p.Blocks {
		kinds = append(kinds, b.Kind)
	}
	if !slices.Equal(kinds, []string{"h", "ul", "p", "ol", "ul"}) {
		t.Fatalf("%v", kinds)
	}
	if len(p.Blocks[1].Items) != 2 || p.Blocks[1].Call || !p.Blocks[4].Call || p.Blocks[2].Dir != "rtl" || p.Blocks[0].ID != "h1" {
		t.Errorf("%+v", p.Blocks)
	}
}

func TestKeysAreLowerCase(t *testing.T) {
	site, prints := root.Samplia(t)
	f := site.Faces[0]
	for _, v := range []any{view.NewPage(site, f, f.Pages[0]), view.NewSheets(f, prints), view.NewSite(site), view.NewFace(site, f)} {
		data, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		dec := json.NewDecoder(bytes.NewReader(data))
		var tree any
		if err := dec.Decode(&tree); err != nil {
			t.Fatal(err)
		}
		lowerKeys(t, tree)
	}
}

// lowerKeys sees that Hugo would not change a key.
func lowerKeys(t *testing.T, v any) {
	t.Helper()
	switch v := v.(type) {
	case map[string]any:
		for k, sub := range v {
			if k != strings.ToLower(k) {
				t.Errorf("key %q", k)
			}
			lowerKeys(t, sub)
		}
	case []any:
		for _, sub := range v {
			lowerKeys(t, sub)
		}
	}
}

func TestPicture(t *testing.T) {
	svg := view.Picture("+0123 456 789")
	if err := xml.Unmarshal(svg, new(struct{})); err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(svg, []byte("<path")); n != 11 {
		t.Errorf("%d digits drawn", n)
	}
	if got := view.PictureFile("tel:+381117850000"); got != "number-381117850000.svg" {
		t.Error(got)
	}
}

func TestData(t *testing.T) {
	f := face()
	f.Lines[0].Week = make([][]plan.Span, 7)
	for i := range 5 {
		f.Lines[0].Week[i] = []plan.Span{{From: 480, To: 1440}}
	}
	s, err := view.Data(plan.Site{}, f)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"telephone":"0800000000"`, `"opens":"08:00","closes":"23:59"`, `"Friday"]`} {
		if !strings.Contains(s, want) {
			t.Errorf("%s lacks %s", s, want)
		}
	}
	f.None = locale.Text{Value: "none"}
	if s, _ := view.Data(plan.Site{}, f); s != "" {
		t.Errorf("data without a line: %s", s)
	}
}

func TestSheets(t *testing.T) {
	site, prints := root.Samplia(t)
	seen := map[string]bool{}
	for _, s := range view.NewSheets(site.Faces[1], prints) {
		if seen[s.ID] || strings.ContainsAny(s.ID, " /+") {
			t.Errorf("anchor %q", s.ID)
		}
		seen[s.ID] = true
		if s.Title == "" || len(s.Files) == 0 || len(s.Languages) == 0 || !s.Draft || len(s.Reasons) == 0 {
			t.Errorf("sheet %+v", s)
		}
		for i, f := range s.Files {
			if (len(f.SHA) == 64) != (i == 0) || !strings.HasSuffix(f.Size, "KB") {
				t.Errorf("%s: %q %q", f.File, f.Size, f.SHA)
			}
		}
	}
	if view.Social("en", "citizen", prints) == "" || view.Social("tr", "citizen", prints) != "" {
		t.Error("picture for social media")
	}
}
