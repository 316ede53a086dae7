package made

import (
	"slices"
	"strings"
)

// Output is a kind of thing that is made of a material. A new kind is a row of
// Outputs, its maker in package build, and the words of its label.
type Output string

// The kinds of output.
const (
	Screen  Output = "screen"  // to read and to send
	Press   Output = "press"   // for the print shop, with bleed and marks
	Preview Output = "preview" // a small picture of the sheet
	Picture Output = "picture" // for social media
	Badge   Output = "badge"   // for other sites, with the number as text beside it
	Home    Output = "home"    // for office printers, with little ink
	Sheet   Output = "sheet"   // several pieces of the press on one sheet
	Text    Output = "text"    // to copy
)

// Traits say of a kind of output how it is shown and how it is read back.
type Traits struct {
	Output
	// Ending of its file, after the name of the material.
	Ending string
	// Label is the message that says what the file is for; empty where it is not
	// offered by itself.
	Label string
	// Paper is true for what is printed: it has an imprint, senders and a code.
	Paper bool
	// Shop is true for what a print shop prints.
	Shop bool
	// Drawn is true for what a template draws as a sheet or a picture.
	Drawn bool
	// Whole is true for a PDF that shows each page of the piece once.
	Whole bool
	// Trimmed is true where a page is as large as the stock, Bled where colour runs
	// over its edge, Gray where it has no colour, Tagged where each text names its
	// language.
	Trimmed, Bled, Gray, Tagged bool
}

// Outputs is the table of outputs, in the order in which they are looked at.
var Outputs = []Traits{
	{
		Output:  Screen,
		Ending:  "screen.pdf",
		Label:   "materials.screen",
		Drawn:   true,
		Whole:   true,
		Trimmed: true,
		Tagged:  true,
	},
	{Output: Press, Ending: "press.pdf", Label: "materials.press", Paper: true, Shop: true, Drawn: true, Whole: true,
		Trimmed: true, Bled: true},
	{Output: Preview, Ending: "png", Drawn: true},
	{Output: Picture, Ending: "png", Label: "materials.picture", Drawn: true},
	{Output: Badge, Ending: "svg", Label: "materials.picture"},
	{Output: Home, Ending: "home.pdf", Label: "materials.home", Paper: true, Drawn: true, Whole: true, Gray: true},
	{Output: Sheet, Ending: "sheet.pdf", Label: "materials.sheet", Paper: true, Shop: true, Drawn: true},
	{Output: Text, Ending: "txt", Label: "materials.screen"},
}

// Choices are the names of all outputs.
func (Output) Choices() []string {
	var out []string
	for _, t := range Outputs {
		out = append(out, string(t.Output))
	}
	return out
}

// Traits gives the row of an output; the zero Traits for an unknown one.
func (o Output) Traits() Traits {
	if i := slices.IndexFunc(Outputs, func(t Traits) bool { return t.Output == o }); i >= 0 {
		return Outputs[i]
	}
	return Traits{Output: o}
}

// LabelOf names the message that says what a file of a material is for, by the
// ending of its path; empty where it is not offered by itself.
func LabelOf(file string) string {
	for _, t := range Outputs {
		if t.Label != "" && strings.HasSuffix(file, "."+t.Ending) {
			return t.Label
		}
	}
	return ""
}
