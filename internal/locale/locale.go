// Package locale knows languages: their tags, scripts and directions, their own
// names, the message catalogues and what may stand in for a missing message.
//
// In go go-i18n message files and state files; out come Texts: one message in
// one language with its safety class and its state. Tags follow BCP 47
// (RFC 5646); plural categories and names of days, months, languages and
// countries come from CLDR through libraries. The table of languages is data
// (languages.yaml), because libraries have no names for cnr and rom; a project
// adds rows to it.
package locale

import (
	"strings"
	"unicode/utf8"
)

// Tag is a language as the project writes it: "sq", "sr-Cyrl", "cnr".
type Tag string

// Address is the tag in lower case, as it stands in addresses and file names.
func (t Tag) Address() string { return strings.ToLower(string(t)) }

// Direction is the way a script runs.
type Direction string

const (
	// LTR runs from left to right.
	LTR Direction = "ltr"
	// RTL runs from right to left.
	RTL Direction = "rtl"
)

// Locale is one row of the table of languages.
type Locale struct {
	Tag Tag `yaml:"tag" req:"true"`
	// Endonym is the language's name in itself.
	Endonym string `yaml:"name" req:"true"`
	// English is its name in English, for summaries.
	English string `yaml:"english" req:"true"`
	// Script is the ISO 15924 code; Aran stands for Arabic in Nastaliq.
	Script    string    `yaml:"script" req:"true"`
	Direction Direction `yaml:"direction" req:"true" enum:"ltr,rtl"`
	// CLDR is the tag under which libraries know plurals, dates and names:
	// cnr is sr-Latn-ME there, rom has the rules of English.
	CLDR string `yaml:"plurals"`
	// From names the language this one is made from, if any, and By how.
	From Tag    `yaml:"from"`
	By   string `yaml:"by" enum:"latin,pseudo"`
	// Words are words that a transliteration writes in another way, by the word of
	// the language it is made from; Names stay inside texts as they are on record.
	Words map[string]string `yaml:"words"`
	Names []string          `yaml:"names"`
	// Font is the family that paper takes first; empty takes one made for the script.
	Font string `yaml:"font"`
	// Digits are its own digits from zero to nine where it has others than 0 to 9.
	// Numbers to dial stay 0 to 9; a country may have these shown beside.
	Digits string `yaml:"digits"`
	// Expected is false where no text is to be expected: Romani has several
	// orthographies and its text comes from local speakers only.
	Expected bool
}

// The ways to make a language from another: Serbian letters, and the pseudo
// language for looking at layouts.
const (
	ByLatin  = "latin"
	ByPseudo = "pseudo"
)

// Source is the language every message is written in first.
const Source Tag = "en"

// Own writes a number in the language's own digits, "" where it has none or the
// number has no digit. Spaces become no-break spaces: between two numbers of the
// Arabic script they keep the order of the groups (UAX 9, rule W4).
func (l Locale) Own(number string) string {
	zero, _ := utf8.DecodeRuneInString(l.Digits)
	if l.Digits == "" || !strings.ContainsAny(number, "0123456789") {
		return ""
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9':
			return zero + r - '0'
		case r == ' ':
			return '\u00a0'
		}
		return r
	}, number)
}
