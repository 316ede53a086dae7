package typeset

import "testing"

func TestFitFindsTheLargestSize(t *testing.T) {
	p := shape(t, "Obećali su posao. Uzeli su pasoš.", Style{Lang: "sr", Weight: 900, Leading: 1020})
	box := Frame{Paragraph: p, Width: MM(180_000), Height: MM(60_000)}
	f := Fit(Range{20 * Pt, 120 * Pt}, box)
	if f.Over != 0 || box.over(f.Size) != 0 || box.over(f.Size+Step) == 0 {
		t.Errorf("size %d, over %d", f.Size, f.Over)
	}
	for _, l := range f.Lines[0] {
		if l.Width.At(f.Size) > box.Width {
			t.Errorf("%q is wider than its box", l.Text)
		}
	}
}

func TestFitSharesOneSize(t *testing.T) {
	short := Frame{Paragraph: shape(t, "Ndihmë", Style{Lang: "sq"}), Width: MM(80_000), Height: MM(20_000)}
	long := Frame{Paragraph: shape(t, "Позови, бесплатно је и анонимно, дан и ноћ", Style{Lang: "sr"}), Width: MM(80_000), Height: MM(20_000)}
	f := Fit(Range{8 * Pt, 60 * Pt}, short, long)
	if alone := Fit(Range{8 * Pt, 60 * Pt}, long); f.Size != alone.Size || f.Tight != 1 {
		t.Errorf("shared %d, the tight one alone %d, tight is %d", f.Size, alone.Size, f.Tight)
	}
}

func TestFitSaysHowMuchTooLong(t *testing.T) {
	p := shape(t, "jedan dva tri četiri pet šest sedam osam devet deset", Style{Lang: "sr", Leading: 1000})
	f := Fit(Range{20 * Pt, 40 * Pt}, Frame{Paragraph: p, Width: MM(60_000), Height: 40 * Pt})
	if lines := len(f.Lines[0]); f.Over == 0 || f.Size != 20*Pt || f.Over != (lines-2)*500 {
		t.Errorf("%d lines of 2, over by %d thousandths at %d", lines, f.Over, f.Size)
	}
	if f := Fit(Range{20 * Pt, 40 * Pt}, Frame{Paragraph: shape(t, "Obaveještenje", Style{}), Width: MM(10_000), Height: MM(100_000)}); f.Over < 1000 {
		t.Errorf("a word wider than its box: over by %d", f.Over)
	}
}

func TestLayStandsAtItsEdge(t *testing.T) {
	frame := Box(10*Pt, 10*Pt, 500*Pt, 100*Pt)
	ar := shape(t, specimens[4].text, styleOf(4, 400))
	number := shape(t, "\u20660800 100 388\u2069", Style{Weight: 900})
	right := func(x *Text) Length { l := x.Lines[0]; return l.At.X + l.Line.Width.At(x.Size) }
	if x := ar.Lay(ar.Wrap(frame.W(), 12*Pt), frame, 12*Pt, Start); right(x) != frame.Max.X {
		t.Errorf("right-to-left text begins at %s", right(x))
	}
	if x := number.Lay(number.Wrap(frame.W(), 40*Pt), frame, 40*Pt, Right); right(x) != frame.Max.X {
		t.Errorf("a number set to the right ends at %s", right(x))
	}
	x := number.Lay(number.Wrap(frame.W(), 40*Pt), frame, 40*Pt, Left)
	if b := x.Bounds(); !frame.Contains(b) || b.H() < 25*Pt {
		t.Errorf("ink %s of frame %s", b, frame)
	}
}
