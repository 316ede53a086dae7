package press

import (
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

// clearOfLamp sees that no letter of a headline touches the lamp.
func clearOfLamp(t *testing.T, name string, pg *typeset.Page) {
	t.Helper()
	lamp, ok := lampOf(pg)
	if !ok {
		t.Fatalf("%s: no lamp", name)
	}
	for _, it := range pg.Items {
		text, ok := it.(*typeset.Text)
		if !ok || text.Role != "headline" {
			continue
		}
		for k := range text.Lines {
			ink := text.Lines[k].Line.Ink(text.Lines[k].At, text.Size)
			if ink.Min.X < lamp.Max.X && lamp.Min.X < ink.Max.X && ink.Min.Y < lamp.Max.Y && lamp.Min.Y < ink.Max.Y {
				t.Errorf("%s: %q touches the lamp", name, text.Lines[k].Line.Text)
			}
		}
	}
}
