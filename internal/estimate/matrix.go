package estimate

import "math"

// matrix is a dense matrix by rows; here n by p with p at most a few dozen.
type matrix [][]float64

// newMatrix makes a matrix of zeros with r rows and c columns.
func newMatrix(r, c int) matrix {
	all, m := make([]float64, r*c), make(matrix, r)
	for i := range m {
		m[i] = all[i*c : (i+1)*c : (i+1)*c]
	}
	return m
}

// cross is the product of a turned over and b: p by q from n by p and n by q.
func cross(a, b matrix) matrix {
	out := newMatrix(len(a[0]), len(b[0]))
	for k := range a {
		for i, x := range a[k] {
			for j, y := range b[k] {
				out[i][j] += x * y
			}
		}
	}
	return out
}

// trace is the sum of the diagonal.
func trace(a matrix) float64 {
	sum := 0.0
	for i := range a {
		sum += a[i][i]
	}
	return sum
}

// traceOf is the trace of the product of two square matrices.
func traceOf(a, b matrix) float64 {
	sum := 0.0
	for i := range a {
		for j := range a {
			sum += a[i][j] * b[j][i]
		}
	}
	return sum
}

// basis splits a matrix into an orthonormal basis of its columns and the triangle
// that leads back, by Gram and Schmidt with a second pass. It reports false where a
// column follows from those before it.
func basis(a matrix) (q, r matrix, ok bool) {
	n, p := len(a), len(a[0])
	q, r = newMatrix(n, p), newMatrix(p, p)
	for j := range p {
		whole := 0.0
		for i := range n {
			q[i][j] = a[i][j]
			whole += a[i][j] * a[i][j]
		}
		for range 2 {
			for k := range j {
				along := 0.0
				for i := range n {
					along += q[i][k] * q[i][j]
				}
				r[k][j] += along
				for i := range n {
					q[i][j] -= along * q[i][k]
				}
			}
		}
		rest := 0.0
		for i := range n {
			rest += q[i][j] * q[i][j]
		}
		if !(rest > 1e-18*whole) {
			return nil, nil, false
		}
		r[j][j] = math.Sqrt(rest)
		for i := range n {
			q[i][j] /= r[j][j]
		}
	}
	return q, r, true
}

// inverse turns an upper triangle around.
func inverse(r matrix) matrix {
	p := len(r)
	out := newMatrix(p, p)
	for j := range p {
		out[j][j] = 1 / r[j][j]
		for i := j - 1; i >= 0; i-- {
			sum := 0.0
			for k := i + 1; k <= j; k++ {
				sum += r[i][k] * out[k][j]
			}
			out[i][j] = -sum / r[i][i]
		}
	}
	return out
}
