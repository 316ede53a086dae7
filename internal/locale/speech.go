package locale

import (
	"strconv"
	"strings"
)

// Speech says the program's English sentences in another language. The English
// sentence is the key, as in gettext: its message holds a placeholder for each
// value, and a sentence that fits it is said again with the same values. So a
// finding stays a plain value wherever it is kept, sent or sorted, and only who
// shows it needs to know the reader's language. Whatever has no translation is
// said in English. The nil Speech speaks English.
type Speech struct {
	catalogue *Catalogue
	tag       Tag
	shapes    []shape
}

// shape is one English form cut at its placeholders: words has one item more
// than values.
type shape struct {
	id            string
	words, values []string
	// weight is the number of written bytes: of two shapes that fit, the heavier counts.
	weight int
}

// NewSpeech prepares the sentences of a catalogue for one of its languages.
func NewSpeech(c *Catalogue, tag Tag) *Speech {
	s := &Speech{catalogue: c, tag: tag}
	for _, id := range c.IDs(Source) {
		if !c.Has(tag, id) {
			continue
		}
		m, _ := c.Message(Source, id)
		for _, text := range m.Forms {
			s.shapes = append(s.shapes, cutShape(id, text))
		}
	}
	return s
}

// cutShape cuts a text at its placeholders.
func cutShape(id, text string) shape {
	s := shape{id: id, values: Placeholders(text)}
	s.words = placeholder.Split(text, -1)
	for _, w := range s.words {
		s.weight += len(w)
	}
	return s
}

// deepest is how many sentences may stand in one another.
const deepest = 4

// Say says an English sentence in the language, or gives it back as it is.
func (s *Speech) Say(english string) string {
	if s == nil {
		return english
	}
	return s.say(english, deepest)
}

// ID is the message that an English sentence is an instance of, "" if none.
func (s *Speech) ID(english string) string {
	found, _ := s.find(english)
	return found.id
}

func (s *Speech) say(english string, depth int) string {
	found, values := s.find(english)
	if found.id == "" || depth == 0 {
		return english
	}
	data := make(map[string]any, len(values))
	for i, v := range values {
		if found.values[i] == "Count" {
			data["Count"], _ = strconv.Atoi(v) // fit saw digits
			continue
		}
		data[found.values[i]] = s.value(v, depth-1)
	}
	text, err := s.catalogue.Resolve(s.tag, found.id, data)
	if err != nil {
		return english
	}
	return text.Value
}

// value says what stands for a placeholder: a name as it is, a sentence of its
// own, or a list of such with commas.
func (s *Speech) value(text string, depth int) string {
	if said := s.say(text, depth); said != text || !strings.Contains(text, ", ") {
		return said
	}
	parts := strings.Split(text, ", ")
	for i, p := range parts {
		parts[i] = s.say(p, depth)
	}
	return strings.Join(parts, ", ")
}

// find gives the heaviest shape that fits, with the values in it.
func (s *Speech) find(english string) (shape, []string) {
	var best shape
	var with []string
	for _, sh := range s.shapes {
		if sh.weight <= best.weight {
			continue
		}
		if values, ok := sh.fit(english); ok {
			best, with = sh, values
		}
	}
	return best, with
}

// fit gives the values of a sentence of this shape. A value in quotes is taken
// whole, so that no word in it is taken for one of the sentence.
func (s shape) fit(text string) ([]string, bool) {
	text, ok := strings.CutPrefix(text, s.words[0])
	if !ok {
		return nil, false
	}
	values := make([]string, 0, len(s.values))
	for i, name := range s.values {
		next, end := s.words[i+1], -1
		from := 1
		if q, err := strconv.QuotedPrefix(text); err == nil {
			from = len(q)
		}
		switch last := i == len(s.values)-1; {
		case last && strings.HasSuffix(text, next):
			end = len(text) - len(next)
		case !last && len(text) > from:
			if at := strings.Index(text[from:], next); at >= 0 {
				end = from + at
			}
		}
		if end < 1 || name == "Count" && strings.Trim(text[:end], "0123456789") != "" {
			return nil, false
		}
		values = append(values, text[:end])
		text = text[end+len(next):]
	}
	return values, text == ""
}
