package typeset

import (
	"unicode"
	"unicode/utf8"

	"github.com/go-text/typesetting/segmenter"
)

// word is the text between two places where a line may end (UAX 14), with the
// spaces after it.
type word struct {
	// from and to are clusters; the spaces begin at spaces.
	from, spaces, to int
	// ink is the width without the spaces and without the last tracking, full
	// the width with all.
	ink, full Em
	// hard ends the line after this word.
	hard bool
}

// findWords splits the clusters where lines may end.
//
// Thai, Lao, Khmer and Myanmar write no spaces and UAX 14 leaves them to a
// dictionary. There is none here: whoever writes the message puts U+200B (ZERO
// WIDTH SPACE) between words, as is usual on the web; it is a break in UAX 14
// and never reaches the file. Without marks such a text breaks only at spaces.
func (p *Paragraph) findWords(seg *segmenter.Segmenter, raw []rune) {
	ends, hard := lineEnds(seg, raw, p.Style.KeepBreaks)
	start := 0
	for i := range p.clusters {
		to := p.clusters[i].to
		last := i == len(p.clusters)-1
		if !last && (!ends[to-1] || p.clusters[i+1].from < to) {
			continue
		}
		w := word{from: start, spaces: i + 1, to: i + 1, hard: hard[to-1] && !last}
		p.measure(&w)
		if !last && !w.hard && (p.small(w) || p.clusters[i+1].Text == "·") { // no line begins with a middle dot
			continue
		}
		p.words = append(p.words, w)
		start = i + 1
	}
}

// small reports a word that ends in a single letter and a space, such as the
// prepositions of Slavic languages and the articles of Albanian: it stays with
// the word after it.
func (p *Paragraph) small(w word) bool {
	if w.spaces == w.to || w.spaces == w.from || w.spaces-2 >= w.from && !p.clusters[w.spaces-2].space {
		return false
	}
	r, size := utf8.DecodeRuneInString(p.clusters[w.spaces-1].Text)
	return size == len(p.clusters[w.spaces-1].Text) && unicode.IsLetter(r) &&
		unicode.In(r, unicode.Latin, unicode.Cyrillic, unicode.Greek)
}

// lineEnds says for each rune whether a line may, and whether it must, end
// after it.
func lineEnds(seg *segmenter.Segmenter, raw []rune, keep bool) (may, must []bool) {
	may, must = make([]bool, len(raw)), make([]bool, len(raw))
	seg.Init(raw)
	it := seg.LineIterator()
	broken := false
	for at := 0; it.Next(); {
		at += len(it.Line().Text)
		if at == 0 || at > len(raw) {
			continue
		}
		may[at-1] = true
		must[at-1] = keep && raw[at-1] == '\n'
		broken = broken || must[at-1]
	}
	if broken {
		return must, must
	}
	for i, k := range unbroken(raw) {
		may[i] = may[i] && !k
	}
	return may, must
}

// measure fills the widths of a word and finds the spaces at its end.
func (p *Paragraph) measure(w *word) {
	for w.spaces > w.from && (p.clusters[w.spaces-1].space || p.clusters[w.spaces-1].Text == "") {
		w.spaces--
	}
	for i := w.from; i < w.to; i++ {
		w.full += p.clusters[i].Advance
		if i < w.spaces {
			w.ink += p.clusters[i].Advance
		}
	}
	if w.spaces > w.from {
		w.ink -= p.clusters[w.spaces-1].tracking
	}
}
