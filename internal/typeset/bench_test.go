package typeset

import "testing"

// One sentence shaped, warm.
func BenchmarkShape(b *testing.B) {
	for b.Loop() {
		shape(b, specimens[0].text, styleOf(0, 400))
	}
}

// One Arabic sentence with a number in it.
func BenchmarkShapeArabic(b *testing.B) {
	for b.Loop() {
		shape(b, specimens[4].text, styleOf(4, 400))
	}
}

// The largest of 180 sizes for a balanced headline.
func BenchmarkFit(b *testing.B) {
	p := shape(b, "Obećali su posao. Uzeli su pasoš. Reci: treba mi pomoć.", Style{Weight: 900, Leading: 1020, Balanced: true})
	for b.Loop() {
		Fit(Range{46 * Pt, 92 * Pt}, Frame{Paragraph: p, Width: MM(187_000), Height: MM(124_000)})
	}
}

// The description of all fonts, without parsing them.
func BenchmarkNewFonts(b *testing.B) {
	for b.Loop() {
		if _, err := NewFonts(fonts.list[0].fsys); err != nil {
			b.Fatal(err)
		}
	}
}
