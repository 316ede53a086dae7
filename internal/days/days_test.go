package days

import "testing"

func TestDays(t *testing.T) {
	for day, want := range map[string]bool{
		"2028-02-29": true, "2027-02-29": false, "2027-1-2": false, "2027-13-01": false, "": false, "2027-01-02 ": false,
	} {
		if Valid(day) != want {
			t.Errorf("%q", day)
		}
	}
	for _, tt := range []struct {
		day  string
		n    int
		want string
	}{{"2027-12-31", 1, "2028-01-01"}, {"2028-02-28", 1, "2028-02-29"}, {"2028-03-01", -1, "2028-02-29"}, {"no", 1, ""}} {
		got := Add(tt.day, tt.n)
		if got != tt.want {
			t.Errorf("%s and %d days: %q, want %q", tt.day, tt.n, got, tt.want)
		}
		if n, ok := Between(tt.day, got); ok != (got != "") || ok && n != tt.n {
			t.Errorf("from %s to %s: %d, %v", tt.day, got, n, ok)
		}
	}
}
