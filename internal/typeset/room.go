package typeset

// Room gives how many characters of the text stand in so many lines of a width
// at a size. A word that is wider than a line fills it with the part that fits.
// Where the text ends before the lines do, it is counted on at the same rate.
func (p *Paragraph) Room(width, size Length, lines int) int {
	limit := ems(width, size)
	var wide Em
	used := 1
	for _, w := range p.words {
		at := p.clusters[w.from].from
		if wide > 0 && wide+w.ink > limit {
			if used++; used > lines {
				return at - 1 // without the space at the line's end
			}
			wide = 0
		}
		if w.ink > limit && used == lines {
			return at + int(int64(p.clusters[w.spaces-1].to-at)*int64(limit)/int64(w.ink))
		}
		wide += w.full
	}
	if len(p.clusters) == 0 {
		return 0
	}
	return p.clusters[len(p.clusters)-1].to * lines / used
}
