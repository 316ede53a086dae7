package intake

import (
	"slices"
	"strings"
	"time"

	"pharos/internal/diag"
	"pharos/internal/evaluate"
	"pharos/internal/rule"
	"pharos/internal/workbook"
)

// mostFindings is how many cells of a table are named.
const mostFindings = 50

// taker is the work on one file.
type taker struct {
	plan   *evaluate.Plan
	digest string
	out    *Result
	list   diag.List
	found  int
}

// sheet is the work on one sheet with its mapping.
type sheet struct {
	*taker
	*Table
	grid
	// column are the places of the headings: day, until, area, sums and kinds.
	column map[string]int
	heads  []string
	// words are the mapped words of columns of kinds and areas, folded.
	words map[string]map[string]string
	order string
	// days and folds are cells that were read already: most stand in many rows.
	days  map[workbook.Cell]readDay
	folds map[string]string
	// calls are the counts of a list of calls, by first day, area and measure.
	calls map[countKey]int
	sums  []int
}

// readDay is a cell with a day as it was read.
type readDay struct {
	day  time.Time
	kind dayKind
}

type countKey struct {
	from    int
	area    string
	measure evaluate.Measure
}

// take counts the rows below a header.
func (t *taker) take(g grid, table *Table, header int, columns []int) {
	t.found++
	s := &sheet{taker: t, Table: table, grid: g, column: map[string]int{}, words: map[string]map[string]string{},
		order: table.Order, calls: map[countKey]int{}, sums: make([]int, len(table.Sums)),
		days: map[workbook.Cell]readDay{}, folds: map[string]string{}}
	s.heads = table.headings()
	for i, h := range s.heads {
		s.column[h] = columns[i]
	}
	s.words[table.Area] = folded(table.Areas)
	for _, k := range table.Kinds {
		s.words[k.Heading] = folded(k.Words)
	}
	if s.order == "" {
		var days []workbook.Cell
		for _, row := range g.rows[header+1:] {
			days = append(days, at(row, s.column[table.Day]))
		}
		s.order = order(days)
	}
	for i := header + 1; i < len(g.rows) && len(t.list) < mostFindings; i++ {
		s.row(i, g.rows[i])
	}
	if table.Row == "call" {
		s.weeks()
	}
}

// folded makes the words of a mapping comparable.
func folded(words map[string]string) map[string]string {
	out := map[string]string{}
	for word, meaning := range words {
		out[fold(word)] = meaning
	}
	return out
}

// at gives a cell of a row that can be shorter.
func at(row []workbook.Cell, column int) workbook.Cell {
	if column < len(row) {
		return row[column]
	}
	return workbook.Cell{}
}

// bad adds a finding at a cell.
func (s *sheet) bad(r *diag.Rule, row int, heading string, hint, format diag.Format, args ...any) {
	s.list.Errorf(r, s.pos(row, s.column[heading]), hint, format, args...)
}

// row takes one row in.
func (s *sheet) row(i int, cells []workbook.Cell) {
	if s.empty(cells) {
		return
	}
	for _, heading := range s.heads {
		column := s.column[heading]
		if at(cells, column).Uncalculated {
			s.bad(rule.EvaluateTable, i, heading, "Open the workbook, let it calculate, and save it.",
				"the formula in %s has no value", workbook.Place(i, column))
			return
		}
	}
	day, ok := s.day(i, cells, s.Day)
	if !ok {
		return
	}
	area, known := s.word(i, cells, s.Area)
	if !known {
		return
	}
	if s.Row == "call" {
		s.call(i, cells, day, area)
		return
	}
	until := s.end(day)
	if s.Until != "" {
		if until, ok = s.day(i, cells, s.Until); !ok {
			return
		}
	}
	for k, sum := range s.Sums {
		n, ok := s.number(i, cells, sum.Heading)
		if !ok {
			continue
		}
		s.sums[k] += n
		s.out.Counts = append(s.out.Counts, evaluate.Count{From: number(day), Until: number(until), Area: area,
			Measure: sum.Measure, N: n, Source: s.source()})
	}
}

// source names the table and the first signs of its digest.
func (s *sheet) source() string { return s.Name + " @" + s.digest }

// empty reports whether no mapped cell holds anything.
func (s *sheet) empty(cells []workbook.Cell) bool {
	for _, heading := range s.heads {
		if c := at(cells, s.column[heading]); strings.TrimSpace(c.Text) != "" || c.Uncalculated {
			return false
		}
	}
	return true
}

// day reads the day of a row. A row of sums at the foot has none and is passed over.
func (s *sheet) day(i int, cells []workbook.Cell, heading string) (time.Time, bool) {
	c := at(cells, s.column[heading])
	read, seen := s.days[c]
	if !seen {
		read.day, read.kind = dayIn(c, s.order)
		s.days[c] = read
	}
	day := read.day
	if read.kind == aDay {
		return day, true
	}
	place := workbook.Place(i, s.column[heading])
	switch read.kind {
	case eitherWay:
		s.bad(rule.EvaluateTable, i, heading, "Say in columns.yaml: order: day-month, or month-day.",
			"the day in %s can be read in two ways", place)
	case timed:
		s.bad(rule.EvaluatePerson, i, heading, "Use a column with the day alone: a clock time can point at a person.",
			"the cell %s holds a clock time", place)
	case plainNumber:
		s.bad(rule.EvaluateTable, i, heading, "Let the spreadsheet show the column as days.",
			"the number in %s is not shown as a day", place)
	default:
		if s.total(cells) {
			s.out.Totals++
			return day, false
		}
		s.bad(rule.EvaluateTable, i, heading, "Write days as 2030-03-04 or 4.3.2030.", "the cell %s holds no day",
			place)
	}
	return day, false
}

// total reports whether a row without a day has the sums of the rows above in every
// column that has a number.
func (s *sheet) total(cells []workbook.Cell) bool {
	some := false
	for k, sum := range s.Sums {
		n, kind := numberIn(at(cells, s.column[sum.Heading]), s.Thousands)
		switch {
		case kind == unknownNumber:
		case kind != aNumber || n != s.sums[k]:
			return false
		default:
			some = true
		}
	}
	return some
}

// word reads a word that the mapping lists; an empty heading means nothing. Others are
// refused by their kind, never by what they say.
func (s *sheet) word(i int, cells []workbook.Cell, heading string) (string, bool) {
	text := strings.TrimSpace(at(cells, s.column[heading]).Text)
	if heading == "" || text == "" {
		return "", true
	}
	folded, seen := s.folds[text]
	if !seen {
		folded = fold(text)
		s.folds[text] = folded
	}
	if meaning, ok := s.words[heading][folded]; ok {
		return meaning, true
	}
	s.bad(rule.EvaluatePerson, i, heading,
		"List the word in columns.yaml if it is a kind and no person; else map another column.",
		"the cell %s holds %s, which columns.yaml does not list",
		workbook.Place(i, s.column[heading]), diag.Say(kindOf(text)))
	return "", false
}

// kindOf names the kind of a text without saying it.
func kindOf(text string) diag.Format {
	switch {
	case clock.MatchString(text):
		return "a clock time"
	case phone.MatchString(text):
		return "a number like that of a telephone"
	case strings.Contains(text, "@"):
		return "an address"
	case strings.ContainsAny(text, "0123456789"):
		return "words with digits"
	case strings.Contains(text, " "):
		return "several words"
	}
	return "a word"
}

// number reads a whole number.
func (s *sheet) number(i int, cells []workbook.Cell, heading string) (int, bool) {
	n, kind := numberIn(at(cells, s.column[heading]), s.Thousands)
	place := workbook.Place(i, s.column[heading])
	switch kind {
	case aNumber:
		return n, true
	case unknownNumber:
		s.out.Unknown++
	case openNumber:
		s.bad(rule.EvaluateTable, i, heading,
			"Say in columns.yaml which sign stands between thousands: thousands: \".\".",
			"the number in %s can be thousands or decimals", place)
	case partNumber:
		s.bad(rule.EvaluateTable, i, heading, "Calls and people are counted whole.",
			"the number in %s is not a whole one", place)
	default:
		text := strings.TrimSpace(at(cells, s.column[heading]).Text)
		s.bad(rule.EvaluatePerson, i, heading, "", "the cell %s holds %s where a number should be", place,
			diag.Say(kindOf(text)))
	}
	return 0, false
}

// call counts one row of a list of calls.
func (s *sheet) call(i int, cells []workbook.Cell, day time.Time, area string) {
	measures := []evaluate.Measure{s.Calls}
	for _, k := range s.Kinds {
		m, ok := s.word(i, cells, k.Heading)
		if !ok {
			return
		}
		if m != "" && m != "-" {
			measures = append(measures, evaluate.Measure(m))
		}
	}
	from := number(s.begin(day))
	for _, m := range measures {
		s.calls[countKey{from, "", m}]++
		if area != "" {
			s.calls[countKey{from, area, m}]++
		}
	}
}

// begin is the first day of the week or month of a day, end the last day of a period that
// begins with a day.
func (s *sheet) begin(day time.Time) time.Time {
	if s.plan.Blocks == "months" {
		return day.AddDate(0, 0, 1-day.Day())
	}
	return day.AddDate(0, 0, -(int(day.Weekday())+6)%7)
}

func (s *sheet) end(day time.Time) time.Time {
	switch s.Period {
	case "week":
		return day.AddDate(0, 0, 6)
	case "month":
		return day.AddDate(0, 1, -1)
	case "quarter":
		return day.AddDate(0, 3, -1)
	case "year":
		return day.AddDate(1, 0, -1)
	}
	return day
}

// weeks writes the counts of a list of calls, for every whole week or month that it
// covers: without a row there was no call.
func (s *sheet) weeks() {
	first, err1 := time.Parse(time.DateOnly, s.Covers.From)
	last, err2 := time.Parse(time.DateOnly, s.Covers.Until)
	if err1 != nil || err2 != nil || last.Sub(first) > 40*366*24*time.Hour {
		s.bad(rule.EvaluateTable, 0, s.Day, "Write covers: {from: \"2030-01-01\", until: \"2030-12-31\"}.",
			"%q to %q are no days", s.Covers.From, s.Covers.Until)
		return
	}
	areas := []string{""}
	for _, key := range s.Areas {
		if key != "" && !slices.Contains(areas, key) {
			areas = append(areas, key)
		}
	}
	slices.Sort(areas)
	for day := s.begin(first); !day.After(last); {
		next := day.AddDate(0, 0, 7)
		if s.plan.Blocks == "months" {
			next = day.AddDate(0, 1, 0)
		}
		if until := next.AddDate(0, 0, -1); !day.Before(first) && !until.After(last) {
			for _, area := range areas {
				for _, m := range s.measures() {
					s.out.Counts = append(s.out.Counts,
						evaluate.Count{From: number(day), Until: number(until), Area: area,
							Measure: m, N: s.calls[countKey{number(day), area, m}], Source: s.source()})
				}
			}
		}
		day = next
	}
}

// number counts days from 1970-01-01, as counts do.
func number(t time.Time) int { return int(t.Unix() / 86_400) }

// Merge puts new counts among those that are there. The same figure once more changes
// nothing; another figure for the same days is a finding unless it may replace the old one,
// and is marked as revised then.
func Merge(old, taken []evaluate.Count, replace bool) (all []evaluate.Count, added, revised int, list diag.List) {
	type key struct {
		from, until int
		area        string
		measure     evaluate.Measure
	}
	index := map[key]int{}
	all = slices.Clone(old)
	for i, c := range all {
		index[key{c.From, c.Until, c.Area, c.Measure}] = i
	}
	for _, c := range taken {
		k := key{c.From, c.Until, c.Area, c.Measure}
		i, there := index[k]
		switch {
		case !there:
			index[k] = len(all)
			all = append(all, c)
			added++
		case all[i].N == c.N:
		case i >= len(old):
			list.Errorf(rule.EvaluatePeriod, diag.Pos{}, "", "the table has %s from %s twice, with two figures",
				string(c.Measure), c.Day())
		case !replace:
			list.Errorf(rule.EvaluatePeriod, diag.Pos{}, "If the new figure is right, take the table with --replace.",
				"%s from %s is on record with another figure", string(c.Measure), c.Day())
		default:
			c.Source += " revised"
			all[i] = c
			revised++
		}
		if len(list) >= mostFindings {
			break
		}
	}
	return all, added, revised, list
}
