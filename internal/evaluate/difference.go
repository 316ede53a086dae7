package evaluate

import (
	"cmp"
	"slices"
	"strings"
)

// parseFigure reads the key of a figure from the ledger.
func parseFigure(key string, n int) (Figure, bool) {
	parts := strings.Split(key, "/")
	if len(parts) != 4 {
		return Figure{}, false
	}
	_, ok1 := parseDay(parts[2])
	_, ok2 := parseDay(parts[3])
	return Figure{Measure(parts[0]), parts[1], dayNumber(parts[2]), dayNumber(parts[3]), n}, ok1 && ok2
}

// difference looks for a number from 1 to the floor that follows from figures together.
//
// A figure says how much a running total grew from its first day to the day after its
// last. Days whose totals are tied by figures, over however many steps, have a known
// difference; so in each such set of days, neighbours must differ by nothing or by at
// least the floor. Two ways that lead to different totals show a figure that was revised,
// and by how much.
func difference(figures []Figure, floor int) (Figure, bool) {
	type series struct {
		measure Measure
		side    string
	}
	bySeries := map[series][]Figure{}
	for _, f := range figures {
		key := series{f.Measure, f.Side}
		bySeries[key] = append(bySeries[key], f)
	}
	keys := make([]series, 0, len(bySeries))
	for key := range bySeries {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(a, b series) int {
		return cmp.Or(strings.Compare(string(a.measure), string(b.measure)), strings.Compare(a.side, b.side))
	})
	for _, key := range keys {
		list := bySeries[key]
		slices.SortFunc(list, func(a, b Figure) int {
			return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Until, b.Until), cmp.Compare(a.N, b.N))
		})
		if f, found := tied(list, floor); found {
			f.Measure, f.Side = key.measure, key.side
			return f, true
		}
	}
	return Figure{}, false
}

// tied walks from day to day over the figures of one series.
func tied(list []Figure, floor int) (Figure, bool) {
	small := func(n int) bool { return n != 0 && max(n, -n) < floor }
	total, set := map[int]int{}, map[int]int{} // by day: its total in its set, and the set
	for i := range list {
		if _, done := set[list[i].From]; done {
			continue
		}
		total[list[i].From], set[list[i].From] = 0, i+1
		for queue := []int{list[i].From}; len(queue) > 0; queue = queue[1:] {
			for _, f := range list {
				from, next, n := f.From, f.Until+1, f.N
				if next == queue[0] {
					from, next, n = next, from, -n
				}
				if from != queue[0] {
					continue
				}
				if _, done := set[next]; !done {
					total[next], set[next] = total[from]+n, i+1
					queue = append(queue, next)
				} else if off := total[from] + n - total[next]; small(off) {
					return f, true
				}
			}
		}
	}
	days := make([]int, 0, len(set))
	for day := range set {
		days = append(days, day)
	}
	slices.Sort(days)
	last := map[int]int{} // the last day of each set so far
	for _, day := range days {
		if was, ok := last[set[day]]; ok && small(total[day]-total[was]) {
			return Figure{From: was, Until: day - 1}, true
		}
		last[set[day]] = day
	}
	return Figure{}, false
}
