package main

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// usageTemplate shows how a command is called, an example, what is below it, and its
// flags apart from those that every verb has.
const usageTemplate = `Usage:
  {{.UseLine}}{{if .HasExample}}

Example:
{{.Example}}{{end}}{{$cmd := .}}{{range .Groups}}{{$id := .ID}}

{{.Title}}{{range $cmd.Commands}}{{if eq .GroupID $id}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}{{end}}{{if and .HasParent .HasAvailableSubCommands}}

Actions:{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}

Flags:
{{.LocalFlags | flags}}{{end}}{{if .HasAvailableInheritedFlags}}

Flags of every verb:
{{.InheritedFlags | flags}}{{end}}
`

// eitherOr is what the list of flags says of each that is true or false.
var eitherOr = regexp.MustCompile(`(--[a-z-]+)\[=true\|false\]`)

// flagList lists flags in lines that fit a terminal.
func flagList(f *pflag.FlagSet) string {
	return strings.TrimRight(eitherOr.ReplaceAllString(f.FlagUsagesWrapped(helpWidth), "$1             "), "\n ")
}

// helpWidth is how wide help is, in characters.
const helpWidth = 100

// exitCodes is the topic that explains the exit states.
const exitCodes = `Every verb ends with one of five numbers, for scripts:

  0  done; warnings are allowed
  1  the definitions have errors, or what was checked is not right; a verb that
     writes wrote nothing, but for drafts with errors that only refuse a release
  2  wrong usage or settings: nothing was begun
  3  the machine failed: no such file, disk full, no permission, no network
  4  verify alone: the release is whole, but nobody has compared yet whose keys
     signed it; do not print it before the six check words were compared

Findings, progress and errors are on standard error; standard output holds only
what was asked for.
`

func helpCommand(c *call) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "help [VERB [ACTION]]",
		Short: "explain a verb or an action, the settings, the exit codes",
		Long: `Explains a verb or one of its actions. 'pharos help settings' lists every setting
with its value and where it comes from, 'pharos help exit-codes' what the exit codes mean.`,
		Example: "  pharos help build\n  pharos help print ticket",
		RunE:    func(cmd *cobra.Command, args []string) error { return explainCommandOf(cmd.Root(), args) },
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if at, rest, err := cmd.Root().Find(args); err == nil && len(rest) == 0 {
				return names(at), cobra.ShellCompDirectiveNoFileComp
			}
			return nil, cobra.ShellCompDirectiveNoFileComp
		},
	}
	list := &cobra.Command{
		Use:   "settings",
		Short: "list every setting with its value and where it comes from",
		Long: `Lists every setting with its value and where it comes from. A flag is stronger than
PHAROS_<KEY> in the environment, that is stronger than the key in pharos.yaml of the
project, and that is stronger than the default. Paths of flags and of the environment
count from where you stand, paths of pharos.yaml from its folder, and they stay in it.`,
		Example: "  pharos help settings --project my-campaign",
		Args:    words(0, 0),
		RunE:    func(cmd *cobra.Command, _ []string) error { return listSettings(c.ui, cmd.Flags()) },
	}
	addSettings(list.Flags(), every()...)
	cmd.AddCommand(list, manCommand(c), &cobra.Command{
		Use:     "exit-codes",
		Short:   "say what the exit codes 0, 1, 2, 3 and 4 mean",
		Long:    strings.TrimSpace(exitCodes),
		Example: "  pharos help exit-codes",
		Args:    words(0, 0),
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprint(c.ui.out, exitCodes)
			return err
		},
	})
	return cmd
}

// explainCommandOf prints the help of the command that the words name.
func explainCommandOf(root *cobra.Command, args []string) error {
	cmd, rest, err := root.Find(args)
	if err != nil || len(rest) > 0 {
		unknown := args[len(args)-max(1, len(rest))]
		return usagef("there is no help on %q%s", strings.Join(args, " "), meant(unknown, names(cmd)))
	}
	cmd.InitDefaultHelpFlag()
	return cmd.Help()
}

// listSettings lists each setting with its value and its source.
func listSettings(ui *ui, f *pflag.FlagSet) error {
	s, err := readSettings(f)
	if err != nil {
		return err
	}
	for _, one := range table {
		value := fmt.Sprint(s.v.Get(one.key))
		if _, ok := one.value.([]string); ok {
			value = strings.Join(s.list(one.key), ",")
		}
		if value == "" {
			value = "-"
		}
		if _, err := fmt.Fprintf(ui.out, "%-13s %-14s %-22s %s\n", one.key, value, s.source(one.key),
			one.usage); err != nil {
			return err
		}
	}
	return nil
}
