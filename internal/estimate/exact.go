package estimate

import "math"

// binomialTail is the chance of more than x of n, plus half the chance of exactly x,
// where each comes with the chance p: the upper mid-P tail.
func binomialTail(x, n int, p float64) float64 {
	more, same := 0.0, 0.0
	if x < n {
		more = beta(p, float64(x+1), float64(n-x)) // more than x
	}
	if x == 0 {
		same = 1 - more
	} else {
		same = beta(p, float64(x), float64(n-x+1)) - more // at least x, less more than x
	}
	return more + same/2
}

// Rates compares two counts over their exposures (years, months; any unit, both the
// same), such as prosecutions before and after: the ratio after over before. Given
// their sum, the later count is a binomial one, whatever the rates; the interval is
// exact but for the mid-P correction, without which it is too wide.
//
// Ratio and interval can be 0 or infinite where one of the counts is 0; with both 0 the
// error is ErrNoEvents.
// Source: Lehmann, Testing Statistical Hypotheses, 4.5; Berry and Armitage 1995 on
// mid-P. Compared with R's pbinom.
func Rates(before, after int, exposureBefore, exposureAfter, level float64) (Ratio, error) {
	n := before + after
	if n == 0 {
		return Ratio{}, ErrNoEvents
	}
	scale := exposureBefore / exposureAfter
	odds := func(p float64) float64 { return p / (1 - p) * scale }
	alpha := (1 - level) / 2
	r := Ratio{Ratio: float64(after) / float64(before) * scale, Points: 2, Dispersion: 1}
	r.Interval = Interval{0, math.Inf(1)}
	if after > 0 {
		r.Low = odds(bisect(0, 1, func(p float64) bool { return binomialTail(after, n, p) < alpha }))
	}
	if before > 0 {
		r.High = odds(bisect(0, 1, func(p float64) bool { return binomialTail(after, n, p) < 1-alpha }))
	}
	upper := binomialTail(after, n, exposureAfter/(exposureBefore+exposureAfter))
	r.P = min(1, 2*min(upper, 1-upper))
	r.Log = math.Log(r.Ratio)
	return r, nil
}

// Proportion is a share with its interval.
type Proportion struct {
	Share float64
	Interval
}

// Wilson gives the share of yes among n with its score interval, which stays between 0
// and 1. n is above 0.
// Source: Wilson 1927; R's prop.test without correction.
func Wilson(yes, n int, level float64) Proportion {
	z := NormalQuantile(0.5 + level/2)
	p, m := float64(yes)/float64(n), float64(n)
	centre := (p + z*z/(2*m)) / (1 + z*z/m)
	half := z / (1 + z*z/m) * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	return Proportion{p, Interval{max(0, centre-half), min(1, centre+half)}}
}

// Cluster is how many of n people of one place said yes in one round of a survey.
type Cluster struct{ Yes, N float64 }

// Difference is a change of a share between two rounds, in parts of 1.
type Difference struct {
	// Before and After are the shares, Change their difference with its interval.
	Before, After, Change float64
	Interval
	SE, P float64
	DF    int
	// Effect is how many times the variance is that of simple sampling.
	Effect float64
}

// Clusters estimates the change of a share between two rounds of a survey whose
// people were asked in clusters (places, schools). Clusters are the units: people of one
// place answer alike, and the simple interval holds the truth in 75 to 90 of 100
// surveys only. ErrFewPoints with fewer than two clusters in a round.
// Source: linearised variance of a ratio (Cochran, Sampling Techniques, 10.5); R's
// package survey, strata = rounds. Degrees of freedom: clusters less rounds.
func Clusters(before, after []Cluster, level float64) (Difference, error) {
	if len(before) < 2 || len(after) < 2 {
		return Difference{}, ErrFewPoints
	}
	p1, v1, simple1 := round(before)
	p2, v2, simple2 := round(after)
	d := Difference{Before: p1, After: p2, Change: p2 - p1, DF: len(before) + len(after) - 2}
	d.SE = math.Sqrt(v1 + v2)
	if !(d.SE > 0) {
		return Difference{}, ErrNoAnswer
	}
	t := TQuantile(0.5+level/2, float64(d.DF))
	d.Interval = Interval{d.Change - t*d.SE, d.Change + t*d.SE}
	d.P = 2 * TTail(math.Abs(d.Change)/d.SE, float64(d.DF))
	d.Effect = (v1 + v2) / (simple1 + simple2)
	return d, nil
}

// round gives the share of one round, its variance between clusters, and that of
// simple sampling.
func round(clusters []Cluster) (share, variance, simple float64) {
	yes, n := 0.0, 0.0
	for _, c := range clusters {
		yes += c.Yes
		n += c.N
	}
	share = yes / n
	sum := 0.0
	for _, c := range clusters {
		off := c.Yes - share*c.N
		sum += off * off
	}
	k := float64(len(clusters))
	return share, k / (k - 1) * sum / (n * n), share * (1 - share) / n
}

// SurveySize is how many people a round must ask so that a change of a share from p1
// to p2 is found with the given power, at 5 % on both sides; effect is the design
// effect of clusters, 1 for simple sampling.
// Source: Fleiss, Statistical Methods for Rates and Proportions, 4.
func SurveySize(p1, p2, power, effect float64) int {
	z := NormalQuantile(0.975) + NormalQuantile(power)
	n := z * z * (p1*(1-p1) + p2*(1-p2)) / ((p1 - p2) * (p1 - p2))
	return int(math.Ceil(n * effect))
}
