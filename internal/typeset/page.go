// Package typeset turns text into shaped, broken and fitted lines and holds the
// page they stand on. It knows no campaign.
//
// In go text, a Style and boxes; out come Lines of glyphs at fixed-point places
// and, through whoever composes them, Pages: flat lists of painted items with
// the tags that say what they mean. Shaping follows OpenType (through go-text,
// a port of HarfBuzz), bidirectional order UAX 9, line breaking UAX 14.
// There is no float and no clock here: the same text and fonts give the same
// numbers everywhere.
package typeset

// Point is a place. The origin is the top left corner of the media, x runs to
// the right and y down, also on right-to-left sheets.
type Point struct{ X, Y Length }

// Add gives the sum of two places.
func (p Point) Add(q Point) Point { return Point{p.X + q.X, p.Y + q.Y} }

// Reach gives the distance from the origin, rounded down.
func (p Point) Reach() Length {
	x, y := int64(p.X), int64(p.Y)
	return Length(Root(uint64(x*x + y*y)))
}

// Root gives the largest integer whose square is at most n.
func Root(n uint64) uint64 {
	var r uint64
	for b := uint64(1) << 31; b > 0; b >>= 1 {
		if t := r | b; t*t <= n {
			r = t
		}
	}
	return r
}

// Rect is an upright rectangle; Min is its top left corner.
type Rect struct{ Min, Max Point }

// Box gives the Rect at x, y with width w and height h.
func Box(x, y, w, h Length) Rect { return Rect{Point{x, y}, Point{x + w, y + h}} }

// W gives the width.
func (r Rect) W() Length { return r.Max.X - r.Min.X }

// H gives the height.
func (r Rect) H() Length { return r.Max.Y - r.Min.Y }

// Empty reports a Rect without area.
func (r Rect) Empty() bool { return r.Min.X >= r.Max.X || r.Min.Y >= r.Max.Y }

// Inset gives r made smaller by d on all four sides.
func (r Rect) Inset(d Length) Rect {
	return Rect{Point{r.Min.X + d, r.Min.Y + d}, Point{r.Max.X - d, r.Max.Y - d}}
}

// Contains reports whether q lies in r, edges included.
func (r Rect) Contains(q Rect) bool {
	return q.Min.X >= r.Min.X && q.Min.Y >= r.Min.Y && q.Max.X <= r.Max.X && q.Max.Y <= r.Max.Y
}

// Intersect gives what two Rects share; it is Empty where they share nothing.
func (r Rect) Intersect(q Rect) Rect {
	return Rect{Point{max(r.Min.X, q.Min.X), max(r.Min.Y, q.Min.Y)},
		Point{min(r.Max.X, q.Max.X), min(r.Max.Y, q.Max.Y)}}
}

// Union gives the smallest Rect around both; an empty Rect counts as nothing.
func (r Rect) Union(q Rect) Rect {
	switch {
	case r.Empty():
		return q
	case q.Empty():
		return r
	}
	return Rect{Point{min(r.Min.X, q.Min.X), min(r.Min.Y, q.Min.Y)},
		Point{max(r.Max.X, q.Max.X), max(r.Max.Y, q.Max.Y)}}
}

// Document is what pdf.Write makes into one file.
type Document struct {
	// Title is shown in the window of the reader; it may not be empty
	// (ISO 14289-1, 7.1).
	Title string
	// Lang is the BCP 47 tag of the whole; a Tag may say otherwise for its part.
	Lang string
	// Subject is one sentence on the content; may be empty.
	Subject string
	// Identifier is the batch of a released sheet; empty for all others.
	Identifier string
	Pages      []Page
	// Bookmarks lead into long documents; none for a single sheet.
	Bookmarks []Bookmark
}

// Bookmark is one line of the reader's table of contents.
type Bookmark struct {
	Title string
	// Page counts from 0.
	Page int
	// Y is the place on the page, from the top of the media.
	Y Length
}

// Page is one side of a sheet. Media contains Bleed contains Trim contains Safe
// (ISO 32000-1, 14.11.2). A page that is not for the press has all four equal
// but Safe.
type Page struct {
	// Name says what the page is, such as "front"; for dumps and findings.
	Name string
	// Media is the whole medium; it may begin left of and above 0, 0.
	Media, Bleed, Trim, Safe Rect
	// Items are in paint order: the first lies under all others.
	Items []Item
	// Tags are in reading order; an Item points into them by index.
	Tags []Tag
}

// Role is the meaning of a Tag: a standard structure type of ISO 32000-1,
// 14.8.4.
type Role string

// The structure types in use.
const (
	RoleDocument Role = "Document"
	RoleSect     Role = "Sect"
	RoleH1       Role = "H1"
	RoleH2       Role = "H2"
	RoleP        Role = "P"
	RoleL        Role = "L"
	RoleLI       Role = "LI"
	RoleLBody    Role = "LBody"
	RoleFigure   Role = "Figure"
	RoleSpan     Role = "Span"
)

// Artifact is the Tag index of an Item without meaning: grounds, marks, rules
// (ISO 32000-1, 14.8.2.2).
const Artifact = -1

// Tag is one element of the page's structure.
type Tag struct {
	Role Role
	// Lang is a BCP 47 tag; empty takes the parent's.
	Lang string
	// Alt is the text for who cannot see a Figure.
	Alt string
	// Parent is the index of an earlier Tag of the page; -1 is the document.
	Parent int
}

// Colour is one swatch with its value in each way of printing. Exactly one of
// them is used: Spot (with CMYK as its alternate) or CMYK in press files, SRGB
// in screen files.
type Colour struct {
	// Name is the swatch's name, such as "sea.deep"; for dumps and findings.
	Name string
	// CMYK holds percent of each ink, 0 to 100.
	CMYK [4]uint8
	SRGB [3]uint8
	// Spot is the ink's name as the printer knows it; empty for process inks.
	Spot string
	// Tint is the percentage of the spot ink; 0 counts as 100. Not for process inks.
	Tint uint8
	// Overprint prints without knocking out what lies below; meant for ink
	// that is black only (ISO 32000-1, 11.7.4.5).
	Overprint bool
	// Registration prints on every plate (the "All" colorant), for marks only.
	Registration bool
}

// TotalInk gives the sum of the four process inks in percent.
func (c Colour) TotalInk() int {
	return int(c.CMYK[0]) + int(c.CMYK[1]) + int(c.CMYK[2]) + int(c.CMYK[3])
}

// Over gives what stands on the paper where c overprints a ground: each ink of c
// takes the place of that of the ground, the others stay (mode 1, ISO 32000-1,
// 8.6.7).
func (c Colour) Over(ground Colour) Colour {
	out := ground
	for i, v := range c.CMYK {
		if v > 0 {
			out.CMYK[i] = v
		}
	}
	return out
}

// Mark is what every Item says about itself.
type Mark struct {
	// Tag is an index into Page.Tags, or Artifact.
	Tag int
	// Role is what the item is for: "headline", "number", "code", "draft",
	// "ground", "mark"; for dumps and the checks of the safe area.
	Role string
	// ID names where the item came from, such as a message or hotline id, so
	// that a proof can name it. Free text, never printed.
	ID string
	// Clip hides what lies outside of it (non-zero winding); nil hides nothing.
	Clip *Outline
}

// Item is one painted thing: *Path, *Text, or a *picture.Placed from the package of
// pictures, and nothing else.
type Item interface {
	// Info gives the item's Mark.
	Info() *Mark
	// Bounds gives the rectangle around the item's ink, without the clip.
	Bounds() Rect
	item()
}

// Info gives the mark itself; it makes every item an Item by embedding.
func (m *Mark) Info() *Mark { return m }

func (m *Mark) item() {}

// Path is a filled or stroked shape; with both, the fill is painted first.
type Path struct {
	Mark
	Outline Outline
	// Fill and Stroke paint nothing when nil.
	Fill, Stroke *Colour
	// Width is the stroke's full width, half of it on each side.
	Width Length
	// Round gives round caps and joins; else caps are butt and joins mitred.
	Round bool
	// EvenOdd fills by the even-odd rule; else by non-zero winding.
	EvenOdd bool
}

// Text is shaped lines of one source text in one size and colour.
type Text struct {
	Mark
	// Source is the whole text in logical order without direction controls;
	// what a reader extracts from the lines joined by spaces is this.
	Source string
	// Lang is the BCP 47 tag the text was shaped in.
	Lang string
	// RTL is the direction of the paragraph.
	RTL    bool
	Size   Length
	Colour Colour
	Lines  []PlacedLine
}

// PlacedLine is a Line whose left end stands on the baseline at At.
type PlacedLine struct {
	At   Point
	Line Line
}
