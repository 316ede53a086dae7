package press

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/made"
	"pharos/internal/plan"
	"pharos/internal/rule"
	"pharos/internal/typeset"
)

// colours counts the swatches of a document's shapes.
func colours(d typeset.Document) map[string]int {
	out := map[string]int{}
	for _, pg := range d.Pages {
		for _, it := range pg.Items {
			if p, ok := it.(*typeset.Path); ok && p.Fill != nil {
				out[p.Fill.Name]++
			}
		}
	}
	return out
}

// sizeOf gives the size of a role's text.
func sizeOf(d typeset.Document, role string) typeset.Length {
	for _, pg := range d.Pages {
		for _, it := range pg.Items {
			if t, ok := it.(*typeset.Text); ok && t.Role == role {
				return t.Size
			}
		}
	}
	return 0
}

// words gives the texts of a role in reading order of the items.
func wordsOf(d typeset.Document, role string) []string {
	var out []string
	for _, pg := range d.Pages {
		for _, it := range pg.Items {
			if t, ok := it.(*typeset.Text); ok && t.Role == role && t.Tag >= 0 {
				out = append(out, t.Source)
			}
		}
	}
	return out
}

func example(t *testing.T, template string, i int) plan.Material {
	t.Helper()
	return theme(t).Examples(template)[i].Material
}

// change gives a material whose first column has other words in a slot.
func change(m plan.Material, slot made.Slot, values ...string) plan.Material {
	slots := map[made.Slot][]plan.Line{}
	for k, v := range m.Columns[0].Slots {
		slots[k] = v
	}
	slots[slot] = nil
	for _, v := range values {
		slots[slot] = append(slots[slot], plan.Line{Text: locale.Text{ID: "test." + string(slot), Value: v, Tag: m.Columns[0].Locale.Tag,
			Direction: m.Columns[0].Locale.Direction, From: diag.Pos{File: "campaigns/x/messages/y.yaml", Line: 7, Column: 3}}})
	}
	m.Columns = append([]plan.Column{{Locale: m.Columns[0].Locale, Slots: slots}}, m.Columns[1:]...)
	return m
}

// TestTooLong: ten times the words make no sheet, and the finding says what,
// where and by how much.
func TestTooLong(t *testing.T) {
	m := change(example(t, "poster-beam", 0), made.SlotHeadline, strings.Repeat("Имате права са папирима и без њих. ", 10))
	_, list := theme(t).Compose(m)
	if len(list) != 1 {
		t.Fatalf("%d findings: %v", len(list), list)
	}
	f := list[0]
	if f.Rule != rule.PosterFit || f.Gate != diag.Draft || f.Severity != diag.Error || f.Path != "test.headline" || f.Pos.Line != 7 ||
		!strings.Contains(f.Message.Text, "(sr-Cyrl)") || !strings.Contains(f.Message.Text, "% too long") || !strings.Contains(f.Hint.Text, "of 350 characters") {
		t.Errorf("%+v", f)
	}
}

// TestBadCharacters: what no font has and what may not stand in text are
// findings that name the text.
func TestBadCharacters(t *testing.T) {
	for _, v := range []string{"Имате \U0001F6A8 права", "Имате \u202eправа"} {
		_, list := theme(t).Compose(change(example(t, "poster-beam", 0), made.SlotHeadline, v))
		if list.Count(diag.Error) == 0 || list[0].Rule != rule.PosterCharacter || list[0].Path != "test.headline" {
			t.Errorf("%q: %v", v, list)
		}
	}
	for _, n := range []int{40, 3_000, 30_000} { // combining marks by the thousand
		_, list := theme(t).Compose(change(example(t, "poster-beam", 0), made.SlotHeadline, "а"+strings.Repeat("\u0301", n)))
		if list.Count(diag.Error) != 1 || list[0].Rule != rule.PosterCharacter || list[0].Pos.Line != 7 || !strings.Contains(list[0].Message.Text, "too many marks") {
			t.Errorf("%d marks on a letter: %.300v", n, list)
		}
	}
}

// TestMissingFactsLeaveNoGap: without facts the sentences begin at the margin.
func TestMissingFactsLeaveNoGap(t *testing.T) {
	at := func(m plan.Material) typeset.Length {
		d, list := theme(t).Compose(m)
		if len(list) > 0 {
			t.Fatal(list)
		}
		for _, it := range d.Pages[0].Items {
			if text, ok := it.(*typeset.Text); ok && text.Role == "points" {
				return text.Lines[0].At.X
			}
		}
		t.Fatal("no points")
		return 0
	}
	m := example(t, "poster-beam", 0)
	with, without := at(m), at(change(m, made.SlotFacts))
	if margin := m.Stock; margin != "A3" || without.Micrometres() != 16038 || with <= without {
		t.Errorf("the sentences begin at %s mm without facts, %s mm with", without, with)
	}
}

// TestMirrored: on a right-to-left sheet the lamp is on the left, words and
// number stand at the right margin, and the number runs from left to right.
func TestMirrored(t *testing.T) {
	d, list := theme(t).Compose(example(t, "poster-beam", 1))
	if len(list) > 0 {
		t.Fatal(list)
	}
	pg := d.Pages[0]
	lamp, ok := lampOf(&pg)
	if !ok || lamp.Max.X > pg.Trim.W()/4 {
		t.Errorf("the lamp is at %s", lamp)
	}
	edge := pg.Trim.W() - typeset.MM(16_038)
	for _, it := range pg.Items {
		text, ok := it.(*typeset.Text)
		if !ok || text.Role != "number" && text.Role != "headline" {
			continue
		}
		for _, l := range text.Lines {
			if end := l.At.X + l.Line.Width.At(text.Size); end < edge-typeset.Pt || end > edge+typeset.Pt {
				t.Errorf("%s ends at %s mm, and the margin is at %s mm", text.Role, end, edge)
			}
		}
		if text.Role == "number" && (text.RTL || text.Lines[0].Line.Clusters[0].Text != "0" || text.Lines[0].Line.Text != "0800 000 000") {
			t.Errorf("the number is set as %q", text.Lines[0].Line.Text)
		}
	}
}

// TestJointSheet: the same role has the same size in every language, and the
// number is there once.
func TestJointSheet(t *testing.T) {
	for i, languages := range map[int]int{2: 2, 3: 3} {
		d, _ := theme(t).Compose(example(t, "poster-beam", i))
		sizes := map[string]map[typeset.Length]bool{}
		count := map[string]int{}
		for _, it := range d.Pages[0].Items {
			if text, ok := it.(*typeset.Text); ok && text.Tag >= 0 {
				if sizes[text.Role] == nil {
					sizes[text.Role] = map[typeset.Length]bool{}
				}
				sizes[text.Role][text.Size] = true
				count[text.Role]++
			}
		}
		for _, role := range []string{"headline", "label", "points", "emergency"} {
			if len(sizes[role]) != 1 || count[role] < languages {
				t.Errorf("example %d: %s comes %d times in %d sizes", i, role, count[role], len(sizes[role]))
			}
		}
		if count["number"] != 1 {
			t.Errorf("example %d: the number comes %d times", i, count["number"])
		}
	}
}

// TestReadingOrder: the tags follow the order in which the sheet is read.
func TestReadingOrder(t *testing.T) {
	d, _ := theme(t).Compose(example(t, "poster-beam", 0))
	pg := d.Pages[0]
	var order []string
	seen := map[string]bool{}
	for tag := range pg.Tags {
		for _, it := range pg.Items {
			if m := it.Info(); m.Tag == tag && !seen[m.Role] {
				seen[m.Role] = true
				order = append(order, m.Role)
			}
		}
	}
	if got := strings.Join(order, " "); got != "headline label number facts points safety emergency emergency-number senders code address imprint" {
		t.Error(got)
	}
	for i, tag := range pg.Tags {
		if tag.Parent >= i {
			t.Errorf("tag %d comes before its parent %d", i, tag.Parent)
		}
	}
	if pg.Tags[0].Role != typeset.RoleH1 || pg.Tags[0].Lang != "sr-Cyrl" {
		t.Errorf("%+v", pg.Tags[0])
	}
}

// TestCrossing: where the beam crosses the headline it is drawn once more, as
// shapes that are no text, clipped by the beam.
func TestCrossing(t *testing.T) {
	d, _ := theme(t).Compose(example(t, "poster-beam", 0))
	found := 0
	for _, it := range d.Pages[0].Items {
		if p, ok := it.(*typeset.Path); ok && p.Role == "headline" {
			found++
			if p.Clip == nil || p.Tag != typeset.Artifact || p.Fill.Name != "sea.deep" {
				t.Errorf("%+v", p.Mark)
			}
		}
	}
	if found != 1 || len(wordsOf(d, "headline")) != 1 {
		t.Errorf("%d crossings of %d headlines", found, len(wordsOf(d, "headline")))
	}
}

// TestDraftMark: a draft has its mark on every page, over all shapes and under all
// words and codes, as an artifact; a sheet that may be released has none.
func TestDraftMark(t *testing.T) {
	m := example(t, "soldier-card", 0)
	marks := func(m plan.Material) (n int) {
		d, list := theme(t).Compose(m)
		if len(list) > 0 {
			t.Fatal(list)
		}
		for _, pg := range d.Pages {
			for i, it := range pg.Items {
				if it.Info().Role != "draft" {
					continue
				}
				n++
				p := it.(*typeset.Path)
				if p.Tag != typeset.Artifact || p.Fill != nil || p.Stroke == nil {
					t.Errorf("the mark is %+v", p)
				}
				for _, under := range pg.Items[:i] {
					if _, words := under.(*typeset.Text); words || under.Info().Role == "code" {
						t.Errorf("%s lies under the mark", under.Info().Role)
					}
				}
				for k, over := range pg.Items[i+1:] {
					coded := i+k+2 < len(pg.Items) && pg.Items[i+k+2].Info().Role == "code"
					if r := over.Info().Role; r == "device" || r == "picture" || r == "ground" && !coded {
						t.Errorf("%s lies over the mark", r)
					}
				}
			}
		}
		return n
	}
	if n := marks(m); n != 0 {
		t.Errorf("%d marks without a reason", n)
	}
	m.Drafts = []plan.Draft{{Reason: plan.Untested}}
	if n := marks(change(m, made.SlotDraft, "Draft")); n != 4 {
		t.Errorf("%d strokes on two pages; want 4", n)
	}
	if _, list := theme(t).Compose(m); !list.Stops() {
		t.Error("a draft without the word for draft is made")
	}
}

// TestInsideCard: where the label gives the holder away, the outside has
// neither number nor label.
func TestInsideCard(t *testing.T) {
	d, _ := theme(t).Compose(example(t, "soldier-card", 1))
	for i, pg := range d.Pages {
		found := map[string]bool{}
		for _, it := range pg.Items {
			found[it.Info().Role] = true
		}
		if found["number"] != (i == 1) || found["label"] != (i == 1) || found["code"] != (i == 0) {
			t.Errorf("page %d: %v", i, found)
		}
	}
}

// TestUnusedWords: words without a place are a warning.
func TestUnusedWords(t *testing.T) {
	_, list := theme(t).Compose(change(example(t, "poster-beam", 0), made.SlotSteps, "One."))
	if len(list) != 1 || list[0].Rule != rule.PosterSlot || list[0].Severity != diag.Warning {
		t.Error(list)
	}
}

// TestBadMaterials: a wrong template, stock, parameter or code is a finding.
func TestBadMaterials(t *testing.T) {
	for rule, change := range map[string]func(*plan.Material){
		"poster.template": func(m *plan.Material) { m.Template = "poster-beem" },
		"poster.stock":    func(m *plan.Material) { m.Stock = "A33" },
		"poster.params":   func(m *plan.Material) { m.Params = map[string]string{"foot": "right"} },
		"poster.code":     func(m *plan.Material) { m.Code = "https://example.org/?id=7" },
	} {
		m := example(t, "poster-beam", 0)
		change(&m)
		_, list := theme(t).Compose(m)
		if len(list) == 0 || list[0].Rule.ID != rule || list[0].Severity != diag.Error || list[0].Hint.Text == "" {
			t.Errorf("%s: %v", rule, list)
		}
	}
}

// TestMarks: the press page has its boxes, and the composition is not touched.
func TestMarks(t *testing.T) {
	p := theme(t)
	m := example(t, "poster-beam", 0)
	doc, _ := p.Compose(m)
	before := typeset.Dump(doc)
	out := p.Marks(doc, m)
	if typeset.Dump(doc) != before {
		t.Error("Marks changed the composition")
	}
	pg := out.Pages[0]
	if pg.Bleed.W() != pg.Trim.W()+2*typeset.MM(3000) || !pg.Media.Contains(pg.Bleed.Inset(-slugRoom)) || pg.Trim.W() != doc.Pages[0].Trim.W() {
		t.Errorf("media %s, bleed %s, trim %s", pg.Media, pg.Bleed, pg.Trim)
	}
	marks := 0
	for _, it := range pg.Items {
		if it.Info().Role != "mark" {
			continue
		}
		marks++
		b := it.Bounds()
		inside := b.Min.X < pg.Bleed.Max.X && pg.Bleed.Min.X < b.Max.X && b.Min.Y < pg.Bleed.Max.Y && pg.Bleed.Min.Y < b.Max.Y
		if inside || !pg.Media.Contains(b) {
			t.Errorf("a mark at %s", b)
		}
	}
	if marks < 20 {
		t.Errorf("%d marks", marks)
	}
}

// TestScaledStock: a stock that the design does not list takes its sizes from
// the one it is like.
func TestScaledStock(t *testing.T) {
	for _, stock := range []string{"A2", "Letter", "Tabloid", "A1"} {
		m := example(t, "poster-beam", 0)
		m.Stock = stock
		d, list := theme(t).Compose(m)
		if len(list) > 0 {
			t.Error(stock, list)
			continue
		}
		if stock == "A2" {
			a3, _ := theme(t).Compose(example(t, "poster-beam", 0))
			if ratio := int(sizeOf(d, "headline")) * 100 / int(sizeOf(a3, "headline")); ratio < 139 || ratio > 143 {
				t.Errorf("the headline of A2 is %d %% of that of A3", ratio)
			}
		}
	}
}

// TestEveryStock: each stock of the theme carries a sheet of the template that is
// made for its kind, with its type sizes or those scaled from the nearest; its
// words stay over the floors.
func TestEveryStock(t *testing.T) {
	p := theme(t)
	for _, name := range slices.Sorted(maps.Keys(p.theme.Tokens.Stocks)) {
		template := "poster-beam"
		switch name {
		case "A6", "DL":
			template = "flyer"
		case "A6-landscape":
			template = "index-card"
		case "A7", "sticker":
			template = "sticker"
		case "card":
			template = "soldier-card"
		case "slip":
			template = "slip"
		case "slide":
			template = "social-beam-wide"
		}
		m := example(t, template, 0)
		m.Stock = name
		d, list := p.Compose(m)
		if len(list) > 0 {
			t.Errorf("%s on %s: %v", template, name, list)
			continue
		}
		for _, pg := range d.Pages {
			safeItems(t, template+" on "+name, &pg)
		}
		k := p.theme.Tokens.Stocks[name]
		if k.Types != name && k.Den == 0 {
			t.Errorf("%s has no type sizes to scale from", name)
		}
	}
}

func BenchmarkCompose(b *testing.B) {
	p := theme(b)
	for _, name := range []string{"poster-beam", "soldier-card", "social-windows-story"} {
		m := p.Examples(name)[0].Material
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				p.Compose(m)
			}
		})
	}
}
