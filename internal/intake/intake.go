// Package intake takes the tables of offices in: CSV files and workbooks with headings
// in any language become counts with days, areas and measures.
//
// In go the bytes of a table and what its columns mean (columns.yaml, confirmed by a
// person); out come counts and findings. Only columns that are named there are looked at,
// and of these only days, whole numbers, and words that are listed there: nothing that
// points at a person can get through, because nothing else is ever copied. A table with
// one row a call is counted in here. Findings name a cell and the kind of what stands in
// it, never what it is.
package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strings"

	"pharos/internal/diag"
	"pharos/internal/evaluate"
	"pharos/internal/rule"
	"pharos/internal/tree"
	"pharos/internal/workbook"
)

// Columns is evaluation/<cc>/columns.yaml: what the columns of tables mean.
type Columns struct {
	Tables []Table `yaml:"tables" req:"true"`
}

// Table says what the columns of one kind of table mean. Headings are as they stand;
// script, accents and capitals do not matter.
type Table struct {
	// Name is the source that counts carry; Sheet the sheet of a workbook, if only one.
	Name  string `yaml:"name" req:"true"`
	Sheet string `yaml:"sheet"`
	// Row is what a row stands for: a call, or a period with its sums.
	Row string `yaml:"row" req:"true" enum:"call,period"`
	// Day is the heading of the day of the call, or of the first day of the period; Until
	// that of its last day. Without it a period is as long as Period says.
	Day    string `yaml:"day" req:"true"`
	Until  string `yaml:"until"`
	Period string `yaml:"period" enum:"day,week,month,quarter,year"`
	// Order is needed where days such as 3/4/2030 can be read in two ways, Thousands where
	// numbers such as 1.204 can: it is the sign between thousands.
	Order     string `yaml:"order" enum:"day-month,month-day"`
	Thousands string `yaml:"thousands"`
	// From and Until of Covers are the first and last day that a list of calls is complete
	// for: days without a row had no call.
	Covers Covers `yaml:"covers"`
	// Calls is the measure that every row of a list of calls counts.
	Calls evaluate.Measure `yaml:"calls"`
	// Area is the heading of the area, Areas the words in it with the keys of the plan; an
	// empty key is an area that the plan does not have.
	Area  string            `yaml:"area"`
	Areas map[string]string `yaml:"areas"`
	// Sums are columns of numbers.
	Sums []Sum `yaml:"sums"`
	// Kinds are columns of words, such as the purpose of a call; "-" counts nothing.
	Kinds []Kind `yaml:"kinds"`
}

// Covers is a range of days.
type Covers struct {
	From  string `yaml:"from"`
	Until string `yaml:"until"`
}

// Sum is a column of numbers.
type Sum struct {
	Heading string           `yaml:"heading" req:"true"`
	Measure evaluate.Measure `yaml:"measure" req:"true"`
}

// Kind is a column of words, each with what it counts.
type Kind struct {
	Heading string            `yaml:"heading" req:"true"`
	Words   map[string]string `yaml:"words" req:"true"`
}

// headings lists the headings that a table must have.
func (t *Table) headings() []string {
	out := []string{t.Day}
	for _, h := range []string{t.Until, t.Area} {
		if h != "" {
			out = append(out, h)
		}
	}
	for _, s := range t.Sums {
		out = append(out, s.Heading)
	}
	for _, k := range t.Kinds {
		out = append(out, k.Heading)
	}
	return out
}

// ReadColumns reads columns.yaml; the plan names the areas.
func ReadColumns(file string, data []byte, p *evaluate.Plan) (*Columns, diag.List) {
	root, list := tree.Parse(file, data)
	c := &Columns{}
	list = append(list, tree.Decode(root, c)...)
	if root == nil || list.Stops() {
		return c, list
	}
	bad := func(at string, format diag.Format, args ...any) {
		list.Errorf(rule.EvaluateTable, root.At(at), "", format, args...).Path = at
	}
	for i, t := range c.Tables {
		at := fmt.Sprintf("tables[%d]", i)
		switch {
		case t.Row == "call" && (t.Calls == "" || t.Covers.From == "" || t.Covers.Until == ""):
			bad(at, "a list of calls needs calls, and covers with from and until")
		case t.Row == "call" && len(t.Sums) > 0:
			bad(at, "a list of calls has no sums")
		case t.Row == "period" && (len(t.Sums) == 0 || t.Until == "" && t.Period == ""):
			bad(at, "a table of periods needs sums, and until or period")
		case t.Row == "period" && len(t.Kinds) > 0:
			bad(at, "a table of periods has no kinds")
		}
		for _, m := range t.measures() {
			if !m.Known() {
				bad(at, "there is no measure %q", string(m))
			}
		}
		for _, key := range t.Areas {
			if !p.HasArea(key) && key != "" {
				bad(at, "the plan has no area %q", key)
			}
		}
	}
	return c, list
}

// measures lists what a table counts.
func (t *Table) measures() []evaluate.Measure {
	var out []evaluate.Measure
	if t.Calls != "" {
		out = append(out, t.Calls)
	}
	for _, s := range t.Sums {
		out = append(out, s.Measure)
	}
	for _, k := range t.Kinds {
		for _, m := range k.Words {
			if m != "-" {
				out = append(out, evaluate.Measure(m))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Result is what a table gave.
type Result struct {
	Counts []evaluate.Count
	// Unknown are cells that say that nothing is known, such as "<5" or "-"; Totals are
	// rows of sums that were passed over.
	Unknown, Totals int
}

// Take counts a table. Only the sheet of that name is looked at, if one is given.
func Take(file string, data []byte, c *Columns, p *evaluate.Plan, sheet string) (*Result, diag.List) {
	grids, list := open(file, data, sheet)
	if list.Stops() {
		return nil, list
	}
	sum := sha256.Sum256(data)
	t := &taker{plan: p, digest: hex.EncodeToString(sum[:])[:8], out: &Result{}, list: list}
	for _, g := range grids {
		for i := range c.Tables {
			table := &c.Tables[i]
			if table.Sheet != "" && fold(table.Sheet) != fold(g.sheet) {
				continue
			}
			if at, columns, ok := g.header(table.headings()); ok {
				t.take(g, table, at, columns)
				break
			}
		}
	}
	if t.found == 0 && len(t.list) == 0 {
		t.missing(grids, c)
	}
	return t.out, t.list
}

// missing says which heading a table lacks, by the mapping that fits best.
func (t *taker) missing(grids []grid, c *Columns) {
	best, lacks, near := -1, "", ""
	for i := range c.Tables {
		for _, g := range grids {
			for _, row := range g.rows[:min(len(g.rows), headRows)] {
				var words []string
				for _, cell := range row {
					words = append(words, strings.TrimSpace(cell.Text))
				}
				have, first := 0, ""
				for _, h := range c.Tables[i].headings() {
					if slices.ContainsFunc(words, func(w string) bool { return fold(w) == fold(h) }) {
						have++
					} else if first == "" {
						first = h
					}
				}
				if have > best {
					best, lacks, near = have, first, tree.Suggest(first, words)
				}
			}
		}
	}
	pos := diag.Pos{File: grids[0].file}
	if best < 1 {
		t.list.Errorf(rule.EvaluateTable, pos, "Look at what --propose says, and put it into columns.yaml.",
			"no table of columns.yaml has these headings")
		return
	}
	f := t.list.Errorf(rule.EvaluateTable, pos, "", "there is no column %q any more", lacks)
	if near != "" {
		f.Hint = diag.Say("If it is called %q now, say so in columns.yaml.", near)
	}
}

// grid is a sheet with its cells.
type grid struct {
	file, sheet string
	rows        [][]workbook.Cell
}

// pos is the place of a cell: of a workbook the line is its row.
func (g grid) pos(row, column int) diag.Pos {
	name := path.Base(g.file)
	if g.sheet != "" {
		name += "#" + g.sheet
	}
	return diag.Pos{File: name, Line: row + 1, Column: column + 1}
}

// headRows is how far down the headings of a table are looked for.
const headRows = 40

// header finds the row with all headings, and their columns in the same order.
func (g grid) header(headings []string) (row int, columns []int, ok bool) {
	for i, cells := range g.rows[:min(len(g.rows), headRows)] {
		columns = columns[:0]
		for _, h := range headings {
			at := slices.IndexFunc(cells, func(c workbook.Cell) bool { return fold(c.Text) == fold(h) })
			if at < 0 {
				break
			}
			columns = append(columns, at)
		}
		if len(columns) == len(headings) {
			return i, columns, true
		}
	}
	return 0, nil, false
}
