package locale

import (
	"regexp"
	"time"

	"pharos/internal/diag"
	"pharos/internal/rule"
	"pharos/internal/tree"
)

// Review is the state of one text in one language, from the file
// <tag>.state.yaml beside the messages. Without an entry a text is a draft.
type Review struct {
	State State
	// Translator and Reviewer are names or roles.
	Translator, Reviewer string
	// Date is the day of the last change of state, YYYY-MM-DD.
	Date string
	// Source is the fingerprint of the English text the translation was made from.
	Source string
	// Text is the fingerprint of the translation that was reviewed: a text that
	// was changed after its review counts as stale.
	Text string
	// Back is a translation back into English, for people who compare.
	Back string
	Pos  diag.Pos
}

var stateKeys = []string{"state", "translator", "reviewer", "date", "source", "text", "back"}

var print12 = regexp.MustCompile(`^[0-9a-f]{12}$`)

// ParseStates reads a state file: ids with state, names, date and fingerprints.
func ParseStates(file string, data []byte) (map[string]Review, diag.List) {
	out := map[string]Review{}
	root, list := tree.Parse(file, data)
	if root == nil || root.Kind == tree.Null {
		return out, list
	}
	if root.Kind != tree.Map {
		list.Errorf(rule.FileType, root.Pos, "Write ids as keys.", "the file should be a group of message ids, not %s", root.Kind)
		return out, list
	}
	for _, e := range root.Entries {
		out[e.Key] = review(e, &list)
	}
	return out, list
}

// review reads one entry and says what it lacks.
func review(e tree.Entry, list *diag.List) Review {
	r := Review{State: Draft, Pos: e.Pos}
	if e.Value.Kind != tree.Map {
		list.Errorf(rule.FileType, e.Pos, "Write state, reviewer, date and source below the id.", "%s should be a group of keys, not %s", e.Key, e.Value.Kind)
		return r
	}
	fields := map[string]*string{"state": (*string)(&r.State), "translator": &r.Translator, "reviewer": &r.Reviewer,
		"date": &r.Date, "source": &r.Source, "text": &r.Text, "back": &r.Back}
	for _, f := range e.Value.Entries {
		to, known := fields[f.Key]
		switch {
		case !known:
			list.Errorf(rule.FileKey, f.Pos, tree.DidYouMean(f.Key, stateKeys), "unknown key %q", f.Key)
		case f.Value.Kind == tree.Int && (f.Key == "source" || f.Key == "text"), f.Value.Kind == tree.Float && (f.Key == "source" || f.Key == "text"):
			list.Errorf(rule.FileType, f.Value.Pos, "Put the fingerprint into quotes.", "%s is read as a number", f.Key)
		case f.Value.Kind != tree.String:
			list.Errorf(rule.FileType, f.Value.Pos, "Write text.", "%s should be text, not %s", f.Key, f.Value.Kind)
		default:
			*to = f.Value.Value
		}
	}
	r.complain(e.Key, list)
	return r
}

// complain adds what is wrong with a review.
func (r *Review) complain(id string, list *diag.List) {
	bad := func(hint, format string, args ...any) { list.Errorf(rule.TextState, r.Pos, hint, format, args...) }
	switch r.State {
	case Draft, Translated:
	case Reviewed:
		if r.Reviewer == "" || r.Date == "" || r.Text == "" {
			bad("Add reviewer, date and text (the fingerprint of what was reviewed).", "%s is said to be reviewed, without reviewer, date and fingerprint of the text", id)
		}
	default:
		bad(tree.DidYouMean(string(r.State), []string{"draft", "translated", "reviewed"}), "%s has an unknown state %q", id, r.State)
		r.State = Draft
	}
	if _, err := time.Parse(time.DateOnly, r.Date); r.Date != "" && err != nil {
		bad("Write the date as YYYY-MM-DD.", "%s has a date that does not exist: %q", id, r.Date)
	}
	for _, p := range []string{r.Source, r.Text} {
		if p != "" && !print12.MatchString(p) {
			bad("Write the twelve digits and letters a to f.", "%s has a fingerprint that cannot be one: %q", id, p)
		}
	}
}

// Alone reports a review of a right, a promise or law by its own translator.
func (r Review) Alone(c Class) bool {
	return r.State == Reviewed && c.TwoPeople() && SamePerson(r.Translator, r.Reviewer)
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
