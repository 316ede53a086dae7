package plan

import (
	"maps"
	"reflect"
	"slices"
	"testing"

	"pharos/internal/campaign"
	"pharos/internal/tree"
)

// TestNeeds sees that the plan knows every need that a definition can name, and no
// other.
func TestNeeds(t *testing.T) {
	fields := tree.Fields(reflect.TypeFor[campaign.Choice]())
	i := slices.IndexFunc(fields, func(f tree.Field) bool { return f.Key == "needs" })
	want := slices.Sorted(slices.Values(fields[i].Enum))
	if got := slices.Sorted(maps.Keys(needs)); !slices.Equal(got, want) {
		t.Errorf("the plan knows %v, a definition %v", got, want)
	}
}
