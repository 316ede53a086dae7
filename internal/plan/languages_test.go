package plan_test

import (
	"os"
	"testing"
	"testing/fstest"

	"pharos/internal/campaign"
	"pharos/internal/locale"
	"pharos/internal/plan"
)

// TestLanguagesOfTheProject: two projects that are open at once in one process, each
// with a row of its own for one language, are planned each with its own.
func TestLanguagesOfTheProject(t *testing.T) {
	load := func(name string) *campaign.Set {
		own := fstest.MapFS{locale.TableFile: {Data: []byte("- {tag: sq, name: " + name + ", english: Albanian, script: Latn, direction: ltr}\n")}}
		set, _, err := campaign.Load(campaign.Overlay(os.DirFS("../.."), own))
		if err != nil {
			t.Fatal(err)
		}
		return set
	}
	one, other := load("Shqip një"), load("Shqip dy")
	for _, c := range []struct {
		set  *campaign.Set
		want string
	}{{one, "Shqip një"}, {other, "Shqip dy"}, {one, "Shqip një"}} {
		p, _ := plan.Make(c.set, plan.Request{Countries: []string{"al"}})
		seen := 0
		for _, s := range p.Sites {
			for _, f := range s.Faces {
				if f.Locale.Tag == "sq" {
					if seen++; f.Locale.Endonym != c.want {
						t.Errorf("planned as %q, want %q", f.Locale.Endonym, c.want)
					}
				}
			}
		}
		if seen == 0 {
			t.Error("no site has the language")
		}
	}
}
