package intake

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"pharos/internal/diag"
)

// Lexicon knows the headings that people give to columns, by the meaning: day, until,
// area, or a measure. Words are folded.
type Lexicon map[string][]string

// Learn adds the words of one language, given between bars.
func (l Lexicon) Learn(meaning, words string) {
	for _, w := range strings.Split(words, "¦") {
		if w = fold(w); w != "" && !slices.Contains(l[meaning], w) {
			l[meaning] = append(l[meaning], w)
		}
	}
}

// meaning gives what a word means, "" if nobody knows.
func (l Lexicon) meaning(word string) string {
	found := ""
	for meaning, words := range l {
		if slices.Contains(words, fold(word)) && (found == "" || meaning < found) {
			found = meaning
		}
	}
	return found
}

// Propose guesses what the columns of a table mean, as an entry of columns.yaml. Words of
// the table stand in it only where they are known words for kinds of calls; whatever
// else a column holds stays in the table. A person looks at it before anything is taken.
func Propose(file string, data []byte, sheet, name string, l Lexicon) (string, diag.List) {
	grids, list := open(file, data, sheet)
	if list.Stops() {
		return "", list
	}
	for _, g := range grids {
		if text := l.guess(g, name); text != "" {
			return text, list
		}
	}
	return "", list
}

// column is a guess about one column.
type column struct {
	heading, meaning string
	days, numbers    int
	// known are the words below that the lexicon knows, others how many there are besides.
	known  map[string]string
	others map[string]bool
	filled int
}

// guess finds the row of headings: the first with a column that has days below it.
func (l Lexicon) guess(g grid, name string) string {
	for at, row := range g.rows[:min(len(g.rows), headRows)] {
		columns := make([]column, len(row))
		some := false
		for i, c := range row {
			if text := strings.TrimSpace(c.Text); text != "" && !c.Number {
				columns[i] = l.look(g, at, i, text)
				some = some || columns[i].days > 0 && columns[i].meaning != "until"
			}
		}
		if some {
			return l.entry(g, name, columns)
		}
	}
	return ""
}

// look reads a column below its heading.
func (l Lexicon) look(g grid, header, i int, heading string) column {
	c := column{heading: heading, meaning: l.meaning(heading), known: map[string]string{}, others: map[string]bool{}}
	for _, row := range g.rows[header+1:] {
		cell := at(row, i)
		text := strings.TrimSpace(cell.Text)
		if text == "" {
			continue
		}
		c.filled++
		if _, kind := dayIn(cell, ""); kind == aDay || kind == eitherWay {
			c.days++
		} else if _, kind := numberIn(cell, ""); kind == aNumber || kind == unknownNumber {
			c.numbers++
		} else if m := l.meaning(text); strings.Contains(m, ".") {
			c.known[text] = m
		} else {
			c.others[fold(text)] = true
		}
	}
	if 2*c.days < c.filled {
		c.days = 0
	}
	return c
}

// entry writes the guess as YAML.
func (l Lexicon) entry(g grid, name string, columns []column) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("  - name: %s", strconv.Quote(name))
	if g.sheet != "" {
		line("    sheet: %s", strconv.Quote(g.sheet))
	}
	day := slices.IndexFunc(columns, func(c column) bool { return c.days > 0 && c.meaning != "until" })
	var sums, kinds []column
	for i, c := range columns {
		switch {
		case i == day, c.heading == "", c.meaning == "until" && c.days > 0:
		case strings.Contains(c.meaning, ".") && 2*c.numbers > c.filled, isSingle(c.meaning):
			sums = append(sums, c)
		case len(c.known) > 0:
			kinds = append(kinds, c)
		}
	}
	if len(sums) > 0 {
		line("    row: period")
	} else {
		line("    row: call")
	}
	line("    day: %s", strconv.Quote(columns[day].heading))
	l.period(line, columns, len(sums) > 0)
	for _, c := range columns {
		if c.meaning == "area" {
			line("    area: %s", strconv.Quote(c.heading))
			line("    areas: {} # list the %d areas with the keys of the plan", len(c.others))
		}
	}
	if len(sums) > 0 {
		line("    sums:")
	}
	for _, c := range sums {
		line("      - {heading: %s, measure: %s}", strconv.Quote(c.heading), c.meaning)
	}
	if len(kinds) > 0 && len(sums) == 0 {
		line("    kinds:")
	}
	for _, c := range kinds {
		if len(sums) == 0 {
			line("      - heading: %s", strconv.Quote(c.heading))
			line("        words: {%s}%s", pairs(c.known), others(c))
		}
	}
	return b.String()
}

// isSingle reports a measure whose name has no dot.
func isSingle(meaning string) bool { return meaning == "investigations" || meaning == "prosecutions" }

// period writes how long a row's period is, or what a list of calls covers.
func (l Lexicon) period(line func(string, ...any), columns []column, sums bool) {
	if !sums {
		line("    calls: calls.received # what every row is; or calls.substantive")
		line("    covers: {from: \"\", until: \"\"} # first and last day for which the list is complete")
		return
	}
	for _, c := range columns {
		if c.meaning == "until" && c.days > 0 {
			line("    until: %s", strconv.Quote(c.heading))
			return
		}
	}
	line("    period: week # or day, month, quarter, year")
}

// pairs writes known words with what they count.
func pairs(known map[string]string) string {
	var out []string
	for word, m := range known {
		out = append(out, strconv.Quote(word)+": "+m)
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}

// others says how many words are not known.
func others(c column) string {
	if len(c.others) == 0 {
		return ""
	}
	return fmt.Sprintf(" # and %d words more: list each with its measure, or -", len(c.others))
}
