package proof

import (
	"slices"
	"strings"
	"testing"

	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/plan"
)

// site is a small site in one language.
func site() plan.Site {
	sr, _ := locale.Builtin().Lookup("sr-Cyrl")
	line := plan.Contact{ID: "rs.a", Shown: "0800 100 388", Link: "tel:0800100388", From: diag.Pos{File: "rs.yaml", Line: 7}}
	emergency := plan.Contact{ID: "rs.e", Shown: "112", Link: "tel:112", From: diag.Pos{File: "rs.yaml", Line: 8}}
	return plan.Site{Country: "rs", Base: "https://rs.pharos.example/", Faces: []plan.Face{{Locale: sr, Lines: []plan.Contact{line}, Emergency: emergency,
		Texts: map[string]locale.Text{"a": {Value: "Позовите 0800 100 388 или 112."}}}}}
}

const homepage = `<!doctype html><html lang="sr-Cyrl"><head><title>Помоћ</title><meta name="description" content="0800 100 388">
<script type="application/ld+json">{"telephone":"0800 100 388"}</script><script>let x=1234567890</script></head>
<body><p>Позовите <a href="tel:0800100388"><svg></svg><bdi>0800 100 388</bdi></a> или <a href="tel:112">112</a>.</p>
<ul><li>15. 1. 2026.</li><li>2026-01-15</li><li>297 × 420 mm, 61454 B</li></ul><p>2024–2030</p></body></html>`

func TestCompareHTML(t *testing.T) {
	for _, c := range []struct{ name, old, new, rule, place string }{
		{"as it should be", "", "", "", ""},
		{"wrong link", `href="tel:0800100388"`, `href="tel:0800100389"`, "proof.link", "rs.yaml:7"},
		{"wrong digits shown", "<bdi>0800 100 388", "<bdi>0800 100 398", "proof.link", "rs.yaml:7"},
		{"groups exchanged", "<bdi>0800 100 388", "<bdi>0800 388 100", "proof.link", "rs.yaml:7"},
		{"link of another", `href="tel:112"`, `href="tel:113"`, "proof.link", "rs.yaml:7"},
		{"number of the emergency under the link of the line", "<bdi>0800 100 388</bdi>", "<bdi>112</bdi>", "proof.link", "rs.yaml:7"},
		{"no link to the line", `<a href="tel:0800100388"><svg></svg><bdi>0800 100 388</bdi></a>`, "0800 100 388", "proof.link", "rs.yaml:7"},
		{"stranger in text", "2024–2030", "011 222 333", "proof.stranger", "rs.yaml:7"},
		{"stranger cut by markup", "2024–2030", "011 <b>222</b> <i>333</i>", "proof.stranger", "rs.yaml:7"},
		{"stranger in an attribute", `content="0800 100 388"`, `content="0800 100 389"`, "proof.stranger", "rs.yaml:7"},
		{"stranger in data", `"telephone":"0800 100 388"`, `"telephone":"+381 11 222 333"`, "proof.stranger", "rs.yaml:7"},
		{"in Arabic digits", "2024–2030", "٠١١ ٢٢٢ ٣٣٣", "proof.stranger", "rs.yaml:7"},
		{"a number on hold", "2024–2030", "0900 55 44 33", "proof.stranger", "held.yaml:9"},
		{"a messenger", `href="tel:112"`, `href="https://wa.me/381111"`, "proof.link", "rs.yaml:7"},
	} {
		t.Run(c.name, func(t *testing.T) {
			changed := strings.Replace(homepage, c.old, c.new, 1)
			if c.old != "" && changed == homepage {
				t.Fatal("nothing changed")
			}
			list := opened.CompareHTML(site(), "sr-cyrl/index.html", []byte(changed))
			if c.rule == "" {
				if len(list) > 0 {
					t.Errorf("findings: %v", list)
				}
				return
			}
			found := func(f diag.Finding) bool {
				return f.Rule.ID == c.rule && strings.HasPrefix(f.Pos.String(), c.place) && f.Path == "rs/sr-cyrl/index.html"
			}
			if !slices.ContainsFunc(list, found) {
				t.Errorf("no %s at %s among %v", c.rule, c.place, list)
			}
		})
	}
	if list := opened.CompareHTML(site(), "index.html", []byte("<p>Choose</p>")); len(list) > 0 {
		t.Errorf("the choice of language needs no number: %v", list)
	}
}

// TestOwnDigitsOnPages sees that a page may show the number in the language's own
// digits where the plan wants that, as text and never in a link.
func TestOwnDigitsOnPages(t *testing.T) {
	wanted := site()
	wanted.Faces[0].Lines[0].Own = "\u2066٠٨٠٠\u00a0١٠٠\u00a0٣٨٨\u2069"
	beside := strings.Replace(homepage, "2024–2030", "<bdi>٠٨٠٠\u00a0١٠٠\u00a0٣٨٨</bdi>", 1)
	inside := strings.Replace(homepage, "<bdi>0800 100 388", "<bdi>0800 100 388 ٠٨٠٠\u00a0١٠٠\u00a0٣٨٨", 1)
	for _, c := range []struct {
		name, page string
		site       plan.Site
		rule       string
	}{
		{"beside", beside, wanted, ""},
		{"not wanted", beside, site(), "num.samefacts"},
		{"another script", strings.ReplaceAll(beside, "٠٨٠٠", "۰۸۰۰"), wanted, "num.samefacts"},
		{"in the link", inside, wanted, "proof.link"},
	} {
		list := opened.CompareHTML(c.site, "sr-cyrl/index.html", []byte(c.page))
		if c.rule == "" && len(list) > 0 || c.rule != "" && !slices.ContainsFunc(list, func(f diag.Finding) bool { return f.Rule.ID == c.rule }) {
			t.Errorf("%s: want %q, got %v", c.name, c.rule, list)
		}
	}
}
