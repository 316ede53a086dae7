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
	// Width and Height are the page; Frame is where the words stand now, Lead the
	// room before them for an icon or a numeral.
	Width, Height int
	Frame         Frame
	Lead          int
	// Size is the size of type now, Floor the smallest. Leading is the distance of
	// baselines and Tracking the space between letters, in thousandths of the size.
	Size, Floor, Leading, Tracking int
	Weight                         int
	// Balanced and Breaks say how lines are broken: evenly; at the text's own line ends.
	Balanced, Breaks bool
	// Align is start, middle or end of the line; Place start, middle or end of the
	// frame's height.
	Align, Place string
	// Before and After are what else is set in the same paragraph.
	Before, After string
}

// Frame is a rectangle from the page's top left corner.
type Frame struct{ X, Y, W, H int }
