package typeset

import "pharos/internal/locale"

// Style says how a text is shaped and broken. The zero Style is Noto Sans,
// left to right, without tracking.
type Style struct {
	// Family is the main family; empty is DefaultFamily. Scripts it lacks are
	// taken from the families made for them.
	Family string
	// Weight is 400, 700 or 900; 0 is 400. A weight that a family lacks gives
	// way to the nearest lighter one; nothing is emboldened.
	Weight int
	// Italic is taken where the family has it.
	Italic bool
	// Tracking is added after each cluster, in thousandths of an em; joined
	// scripts and the end of a line get none.
	Tracking int
	// Leading is the distance of baselines in thousandths of the size;
	// 0 is 1200.
	Leading int
	// Lang is a BCP 47 tag; it selects letter forms (OpenType "locl").
	Lang string
	// Script is the ISO 15924 code of the main script; Aran asks for Nastaliq.
	// Empty takes the first script in the text.
	Script string
	// Direction is the paragraph's; empty is left to right.
	Direction locale.Direction
	// Balanced makes lines of about equal length, for headlines.
	Balanced bool
	// KeepBreaks breaks at "\n" and, if there is one, nowhere else; without it
	// "\n" is a space.
	KeepBreaks bool
}

// leading gives the factor, with its default.
func (s Style) leading() int {
	if s.Leading <= 0 {
		return 1200
	}
	return s.Leading
}

// joined are the scripts whose letters touch: tracking would tear them.
var joined = map[string]bool{
	"Arab": true,
	"Aran": true,
	"Deva": true,
	"Beng": true,
	"Syrc": true,
	"Mong": true,
	"Guru": true,
}
