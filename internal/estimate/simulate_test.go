package estimate

import (
	"fmt"
	"math/rand/v2"
	"os"
	"testing"
)

// setting is a world with a name.
type setting struct {
	name string
	World
}

// settings are the worlds in which coverage is measured: four sizes of lines, three
// lengths, four ways in which calls vary. All have a trend, a season and outages.
func settings() []setting {
	var out []setting
	ways := []setting{
		{"poisson", World{}},
		{"extra", World{Extra: 5}},
		{"waves", World{Wave: 0.3, Memory: 0.5}},
		{"long waves", World{Wave: 0.3, Memory: 0.8}},
	}
	for _, way := range ways {
		for _, length := range [][2]int{{52, 12}, {104, 12}, {104, 26}} {
			for _, rate := range []float64{2, 5, 20, 40} {
				w := way.World
				w.Rate, w.Before, w.After = rate, length[0], length[1]
				w.Trend, w.Season, w.Closed = 0.1, 0.2, 0.05
				out = append(out, setting{fmt.Sprintf("%s %d+%d %g a week", way.name, length[0], length[1], rate), w})
			}
		}
	}
	return out
}

// method estimates the change of one drawn history.
type method func(*rand.Rand, World) (Ratio, error)

// measured is how often the interval of a method held the truth, and how often it
// found a change where there was none; runs without an estimate claim nothing.
func measured(w World, runs int, seed uint64, by method) (coverage, alarms float64) {
	r := rand.New(rand.NewPCG(seed, 1))
	claims, held, wrong := 0, 0, 0
	for i := range runs {
		w.Effect = 1
		if i%2 == 1 {
			w.Effect = 1.5
		}
		got, err := by(r, w)
		if err != nil {
			continue
		}
		claims++
		if got.Holds(w.Effect) {
			held++
		} else if w.Effect == 1 {
			wrong++
		}
	}
	return float64(held) / float64(claims), float64(wrong) / float64(runs/2)
}

func bySeries(r *rand.Rand, w World) (Ratio, error) {
	blocks, start := w.Blocks(r)
	return Series(blocks, start, Step, FourWeeks, 0.95)
}

func byShare(r *rand.Rand, w World) (Ratio, error) {
	pairs, start := w.Pairs(r, 0.5)
	return Share(pairs, start, Step, 0.95)
}

// full reports whether the whole measurement is wanted: continuous integration makes it.
func full() bool { return os.Getenv("CI") == "true" }

// TestCoverage measures, in worlds whose truth is known, how often the 95 % intervals
// hold it: in at least 94 of 100 on average and 90 in the worst world, with at most 9
// false alarms of 100. Seeds are fixed; each sixth world by default, all in CI.
func TestCoverage(t *testing.T) {
	for name, by := range map[string]method{"series": bySeries, "share": byShare} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			runs, step := 1000, 5
			if full() {
				runs, step = 2000, 1
			}
			all := settings()
			mean, worst, alarms, n := 0.0, 1.0, 0.0, 0.0
			var at, loud string
			for i := 0; i < len(all); i += step {
				c, a := measured(all[i].World, runs, uint64(i+1), by)
				mean, n = mean+c, n+1
				if c < worst {
					worst, at = c, all[i].name
				}
				if a > alarms {
					alarms, loud = a, all[i].name
				}
			}
			mean /= n
			t.Logf("%s: mean %.3f, worst %.3f (%s), false alarms at most %.3f (%s)", name, mean, worst, at, alarms, loud)
			if mean < 0.94 || worst < 0.90 || alarms > 0.09 {
				t.Errorf("coverage mean %.3f (wanted .94), worst %.3f (.90) in %s, false alarms %.3f (.09) in %s",
					mean, worst, at, alarms, loud)
			}
		})
	}
}
