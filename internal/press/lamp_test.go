package press

import (
	"strings"
	"testing"

	"pharos/internal/typeset"
)

// lampOf finds the lamp of a beam: the device that is a circle.
func lampOf(p *typeset.Page) (typeset.Rect, bool) {
	for _, it := range p.Items {
		path, ok := it.(*typeset.Path)
		if ok && path.Role == "device" && len(path.Outline) == 6 && path.Outline[1].Op == typeset.Cubic {
			return path.Bounds(), true
		}
	}
	return typeset.Rect{}, false
}

// TestHeadlineKeepsClearOfLamp sees that no letter of a real headline touches
// the lamp.
func TestHeadlineKeepsClearOfLamp(t *testing.T) {
	p := theme(t)
	for _, m := range realMaterials(t) {
		if !strings.Contains(m.Template, "beam") {
			continue
		}
		doc, _ := p.Compose(m)
		for i := range doc.Pages {
			lamp, ok := lampOf(&doc.Pages[i])
			if !ok {
				t.Fatalf("%s: no lamp", m.Name)
			}
			for _, it := range doc.Pages[i].Items {
				text, ok := it.(*typeset.Text)
				if !ok || text.Role != "headline" {
					continue
				}
				for k := range text.Lines {
					ink := text.Lines[k].Line.Ink(text.Lines[k].At, text.Size)
					if ink.Min.X < lamp.Max.X && lamp.Min.X < ink.Max.X && ink.Min.Y < lamp.Max.Y && lamp.Min.Y < ink.Max.Y {
						t.Errorf("%s %s: %q touches the lamp", m.Country, m.Name, text.Lines[k].Line.Text)
					}
				}
			}
		}
	}
}
