// Package days reckons with days that are written as YYYY-MM-DD, which compare as text.
package days

import "time"

// Valid reports whether a text is a day of the calendar.
func Valid(day string) bool {
	_, err := time.Parse(time.DateOnly, day)
	return err == nil
}

// Add is the day so many days later; empty for a text that is no day.
func Add(day string, n int) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	return t.AddDate(0, 0, n).Format(time.DateOnly)
}

// Between is how many days lie from one day to another; false where one is no day.
func Between(from, to string) (int, bool) {
	a, bad := time.Parse(time.DateOnly, from)
	b, worse := time.Parse(time.DateOnly, to)
	return int(b.Sub(a).Hours() / 24), bad == nil && worse == nil
}
