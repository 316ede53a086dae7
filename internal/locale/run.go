package locale

import (
	"errors"
	"fmt"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n/template"
)

// Kind says how a run of a text is shown.
type Kind string

// The kinds of runs. Numbers and codes keep in one piece and left to right inside
// any text.
const (
	Words   Kind = ""        // in the language of the text
	Dial    Kind = "dial"    // a number to call
	Code    Kind = "code"    // a batch, an id, a name as it is on record
	Foreign Kind = "foreign" // words in another language
)

// Run is a piece of a text. Who makes a text knows its runs, and they go with it:
// no stage looks for a number in finished words.
type Run struct {
	Text string
	Kind Kind
	// Tag is the language of foreign words; empty for others.
	Tag Tag
	// Link is the tel: address of a number to call.
	Link string
}

// String is the run as it stands in a Value: a number or a code in left-to-right
// isolates (UAX 9, section 2.4.2).
func (r Run) String() string {
	if r.Text == "" || r.Kind != Dial && r.Kind != Code {
		return r.Text
	}
	return "\u2066" + r.Text + "\u2069"
}

// Of gives the text with these runs as its words.
func (t Text) Of(runs ...Run) Text {
	var j joiner
	for _, r := range runs {
		j.add(r)
	}
	t.Value, t.Runs = j.text()
	return t
}

// joiner puts runs together; neighbours of plain words become one.
type joiner struct {
	runs   []Run
	marked bool
}

func (j *joiner) add(r Run) {
	last := len(j.runs) - 1
	switch {
	case r.Text == "":
	case r.Kind == Words && last >= 0 && j.runs[last].Kind == Words:
		j.runs[last].Text += r.Text
	default:
		j.runs, j.marked = append(j.runs, r), j.marked || r.Kind != Words
	}
}

// text gives value and runs of a Text.
func (j *joiner) text() (string, []Run) {
	var b strings.Builder
	for _, r := range j.runs {
		b.WriteString(r.String())
	}
	if !j.marked {
		return b.String(), nil
	}
	return b.String(), j.runs
}

// filler fills the placeholders of a message and keeps the runs. It stands in for
// the library's parser of templates, which gives back a finished string alone.
type filler struct {
	data   map[string]any
	source string
	filled joiner
	// values are what was filled in, by the names of the placeholders.
	values map[string]string
}

// Cacheable implements template.Parser: a filler is for one message.
func (f *filler) Cacheable() bool { return false }

// Parse implements template.Parser.
func (f *filler) Parse(source, _, _ string) (template.ParsedTemplate, error) {
	f.source = source
	return f, nil
}

// Execute implements template.ParsedTemplate. The library calls it a second time
// where a plural form is missing.
func (f *filler) Execute(any) (string, error) {
	f.filled, f.values = joiner{}, map[string]string{}
	for rest := f.source; rest != ""; {
		before, after, found := strings.Cut(rest, "{{")
		f.filled.add(Run{Text: before})
		if !found {
			break
		}
		name, tail, closed := strings.Cut(after, "}}")
		name, isName := strings.CutPrefix(strings.TrimSpace(name), ".")
		if !closed || !isName {
			return "", errors.New("it holds template code beyond a placeholder")
		}
		runs := runsOf(f.data[name])
		if len(runs) == 0 {
			return "", fmt.Errorf("placeholder %s has no value", name)
		}
		value := ""
		for _, r := range runs {
			f.filled.add(r)
			value += r.String()
		}
		f.values[name] = value
		rest = tail
	}
	value, _ := f.filled.text()
	return value, nil
}

// runsOf gives the value of a placeholder as runs; none for one that is not there or
// empty.
func runsOf(value any) []Run {
	switch v := value.(type) {
	case nil:
		return nil
	case []Run:
		return v
	case Run:
		if v.Text == "" {
			return nil
		}
		return []Run{v}
	}
	if text := fmt.Sprint(value); text != "" {
		return []Run{{Text: text}}
	}
	return nil
}
