package campaign

import (
	"slices"
	"strings"

	"pharos/internal/locale"
)

// Hotline is one telephone service of a country. The key is (country, number):
// 116 006 is one service in Albania and another in Croatia.
type Hotline struct {
	// ID is <cc>.<name>, such as rs.astra.
	ID   string `yaml:"id" req:"true"`
	Kind Kind   `yaml:"kind" req:"true" enum:"trafficking,trafficking-and-domestic-violence,crime-victims,domestic-violence,office,missing-children,police,emergency"`
	// Status is the print gate of the line.
	Status Status `yaml:"status" req:"true" enum:"print,label,hold,never"`
	// Reason says why a line is on hold or never printed.
	Reason string `yaml:"reason"`
	// Label is the message id of the exact label that stands beside the number.
	Label string `yaml:"label"`
	// Contacts lists the ways to reach the service; the first is the main one.
	Contacts []Contact `yaml:"contacts" req:"true"`
	// Languages are the languages spoken on the telephone.
	Languages Fact[[]locale.Tag] `yaml:"languages"`
	// Operator is the body that runs the line.
	Operator Operator `yaml:"operator"`
	// NoName is the fact that callers need not give a name.
	NoName Fact[bool] `yaml:"no_name"`
	// Confidential is the fact that calls are handled in confidence.
	Confidential Fact[bool] `yaml:"confidential"`
	// Advice is the fact that the line answers questions about law and job offers.
	Advice Fact[bool] `yaml:"advice"`
	// FundedUntil is the last day of known funding, YYYY-MM-DD.
	FundedUntil Fact[string] `yaml:"funded_until"`
	// Backed speaks of the existence and the purpose of the line.
	Backed
	// Read is the newest day on which a source of the line was read.
	Read string `yaml:"-"`
	// Attestations are the test calls on record; they come from files of their own.
	Attestations []Attestation `yaml:"-"`
}

// Kind is what a line is for.
type Kind string

// The kinds of lines.
const (
	Trafficking         Kind = "trafficking"
	TraffickingDomestic Kind = "trafficking-and-domestic-violence"
	CrimeVictims        Kind = "crime-victims"
	DomesticViolence    Kind = "domestic-violence"
	Office              Kind = "office"
	MissingChildren     Kind = "missing-children"
	Police              Kind = "police"
	Emergency           Kind = "emergency"
)

// Status is the print gate of a line.
type Status string

// The states of the print gate.
const (
	// StatusPrint may be shown after test calls.
	StatusPrint Status = "print"
	// StatusLabel may be shown only beside its exact label.
	StatusLabel Status = "label"
	// StatusHold is never shown until somebody confirms the line.
	StatusHold Status = "hold"
	// StatusNever is never shown as a trafficking line.
	StatusNever Status = "never"
)

// Shows reports whether a line may appear at all.
func (s Status) Shows() bool { return s == StatusPrint || s == StatusLabel }

// Contact is one way to reach a service.
type Contact struct {
	// Dial is the number as dialled in the country, grouped as printed.
	Dial string `yaml:"dial" req:"true"`
	// International is the form with + and country code, only where confirmed.
	International Fact[string] `yaml:"international"`
	// Free is what a call costs: "free" where the source says no more, "any-phone"
	// or "country" where it says from which phones, "no" for the normal price, "land-line" for the price of a
	// call to a land line, "unknown". "yes" is read as free.
	Free Fact[Cost] `yaml:"free" enum:"free,any-phone,country,no,land-line,unknown"`
	// Hours are the opening hours; without a mark A or B nothing about hours is shown.
	Hours Hours `yaml:"hours"`
	// Note is for people who edit the file; it is never printed.
	Note string `yaml:"note"`
}

// Cost is what a call costs.
type Cost string

// Spelled implements tree.Speller: the words that people type for a price.
func (Cost) Spelled(typed string) string {
	switch plain := strings.Join(strings.FieldsFunc(strings.ToLower(typed), func(r rune) bool {
		return r == ' ' || r == '_' || r == '-'
	}), "-"); plain {
	case "yes", "true", "gratis", "toll-free":
		return "free"
	case "false", "normal", "normal-price", "paid":
		return "no"
	case "landline":
		return "land-line"
	default:
		return plain
	}
}

// SaidFree reports whether the record says that a call is free, whatever its mark.
func (c Contact) SaidFree() bool {
	return slices.Contains([]Cost{"free", "any-phone", "country"}, c.Free.Value)
}

// IsFree reports whether a call is free by a fact that may be printed.
func (c Contact) IsFree() bool { return c.SaidFree() && c.Free.Holds() }

// Operator is the body that answers.
type Operator struct {
	// English and Names as for a Body.
	English string                `yaml:"english"`
	Names   map[locale.Tag]string `yaml:"names"`
	// Kind is government, ngo or unknown.
	Kind string `yaml:"kind" enum:"government,ngo,unknown"`
	Backed
}
