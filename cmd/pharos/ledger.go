package main

import (
	"crypto/rand"
	"encoding/hex"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"pharos/internal/days"
	"pharos/internal/release"
	"pharos/internal/seal"
)

func printCommand(c *call) *cobra.Command {
	return actions(&cobra.Command{
		Use:   "print",
		Short: "write print tickets, and keep the ledger of what was printed and where it went",
		Long: `The ledger is ledger/<writer>.jsonl in the project, one file a person. Places stay
there: no release and no report holds them. The release that is named is checked
first, as 'pharos verify' does. A line is never changed: 'pharos print undo' takes
back an entry that was a mistake.`,
		Example: `  pharos print record zz-1-poster-rights.en --release releases/zz/1 --writer ana --count 200 \
    --date 2030-01-25 --printer "Print shop"`,
	},
		ticketCommand(c),
		entryCommand(c, release.Printed, "record", "note a print run of a batch of a release",
			`--count 200 --printer "Print shop" --holder "Town hall"`),
		entryCommand(c, release.Placed, "place", "note where sheets of a batch went",
			`--count 20 --holder "Bus station" --place "Platforms"`),
		entryCommand(c, release.Recalled, "recall",
			"note that a holder gave sheets back or took them down; without --count all that it has until then",
			`--holder "Town hall" --count 15`),
		entryCommand(c, release.Ended, "expire", "note that a batch ended before the last day of its release",
			`--note "the line moved"`),
		undoCommand(c),
		listCommand(c))
}

// note is one entry that somebody wants to add to the ledger.
type note struct {
	release.Entry
	ui *ui
	// project and dir are the folders of the project and of the release.
	project, dir, writer string
	// today is the day on which it is written; sure writes what was asked about.
	today string
	sure  bool
}

// flags are those of every entry.
func (n *note) flags(c *call, cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&n.writer, "writer", "", "who keeps this file of the ledger, in small letters")
	f.StringVar(&n.Day, "date", "", "the day, YYYY-MM-DD; never later than today")
	f.StringVar(&n.Note, "note", "", "anything else")
	today := todayFlag(f, "the day on which this is written")
	require(cmd, "writer", "date")
	cmd.PreRun = func(*cobra.Command, []string) { n.ui, n.project, n.today = c.ui, c.project(), dayOr(*today) }
}

// entryCommand adds one kind of entry to the ledger.
func entryCommand(c *call, what release.What, action, short, example string) *cobra.Command {
	n := &note{Entry: release.Entry{What: what}}
	cmd := &cobra.Command{
		Use:   action + " BATCH",
		Short: short,
		Example: "  pharos print " + action + " zz-1-poster-rights.en --release releases/zz/1 --writer ana \\\n" +
			"    --date 2030-01-25 " + example,
		Args: words(1, 1),
	}
	n.flags(c, cmd)
	f := cmd.Flags()
	f.StringVar(&n.dir, "release", "", "the release that the batch belongs to")
	f.BoolVar(&n.sure, "sure", false, "write it although the ledger or the release speaks against it")
	require(cmd, "release")
	if what != release.Ended {
		f.IntVar(&n.Count, "count", 0, "how many sheets")
		f.StringVar(&n.Holder, "holder", "", "who has the sheets")
		f.StringVar(&n.Language, "holder-language", "", "language of letters to the holder")
		f.StringVar(&n.Place, "place", "", "where they went, in words")
		f.StringVar(&n.Where, "where", "", "coordinates; kept private")
		if what == release.Placed {
			f.StringVar(&n.Area, "area", "", "area of the evaluation, by its key in the plan")
		}
	}
	var nobody *bool
	switch what {
	case release.Printed:
		f.StringVar(&n.Printer, "printer", "", "who printed")
		f.StringVar(&n.Order, "order", "", "number of the order")
	case release.Recalled:
		nobody = f.Bool("no-holder", false, "the sheets of which the ledger names no holder")
	}
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		if n.Batch = args[0]; what == release.Recalled && (n.Holder == "") != *nobody {
			return usagef("print recall needs --holder, or --no-holder for sheets of which the ledger names none")
		}
		return n.add()
	}
	return cmd
}

// add checks an entry against the release and the ledger, and writes it.
func (n *note) add() error {
	if err := n.fill(); err != nil {
		return err
	}
	l, err := n.ledger()
	if err != nil {
		return err
	}
	switch n.What {
	case release.Printed, release.Placed:
		err = n.fits(l)
	case release.Recalled:
		err = n.takeBack(l)
	}
	if err != nil {
		return err
	}
	if err := release.Append(n.project, n.writer, n.Entry); err != nil {
		return err
	}
	n.ui.say("%s: %s of %s, entry %s", n.What, count(n.Count, "sheet"), n.Batch, n.ID)
	return nil
}

// ledger reads what the ledger has before an entry is added. A day ahead is refused:
// nobody knows what will happen.
func (n *note) ledger() (*release.Ledger, error) {
	if !days.Valid(n.Day) {
		return nil, usagef("%q is not a day; write YYYY-MM-DD", n.Day)
	}
	if n.Day > n.today {
		return nil, usagef("%s has not come yet, today is %s: the ledger holds what has happened", n.Day, n.today)
	}
	return readLedger(n.ui, n.project)
}

// fill adds what a checked release says about a batch.
func (n *note) fill() error {
	if err := n.release(); err != nil {
		return err
	}
	list, err := seal.Batches(n.dir)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(list, func(b release.Entry) bool { return b.Batch == n.Batch })
	if i < 0 {
		return usagef("the release in %s has no batch %q", n.dir, n.Batch)
	}
	b := list[i]
	n.Country, n.Release, n.Manifest, n.Material = b.Country, b.Release, b.Manifest, b.Material
	n.Audience, n.Languages, n.Numbers = b.Audience, b.Languages, b.Numbers
	n.ID, err = entryID()
	return err
}

// release checks the folder of the release. What is not as it was signed is in no
// ledger; what was right once must not be printed or put up any more, and gets into
// the ledger only if that has happened all the same.
func (n *note) release() error {
	trust, err := ownTrust(n.project, n.today)
	if err != nil {
		return err
	}
	root, err := os.OpenRoot(n.dir)
	if err != nil {
		return err
	}
	defer root.Close()
	r, err := release.Verify(root.FS(), trust)
	if err != nil {
		return err
	}
	switch standing := r.Standing(); {
	case standing == release.Wrong, standing == release.Open:
		return usagef("the release in %s is not right: %s", n.dir, r.Why())
	case !r.Pinned:
		return usagef("%s", strangers(n.dir))
	case standing == release.Holds, n.sure, n.What == release.Recalled, n.What == release.Ended:
		return nil
	default:
		return usagef("the release in %s is %s: %s. Do not print it or put it up. If that has happened already, "+
			"add --sure: the ledger must know every sheet", n.dir, standing, r.Why())
	}
}

// fits refuses an entry that the ledger has, and more sheets placed than printed.
func (n *note) fits(l *release.Ledger) error {
	if n.sure {
		return nil
	}
	printed, out := 0, 0
	for _, e := range l.Entries {
		if e.What == n.What && e.Batch == n.Batch && e.Day == n.Day && e.Count == n.Count && e.Holder == n.Holder &&
			e.Place == n.Place && e.Printer == n.Printer && e.Order == n.Order {
			return usagef("the ledger has this already, as entry %s. If it happened twice, add --sure", e.ID)
		}
		if e.What == release.Printed && e.Batch == n.Batch {
			printed += e.Count
		}
	}
	for _, e := range release.Lots(l.Entries) {
		if e.What == release.Placed && e.Batch == n.Batch {
			out += e.Count
		}
	}
	if n.What == release.Placed && out+n.Count > printed {
		return usagef("that makes %s of %s placed, and the ledger knows of %d printed. "+
			"Note the print run first; if it is right as it is, add --sure", count(out+n.Count, "sheet"), n.Batch,
			printed)
	}
	return nil
}

// takeBack names the lots of the holder that came back: those that the ledger knows
// up to this day.
func (n *note) takeBack(l *release.Ledger) error {
	has := 0
	var holders []string
	for _, e := range release.Lots(l.Entries) {
		switch {
		case e.Batch != n.Batch || e.Day > n.Day:
		case e.Holder == n.Holder:
			n.Of, has = append(n.Of, e.ID), has+e.Count
		case !slices.Contains(holders, strconv.Quote(e.Holder)):
			holders = append(holders, strconv.Quote(e.Holder))
		}
	}
	switch {
	case has == 0 && len(holders) > 0:
		return usagef("on %s %q has no sheets of %s; holders are %s",
			n.Day, n.Holder, n.Batch, strings.Join(holders, ", "))
	case has == 0:
		return usagef("on %s nobody has sheets of %s", n.Day, n.Batch)
	case n.Count < 0 || n.Count > has:
		return usagef("on %s %q has %s of %s, not %d", n.Day, n.Holder, count(has, "sheet"), n.Batch, n.Count)
	case n.Count == 0:
		n.Count = has
	}
	return nil
}

func undoCommand(c *call) *cobra.Command {
	n := &note{Entry: release.Entry{What: release.Undone}}
	cmd := &cobra.Command{
		Use:   "undo ENTRY",
		Short: "take back an entry of the ledger that was a mistake",
		Long: `Adds an entry that takes an earlier one back; both stay in the ledger, and neither
counts any more. To correct a mistake take it back and write it anew.`,
		Example: `  pharos print undo 5f0c21d7a1b2c3d4 --writer ana --date 2030-01-25 --note "200 sheets, not 2000"`,
		Args:    words(1, 1),
	}
	n.flags(c, cmd)
	cmd.RunE = func(_ *cobra.Command, args []string) error { return n.undo(args[0]) }
	return cmd
}

// undo adds an entry that takes another one back.
func (n *note) undo(id string) error {
	l, err := n.ledger()
	if err != nil {
		return err
	}
	e, ok := l.Entry(id)
	if !ok {
		return usagef("no entry %q counts in the ledger; 'pharos print list' shows those that do", id)
	}
	if e.What == release.Released {
		return usagef("the entry %s is of the release itself: withdraw the release instead", id)
	}
	if e.What == release.Registered || e.What == release.Published {
		return usagef("the entry %s says what was fixed or what the public saw, and stays", id)
	}
	for _, other := range l.Entries {
		if slices.Contains(other.Of, id) {
			return usagef("the entry %s is about %s: take that one back first", other.ID, id)
		}
	}
	n.Of, n.Batch, n.Country, n.Release, n.Manifest = []string{id}, e.Batch, e.Country, e.Release, e.Manifest
	if n.ID, err = entryID(); err != nil {
		return err
	}
	if err := release.Append(n.project, n.writer, n.Entry); err != nil {
		return err
	}
	n.ui.say("taken back: %s of %s of %s, by entry %s", e.What, count(e.Count, "sheet"), e.Batch, n.ID)
	return nil
}

func listCommand(c *call) *cobra.Command {
	return &cobra.Command{
		Use:     "list [BATCH]",
		Short:   "list the entries of the ledger that count, with their ids; not the releases themselves",
		Example: "  pharos print list zz-1-poster-rights.en",
		Args:    words(0, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			l, err := readLedger(c.ui, c.project())
			if err != nil {
				return err
			}
			for _, e := range l.Entries {
				if e.What != release.Released && (len(args) == 0 || e.Batch == args[0]) {
					c.ui.row(e.ID, e.Day, e.What, e.Batch, e.Count, e.Holder, e.Place)
				}
			}
			return nil
		},
	}
}

// entryID makes a new id.
func entryID() (string, error) {
	id := make([]byte, 8)
	if _, err := rand.Read(id); err != nil {
		return "", err
	}
	return hex.EncodeToString(id), nil
}
