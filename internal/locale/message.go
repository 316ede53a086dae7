package locale

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"pharos/internal/diag"
)

// Forms are the plural forms of CLDR in the fixed order of fingerprints.
var Forms = []string{"zero", "one", "two", "few", "many", "other"}

// Message is one message in one language as its file has it.
type Message struct {
	ID  string
	Tag Tag
	// Forms holds the text of each plural form that is present; a message
	// without plurals has only "other".
	Forms map[string]string
	// Pos is the line of the id.
	Pos diag.Pos
	// At is the line of each form.
	At map[string]diag.Pos
	// Derived is true where the text was transliterated from another language.
	Derived bool
	// Where, Fact and Note come from the English description, for translators.
	Where, Fact, Note string
	// Class and Max come from the English description; Max 0 means no limit.
	Class Class
	Max   int
	// Review is the state of the text.
	Review Review
	// print is the fingerprint of the forms as they were written (of the source
	// of a transliteration), names are the placeholders.
	print string
	names []string
}

// Plural reports whether the message has forms that depend on a count.
func (m Message) Plural() bool {
	return len(m.Forms) > 1 || len(m.Forms) == 1 && m.Forms["other"] == ""
}

// plain reports a text that is printed as it is: one form, nothing to fill in.
func (m *Message) plain() bool {
	text := m.Forms["other"]
	return len(m.Forms) == 1 && strings.TrimSpace(text) != "" && !strings.Contains(text, "{{")
}

// draft is the message as a draft of another language.
func (m *Message) draft(tag Tag) Message {
	out := *m
	out.Tag, out.Review = tag, Review{State: Draft}
	return out
}

// Each calls f for every form that is present, in the fixed order.
func (m Message) Each(f func(form, text string, pos diag.Pos)) {
	for _, form := range Forms {
		if text, ok := m.Forms[form]; ok {
			f(form, text, m.At[form])
		}
	}
}

// Placeholders gives the names of the placeholders, sorted, once each.
func (m Message) Placeholders() []string {
	var out []string
	for _, text := range m.Forms {
		out = append(out, Placeholders(text)...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// placeholder is the only template code that a message may hold.
var placeholder = regexp.MustCompile(`\{\{\s*\.([A-Za-z][A-Za-z0-9]*)\s*\}\}`)

// Placeholders gives the names in one text in the order they stand.
func Placeholders(text string) []string {
	if !strings.Contains(text, "{{") {
		return nil
	}
	var out []string
	for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
		out = append(out, m[1])
	}
	return out
}

// plain reports whether a text holds no template code but placeholders.
func plain(text string) bool {
	rest := text
	if strings.Contains(text, "{{") {
		rest = placeholder.ReplaceAllString(text, "")
	}
	return !strings.Contains(rest, "{{") && !strings.Contains(rest, "}}")
}

// Fingerprint is the first twelve hexadecimal digits of SHA-256 over the forms
// that are present, in the order of Forms: the form's name, a zero byte, the
// text in NFC, a zero byte.
func Fingerprint(forms map[string]string) string {
	h := sha256.New()
	for _, form := range Forms {
		if text, ok := forms[form]; ok {
			h.Write([]byte(form + "\x00" + norm.NFC.String(text) + "\x00"))
		}
	}
	return hex.EncodeToString(h.Sum(nil))[:12]
}

// Classes are the safety classes in the order of the documentation.
var Classes = []Class{Slogan, Information, Right, Promise, Law, Number}

var field = regexp.MustCompile(`(?:^|\. )(Where|Max|Class|Fact|Note)(?: \([^)]*\))?: `)

// describe reads "Where: …. Max: 40. Class: right. Fact: …. Note: …" into the
// message and says whether the class is known.
func (m *Message) describe(text string) bool {
	at := field.FindAllStringSubmatchIndex(text, -1)
	for i, a := range at {
		end := len(text)
		if i+1 < len(at) {
			end = at[i+1][0]
		}
		value := strings.TrimSuffix(strings.TrimSpace(text[a[1]:end]), ".")
		switch text[a[2]:a[3]] {
		case "Where":
			m.Where = value
		case "Max":
			m.Max, _ = strconv.Atoi(strings.Fields(value + " 0")[0])
		case "Class":
			m.Class = Class(value)
		case "Fact":
			m.Fact = value
		case "Note":
			m.Note = value
		}
	}
	return slices.Contains(Classes, m.Class)
}
