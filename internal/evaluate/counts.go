package evaluate

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"pharos/internal/diag"
	"pharos/internal/rule"
	"pharos/internal/tree"
)

// Count is one line of counts.csv: what was counted from one day until another, both
// included, in an area (empty for the country).
type Count struct {
	From, Until int
	Area        string
	Measure     Measure
	N           int
	// Source names the table, the first signs of its digest, and "revised" where a
	// figure took the place of an earlier one.
	Source string
	line   int
}

// Day is the first day of what was counted.
func (c Count) Day() string { return dayOf(c.From) }

// countsHead are the columns of counts.csv.
var countsHead = []string{"from", "until", "area", "measure", "count", "source"}

// mostCounts is how many lines a file of counts may have.
const mostCounts = 1_000_000

// ReadCounts reads counts.csv; a plan names the areas. What is wrong is said with its
// line, at most for the first hundred lines.
func ReadCounts(file string, data []byte, p *Plan) ([]Count, diag.List) {
	r := &countReader{plan: p, file: file, days: map[string]int{}}
	eachRow(file, data, countsHead, rule.EvaluateCount, &r.list, r.row)
	if !r.list.Stops() {
		r.overlaps()
		r.wholes()
	}
	return r.out, r.list
}

// eachRow reads a CSV file with fixed columns, row by row.
func eachRow(file string, data []byte, head []string, bad *diag.Rule, list *diag.List, row func(int, []string)) {
	if len(data) == 0 {
		return
	}
	c := csv.NewReader(bytes.NewReader(data))
	c.ReuseRecord, c.FieldsPerRecord = true, -1
	first := true
	for n := 0; len(*list) < 100; n++ {
		cells, err := c.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		line, _ := c.FieldPos(0)
		var parse *csv.ParseError
		switch {
		case errors.As(err, &parse):
			pos := diag.Pos{File: file, Line: parse.StartLine}
			list.Errorf(bad, pos, "", "the line cannot be read: %s", parse.Err.Error())
			return
		case err != nil || n > mostCounts:
			list.Errorf(bad, diag.Pos{File: file, Line: line}, "", "the file has too many lines")
			return
		case first:
			first = false
			if !slices.Equal(cells, head) {
				list.Errorf(bad, diag.Pos{File: file, Line: 1}, "", "the first line is not %s", strings.Join(head, ","))
				return
			}
		case len(cells) != len(head):
			list.Errorf(bad, diag.Pos{File: file, Line: line}, "", "the line has %d cells and should have %d",
				len(cells), len(head))
		default:
			row(line, cells)
		}
	}
}

// countReader is the work on one file of counts.
type countReader struct {
	plan *Plan
	file string
	out  []Count
	list diag.List
	days map[string]int // read already: the same days stand on many lines
}

func (r *countReader) bad(line int, hint, format diag.Format, args ...any) {
	r.list.Errorf(rule.EvaluateCount, diag.Pos{File: r.file, Line: line, Column: 1}, hint, format, args...)
}

// day reads a day.
func (r *countReader) day(s string) (int, bool) {
	if n, ok := r.days[s]; ok {
		return n, true
	}
	t, ok := parseDay(s)
	if ok {
		r.days[strings.Clone(s)] = numberOf(t)
	}
	return numberOf(t), ok
}

func (r *countReader) row(line int, cells []string) {
	from, ok1 := r.day(cells[0])
	until, ok2 := r.day(cells[1])
	if !ok1 || !ok2 || until < from {
		r.bad(line, "Write both days as YYYY-MM-DD, the first one first.", "%q to %q are no days", cells[0], cells[1])
		return
	}
	if _, ok := r.plan.area(cells[2]); !ok && cells[2] != "" {
		r.bad(line, "Name the area in plan.yaml, or leave the cell empty for the country.",
			"the plan has no area %q", cells[2])
		return
	}
	m := Measure(cells[3])
	if !m.Known() {
		pos := diag.Pos{File: r.file, Line: line, Column: 1}
		f := r.list.Errorf(rule.EvaluateCount, pos, "", "there is no measure %q", cells[3])
		f.Hint = tree.DidYouMean(cells[3], names())
		return
	}
	n, err := strconv.Atoi(cells[4])
	if err != nil || n < 0 || n > 100_000_000 {
		r.bad(line, "Leave a line out whose count is not known.", "%q is not a whole number", cells[4])
		return
	}
	r.out = append(r.out, Count{from, until, strings.Clone(cells[2]), Measure(strings.Clone(cells[3])), n,
		strings.Clone(cells[5]), line})
}

// overlaps finds days that two lines count, and sorts the lines by measure, area and day.
func (r *countReader) overlaps() {
	slices.SortStableFunc(r.out, compareCounts)
	for i, c := range r.out {
		if i == 0 {
			continue
		}
		was := r.out[i-1]
		if was.Measure == c.Measure && was.Area == c.Area && c.From <= was.Until && len(r.list) < 100 {
			r.list.Errorf(rule.EvaluatePeriod, diag.Pos{File: r.file, Line: c.line, Column: 1}, "",
				"days from %s are counted on line %d too: %s", dayOf(c.From), was.line, string(c.Measure))
		}
	}
}

// compareCounts orders lines by measure, area and day.
func compareCounts(a, b Count) int {
	return cmp.Or(strings.Compare(string(a.Measure), string(b.Measure)), strings.Compare(a.Area, b.Area),
		cmp.Compare(a.From, b.From), cmp.Compare(a.Until, b.Until))
}

// wholes finds parts that are larger than their whole on the same days.
func (r *countReader) wholes() {
	type key struct {
		from, until int
		area        string
		measure     Measure
	}
	all := map[key]Count{}
	for _, c := range r.out {
		all[key{c.From, c.Until, c.Area, c.Measure}] = c
	}
	for _, c := range r.out {
		for _, p := range parts {
			whole, ok := all[key{c.From, c.Until, c.Area, p.whole}]
			if c.Measure == p.part && ok && c.N > whole.N {
				r.list.Add(rule.EvaluateDoubt.At(diag.Pos{File: r.file, Line: c.line, Column: 1},
					"%s is %d, and %s only %d on line %d", string(p.part), c.N, string(p.whole), whole.N, whole.line))
			}
		}
	}
}

// WriteCounts writes counts.csv, in the order of measure, area and day.
func WriteCounts(counts []Count) []byte {
	counts = slices.Clone(counts)
	slices.SortStableFunc(counts, compareCounts)
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	_ = w.Write(countsHead) // a buffer takes everything
	for _, c := range counts {
		_ = w.Write([]string{dayOf(c.From), dayOf(c.Until), c.Area, string(c.Measure), strconv.Itoa(c.N), c.Source})
	}
	w.Flush()
	return b.Bytes()
}
