package campaign

import (
	"errors"
	"io/fs"

	"pharos/internal/diag"
	"pharos/internal/locale"
)

// SentencesDir is the folder of the program's own sentences: its findings and
// what it says in a terminal. It is a catalogue like any other; builds and checks
// do without it, because nothing of it reaches a page or a sheet.
const SentencesDir = "campaigns/" + sentences

// sentences and evaluation are the names of catalogues, which no audience may have.
const sentences, evaluation = "findings", "evaluation"

// EvaluationDir is the folder of the words of evaluation reports, and of the headings
// that offices give their columns. It reaches no page and no sheet.
const EvaluationDir = "campaigns/" + evaluation

// EvaluationWords reads the catalogue of evaluation reports.
func EvaluationWords(fsys fs.FS) (*locale.Catalogue, diag.List, error) {
	return catalogueOf(fsys, EvaluationDir)
}

// Sentences reads the catalogue of the program's own sentences.
func Sentences(fsys fs.FS) (*locale.Catalogue, diag.List, error) {
	set := &Set{Places: Places{}}
	list, err := set.AddSentences(fsys)
	return set.Catalogue, list, err
}

// AddSentences adds the program's own sentences to a set, those of reports and of the
// studio's screens included, so that they can be sent to translators and taken back.
func (s *Set) AddSentences(fsys fs.FS) (diag.List, error) {
	l := &loader{fsys: fsys, set: s}
	if s.Languages == nil {
		l.languages()
	}
	l.messages(SentencesDir + "/messages")
	l.messages(EvaluationDir + "/messages")
	l.messages(ScreensDir + "/messages")
	l.work()
	return l.list.Sorted(), errors.Join(l.errs...)
}

// ScreensDir is the folder of the texts of the studio's screens: a catalogue like that
// of the sentences.
const ScreensDir = "campaigns/" + screens

// screens is the name of the catalogue, which no audience may have.
const screens = "studio"

// Screens reads the catalogue of the texts of the studio's screens.
func Screens(fsys fs.FS) (*locale.Catalogue, diag.List, error) {
	return catalogueOf(fsys, ScreensDir)
}

// catalogueOf reads one catalogue alone.
func catalogueOf(fsys fs.FS, dir string) (*locale.Catalogue, diag.List, error) {
	l := &loader{fsys: fsys, set: &Set{Places: Places{}}}
	l.languages()
	l.messages(dir + "/messages")
	l.work()
	return l.set.Catalogue, l.list.Sorted(), errors.Join(l.errs...)
}
