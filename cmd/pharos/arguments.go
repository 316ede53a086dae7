package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"

	"aead.dev/minisign"
	"github.com/spf13/pflag"

	pharos "pharos"
	"pharos/internal/build"
	"pharos/internal/release"
)

// plainFlags makes the flags of a verb that needs no settings but the project.
func plainFlags(name string, ui *ui) (*pflag.FlagSet, *string) {
	f := pflag.NewFlagSet(name, pflag.ContinueOnError)
	f.SetOutput(ui.err)
	f.Usage = func() {}
	f.BoolVar(&ui.quiet, "quiet", false, "say nothing but findings")
	project := os.Getenv("PHAROS_PROJECT")
	if project == "" {
		project = "."
	}
	return f, f.String("project", project, "folder of the project; it lies over the defaults, file by file")
}

// parseWords reads the arguments of a verb that takes from least to most words.
func parseWords(f *pflag.FlagSet, args []string, least, most int) (help bool, err error) {
	switch err := f.Parse(args); {
	case errors.Is(err, pflag.ErrHelp):
		return true, nil
	case err != nil:
		return false, usagef("%v", err)
	case f.NArg() < least:
		return false, usagef("%s needs more words: see 'pharos help %s'", f.Name(), f.Name())
	case f.NArg() > most:
		return false, usagef("%q is one word too many", f.Arg(most))
	}
	return false, nil
}

// needed sees that flags are set; it names all that are not.
func needed(f *pflag.FlagSet, names ...string) error {
	var missing []string
	for _, n := range names {
		if f.Lookup(n).Value.String() == "" {
			missing = append(missing, "--"+n)
		}
	}
	if len(missing) > 0 {
		return usagef("%s needs %s", f.Name(), strings.Join(missing, ", "))
	}
	return nil
}

// signer is a key that signs: its file, and the file of its password.
type signer struct{ file, secret string }

// keyFlags adds the flags of a key; use says what it is for.
func keyFlags(f *pflag.FlagSet, use string) *signer {
	s := &signer{}
	f.StringVar(&s.file, "key", "", use)
	f.StringVar(&s.secret, "password-file", "", "file with the key's password; else PHAROS_KEY_PASSWORD")
	return s
}

// open decrypts the key.
func (s *signer) open() (minisign.PrivateKey, error) {
	data, err := os.ReadFile(s.file)
	if err != nil {
		return minisign.PrivateKey{}, err
	}
	p, err := s.password()
	if err != nil {
		return minisign.PrivateKey{}, err
	}
	return release.OpenKey(data, p)
}

// password reads the password of the key: from a file, else from PHAROS_KEY_PASSWORD.
// It is never asked for and never an argument, where others could read it.
func (s *signer) password() (string, error) {
	if s.secret == "" {
		if p := os.Getenv("PHAROS_KEY_PASSWORD"); p != "" {
			return p, nil
		}
		return "", usagef("the key needs a password: name a file with --password-file, or set PHAROS_KEY_PASSWORD")
	}
	data, err := os.ReadFile(s.secret)
	return strings.TrimRight(string(data), "\r\n"), err
}

// within places a path that is not whole in the folder of the project.
func within(project, name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(project, name)
}

// whole loads a project for one sheet; a project that cannot be planned is refused
// with its findings. The caller closes the files.
func whole(project string) (build.Options, *build.Loaded, error) {
	o := build.Options{Defaults: pharos.Defaults, Project: project, Theme: "pharos", Jobs: 1, Cache: cacheDir()}
	l, err := build.Load(o)
	if err == nil && l.Plan == nil {
		err = errors.Join(build.Defects{List: l.Findings.Sorted()}, l.Files.Close())
	}
	return o, l, err
}
