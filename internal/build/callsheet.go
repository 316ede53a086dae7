package build

import (
	"fmt"

	"pharos/internal/locale"
	"pharos/internal/pdf"
	"pharos/internal/plan"
)

// CallSheet makes the sheet for a test call of a line as a PDF for the screen and
// the office printer, and has it read back.
func CallSheet(o Options, l *Loaded, line string, tag locale.Tag) ([]byte, error) {
	m, ok := plan.CallSheet(l.Set, line, tag)
	if !ok {
		return nil, Usage{fmt.Sprintf("there is no call sheet for %s in %s: the line, or a text in this language, is missing", line, tag)}
	}
	return o.office(l, m, pdf.Screen)
}
