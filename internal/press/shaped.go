package press

import (
	"sync"

	"pharos/internal/typeset"
)

// shaped keeps texts that were shaped lately: labels, facts and senders stand on
// many sheets, and a home sheet has the words of its poster. A Paragraph has no
// size and never changes, so that sheets can share it.
type shaped struct {
	mu   sync.Mutex
	kept map[shapedKey]*typeset.Paragraph
}

type shapedKey struct {
	text  string
	style typeset.Style
}

// keptTexts bounds what is kept: some ten megabytes.
const keptTexts = 1000

// shape gives the shaped text, from those kept if it is there. The few with words in
// another language are shaped each time.
func (k *shaped) shape(
	fonts *typeset.Fonts, text string, style typeset.Style, foreign []typeset.Stretch,
) (*typeset.Paragraph, error) {
	if len(foreign) > 0 {
		return fonts.Shape(text, style, foreign...)
	}
	key := shapedKey{text, style}
	k.mu.Lock()
	p := k.kept[key]
	k.mu.Unlock()
	if p != nil {
		return p, nil
	}
	p, err := fonts.Shape(text, style)
	if err != nil {
		return nil, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.kept == nil || len(k.kept) >= keptTexts {
		k.kept = map[shapedKey]*typeset.Paragraph{}
	}
	k.kept[key] = p
	return p, nil
}
