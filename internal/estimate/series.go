package estimate

import "math"

// Impact is how a campaign is thought to work over time. It is chosen before.
type Impact int

const (
	// Step is a change that stays.
	Step Impact = iota
	// Fading is a change that halves every three blocks.
	Fading
)

// weight is the share of the full change k blocks after the start.
func (i Impact) weight(k int) float64 {
	if i == Fading {
		return math.Pow(0.5, float64(k)/3)
	}
	return 1
}

// Block is what one line counted in one block of time.
type Block struct {
	// At is the number of the block, from any start; blocks that are missing are left
	// out. Count is what was counted, Open the time that the line was open, in any unit
	// that is the same for all blocks, above 0.
	At          int
	Count, Open float64
}

// FourWeeks is how many blocks of four weeks a year has.
const FourWeeks = 365.25 / 28

// Series estimates the change of one line from the block start on: Poisson counts with
// the open time as exposure, a straight trend, one harmonic of a year of perYear blocks
// (0 for no season), and the change. It wants at least two years before; with less,
// nobody can tell a season from a campaign. Blocks come in order of time.
//
// Errors: ErrFewPoints, ErrNoEvents, ErrNoAnswer.
// Source: interrupted time series (Bernal and others 2017, doi 10.1093/ije/dyw098)
// with the interval of moments.
func Series(blocks []Block, start int, impact Impact, perYear, level float64) (Ratio, error) {
	m := model{family: poisson}
	at := make([]int, len(blocks))
	before, after := 0.0, 0.0
	for i, b := range blocks {
		row := []float64{1, float64(b.At-start) / FourWeeks}
		if perYear > 0 {
			turn := 2 * math.Pi * float64(b.At) / perYear
			row = append(row, math.Sin(turn), math.Cos(turn))
		}
		change := 0.0
		if b.At >= start {
			change = impact.weight(b.At - start)
			after += b.Count
		} else {
			before += b.Count
		}
		m.x = append(m.x, append(row, change))
		m.y = append(m.y, b.Count)
		m.offset = append(m.offset, math.Log(b.Open))
		at[i] = b.At
	}
	if before == 0 || after == 0 {
		return Ratio{}, ErrNoEvents
	}
	return m.change(at, level)
}

// Pair is what areas with sheets and areas without counted in one block.
type Pair struct {
	// At is the number of the block. Campaign and Control are counts; OpenRatio is the
	// open time of the line for campaign areas over that for control areas, 1 where all
	// ring the same line.
	At                int
	Campaign, Control float64
	OpenRatio         float64
}

// Share estimates the change of areas with sheets against areas without, from the
// block start on, by their share in all calls: what moves all areas alike (season,
// news, a closed line) cancels. The odds of the share are the ratio of the rates.
//
// Errors: ErrFewPoints, ErrNoEvents, ErrNoAnswer.
// Source: control series as in Bernal and others 2018 (doi 10.1093/ije/dyy135), as
// quasi-binomial shares, with the interval of moments.
func Share(pairs []Pair, start int, impact Impact, level float64) (Ratio, error) {
	m := model{family: binomial}
	var at []int
	var sides [2][2]float64
	for _, p := range pairs {
		if p.Campaign+p.Control == 0 {
			continue
		}
		change, side := 0.0, 0
		if p.At >= start {
			change, side = impact.weight(p.At-start), 1
		}
		sides[side][0] += p.Campaign
		sides[side][1] += p.Control
		m.x = append(m.x, []float64{1, change})
		m.y = append(m.y, p.Campaign)
		m.total = append(m.total, p.Campaign+p.Control)
		m.offset = append(m.offset, math.Log(p.OpenRatio))
		at = append(at, p.At)
	}
	for _, side := range sides {
		if side[0] == 0 || side[1] == 0 {
			return Ratio{}, ErrNoEvents
		}
	}
	return m.change(at, level)
}

// change fits a model whose last column is the change, and gives its ratio.
func (m model) change(at []int, level float64) (Ratio, error) {
	if len(m.y) == 0 {
		return Ratio{}, ErrFewPoints
	}
	f, err := m.solve()
	if err != nil {
		return Ratio{}, err
	}
	s := f.moments(at)
	cov := f.covariance(s.middle, s.dispersion)
	last := len(f.coef) - 1
	r := ratioOf(f.coef[last], math.Sqrt(cov[last][last]), f.freedom(s.correlation), level)
	r.Dispersion, r.Correlation, r.Points = s.dispersion, s.correlation, len(f.y)
	r.Fitted = f.mean
	for i, row := range f.x {
		eta, variance := f.offset[i], 0.0
		for j := range last {
			eta += row[j] * f.coef[j]
			for k := range last {
				variance += row[j] * cov[j][k] * row[k]
			}
		}
		r.Expected = append(r.Expected, f.expected(i, eta))
		r.SEExpected = append(r.SEExpected, math.Sqrt(variance))
	}
	if !(r.SE > 0) || math.IsInf(r.High, 0) || math.IsNaN(r.P) {
		return Ratio{}, ErrNoAnswer
	}
	return r, nil
}

// freedom is how many independent residuals a fit is worth, at least 2: neighbours that
// are alike count for less. Source: Bartlett 1935, on the variance of a variance under
// AR(1); without it the worst coverage falls from .92 to .90.
func (f *fit) freedom(correlation float64) float64 {
	square := correlation * correlation
	return max(2, float64(len(f.y)-len(f.coef))*(1-square)/(1+square))
}

// expected is the count without the change at a point with the linear part eta. Of a
// share it is what the control areas let expect: their count times the odds.
func (f *fit) expected(i int, eta float64) float64 {
	if f.family == poisson {
		return math.Exp(eta)
	}
	return (f.total[i] - f.y[i]) * math.Exp(eta)
}
