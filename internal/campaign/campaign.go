// Package campaign holds the definitions: countries with their telephone lines,
// audiences with their materials, pages of the site and the message catalogues.
//
// In goes a file system (a project folder over the embedded defaults); out
// comes a Set of plain values. Every value that was read knows its line: the
// Set keeps one table of positions, asked by file and path. The loader finds
// unknown and doubled keys, wrong types, second documents, byte-order marks and
// files that are too large, all of a run at once; whether the values make sense
// is the work of package check.
package campaign

import (
	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/tree"
)

// Set is everything an author wrote.
type Set struct {
	// Countries are in order of their codes.
	Countries []*Country
	// Audiences are in their own order.
	Audiences []*Audience
	// Pages are the pages of the site in every language, by content name and tag.
	Pages map[string]map[locale.Tag]*Page
	// Pictures are the records of assets/pictures, in order of their ids.
	Pictures []*Picture
	// Fonts are the records of fonts that a project adds, in order of their ids.
	Fonts []*Font
	// Languages is the table of languages of the project.
	Languages *locale.Table
	// Catalogue holds all messages.
	Catalogue *locale.Catalogue
	// Templates and Icons are the names of themes/<theme>/print/<name>.yaml and
	// assets/icons/<name>.svg; nil where the file system has none at all.
	Templates, Icons map[string]bool
	// Locks are what an adaptation cannot change; Adaptation is nil where the
	// project is none.
	Locks      []Lock
	Adaptation *Adaptation
	// LeftOut names the materials, as audience/id, that the base has and its
	// adaptation does not take; the office's exceptions still speak of them.
	LeftOut []string
	// Places knows where each value stands.
	Places Places
}

// Places knows the place of every value, by the file and the path of the value, such
// as "campaigns/countries/rs.yaml" and "hotlines[2].contacts[0].dial".
type Places map[string]*tree.Node

// At finds the place of a value. An unknown path gives the place of the nearest
// parent, at worst the file.
func (p Places) At(file, path string) diag.Pos {
	if root := p[file]; root != nil {
		return root.At(path)
	}
	return diag.Pos{File: file}
}

// File is the path of the country's definition.
func (c *Country) File() string { return "campaigns/countries/" + c.Code + ".yaml" }

// File is the path of the audience's definition.
func (a *Audience) File() string { return "campaigns/" + a.ID + "/campaign.yaml" }

// Page is one page of the site in one language, cut into passages.
type Page struct {
	// Name is the file's name without ending, such as job-offer.
	Name string
	Tag  locale.Tag
	// Title is the heading; Summary the description.
	Title, Summary string
	Passages       []Passage
	File           string
	// Derived is true where the page was transliterated from another language.
	Derived bool
	// TitleReview and SummaryReview are the states of title and summary;
	// TitleStale and SummaryStale say that the English one changed since.
	TitleReview, SummaryReview locale.Review
	TitleStale, SummaryStale   bool
}

// PassageKind is the kind of a passage.
type PassageKind string

// The kinds of passages.
const (
	Heading   PassageKind = "heading"
	Paragraph PassageKind = "paragraph"
	// Item is a point of a list, Step of a numbered one.
	Item PassageKind = "item"
	Step PassageKind = "step"
)

// Passage is the smallest piece of a page that is translated and checked.
type Passage struct {
	// ID is stable as long as the page keeps its structure: <page>.<n>.
	ID   string
	Kind PassageKind
	// Level is 2 or 3 for headings.
	Level int
	// Text holds placeholders such as {{line}}.
	Text string
	// Class comes from the English page: {.information} at the end of a passage,
	// class: in the page's head, else right.
	Class locale.Class
	// NeedsLine leaves the passage out where no line may be shown; from the
	// English page.
	NeedsLine bool
	// Review is the state of the text, Stale that the English one changed since.
	Review locale.Review
	Stale  bool
	Pos    diag.Pos
}
