package exchange

import (
	"regexp"
	"strconv"
	"strings"
)

// placeholder is what the program fills in: {{.Line}} in a message, {{line}} or
// {{law.use}} on a page.
var placeholder = regexp.MustCompile(`\{\{\s*\.?([A-Za-z][A-Za-z0-9.]*)\s*\}\}`)

// piece is a run of text or one placeholder.
type piece struct {
	// text is the text, or the placeholder as it is written.
	text string
	// id names a placeholder: its name, and a number from the second time on.
	id string
}

// pieces cuts a text into text and placeholders.
func pieces(text string) []piece {
	if !strings.Contains(text, "{{") {
		return []piece{{text: text}}
	}
	var out []piece
	seen, at := map[string]int{}, 0
	for _, m := range placeholder.FindAllStringSubmatchIndex(text, -1) {
		if m[0] > at {
			out = append(out, piece{text: text[at:m[0]]})
		}
		name := text[m[2]:m[3]]
		seen[name]++
		id := name
		if seen[name] > 1 {
			id += "-" + strconv.Itoa(seen[name])
		}
		out = append(out, piece{text: text[m[0]:m[1]], id: id})
		at = m[1]
	}
	if at < len(text) {
		out = append(out, piece{text: text[at:]})
	}
	return out
}

// names lists the placeholders of a text in their order, without braces.
func names(text string) []string {
	if !strings.Contains(text, "{{") {
		return nil
	}
	var out []string
	for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
		out = append(out, m[1])
	}
	return out
}

// prose is the text with a space for each placeholder.
func prose(text string) string {
	if !strings.Contains(text, "{{") {
		return text
	}
	return placeholder.ReplaceAllString(text, " ")
}

// counted writes a number with its noun.
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}
