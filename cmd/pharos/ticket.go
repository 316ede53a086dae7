package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"pharos/internal/build"
	"pharos/internal/disk"
	"pharos/internal/locale"
	"pharos/internal/release"
)

// ticket is one print ticket to write.
type ticket struct {
	ui                         *ui
	project, dir, out, contact string
	language                   locale.Tag
	today                      string
	order                      release.Entry
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
func (t *ticket) write(f *pflag.FlagSet) error {
	if err := needed(f, "release", "contact", "out"); err != nil {
		return err
	}
	if t.order.Count < 1 {
		return usagef("a ticket needs the --count of sheets")
	}
	if !strings.HasSuffix(t.out, ".pdf") {
		return usagef("the ticket is a PDF: --out NAME.pdf")
	}
	if t.today == "" {
		t.today = time.Now().Format(time.DateOnly)
	}
	root, err := os.OpenRoot(t.dir)
	if err != nil {
		return err
	}
	defer root.Close()
	result, _, err := release.Verify(root.FS(), release.Trust{Today: t.today, Known: &release.Known{}})
	if err != nil {
		return err
	}
	if !result.Right() {
		return usagef("the release is not right: %s", result.Problems[0])
	}
	o, l, err := whole(t.project)
	if err != nil {
		return err
	}
	defer l.Files.Close()
	m := result.Manifest
	order, err := build.OrderOf(o, l, root.FS(), m, f.Arg(1))
	if err != nil {
		return err
	}
	order.Count, order.Order, order.Contact, order.Words = t.order.Count, t.order.Order, t.contact, strings.Join(result.Ring.Words(), " ")
	if t.language == "" {
		t.language = locale.Source
		if len(order.Languages) > 0 {
			t.language = order.Languages[0]
		}
	}
	data, err := build.Ticket(o, l, order, t.language)
	if err != nil {
		return err
	}
	words, err := json.MarshalIndent(ticketFile{Release: m.Name(), Batch: order.Batch, File: order.Material, SHA256: order.Digest, Languages: order.Languages, Stock: order.Stock, Trim: order.Trim,
		Count: order.Count, Order: order.Order, Edition: order.Edition, Expires: m.Expires, Number: order.Number, Code: order.Code, Words: order.Words, Contact: order.Contact}, "", "  ")
	if err != nil {
		return err
	}
	if err := disk.Write(strings.TrimSuffix(t.out, filepath.Ext(t.out))+".json", append(words, '\n'), 0o644); err != nil {
		return err
	}
	if err := disk.Write(t.out, data, 0o644); err != nil {
		return err
	}
	t.ui.say("ticket for %s of %s: %s", count(order.Count, "sheet"), order.Batch, t.out)
	return nil
}
