package seal

import (
	"os"
	"strings"
	"testing"

	pharos "pharos"
	"pharos/internal/adapt"
	"pharos/internal/build"
	"pharos/internal/build/buildtest"
	"pharos/internal/cache"
	"pharos/internal/release"
	"pharos/internal/rule"
)

// TestMarks sees that what is marked C or U reaches no release: a line stops it, and
// a fact is planned, stated and shown as if it were not on record at all.
func TestMarks(t *testing.T) {
	const country = "campaigns/countries/zz.yaml"
	loaded := func(old, new string) *build.Loaded {
		o := build.Options{
			Source:    build.Source{Defaults: buildtest.Alone{FS: pharos.Defaults}, Project: t.TempDir()},
			Selection: build.Selection{Countries: []string{"zz"}, Date: "2030-01-20"},
			Making:    build.Making{Theme: "pharos", Release: 1},
		}
		if err := os.CopyFS(o.Project, os.DirFS("../../examples/fictional")); err != nil {
			t.Fatal(err)
		}
		text := string(buildtest.Source(t, o.Project, country))
		if !strings.Contains(text, old) {
			t.Fatalf("%q is not there any more", old)
		}
		buildtest.Write(t, o.Project, country, []byte(strings.Replace(text, old, new, 1)))
		l, err := build.Load(o)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { l.Files.Close() })
		if l.Plan == nil {
			t.Fatal(l.Findings.Errors())
		}
		return l
	}
	stated := func(l *build.Loaded) string {
		var b strings.Builder
		for _, f := range ManifestOf(l, "zz", adapt.Callers{}).Facts {
			b.WriteString(f.Line + " " + f.What + " " + f.Value + "\n")
		}
		return b.String()
	}
	for _, mark := range []string{"C", "U"} {
		l := loaded("label: line.kind.trafficking\n    mark: A", "label: line.kind.trafficking\n    mark: "+mark)
		stops := false
		for _, f := range Obstacles(l, "zz") {
			stops = stops || f.Rule == rule.DraftMark && strings.Contains(f.Message.Text, "zz.line")
		}
		if !stops || strings.Contains(stated(l), "zz.line number") {
			t.Errorf("a line marked %s can be released:\n%s", mark, stated(l))
		}
		for _, fact := range []string{
			"        free: {value: any-phone, mark: A, sources: [made]}\n",
			"        hours: {always: true, mark: A, sources: [made]}\n",
			"    confidential: {value: true, mark: A, sources: [made]}\n",
			"    advice: {value: true, mark: A, sources: [made]}\n",
			"    operator: {english: \"Fictional Office\", kind: ngo, mark: A, sources: [made]}\n",
			"reports: {value: true, mark: A, sources: [made]}\n",
			"security: {contact: \"mailto:flaws@zz.invalid\", until: \"2030-06-30\", mark: A, sources: [made]}\n",
			"    funded_until: {value: \"2030-06-30\", mark: A, sources: [made]}\n",
		} {
			doubtful, absent := loaded(fact, strings.Replace(fact, "mark: A", "mark: "+mark, 1)), loaded(fact, "")
			a, _ := cache.Of(doubtful.Plan.Sites, doubtful.Plan.Materials, release.Limit{}, limits(doubtful, doubtful.Set.Country("zz")))
			b, _ := cache.Of(absent.Plan.Sites, absent.Plan.Materials, release.Limit{}, limits(absent, absent.Set.Country("zz")))
			if a != b || stated(doubtful) != stated(absent) {
				t.Errorf("marked %s, this is still said:\n%s%s", mark, fact, stated(doubtful))
			}
		}
	}
}
