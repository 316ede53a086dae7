package estimate

import (
	"fmt"
	"math"
	"testing"
)

// near fails where a number differs from the one that R 4.2.2 printed in the sixth digit.
func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 5e-7*math.Max(math.Abs(want), 1e-3)) {
		t.Errorf("%s is %v, R says %v", what, got, want)
	}
}

func nears(t *testing.T, what string, got []float64, want ...float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d numbers, R has %d", what, len(got), len(want))
	}
	for i := range got {
		near(t, fmt.Sprintf("%s[%d]", what, i), got[i], want[i])
	}
}

// The counts are made up; what is wanted from them was printed by R 4.2.2.
var (
	typedCalls = []float64{31, 28, 35, 40, 33, 29, 38, 44, 36, 30, 27, 41, 39, 35, 33, 47, 42, 37, 30, 45,
		58, 61, 49, 66, 70, 54, 63, 59}
	typedOpen = []float64{28, 28, 27, 28, 28, 20, 28, 28, 28, 28, 28, 28, 26, 28, 28, 28, 28, 28, 28, 28,
		28, 28, 28, 28, 28, 28, 24, 28}
	typedControl = []float64{30, 33, 29, 35, 31, 28, 36, 30, 34, 32, 29, 31, 33, 30, 35, 28, 31, 36, 30, 33,
		32, 29, 34, 31, 30, 35, 28, 32}
)

func typedBlocks() (blocks []Block, pairs []Pair) {
	for i := range typedCalls {
		blocks = append(blocks, Block{i, typedCalls[i], typedOpen[i]})
		pairs = append(pairs, Pair{i, typedCalls[i], typedControl[i], 1})
	}
	return blocks, pairs
}

func TestQuantiles(t *testing.T) {
	nears(t, "qt", []float64{TQuantile(.975, 3), TQuantile(.95, 11), TQuantile(.9, 29.5), TQuantile(.1, 29.5)},
		3.18244630528, 1.79588481870, 1.31091550663, -1.31091550663)
	nears(t, "qbeta", []float64{BetaQuantile(.025, 2, 3), BetaQuantile(.6, .5, 4), BetaQuantile(.975, 7, 1.5)},
		0.0675859864885, 0.0898877562056, 0.9852126005036)
	nears(t, "pt", []float64{TTail(.3, 4), TTail(2.2, 17), TTail(9, 2)},
		0.38956071413873, 0.02096232820803, 0.00606083004639)
	nears(t, "qnorm", []float64{NormalQuantile(.975), NormalQuantile(.8), NormalQuantile(.001)},
		1.959963984540, 0.841621233573, -3.090232306168)
}

// TestPoissonAsR compares a seasonal Poisson model with R's quasipoisson.
func TestPoissonAsR(t *testing.T) {
	blocks, _ := typedBlocks()
	m := model{family: poisson}
	for _, b := range blocks {
		u, w := float64(b.At-20)/FourWeeks, 2*math.Pi*float64(b.At)/FourWeeks
		d := 0.0
		if b.At >= 20 {
			d = 1
		}
		m.x = append(m.x, []float64{1, u, math.Sin(w), math.Cos(w), d})
		m.y, m.offset = append(m.y, b.Count), append(m.offset, math.Log(b.Open))
	}
	f, err := m.solve()
	if err != nil {
		t.Fatal(err)
	}
	nears(t, "coef", f.coef, 0.35378307491584, 0.11378795587927, 0.03443627231726, -0.00629043153396, 0.41304455743825)
	near(t, "dispersion", f.pearson(), 0.960612955373)
	near(t, "deviance", f.deviance(), 22.3209414548)
	nears(t, "se", errorsOf(f), 0.0731595108254, 0.0788048607109, 0.0481865743435, 0.0394827670606, 0.1089930813938)
	r, err := Series(blocks, 20, Step, FourWeeks, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "the step of Series", r.Log, 0.41304455743825)
	if r.Dispersion < 1 || r.SE < 0.1089930813938/math.Sqrt(0.960612955373) {
		t.Errorf("dispersion %v, standard error %v: never below those of pure chance", r.Dispersion, r.SE)
	}
}

// errorsOf are the standard errors of R's quasi families: no correlation, any dispersion.
func errorsOf(f *fit) []float64 {
	one := newMatrix(len(f.coef), len(f.coef))
	for i := range one {
		one[i][i] = 1
	}
	var out []float64
	for i, row := range f.covariance(one, f.pearson()) {
		out = append(out, math.Sqrt(row[i]))
	}
	return out
}

// TestShareAsR compares the share model with R's quasibinomial.
func TestShareAsR(t *testing.T) {
	_, pairs := typedBlocks()
	r, err := Share(pairs, 20, Step, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "log of the ratio", r.Log, 0.521130907197)
	pure := 0.0697265160945 / math.Sqrt(0.538191170979) // R's error at dispersion 1
	if r.Dispersion != 1 || r.SE < 0.8*pure || r.SE > 1.3*pure {
		t.Errorf("dispersion %v, standard error %v; pure chance has %v", r.Dispersion, r.SE, pure)
	}
	near(t, "expected of the first block after", r.Expected[20], typedControl[20]*math.Exp(0.127202257573))
}

func TestRatesAsR(t *testing.T) {
	for _, c := range []struct {
		before, after int
		years         float64
		want          []float64 // ratio, interval, p
	}{
		{24, 18, 2, []float64{1.5, 0.801645342389, 2.768256980139, 0.199472139773}},
		{3, 9, 2, []float64{6, 1.69525283999605, 27.47487110544839, 0.00439935947735}},
		{40, 12, 1.5, []float64{0.45, 0.2270752919620, 0.8413109839301, 0.0110751850434}},
	} {
		r, err := Rates(c.before, c.after, c.years, 1, 0.95)
		if err != nil {
			t.Fatal(err)
		}
		nears(t, fmt.Sprint(c.before, " and ", c.after), []float64{r.Ratio, r.Low, r.High, r.P}, c.want...)
	}
	none, err := Rates(5, 0, 1, 1, 0.95)
	if err != nil || none.Ratio != 0 || none.Low != 0 || !(none.High < 1.1) {
		t.Errorf("none after five: %+v %v", none, err)
	}
	first, err := Rates(0, 5, 1, 1, 0.95)
	if err != nil || !math.IsInf(first.High, 1) || !(first.Low > 0.9) {
		t.Errorf("five after none: %+v %v", first, err)
	}
	if _, err := Rates(0, 0, 1, 1, 0.95); err != ErrNoEvents {
		t.Errorf("none at all: %v", err)
	}
}

func TestWilsonAsR(t *testing.T) {
	p := Wilson(17, 60, 0.95)
	nears(t, "17 of 60", []float64{p.Low, p.High}, 0.185068284284, 0.407672851644)
	p = Wilson(0, 12, 0.95)
	nears(t, "0 of 12", []float64{p.Low, p.High}, 0, 0.242494006655)
}

// TestClustersAsR compares a survey with R's package survey: strata are rounds.
func TestClustersAsR(t *testing.T) {
	clusters := func(yes, n []float64) (out []Cluster) {
		for i := range yes {
			out = append(out, Cluster{yes[i], n[i]})
		}
		return out
	}
	before := clusters([]float64{6, 3, 9, 5, 7, 8, 4, 6}, []float64{20, 18, 22, 20, 19, 21, 20, 20})
	after := clusters([]float64{9, 8, 4, 12, 7, 9, 11, 6}, []float64{20, 20, 17, 22, 20, 18, 21, 20})
	d, err := Clusters(before, after, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	nears(t, "survey", []float64{d.Before, d.After, d.Change, d.SE},
		0.3, 0.417721518987, 0.117721518987, 0.0493357199632)
	if d.DF != 14 {
		t.Errorf("degrees of freedom %d, R's degf says 14", d.DF)
	}
	if _, err := Clusters(before[:1], after, 0.95); err != ErrFewPoints {
		t.Errorf("one cluster: %v", err)
	}
	if n, deff := SurveySize(.3, .4, .8, 1), SurveySize(.3, .4, .8, 2); n < 353 || n > 357 || deff < 2*n-1 {
		t.Errorf("sizes %d and %d, the tables say 354 to 356 and twice that", n, deff)
	}
}

func TestRefuses(t *testing.T) {
	blocks, pairs := typedBlocks()
	if _, err := Series(blocks[:4], 2, Step, FourWeeks, .95); err != ErrFewPoints {
		t.Errorf("four blocks: %v", err)
	}
	silent := append([]Block(nil), blocks...)
	for i := range silent[20:] {
		silent[20+i].Count = 0
	}
	if _, err := Series(silent, 20, Step, FourWeeks, .95); err != ErrNoEvents {
		t.Errorf("no call after: %v", err)
	}
	if _, err := Series(blocks, 0, Step, FourWeeks, .95); err == nil {
		t.Error("nothing before gives a change")
	}
	if _, err := Share(pairs, 40, Step, .95); err != ErrNoEvents {
		t.Errorf("nothing after: %v", err)
	}
	if _, err := Share(nil, 0, Step, .95); err == nil {
		t.Error("nothing at all gives a change")
	}
	if _, err := Permuted(Areas{Count: [][]float64{{1, 2}}, Start: []int{1}}, 1, .95); err != ErrFewPoints {
		t.Errorf("one area: %v", err)
	}
}
