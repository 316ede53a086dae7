package check

import (
	"embed"
	"path"
	"strings"

	"golang.org/x/tools/txtar"
)

// caseFS holds the cases by which every rule is tested. They are also its
// examples, so that an example is never out of date.
//
//go:embed testdata/*/*.txtar
var caseFS embed.FS

// shortExamples are those of the rules that other stages find and that have no
// case here: rule | good | bad.
//
//go:embed examples.txt
var shortExamples string

// Example is a case of a rule in words: what it shows, the lines that make it so,
// and the findings that they lead to, none for a good one.
type Example struct {
	About    string
	Lines    []string
	Findings []string
}

// Examples gives a good and a bad case of a rule.
func Examples(id string) (good, bad Example) {
	if good, bad = example(id, "good"), example(id, "bad"); bad.About != "" {
		return good, bad
	}
	for line := range strings.Lines(shortExamples) {
		if words := strings.Split(strings.TrimSpace(line), " | "); words[0] == id && len(words) == 3 {
			return Example{About: words[1]}, Example{About: words[2]}
		}
	}
	return good, bad
}

// example reads the first case of a kind.
func example(id, kind string) (e Example) {
	entries, err := caseFS.ReadDir(path.Join("testdata", id))
	if err != nil {
		return e
	}
	for _, one := range entries {
		if !strings.HasPrefix(one.Name(), kind) {
			continue
		}
		data, err := caseFS.ReadFile(path.Join("testdata", id, one.Name()))
		if err != nil {
			return e
		}
		a := txtar.Parse(data)
		e.About = strings.TrimSpace(string(a.Comment))
		for _, f := range a.Files {
			text := strings.TrimRight(string(f.Data), "\n")
			if f.Name == "want" {
				e.Findings = strings.Split(text, "\n")
				continue
			}
			_, after, edited := strings.Cut(text, "\n=>")
			if !edited {
				after = text
			}
			e.Lines = append(e.Lines, strings.TrimPrefix(f.Name, "edit ")+":")
			for line := range strings.Lines(strings.Trim(after, "\n")) {
				e.Lines = append(e.Lines, "  "+strings.TrimRight(line, "\n"))
			}
		}
		return e
	}
	return e
}
