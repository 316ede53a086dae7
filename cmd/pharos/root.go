package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"pharos/internal/tree"
)

// call is one run of the program: the terminal, and the settings that the root
// reads before any action begins.
type call struct {
	ui *ui
	settings
}

// group is a heading of help with its verbs.
type group struct {
	id, title string
	verbs     []func(*call) *cobra.Command
}

// groups lists the verbs in the order of help.
var groups = []group{
	{"begin", "Begin:", []func(*call) *cobra.Command{initCommand, newCommand, showCommand, copyCommand}},
	{"make", "Make and look:", []func(*call) *cobra.Command{
		buildCommand, studioCommand, serveCommand, checkCommand, standingCommand, impactCommand, explainCommand}},
	{"texts", "Texts and numbers:", []func(*call) *cobra.Command{translateCommand, attestCommand}},
	{"adapt", "Adapt the sheets of an office:", []func(*call) *cobra.Command{
		updateCommand, submitCommand, summaryCommand, acceptCommand, rightCommand}},
	{"measure", "Did it work:", []func(*call) *cobra.Command{evaluateCommand}},
	{"release", "Release and print:", []func(*call) *cobra.Command{
		keyCommand, releaseCommand, diffCommand, verifyCommand, proofCommand, printCommand, recallCommand,
		reportCommand}},
	{"help", "The program itself:", []func(*call) *cobra.Command{versionCommand, completionCommand, helpCommand}},
}

// newRoot makes the command with every verb and action.
func newRoot(c *call) *cobra.Command {
	cobra.EnableCommandSorting = false
	cobra.AddTemplateFunc("flags", flagList)
	root := &cobra.Command{
		Use:   "pharos VERB",
		Short: "build hotline sites, posters and cards from plain files",
		Long: `Pharos builds hotline sites, posters and cards against trafficking in human beings.
'pharos help VERB' explains a verb, 'pharos help VERB ACTION' one of its actions.`,
		Example:               "  pharos build --country rs,mk --out public",
		Version:               sources,
		SilenceErrors:         true,
		SilenceUsage:          true,
		DisableFlagsInUseLine: true,
		PersistentPreRunE:     c.begin,
		Args:                  known("verb"),
		RunE:                  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetOut(c.ui.out)
	root.SetErr(c.ui.err)
	root.SetVersionTemplate("pharos {{.Version}}\n")
	root.SetUsageTemplate(usageTemplate)
	root.SetFlagErrorFunc(flagError)
	addSettings(root.PersistentFlags(), everywhere...)
	root.PersistentFlags().BoolVar(&c.ui.quiet, "quiet", false, "say nothing but findings and the result")
	for _, g := range groups {
		root.AddGroup(&cobra.Group{ID: g.id, Title: g.title})
		for _, verb := range g.verbs {
			cmd := verb(c)
			cmd.GroupID = g.id
			root.AddCommand(cmd)
			if cmd.Name() == "help" {
				root.SetHelpCommand(cmd)
			}
		}
	}
	return root
}

// begin runs before every action: it reads the settings, once, and sees that the
// flags are there that the action cannot do without.
func (c *call) begin(cmd *cobra.Command, _ []string) (err error) {
	if settingless(cmd) {
		return nil
	}
	if c.settings, err = readSettings(cmd.Flags()); err != nil {
		return err
	}
	if err := c.ui.speak(c.project(), c.v.GetString("lang")); err != nil {
		return err
	}
	if err := c.valid(); err != nil {
		return err
	}
	return needed(cmd)
}

// settingless reports whether a command works whatever the settings say: help,
// version and completion, and the root, which shows help.
func settingless(cmd *cobra.Command) bool {
	for p := cmd; p.HasParent(); p = p.Parent() {
		if !p.Parent().HasParent() {
			return p.GroupID == "help" || p.Name() == cobra.ShellCompRequestCmd
		}
	}
	return true
}

// actions makes a verb that does nothing without one of its actions.
func actions(verb *cobra.Command, list ...*cobra.Command) *cobra.Command {
	verb.Use += " ACTION"
	verb.DisableFlagsInUseLine = true
	verb.AddCommand(list...)
	verb.Args = known("action")
	verb.RunE = func(cmd *cobra.Command, _ []string) error {
		return usagef("%s needs an action: %s", cmd.Name(), strings.Join(names(cmd), ", "))
	}
	return verb
}

// names lists the verbs or actions below a command.
func names(cmd *cobra.Command) []string {
	var out []string
	for _, sub := range cmd.Commands() {
		if sub.IsAvailableCommand() {
			out = append(out, sub.Name())
		}
	}
	return out
}

// known refuses a word that is no verb or action.
func known(what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return nil
		}
		return usagef("unknown %s %q%s", what, args[0], meant(args[0], names(cmd)))
	}
}

// words sees that an action has from least to most words.
func words(least, most int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		called := asTyped(cmd)
		switch {
		case len(args) < least:
			return usagef("%s needs more words: see 'pharos help %s'", called, called)
		case len(args) <= most:
			return nil
		case meant(args[0], names(cmd)) != "":
			return usagef("%q is not understood%s", args[0], meant(args[0], names(cmd)))
		case most == 0:
			return usagef("%q is not understood: %s takes no words, only flags", args[0], called)
		}
		return usagef("%q is one word too many", args[most])
	}
}

// asTyped is the verb and action of a command, as they are typed.
func asTyped(cmd *cobra.Command) string {
	return strings.TrimSpace(strings.TrimPrefix(cmd.CommandPath(), cmd.Root().Name()))
}

// require marks flags that an action cannot do without, for help and completion too.
func require(cmd *cobra.Command, flags ...string) {
	for _, name := range flags {
		f := cmd.Flags().Lookup(name)
		f.Usage += " (required)"
		f.Annotations = map[string][]string{cobra.BashCompOneRequiredFlag: {"true"}}
	}
}

// needed names all required flags that are missing or empty.
func needed(cmd *cobra.Command) error {
	var missing []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if f.Annotations[cobra.BashCompOneRequiredFlag] != nil && (!f.Changed || f.Value.String() == "") {
			missing = append(missing, "--"+f.Name)
		}
	})
	if len(missing) > 0 {
		return usagef("%s needs %s", asTyped(cmd), strings.Join(missing, ", "))
	}
	return nil
}

// flagError says of a flag that is unknown which one was meant, or where it belongs.
func flagError(cmd *cobra.Command, err error) error {
	if args := cmd.Flags().Args(); cmd.HasSubCommands() && len(args) > 0 {
		if wrong := cmd.ValidateArgs(args); wrong != nil {
			return wrong // an unknown verb explains the flag
		}
	}
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) || unknown.GetSpecifiedShortnames() != "" {
		return usagef("%v", err)
	}
	name := unknown.GetSpecifiedName()
	var here, owners []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { here = append(here, f.Name) })
	if near := tree.Suggest(name, here); near != "" {
		return usagef("unknown flag --%s, did you mean --%s?", name, near)
	}
	walk(cmd.Root(), func(other *cobra.Command) {
		if other.LocalNonPersistentFlags().Lookup(name) != nil {
			owners = append(owners, fmt.Sprintf("'%s'", other.CommandPath()))
		}
	})
	if len(owners) > 0 && len(owners) <= 4 {
		return usagef("%s has no flag --%s; it belongs to %s", asTyped(cmd), name, strings.Join(owners, ", "))
	}
	return usagef("unknown flag --%s: 'pharos help %s' lists the flags", name, asTyped(cmd))
}

// walk visits a command and all below it, in the order of help.
func walk(cmd *cobra.Command, visit func(*cobra.Command)) {
	visit(cmd)
	for _, sub := range cmd.Commands() {
		walk(sub, visit)
	}
}

// meant is the end of a message: the nearest known word, if one is near.
func meant(word string, known []string) string {
	if near := tree.Suggest(word, known); near != "" {
		return fmt.Sprintf(", did you mean %q?", near)
	}
	return ""
}

// oneOf completes a flag with its values.
func oneOf(cmd *cobra.Command, flag string, values ...string) {
	list := cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)
	if err := cmd.RegisterFlagCompletionFunc(flag, list); err != nil {
		panic(err) // the flag is ours
	}
}

// among refuses a value that is none of those that a flag takes.
func among(flag, value string, values ...string) error {
	if slices.Contains(values, value) {
		return nil
	}
	return usagef("unknown %s %q%s: %s are there", flag, value, meant(value, values), strings.Join(values, ", "))
}
