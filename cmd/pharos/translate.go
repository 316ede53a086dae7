package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/pflag"

	pharos "pharos"
	"pharos/internal/adapt"
	"pharos/internal/build"
	"pharos/internal/campaign"
	"pharos/internal/check"
	"pharos/internal/disk"
	"pharos/internal/exchange"
	"pharos/internal/locale"
	"pharos/internal/made"
)

func translateVerb() verb {
	return verb{
		name:  "translate",
		args:  "export | import FILE | review ID... | status | suggest | typo ID",
		short: "send texts to translators and take them back",
		long: `export   writes the texts of one language into a file for a translator: PO for
         gettext tools, Weblate and OmegaT, XLIFF 1.2 (xliff) and 2.0 (xliff2) for
         others, CSV for spreadsheets, html for a form that needs only a browser
import   takes a returned file in. A text that breaks a number, a placeholder or its
         script is refused with the reason; every other text is taken in. Exit 1
         says that some were refused. --by names the translator, --reviewer a second
         person who compared the texts; rights, promises and law need both
review   records that --reviewer read texts and found them right: English ones, or others
         beside the English; a translated right, promise or law not by its translator
status   shows for each country, audience and language how far the texts are
suggest  as export, for missing texts, with proposals from a near language; --from qps
         proposes pseudo texts, for a look at tight boxes before translators begin
typo     records that the last change of an English text was only a corrected typo,
         so that its translations stay as they were`,
		example: "pharos translate export --language fa --only stale,missing --out fa.po",
		run:     runTranslate,
	}
}

// tokenSheet is the style sheet with the site's colours.
const tokenSheet = "themes/pharos/assets/css/tokens.css"

// translation is one call of the verb: its flags and its word.
type translation struct {
	ctx                                      context.Context
	ui                                       *ui
	project, language, format, out, date, by string
	reviewer, was, from, word                string
	audiences, only, countries               []string
	done                                     bool
}

// flags are all flags of the verb; each action uses some of them.
func (t *translation) flags() *pflag.FlagSet {
	f := pflag.NewFlagSet("translate", pflag.ContinueOnError)
	f.SetOutput(t.ui.err)
	f.Usage = func() {}
	project := os.Getenv("PHAROS_PROJECT")
	if project == "" {
		project = "."
	}
	f.StringVar(&t.project, "project", project, "folder of the project; it lies over the defaults, file by file")
	f.StringVar(&t.language, "language", "", "the language, such as fa (export, suggest, review); review without it means English")
	f.StringSliceVar(&t.audiences, "audience", nil, "only these: an audience, interface or pages; findings for what the program says itself (export, suggest)")
	f.StringSliceVar(&t.countries, "country", nil, "only what these countries show, and the room on their sheets (export, suggest, status)")
	f.StringSliceVar(&t.only, "only", nil, "only these states: "+strings.Join(exchange.States, ", ")+" (export)")
	f.StringVar(&t.format, "format", "", "po, xliff, xliff2, csv or html (export, suggest); text, json or html (status)")
	f.StringVar(&t.out, "out", "", "the file to write; else standard output")
	f.StringVar(&t.date, "date", "", "the day, YYYY-MM-DD, for the record (import, review, typo)")
	f.StringVar(&t.by, "by", "", "the name of the translator (import) or of the person who decided (typo)")
	f.StringVar(&t.reviewer, "reviewer", "", "the name of the person who compared the texts with the source (import, review)")
	f.BoolVar(&t.done, "done", false, "every text of the file is finished, for tools that keep no states (import)")
	f.StringVar(&t.from, "from", "", "the near language that proposes (suggest)")
	f.StringVar(&t.was, "was", "", "the fingerprint of the English text before, where several are possible (typo)")
	f.String("lang", "", "language of findings: en, sq, sr-Latn, sr-Cyrl or mk; else that of pharos.yaml")
	f.BoolVar(&t.ui.quiet, "quiet", false, "say nothing but findings")
	return f
}

// runTranslate runs one action.
func runTranslate(ctx context.Context, ui *ui, args []string) error {
	t := &translation{ctx: ctx, ui: ui}
	f := t.flags()
	switch err := f.Parse(args); {
	case errors.Is(err, pflag.ErrHelp):
		return ui.help(translateVerb(), f)
	case err != nil:
		return usagef("%v", err)
	}
	actions := map[string]func(*exchange.Project) error{"export": t.export, "import": t.take, "status": t.status, "suggest": t.suggest, "typo": t.typo}
	names := []string{"export", "import", "review", "status", "suggest", "typo"}
	switch {
	case f.NArg() == 0:
		return usagef("say what to translate: %s", strings.Join(names, ", "))
	case !slices.Contains(names, f.Arg(0)):
		return usagef("unknown action %q%s", f.Arg(0), meant(f.Arg(0), names))
	}
	if err := t.words(f.Args()); err != nil {
		return err
	}
	if err := t.speak(f); err != nil {
		return err
	}
	switch {
	case f.Arg(0) == "review":
		return t.review(f.Args()[1:])
	case adapt.Is(t.project):
		return usagef("%s works in a project of definitions; an adaptation's own texts are translated in its messages/<tag>.yaml", f.Arg(0))
	}
	// A returned file and an id may be of any catalogue.
	all := f.Arg(0) == "import" || f.Arg(0) == "typo" || slices.Contains(t.audiences, "findings")
	p, list, err := exchange.OpenProject(pharos.Defaults, t.project, all)
	if err != nil {
		return err
	}
	if p == nil {
		return build.Defects{List: list}
	}
	defer p.Close()
	for _, c := range t.countries {
		if there := codes(p.Set); !slices.Contains(there, c) {
			return usagef("unknown country %q%s", c, meant(c, there))
		}
	}
	return actions[f.Arg(0)](p)
}

// codes lists the countries of a project.
func codes(set *campaign.Set) []string {
	var out []string
	for _, c := range set.Countries {
		out = append(out, c.Code)
	}
	return out
}

// speak sets the language of findings: the flag, else the project's setting.
func (t *translation) speak(given *pflag.FlagSet) error {
	f := flags("translate", t.ui)
	err := f.Set("project", t.project)
	if given.Lookup("lang").Changed {
		err = errors.Join(err, f.Set("lang", given.Lookup("lang").Value.String()))
	}
	if err != nil {
		return err
	}
	v, err := configure(f)
	if err != nil {
		return err
	}
	return t.ui.speak(t.project, v.GetString("lang"))
}

// settings are those of a build of the whole project in some languages.
func (t *translation) settings(tags ...locale.Tag) (build.Options, error) {
	f := flags("translate", t.ui)
	if err := f.Set("project", t.project); err != nil {
		return build.Options{}, err
	}
	o, err := options(f)
	o.Countries, o.Audiences, o.Languages = nil, nil, tags
	return o, err
}

// measure lays the sheets of a language out and tells the project how much text
// their places hold. The layout is the caller's to close.
func (t *translation) measure(p *exchange.Project, tag locale.Tag) (*build.Layout, error) {
	o, err := t.settings(tag)
	if err != nil {
		return nil, err
	}
	l, err := build.OpenLayout(t.ctx, o)
	if err != nil {
		return nil, err
	}
	p.Measured(l.Rooms(), t.countries...)
	return l, nil
}

// words looks at what stands beside the flags.
func (t *translation) words(args []string) error {
	action, rest := args[0], args[1:]
	wants := map[string]string{"import": "the returned FILE", "typo": "the ID of the text"}[action]
	switch {
	case action == "review" && len(rest) == 0:
		return usagef("review wants the IDs of the texts")
	case action == "review":
	case wants == "" && len(rest) > 0:
		return usagef("%q is not understood: %s takes only flags", rest[0], action)
	case wants != "" && len(rest) != 1:
		return usagef("%s wants %s", action, wants)
	case wants != "":
		t.word = rest[0]
	}
	for _, s := range t.only {
		if !slices.Contains(exchange.States, s) {
			return usagef("unknown state %q%s", s, meant(s, exchange.States))
		}
	}
	if action != "import" && action != "typo" && action != "review" {
		return nil
	}
	if _, err := time.Parse(time.DateOnly, t.date); err != nil {
		return usagef("say the day for the record: --date YYYY-MM-DD")
	}
	if t.reviewer == "" && action == "review" {
		return usagef("say who read them: --reviewer NAME")
	}
	if t.by == "" && action == "typo" {
		return usagef("say who stands for it: --by NAME")
	}
	return nil
}

// tag is the language asked for.
func (t *translation) tag(languages *locale.Table) (locale.Tag, error) {
	var known []string
	for _, l := range languages.All() {
		if l.Tag != locale.Source && l.By != locale.ByPseudo {
			known = append(known, string(l.Tag))
		}
	}
	switch {
	case t.language == "":
		return "", usagef("say which language: --language, one of %s", strings.Join(known, ", "))
	case !slices.Contains(known, t.language):
		return "", usagef("unknown language %q%s", t.language, meant(t.language, known))
	}
	return locale.Tag(t.language), nil
}

// filter is what export and suggest choose.
func (t *translation) filter(p *exchange.Project) (exchange.Filter, error) {
	there := p.Catalogues()
	for _, a := range t.audiences {
		if !slices.Contains(there, a) {
			return exchange.Filter{}, usagef("unknown audience %q: there are %s", a, strings.Join(there, ", "))
		}
	}
	memory, list, err := p.Memory()
	t.ui.findings(t.ui.err, list)
	return exchange.Filter{Catalogues: t.audiences, Only: t.only, Countries: t.countries, Previous: memory}, err
}

// export writes the file for a translator.
func (t *translation) export(p *exchange.Project) error {
	tag, err := t.tag(p.Set.Languages)
	if err != nil {
		return err
	}
	filter, err := t.filter(p)
	if err != nil {
		return err
	}
	l, err := t.measure(p, tag)
	if err != nil {
		return err
	}
	d, list := p.Document(tag, filter)
	t.ui.findings(t.ui.err, list)
	return errors.Join(t.send(p, d, l), l.Close())
}

// suggest writes the file with proposals from a near language.
func (t *translation) suggest(p *exchange.Project) error {
	tag, err := t.tag(p.Set.Languages)
	if err != nil {
		return err
	}
	near := exchange.Near(tag)
	if t.from == "" && len(near) > 0 {
		t.from = string(near[0])
	}
	filter, err := t.filter(p)
	if err != nil {
		return err
	}
	l, err := t.measure(p, tag)
	if err != nil {
		return err
	}
	defer l.Close()
	d, err := p.Suggest(tag, locale.Tag(t.from), filter)
	if err != nil {
		return usagef("%v", err)
	}
	return t.send(p, d, l)
}

// pictureSide is the longer side of a picture in the form, in pixels.
const pictureSide = 800

// show gives the form the colours, the pictures of its sheets and the fonts.
func show(p *exchange.Project, d *exchange.Document, l *build.Layout) error {
	tokens, err := p.File(tokenSheet)
	if err != nil {
		return err
	}
	d.Tokens, d.Pictures = string(tokens), map[string][]byte{}
	for _, u := range d.Units {
		if u.Room == nil || d.Pictures[exchange.PictureOf(u.Room)] != nil {
			continue
		}
		if d.Pictures[exchange.PictureOf(u.Room)], err = l.Picture(*u.Room, pictureSide); err != nil {
			return err
		}
	}
	d.Fonts, err = l.Fonts(d.Locale.Tag)
	return err
}

// send encodes a document and writes it.
func (t *translation) send(p *exchange.Project, d *exchange.Document, l *build.Layout) error {
	format, err := t.kind()
	if err != nil {
		return err
	}
	d.Date, d.Length = t.date, check.Printed
	if format == exchange.Form {
		if err := show(p, d, l); err != nil {
			return err
		}
	}
	data, list := exchange.Encode(d, format)
	t.ui.findings(t.ui.err, list)
	if err := t.write(data); err != nil {
		return err
	}
	t.ui.say("%s in %s", count(len(d.Units), "text"), d.Locale.Tag)
	return nil
}

// kind is the format asked for, or the one of the file's ending.
func (t *translation) kind() (exchange.Format, error) {
	f := exchange.Format(t.format)
	var known []string
	for _, k := range exchange.Formats {
		known = append(known, string(k))
		if f == "" && strings.HasSuffix(t.out, k.Ending()) {
			f = k
		}
	}
	switch {
	case f == "":
		return exchange.PO, nil
	case f == exchange.XLIFF && strings.HasSuffix(t.out, exchange.XLIFF2.Ending()):
		return exchange.XLIFF2, nil
	case !slices.Contains(exchange.Formats, f):
		return "", usagef("unknown format %q: %s are there", t.format, strings.Join(known, ", "))
	}
	return f, nil
}

// write writes the result into the file asked for, or to standard output.
func (t *translation) write(data []byte) error {
	if t.out == "" {
		_, err := t.ui.out.Write(data)
		return err
	}
	if info, err := os.Lstat(t.out); err == nil && !info.Mode().IsRegular() {
		return fmt.Errorf("write %q: it is not a plain file", t.out)
	}
	return disk.Save(filepath.Dir(t.out), map[string][]byte{filepath.Base(t.out): data})
}

// take imports a returned file.
func (t *translation) take(p *exchange.Project) error {
	info, err := os.Stat(t.word)
	if err == nil && info.Size() > exchange.MaxSize {
		err = fmt.Errorf("read %q: it is larger than %d MB", t.word, exchange.MaxSize>>20)
	}
	if err != nil {
		return err
	}
	data, err := os.ReadFile(t.word)
	if err != nil {
		return err
	}
	d, list := exchange.Decode(p.Set.Languages, t.word, data)
	if d == nil {
		t.ui.findings(t.ui.out, list)
		t.ui.say("Nothing was taken in.")
		return found{}
	}
	if t.by == "" && t.reviewer == "" {
		t.by = d.Translator
	}
	if t.by == "" && t.reviewer == "" {
		return usagef("the file does not name its translator: say it with --by NAME")
	}
	l, err := t.measure(p, d.Locale.Tag)
	if err != nil {
		return err
	}
	defer l.Close()
	r, err := p.Import(d, exchange.Options{By: t.by, Reviewer: t.reviewer, Date: t.date, Done: t.done, Length: check.Printed,
		Lay: func(texts map[string]map[string]string) ([]made.Room, error) {
			return l.Overfull(t.ctx, d.Locale.Tag, texts)
		}})
	if err != nil {
		return err
	}
	t.ui.findings(t.ui.out, append(list, r.Findings...))
	t.ui.say("%s: %d taken in (%d reviewed, %d translated, %d as drafts), %d refused, %d unchanged, %d without a text",
		r.Locale.Tag, r.Taken(), r.Reviewed, r.Translated, r.Drafts, r.Refused, r.Unchanged, r.Empty)
	if r.Refused > 0 || len(list) > 0 {
		return found{}
	}
	return nil
}

// status shows how far the texts are.
func (t *translation) status(p *exchange.Project) error {
	o, err := t.settings()
	if err != nil {
		return err
	}
	over, err := build.Overfull(t.ctx, o)
	if err != nil {
		return err
	}
	p.Measured(over)
	rows := p.Status(check.Printed, t.countries...)
	var b strings.Builder
	switch t.format {
	case "", "text":
		_ = exchange.WriteStatusText(&b, rows) // a builder takes everything
	case "json":
		_ = exchange.WriteStatusJSON(&b, rows)
	case "html":
		tokens, err := p.File(tokenSheet)
		if err != nil {
			return err
		}
		if err := p.WriteStatusHTML(&b, rows, string(tokens)); err != nil {
			return err
		}
	default:
		return usagef("unknown format %q: text, json and html are there", t.format)
	}
	return t.write([]byte(b.String()))
}

// review records that somebody read texts and found them right.
func (t *translation) review(ids []string) error {
	o, err := t.settings()
	if err != nil {
		return err
	}
	l, err := build.Load(o)
	if err != nil {
		return err
	}
	defer l.Files.Close()
	if l.Findings.Stops() {
		return build.Defects{List: l.Findings.Sorted()}
	}
	tag := locale.Source
	if t.language != "" && t.language != string(tag) {
		if tag, err = t.tag(l.Set.Languages); err != nil {
			return err
		}
	}
	if err := exchange.Reviews(l.Set, l.Files, t.project, exchange.Review{IDs: ids, Tag: tag, Reviewer: t.reviewer, Date: t.date}); err != nil {
		return usagef("%v", err)
	}
	t.ui.say("%s reviewed by %s", count(len(ids), "text"), t.reviewer)
	return nil
}

// typo records the decision and says what it keeps.
func (t *translation) typo(p *exchange.Project) error {
	n, err := p.KeepFresh(exchange.Typo{ID: t.word, By: t.by, Date: t.date, Was: t.was})
	if err != nil {
		return usagef("%v", err)
	}
	t.ui.say("%s of %s stay as they were; the decision is in %s", count(n, "translation"), t.word, exchange.TypoFile)
	return nil
}
