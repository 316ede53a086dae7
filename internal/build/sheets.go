package build

import (
	"bytes"
	"context"
	"fmt"
	"sync"
	"time"

	"pharos/internal/diag"
	"pharos/internal/made"
	"pharos/internal/pdf"
	"pharos/internal/plan"
	"pharos/internal/press"
	"pharos/internal/proof"
	"pharos/internal/typeset"
	"pharos/internal/web"
)

// sheet is one material with what was made of it.
type sheet struct {
	material plan.Material
	trim     string
	files    []made.File
	// failed is true where the words do not fit: the sheet is not made.
	failed   bool
	findings diag.List
	spent    time.Duration
}

// workshop holds what the stages share: fonts, templates and the PDF reader.
// Without an output it composes sheets and makes nothing of them.
type workshop struct {
	Options
	out      *Output
	loaded   *Loaded
	press    *press.Press
	web      *web.Web
	reader   *proof.Reader
	findings diag.List
}

// newWorkshop opens fonts, templates and the PDF reader.
func newWorkshop(o Options, l *Loaded, out *Output) (*workshop, error) {
	fonts, err := typeset.NewFonts(l.Files)
	if err != nil {
		return nil, err
	}
	p, found, err := press.New(l.Files, fonts, o.Theme)
	if err != nil {
		return nil, err
	}
	if found.Stops() {
		return nil, Defects{found.Sorted()}
	}
	r, err := proof.Open(proof.Options{Cache: o.Cache, Fonts: l.Files, Instances: o.Jobs})
	if err != nil {
		return nil, err
	}
	return &workshop{Options: o, out: out, loaded: l, press: p, reader: r}, nil
}

// close gives the PDF reader's memory back.
func (w *workshop) close() { w.reader.Close() }

// sheets makes every sheet of the countries, several at once. The order in
// which they are done does not change a byte.
func (w *workshop) sheets(ctx context.Context, countries []*country) error {
	var all []*sheet
	for _, c := range countries {
		all = append(all, c.sheets...)
	}
	w.step("sheets", 0, len(all))
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	work := make(chan *sheet)
	var group sync.WaitGroup
	var mu sync.Mutex
	done := 0
	for range max(1, w.Jobs) {
		group.Go(func() {
			for s := range work {
				if err := w.sheet(s); err != nil {
					cancel(fmt.Errorf("%s/%s: %w", s.material.Country, s.material.Name, err))
				}
				mu.Lock()
				done++
				w.step("sheets", done, len(all))
				mu.Unlock()
			}
		})
	}
	for _, s := range all {
		if ctx.Err() != nil {
			break
		}
		work <- s
	}
	close(work)
	group.Wait()
	if err := context.Cause(ctx); err != nil {
		return err
	}
	for _, c := range countries {
		w.gather(c)
	}
	return nil
}

// gather takes the finished sheets of a country together: those that do not fit
// are listed as left out, with the message that is too long.
func (w *workshop) gather(c *country) {
	var kept []*sheet
	for _, s := range c.sheets {
		c.spent += s.spent
		w.findings = append(w.findings, s.findings...)
		if !s.failed {
			kept = append(kept, s)
			continue
		}
		f := s.findings[0]
		c.omitted = append(c.omitted, plan.Omission{Country: s.material.Country, Audience: s.material.Audience, Material: s.material.Name,
			Tag: s.material.Columns[0].Locale.Tag, Reason: plan.NoFit, Detail: f.Message, Pos: f.Pos})
	}
	c.sheets = kept
}

// sheet makes the files of one material.
func (w *workshop) sheet(s *sheet) error {
	start := time.Now()
	defer func() { s.spent = time.Since(start) }()
	if s.material.Template == "" {
		return w.text(s)
	}
	doc, found := w.press.Compose(s.material)
	s.findings = found
	if s.failed = found.Count(diag.Error) > 0; s.failed || w.out == nil {
		return nil
	}
	s.trim = press.Trim(s.material.Stock)
	for _, output := range s.material.Outputs {
		if err := w.output(s, doc, output); err != nil {
			return err
		}
	}
	return nil
}

// output makes one kind of file from the composed sheet, and has it read back.
func (w *workshop) output(s *sheet, doc typeset.Document, kind string) error {
	switch kind {
	case "press":
		return w.pdf(s, w.press.Marks(doc, s.material), pdf.Press, "press.pdf")
	case "screen":
		return w.pdf(s, doc, pdf.Screen, "screen.pdf")
	}
	return nil
}

// pdf writes one PDF, has it read back and keeps its picture.
func (w *workshop) pdf(s *sheet, doc typeset.Document, kind pdf.Kind, ending string) error {
	var buf bytes.Buffer
	if err := pdf.Write(&buf, doc, pdf.Options{Kind: kind, Date: w.loaded.Plan.Date}); err != nil {
		return err
	}
	return w.keep(s, ending, "application/pdf", buf.Bytes())
}

// keep writes one file of a sheet.
func (w *workshop) keep(s *sheet, ending, mediaType string, data []byte) error {
	p := s.material.Path(ending)
	s.files = append(s.files, made.Of(p, mediaType, data))
	return w.out.Write(s.material.Country, p, data)
}

// text writes a material that is a text file: one sentence a line.
func (w *workshop) text(s *sheet) error {
	var b bytes.Buffer
	for _, col := range s.material.Columns {
		for _, l := range col.Slots[plan.SlotText] {
			b.WriteString(l.Text.Value + "\n")
		}
		for _, l := range col.Slots[plan.SlotBand] {
			b.WriteString("(" + l.Text.Value + ")\n")
		}
	}
	return w.keep(s, "txt", "text/plain; charset=utf-8", b.Bytes())
}
