package typeset

import "sort"

// Range is the sizes a text may have, in steps of Step from the floor.
type Range struct{ Floor, Ceiling Length }

// Frame is a paragraph and the box it has to fit into.
type Frame struct {
	Paragraph *Paragraph
	// Width and Height are the box.
	Width, Height Length
	// MaxLines bounds the number of lines; 0 does not.
	MaxLines int
}

// Fitted is the answer of Fit.
type Fitted struct {
	// Size is the one size of all frames; the floor if nothing fits.
	Size Length
	// Lines are the broken lines of each frame, in the order given.
	Lines [][]Line
	// Over is how much too long the worst frame is at the floor, in
	// thousandths of its box; 0 if all fit. Tight is the index of that frame,
	// or else of the one that kept the size from growing.
	Over, Tight int
}

// Fit finds the largest size in the range at which all frames fit, so that
// equal roles on a sheet share one size. A smaller size never needs more lines,
// therefore the sizes can be searched by halves.
func Fit(r Range, frames ...Frame) Fitted {
	r.Floor = max(r.Floor, Step)
	steps := int(max(r.Ceiling-r.Floor, 0) / Step)
	tight := 0
	k := sort.Search(steps, func(i int) bool {
		size := r.Floor + Step*Length(steps-i)
		for n := range frames {
			if frames[n].over(size) > 0 {
				tight = n
				return false
			}
		}
		return true
	})
	f := Fitted{Size: r.Floor + Step*Length(steps-k), Tight: tight}
	for n := range frames {
		if over := frames[n].over(f.Size); over > f.Over {
			f.Over, f.Tight = over, n
		}
		f.Lines = append(f.Lines, frames[n].Paragraph.Wrap(frames[n].Width, f.Size))
	}
	return f
}

// over gives by how many thousandths of the box the frame is too long or too
// wide at a size, at least 1 if it is; 0 if it fits.
func (f *Frame) over(size Length) int {
	lines, widest := f.Paragraph.count(ems(f.Width, size))
	worst := excess(int64(f.Paragraph.Height(lines, size)), int64(f.Height))
	if f.MaxLines > 0 {
		worst = max(worst, excess(int64(lines), int64(f.MaxLines)))
	}
	return max(worst, excess(int64(widest), int64(ems(f.Width, size))))
}

func excess(need, have int64) int {
	if need <= have {
		return 0
	}
	return int(max(round((need-have)*1000, max(have, 1)), 1))
}
