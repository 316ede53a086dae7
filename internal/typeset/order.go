package typeset

import (
	"slices"
	"strings"
)

// line makes the Line of the words from to: clusters without controls and end
// spaces, in visual order.
func (p *Paragraph) line(from, to int) Line {
	last := p.words[to-1]
	var l Line
	var text strings.Builder
	list := make([]cluster, 0, last.spaces-p.words[from].from)
	for i := p.words[from].from; i < last.spaces; i++ {
		c := p.clusters[i]
		if c.Text == "" {
			continue
		}
		c.Order = len(list)
		text.WriteString(c.Text)
		list = append(list, c)
	}
	l.Text = text.String()
	l.Space = last.to > last.spaces && slices.ContainsFunc(p.clusters[last.spaces:last.to], func(c cluster) bool { return c.space })
	if len(list) == 0 {
		return l
	}
	end := &list[len(list)-1]
	end.Advance -= end.tracking
	end.tracking = 0
	visual(list)
	l.Clusters = make([]Cluster, len(list))
	for i, c := range list {
		c.X = l.Width
		l.Clusters[i] = c.Cluster
		l.Width += c.Advance
		if c.tracking != 0 {
			l.Tracking = c.tracking
		}
	}
	return l
}

// visual puts clusters from logical into visual order: rule L2 of UAX 9, from
// the highest level down to the lowest odd one each stretch at or above the
// level is reversed. End spaces (rule L1) are gone already.
func visual(list []cluster) {
	var high, low uint8 = 0, 255
	for _, c := range list {
		high = max(high, c.level)
		if c.level%2 == 1 {
			low = min(low, c.level)
		}
	}
	for level := high; level >= low && level > 0; level-- {
		for i := 0; i < len(list); i++ {
			j := i
			for j < len(list) && list[j].level >= level {
				j++
			}
			if j > i {
				reverse(list[i:j])
				i = j
			}
		}
	}
}
