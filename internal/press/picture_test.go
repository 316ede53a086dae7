package press

import (
	"testing"

	"pharos/internal/locale"
	"pharos/internal/plan"
)

// TestFigureWords: a picture on a joint sheet has its words in every language,
// each once, and the language of the first.
func TestFigureWords(t *testing.T) {
	text := func(tag locale.Tag, value string) locale.Text { return locale.Text{Tag: tag, Value: value} }
	for _, c := range []struct {
		alt       []locale.Text
		want, tag string
	}{
		{nil, "", ""},
		{[]locale.Text{text("sq", "Një far.")}, "Një far.", "sq"},
		{[]locale.Text{text("sq", "Një far."), text("mk", "Светилник."), text("ar", "منارة.")}, "Një far.\nСветилник.\nمنارة.", "sq"},
		{[]locale.Text{text("en", "A lighthouse."), text("mk", "Светилник."), text("en", "A lighthouse.")}, "A lighthouse.\nСветилник.", "en"},
	} {
		l := &pictureLeaf{of: plan.Picture{Alt: c.alt}}
		if got := l.tag(); got.Alt != c.want || got.Lang != c.tag {
			t.Errorf("%v: %q in %q, want %q in %q", c.alt, got.Alt, got.Lang, c.want, c.tag)
		}
	}
}
