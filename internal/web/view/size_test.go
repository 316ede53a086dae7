package view

import "testing"

// TestStockSize: a page says how large a sheet is, with the name of the paper where it
// is one that people know.
func TestStockSize(t *testing.T) {
	for _, tt := range []struct{ stock, trim, want string }{
		{"A3", "297 × 420 mm", "A3, 297 × 420 mm"},
		{"A6-landscape", "148 × 105 mm", "A6, 148 × 105 mm"},
		{"Letter", "215.9 × 279.4 mm", "Letter, 215.9 × 279.4 mm"},
		{"card", "85 × 54 mm", "85 × 54 mm"},
		{"1080x1920", "1080 × 1920 px", "1080 × 1920 px"},
		{"Other", "Other", "Other"},
		{"", "", ""},
	} {
		if got := stockSize(tt.stock, tt.trim); got != tt.want {
			t.Errorf("%s, %s: %q, want %q", tt.stock, tt.trim, got, tt.want)
		}
	}
}
