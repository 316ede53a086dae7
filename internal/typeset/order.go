package typeset

import (
	"slices"
	"strings"
)

// line makes the Line of the words from to: clusters without controls and end
// spaces, in visual order.
func (p *Paragraph) line(from, to int) Line {
	last := p.words[to-1]
	inked := p.clusters[p.words[from].from:last.spaces]
	l := Line{Clusters: make([]Cluster, 0, len(inked))}
	l.Space = last.to > last.spaces &&
		slices.ContainsFunc(p.clusters[last.spaces:last.to], func(c cluster) bool { return c.space })
	levels := make([]uint8, 0, len(inked))
	var text strings.Builder
	text.Grow(2 * len(inked))
	var tracking Em // of the cluster before, which is added to it already
	for i := range inked {
		c := &inked[i]
		if c.Text == "" {
			continue
		}
		if tracking != 0 {
			l.Tracking = tracking
		}
		tracking = c.tracking
		text.WriteString(c.Text)
		l.Clusters, levels = append(l.Clusters, c.Cluster), append(levels, c.level)
		l.Clusters[len(levels)-1].Order = len(levels) - 1
	}
	l.Text = text.String()
	if len(levels) == 0 {
		return l
	}
	l.Clusters[len(levels)-1].Advance -= tracking
	visual(l.Clusters, levels)
	for i := range l.Clusters {
		l.Clusters[i].X = l.Width
		l.Width += l.Clusters[i].Advance
	}
	return l
}

// visual puts clusters from logical into visual order: rule L2 of UAX 9, from
// the highest level down to the lowest odd one each stretch at or above the
// level is reversed. End spaces (rule L1) are gone already.
func visual(list []Cluster, levels []uint8) {
	var high, low uint8 = 0, 255
	for _, level := range levels {
		high = max(high, level)
		if level%2 == 1 {
			low = min(low, level)
		}
	}
	for level := high; level >= low && level > 0; level-- {
		for i := 0; i < len(list); i++ {
			j := i
			for j < len(list) && levels[j] >= level {
				j++
			}
			if j > i {
				slices.Reverse(list[i:j])
				slices.Reverse(levels[i:j])
				i = j
			}
		}
	}
}
