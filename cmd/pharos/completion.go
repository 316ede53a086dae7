package main

import (
	"io"

	"github.com/spf13/cobra"
)

// shells are those that complete words of the command, and how to let them.
var shells = []struct {
	name, long string
	write      func(root *cobra.Command, w io.Writer) error
}{
	{"bash", "For one session: source <(pharos completion bash)\n" +
		"For every session: pharos completion bash > ~/.local/share/bash-completion/completions/pharos",
		func(root *cobra.Command, w io.Writer) error { return root.GenBashCompletionV2(w, true) }},
	{"zsh", "For one session: source <(pharos completion zsh)\n" +
		"For every session: pharos completion zsh > a file _pharos in a folder of $fpath",
		func(root *cobra.Command, w io.Writer) error { return root.GenZshCompletion(w) }},
	{"fish", "For one session: pharos completion fish | source\n" +
		"For every session: pharos completion fish > ~/.config/fish/completions/pharos.fish",
		func(root *cobra.Command, w io.Writer) error { return root.GenFishCompletion(w, true) }},
	{"powershell", "For one session: pharos completion powershell | Out-String | Invoke-Expression\n" +
		"For every session: add that line to the file that $PROFILE names",
		func(root *cobra.Command, w io.Writer) error { return root.GenPowerShellCompletionWithDesc(w) }},
}

func completionCommand(c *call) *cobra.Command {
	var list []*cobra.Command
	for _, s := range shells {
		list = append(list, &cobra.Command{
			Use:   s.name,
			Short: "print the script for " + s.name,
			Long: "Prints the script by which " + s.name + " completes verbs, actions, flags and their values.\n\n" +
				s.long,
			Example: "  pharos completion " + s.name,
			Args:    words(0, 0),
			RunE:    func(cmd *cobra.Command, _ []string) error { return s.write(cmd.Root(), c.ui.out) },
		})
	}
	return actions(&cobra.Command{
		Use:     "completion",
		Short:   "print the script by which a shell completes verbs, actions and flags",
		Long:    "A shell with this script completes verbs, actions, flags and their values when Tab is pressed.",
		Example: "  pharos completion bash",
	}, list...)
}
