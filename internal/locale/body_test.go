package locale

import "testing"

// TestSameBody: a name that is, reads like or holds another is found, another is not.
func TestSameBody(t *testing.T) {
	const coordinator = "Fictional Coordinator for Protection"
	for _, c := range []struct {
		own, other string
		same       bool
	}{
		{coordinator, coordinator, true}, {"The " + coordinator, coordinator, true}, {"Office of the Coordinator for Protection", coordinator, true},
		{"COORDINATOR FOR PROTECTION", coordinator, true}, {"Сoordinator for Рrotection", coordinator, true}, {"C00rdinator for Protection", coordinator, true},
		{"Coordinator  for\u200b Protection", coordinator, true}, {"Coordinator for Protection, harbour branch", coordinator, true}, {"Ⓒoordinator of Protection", coordinator, true},
		{"Kancelarija za koordinaciju zaštite", "Канцеларија за координацију заштите", true}, {"АSTRA", "ASTRA", true}, {"Astra", "ASTRA", true},
		{"L’Office du Coordinator for Protection", coordinator, true},
		{"Protection Coordinator", coordinator, true}, {"Co-ordinator for Protection", coordinator, true}, {"Cordinator for Protection", coordinator, true},
		{"Coordinatorr for Protection", coordinator, true}, {"ONAC", "National Coordinator and its Office (ONAC), Ministry of Interior", true},
		{"Ministry of the Interior, harbour unit", "National Coordinator (ONAC), Ministry of Interior", true}, {"La Strada", "Open Gate / La Strada", true},
		{"Open Gate", "Open Gate / La Strada", true}, {"National Coordinator against Trafficking", "National Anti-Trafficking Coordinator", true},
		{"National Trafficking Coordinator", "National Coordinator against Trafficking", true}, {"Anti-Trafficking National Coordination Club", "National Coordinator against Trafficking", false},
		{"Women against Trafficking", "National Coordinator against Trafficking", false}, {"Victims' House", "Victim and Witness Support Service Croatia", false},
		{"Police Museum", "Kosovo Police", false}, {"Kosovo Police", "Kosovo Police", true}, {"Harbour Mission", "State Coordinator, Ministry of Security", false},
		{"Harbour Office", coordinator, false}, {"Harbour Office", "Harbour Club", false}, {"Friends of Astra", "ASTRA", false}, {"Office", "Office of the Coordinator", false},
		{"Protection House", coordinator, false}, {"Harbour", "", false},
	} {
		if got := SameBody(c.own, c.other); got != c.same {
			t.Errorf("%q and %q: %v", c.own, c.other, got)
		}
	}
}
