package estimate

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
)

// askR runs the script of testdata with rows and gives the numbers of its lines, by the
// first word of a line.
func askR(t *testing.T, rows string) map[string][][]float64 {
	t.Helper()
	program, err := exec.LookPath("Rscript")
	if err != nil && os.Getenv("CI") != "true" {
		t.Skip("Rscript is not installed; TestPoissonAsR and the others compare with numbers that it printed")
	}
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "--vanilla", "testdata/against.R")
	cmd.Stdin = strings.NewReader(rows)
	var wrong bytes.Buffer
	cmd.Stderr = &wrong
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("R: %v\n%s", err, wrong.String())
	}
	lines := map[string][][]float64{}
	for line := range strings.Lines(string(out)) {
		words := strings.Fields(line)
		var numbers []float64
		for _, w := range words[1:] {
			x, err := strconv.ParseFloat(w, 64)
			if err != nil {
				t.Fatalf("R printed %q", line)
			}
			numbers = append(numbers, x)
		}
		lines[words[0]] = append(lines[words[0]], numbers)
	}
	return lines
}

// TestAgainstR compares estimates and intervals on simulated lines, areas and surveys
// with R, and the share model with what is known of seat belts in Britain.
func TestAgainstR(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 0))
	var rows strings.Builder
	var want []func(t *testing.T, r []float64)
	for set := range 24 {
		w := settings()[(set*7+2)%48].World
		w.Effect = 1 + 0.25*float64(set%4)
		switch set % 3 {
		case 0:
			want = append(want, seriesRows(&rows, set, w, r))
		case 1:
			want = append(want, shareRows(&rows, set, w, r))
		default:
			want = append(want, surveyRows(&rows, set, r))
		}
	}
	lines := askR(t, rows.String())
	if len(lines["set"]) != len(want) {
		t.Fatalf("R fitted %d of %d sets", len(lines["set"]), len(want))
	}
	for i, line := range lines["set"] {
		t.Run(fmt.Sprint("set ", i), func(t *testing.T) { want[i](t, line[1:]) })
	}
	t.Run("seat belts", func(t *testing.T) { seatBelts(t, lines["belts"]) })
}

func after(at, start int) int {
	if at >= start {
		return 1
	}
	return 0
}

func seriesRows(rows *strings.Builder, set int, w World, r *rand.Rand) func(*testing.T, []float64) {
	blocks, start := w.Blocks(r)
	for _, b := range blocks {
		fmt.Fprintln(rows, set, "series", b.At, b.Count, b.Open, after(b.At, start))
	}
	return func(t *testing.T, line []float64) {
		got, err := Series(blocks, start, Step, FourWeeks, 0.95)
		sameRatio(t, got, err, line)
	}
}

func shareRows(rows *strings.Builder, set int, w World, r *rand.Rand) func(*testing.T, []float64) {
	pairs, start := w.Pairs(r, 0.4)
	for _, p := range pairs {
		fmt.Fprintln(rows, set, "share", p.At, p.Campaign, p.Control, after(p.At, start))
	}
	return func(t *testing.T, line []float64) {
		got, err := Share(pairs, start, Step, 0.95)
		sameRatio(t, got, err, line)
	}
}

// sameRatio compares with R's estimate and interval, dispersion and correlation; the
// moments are found by halving, to six digits.
func sameRatio(t *testing.T, got Ratio, err error, line []float64) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	near(t, "log of the ratio", got.Log, line[0])
	near(t, "R's glm", got.Log, line[5])
	for i, pair := range [][2]float64{{math.Log(got.Low), line[1]}, {math.Log(got.High), line[2]},
		{got.Dispersion, line[3]}, {got.Correlation, line[4]}} {
		if math.Abs(pair[0]-pair[1]) > 1e-6*math.Max(1, math.Abs(pair[1])) {
			t.Errorf("%s is %v, R says %v", []string{"low", "high", "dispersion", "correlation"}[i], pair[0], pair[1])
		}
	}
}

func surveyRows(rows *strings.Builder, set int, r *rand.Rand) func(*testing.T, []float64) {
	var rounds [2][]Cluster
	for round := range rounds {
		for k := range 10 {
			share := min(max(0.3+0.1*float64(round)+0.1*r.NormFloat64(), 0.02), 0.98)
			c := Cluster{N: float64(15 + r.IntN(10))}
			for range int(c.N) {
				if r.Float64() < share {
					c.Yes++
				}
			}
			rounds[round] = append(rounds[round], c)
			fmt.Fprintln(rows, set, "survey", round*10+k, c.Yes, c.N, round)
		}
	}
	return func(t *testing.T, line []float64) {
		d, err := Clusters(rounds[0], rounds[1], 0.95)
		if err != nil {
			t.Fatal(err)
		}
		nears(t, "survey", []float64{d.Change, d.SE, float64(d.DF)}, line...)
	}
}

// seatBelts fits the law of February 1983 on months of 1969 to 1984 with three, six
// and all years before. Harvey and Durbin (1986) found 23 % fewer drivers and 30 % fewer
// in front killed and hurt, and 3 % more behind: 0.75 and 0.68 of those behind.
func seatBelts(t *testing.T, months [][]float64) {
	const law = 169
	for _, years := range []int{3, 6, 14} {
		for column, truth := range map[int]float64{0: 0.70 / 1.03, 2: 0.77 / 1.03} {
			var pairs []Pair
			for i := law - 12*years; i < len(months); i++ {
				if i >= 0 {
					pairs = append(pairs, Pair{i, months[i][column], months[i][1], 1})
				}
			}
			got, err := Share(pairs, law, Step, 0.95)
			if err != nil {
				t.Fatal(err)
			}
			if !got.Holds(truth) || math.Abs(got.Ratio-truth) > 0.06 {
				t.Errorf("%d years: %.3f (%.3f to %.3f) does not hold %.3f", years, got.Ratio, got.Low, got.High, truth)
			}
		}
	}
}
