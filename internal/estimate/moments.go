package estimate

import "math"

// mostCorrelation is the largest correlation of neighbours that is looked for.
const mostCorrelation = 0.95

// spread is how the residuals of a fit over time vary: dispersion (at least 1), and
// the correlation of neighbours (0 to 0.95) of an AR(1) process.
type spread struct {
	dispersion, correlation float64
	// middle is q' R q at that correlation.
	middle matrix
}

// moments estimates dispersion and correlation from the residuals of a fit, whose
// points stand at the times at, in blocks, in order; gaps are allowed.
//
// Residuals of a fit are smaller and less correlated than the errors behind them, and
// more so the more is fitted. With Q an orthonormal basis of the weighted columns, R
// the correlation matrix and S half of the shift to both neighbours,
//
//	sum r[t]^2       has the mean φ (n − tr Q'RQ)
//	sum r[t] r[t+1]  has the mean φ (tr SR − 2 tr Q'SRQ + tr Q'SQ Q'RQ)
//
// and the correlation at which their quotient is the observed one is found by halving.
// Source: own derivation; its coverage is measured in TestCoverage.
func (f *fit) moments(at []int) spread {
	n := len(f.y)
	squares, products, pairs := 0.0, 0.0, 0.0
	for i, r := range f.residuals {
		squares += r * r
		if i > 0 && at[i] == at[i-1]+1 {
			products += r * f.residuals[i-1]
			pairs++
		}
	}
	sq := shift(f.q, at)
	qsq := cross(f.q, sq)
	terms := func(rho float64) (middle matrix, square, product float64) {
		rq := correlated(f.q, at, rho)
		middle = cross(f.q, rq)
		square = float64(n) - trace(middle)
		product = pairs*rho - 2*trace(cross(sq, rq)) + traceOf(qsq, middle)
		return middle, square, product
	}
	below := func(rho float64) bool {
		_, square, product := terms(rho)
		return square > 0 && product*squares < products*square
	}
	rho := 0.0
	if below(0) {
		rho = bisectTo(0, mostCorrelation, below)
	}
	middle, square, _ := terms(rho)
	return spread{max(1, squares/max(square, 1e-9)), rho, middle}
}

// shift is half of the neighbours before and after, row by row: S q.
func shift(q matrix, at []int) matrix {
	out := newMatrix(len(q), len(q[0]))
	for i := 1; i < len(q); i++ {
		if at[i] != at[i-1]+1 {
			continue
		}
		for j := range q[i] {
			out[i][j] += q[i-1][j] / 2
			out[i-1][j] += q[i][j] / 2
		}
	}
	return out
}

// correlated is R q for an AR(1) process whose neighbours have the correlation rho, in
// two passes over the rows.
func correlated(q matrix, at []int, rho float64) matrix {
	n, p := len(q), len(q[0])
	out := newMatrix(n, p)
	carry := make([]float64, p)
	for i := range n {
		for j := range p {
			if i > 0 {
				carry[j] = (carry[j] + q[i-1][j]) * decay(rho, at[i]-at[i-1])
			}
			out[i][j] = q[i][j] + carry[j]
		}
	}
	clear(carry)
	for i := n - 2; i >= 0; i-- {
		for j := range p {
			carry[j] = (carry[j] + q[i+1][j]) * decay(rho, at[i+1]-at[i])
			out[i][j] += carry[j]
		}
	}
	return out
}

// decay is the correlation over a number of blocks.
func decay(rho float64, blocks int) float64 {
	if blocks == 1 {
		return rho
	}
	return math.Pow(rho, float64(blocks))
}
