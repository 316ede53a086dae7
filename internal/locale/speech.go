package locale

// Speech knows the program's English sentences in another language, by the pattern
// of their format, as gettext does. The nil Speech knows none.
type Speech struct {
	catalogue *Catalogue
	tag       Tag
	texts     map[string]string
}

// NewSpeech prepares the sentences of a catalogue for one of its languages.
func NewSpeech(c *Catalogue, tag Tag) *Speech {
	s := &Speech{catalogue: c, tag: tag, texts: map[string]string{}}
	for _, id := range c.IDs(Source) {
		english, _ := c.Message(Source, id)
		if m, ok := c.Message(tag, id); ok && !english.Plural() {
			s.texts[english.Forms["other"]] = m.Forms["other"]
		}
	}
	return s
}

// Text gives a pattern in the language, "" where it has none.
func (s *Speech) Text(pattern string) string {
	if s == nil {
		return ""
	}
	return s.texts[pattern]
}

// Count says a message with plural forms, "" where the language has none.
func (s *Speech) Count(id string, data map[string]any) string {
	if s == nil || !s.catalogue.Has(s.tag, id) {
		return ""
	}
	text, err := s.catalogue.Resolve(s.tag, id, data)
	if err != nil {
		return ""
	}
	return text.Value
}
