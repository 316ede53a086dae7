// Package status says how far a country is on its way to a release: what is still to
// do, in order, each with the line to write or the command to give.
//
// In go a project that was loaded and the places of its keys and releases; out comes a
// value a country. It asks the same questions as a release does, so that a country with
// nothing to do is one that can be released.
package status

import (
	"os"
	"path/filepath"
	"strings"

	"pharos/internal/build"
	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/plan"
	"pharos/internal/release"
	"pharos/internal/seal"
)

// Lamp is the state of a country in one word.
type Lamp string

// The lamps.
const (
	// Broken has errors in its files: nothing can be built.
	Broken Lamp = "broken"
	// Open has something to do before a release, Ready nothing but the release itself.
	Open  Lamp = "open"
	Ready Lamp = "ready"
	// Unsigned has a release that still wants a signature.
	Unsigned Lamp = "unsigned"
	// Released has a release that holds.
	Released Lamp = "released"
)

// Task is one thing to do.
type Task struct {
	// What is missing or wrong, Do says what to do about it.
	What, Do diag.Sentence
	// Pos is the line that cures it, or the file into which Lines are written.
	Pos   diag.Pos
	Lines []string
	// Commands do it, in their order; words in capitals are filled in.
	Commands []string
	// Optional is true for a thing without which a release can be made.
	Optional bool
}

// Country is how far one country is.
type Country struct {
	Code string
	Lamp Lamp
	// Tasks are in the order in which they are best done.
	Tasks []Task
	// Release is the name of the newest release, Until its last day; empty where there
	// is none.
	Release, Until string
}

// Left counts the tasks that a release waits for.
func (c Country) Left() int {
	n := 0
	for _, t := range c.Tasks {
		if !t.Optional {
			n++
		}
	}
	return n
}

// Desk is where an office keeps what a release needs, and the day on which it asks.
type Desk struct {
	// Project is the folder; Today the calendar's day, YYYY-MM-DD.
	Project, Today string
}

// Of gives every country that is planned, or, where the definitions have errors, every
// country of the project.
func Of(l *build.Loaded, d Desk) ([]Country, error) {
	var codes []string
	if l.Plan == nil {
		codes = l.Set.Codes()
	} else {
		for _, s := range l.Plan.Sites {
			codes = append(codes, s.Country)
		}
	}
	var out []Country
	for _, code := range codes {
		c, err := d.country(l, code)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

// country gathers the tasks of one country and lights its lamp.
func (d Desk) country(l *build.Loaded, code string) (Country, error) {
	out := Country{Code: code}
	for _, f := range seal.Errors(l, code) {
		out.Tasks = append(out.Tasks, Task{What: f.Message, Do: f.Hint, Pos: f.Pos})
		if f.Gate == diag.Load {
			out.Lamp = Broken
		}
	}
	if l.Plan == nil || out.Lamp == Broken {
		out.Lamp = Broken
		return out, nil
	}
	w := &writer{l: l, c: l.Set.Country(code), today: d.Today}
	w.facts()
	w.calls()
	w.texts()
	for _, d := range w.drafts(plan.Adapted) {
		w.add(d).Commands = []string{"pharos submit"}
	}
	out.Tasks = append(out.Tasks, w.tasks...)
	if l.Set.Adaptation != nil { // the office signs it
		out.Lamp = Open
		return out, nil
	}
	keys, err := d.keys()
	if err != nil {
		return out, err
	}
	out.Tasks = append(out.Tasks, keys...)
	err = d.release(&out)
	return out, err
}

// keys says what is missing before anybody can sign.
func (d Desk) keys() ([]Task, error) {
	dir := filepath.Join(d.Project, release.KeysDir)
	if _, err := os.Stat(filepath.Join(dir, release.RingFile(1))); err != nil {
		return []Task{{
			What: diag.Say("there are no keys to sign a release with"),
			Do: diag.Say("Each person makes a key on their own computer; the office makes a ring of the " +
				"public ones."),
			Commands: []string{
				"pharos key new --name NAME --role ROLE --date " + d.Today + " --out FILE",
				"pharos key ring --date " + d.Today + " --add FILE.pub",
				"pharos key sign --key FILE",
			},
		}}, nil
	}
	if _, err := release.ReadChain(os.DirFS(dir), "."); err != nil {
		return []Task{{
			What:     diag.Say("the ring of keys does not hold yet: %s", err.Error()),
			Do:       diag.Say("Let every holder of a key sign it."),
			Commands: []string{"pharos key sign --key FILE"},
		}}, nil
	}
	return nil, nil
}

// release looks at the newest release and says what comes next.
func (d Desk) release(c *Country) error {
	home := release.Folder(filepath.Join(d.Project, release.StoreDir))
	m, _, err := release.Latest(home, release.ID{Country: c.Code})
	if err != nil {
		return err
	}
	next := Task{
		What:     diag.Say("there is no release that holds today"),
		Do:       diag.Say("Make it; everything that it needs is there."),
		Commands: []string{"pharos release --country " + c.Code + " --date " + d.Today + " --key FILE"},
	}
	if m != nil {
		trust, err := release.TrustIn(d.Project, d.Today)
		if err != nil {
			return err
		}
		trust.Bare = true
		r, err := release.Verify(os.DirFS(home.Dir(m.ID())), trust)
		if err != nil {
			return err
		}
		c.Release, c.Until = m.Name(), r.Until()
		switch {
		case r.Has(release.Approvals) && r.Standing() == release.Wrong:
			c.Lamp = Unsigned
			c.Tasks = []Task{{
				What: diag.Say("the release %s wants another signature: %s", m.Name(), diag.Sentence{Text: r.Why()}),
				Do:   diag.Say("Let the next holder of a key look at it and sign."),
				Commands: []string{
					"pharos release approve " + filepath.ToSlash(filepath.Join(release.StoreDir, m.ID().String())) +
						" --date " + d.Today + " --key FILE",
				},
			}}
			return nil
		case r.Standing() == release.Holds:
			c.Lamp = Released
			return nil
		}
		next.What = diag.Say("the release %s does not hold today: %s", m.Name(), diag.Sentence{Text: r.Why()})
	}
	if c.Lamp = Open; c.Left() == 0 {
		c.Lamp = Ready
		c.Tasks = append([]Task{next}, c.Tasks...)
	}
	return nil
}

// writer gathers what stands in the way of one country.
type writer struct {
	l     *build.Loaded
	c     *campaign.Country
	today string
	tasks []Task
}

// drafts gives the reasons of one kind, each line, audience or language once.
func (w *writer) drafts(reasons ...plan.Reason) []plan.Draft {
	var out []plan.Draft
	seen := map[string]bool{}
	for _, r := range reasons {
		for _, d := range seal.Drafts(w.l, w.c.Code) {
			if key := string(r) + " " + d.Of; d.Reason == r && !seen[key] {
				seen[key] = true
				out = append(out, d)
			}
		}
	}
	return out
}

// add takes a reason as it is, with the hint of its rule.
func (w *writer) add(d plan.Draft, lines ...string) *Task {
	w.tasks = append(w.tasks, Task{What: d.Detail, Do: diag.Say(seal.RuleOf(d).Hint), Pos: d.Pos, Lines: lines})
	return &w.tasks[len(w.tasks)-1]
}

// facts are the lines of the country's file that are missing or doubtful.
func (w *writer) facts() {
	for _, s := range w.l.Plan.Sites {
		if s.Country == w.c.Code && len(s.Faces) > 0 && len(s.Faces[0].Lines) == 0 {
			w.tasks = append(w.tasks, noLine(w.c))
		}
	}
	for _, d := range w.drafts(plan.Doubtful, plan.NoStatus, plan.NoPlan, plan.NoConsent) {
		w.add(d)
	}
	for _, d := range w.drafts(plan.NoBase) {
		w.add(d, "base: https://ADDRESS/")
	}
	for _, d := range w.drafts(plan.NoExit) {
		w.add(d, "exit: https://ADDRESS/")
	}
	var of []string
	senders := w.drafts(plan.NoSender)
	for _, d := range senders {
		of = append(of, d.Of)
	}
	if len(senders) > 0 {
		first := senders[0]
		first.Detail = diag.Say("no sender on record for %s", strings.Join(of, ", "))
		t := w.add(first, `  - {kind: government, english: "NAME", audiences: [`+strings.Join(of, ", ")+
			`], on_record: true, mark: A, sources: [KEY]}`)
		if len(w.c.Senders) == 0 {
			t.Lines = append([]string{"senders:"}, t.Lines...)
		}
	}
	w.leftOut()
}

// noLine says that a country shows no line of its own. Some countries have none: a
// release does not wait for it.
func noLine(c *campaign.Country) Task {
	return Task{
		What: diag.Say("no line against trafficking is shown"),
		Do: diag.Say("If the country has one, enter it; if it has none, pages and sheets give the number of the " +
			"police " +
			"or of the emergency services."),
		Pos: diag.Pos{File: c.File()},
		Lines: []string{
			"  - id: " + c.Code + ".line", "    kind: trafficking", "    status: print",
			"    label: line.kind.trafficking", "    mark: A", "    sources: [KEY]",
			"    contacts:", `      - dial: "NUMBER"`,
		},
		Optional: true,
	}
}

// leftOut names what is not made at all, the first of each reason.
func (w *writer) leftOut() {
	seen := map[plan.Reason]bool{plan.NoRomani: true}
	for _, o := range w.l.Plan.Omitted {
		if o.Country != w.c.Code || seen[o.Reason] {
			continue
		}
		seen[o.Reason] = true
		w.tasks = append(w.tasks, Task{
			What:     diag.Say("left out: %s", o.Detail),
			Do:       diag.Say("Nothing waits for it; build lists all that is left out."),
			Pos:      o.Pos,
			Optional: true,
		})
	}
}

// texts are those that somebody still has to translate or to read.
func (w *writer) texts() {
	counts := w.l.Plan.Unready(w.c.Code)
	for _, lang := range w.c.Languages {
		tag := string(lang.Tag)
		row, _ := w.l.Set.Languages.Lookup(lang.Tag)
		file := tag + ".html"
		out := "pharos translate export --language " + tag + " --country " + w.c.Code
		n := counts[lang.Tag]
		if lacking := len(n[plan.FellBack]) + len(n[plan.OutOfDate]); lacking > 0 {
			w.tasks = append(w.tasks, Task{
				What: diag.Say("%s: %d texts to translate", row.English, lacking),
				Do: diag.Say("Send the file to a translator and take it back; rights, promises and law want a " +
					"second person."),
				Commands: []string{
					out + " --only missing,stale --out " + file,
					"pharos translate import " + file + " --by NAME --date DAY",
				},
			})
		}
		if unread := len(n[plan.Unreviewed]); unread > 0 {
			w.tasks = append(w.tasks, Task{
				What:     diag.Say("%s: %d texts to review", row.English, unread),
				Do:       diag.Say("Let a second person read them, on the pages and sheets of a build or in a form."),
				Commands: w.toReview(lang.Tag, out+" --out "+file, file),
			})
		}
	}
}

// toReview are the commands for texts that somebody reads. Rights, promises and law in
// another language than English want a translator on record first.
func (w *writer) toReview(tag locale.Tag, export, file string) []string {
	if tag == locale.Source {
		return []string{"pharos build --country " + w.c.Code,
			"pharos translate review --country " + w.c.Code + " --reviewer NAME --date DAY"}
	}
	return []string{export, "pharos translate import " + file + " --by NAME --date DAY --done",
		"pharos translate review --country " + w.c.Code + " --language " + string(tag) + " --reviewer OTHER --date DAY"}
}

// calls are the test calls that are missing, after the emergency numbers whose official
// source somebody reads instead. They come before the texts, because some of these say
// that a number was called.
func (w *writer) calls() {
	for _, d := range w.drafts(plan.Unconfirmed) {
		w.add(d)
	}
	for _, d := range w.drafts(plan.Untested) {
		t := w.add(d)
		t.Commands = []string{
			"pharos attest sheet " + d.Of,
			"pharos attest " + d.Of + ` --by NAME --role ROLE --from NETWORK --date DAY --heard "WORDS"`,
		}
	}
}
