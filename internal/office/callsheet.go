package office

import (
	"fmt"

	"pharos/internal/build"
	"pharos/internal/locale"
	"pharos/internal/pdf"
	"pharos/internal/plan"
)

// CallSheet makes the sheet for a test call of a line as a PDF for the screen and
// the office printer, and has it read back.
func CallSheet(o build.Options, l *build.Loaded, line string, tag locale.Tag) ([]byte, error) {
	m, ok := plan.CallSheet(l.Set, line, tag)
	if !ok {
		return nil, build.Usage{
			Message: fmt.Sprintf(
				"there is no call sheet for %s in %s: the line, or a text in this language, is missing",
				line,
				tag,
			),
		}
	}
	return printed(o, l, m, pdf.Screen)
}
