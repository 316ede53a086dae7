package impact

import (
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"

	"pharos/internal/build"
	"pharos/internal/made"
	"pharos/internal/plan"
	"pharos/internal/typeset"
)

// drawn reports on which sheets an item is drawn that a test holds for. No record
// says that: every sheet is laid out for it, which takes some seconds.
func (s *sensor) drawn(p *plan.Plan, holds func(typeset.Item) bool) (map[*plan.Material]bool, error) {
	l := *s.loaded
	l.Plan = p
	shop, err := build.NewWorkshop(s.o, &l)
	if err != nil {
		return nil, err
	}
	defer shop.Close()
	out := map[*plan.Material]bool{}
	var mu sync.Mutex
	var group errgroup.Group
	group.SetLimit(max(1, s.o.Jobs))
	for i := range p.Materials {
		m := &p.Materials[i]
		if m.Template == "" {
			continue
		}
		group.Go(func() error {
			doc, _ := shop.Press.Compose(*m) // one that does not fit shows its letters all the same
			used := hasItem(doc, holds)
			if m.Pressed() {
				used = used || hasItem(shop.Press.Marks(doc, *m), holds)
			}
			if !used && m.Makes(made.Home) {
				home, _ := shop.Press.Home(*m)
				used = hasItem(home, holds)
			}
			if used {
				mu.Lock()
				out[m] = true
				mu.Unlock()
			}
			return nil
		})
	}
	_ = group.Wait() // none fails
	return out, nil
}

// hasItem reports an item of a document that a test holds for.
func hasItem(doc typeset.Document, holds func(typeset.Item) bool) bool {
	return slices.ContainsFunc(doc.Pages, func(p typeset.Page) bool { return slices.ContainsFunc(p.Items, holds) })
}

// inFont is the test for a letter in a font, by the name of its file.
func inFont(name string) func(typeset.Item) bool {
	return func(item typeset.Item) bool {
		text, ok := item.(*typeset.Text)
		return ok && slices.ContainsFunc(text.Lines, func(l typeset.PlacedLine) bool {
			return slices.ContainsFunc(
				l.Line.Clusters,
				func(c typeset.Cluster) bool { return c.Font != nil && c.Font.File() == name },
			)
		})
	}
}

// isIcon is the test for an icon.
func isIcon(name string) func(typeset.Item) bool {
	return func(item typeset.Item) bool { return item.Info().Role == "icon" && item.Info().ID == name }
}

// thoseDrawn adds the sheets on which an item is drawn that a test holds for.
func (s *sensor) thoseDrawn(out *Impact, holds func(typeset.Item) bool) error {
	p := s.plan(nil)
	drawn, err := s.drawn(p, holds)
	if err != nil {
		return err
	}
	return s.thoseOf(out, p, func(m *plan.Material) bool { return drawn[m] })
}
