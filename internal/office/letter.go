package office

import (
	"fmt"
	"strings"

	"pharos/internal/build"
	"pharos/internal/locale"
	"pharos/internal/pdf"
	"pharos/internal/plan"
)

// Letter makes a letter about old sheets in one language: as a PDF, which is read
// back, and as text for a mail.
func Letter(o build.Options, l *build.Loaded, d plan.Takedown, tag locale.Tag) (data []byte, mail string, err error) {
	m, ok := plan.Letter(l.Set.Catalogue, d, tag)
	if !ok {
		return nil, "", build.Usage{
			Message: fmt.Sprintf("a letter cannot be written in %q: the language is unknown or lacks a text", tag),
		}
	}
	if data, err = printed(o, l, m, pdf.Screen); err != nil {
		return nil, "", err
	}
	var b strings.Builder
	for _, slot := range plan.LetterSlots {
		for _, line := range m.Columns[0].Slots[slot] {
			b.WriteString(line.Text.Value + "\n")
		}
		if len(m.Columns[0].Slots[slot]) > 0 {
			b.WriteString("\n")
		}
	}
	return data, strings.TrimSpace(b.String()) + "\n", nil
}
