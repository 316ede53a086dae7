package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	pharos "pharos"
	"pharos/internal/adapt"
	"pharos/internal/build"
	"pharos/internal/campaign"
	"pharos/internal/disk"
	"pharos/internal/locale"
	"pharos/internal/start"
)

func initCommand(c *call) *cobra.Command {
	return &cobra.Command{
		Use:   "init DIR",
		Short: "start an empty project over the program's own definitions",
		Long: `Writes a folder with commented settings. Everything else comes from the program
until a file of the folder takes its place. docs/tutorial.md leads from here to a
first poster in five minutes.`,
		Example: "  pharos init my-campaign",
		Args:    words(1, 1),
		RunE:    func(_ *cobra.Command, args []string) error { return initProject(c.ui, args[0]) },
	}
}

// initProject starts a project in a folder that is empty or not there.
func initProject(ui *ui, dir string) error {
	if disk.Reserved(filepath.Base(dir)) {
		return usagef("Windows cannot have a folder of the name %q: choose another", filepath.Base(dir))
	}
	if disk.Occupied(dir) {
		return usagef("%s is there already and is not empty", dir)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	return begin(ui, dir, start.Wish{Kind: "project"})
}

// begin writes the files of a wish into a project, or none of them: a file that the
// project has is written only if the wish made it longer.
func begin(ui *ui, dir string, w start.Wish) error {
	if adapt.Is(dir) {
		return beginHere(ui, dir, w)
	}
	project, list, err := campaign.Open(pharos.Defaults, dir)
	if err != nil {
		return err
	}
	defer project.Close()
	if list.Stops() {
		return build.Defects{List: list}
	}
	files, err := w.Files(project)
	if err != nil {
		return usagef("%v", err)
	}
	for _, name := range start.VersionControl {
		if _, err := os.Lstat(filepath.Join(dir, name)); err == nil && w.Kind != "project" {
			delete(files, name) // the project has its own
		}
	}
	grows := w.Kind == "material" || w.Kind == "language"
	names := slices.Sorted(maps.Keys(files))
	for _, name := range names {
		if _, err := os.Lstat(filepath.Join(dir, filepath.FromSlash(name))); err == nil && !grows {
			return usagef("%s is there already", filepath.Join(dir, name))
		} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if _, err := fs.Stat(project, name); err == nil && !grows {
			return usagef("the program has %s already: choose another name", name)
		}
	}
	for _, name := range names {
		if err := disk.Write(filepath.Join(dir, filepath.FromSlash(name)), files[name], 0o644); err != nil {
			return err
		}
		ui.say("%s", filepath.Join(dir, name))
	}
	return nil
}

// beginHere starts the messages of a language in an adaptation: those that its base
// lacks and that an adaptation may write. It starts nothing else there.
func beginHere(ui *ui, dir string, w start.Wish) error {
	if w.Kind != "language" {
		return usagef("an adaptation has no %s of its own to start; docs/adapting.md says what it holds", w.Kind)
	}
	l, err := build.LoadSound(
		build.Options{
			Source: build.Source{Defaults: pharos.Defaults, Project: dir},
			Making: build.Making{Theme: w.Theme},
		},
	)
	if err != nil {
		return err
	}
	defer l.Files.Close()
	tag := locale.Tag(w.Name)
	if _, ok := l.Set.Languages.Lookup(tag); !ok {
		return usagef("the table of languages has no %q: %s", tag, l.Set.Languages.Meant(w.Name).Text)
	}
	name := filepath.Join(dir, "messages", string(tag)+".yaml")
	if _, err := os.Lstat(name); err == nil {
		return usagef("%s is there already", name)
	}
	missing := adapt.Lacks(l.Set, tag)
	if len(missing) == 0 {
		return usagef("nothing is missing in %s", tag)
	}
	if err := disk.Write(name, adapt.Blank(l.Set, tag, missing), 0o644); err != nil {
		return err
	}
	then := ""
	if !slices.Contains(l.Set.Adaptation.Languages, tag) {
		then = fmt.Sprintf(" and add %s to languages in adaptation.yaml", tag)
	}
	ui.say("%s: %s to translate. Translate them there, or in a file or form (pharos translate export --language %s)%s",
		name, count(len(missing), "text"), tag, then)
	return nil
}
