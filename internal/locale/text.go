package locale

import "pharos/internal/diag"

// Class is the safety class of a message. It decides whether another language
// may stand in where the message is missing.
type Class string

// The safety classes. Only slogan and information may fall back to English.
const (
	Slogan      Class = "slogan"
	Information Class = "information"
	Right       Class = "right"
	Promise     Class = "promise"
	Law         Class = "law"
	Number      Class = "number"
)

// fallsBack reports whether a text of this class may be shown in English, with
// a notice, where the reader's language lacks it.
func (c Class) fallsBack() bool { return c == Slogan || c == Information }

// TwoPeople reports whether a text of this class wants a translator and another
// person as reviewer.
func (c Class) TwoPeople() bool { return c == Right || c == Promise || c == Law }

// State says how far a translation has come.
type State string

// The states, from first words to a named second reader.
const (
	Draft      State = "draft"
	Translated State = "translated"
	Reviewed   State = "reviewed"
)

// Text is one message in one language, ready to be shown.
type Text struct {
	// ID is the message id, such as "citizen.rights"; empty for names and
	// numbers that come from the data.
	ID string
	// Value is the finished text, its numbers and codes in isolates. A newline is a
	// preferred line break.
	Value string
	// Runs is the same text cut where a number, a code or foreign words stand; nil
	// where it is words alone.
	Runs []Run
	// Values are what was filled in, by the names of the placeholders.
	Values map[string]string
	// Tag is the language the value is in: English where it fell back.
	Tag       Tag
	Direction Direction
	Class     Class
	State     State
	// Stale is true when the source changed after the translation was made.
	Stale bool
	// Fallback is true when the value is not in the language asked for.
	Fallback bool
	// Derived is true when the value was transliterated from another language;
	// State and Stale are then those of its source.
	Derived bool
	// From is the line of the message file.
	From diag.Pos
}

// IsZero reports a text that is not there.
func (t Text) IsZero() bool { return t.Value == "" }
