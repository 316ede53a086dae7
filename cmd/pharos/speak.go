package main

import (
	"fmt"
	"slices"
	"strings"

	pharos "pharos"
	"pharos/internal/build"
	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/locale"
)

// speak sets the reader's language: one in which the project, or the defaults
// below it, have the program's sentences. Only a language other than English
// reads a file.
func (u *ui) speak(project, tag string) error {
	if tag == "" || tag == string(locale.Source) {
		return nil
	}
	files, _, err := campaign.Open(pharos.Defaults, project)
	if err != nil {
		return err
	}
	defer files.Close()
	catalogue, list, err := campaign.Sentences(files)
	if err != nil {
		return fmt.Errorf("read the sentences of findings: %w", err)
	}
	// What is wrong elsewhere is said by who loads it, in the language.
	if own := slices.DeleteFunc(
		list,
		func(f diag.Finding) bool { return !strings.HasPrefix(f.Pos.File, campaign.SentencesDir) },
	); own.Stops() {
		return build.Defects{List: own}
	}
	if !slices.Contains(catalogue.Tags(), locale.Tag(tag)) {
		var known []string
		for _, t := range catalogue.Tags() {
			known = append(known, string(t))
		}
		return usagef("findings do not come in %q%s; there are %s", tag, meant(tag, known), strings.Join(known, ", "))
	}
	u.speech = locale.NewSpeech(catalogue, locale.Tag(tag))
	return nil
}
