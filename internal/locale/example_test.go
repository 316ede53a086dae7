package locale_test

import (
	"fmt"

	"pharos/internal/locale"
)

// The table of a project knows how each of its languages writes a day.
func ExampleTable_Date() {
	languages := locale.Builtin()
	for _, tag := range []locale.Tag{"en", "sq", "sr-Cyrl", "ar"} {
		day, err := languages.Date(tag, "2030-01-05")
		fmt.Println(tag, day, err)
	}
	// Output:
	// en January 5, 2030 <nil>
	// sq 5 janar 2030 <nil>
	// sr-Cyrl 5. јануар 2030. <nil>
	// ar 5 يناير 2030 <nil>
}

// Translations hang on the print of their source: when it changes, they are stale.
func ExampleFingerprint() {
	fmt.Println(locale.Fingerprint(map[string]string{"other": "Call {{.Line}}"}))
	fmt.Println(locale.Fingerprint(map[string]string{"other": "Ring {{.Line}}"}))
	// Output:
	// 7d8e5b58d303
	// fec1ab7294e4
}
