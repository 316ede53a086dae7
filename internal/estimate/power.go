package estimate

import (
	"math"
	"math/rand/v2"
)

// World is a made-up line whose true change is known, for measuring what a design can
// find and how often its interval holds the truth.
type World struct {
	// Rate is the mean number of calls a week before, Before and After count weeks,
	// Effect is the true ratio.
	Rate          float64
	Before, After int
	Effect        float64
	// Trend is the growth of the logarithm in a year, Season the height of its yearly
	// wave.
	Trend, Season float64
	// Extra is the shape of a gamma variable that multiplies each week (0 for none):
	// the smaller, the wilder. Wave is the standard deviation of an AR(1) process on
	// the logarithm and Memory the correlation of its neighbouring weeks.
	Extra, Wave, Memory float64
	// Closed is the share of weeks in which the line is open for half of the time.
	Closed float64
}

// Lively is how lines live that nobody can foresee: calls come in waves of a few weeks.
// Power is measured in it, so that it is not promised too much.
func Lively(rate float64, before, after int, effect float64) World {
	return World{Rate: rate, Before: before, After: after, Effect: effect,
		Trend: 0.05, Season: 0.15, Wave: 0.3, Memory: 0.5, Closed: 0.03}
}

// means gives the mean count of each week, with the effect in the last After weeks, and
// how far the line was open.
func (w World) means(r *rand.Rand) (mean, open []float64) {
	wave, phase := w.Wave*r.NormFloat64(), 2*math.Pi*r.Float64()
	for week := range w.Before + w.After {
		if week > 0 {
			wave = w.Memory*wave + w.Wave*math.Sqrt(1-w.Memory*w.Memory)*r.NormFloat64()
		}
		year := float64(week) / 52.18
		log := w.Trend*year + w.Season*math.Sin(2*math.Pi*year+phase) + wave
		m := w.Rate * math.Exp(log)
		if w.Extra > 0 {
			m *= gamma(r, w.Extra) / w.Extra
		}
		o := 1.0
		if r.Float64() < w.Closed {
			o = 0.5
		}
		mean, open = append(mean, m*o), append(open, o)
	}
	return mean, open
}

// Blocks draws one history of a line, in blocks of four weeks, and says at which block
// the change begins.
func (w World) Blocks(r *rand.Rand) (blocks []Block, start int) {
	mean, open := w.means(r)
	for week, m := range mean {
		if week%4 == 0 {
			blocks = append(blocks, Block{At: week / 4})
		}
		b := &blocks[len(blocks)-1]
		if week >= w.Before {
			m *= w.Effect
		}
		b.Count += float64(poissonDraw(r, m))
		b.Open += open[week] * 28
	}
	return blocks, w.Before / 4
}

// Pairs draws one history of areas with and without sheets, of which a share ring from
// the areas with; what moves calls moves both.
func (w World) Pairs(r *rand.Rand, share float64) (pairs []Pair, start int) {
	mean, _ := w.means(r)
	for week, m := range mean {
		if week%4 == 0 {
			pairs = append(pairs, Pair{At: week / 4, OpenRatio: 1})
		}
		p := &pairs[len(pairs)-1]
		with := m * share
		if week >= w.Before {
			with *= w.Effect
		}
		p.Campaign += float64(poissonDraw(r, with))
		p.Control += float64(poissonDraw(r, m*(1-share)))
	}
	return pairs, w.Before / 4
}

// Stepped draws areas of which one more begins every gap blocks after the weeks before.
func (w World) Stepped(r *rand.Rand, areas, gap int) Areas {
	mean, _ := w.means(r)
	a := Areas{}
	weights, sum := make([]float64, areas), 0.0
	for i := range weights {
		weights[i] = 0.5 + r.Float64()
		sum += weights[i]
	}
	for i := range areas {
		row := make([]float64, len(mean)/4)
		start := w.Before/4 + i*gap
		for week, m := range mean[:len(row)*4] {
			m *= weights[i] / sum
			if week/4 >= start {
				m *= w.Effect
			}
			row[week/4] += float64(poissonDraw(r, m))
		}
		a.Count, a.Start = append(a.Count, row), append(a.Start, start)
	}
	return a
}

// poissonDraw draws a Poisson count. Large means are split, so that no exponential
// becomes zero.
func poissonDraw(r *rand.Rand, mean float64) int {
	n := 0
	for mean > 500 {
		n, mean = n+poissonDraw(r, 500), mean-500
	}
	limit, product := math.Exp(-mean), r.Float64()
	for product > limit {
		n++
		product *= r.Float64()
	}
	return n
}

// gamma draws a gamma variable of scale 1. Source: Marsaglia and Tsang 2000.
func gamma(r *rand.Rand, shape float64) float64 {
	if shape < 1 {
		return gamma(r, shape+1) * math.Pow(r.Float64(), 1/shape)
	}
	d := shape - 1.0/3
	c := 1 / math.Sqrt(9*d)
	for {
		x := r.NormFloat64()
		v := 1 + c*x
		if v <= 0 {
			continue
		}
		v = v * v * v
		if math.Log(1-r.Float64()) < x*x/2+d-d*v+d*math.Log(v) {
			return d * v
		}
	}
}

// Ratios are the changes that Detectable tries.
var Ratios = []float64{1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 2, 2.2, 2.5, 3, 3.5, 4, 5}

// Detectable gives the smallest change of Ratios that a design finds in at least the
// share power of runs, each of which says whether the change was found in a world with
// this effect; 0 if it finds none of them. A design that finds a change finds larger
// ones more often, so that few of them need be tried.
func Detectable(runs int, power float64, seed uint64, found func(r *rand.Rand, effect float64) bool) float64 {
	low, high := 0, len(Ratios)
	for low < high {
		mid := (low + high) / 2
		r, hits := rand.New(rand.NewPCG(seed, uint64(mid))), 0
		for range runs {
			if found(r, Ratios[mid]) {
				hits++
			}
		}
		if float64(hits) >= power*float64(runs) {
			high = mid
		} else {
			low = mid + 1
		}
	}
	if low == len(Ratios) {
		return 0
	}
	return Ratios[low]
}

// SeriesFinds is the design of one line for Detectable: whether the interval at 95 %
// lies above 1.
func SeriesFinds(w World) func(*rand.Rand, float64) bool {
	return func(r *rand.Rand, effect float64) bool {
		w.Effect = effect
		blocks, start := w.Blocks(r)
		got, err := Series(blocks, start, Step, FourWeeks, 0.95)
		return err == nil && got.Low > 1
	}
}

// ShareFinds is the design of areas with sheets, which have a share of calls before.
func ShareFinds(w World, share float64) func(*rand.Rand, float64) bool {
	return func(r *rand.Rand, effect float64) bool {
		w.Effect = effect
		pairs, start := w.Pairs(r, share)
		got, err := Share(pairs, start, Step, 0.95)
		return err == nil && got.Low > 1
	}
}

// PermutedFinds is the design of areas in random order, one more every gap blocks. Only
// the test is made, on 1,999 orders: an interval is not needed here.
func PermutedFinds(w World, areas, gap int) func(*rand.Rand, float64) bool {
	return func(r *rand.Rand, effect float64) bool {
		w.Effect = effect
		a := w.Stepped(r, areas, gap)
		orders := drawnOrders(areas, 1_999, r)
		above, _ := a.tails(orders, 0)
		return above <= 0.025
	}
}
