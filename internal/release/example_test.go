package release_test

import (
	"fmt"
	"strings"

	"pharos/internal/release"
)

// Two people compare six words by telephone; they stand for the bytes of a ring.
func ExampleWordsOf() {
	words := release.WordsOf([]byte("the first ring of an office"))
	fmt.Println(len(words), strings.Join(words, " "))
	// Output:
	// 6 launch juice rework halogen tartly brink
}
