package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/pflag"
)

func helpVerb() verb {
	return verb{
		name:    "help",
		args:    "[verb | settings]",
		short:   "explain a verb, with an example",
		long:    "Explains a verb, or with 'settings' lists every setting with its value and where it comes from.",
		example: "pharos help build",
		run:     runHelp,
	}
}

// runHelp prints help as the asked result.
func runHelp(ctx context.Context, ui *ui, args []string) error {
	if len(args) == 0 {
		var b strings.Builder
		b.WriteString("Pharos builds hotline sites, posters and cards against trafficking in human beings.\n\n")
		for _, v := range verbs() {
			fmt.Fprintf(&b, "  pharos %-9s %s\n", v.name, v.short)
		}
		b.WriteString("\n'pharos help VERB' explains one, 'pharos help settings' lists the settings.\n")
		_, err := fmt.Fprint(ui.out, b.String())
		return err
	}
	if args[0] == "settings" {
		return helpSettings(ui, args[1:])
	}
	i := slices.IndexFunc(verbs(), func(v verb) bool { return v.name == args[0] })
	if i < 0 {
		return usagef("there is no help on %q", args[0])
	}
	if verbs()[i].name == "help" || verbs()[i].name == "version" {
		return ui.help(verbs()[i], nil)
	}
	return verbs()[i].run(ctx, ui, []string{"--help"})
}

// helpSettings lists each setting with its value and its source.
func helpSettings(ui *ui, args []string) error {
	f := flags("settings", ui)
	if _, err := parse(f, ui, args); err != nil {
		return err
	}
	v, err := configure(f)
	if err != nil {
		return err
	}
	for _, s := range settings {
		value := fmt.Sprint(v.Get(s.key))
		if list, ok := s.value.([]string); ok {
			_ = list
			value = strings.Join(words(v, s.key), ",")
		}
		if value == "" {
			value = "-"
		}
		if _, err := fmt.Fprintf(ui.out, "%-10s %-14s %-22s %s\n", s.key, value, source(v, f, s), s.usage); err != nil {
			return err
		}
	}
	return nil
}

// helpOr shows a verb's help where it was asked for, else hands the error on.
func (u *ui) helpOr(v verb, f *pflag.FlagSet, help bool, err error) error {
	if help {
		return u.help(v, f)
	}
	return err
}

// help prints one verb.
func (u *ui) help(v verb, f *pflag.FlagSet) error {
	flags := ""
	if f != nil {
		flags = "\n\nFlags:\n" + strings.TrimRight(f.FlagUsages(), "\n")
	}
	_, err := fmt.Fprintf(u.out, "pharos %s %s\n\n%s\n\nExample:\n  %s%s\n", v.name, v.args, v.long, v.example, flags)
	return err
}
