package locale

import "testing"

func TestSpells(t *testing.T) {
	for _, tt := range []struct {
		script, text string
		want         bool
	}{
		{"Thai", "โทร\u200bฟรี", true},
		{"Thai", "ที่\u200bนี่", true}, // after a mark over a letter
		{"Mymr", "ဖုန်း\u200bဆက်", true},
		{"Thai", "โทร \u200bฟรี", false},
		{"Thai", "12\u200b3", false},
		{"Thai", "โทร\u200cฟรี", false},
		{"Latn", "po\u200bsao", false},
		{"Arab", "گذرنامه\u200cات", true},
		{"Arab", "\u200cات", false},
		{"Cyrl", "по\u200cсао", false},
		{"Beng", "র\u200d\u09cdয", true},
	} {
		for i, r := range tt.text {
			if Hidden(r) && (Locale{Script: tt.script}).Spells(tt.text, i, r) != tt.want {
				t.Errorf("%s %q: %U at %d is spelling: %v", tt.script, tt.text, r, i, !tt.want)
			}
		}
	}
}
