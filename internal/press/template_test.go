package press

import (
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"pharos/internal/locale"
	"pharos/internal/template"
	"pharos/internal/typeset"
)

// themeWith gives the real theme with some files replaced.
func themeWith(t testing.TB, files map[string]string) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	for _, dir := range []string{"themes/pharos/print", "themes/pharos/tokens", "assets/icons"} {
		entries, err := os.ReadDir(filepath.Join("../..", dir))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			data, err := os.ReadFile(filepath.Join("../..", dir, e.Name()))
			if err != nil {
				t.Fatal(err)
			}
			out[dir+"/"+e.Name()] = &fstest.MapFile{Data: data}
		}
	}
	const colours = "themes/pharos/tokens.yaml"
	data, err := os.ReadFile(filepath.Join("../..", colours))
	if err != nil {
		t.Fatal(err)
	}
	out[colours] = &fstest.MapFile{Data: data}
	for name, data := range files {
		out[name] = &fstest.MapFile{Data: []byte(data)}
	}
	return out
}

const oneName = "themes/pharos/print/one.yaml"

// TestBadTemplates: each fault is a finding with its place, and none a panic.
func TestBadTemplates(t *testing.T) {
	const head = "about: a test\nstocks: [A4]\nsides:\n  front:\n"
	for _, tt := range []struct{ name, file, rule, place, words string }{
		{"unknown key", head + "    - {fill: sea, att: [0, 0, W, H]}\n", "file.key", ":5:19", "att"},
		{"unknown fill of a picture", head + "    - {picture: main, fill: covr, at: [0, 0, W, H]}\n", "file.value", ":5:29", "covr"},
		{"repeated for another thing", head + "    - stack:\n        - {text: headline, per: languages}\n", "file.value", ":6:33", "languages"},
		{"a key without a value", head + "    - {use: , at: [0, 0, W, H]}\n", "file.missing", ":5:8", "is empty"},
		{"a part used by no condition", head + "    - {use: {}, at: [0, 0, W, H]}\n", "template.value", ":5:8", "no part"},
		{"unknown slot of an example", head + "    - {text: headline}\nexamples:\n  - {show: x, words: {en: {headlin: x}}}\n", "file.key", ":7:28", "headlin"},
		{"an example in an unknown language", head + "    - {text: headline}\nexamples:\n  - {show: x, words: {qq: {headline: x}}}\n", "template.value", ":7:23", "qq"},
		{"unknown node", head + "    - {fil: sea}\n", "template.key", ":5:8", "no key says"},
		{"unknown swatch", head + "    - {fill: see, at: [0, 0, W, H]}\n", "template.value", ":5:14", "see"},
		{"unknown style", head + "    - {text: headline, style: headlin}\n", "template.value", ":5:31", "headlin"},
		{"unknown slot", head + "    - {text: headlines}\n", "template.value", ":5:14", "headlines"},
		{"unknown name", head + "    - {fill: sea, at: [0, 0, W, yQ]}\n", "template.expression", ":5:33", "yQ"},
		{"unknown device", head + "    - {device: lamp}\n", "template.value", ":5:16", "lamp"},
		{"device without a key", head + "    - {device: beam, lamp: [1u, 1u, 1u], from: [1u, 1u], overlap: [0u, 1u], light: light, lampSwatch: light}\n", "file.missing", ":5:8", "lacks to"},
		{"cycle of lengths", "let: {a: b + 1u, b: a}\n" + head + "    - {fill: sea, at: [0, 0, a, H]}\n", "template.cycle", ":1:10", "circle"},
		{"negative size", head + "    - {fill: sea, at: [0, 0, 10u - W, H]}\n", "template.size", ":5:8", "wide"},
		{"number for a length", head + "    - {fill: sea, at: [0, 0, 10, H]}\n", "template.expression", ":5:30", "length is expected"},
		{"bad expression", head + "    - {fill: sea, at: [0, 0, W +, H]}\n", "template.expression", ":5:30", "too early"},
		{"bad condition", head + "    - {fill: sea, when: W, at: [0, 0, W, H]}\n", "template.expression", ":5:8", "condition"},
		{"no case holds", head + "    - {fill: sea, at: [0, 0, {languages > 9: W}, H]}\n", "template.expression", ":5:", "else"},
		{"repeated outside of a stack", head + "    - layer:\n        - {text: headline, per: language}\n", "template.value", ":6:12", "stack or a row"},
		{"crossing without a shape", head + "    - {text: headline, cross: {beam: paper}}\n", "template.value", ":5:8", "beam"},
		{"unknown part", head + "    - {use: pol}\n", "template.value", ":5:8", "pol"},
		{"parameter without its default", "params: {foot: {default: a, b: {x: 1u}}}\n" + head + "    - {fill: sea, at: [0, 0, W, H]}\n", "template.value", ":1:10", "default"},
		{"low floor without a reason", head + "    - {text: headline, at: [0, 0, W, H], floor: 2pt}\n", "template.value", ":5:49", "reason"},
		{"a small code", head + "    - {code: ink, at: [0, 0, 5mm, 5mm]}\n", "template.size", ":5:8", "least"},
		{"a part that uses itself", head + "    - {use: pool}\n", "template.cycle", "parts.yaml", "itself"},
		{"no sides", "about: a test\n", "template.value", ":1:1", "no sides"},
		{"a taken name", "let: {W: 3u}\n" + head + "    - {fill: sea, at: [0, 0, W, H]}\n", "template.key", ":1:7", "meaning of its own"},
		{"not YAML", "sides: [\n", "file.syntax", ":1:", "bracket"},
		{"a key twice", head + "    - {fill: sea, fill: sea}\n", "file.duplicate", ":5:19", "second time"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			files := map[string]string{oneName: tt.file}
			if tt.name == "a part that uses itself" {
				files["themes/pharos/print/parts.yaml"] = "pool:\n  nodes:\n    - {use: pool}\n"
			}
			p, list, err := New(themeWith(t, files), locale.Builtin(), realFonts(t), "pharos")
			if err != nil {
				t.Fatal(err)
			}
			if tt.rule == "template.value" && tt.name == "low floor without a reason" || tt.name == "a small code" {
				m := theme(t).Examples("poster-beam")[0].Material
				m.Template, m.Stock, m.Params = "one", "A4", nil
				_, more := p.Compose(m)
				list = append(list, more...)
			}
			for _, f := range list {
				if f.Rule.ID == tt.rule && strings.Contains(f.Pos.String(), tt.place) && strings.Contains(f.Message.Text, tt.words) {
					if f.Hint.Text == "" {
						t.Error("the finding has no hint")
					}
					return
				}
			}
			t.Errorf("no finding %s at %s about %q; got %v", tt.rule, tt.place, tt.words, list)
		})
	}
}

// TestBadTokens: faults of the tokens.
func TestBadTokens(t *testing.T) {
	data, err := os.ReadFile("../../themes/pharos/tokens/print.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ from, to, rule, words string }{
		{"cmyk: [88, 95, 25, 38]", "cmyk: [88, 95, 92, 59]", "poster.ink", "334 %"},
		{"cmyk: [88, 95, 25, 38]", "cmyk: [88, 95, 83, 20]", "poster.ink", "286 %"},
		{"cmyk: [88, 95, 25, 38]", "cmyk: [88, 95, 25]", "file.type", "should have 4 values"},
		{`srgb: "#362253"`, `srgb: "violet"`, "template.value", "not a colour"},
		{"like: A6}", "like: A66}", "template.value", "A66"},
		{"headline: [64pt, 128pt]", "headline: [64pt]", "file.type", "should have 2 values"},
		{"weight: 900, tracking", "wait: 900, tracking", "file.key", "wait"},
	} {
		text := strings.Replace(string(data), tt.from, tt.to, 1)
		if text == string(data) {
			t.Fatalf("%q is not in the tokens", tt.from)
		}
		_, list, err := New(themeWith(t, map[string]string{"themes/pharos/tokens/print.yaml": text}), locale.Builtin(), realFonts(t), "pharos")
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, f := range list {
			found = found || f.Rule.ID == tt.rule && strings.Contains(f.Message.Text, tt.words) && f.Pos.Line > 0
		}
		if !found {
			t.Errorf("%q: no finding %s about %q; got %v", tt.to, tt.rule, tt.words, list)
		}
	}
}

// TestDesignerChangesTheme: the live example of the documentation lies over the
// theme: another colour, another order and another size, without Go.
func TestDesignerChangesTheme(t *testing.T) {
	const name = "themes/pharos/print/poster-windows.yaml"
	data, err := os.ReadFile("../../examples/designer/" + name)
	if err != nil {
		t.Fatal(err)
	}
	p, list, err := New(themeWith(t, map[string]string{name: string(data)}), locale.Builtin(), realFonts(t), "pharos")
	if err != nil || len(list) > 0 {
		t.Fatal(err, list)
	}
	m := p.Examples("poster-windows")[0]
	before, _ := theme(t).Compose(m.Material)
	after, found := p.Compose(m.Material)
	if len(found) > 0 {
		t.Fatal(found)
	}
	look(t, "designer", after)
	reached(t, "poster-windows", m, after)
	if a, b := colours(before), colours(after); a["dusk"] == 0 || b["dusk"] != 0 || b["slate"] == 0 {
		t.Errorf("the ground did not change: %v, %v", a, b)
	}
	if a, b := sizeOf(before, "headline"), sizeOf(after, "headline"); b <= a {
		t.Errorf("the headline has %s pt, and had %s pt below the windows", points(b), points(a))
	}
	if a, b := topOf(before, "headline"), topOf(after, "headline"); b >= a {
		t.Errorf("the headline stands at %s mm, and stood at %s mm", b, a)
	}
}

// topOf gives the upper edge of a role's ink on the first page.
func topOf(d typeset.Document, role string) typeset.Length {
	for _, it := range d.Pages[0].Items {
		if text, ok := it.(*typeset.Text); ok && text.Role == role {
			return text.Bounds().Min.Y
		}
	}
	return 0
}

// FuzzTemplate: any bytes give findings, or a page a side, the same each time.
func FuzzTemplate(f *testing.F) {
	names, _ := filepath.Glob("../../themes/pharos/print/*.yaml")
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	base := theme(f)
	files := themeWith(f, nil)
	for name := range files {
		if path.Dir(name) == "themes/pharos/print" && path.Base(name) != "parts.yaml" {
			delete(files, name)
		}
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			return
		}
		files[oneName] = &fstest.MapFile{Data: []byte(s)}
		read, list, err := template.Read(files, locale.Builtin(), "pharos")
		if err != nil {
			t.Fatal(err)
		}
		if list.Stops() {
			return
		}
		p := &Press{languages: locale.Builtin(), fonts: base.fonts, theme: read, icons: base.icons}
		p.rehearse(read.Templates["one"])
		m := base.Examples("soldier-card")[0].Material
		m.Template, m.Stock = "one", "A6"
		doc, found := p.Compose(m)
		if again, _ := p.Compose(m); typeset.Dump(again) != typeset.Dump(doc) {
			t.Error("the same material gives two documents")
		}
		if !found.Stops() && len(doc.Pages) != len(read.Templates["one"].Sides) {
			t.Errorf("%d pages of %d sides and no finding", len(doc.Pages), len(read.Templates["one"].Sides))
		}
	})
}

// FuzzIcon: any bytes give an icon or an error.
func FuzzIcon(f *testing.F) {
	f.Add("M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM3 12h18")
	f.Add("M5 3h3.6l1.9 4.7-2.5 1.8a12.5 12.5 0 0 0 6.5 6.5Q1 2 3 4T5 6S1 1 2 2")
	f.Fuzz(func(t *testing.T, d string) {
		for _, file := range []string{d, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="` + d + `"/></svg>`} {
			if o, err := readIcon([]byte(file)); err == nil && (len(o) == 0 || o[0].Op != typeset.Move) {
				t.Errorf("%q is an icon that begins nowhere", file)
			}
		}
	})
}
