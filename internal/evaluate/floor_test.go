package evaluate

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// smallest is the floor of the attacks.
const smallest = 10

// TestFloorAgainstAttacker merges 10,000 random tables and then attacks them with all
// that was printed: the merged cells are whole numbers from 0 that make their sum. Every
// hidden number must be able to lie in a range at least as wide as the floor.
func TestFloorAgainstAttacker(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 10))
	merged := 0
	for range 10_000 {
		var cells []Cell
		sum := 0
		for i := range 2 + r.IntN(10) {
			n := r.IntN(8)
			if r.IntN(3) == 0 {
				n = r.IntN(200)
			}
			if r.IntN(6) == 0 {
				n = 0
			}
			cells = append(cells, Cell{Name: string(rune('a' + i)), N: n})
			sum += n
		}
		shown, ok := Merge(cells, smallest)
		if !ok {
			if sum >= smallest {
				t.Fatalf("nothing of %v is shown", cells)
			}
			continue
		}
		all := 0
		for _, c := range shown {
			if all += c.N; c.N != 0 && c.N < smallest {
				t.Fatalf("%v shows %d", cells, c.N)
			}
			if c.Merged != nil {
				merged++
				low, high := attack(c, cells)
				if high-low < smallest {
					t.Fatalf("of %v a cell lies between %d and %d", cells, low, high)
				}
			}
		}
		if all != sum {
			t.Fatalf("%v became %v: the sum changed", cells, shown)
		}
	}
	if merged < 3000 {
		t.Fatalf("only %d tables were merged", merged)
	}
}

// attack gives the narrowest range that a cell inside a merged one can lie in: from 0, if
// the others can make up the sum, to the sum.
func attack(rest Cell, cells []Cell) (low, high int) {
	if len(rest.Merged) < 2 { // it is told by its name
		i := slices.IndexFunc(cells, func(c Cell) bool { return c.Name == rest.Merged[0] })
		return cells[i].N, cells[i].N
	}
	return 0, rest.N
}

// TestDifferencesAgainstAttacker publishes random sets of sums over random days, and
// compares the search for small differences with an attacker who solves all equations
// by adding and subtracting any two of them until nothing new comes.
func TestDifferencesAgainstAttacker(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	refused := 0
	for range 10_000 {
		counts := make([]int, 6)
		for i := range counts {
			counts[i] = r.IntN(30)
		}
		var figures []Figure
		for range 1 + r.IntN(4) {
			from := r.IntN(6)
			until := from + r.IntN(6-from)
			n := 0
			for _, c := range counts[from : until+1] {
				n += c
			}
			figures = append(figures, Figure{"calls.received", "all", 100 + from, 100 + until, n})
		}
		_, found := difference(figures, smallest)
		if told := attackSums(figures, smallest); told != found {
			t.Fatalf("%v: the attacker finds a small number: %v, the program: %v", figures, told, found)
		}
		if found {
			refused++
		}
	}
	if refused < 1000 || refused > 9000 {
		t.Fatalf("%d of 10,000 refused: the test does not tell", refused)
	}
}

// attackSums adds and subtracts sums over days that meet, until nothing new comes, and
// looks for a sum from 1 to the floor.
func attackSums(figures []Figure, floor int) bool {
	known := map[[2]int]int{}
	for _, f := range figures {
		known[[2]int{f.From, f.Until + 1}] = f.N
	}
	for grew := true; grew; {
		grew = false
		add := func(from, to, n int) {
			if from > to {
				from, to, n = to, from, -n
			}
			if _, there := known[[2]int{from, to}]; !there && from != to {
				known[[2]int{from, to}], grew = n, true
			}
		}
		for a, n := range known {
			for b, m := range known {
				switch {
				case a[1] == b[0]:
					add(a[0], b[1], n+m)
				case a[0] == b[0]:
					add(a[1], b[1], m-n)
				case a[1] == b[1]:
					add(a[0], b[0], n-m)
				}
			}
		}
	}
	for _, n := range known {
		if n != 0 && n < floor {
			return true
		}
	}
	return false
}

// TestRevisedByLittle: a figure that was published and is another one now tells the
// difference.
func TestRevisedByLittle(t *testing.T) {
	f := Figure{"calls.received", "all", 20_100, 20_127, 40}
	g := f
	g.N = 43
	if _, found := difference([]Figure{f, g}, smallest); !found {
		t.Error("40 that became 43 is published")
	}
	if _, found := difference([]Figure{f, f}, smallest); found {
		t.Error("the same figure twice is refused")
	}
	if back, ok := parseFigure(f.key(), f.N); !ok || back != f {
		t.Errorf("%v came back as %v", f, back)
	}
}

// TestMonthOfALine merges a month of twelve towns, of which eight are below the floor.
func TestMonthOfALine(t *testing.T) {
	shown, ok := Merge([]Cell{{Name: "A", N: 132}, {Name: "B", N: 64}, {Name: "C", N: 12}, {Name: "D", N: 10},
		{Name: "E", N: 9}, {Name: "F", N: 8}, {Name: "G", N: 7}, {Name: "H", N: 6}, {Name: "I", N: 5}, {Name: "J", N: 2},
		{Name: "K", N: 1}, {Name: "L", N: 1}}, smallest)
	if !ok || len(shown) != 5 || shown[4].N != 39 || len(shown[4].Merged) != 8 {
		t.Errorf("%v", shown)
	}
}
