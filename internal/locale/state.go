package locale

import (
	"cmp"
	"maps"
	"regexp"
	"slices"

	"pharos/internal/days"
	"pharos/internal/diag"
	"pharos/internal/rule"
	"pharos/internal/tree"
)

// Review is the state of one text in one language, from the file
// <tag>.state.yaml beside the messages. Without an entry a text is a draft.
type Review struct {
	State State `yaml:"state" enum:"draft,translated,reviewed"`
	// Translator and Reviewer are names or roles.
	Translator string `yaml:"translator"`
	Reviewer   string `yaml:"reviewer"`
	// Date is the day of the last change of state, YYYY-MM-DD.
	Date string `yaml:"date"`
	// Source is the fingerprint of the English text the translation was made from.
	Source string `yaml:"source"`
	// Text is the fingerprint of the translation that was reviewed: a text that
	// was changed after its review counts as stale.
	Text string `yaml:"text"`
	// Back is a translation back into English, for people who compare.
	Back string `yaml:"back"`
	// Pos is the line of the entry.
	Pos diag.Pos
}

var print12 = regexp.MustCompile(`^[0-9a-f]{12}$`)

// ParseStates reads a state file: ids with state, names, date and fingerprints.
func ParseStates(file string, data []byte) (map[string]Review, diag.List) {
	out := map[string]Review{}
	root, list := tree.Parse(file, data)
	list = append(list, tree.Decode(root, &out)...)
	for _, id := range slices.Sorted(maps.Keys(out)) {
		r := out[id]
		r.State = cmp.Or(r.State, Draft)
		r.complain(id, &list)
		out[id] = r
	}
	return out, list
}

// complain adds what is wrong with a review.
func (r *Review) complain(id string, list *diag.List) {
	bad := func(hint, format diag.Format, args ...any) { list.Errorf(rule.TextState, r.Pos, hint, format, args...) }
	if r.State == Reviewed && (r.Reviewer == "" || r.Date == "" || r.Text == "") {
		bad(
			"Add reviewer, date and text (the fingerprint of what was reviewed).",
			"%s is said to be reviewed, without reviewer, date and fingerprint of the text",
			id,
		)
	}
	if r.Date != "" && !days.Valid(r.Date) {
		bad("Write the date as YYYY-MM-DD.", "%s has a date that does not exist: %q", id, r.Date)
	}
	for _, p := range []string{r.Source, r.Text} {
		if p != "" && !print12.MatchString(p) {
			bad("Write the twelve digits and letters a to f.", "%s has a fingerprint that cannot be one: %q", id, p)
		}
	}
}

// Alone reports a review of a right, a promise or law by its own translator, or by
// somebody without a name, such as the filler of an editor.
func (r Review) Alone(c Class) bool {
	nobody := func(name string) bool { return name != "" && PersonOf(name).Nobody() }
	return r.State == Reviewed && c.TwoPeople() &&
		(SamePerson(r.Translator, r.Reviewer) || nobody(r.Translator) || nobody(r.Reviewer))
}

// Standing is the state that a text of this class has by its record: one that
// its own translator reviewed counts as translated where two people are wanted.
func (r Review) Standing(c Class) State {
	if r.Alone(c) {
		return Translated
	}
	return r.State
}

// Stale reports whether a translation is older than its source or was changed
// after its review. Given are the fingerprints of both as they are now. A
// translation that claims more than draft without a fingerprint of its source
// counts as stale; the source itself has only its own.
func (r Review) Stale(source, text string, isSource bool) bool {
	if r.Text != "" && r.Text != text {
		return true
	}
	if isSource {
		return r.Source != "" && r.Source != source
	}
	return r.Source != source && (r.Source != "" || r.State != Draft)
}
