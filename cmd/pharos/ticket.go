package main

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"pharos/internal/build"
	"pharos/internal/disk"
	"pharos/internal/locale"
	"pharos/internal/made"
	"pharos/internal/office"
	"pharos/internal/release"
)

func ticketCommand(c *call) *cobra.Command {
	t := &ticket{}
	cmd := &cobra.Command{
		Use:   "ticket BATCH",
		Short: "write the print ticket of an order: --out NAME.pdf, and NAME.json beside it",
		Example: `  pharos print ticket zz-1-poster-rights.en --release releases/zz/1 --count 200 \
    --contact "Ana, the office" --out ticket.pdf`,
		Args: words(1, 1),
	}
	f := cmd.Flags()
	f.StringVar(&t.dir, "release", "", "the release that the batch belongs to")
	f.IntVar(&t.count, "count", 0, "how many sheets")
	f.StringVar(&t.order, "order", "", "number of the order")
	f.StringVar(&t.contact, "contact", "", "whom the shop asks before printing")
	f.StringVar(&t.out, "out", "", "the PDF to write")
	language := f.String("language", "", "language of the ticket; else the sheet's first")
	today := todayFlag(f, "the day of the check")
	f.BoolVar(&t.several, "several", false, "for the file with several pieces on one sheet")
	require(cmd, "release", "count", "contact", "out")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		t.ui, t.options, t.batch = c.ui, c.undivided(), args[0]
		t.language, t.today = locale.Tag(*language), dayOr(*today)
		return t.write()
	}
	return cmd
}

// ticket is one print ticket to write.
type ticket struct {
	ui                              *ui
	options                         build.Options
	batch, dir, out, contact, order string
	count                           int
	several                         bool
	language                        locale.Tag
	today                           string
}

// ticketFile is the ticket for other programs.
type ticketFile struct {
	Release   string       `json:"release"`
	Batch     string       `json:"batch"`
	File      string       `json:"file"`
	SHA256    string       `json:"sha256"`
	Languages []locale.Tag `json:"languages"`
	Stock     string       `json:"stock,omitempty"`
	Trim      string       `json:"trim"`
	Count     int          `json:"count"`
	Order     string       `json:"order,omitempty"`
	Edition   string       `json:"edition"`
	Expires   string       `json:"expires"`
	Number    string       `json:"number"`
	Code      string       `json:"code,omitempty"`
	Words     string       `json:"check_words"`
	Contact   string       `json:"contact"`
}

// write checks the release and writes both files. A release that is not right
// gets no ticket.
func (t *ticket) write() error {
	if t.count < 1 {
		return usagef("a ticket needs the --count of sheets")
	}
	if !strings.HasSuffix(t.out, ".pdf") {
		return usagef("the ticket is a PDF: --out NAME.pdf")
	}
	root, err := os.OpenRoot(t.dir)
	if err != nil {
		return err
	}
	defer root.Close()
	trust, err := ownTrust(t.options.Project, t.today)
	if err != nil {
		return err
	}
	result, err := release.Sound(root.FS(), trust)
	if unsound := (release.Unsound{}); errors.As(err, &unsound) {
		return usagef("the release is not right: %v", err)
	}
	if err != nil {
		return err
	}
	if !result.Pinned {
		return usagef("%s", strangers(t.dir))
	}
	o := t.options
	l, err := whole(o)
	if err != nil {
		return err
	}
	defer l.Files.Close()
	m := result.Manifest
	of := made.Press
	if t.several {
		of = made.Sheet
	}
	order, err := office.OrderOf(o, l, root.FS(), m, t.batch, of)
	if err != nil {
		return err
	}
	order.Until = result.Until()
	order.Count, order.Order, order.Contact = t.count, t.order, t.contact
	order.Words = strings.Join(result.Ring.Words(), " ")
	if t.language == "" {
		t.language = locale.Source
		if len(order.Languages) > 0 {
			t.language = order.Languages[0]
		}
	}
	data, err := office.Ticket(o, l, order, t.language)
	if err != nil {
		return err
	}
	words, err := json.MarshalIndent(ticketFile{
		Release: m.Name(), Batch: order.Batch, File: order.Material, SHA256: order.Digest, Languages: order.Languages,
		Stock: order.Stock, Trim: order.Trim, Count: order.Count, Order: order.Order, Edition: order.Edition,
		Expires: result.Until(), Number: order.Number, Code: order.Code, Words: order.Words, Contact: order.Contact,
	}, "", "  ")
	if err != nil {
		return err
	}
	if err := disk.Write(strings.TrimSuffix(t.out, filepath.Ext(t.out))+".json", append(words, '\n'),
		0o644); err != nil {
		return err
	}
	if err := disk.Write(t.out, data, 0o644); err != nil {
		return err
	}
	t.ui.say("ticket for %s of %s: %s", count(order.Count, "sheet"), order.Batch, t.out)
	return nil
}
