package estimate

import (
	"math"
	"math/rand/v2"
	"slices"
)

// Areas are counts of areas in which the sheets began one after another, in an order
// drawn by lot. Count has a row an area and a column a block; Start is the block from
// which each area had sheets, len of the row or more for an area that got none.
type Areas struct {
	Count [][]float64
	Start []int
}

// mostOrders is how many orders of the areas are looked at; fewer areas than nine have
// no more.
const mostOrders = 40_320

// Permuted estimates the change that sheets made in areas that got them in random
// order. What is unlike between areas and what moves all of them alike is fitted; the
// interval has those ratios that the drawn order does not speak against more than
// other orders would: no model of chance is needed, the lot was the chance. Expected and
// Fitted are those of the areas with sheets together, by block.
//
// All orders are looked at up to eight areas, else as many drawn with the seed. Errors:
// ErrFewPoints with fewer than four areas, ErrNoEvents, ErrNoAnswer.
// Source: randomisation tests for stepped starts (Ji and others 2017, Annals of Applied
// Statistics 11); intervals by inverting the test, Rosenbaum, Observational Studies, 2.
func Permuted(a Areas, seed uint64, level float64) (Ratio, error) {
	if len(a.Start) < 4 || len(a.Count[0]) < 2 {
		return Ratio{}, ErrFewPoints
	}
	f, err := a.twoWay()
	if err != nil {
		return Ratio{}, err
	}
	b := f.coef[len(f.coef)-1]
	orders := ordersOf(len(a.Start), seed)
	r := Ratio{Ratio: math.Exp(b), Log: b, Points: len(f.y), Dispersion: max(1, f.pearson())}
	r.Expected, r.Fitted = a.byBlock(f, b)
	r.SEExpected = make([]float64, len(r.Expected))
	above, below := a.tails(orders, 0)
	r.P = min(1, 2*min(above, below))
	alpha := (1 - level) / 2
	const far = 4 // a ratio of 55: further than any campaign
	r.Low = math.Exp(bisectTo(b-far, b, func(t float64) bool { above, _ := a.tails(orders, t); return above <= alpha }))
	r.High = math.Exp(bisectTo(b, b+far, func(t float64) bool { _, below := a.tails(orders, t); return below > alpha }))
	return r, nil
}

// twoWay fits areas, blocks and the change by Poisson regression.
func (a Areas) twoWay() (*fit, error) {
	m := model{family: poisson}
	areas, blocks := len(a.Count), len(a.Count[0])
	var sides [2]float64
	for i, row := range a.Count {
		for t, count := range row {
			x := make([]float64, areas+blocks)
			x[i] = 1
			if t > 0 {
				x[areas+t-1] = 1
			}
			on := 0
			if t >= a.Start[i] {
				on = 1
			}
			x[areas+blocks-1] = float64(on)
			sides[on] += count
			m.x, m.y, m.offset = append(m.x, x), append(m.y, count), append(m.offset, 0)
		}
	}
	if sides[0] == 0 || sides[1] == 0 {
		return nil, ErrNoEvents
	}
	return m.solve()
}

// byBlock sums what the areas that got sheets are expected to count in each block,
// without the change b and with it.
func (a Areas) byBlock(f *fit, b float64) (expected, fitted []float64) {
	blocks := len(a.Count[0])
	expected, fitted = make([]float64, blocks), make([]float64, blocks)
	for i, start := range a.Start {
		for t := range blocks {
			mean := f.mean[i*blocks+t]
			if start >= blocks {
				continue
			}
			fitted[t] += mean
			if t >= start {
				mean *= math.Exp(-b)
			}
			expected[t] += mean
		}
	}
	return expected, fitted
}

// tails are the shares of orders whose areas with sheets counted at least as many, and
// at most as many, above what rows and columns let expect, as those of the order that
// was drawn, if the change were t.
func (a Areas) tails(orders [][]int, t float64) (above, below float64) {
	gain := a.gains(t)
	sum := func(order []int) float64 {
		s := 0.0
		for i, at := range order {
			s += gain[i][at]
		}
		return s
	}
	drawn := make([]int, len(a.Start))
	for i := range drawn {
		drawn[i] = i
	}
	seen := sum(drawn)
	slack := 1e-9 * (1 + math.Abs(seen)) // equal sums are equal on every processor
	for _, order := range orders {
		s := sum(order)
		if s >= seen-slack {
			above++
		}
		if s <= seen+slack {
			below++
		}
	}
	return above / float64(len(orders)), below / float64(len(orders))
}

// gains are what area i would count above expectation had it begun when area j did:
// the counts, the change t taken out, less the product of row and column.
func (a Areas) gains(t float64) [][]float64 {
	areas, blocks := len(a.Count), len(a.Count[0])
	rows, columns, total := make([]float64, areas), make([]float64, blocks), 0.0
	plain := make([][]float64, areas)
	for i, row := range a.Count {
		plain[i] = slices.Clone(row)
		for k := range row {
			if k >= a.Start[i] {
				plain[i][k] *= math.Exp(-t)
			}
			rows[i] += plain[i][k]
			columns[k] += plain[i][k]
			total += plain[i][k]
		}
	}
	out := make([][]float64, areas)
	for i := range areas {
		out[i] = make([]float64, areas)
		for j, start := range a.Start {
			for k := max(start, 0); k < blocks; k++ {
				out[i][j] += plain[i][k] - rows[i]*columns[k]/total
			}
		}
	}
	return out
}

// ordersOf lists all orders of n things where there are at most 40,320, else as many
// drawn ones; the order as it is stands first.
func ordersOf(n int, seed uint64) [][]int {
	first := make([]int, n)
	for i := range first {
		first[i] = i
	}
	if n > 8 {
		return drawnOrders(n, 9_999, rand.New(rand.NewPCG(seed, 21)))
	}
	out := make([][]int, 0, mostOrders)
	var place func(at int)
	order := slices.Clone(first)
	place = func(at int) {
		if at == n {
			out = append(out, slices.Clone(order))
			return
		}
		for i := at; i < n; i++ {
			order[at], order[i] = order[i], order[at]
			place(at + 1)
			order[at], order[i] = order[i], order[at]
		}
	}
	place(0)
	return out
}

// drawnOrders draws orders of n things; the order as it is stands first.
func drawnOrders(n, count int, r *rand.Rand) [][]int {
	first := make([]int, n)
	for i := range first {
		first[i] = i
	}
	out := [][]int{first}
	for len(out) < count {
		out = append(out, r.Perm(n))
	}
	return out
}
