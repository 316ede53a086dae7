// Package template is the language of print templates: it reads the templates and
// tokens of a theme and computes their expressions. Package press lays sheets out
// by them.
//
// A template is a YAML file themes/<theme>/print/<template>.yaml that a designer
// changes without Go. It has sides (pages), each a list of nodes in the order
// in which they are painted. docs/print-templates.md shows it with examples;
// this is the whole of it.
//
//	about: words          stocks: [A3, A4]       the sizes it is made for
//	let: {yP: 0.535H}     named lengths          params: choices of a material
//	sides: {front: [nodes], back: [nodes]}       examples: [materials]
//
// Lengths are expressions (expr.go has the grammar): numbers with the units mm,
// pt, px, u (a hundredth of the short side of the trim), % (of the frame), em
// (of the type, within text nodes); the names W, H (trim), w, h (frame), bleed,
// safe and those of "let"; + - * /, min(), max(). A value may depend on the
// material: {languages > 1: 6u, else: 11.5u}. Conditions know languages,
// senders, police, partner (somebody adapted the sheet), short (a short number
// of the police), second, draft, inside, rtl, emergency, "has SLOT", and stock,
// script, language compared with a word.
//
// Every place counts from the start corner: x runs to the end of the line, y
// down. On a right-to-left sheet all of it is mirrored by one flag; digits,
// numbers, addresses, codes and most icons are not.
//
// Nodes, and the keys each may have beside at [x, y, w, h], pad, when, name:
//
//	layer, stack, row    frames within frames; gap, place, between, line;
//	                     height or width of a child; "per: language" repeats it
//	use                  a piece of parts.yaml
//	fill, rule           a box in a swatch
//	polygon, disc        own shapes
//	device               beam, routes, rails, windows: parametric shapes
//	text, inline         words: paragraphs below each other, or items in rows
//	number               a number on one line, always left to right
//	notes                words with lines to write on
//	senders, code, icon  names in columns; the QR code; an icon
//	picture              a picture of the material by its name; fill is cover or contain
//
// A text node takes slots of the material, has a style of the tokens, a range
// of sizes (the tokens', or floor and ceiling with a reason), and shares its
// size with all nodes of its fit group: by default those of its style. "cross"
// draws it once more in another swatch where a named shape crosses it. What has
// no words leaves no gap.
package template
