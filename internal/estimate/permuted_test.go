package estimate

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestPermutedIsExact counts false alarms where nothing changed: of all orders a test at
// 5 % may find something in 5 of 100, whatever waves the calls come in.
func TestPermutedIsExact(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	w := Lively(20, 24, 32, 1)
	alarms, held, runs := 0, 0, 400
	for range runs {
		w.Effect = 1
		a := w.Stepped(r, 6, 1)
		got, err := Permuted(a, 1, 0.95)
		if err != nil {
			t.Fatal(err)
		}
		if got.P <= 0.05 {
			alarms++
		}
		w.Effect = 1.5
		if got, err = Permuted(w.Stepped(r, 6, 1), 1, 0.95); err != nil {
			t.Fatal(err)
		}
		if got.Holds(1.5) {
			held++
		}
		if !(got.Low <= got.Ratio && got.Ratio <= got.High) {
			t.Fatalf("%v lies outside of %v", got.Ratio, got.Interval)
		}
	}
	t.Logf("false alarms %d, truth held %d of %d", alarms, held, runs)
	if alarms > 32 {
		t.Errorf("%d false alarms of %d: more than chance at 5 %% allows", alarms, runs)
	}
	if held < 368 {
		t.Errorf("the interval held a change of 1.5 in %d of %d", held, runs)
	}
}

// TestPermutedFinds is the reason for random order: at 20 calls a week a rise by half is
// found in most campaigns, which one series never does.
func TestPermutedFinds(t *testing.T) {
	count := func(found func(*rand.Rand, float64) bool) int {
		r, hits := rand.New(rand.NewPCG(4, 2)), 0
		for range 100 {
			if found(r, 1.5) {
				hits++
			}
		}
		return hits
	}
	w := Lively(20, 24, 32, 1)
	byLot, alone := count(PermutedFinds(w, 8, 1)), count(SeriesFinds(Lively(20, 52, 12, 1)))
	t.Logf("a rise by half is found in %d of 100 with areas in random order, in %d with one series", byLot, alone)
	if byLot < 70 || alone > 40 {
		t.Errorf("by lot %d of 100, alone %d", byLot, alone)
	}
}

// TestSameNumbers holds that the same counts and seeds give the same answer, and that a
// ratio is turned round when areas are.
func TestSameNumbers(t *testing.T) {
	draw := func() Ratio {
		got, err := Permuted(Lively(20, 24, 40, 1.6).Stepped(rand.New(rand.NewPCG(1, 2)), 10, 1), 7, 0.95)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	a, b := draw(), draw()
	if a.Ratio != b.Ratio || a.Interval != b.Interval || a.P != b.P {
		t.Errorf("%+v is not %+v", a, b)
	}
	_, pairs := typedBlocks()
	there, err := Share(pairs, 20, Step, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	for i := range pairs {
		pairs[i].Campaign, pairs[i].Control = pairs[i].Control, pairs[i].Campaign
	}
	back, err := Share(pairs, 20, Step, 0.95)
	if err != nil || math.Abs(there.Log+back.Log) > 1e-9 || math.Abs(there.Low*back.High-1) > 1e-9 {
		t.Errorf("%v turned round is %v %v", there, back, err)
	}
}

// TestDetectable holds that areas beside the campaign find smaller changes than one line
// alone, and that nothing is promised of a line that hardly rings.
func TestDetectable(t *testing.T) {
	w := Lively(20, 104, 24, 1)
	one := Detectable(150, 0.8, 1, SeriesFinds(w))
	share := Detectable(150, 0.8, 1, ShareFinds(w, 0.5))
	short := Detectable(150, 0.8, 1, SeriesFinds(Lively(20, 52, 12, 1)))
	t.Logf("one line %v, share of areas %v, one year of history %v", one, share, short)
	if !(share < one && one < short) {
		t.Errorf("share %v, one line %v, one year %v: wanted in this order", share, one, short)
	}
	if got := Detectable(60, 0.8, 1, SeriesFinds(Lively(0.1, 52, 12, 1))); got != 0 {
		t.Errorf("five calls a year find a change of %v", got)
	}
}

func BenchmarkSeries(b *testing.B) {
	blocks, start := Lively(20, 104, 24, 1.5).Blocks(rand.New(rand.NewPCG(1, 1)))
	for b.Loop() {
		if _, err := Series(blocks, start, Step, FourWeeks, 0.95); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkPower is a power analysis with some 2,000 simulated campaigns.
func BenchmarkPower(b *testing.B) {
	w := Lively(20, 104, 24, 1)
	for b.Loop() {
		Detectable(500, 0.8, 1, ShareFinds(w, 0.5))
	}
}
