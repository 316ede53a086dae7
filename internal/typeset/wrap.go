package typeset

// Wrap breaks the paragraph into lines of at most width at a size. A word that
// is wider stands alone and sticks out; Fit and Line.Width tell.
func (p *Paragraph) Wrap(width, size Length) []Line {
	limit := ems(width, size)
	ends := p.greedy(limit)
	switch {
	case len(ends) < 2 || p.hasHard():
	case p.Style.Balanced:
		ends = p.balance(limit, len(ends))
	default:
		p.company(ends, limit)
	}
	lines := make([]Line, 0, len(ends))
	from := 0
	for _, to := range ends {
		lines = append(lines, p.line(from, to))
		from = to
	}
	return lines
}

// greedy fills each line as far as it goes and gives the word after each.
func (p *Paragraph) greedy(limit Em) []int {
	var ends []int
	var wide Em
	for i, w := range p.words {
		if i > 0 && (p.words[i-1].hard || wide+w.ink > limit) {
			ends = append(ends, i)
			wide = 0
		}
		wide += w.full
	}
	if len(p.words) > 0 {
		ends = append(ends, len(p.words))
	}
	return ends
}

// Extent gives the number of lines that Wrap makes and the width of the widest,
// without making them. Where Wrap balances several lines the widest may be
// narrower than this; it is never wider.
func (p *Paragraph) Extent(width, size Length) (lines int, widest Length) {
	lines, wide := p.count(ems(width, size))
	return lines, wide.At(size)
}

// count gives the number of lines and the widest one, without keeping them.
func (p *Paragraph) count(limit Em) (lines int, widest Em) {
	var wide Em
	for i, w := range p.words {
		if i == 0 || p.words[i-1].hard || wide+w.ink > limit {
			lines++
			wide = 0
		}
		widest = max(widest, wide+w.ink)
		wide += w.full
	}
	return lines, widest
}

// span gives the width of the words from to.
func (p *Paragraph) span(from, to int) Em {
	var wide Em
	for i := from; i < to-1; i++ {
		wide += p.words[i].full
	}
	return wide + p.words[to-1].ink
}

func (p *Paragraph) hasHard() bool {
	for _, w := range p.words {
		if w.hard {
			return true
		}
	}
	return false
}

// lonely reports a last line of one word that is shorter than a quarter of the
// width.
func (p *Paragraph) lonely(from, to int, limit Em) bool {
	return to == len(p.words) && to-from == 1 && p.words[from].ink < limit/4
}

// company moves a word down to one that is alone on the last line and shorter
// than two fifths of the width, if the line above keeps a word, and half of the
// width where the last one is no longer short.
func (p *Paragraph) company(ends []int, limit Em) {
	n := len(ends)
	above := 0
	if n > 2 {
		above = ends[n-3]
	}
	last := ends[n-2]
	alone := ends[n-1]-last == 1 && p.words[last].ink < limit*2/5
	if alone && last-above > 1 && p.span(last-1, ends[n-1]) <= limit &&
		(p.lonely(last, ends[n-1], limit) || p.span(above, last-1) >= limit/2) {
		ends[n-2]--
	}
}

// balance breaks into the given number of lines so that the sum of the squares
// of what is left free is smallest; a lonely last word counts as a whole free
// line more.
func (p *Paragraph) balance(limit Em, lines int) []int {
	n := len(p.words)
	const never = int64(1) << 62
	cost := make([][]int64, lines+1) // cost[l][i]: words before i in l lines
	from := make([][]int, lines+1)
	for l := range cost {
		cost[l], from[l] = make([]int64, n+1), make([]int, n+1)
		for i := range cost[l] {
			cost[l][i] = never
		}
	}
	cost[0][0] = 0
	for l := 1; l <= lines; l++ {
		for i := l; i <= n; i++ {
			for j := i - 1; j >= l-1; j-- {
				if cost[l-1][j] == never {
					continue
				}
				wide := p.span(j, i)
				if wide > limit && i-j > 1 {
					break
				}
				free := max(int64(limit-wide)/64, 0)
				c := cost[l-1][j] + free*free
				if p.lonely(j, i, limit) {
					c += int64(limit/64) * int64(limit/64)
				}
				if c < cost[l][i] {
					cost[l][i], from[l][i] = c, j
				}
			}
		}
	}
	ends := make([]int, lines)
	for l, i := lines, n; l > 0; l-- {
		ends[l-1] = i
		i = from[l][i]
	}
	return ends
}
