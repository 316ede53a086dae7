package impact

import (
	"reflect"
	"testing"

	"pharos/internal/campaign/campaigntest"
	"pharos/internal/tree"
)

// elsewhere says of the fields of a line that 'pharos impact LINE' does not change why.
var elsewhere = map[string]string{
	"id":           "it names the line",
	"kind":         "with another kind it is another line",
	"status":       "what shows the number shows it by its status",
	"reason":       "for people who edit the file",
	"label":        "it stands beside the number",
	"contacts":     "its fields are asked for themselves",
	"funded_until": "it ends a release and is shown nowhere",
	"mark":         "it speaks of the line as a whole, as the number does",
	"sources":      "never printed",
	"note":         "never printed",
}

// TestFields sees that every field of a line and of its way to reach it is changed
// when somebody asks where the line is shown.
func TestFields(t *testing.T) {
	was, now := &campaigntest.Country(t).Hotlines[0], &campaigntest.Country(t).Hotlines[0]
	for _, change := range lineFields {
		change(now)
	}
	ask := func(was, now reflect.Value) {
		for _, f := range tree.Fields(was.Type()) {
			same := reflect.DeepEqual(was.FieldByIndex(f.Index).Interface(), now.FieldByIndex(f.Index).Interface())
			if same && elsewhere[f.Key] == "" {
				t.Errorf("impact does not know the field %s of a line: change it in lineFields, or say why not", f.Key)
			}
		}
	}
	ask(reflect.ValueOf(*was), reflect.ValueOf(*now))
	ask(reflect.ValueOf(was.Contacts[0]), reflect.ValueOf(now.Contacts[0]))
}
