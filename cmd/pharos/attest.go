package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	pharos "pharos"
	"pharos/internal/build"
	"pharos/internal/campaign"
	"pharos/internal/disk"
	"pharos/internal/locale"
	"pharos/internal/plan"
	"pharos/internal/tree"
)

func attestVerb() verb {
	return verb{
		name:  "attest",
		args:  "LINE [flags]",
		short: "record a test call, print a call sheet, or propose what calls heard",
		long: `Writes campaigns/countries/<cc>/attestations/<line>-<date>-<mark>.yaml: who rang
which number, when, from which network, and what was heard. Records are never
changed; a second call is a second file. --outcome other says that somebody or
something else answered than the record says; it stops a release until two newer
calls clear it.
--sheet prints what to ask, in the country's first language or in --language;
with --out FILE it is a PDF to write on. --propose shows as a patch of the
country's file what two calls heard alike, for git apply or patch -p1; it changes
nothing.`,
		example: `pharos attest zz.line --by "Ana" --role office --from "Net One" --date 2030-01-02 --heard "Fictional line, good day"`,
		run:     runAttest,
	}
}

// testCall is one call of the verb.
type testCall struct {
	ui             *ui
	project        string
	call           campaign.Attestation
	languages      []string
	sheet, propose bool
	language       string
	// out is the PDF to write; empty prints text.
	out string
}

// runAttest runs one action.
func runAttest(_ context.Context, ui *ui, args []string) error {
	t := &testCall{ui: ui}
	f, project := plainFlags("attest", ui)
	c := &t.call
	f.StringVar(&c.By, "by", "", "name of the person who rang")
	f.StringVar(&c.Role, "role", "", "what this person is, such as office or volunteer")
	f.StringVar(&c.Network, "from", "", "telephone company the call was made from")
	f.StringVar(&c.Date, "date", "", "day of the call, YYYY-MM-DD")
	f.StringVar(&c.Heard, "heard", "", "what was announced, word for word")
	f.StringVar(&c.Hours, "hours", "", `hours as heard, such as "mon-fri 10:00-18:00" or always`)
	f.StringSliceVar(&t.languages, "languages", nil, "languages as heard, such as sq,en")
	f.StringVar(&c.Cost, "cost", "", "cost as heard: any-phone, country, no, land-line or unknown")
	f.StringVar(&c.Data, "data", "", "what happens to the caller's data, as heard")
	outcome := f.String("outcome", string(campaign.Confirmed), "confirmed, other or no-answer")
	f.BoolVar(&t.sheet, "sheet", false, "print a call sheet")
	f.StringVar(&t.out, "out", "", "write the call sheet as a PDF to this file")
	f.BoolVar(&t.propose, "propose", false, "show what the calls heard alike as a diff of the country's file")
	f.StringVar(&t.language, "language", "", "language of the call sheet's words to say; else the country's first")
	if help, err := parseWords(f, args, 1, 1); err != nil || help {
		return ui.helpOr(attestVerb(), f, help, err)
	}
	t.project, c.Line, c.Outcome = *project, f.Arg(0), campaign.Outcome(*outcome)
	set, line, err := t.line()
	if err != nil {
		return err
	}
	switch {
	case t.sheet:
		return t.printSheet(set, line)
	case t.propose:
		return t.diff(set, line)
	}
	if err := needed(f, "by", "role", "from", "date", "heard"); err != nil {
		return err
	}
	return t.record(set, line)
}

// line loads the project and finds the line.
func (t *testCall) line() (*campaign.Set, *campaign.Hotline, error) {
	files, _, err := campaign.Open(pharos.Defaults, t.project)
	if err != nil {
		return nil, nil, err
	}
	defer files.Close()
	set, _, err := campaign.Load(files)
	if err != nil {
		return nil, nil, err
	}
	var ids []string
	for _, c := range set.Countries {
		for i := range c.Hotlines {
			if h := &c.Hotlines[i]; h.ID == t.call.Line && len(h.Contacts) > 0 {
				return set, h, nil
			}
			ids = append(ids, c.Hotlines[i].ID)
		}
	}
	return nil, nil, usagef("unknown line %q%s", t.call.Line, meant(t.call.Line, ids))
}

// record writes the file and reads it back.
func (t *testCall) record(set *campaign.Set, h *campaign.Hotline) error {
	c := t.call
	if _, err := time.Parse(time.DateOnly, c.Date); err != nil {
		return usagef("%q is not a day; write YYYY-MM-DD", c.Date)
	}
	for _, l := range t.languages {
		if _, ok := set.Languages.Lookup(locale.Tag(l)); !ok {
			return usagef("unknown language %q", l)
		}
	}
	var b strings.Builder
	for _, kv := range [][2]string{{"line", c.Line}, {"dial", h.Contacts[0].Dial}, {"date", c.Date}, {"by", c.By}, {"role", c.Role}, {"network", c.Network},
		{"outcome", string(c.Outcome)}, {"heard", c.Heard}, {"hours", c.Hours}, {"cost", c.Cost}, {"data", c.Data}} {
		if kv[1] != "" {
			fmt.Fprintf(&b, "%s: %s\n", kv[0], strconv.Quote(kv[1]))
		}
	}
	if len(t.languages) > 0 {
		fmt.Fprintf(&b, "languages: [%s]\n", strings.Join(t.languages, ", "))
	}
	if _, list := tree.Parse("record", []byte(b.String())); len(list) > 0 {
		return usagef("the words cannot be written: %s", list[0].Message)
	}
	name := campaign.AttestationFile(c.Line, c.Date, b.String())
	full := filepath.Join(t.project, filepath.FromSlash(name))
	if _, err := os.Lstat(full); err == nil {
		return usagef("this call is on record already: %s", name)
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := disk.Write(full, []byte(b.String()), 0o644); err != nil {
		return err
	}
	_, err := fmt.Fprintln(t.ui.out, name)
	return err
}

// printSheet gives what to ask and room for the answers: as text, or as a PDF.
func (t *testCall) printSheet(set *campaign.Set, h *campaign.Hotline) error {
	tag := locale.Tag(t.language)
	for _, c := range set.Countries {
		if tag == "" && strings.HasPrefix(h.ID, c.Code+".") && len(c.Languages) > 0 {
			tag = c.Languages[0].Tag
		}
	}
	if _, known := set.Languages.Lookup(tag); !known {
		return usagef("unknown language %q", tag)
	}
	if t.out != "" {
		return t.writeSheet(tag)
	}
	m, ok := plan.CallSheet(set, h.ID, tag)
	if !ok {
		return usagef("the call sheet lacks a text in %s: take another --language", tag)
	}
	words, way, w := m.Columns[0].Slots, h.Contacts[0], t.ui.out
	fmt.Fprintf(w, "%s · %s\n\n%s\n%s\n\n%s\n\n", words[plan.SlotTitle][0].Text.Value, h.ID, m.Number.Label.Value, way.Dial, words[plan.SlotLead][0].Text.Value)
	for _, q := range words[plan.SlotNotes] {
		fmt.Fprintf(w, "%s\n    ____________________________________________________________\n\n", q.Text.Value)
	}
	fmt.Fprintf(w, "On record: operator %s; hours %s; cost %s.\n", h.Operator.English, hoursOn(way.Hours), way.Free.Value)
	fmt.Fprint(w, "Ask nothing about any caller. Two calls by two people from two networks are needed.\n")
	_, err := fmt.Fprintf(w, "Then: pharos attest %s --by NAME --role ROLE --from NETWORK --date DAY --heard \"...\"\n", h.ID)
	return err
}

// writeSheet writes the PDF.
func (t *testCall) writeSheet(tag locale.Tag) error {
	o, l, err := whole(t.project)
	if err != nil {
		return err
	}
	defer l.Files.Close()
	data, err := build.CallSheet(o, l, t.call.Line, tag)
	if err != nil {
		return err
	}
	if err := disk.Write(t.out, data, 0o644); err != nil {
		return err
	}
	t.ui.say("call sheet for %s in %s: %s", t.call.Line, tag, t.out)
	return nil
}

// hoursOn are the hours on record in words.
func hoursOn(h campaign.Hours) string {
	if !h.Known() {
		return "not on record: ask"
	}
	return h.Written()
}
