// Package estimate turns counts into a change with its interval: whether more people
// rang than would have without a campaign, and how sure that is.
//
// In go plain numbers, out come estimates. It knows no campaign, no file and no
// clock; chance comes from seeds that the caller gives, so that the same numbers
// give the same answer. What goes on paper is rounded by the caller: processors
// differ in the last digits.
//
// The methods are those that a reviewer expects, chosen by their measured coverage
// on few counts (TestCoverage measures it again):
//
//	Series    one line over time      Poisson, trend, one harmonic, step
//	Share     areas with and without  binomial share: season and news cancel
//	Permuted  areas in random order   order of areas permuted: exact
//	Rates     two yearly counts       conditional binomial, mid-P
//	Clusters  survey, two rounds      clusters as units, t
//	Wilson    a share                 score interval
//
// Series and Share work on blocks of four weeks, with a dispersion of at least one,
// correlation of neighbouring blocks by corrected moments, and t intervals: where calls
// come in waves, simple Poisson intervals can hold the truth in fewer than 30 of 100.
package estimate

import (
	"errors"
	"math"
)

// The reasons for which numbers give no estimate.
var (
	// ErrFewPoints says that there are not more points than things to estimate.
	ErrFewPoints = errors.New("too few points for the model")
	// ErrNoEvents says that one side of the comparison counted nothing, so that a
	// ratio has no limit.
	ErrNoEvents = errors.New("one side of the comparison has no events")
	// ErrNoAnswer says that the fit did not settle, or that two things to estimate
	// cannot be told apart.
	ErrNoAnswer = errors.New("the model has no single answer for these numbers")
)

// Interval is a range in which the true value lies with the chance of its level.
type Interval struct{ Low, High float64 }

// Holds reports whether a value lies in the interval.
func (i Interval) Holds(x float64) bool { return i.Low <= x && x <= i.High }

// Within reports whether the whole interval lies in another.
func (i Interval) Within(o Interval) bool { return o.Low <= i.Low && i.High <= o.High }

// Ratio is an estimated ratio of rates: 1 is no change, 2 is twice as many.
type Ratio struct {
	// Ratio is the estimate, Interval its range at the level that was asked for, P
	// the two-sided chance of a ratio so far from 1 where nothing changed.
	Ratio float64
	Interval
	P float64
	// Log is the natural logarithm of the ratio, SE its standard error, DF the degrees
	// of freedom of its t interval; SE and DF are 0 where the interval is exact.
	Log, SE, DF float64
	// Dispersion is how much more the counts vary than pure chance would (at least 1),
	// Correlation that of neighbouring blocks, from 0 to 0.95.
	Dispersion, Correlation float64
	// Points counts what was fitted: blocks, areas times blocks, or counts.
	Points int
	// Expected are the counts at each point without the change, Fitted those with it,
	// SEExpected the standard error of the logarithm of what was expected.
	Expected, Fitted, SEExpected []float64
}

// ratioOf makes a Ratio of a coefficient on the scale of logarithms.
func ratioOf(b, se, df, level float64) Ratio {
	t := TQuantile(0.5+level/2, df)
	r := Ratio{Ratio: math.Exp(b), Log: b, SE: se, DF: df}
	r.Interval = Interval{math.Exp(b - t*se), math.Exp(b + t*se)}
	r.P = 2 * TTail(math.Abs(b)/se, df)
	return r
}
