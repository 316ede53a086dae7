package estimate

import "math"

// beta is the regularised incomplete beta function I_x(a, b), by the continued
// fraction of Lentz. Source: Press and others, Numerical Recipes, 6.4; compared with
// R's pbeta in TestQuantiles.
func beta(x, a, b float64) float64 {
	switch {
	case !(x > 0):
		return 0
	case x >= 1:
		return 1
	case x > (a+1)/(a+b+2):
		return 1 - beta(1-x, b, a)
	}
	la, _ := math.Lgamma(a)
	lb, _ := math.Lgamma(b)
	lab, _ := math.Lgamma(a + b)
	front := math.Exp(lab - la - lb + a*math.Log(x) + b*math.Log1p(-x))
	const tiny = 1e-300
	c, d := 1.0, 1-(a+b)*x/(a+1)
	d = 1 / away(d, tiny)
	h := d
	for m := 1.0; m < 10_000; m++ {
		up := m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m))
		d = 1 / away(1+up*d, tiny)
		c = away(1+up/c, tiny)
		h *= d * c
		down := -(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1))
		d = 1 / away(1+down*d, tiny)
		c = away(1+down/c, tiny)
		h *= d * c
		if math.Abs(d*c-1) < 1e-15 {
			break
		}
	}
	return front * h / a
}

// away keeps a number away from zero.
func away(x, tiny float64) float64 {
	if math.Abs(x) < tiny {
		return tiny
	}
	return x
}

// BetaQuantile is the value below which a beta variable with the shapes a and b lies
// with the chance p. As R's qbeta.
func BetaQuantile(p, a, b float64) float64 {
	return bisect(0, 1, func(x float64) bool { return beta(x, a, b) < p })
}

// TTail is the chance that a t variable with df degrees of freedom is above x >= 0. As
// R's pt with lower.tail = FALSE.
func TTail(x, df float64) float64 { return beta(df/(df+x*x), df/2, 0.5) / 2 }

// TQuantile is the value below which a t variable with df degrees of freedom lies with
// the chance p. As R's qt.
func TQuantile(p, df float64) float64 {
	if p < 0.5 {
		return -TQuantile(1-p, df)
	}
	x := BetaQuantile(2*(1-p), df/2, 0.5)
	return math.Sqrt(df * (1 - x) / x)
}

// NormalQuantile is the value below which a standard normal variable lies with the
// chance p. As R's qnorm.
func NormalQuantile(p float64) float64 { return math.Sqrt2 * math.Erfinv(2*p-1) }

// bisect finds where below turns false between low and high, to the last digit.
func bisect(low, high float64, below func(float64) bool) float64 {
	for range 200 {
		mid := low + (high-low)/2
		if mid == low || mid == high {
			break
		}
		if below(mid) {
			low = mid
		} else {
			high = mid
		}
	}
	return low + (high-low)/2
}

// bisectTo halves as bisect does, until six digits are known.
func bisectTo(low, high float64, below func(float64) bool) float64 {
	for range 24 {
		if mid := (low + high) / 2; below(mid) {
			low = mid
		} else {
			high = mid
		}
	}
	return (low + high) / 2
}
