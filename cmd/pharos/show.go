package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"unicode/utf8"

	"github.com/spf13/cobra"

	pharos "pharos"
	"pharos/internal/adapt"
	"pharos/internal/build"
	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/disk"
	"pharos/internal/start"
)

func showCommand(c *call) *cobra.Command {
	var folder string
	cmd := &cobra.Command{
		Use:   "show [FILE]",
		Short: "print a built-in file: definitions, texts, templates, tokens, components",
		Long: `Prints a file that the program brings, as it is below the project; in an adaptation
one of its base. Without a word it lists the folders, with --list the files of one.
'pharos copy' writes such a file into the project.`,
		Example:           "  pharos show themes/pharos/print/poster-beam.yaml",
		Args:              words(0, 1),
		ValidArgsFunction: builtInNames,
	}
	cmd.Flags().StringVar(&folder, "list", "", "list the files below this folder, such as themes/pharos/print")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		below, err := openBuiltIn(c.project())
		if err != nil {
			return err
		}
		defer below.Close()
		switch {
		case len(args) == 1 && folder != "":
			return usagef("name a file, or a folder with --list, not both")
		case len(args) == 1:
			return below.show(c.ui, args[0])
		case folder != "":
			return below.list(c.ui, folder)
		}
		return below.folders(c.ui)
	}
	return cmd
}

func copyCommand(c *call) *cobra.Command {
	return &cobra.Command{
		Use:   "copy FILE [AS]",
		Short: "write a built-in file into the project, to be changed there",
		Long: `Writes a file that the program brings into the project, where it takes the place of
the built-in one; with a second word under another name. Nothing is written over. Of a
file of messages every line becomes a comment: the project's own file holds only the
texts that differ, and all others stay those of the program.`,
		Example: `  pharos copy campaigns/citizen/messages/en.yaml
  pharos copy themes/pharos/print/poster-beam.yaml themes/pharos/print/poster-ours.yaml`,
		Args:              words(1, 2),
		ValidArgsFunction: builtInNames,
		RunE: func(_ *cobra.Command, args []string) error {
			below, err := openBuiltIn(c.project())
			if err != nil {
				return err
			}
			defer below.Close()
			return below.copy(c.ui, c.project(), args[0], args[len(args)-1])
		},
	}
}

// builtInNames completes a word with the built-in files that begin with it.
func builtInNames(_ *cobra.Command, _ []string, word string) ([]string, cobra.ShellCompDirective) {
	all, _ := start.BuiltIn(pharos.Defaults, ".")
	return slices.DeleteFunc(all, func(n string) bool { return !strings.HasPrefix(n, word) }),
		cobra.ShellCompDirectiveNoFileComp
}

// builtIn is what a project rests on: the program's own files, or the base.
type builtIn struct {
	fs.FS
	close func() error
}

// Close gives the base back.
func (b builtIn) Close() {
	if b.close != nil {
		_ = b.close() // it was only read
	}
}

func openBuiltIn(project string) (builtIn, error) {
	if !adapt.Is(project) {
		return builtIn{FS: pharos.Defaults}, nil
	}
	files, list, err := adapt.Open(pharos.Defaults, project, "")
	if err == nil && files == nil {
		err = build.Defects{List: list}
	}
	if err != nil {
		return builtIn{}, err
	}
	return builtIn{FS: files.Base, close: files.Close}, nil
}

// read gives a file; the error of one that is not there names the one that was meant.
func (b builtIn) read(name string) (string, []byte, error) {
	name = path.Clean(filepath.ToSlash(name))
	if info, err := fs.Stat(b, name); err == nil && !info.IsDir() {
		data, err := fs.ReadFile(b, name)
		return name, data, err
	} else if err == nil {
		return name, nil, usagef("%s is a folder: 'pharos show --list %s' lists its files", name, name)
	}
	all, err := start.BuiltIn(b, ".")
	if err != nil {
		return name, nil, err
	}
	if near := start.Meant(name, all); near != "" {
		return name, nil, usagef("there is no built-in file %q, did you mean %q?", name, near)
	}
	return name, nil, usagef("there is no built-in file %q: 'pharos show' lists the folders", name)
}

func (b builtIn) show(ui *ui, name string) error {
	name, data, err := b.read(name)
	if err != nil {
		return err
	}
	if !utf8.Valid(data) {
		return usagef("%s is no text: 'pharos copy %s' writes it into the project", name, name)
	}
	_, err = ui.out.Write(data)
	return err
}

func (b builtIn) list(ui *ui, folder string) error {
	folder = path.Clean(filepath.ToSlash(folder))
	if info, err := fs.Stat(b, folder); err != nil || !info.IsDir() {
		return usagef("there is no built-in folder %q%s", folder, meant(folder, b.dirs()))
	}
	names, err := start.BuiltIn(b, folder)
	for _, n := range names {
		fmt.Fprintln(ui.out, n)
	}
	return err
}

// dirs are the folders that hold files.
func (b builtIn) dirs() []string {
	all, _ := start.BuiltIn(b, ".")
	for i, n := range all {
		all[i] = path.Dir(n)
	}
	return slices.Compact(slices.Sorted(slices.Values(all)))
}

// folders lists the folders with the number of their files.
func (b builtIn) folders(ui *ui) error {
	w := tabwriter.NewWriter(ui.out, 0, 0, 2, ' ', 0)
	for _, dir := range b.dirs() {
		entries, err := fs.ReadDir(b, dir)
		if err != nil {
			return err
		}
		n := len(slices.DeleteFunc(entries, fs.DirEntry.IsDir))
		fmt.Fprintf(w, "%s\t%s\n", dir, count(n, "file"))
	}
	return w.Flush()
}

// copy writes a file into the project, where nothing may stand yet.
func (b builtIn) copy(ui *ui, project, name, as string) error {
	name, data, err := b.read(name)
	if err != nil {
		return err
	}
	if as = path.Clean(filepath.ToSlash(as)); as != name {
		if !filepath.IsLocal(filepath.FromSlash(as)) || path.Ext(as) != path.Ext(name) {
			return usagef("%q cannot be the name of the copy: it lies in the project and ends with %s", as,
				path.Ext(name))
		}
		if _, err := fs.Stat(b, as); err == nil {
			return usagef("the program has %s already: choose another name", as)
		}
	} else if data, err = start.Copied(name, data); err != nil {
		return usagef("%v", err)
	}
	if adapt.Is(project) {
		if f, bad := adapt.Strange(b, as); bad {
			return build.Defects{List: diag.List{f}}
		}
	}
	to := filepath.Join(project, filepath.FromSlash(as))
	if _, err := os.Lstat(to); err == nil {
		return usagef("%s is there already", to)
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := disk.Write(to, data, 0o644); err != nil {
		return err
	}
	ui.say("%s: it takes the place of the built-in one%s", to, afterCopy(name, as))
	return nil
}

// afterCopy says what a copy means for the project.
func afterCopy(name, as string) string {
	switch {
	case as != name:
		return " nowhere: it has a name of its own"
	case start.IsMessages(name):
		return " text by text: take the # away where a text differs"
	case path.Dir(name) == path.Dir((&campaign.Country{Code: "x"}).File()):
		return "; the project now has countries of its own and builds only these"
	}
	return ", for this project"
}
