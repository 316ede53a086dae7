package press

import (
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"pharos/internal/campaign"
	"pharos/internal/check"
	"pharos/internal/exchange"
	"pharos/internal/locale"
	"pharos/internal/plan"
	"pharos/internal/typeset"
	"pharos/internal/web/view"
)

// TestTwoProjectsAtOnce works on two projects whose tables of languages say other
// things of Croatian, at the same moment: each stage gives each of them what it
// gives it alone. Under the race detector it also sees that they share nothing
// that is written.
func TestTwoProjectsAtOnce(t *testing.T) {
	const row = "- {tag: hr, name: NAME, english: NAME, script: Latn, direction: ltr, plurals: RULES}\n"
	projects := []string{strings.NewReplacer("NAME", "Prvi", "RULES", "sk").Replace(row), strings.NewReplacer("NAME", "Drugi", "RULES", "tr").Replace(row)}
	fonts := realFonts(t)
	alone := make([]string, len(projects))
	for i, table := range projects {
		alone[i] = worked(t, table, fonts)
	}
	if alone[0] == alone[1] {
		t.Fatal("the two projects do not differ")
	}
	for _, want := range []string{"utorok", "Prvi"} {
		if !strings.Contains(alone[0], want) || strings.Contains(alone[1], want) {
			t.Errorf("%q should be in the first project alone", want)
		}
	}
	const rounds = 2
	together := make([]string, rounds*len(projects))
	var group sync.WaitGroup
	for i := range together {
		group.Go(func() { together[i] = worked(t, projects[i%len(projects)], fonts) })
	}
	group.Wait()
	for i, got := range together {
		if got != alone[i%len(projects)] {
			t.Errorf("project %d differs when another is worked on at the same moment", i%len(projects))
		}
	}
}

// worked loads a project with a table of languages and gives what the stages say
// of it.
func worked(t *testing.T, table string, fonts *typeset.Fonts) string {
	files := campaign.Overlay(os.DirFS("../.."), fstest.MapFS{locale.TableFile: {Data: []byte(table)}})
	set, found, err := campaign.Load(files)
	if err != nil {
		t.Error(err)
		return ""
	}
	var b strings.Builder
	p, more := plan.Make(set, plan.Request{Countries: []string{"hr"}, Languages: []locale.Tag{"hr", "en"}})
	if err := slices.Concat(found, more, check.Run(set, p.Date, campaign.Gate{})).WriteJSON(&b); err != nil {
		t.Error(err)
	}
	for _, f := range p.Sites[0].Faces {
		v := view.NewFace(p.Sites[0], f)
		b.WriteString(v.Language.Name + v.Country)
		for _, l := range f.Lines {
			for _, r := range l.Rows {
				b.WriteString(r.Day)
			}
		}
		for _, d := range v.Days {
			b.WriteString(d.Date)
		}
	}
	shop, _, err := New(files, set.Languages, fonts, "pharos")
	if err != nil {
		t.Error(err)
		return ""
	}
	for _, m := range p.Materials {
		if m.Template != "" && m.ID == "poster-rights" {
			doc, list := shop.Compose(m)
			b.WriteString(doc.Title)
			if err := list.WriteJSON(&b); err != nil {
				t.Error(err)
			}
		}
	}
	d, _ := exchange.Open(set).Document("hr", exchange.Filter{})
	sheet, _ := exchange.Encode(d, exchange.PO)
	b.Write(sheet)
	return b.String()
}
