package release

import "fmt"

// Letter is a take-down letter to the holder of a batch, in plain English; now
// is the number that holds, empty where the line is dead.
func Letter(e Entry, hotline, now string) string {
	holds := "The line has ended. Do not write another number on the sheets."
	if now != "" {
		holds = "The number that holds is " + now + ". Do not correct sheets by hand: new ones will be sent."
	}
	return fmt.Sprintf(`To: %s
Concerning: %s, batch %s, %d sheets, place: %s

Please take these sheets down and destroy them. They show the number %s,
which is no longer right. %s

The code on the sheets still leads to the page with the present number.

Please tell us when it is done, with the batch and the count.
`, e.Holder, e.Material, e.Batch, e.Count, e.Place, e.Numbers[hotline], holds)
}
