package main

import (
	"cmp"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"pharos/internal/build"
	"pharos/internal/diag"
	"pharos/internal/status"
)

func standingCommand(c *call) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "status [CC]",
		Short: "say what is still to do until a release, in order",
		Long: `With the code of a country: what is still to do until its release, in order, each
with the line to write or the command to give. Without: one line a country. It asks
what 'pharos release' asks, writes nothing, and ends with 1 where files have errors.`,
		Example: "  pharos status zz",
		Args:    words(0, 1),
	}
	today := todayFlag(cmd.Flags(), "the day by which releases and calls are judged")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		o := c.undivided()
		o.Countries = args
		o.Date = cmp.Or(*today, o.Date, o.Latest)
		l, err := build.Load(o)
		if err != nil {
			return err
		}
		defer l.Files.Close()
		list, err := status.Of(l, status.Desk{Project: o.Project, Today: o.Date})
		if err != nil {
			return err
		}
		if len(args) == 0 {
			c.ui.lamps(list)
		} else {
			for _, one := range list {
				c.ui.tasks(one, c.project())
			}
		}
		if err := c.ui.lotsOut(o.Project); err != nil {
			return err
		}
		if l.Findings.Stops() {
			return found{}
		}
		return nil
	}
	return cmd
}

// colours of the lamps; a word says the same.
var colours = map[status.Lamp]string{
	status.Broken: "\x1b[31m", status.Open: "\x1b[33m", status.Ready: "\x1b[36m",
	status.Unsigned: "\x1b[33m", status.Released: "\x1b[32m",
}

// lamp is a coloured dot, on a terminal that shows colours.
func (u *ui) lamp(l status.Lamp) string {
	if !u.colour {
		return ""
	}
	return colours[l] + "●\x1b[0m "
}

// lamps writes a line a country.
func (u *ui) lamps(list []status.Country) {
	for _, c := range list {
		u.print("%s%s  %s", u.lamp(c.Lamp), strings.ToUpper(c.Code), u.in(inWords(c)))
	}
	u.say("What is to do, in order: %s", "pharos status CC")
}

// inWords is the state of a country in a sentence.
func inWords(c status.Country) diag.Sentence {
	switch c.Lamp {
	case status.Broken:
		return diag.Say("broken: errors in the files: %d", len(c.Tasks))
	case status.Ready:
		return diag.Say("ready: nothing stands in the way of a release")
	case status.Unsigned:
		return diag.Say("unsigned: the release %s wants another signature", c.Release)
	case status.Released:
		if n := c.Left(); n > 0 {
			return diag.Say("released: %s holds until %s; to do for the next one: %d", c.Release, c.Until, n)
		}
		return diag.Say("released: %s holds until %s", c.Release, c.Until)
	}
	return diag.Say("open: to do until a release: %d", c.Left())
}

// tasks writes what is to do for a country, in order.
func (u *ui) tasks(c status.Country, project string) {
	u.print("%s%s  %s", u.lamp(c.Lamp), strings.ToUpper(c.Code), u.in(inWords(c)))
	n := 0
	for _, t := range c.Tasks {
		if t.Optional {
			continue
		}
		n++
		u.task(fmt.Sprintf("%2d", n), t, project)
	}
	for _, t := range c.Tasks {
		if t.Optional {
			u.task(" +", t, project)
		}
	}
}

// task writes one task below its number.
func (u *ui) task(number string, t status.Task, project string) {
	u.print("\n%s  %s", number, u.in(t.What))
	u.print("    %s", u.in(t.Do))
	if !t.Pos.IsZero() {
		u.print("    %s", t.Pos.String())
	}
	for _, line := range t.Lines {
		u.print("        %s", line)
	}
	for _, line := range t.Commands {
		if project != "." {
			line += " --project " + filepath.ToSlash(project)
		}
		u.print("        %s", line)
	}
}
