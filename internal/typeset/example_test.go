package typeset_test

import (
	"fmt"

	"pharos/internal/typeset"
)

// Lengths are whole thousandths of a point: an inch is 72 points, whichever way it
// is written, and nothing is lost in adding up.
func ExampleMM() {
	inch := typeset.MM(25_400)
	fmt.Println(inch, inch == 72*typeset.Pt)
	fmt.Println(typeset.Box(0, 0, typeset.MM(85_000), typeset.MM(55_000)))
	// Output:
	// 25.4 true
	// 0,0 85x55
}
