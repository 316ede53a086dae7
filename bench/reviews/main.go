// Command reviews writes, into the project folder it is given, state files that call
// every English text reviewed by somebody who does not exist. Only the fictional
// country may be released with them.
package main

import (
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"

	pharos "pharos"
	"pharos/internal/campaign"
	"pharos/internal/locale"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: reviews PROJECT")
	}
	if err := write(os.Args[1]); err != nil {
		log.Fatal(err)
	}
}

// write adds a row for each English text of the project to the state file beside it.
func write(project string) error {
	files, _, err := campaign.Open(pharos.Defaults, project)
	if err != nil {
		return err
	}
	defer files.Close()
	set, _, err := campaign.Load(files)
	if err != nil {
		return err
	}
	rows := map[string]*strings.Builder{}
	add := func(file, id, text string) {
		if rows[file] == nil {
			rows[file] = &strings.Builder{}
		}
		const row = "%s: {state: reviewed, reviewer: \"Fictional Reviewer\", date: \"2030-01-10\", text: %q}\n"
		fmt.Fprintf(rows[file], row, id, text)
	}
	for _, id := range set.Catalogue.IDs(locale.Source) {
		m, _ := set.Catalogue.Message(locale.Source, id)
		add(locale.StateFile(m.Pos.File), id, locale.Fingerprint(m.Forms))
	}
	one := func(text string) string { return locale.Fingerprint(map[string]string{"other": text}) }
	for _, tags := range set.Pages {
		page := tags[locale.Source]
		file := strings.TrimSuffix(page.File, ".md") + ".state.yaml"
		add(file, "title", one(page.Title))
		add(file, "summary", one(page.Summary))
		for _, passage := range page.Passages {
			add(file, passage.ID, one(passage.Text))
		}
	}
	for file, b := range rows {
		name := filepath.Join(project, filepath.FromSlash(file))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, []byte(b.String()), 0o644); err != nil {
			return err
		}
	}
	return nil
}
