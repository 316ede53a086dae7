package press

import (
	"os"
	"strings"
	"testing"
)

func TestDbg(t *testing.T) {
	want := os.Getenv("PRESS_ONLY")
	if want == "" {
		t.Skip()
	}
	p := theme(t)
	for _, m := range realMaterials(t) {
		name := m.Country + "-" + m.Audience + "-" + m.Name
		if !strings.Contains(name, want) {
			continue
		}
		s, _ := p.newSheet(m)
		for _, side := range s.t.sides {
			s.side(side)
		}
		s.fit()
		t.Log(name)
		for _, g := range s.order {
			if g.name == "point" {
				for z := g.floor; z <= g.ceiling; z += 500 {
					_, h, over := g.leaves[0].set(z)
					t.Log(points(z), h, over)
				}
			}
			_, h, over := g.leaves[0].set(g.size)
			t.Logf("%s %s..%s: %s over %d; needs %s of %s x %s", g.name, points(g.floor), points(g.ceiling), points(g.size), over, h, g.leaves[0].c.frame.W(), g.leaves[0].c.frame.H())
		}
	}
}
