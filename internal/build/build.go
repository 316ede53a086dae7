// Package build is the spine: it runs the stages in order and replaces the
// output in one step. Its comment is the map of the house.
//
//	campaign.Load   files            -> Set and findings     (positions on every value)
//	check.Run       Set              -> findings             (reads, never changes)
//	plan.Make       Set              -> Plan                 (all words and numbers final)
//	press.Compose   plan.Material    -> typeset.Document     (one composition a sheet)
//	pdf.Write       Document         -> bytes                (press, home and screen)
//	proof           bytes            -> findings             (another road: PDFium)
//	paint           bytes            -> pictures             (previews, comparisons)
//	web.Render      plan.Site, files -> pages                (Hugo, in memory)
//	output.Switch   new folders      -> public/              (all or nothing, by country)
//
// The tools around it, each in a package of its own:
//
//	seal     makes releases                 office   does the work between offices
//	compare  shows old and new side by side impact   says what carries a thing
//	measure  says how much text fits        serve    shows a project while it is worked on
//	intake   takes tables of offices in     evaluate says whether a campaign worked
//	studio   lets people change it in the browser
//	status   says what is still to do until a release
//
// Directions: the left imports the right, no more and no less. TestMap holds it, and
// draws it anew with -update. A folder inside a package counts as that package.
//
//	cmd      -> adapt build cache calls campaign check compare days diag disk
//	            evaluate exchange fetch impact intake locale made measure
//	            office paint pdf photo plan release rule seal serve start
//	            status studio tree
//	serve    -> build campaign diag locale made plan
//	office   -> adapt build campaign diag disk locale made number output paint
//	            pdf photo plan proof release rule seal web
//	status   -> build campaign diag locale plan release seal
//	seal     -> adapt build campaign check days diag disk locale output plan
//	            release rule
//	compare  -> adapt build campaign diag disk locale made output paint proof
//	            release rule tree
//	impact   -> build campaign diag locale made plan release template typeset
//	            web
//	intake   -> diag evaluate rule tree workbook
//	evaluate -> campaign diag estimate locale release rule tree typeset
//	measure  -> adapt build cache campaign locale made plan typeset
//	build    -> adapt cache campaign check diag disk locale made output paint
//	            pdf photo picture plan press proof release rule typeset web
//	start    -> adapt campaign days disk locale tree
//	exchange -> adapt campaign diag disk locale made number rule tree workbook
//	calls    -> campaign days diag disk
//	fetch    -> diag disk release
//	release  -> days diag disk journal locale made rule
//	web      -> diag locale made plan rule tree
//	output   -> disk locale made plan
//	press    -> diag locale made picture plan qr rule template tree typeset
//	template -> diag locale made plan rule tree typeset
//	proof    -> diag locale made paint plan rule
//	pdf      -> diag picture rule tree typeset
//	check    -> campaign days diag disk locale made number rule tree
//	plan     -> campaign diag locale made rule tree
//	adapt    -> campaign days diag disk locale made number picture release
//	            rule template tree
//	campaign -> days diag disk locale made number picture rule tree typeset
//	picture  -> typeset
//	typeset  -> locale
//	locale   -> days diag disk rule tree
//	made     -> locale
//	tree     -> diag rule
//	studio   -> build campaign diag disk edit impact journal locale made plan
//	            status tree
//	edit     -> diag disk journal rule tree
//	journal  -> disk
//	cache    -> diag disk
//	rule     -> diag
//	photo    -> diag made number paint picture release rule
//
// What is finished is kept by the digest of all it depends on (cache), and taken
// from there when nothing of that has changed: see keys.go.
//
// Renderers see the plan and never the definitions; exporters never import one
// another; proof knows no writer, so that it is an independent witness; nothing
// in internal imports cmd. A diag.List speaks about the author's data, an error
// about the machine. Every output file is a pure function of its plan entry, its
// templates and the assets it names: no stage knows the clock, the network, the
// order of a map or the number of jobs.
package build

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"time"

	"pharos/internal/adapt"
	"pharos/internal/campaign"
	"pharos/internal/check"
	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/output"
	"pharos/internal/plan"
)

// Options says what to build, from where, how, and to where.
type Options struct {
	Source
	Selection
	Making
	Means
	// Out is the folder that is replaced.
	Out string
	// Version is that of the program, for people.
	Version string
}

// Source is where the definitions lie.
type Source struct {
	// Defaults is the embedded project; Project the folder that lies over it.
	Defaults fs.FS
	Project  string
	// Over are files over those of the project by path, as if they were saved: what
	// somebody at work on it has typed.
	Over map[string][]byte
	// Base is the folder or release that stands in for the one an adaptation names;
	// empty takes that. BaseOnly leaves out everything the adaptation changes.
	Base     string
	BaseOnly bool
	// Accepted is true where the office has accepted the adaptation that is built.
	Accepted bool
	// Keys is the folder of the office's newest keys as whoever adapts has them, and
	// Today the calendar's day: by both the base is checked. Empty are those of the
	// base and the edition date.
	Keys, Today string
}

// Selection is the part of the definitions that is asked for.
type Selection struct {
	// Countries, Audiences and Languages select; empty means all.
	Countries []string
	Audiences []string
	Languages []locale.Tag
	// Date is the edition date, YYYY-MM-DD; empty takes it from the data.
	Date string
	// Latest is the calendar's day: a date that comes from the data is never later.
	// Empty is no end; the stages themselves know no clock.
	Latest string
}

// Making is how files are made: all of it counts for their bytes.
type Making struct {
	// Theme is the folder under themes/.
	Theme string
	// Release is the number of the release that is made; 0 is none.
	Release int
	// Until is the last day of the release that is made; empty is none.
	Until string
	// Gate says how many test calls make a number releasable; zero is the usual one.
	Gate campaign.Gate
	// Thorough has finished files read back in every way, as a release is.
	Thorough bool
	// PDFX is what files for the press are made to: "4" or "1a"; empty is "4".
	PDFX string
	// Quiet keeps words of trafficking out of what is seen first on a site.
	Quiet bool
}

// Means are what the machine gives; no byte depends on them.
type Means struct {
	// Jobs is how many sheets are made at once.
	Jobs int
	// Cache is the folder for finished work and compiled parts of the PDF reader;
	// empty is none. CacheSize is how many bytes of finished work may stay there;
	// 0 is the usual.
	Cache     string
	CacheSize int64
	// NoCache makes all work anew and keeps none.
	NoCache bool
	// Progress is told of each step; may be nil. It is called from one goroutine at a time.
	Progress func(Step)
}

// Step is one step of the work, for a progress bar.
type Step struct {
	// Stage is the word for what is being done, Done of Total are finished.
	Stage       string
	Done, Total int
}

// Defects are findings in the author's data that stop the work.
type Defects struct{ diag.List }

// Error counts the findings.
func (d Defects) Error() string {
	return fmt.Sprintf("%d errors in the definitions", d.Count(diag.Error))
}

// Files are the files of a project over what it rests on.
type Files interface {
	fs.StatFS
	fs.ReadDirFS
	Close() error
}

// Loaded is what the stages up to the plan give: the files, the definitions, the
// plan of the countries asked for, and the findings so far.
type Loaded struct {
	Files    Files
	Set      *campaign.Set
	Plan     *plan.Plan
	Gate     campaign.Gate
	Findings diag.List
	// o is what was asked for, date the day by which everything is judged.
	o    Options
	date string
	// exceptions are the rules that somebody set aside.
	exceptions check.Exceptions
}

// Load runs the stages without layout: load, check and plan.
func Load(o Options) (*Loaded, error) { return LoadWith(o, campaign.Load) }

// LoadSound is Load for whoever cannot go on with findings that stop: they are the error,
// as Defects.
func LoadSound(o Options) (*Loaded, error) {
	l, err := Load(o)
	if err == nil && l.Findings.Stops() {
		return nil, errors.Join(Defects{l.Findings.Sorted()}, l.Files.Close())
	}
	return l, err
}

// LoadWith is Load with another reader of definitions, such as that of a memory.
func LoadWith(o Options, load func(fs.FS) (*campaign.Set, diag.List, error)) (*Loaded, error) {
	o.Tell("check", 0, 1)
	l, err := Read(o, load)
	if err != nil || l.Findings.Stops() {
		return l, err
	}
	l.decide()
	o.Tell("check", 1, 1)
	return l, nil
}

// decide plans the countries asked for and applies every rule, side by side.
func (l *Loaded) decide() {
	var planned, checked diag.List
	var group sync.WaitGroup
	group.Go(func() { checked = l.Check() })
	l.Plan, planned = l.PlanFor(l.o.Countries)
	group.Wait()
	l.Judge(append(planned, checked...))
}

// Read reads the definitions, an adaptation laid over its base.
func Read(o Options, load func(fs.FS) (*campaign.Set, diag.List, error)) (*Loaded, error) {
	files, list, err := Open(o.Source, o.Theme)
	if err != nil {
		return nil, err
	}
	set, found, err := load(files)
	if err != nil {
		return nil, errors.Join(err, files.Close())
	}
	if set.Adaptation != nil {
		if o.BaseOnly {
			unadapted(set.Adaptation)
		}
		found = append(adapt.Explain(found, set.Locks), adapt.Apply(set, files)...)
		if o.Languages = set.Adaptation.Languages; o.BaseOnly {
			set.Adaptation = nil
		}
	}
	l := &Loaded{Files: files, Set: set, Gate: o.Gate, Findings: append(list, found...), o: o}
	if l.Findings.Stops() {
		return l, nil
	}
	if err := o.known(set); err != nil {
		return nil, errors.Join(err, files.Close())
	}
	for _, tag := range o.Languages {
		if row, _ := set.Languages.Lookup(tag); row.By == locale.ByPseudo {
			set.AddPseudo(row)
		}
	}
	l.date = set.Day(o.Date, o.Latest)
	l.exceptions = check.NewExceptions(set, o.countriesOf(set), l.date)
	l.Findings = append(l.Findings, o.standing(set, l.date)...)
	return l, nil
}

// PlanFor decides who gets what in the given countries; nil are all.
func (l *Loaded) PlanFor(countries []string) (*plan.Plan, diag.List) {
	return plan.Make(l.Set, l.request(countries))
}

// request asks for the plan of some countries.
func (l *Loaded) request(countries []string) plan.Request {
	o := l.o
	return plan.Request{
		Countries: countries, Audiences: o.Audiences, Languages: o.Languages, Date: o.Date, Latest: o.Latest,
		Release: o.Release, Until: o.Until, Gate: o.Gate, Base: baseName(l.Set.Adaptation), Accepted: o.Accepted,
		Quiet: o.Quiet,
	}
}

// Check applies every rule to the definitions.
func (l *Loaded) Check() diag.List { return check.Run(l.Set, l.date, l.o.Gate) }

// Judge takes findings in; those that an exception covers become notes.
func (l *Loaded) Judge(found diag.List) {
	l.Findings = append(l.Findings, l.Lower(found, "")...)
}

// Lower makes notes of findings that an exception covers; country may be empty where
// they are not about one.
func (l *Loaded) Lower(found diag.List, country string) diag.List {
	return l.exceptions.Lower(found, country)
}

// unused warns of exceptions that covered nothing; of those nothing is known where a
// part was asked for.
func (l *Loaded) unused(layout bool) diag.List {
	if len(l.o.Audiences)+len(l.o.Languages) > 0 {
		return nil
	}
	return l.exceptions.Unused(layout)
}

// Run builds everything that is asked for and replaces the output. Findings
// that stop the work come as Defects; nothing is written then.
func Run(ctx context.Context, o Options) (*Summary, error) {
	start := time.Now()
	if o.Cache != "" {
		go program()
	}
	l, err := LoadSound(o)
	if err != nil {
		return nil, err
	}
	defer l.Files.Close()
	out, err := output.Open(o.Out)
	if err != nil {
		return nil, err
	}
	sum, err := o.make(ctx, l, out)
	if closing := out.Close(); err == nil && closing != nil {
		err = closing
	}
	if err != nil {
		return nil, err
	}
	sum.Seconds = time.Since(start).Seconds()
	return sum, nil
}

// make runs the stages that write: sheets, sites, manifests, and the switch.
func (o Options) make(ctx context.Context, l *Loaded, out *output.Folder) (*Summary, error) {
	countries := o.countries(l.Plan)
	lighten(l.Plan, countries)
	w, err := newWorkshop(o, l, out)
	if err != nil {
		return nil, err
	}
	defer w.Close()
	if err := w.logo(); err != nil {
		return nil, err
	}
	if w.findings.Stops() {
		return nil, Defects{w.findings.Sorted()}
	}
	if err := w.sheets(ctx, countries); err != nil {
		return nil, err
	}
	if err := w.sites(ctx, countries); err != nil {
		return nil, err
	}
	l.Findings = append(append(l.Findings, w.findings...), l.unused(true)...)
	if l.Findings.Stops() {
		return nil, Defects{l.Findings.Sorted()}
	}
	index, err := w.index(ctx, countries)
	if err != nil {
		return nil, err
	}
	var codes []string
	for _, c := range countries {
		codes = append(codes, c.site.Country)
	}
	if err := out.Switch(codes, index); err != nil {
		return nil, err
	}
	sum := o.summary(l, countries)
	sum.Cache = w.store.Counts()
	return sum, nil
}

// Tell tells the progress.
func (m Means) Tell(stage string, done, total int) {
	if m.Progress != nil {
		m.Progress(Step{stage, done, total})
	}
}

// country is one country's share of the work. A light one has a site without the
// words of its pages.
type country struct {
	site    plan.Site
	light   bool
	sheets  []*sheet
	omitted []plan.Omission
	files   int
	spent   time.Duration
}

// countries sorts the plan's materials by country, for those asked for.
func (o Selection) countries(p *plan.Plan) []*country {
	var out []*country
	of := map[string]*country{}
	for _, s := range p.Sites {
		if Wanted(o.Countries, s.Country) {
			of[s.Country] = &country{site: s}
			out = append(out, of[s.Country])
		}
	}
	for i := range p.Materials {
		if c := of[p.Materials[i].Country]; c != nil {
			c.sheets = append(c.sheets, &sheet{material: p.Materials[i]})
		}
	}
	for _, om := range p.Omitted {
		if c := of[om.Country]; c != nil {
			c.omitted = append(c.omitted, om)
		}
	}
	return out
}

// Country finds a country's definition; nil where there is none.
func (l *Loaded) Country(code string) *campaign.Country {
	for _, c := range l.Set.Countries {
		if c.Code == code {
			return c
		}
	}
	return nil
}
