package check

import (
	"cmp"
	"maps"
	"slices"
)

// sortedKeys gives the keys of a map in order, because findings must not depend
// on the order of a map.
func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
