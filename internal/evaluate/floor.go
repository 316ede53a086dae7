package evaluate

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"pharos/internal/diag"
	"pharos/internal/release"
	"pharos/internal/rule"
)

// Cell is a count with its name in a table of one dimension; Merged lists the names of
// those that stand together in it.
type Cell struct {
	Name   string
	N      int
	Merged []string
}

// Merge puts small cells together, smallest first, until what they make is no smaller
// than the floor: nothing is hidden that the other cells and the sum could give away. It
// reports false where all together are too few.
func Merge(cells []Cell, floor int) ([]Cell, bool) {
	order := make([]int, 0, len(cells))
	for i, c := range cells {
		if c.N > 0 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(cells[a].N, cells[b].N), cmp.Compare(cells[a].Name, cells[b].Name))
	})
	rest := Cell{Name: "other"}
	gone := map[int]bool{}
	for _, i := range order {
		if cells[i].N >= floor && (rest.N == 0 || rest.N >= floor) {
			break
		}
		rest.N += cells[i].N
		rest.Merged = append(rest.Merged, cells[i].Name)
		gone[i] = true
	}
	if rest.N > 0 && rest.N < floor {
		return nil, false
	}
	var out []Cell
	for i, c := range cells {
		if !gone[i] {
			out = append(out, c)
		}
	}
	if rest.N > 0 {
		out = append(out, rest)
	}
	return out, true
}

// groups are how many blocks can stand together: up to a year of them.
var groups = []int{1, 2, 3, 4, 6, 13}

// Figure is a count that was shown: of a measure on one side (with, control or all),
// from one day until another, both included.
type Figure struct {
	Measure     Measure
	Side        string
	From, Until int
	N           int
}

// key names a figure in the ledger.
func (f Figure) key() string {
	return fmt.Sprintf("%s/%s/%s/%s", f.Measure, f.Side, dayOf(f.From), dayOf(f.Until))
}

// group makes the figures of the plan's measure, in groups of as few blocks as the floor
// allows; the office sees every block. Groups are counted from the start of the plan, and
// one that is not full is left out: the next report has it.
func (r *Report) group() {
	for _, size := range groups {
		figures, ok := r.grouped(size)
		if ok || r.Office {
			r.Group, r.Shown = size, figures
			return
		}
	}
}

// grouped makes the figures of one size, and reports whether all reach the floor.
func (r *Report) grouped(size int) (out []Figure, ok bool) {
	ok = true
	add := func(side string, g Block, n float64) {
		f := Figure{r.Calls.Measure, side, g.From, g.Until, int(n)}
		ok = ok && (f.N == 0 || f.N >= r.Plan.Floor)
		out = append(out, f)
	}
	for _, g := range r.Groups(size) {
		side := "all"
		if r.Calls.Design != Line {
			side = "with"
			add("control", g, g.Control)
		}
		add(side, g, g.Seen)
	}
	return out, ok && len(out) > 0
}

// Groups sums blocks up, so many together, counted from the start of the plan. Blocks that
// are left out make the whole group one that is.
func (r *Report) Groups(size int) []Block {
	var out []Block
	byAt := map[int]Block{}
	for _, b := range r.Calls.Blocks {
		byAt[b.At] = b
	}
	if len(r.Calls.Blocks) == 0 {
		return nil
	}
	first, last := r.Calls.Blocks[0].At, r.Calls.Blocks[len(r.Calls.Blocks)-1].At
	for at := -((-first + size - 1) / size) * size; at+size-1 <= last; at += size {
		g, whole := Block{At: at}, true
		for i := at; i < at+size; i++ {
			b, there := byAt[i]
			whole = whole && there && b.Out == ""
			g.Seen, g.Control, g.Hours = g.Seen+b.Seen, g.Control+b.Control, g.Hours+b.Hours
			g.Expected, g.Low, g.High = g.Expected+b.Expected, g.Low+b.Low, g.High+b.High
		}
		if g.From, g.Until = byAt[at].From, byAt[at+size-1].Until; whole {
			out = append(out, g)
		}
	}
	return out
}

// floor takes out of the rows and the chain what the public must not see.
func (r *Report) floor() {
	small := func(n int) bool { return n > 0 && n < r.Plan.Floor }
	for i := range r.Rows {
		row := &r.Rows[i]
		if row.Measure != Trainings && (small(row.Before) || small(row.After)) {
			row.Hidden, row.Before, row.After, row.Change = true, 0, 0, nil
		}
	}
	for i := range r.Steps {
		for _, n := range r.Steps[i].Numbers {
			if n.below(r.Plan.Floor) {
				r.Steps[i].Fact, r.Steps[i].Numbers = "small", nil
				break
			}
		}
	}
	var ok bool
	if r.Purpose, ok = Merge(r.Purpose, r.Plan.Floor); !ok {
		r.Purpose = nil
	}
	if r.Group == 0 {
		r.Shown = nil
	}
}

// figures are what a row shows.
func (r Row) figures() []Figure {
	var out []Figure
	for side, n := range []int{r.Before, r.After} {
		if ends := r.days[side]; !r.Hidden && ends[0] > 0 && r.Measure != Trainings {
			out = append(out, Figure{r.Measure, "all", ends[0], ends[1], n})
		}
	}
	return out
}

// purposes are what the table of purposes shows; cells that stand together have a name
// of all that are in them.
func (r *Report) purposes() []Figure {
	var out []Figure
	for _, c := range r.Purpose {
		name := c.Name
		if c.Merged != nil {
			merged := slices.Sorted(slices.Values(c.Merged))
			name = strings.Join(merged, "+")
		}
		out = append(out, Figure{Measure(name), "purpose", dayNumber(r.Plan.Start), dayNumber(r.Until), c.N})
	}
	return out
}

// earlier are the figures of all reports that were published.
func earlier(ledger []release.Entry) []Figure {
	var out []Figure
	for _, e := range ledger {
		for key, n := range e.Figures {
			if f, ok := parseFigure(key, n); ok && e.What == release.Published {
				out = append(out, f)
			}
		}
	}
	return out
}

// compared hides rows, and the table of purposes, from which a small number could be told
// together with what was published before.
func (r *Report) compared(ledger []release.Entry) {
	before := slices.Concat(earlier(ledger), r.Shown)
	for i := range r.Rows {
		row := &r.Rows[i]
		if _, found := difference(slices.Concat(before, row.figures()), r.Plan.Floor); found {
			row.Hidden, row.Before, row.After, row.Change = true, 0, 0, nil
			for k := range r.Steps {
				if r.Steps[k].of(row.Measure) {
					r.Steps[k].Fact, r.Steps[k].Numbers = "small", nil
				}
			}
		}
	}
	shown, now := map[Measure]bool{}, map[Measure]bool{}
	for _, f := range before {
		if f.Side == "purpose" {
			shown[f.Measure] = true
		}
	}
	for _, f := range r.purposes() {
		now[f.Measure] = true
	}
	_, found := difference(slices.Concat(before, r.purposes()), r.Plan.Floor)
	if found || len(shown) > 0 && !maps.Equal(shown, now) {
		r.Purpose = nil
	}
}

// published refuses a report from which, together with earlier ones, a number below the
// floor could be told.
func (r *Report) published(ledger []release.Entry) diag.List {
	var list diag.List
	if f, found := difference(slices.Concat(earlier(ledger), r.Shown), r.Plan.Floor); found {
		list.Errorf(rule.EvaluatePublished, diag.Pos{File: Folder(r.Country)}, "",
			"with what was published before, a number below %d could be told: %s from %s until %s",
			r.Plan.Floor, string(f.Measure), dayOf(f.From), dayOf(f.Until))
	}
	return list
}
