package build

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"sync"

	"pharos/internal/cache"
	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/paint"
	"pharos/internal/pdf"
	"pharos/internal/plan"
	"pharos/internal/press"
)

// Painter paints single sheets of a project while somebody works on it, also with
// files that are not saved yet. It reads the definitions anew for each picture and
// keeps what is slow: what was parsed of the same bytes, fonts, templates, words
// that were set before, and the PDF reader. Nothing else is made of a sheet, nothing
// is read back, nothing is written. Safe for concurrent use, one picture at a time.
type Painter struct {
	o      Options
	memory campaign.Memory
	reader *paint.Reader
	mu     sync.Mutex
	// tools are those of the files with the digest; they hold the files open.
	tools printing
	of    cache.Key
	files Files
}

// Picture is one page of a sheet.
type Picture struct {
	PNG []byte
	// Pages is how many the sheet has.
	Pages int
	// Findings are about the sheet: a text that does not fit, say.
	Findings diag.List
}

// NewPainter begins; the first picture opens the project. Close must follow.
func NewPainter(o Options) (*Painter, error) {
	reader, err := paint.Open(paint.Options{Cache: o.Cache, Instances: 1})
	return &Painter{o: o, reader: reader}, err
}

// Close gives everything back.
func (p *Painter) Close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	err := p.reader.Close()
	if p.files != nil {
		err = cmp.Or(err, p.files.Close())
		p.files = nil
	}
	return err
}

// Picture paints one page of a sheet, such as rs/citizen/poster-rights.sq, so that its
// longer side has so many pixels; over are files over those of the project, as in
// Source. A sheet whose words do not fit is shown all the same, and the findings say
// so. Definitions that cannot be used are Defects; a sheet that no build would make is
// fs.ErrNotExist.
func (p *Painter) Picture(sheet string, page, side int, over map[string][]byte) (Picture, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	country, name, _ := strings.Cut(sheet, "/")
	o := p.o
	o.Over = over
	l, err := Read(o, p.memory.Load)
	if err != nil {
		return Picture{}, err
	}
	kept := false
	defer func() {
		if !kept {
			l.Files.Close()
		}
	}()
	if l.Findings.Stops() {
		return Picture{}, Defects{l.Findings.Sorted()}
	}
	m, err := l.sheet(country, name)
	if err != nil {
		return Picture{}, fmt.Errorf("paint %s: %w", sheet, err)
	}
	if kept, err = p.open(l); err != nil {
		return Picture{}, err
	}
	pic, err := p.tools.picture(p.reader, m, l.date, page, side)
	pic.Findings = l.Lower(pic.Findings, country)
	return pic, err
}

// sheet plans one sheet alone.
func (l *Loaded) sheet(country, name string) (plan.Material, error) {
	audience, _, _ := strings.Cut(name, "/")
	r := l.request([]string{country})
	r.Sheet, r.Audiences = name, []string{audience}
	one, found := plan.Make(l.Set, r)
	switch {
	case len(one.Materials) > 0 && one.Materials[0].Template != "":
		return one.Materials[0], nil
	case found.Stops():
		return plan.Material{}, Defects{found}
	case len(one.Omitted) > 0:
		return plan.Material{}, fmt.Errorf("%s: %w", one.Omitted[0].Detail.Text, fs.ErrNotExist)
	}
	return plan.Material{}, fs.ErrNotExist
}

// open opens the tools anew where their files have changed; kept says that they
// hold the files from now on.
func (p *Painter) open(l *Loaded) (kept bool, err error) {
	of := p.o.toolsOf(l.Files)
	if p.files != nil && of == p.of {
		return false, nil
	}
	tools, found, err := p.o.printing(l)
	if err == nil && found.Stops() {
		err = Defects{found.Sorted()}
	}
	if err != nil {
		return false, err
	}
	if p.files != nil {
		err = p.files.Close()
	}
	p.tools, p.of, p.files = tools, of, l.Files
	return true, err
}

// toolsOf is the digest of the files that sheets are made with and that the program
// itself does not hold: those cannot change while it runs.
func (o Options) toolsOf(files Files) cache.Key {
	sum := sha256.New()
	own, layered := files.(interface{ Own(name string) bool })
	read := func(name string) {
		if layered && !own.Own(name) {
			return
		}
		data, _ := fs.ReadFile(files, name) // the stage that needs it says what is wrong
		fmt.Fprintf(sum, "%s %d ", name, len(data))
		sum.Write(data)
	}
	read(locale.TableFile)
	eachFile(files, "assets", 0, read)
	eachFile(files, path.Join("themes", o.Theme), 0, read)
	return cache.Key(sum.Sum(nil))
}

// picture paints one page of a sheet from its file for the screen.
func (t printing) picture(r *paint.Reader, m plan.Material, date string, page, side int) (Picture, error) {
	doc, found := t.press.Compose(m)
	out := Picture{Pages: len(doc.Pages), Findings: found}
	if page < 0 || page >= len(doc.Pages) {
		return out, fmt.Errorf("paint %s: there is no page %d", m.Path(""), page+1)
	}
	data, err := write(doc, pdf.Options{Kind: pdf.Screen, Date: date, Profile: t.conditions.Of("")})
	if err != nil {
		return out, err
	}
	file, err := r.Read(data)
	if err != nil {
		return out, err
	}
	defer file.Close()
	trim := doc.Pages[page].Trim
	wide, high := Within(int64(trim.W()), int64(trim.H()), side)
	out.Findings = append(out.Findings, press.Judge(m, doc)...)
	out.PNG, err = file.Preview(page, wide, high)
	return out, err
}
