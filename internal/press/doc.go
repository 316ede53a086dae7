// Package press lays out materials by print templates.
//
// In go a plan.Material and the templates, tokens and icons of a theme; out
// comes a typeset.Document: every item at its place, tagged in reading order,
// the size of each text found by layout. Compose gives the sheet in its trim
// size; Marks gives the same with bleed, marks and slug for the printer.
//
// The templates are read by package template, whose comment is their language.
//
// Every draft gets its mark, whatever the template says. Findings: template.* and
// icon.* about the theme's files (New), poster.* about a material: poster.fit when
// a text is too long at its smallest size. With an error among them the sheet is
// not made.
//
// All is done in whole numbers: the same material gives the same document on
// every machine and from any number of goroutines.
package press
