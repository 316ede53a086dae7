package main

import (
	"errors"
	"os"
	"strings"

	"github.com/spf13/pflag"
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

// password reads the password of a key: from a file, else from PHAROS_KEY_PASSWORD.
// It is never asked for and never an argument, where others could read it.
func password(file string) (string, error) {
	if file == "" {
		if p := os.Getenv("PHAROS_KEY_PASSWORD"); p != "" {
			return p, nil
		}
		return "", usagef("the key needs a password: name a file with --password-file, or set PHAROS_KEY_PASSWORD")
	}
	data, err := os.ReadFile(file)
	return strings.TrimRight(string(data), "\r\n"), err
}
