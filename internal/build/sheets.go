package build

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"pharos/internal/cache"
	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/made"
	"pharos/internal/output"
	"pharos/internal/paint"
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
	Product
	spent time.Duration
}

// Workshop holds what the stages share: fonts, templates and the PDF reader, which
// is started when the first file is read. Without an output it composes sheets and
// makes nothing of them.
type Workshop struct {
	Options
	Fonts  *typeset.Fonts
	Press  *press.Press
	Reader *proof.Reader
	Web    *web.Web
	out    *output.Folder
	loaded *Loaded
	// conditions are the profiles of the press files.
	conditions *pdf.Conditions
	// shownLogo is the logo of an adaptation as pages show it; nil where it has none.
	shownLogo *plan.Logo
	// inputs are what outputs depend on, store keeps what was made; nil without
	// an output.
	inputs   *inputs
	store    *cache.Store
	findings diag.List
}

// NewWorkshop opens a workshop that has no output, for sheets that are no part of
// a build.
func NewWorkshop(o Options, l *Loaded) (*Workshop, error) { return newWorkshop(o, l, nil) }

// printing is what sheets are made with, as the project's files give it.
type printing struct {
	fonts      *typeset.Fonts
	press      *press.Press
	conditions *pdf.Conditions
}

// tools are what sheets and pages are made with.
type tools struct {
	printing
	site *web.Web
}

// open opens fonts, templates, tokens, printing conditions and the theme of the
// site. Findings are about the project's files, all of them at once; with an error
// among them the tools cannot be used.
func (o Options) open(l *Loaded) (t tools, list diag.List, err error) {
	if t.printing, list, err = o.printing(l); err != nil {
		return t, nil, err
	}
	if t.site, err = web.New(l.Files, o.Theme); err != nil {
		return t, nil, err
	}
	return t, append(list, t.site.Check()...).Sorted(), nil
}

// printing opens what sheets are made with.
func (o Options) printing(l *Loaded) (t printing, list diag.List, err error) {
	if t.fonts, list, err = l.Set.OpenFonts(l.Files, o.Defaults); err != nil {
		return t, nil, err
	}
	var found diag.List
	if t.press, found, err = press.New(l.Files, l.Set.Languages, t.fonts, o.Theme); err != nil {
		return t, nil, err
	}
	list = append(list, found...)
	if !found.Stops() {
		if t.conditions, found, err = pdf.ReadConditions(l.Files, t.press.Stocks()); err != nil {
			return t, nil, err
		}
		list = append(list, found...)
	}
	return t, list, nil
}

// newWorkshop opens the tools and the PDF reader.
func newWorkshop(o Options, l *Loaded, out *output.Folder) (*Workshop, error) {
	t, found, err := o.open(l)
	if err != nil {
		return nil, err
	}
	if found.Stops() {
		return nil, Defects{found}
	}
	r, err := proof.Open(
		proof.Options{
			Paint:     paint.Options{Cache: o.Cache, Fonts: l.Files, Instances: o.Jobs},
			Forbidden: forbidden(l.Set),
			Thorough:  o.Thorough,
		},
	)
	if err != nil {
		return nil, err
	}
	t.site.Date = l.Plan.Date
	w := &Workshop{
		Options:    o,
		Fonts:      t.fonts,
		Press:      t.press,
		Reader:     r,
		Web:        t.site,
		out:        out,
		loaded:     l,
		conditions: t.conditions,
	}
	if out != nil {
		t.conditions.Prepare()
		w.inputs = o.inputs(l)
		w.store = Store(o.Means)
	}
	return w, nil
}

// forbidden lists the numbers that no output may show.
func forbidden(set *campaign.Set) []proof.Forbidden {
	var out []proof.Forbidden
	for _, c := range set.Countries {
		for i, h := range c.Hotlines {
			if h.Status.Shows() {
				continue
			}
			for j, k := range h.Contacts {
				at := fmt.Sprintf("hotlines[%d].contacts[%d].dial", i, j)
				out = append(
					out,
					proof.Forbidden{
						Country: c.Code,
						Number:  k.Dial,
						Why:     string(h.Status),
						From:    set.Places.At(c.File(), at),
					},
				)
			}
		}
	}
	return out
}

// Close gives the PDF reader's memory back and keeps the cache within its limit.
func (w *Workshop) Close() {
	w.Reader.Close()
	w.store.Close()
}

// sheets makes every sheet of the countries, several at once. The order in
// which they are done does not change a byte.
func (w *Workshop) sheets(ctx context.Context, countries []*country) error {
	var all []*sheet
	for _, c := range countries {
		all = append(all, c.sheets...)
	}
	w.Tell("sheets", 0, len(all))
	group, going := errgroup.WithContext(ctx)
	group.SetLimit(max(1, w.Jobs))
	var mu sync.Mutex
	done := 0
	for _, s := range all {
		if going.Err() != nil {
			break
		}
		group.Go(func() error {
			if err := w.sheet(s); err != nil {
				return fmt.Errorf("%s/%s: %w", s.material.Country, s.material.Name, err)
			}
			mu.Lock()
			defer mu.Unlock()
			done++
			w.Tell("sheets", done, len(all))
			return nil
		})
	}
	if err := cmp.Or(group.Wait(), context.Cause(ctx)); err != nil {
		return err
	}
	for _, c := range countries {
		w.gather(c)
	}
	return nil
}

// gather takes the finished sheets of a country together: those that do not fit
// are listed as left out, with the message that is too long.
func (w *Workshop) gather(c *country) {
	var kept []*sheet
	for _, s := range c.sheets {
		c.spent += s.spent
		w.findings = append(w.findings, w.loaded.exceptions.Lower(s.Findings, s.material.Country)...)
		if !s.Failed {
			kept = append(kept, s)
			continue
		}
		f := s.Findings[slices.IndexFunc(s.Findings, unmade)]
		c.omitted = append(
			c.omitted,
			plan.Omission{Country: s.material.Country, Audience: s.material.Audience, Material: s.material.Name,
				Tag: s.material.Columns[0].Locale.Tag, Reason: plan.NoFit, Detail: f.Message, Pos: f.Pos},
		)
	}
	c.sheets = kept
}

// sheet takes one material from the cache or makes it, and writes its files.
func (w *Workshop) sheet(s *sheet) error {
	start := time.Now()
	defer func() { s.spent = time.Since(start) }()
	if w.out == nil {
		return w.work(s, nil)
	}
	key, places := w.inputs.sheet(s.material)
	var ok bool
	if s.Product, ok = take(w.store, key, places); !ok {
		if err := w.work(s, s.material.Outputs); err != nil {
			return err
		}
		if err := s.put(w.store, key, places); err != nil {
			return err
		}
	}
	return s.write(w.out, s.material.Country)
}

// Make makes a sheet in memory as a build does, and gives what was found in it. A
// finding that an exception covers is a note.
func (w *Workshop) Make(m plan.Material) (*Product, error) {
	s := &sheet{material: m}
	if err := w.work(s, m.Outputs); err != nil {
		return nil, err
	}
	s.Findings = w.loaded.exceptions.Lower(s.Findings, m.Country)
	return &s.Product, nil
}

// Picture paints one page of a sheet alone.
func (w *Workshop) Picture(m plan.Material, page, side int) ([]byte, diag.List, error) {
	tools := printing{w.Fonts, w.Press, w.conditions}
	pic, err := tools.picture(w.Reader.Reader, m, w.loaded.Plan.Date, page, side)
	return pic.PNG, pic.Findings, err
}

// work makes the given outputs of one material; without any it is laid out and
// judged alone.
func (w *Workshop) work(s *sheet, outputs []made.Output) error {
	if s.material.Template == "" {
		return w.text(s)
	}
	doc, found := w.Press.Compose(s.material)
	s.Findings = found
	if s.Failed = slices.ContainsFunc(found, unmade); s.Failed {
		return nil
	}
	s.Findings = append(found, press.Judge(s.material, doc)...)
	s.Trim = w.Press.Trim(s.material.Stock)
	return w.outputs(s, doc, outputs)
}

// unmade reports a finding with which a sheet cannot be made; what only refuses a
// release lets it be made.
func unmade(f diag.Finding) bool { return f.Severity == diag.Error && f.Gate != diag.Release }

// previewSide is the longer side of a preview in pixels.
const previewSide = 400

// A preview of more than previewBytes is painted smaller, step by step, until it
// fits or would be too small to tell sheets apart.
const (
	previewBytes = 15_000
	previewStep  = 40
	previewLeast = 200
)

// makers make the outputs of a composed sheet, in this order. One maker makes all
// that comes of one file: the picture and the preview are painted from the screen
// file, so that what people see is what they get.
var makers = []struct {
	of   []made.Output
	make func(w *Workshop, s *sheet, doc typeset.Document, outputs []made.Output) error
}{
	{[]made.Output{made.Press}, (*Workshop).pressFile},
	{[]made.Output{made.Sheet}, (*Workshop).pressSheet},
	{[]made.Output{made.Home}, (*Workshop).homeFile},
	{[]made.Output{made.Badge}, (*Workshop).badge},
	{[]made.Output{made.Screen, made.Preview, made.Picture}, (*Workshop).screenFile},
}

// outputs makes files of a composed sheet. A file that the printing condition cannot
// carry is not made.
func (w *Workshop) outputs(s *sheet, doc typeset.Document, outputs []made.Output) error {
	unfit, shop := w.fits(s.material, doc), func(o made.Output) bool { return o.Traits().Shop }
	if slices.ContainsFunc(outputs, shop) {
		s.Findings = append(s.Findings, unfit...)
	}
	for _, m := range makers {
		wanted := slices.ContainsFunc(m.of, func(o made.Output) bool { return slices.Contains(outputs, o) })
		if !wanted || unfit != nil && slices.ContainsFunc(m.of, shop) {
			continue
		}
		if err := m.make(w, s, doc, outputs); err != nil {
			return err
		}
	}
	return nil
}

// pressFile writes the file for the print shop and has it read back.
func (w *Workshop) pressFile(s *sheet, doc typeset.Document, _ []made.Output) error {
	data, err := w.PDF(w.Press.Marks(doc, s.material), w.standard(), s.material.Stock)
	if err != nil {
		return err
	}
	s.Findings = append(s.Findings, w.Reader.Compare(s.material, data, made.Press)...)
	return w.keep(s, made.Press.Traits().Ending, data)
}

// pressSheet writes a sheet with several pieces for the print shop.
func (w *Workshop) pressSheet(s *sheet, doc typeset.Document, _ []made.Output) error {
	return w.imposed(s, doc, s.material.Sheet, made.Sheet, w.standard())
}

// screenFile writes the file for the screen, has it read back and paints the
// preview or the picture from it.
func (w *Workshop) screenFile(s *sheet, doc typeset.Document, outputs []made.Output) error {
	data, err := w.PDF(doc, pdf.Screen, "")
	if err != nil {
		return err
	}
	file, err := w.Reader.Read(data)
	if err != nil {
		return err
	}
	defer file.Close()
	s.Findings = append(s.Findings, w.Reader.CompareFile(file, s.material, made.Screen)...)
	if slices.Contains(outputs, made.Screen) {
		if err := w.keep(s, made.Screen.Traits().Ending, data); err != nil {
			return err
		}
	}
	page := doc.Pages[0].Trim
	var preview []byte
	for side := previewSide; side >= previewLeast &&
		(preview == nil || len(preview) > previewBytes); side -= previewStep {
		s.Width, s.Height = Within(int64(page.W()), int64(page.H()), side)
		if preview, err = file.Preview(0, s.Width, s.Height); err != nil {
			return err
		}
	}
	if !slices.Contains(outputs, made.Picture) {
		s.Preview = s.material.Path(made.Preview.Traits().Ending)
		return w.keep(s, made.Preview.Traits().Ending, preview)
	}
	picture, err := file.Picture(0, int(page.W()/typeset.Pixel), int(page.H()/typeset.Pixel))
	if err != nil {
		return err
	}
	if err := w.keep(s, made.Preview.Traits().Ending, picture); err != nil {
		return err
	}
	s.Preview = s.material.Path("thumb." + made.Preview.Traits().Ending)
	return w.keep(s, "thumb."+made.Preview.Traits().Ending, preview)
}

// Within scales two sides so that the longer one has so many pixels.
func Within(w, h int64, longest int) (int, int) {
	side := int64(longest)
	if w > h {
		return longest, int((side*h + w/2) / w)
	}
	return int((side*w + h/2) / h), longest
}

// PDF writes a document as one file; the printing condition of the press is that of the stock.
func (w *Workshop) PDF(doc typeset.Document, kind pdf.Kind, stock string) ([]byte, error) {
	return write(doc, pdf.Options{Kind: kind, Date: w.loaded.Plan.Date, Profile: w.conditions.Of(stock)})
}

// write gives the bytes of a document.
func write(doc typeset.Document, o pdf.Options) ([]byte, error) {
	var buf bytes.Buffer
	if err := pdf.Write(&buf, doc, o); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}

// keep adds one file to a sheet.
func (w *Workshop) keep(s *sheet, ending string, data []byte) error {
	s.Product.keep(s.material.Path(ending), data)
	return nil
}

// text writes a material that is a text file: one sentence a line.
func (w *Workshop) text(s *sheet) error {
	var b bytes.Buffer
	for _, col := range s.material.Columns {
		for _, l := range col.Slots[made.SlotText] {
			b.WriteString(plain(l.Text) + "\n")
		}
		for _, l := range col.Slots[made.SlotBand] {
			b.WriteString("(" + l.Text.Value + ")\n")
		}
	}
	return w.keep(s, made.Text.Traits().Ending, b.Bytes())
}

// plain is a text for a file that people copy from: only right-to-left text
// needs the controls around a number.
func plain(t locale.Text) string {
	if t.Direction == locale.RTL {
		return t.Value
	}
	return typeset.Plain(t.Value)
}
