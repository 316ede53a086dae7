package build

import (
	"fmt"

	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/pdf"
	"pharos/internal/plan"
)

// CallSheet makes the sheet for a test call of a line as a PDF for the screen and
// the office printer, and has it read back. Letter or A4 follows the country.
func CallSheet(o Options, l *Loaded, line string, tag locale.Tag) ([]byte, error) {
	m, ok := plan.CallSheet(l.Set, line, tag)
	if !ok {
		return nil, Usage{fmt.Sprintf("there is no call sheet for %s in %s: the line, or a text in this language, is missing", line, tag)}
	}
	if c := l.country(m.Country); c != nil && c.Office != "" {
		m.Stock = c.Office
	}
	w, err := newWorkshop(o, l, nil)
	if err != nil {
		return nil, err
	}
	defer w.close()
	doc, list := w.press.Compose(m)
	if list.Count(diag.Error) > 0 {
		return nil, Defects{list.Sorted()}
	}
	data, err := w.write(doc, pdf.Screen)
	if err != nil {
		return nil, err
	}
	// The witness reads the number back; a call sheet has no code and no foot.
	file, err := w.reader.Read(data)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	if found := file.Compare(m, "screen"); found.Count(diag.Error) > 0 {
		return nil, Defects{found.Sorted()}
	}
	return data, nil
}
