package press

import (
	"fmt"
	"os"
	"sort"
	"strings"
	"testing"

	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/made"
	"pharos/internal/plan"
	"pharos/internal/typeset"
)

// realMaterials plans every material of the real campaigns.
func realMaterials(t testing.TB) []plan.Material {
	t.Helper()
	set, list, err := campaign.Load(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	if list.Stops() {
		t.Fatalf("the campaigns have errors: %v", list[0])
	}
	p, _ := plan.Make(set, plan.Request{Date: "2026-01-15"})
	var out []plan.Material
	for _, m := range p.Materials {
		if m.Template != "" {
			out = append(out, m)
		}
	}
	return out
}

// TestRealMaterials composes everything that the real campaigns give: every
// sheet must fit in every language, stay inside of the safe area and clear of
// the lamp, and every poster keep the rules of public notices.
func TestRealMaterials(t *testing.T) {
	p := theme(t)
	all := realMaterials(t)
	want := os.Getenv("PRESS_ONLY")
	count := map[string]int{}
	for _, m := range all {
		name := m.Country + "-" + m.Audience + "-" + m.Name
		if want != "" && !strings.Contains(name, want) {
			continue
		}
		editions := []func(plan.Material) (typeset.Document, diag.List){p.Compose}
		if m.Makes(made.Home) {
			editions = append(editions, p.Home)
		}
		for i, compose := range editions {
			name := name + []string{"", "-home"}[i]
			doc, list := compose(m)
			if i == 0 && list.Count(diag.Error) == 0 && m.Kind == "material.poster" {
				list = append(list, Judge(m, doc)...)
			}
			for _, pg := range doc.Pages {
				safeItems(t, name, &pg)
				if strings.Contains(m.Template, "beam") {
					clearOfLamp(t, name, &pg)
				}
			}
			if list.Count(diag.Error) == 0 {
				look(t, name, doc)
			}
			for _, f := range list {
				count[m.Template]++
				if testing.Verbose() {
					t.Logf("%s: %s %s %s: %s", name, f.Severity, f.Rule, f.Message.Text, f.Hint.Text)
				}
			}
		}
	}
	var names []string
	for n := range count {
		names = append(names, n)
	}
	sort.Strings(names)
	for _, n := range names {
		t.Errorf("%s: %d findings", n, count[n])
	}
	t.Log(fmt.Sprint(len(all), " materials"))
}
