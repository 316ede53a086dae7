package made

import "pharos/internal/locale"

// Room is the place of one message on one sheet, as the layout measured it. Build
// hands it to exchange, so that a translator knows the limit before the printer
// does. Lengths are thousandths of a point.
type Room struct {
	// Message is the id of the text in Language; Country and Sheet say where it
	// stands, Page on which side, counted from 0.
	Message  string
	Language locale.Tag
	Country  string
	// Sheet is the path of the sheet without ending, such as print/citizen/poster-rights.sq.
	Sheet string
	Page  int
	// Characters is how many characters of the language's typical text fit at the
	// smallest size of type, as printed; Lines is how many lines these are.
	Characters, Lines int
	// Over is true where the text of today does not fit.
	Over bool
	// Width and Height are the page; Frame is where the words stand now, after
	// what stands before them: an icon or a numeral.
	Width, Height int
	Frame         Frame
	// Size is the size of type now, Floor the smallest. Measure is how wide a line
	// may be and Free how high all lines, at each of the two.
	Size, Floor   int
	Measure, Free [2]int
	// Leading is the distance of baselines, Baseline that of the first one from
	// the top, Tracking the space between letters, in thousandths of the size.
	Leading, Baseline, Tracking int
	Weight                      int
	// Balanced and Breaks say how lines are broken: evenly; at the text's own line ends.
	Balanced, Breaks bool
	// Align is start, middle or end of the line; Place start, middle or end of the
	// frame's height.
	Align, Place string
	// Text is the whole paragraph as it stands now, Set its lines. Before and
	// After are what stands in it beside the message.
	Text          string
	Set           []string
	Before, After string
	// Values are what stands in the place of each placeholder of the message.
	Values map[string]string `json:"-"`
}

// Frame is a rectangle from the page's top left corner.
type Frame struct{ X, Y, W, H int }
