package estimate

import "math"

// family is a kind of counts with its link to what explains them.
type family int

const (
	// poisson counts have a logarithm that is a sum; binomial ones, out of a known
	// total, a log odds that is one.
	poisson family = iota
	binomial
)

// model is what is fitted: y counts at n points, x what explains them (n by p),
// offset a known part of the logarithm or of the log odds, total the number of which y
// is a part (binomial only).
type model struct {
	family
	y, total, offset []float64
	x                matrix
}

// fit is a model that settled.
type fit struct {
	model
	// coef are the coefficients in the order of the columns, mean the fitted counts.
	coef, mean []float64
	// q is an orthonormal basis of the weighted columns, back leads from it to the
	// coefficients: their covariance is back * back' without dispersion.
	q, back matrix
	// residuals are those of Pearson: what was counted less the mean, over the square
	// root of the variance.
	residuals []float64
}

// settled is the relative change of the deviance below which a fit has settled.
const settled = 1e-12

// solve fits the model by reweighted least squares. Source: McCullagh and Nelder,
// Generalized Linear Models, 2.5; R's glm, with which TestAgainstR compares it.
func (m model) solve() (*fit, error) {
	n, p := len(m.y), len(m.x[0])
	if n <= p {
		return nil, ErrFewPoints
	}
	f := &fit{model: m, coef: make([]float64, p), mean: make([]float64, n), residuals: make([]float64, n)}
	eta := make([]float64, n)
	for i := range n {
		eta[i] = m.start(i)
	}
	wx, z := newMatrix(n, p), make([]float64, n)
	was := math.Inf(1)
	for range 60 {
		for i := range n {
			mean, v := m.meanAndVariance(i, eta[i])
			w := math.Sqrt(v)
			for j, x := range m.x[i] {
				wx[i][j] = w * x
			}
			z[i] = w * (eta[i] - m.offset[i] + (m.y[i]-mean)/v)
		}
		q, r, ok := basis(wx)
		if !ok {
			return nil, ErrNoAnswer
		}
		f.q, f.back = q, inverse(r)
		f.update(z, eta)
		now := f.deviance()
		if math.IsNaN(now) {
			return nil, ErrNoAnswer
		}
		if math.Abs(now-was) <= settled*(math.Abs(now)+0.1) {
			return f.finish(wx, eta)
		}
		was = now
	}
	return nil, ErrNoAnswer
}

// start is a first guess of the linear part at a point, as R makes it.
func (m model) start(i int) float64 {
	if m.family == poisson {
		return math.Log(m.y[i] + 0.1)
	}
	share := (m.y[i] + 0.5) / (m.total[i] + 1)
	return math.Log(share / (1 - share))
}

// meanAndVariance are those of the counts at a point whose linear part is eta; for both
// links the variance is the weight too.
func (m model) meanAndVariance(i int, eta float64) (mean, variance float64) {
	eta = min(max(eta, -30), 30)
	if m.family == poisson {
		mean = math.Exp(eta)
		return mean, mean
	}
	share := 1 / (1 + math.Exp(-eta))
	return m.total[i] * share, max(m.total[i]*share*(1-share), 1e-300)
}

// update takes the coefficients and the linear parts from the working values z.
func (f *fit) update(z, eta []float64) {
	p := len(f.coef)
	along := make([]float64, p)
	for i := range z {
		for j := range p {
			along[j] += f.q[i][j] * z[i]
		}
	}
	for j := range p {
		f.coef[j] = 0
		for k := j; k < p; k++ {
			f.coef[j] += f.back[j][k] * along[k]
		}
	}
	for i := range eta {
		eta[i] = f.offset[i]
		for j, x := range f.x[i] {
			eta[i] += x * f.coef[j]
		}
		f.mean[i], _ = f.meanAndVariance(i, eta[i])
	}
}

// deviance is twice what the fit lacks in log likelihood.
func (f *fit) deviance() float64 {
	sum := 0.0
	for i, y := range f.y {
		sum += part(y, f.mean[i])
		if f.family == poisson {
			sum -= y - f.mean[i]
		} else {
			sum += part(f.total[i]-y, f.total[i]-f.mean[i])
		}
	}
	return 2 * sum
}

// part is one summand of a deviance.
func part(y, mean float64) float64 {
	if y == 0 {
		return 0
	}
	return y * math.Log(y/mean)
}

// finish weighs the columns once more at the settled means.
func (f *fit) finish(wx matrix, eta []float64) (*fit, error) {
	for i := range f.y {
		mean, v := f.meanAndVariance(i, eta[i])
		for j, x := range f.x[i] {
			wx[i][j] = math.Sqrt(v) * x
		}
		f.residuals[i] = (f.y[i] - mean) / math.Sqrt(v)
	}
	q, r, ok := basis(wx)
	if !ok {
		return nil, ErrNoAnswer
	}
	f.q, f.back = q, inverse(r)
	return f, nil
}

// pearson is the sum of squared residuals over the degrees of freedom: R's dispersion
// of quasi families.
func (f *fit) pearson() float64 {
	sum := 0.0
	for _, r := range f.residuals {
		sum += r * r
	}
	return sum / float64(len(f.y)-len(f.coef))
}

// covariance is that of the coefficients where the residuals have the correlation
// matrix that the middle stands for (q' R q) and are spread by a dispersion.
func (f *fit) covariance(middle matrix, dispersion float64) matrix {
	p := len(f.coef)
	half, out := newMatrix(p, p), newMatrix(p, p)
	for i := range p {
		for j := range p {
			for k := i; k < p; k++ {
				half[i][j] += f.back[i][k] * middle[k][j]
			}
		}
	}
	for i := range p {
		for j := range p {
			for k := j; k < p; k++ {
				out[i][j] += half[i][k] * f.back[j][k]
			}
			out[i][j] *= dispersion
		}
	}
	return out
}
