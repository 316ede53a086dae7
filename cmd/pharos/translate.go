package main

import (
	"context"
	"fmt"
	"maps"
	"math"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	pharos "pharos"
	"pharos/internal/adapt"
	"pharos/internal/build"
	"pharos/internal/check"
	"pharos/internal/diag"
	"pharos/internal/exchange"
	"pharos/internal/locale"
	"pharos/internal/made"
	"pharos/internal/measure"
	"pharos/internal/plan"
)

func translateCommand(c *call) *cobra.Command {
	return actions(&cobra.Command{
		Use:   "translate",
		Short: "send texts to translators and take them back",
		Long: `Writes texts into files for translators, takes returned files in, and keeps the
record of who translated and who reviewed what. docs/translating.md leads through it.`,
		Example: "  pharos translate export --language fa --only stale,missing --out fa.po",
	}, exportCommand(c), importCommand(c), reviewCommand(c), statusCommand(c), suggestCommand(c), typoCommand(c))
}

// statusFormats are the forms in which the state of the texts is shown.
var statusFormats = []string{"text", "json", "html"}

// translation is one action: what its flags and its word say.
type translation struct {
	ui *ui
	// options are those of a build of the whole project.
	options                         build.Options
	language, format, out, date, by string
	reviewer, was, from, word       string
	audiences, only, countries      []string
	done                            bool
}

// sendFlags are the flags of a file for a translator.
func (t *translation) sendFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&t.language, "language", "", "the language, such as fa")
	f.StringSliceVar(&t.audiences, "audience", nil,
		"only these: an audience, interface or pages; findings for what the program says itself")
	f.StringSliceVar(&t.countries, "country", nil, "only what these countries show, and the room on their sheets")
	f.StringVar(&t.format, "format", "", "po, xliff, xliff2, csv, xlsx or html; else by the ending of --out, else po")
	f.StringVar(&t.out, "out", "", "the file to write; else standard output")
	f.StringVar(&t.date, "date", "", "the day that the file names, YYYY-MM-DD")
	require(cmd, "language")
	oneOf(cmd, "format", formats()...)
}

// recordFlag is the flag of the day for the record.
func (t *translation) recordFlag(cmd *cobra.Command) {
	cmd.Flags().StringVar(&t.date, "date", "", "the day for the record, YYYY-MM-DD")
	require(cmd, "date")
}

// formats lists the formats of files for translators.
func formats() []string {
	var out []string
	for _, f := range exchange.Formats {
		out = append(out, string(f))
	}
	return out
}

func exportCommand(c *call) *cobra.Command {
	t := &translation{}
	cmd := &cobra.Command{
		Use:   "export",
		Short: "write the texts of one language into a file for a translator",
		Long: `Writes PO for gettext tools, Weblate and OmegaT, XLIFF 1.2 (xliff) and 2.0 (xliff2)
for others, xlsx and CSV for spreadsheets, html for a form that needs only a browser.`,
		Example: "  pharos translate export --language fa --only stale,missing --out fa.po",
		Args:    words(0, 0),
		RunE:    t.onTexts(c, t.export),
	}
	t.sendFlags(cmd)
	cmd.Flags().StringSliceVar(&t.only, "only", nil, "only these states: "+strings.Join(exchange.States, ", "))
	return cmd
}

func suggestCommand(c *call) *cobra.Command {
	t := &translation{}
	cmd := &cobra.Command{
		Use:   "suggest",
		Short: "as export, for missing texts, with proposals from a near language",
		Long: `Writes missing texts with proposals from a near language. --from qps proposes pseudo
texts, for a look at tight boxes before translators begin.`,
		Example: "  pharos translate suggest --language bs --from hr --out bs.po",
		Args:    words(0, 0),
		RunE:    t.onTexts(c, t.suggest),
	}
	t.sendFlags(cmd)
	cmd.Flags().StringVar(&t.from, "from", "", "the near language that proposes; else the nearest")
	return cmd
}

func importCommand(c *call) *cobra.Command {
	t := &translation{}
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: "take a returned file in",
		Long: `A text that breaks a number, a placeholder or its script is refused with the reason;
every other text is taken in. Exit 1 says that some were refused. --by names the
translator, --reviewer a second person who compared the texts; rights, promises and
law need both.`,
		Example: "  pharos translate import fa.po --by Mira --date 2030-01-15",
		Args:    words(1, 1),
		RunE:    t.onTexts(c, t.take),
	}
	f := cmd.Flags()
	f.StringVar(&t.by, "by", "", "the name of the translator")
	f.StringVar(&t.reviewer, "reviewer", "", "the name of the person who compared the texts with the source")
	f.BoolVar(&t.done, "done", false, "every text of the file is finished, for tools that keep no states")
	t.recordFlag(cmd)
	return cmd
}

func reviewCommand(c *call) *cobra.Command {
	t, country := &translation{}, ""
	cmd := &cobra.Command{
		Use:   "review [ID...]",
		Short: "record that somebody read texts and found them right",
		Long: `Records that --reviewer read texts and found them right: English ones, or others
beside the English; a translated right, promise or law not by its translator. With
--country instead of ids: all texts on the pages and sheets of the country that
nobody has reviewed yet, for somebody who read them there.`,
		Example: `  pharos translate review citizen.rights.headline --reviewer "Ana" --date 2030-01-15
  pharos translate review --country zz --language sq --reviewer "Ana" --date 2030-01-15`,
		Args: words(0, math.MaxInt),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := t.begin(c, ""); err != nil {
				return err
			}
			if len(args) > 0 == (country != "") {
				return usagef("translate review wants the ids of texts, or --country for all that a country shows")
			}
			return t.review(args, country)
		},
	}
	f := cmd.Flags()
	f.StringVar(&country, "country", "", "all texts of this country that nobody has reviewed yet")
	f.StringVar(&t.language, "language", "", "the language, such as fa; without it English")
	f.StringVar(&t.reviewer, "reviewer", "", "the name of the person who read the texts")
	require(cmd, "reviewer")
	t.recordFlag(cmd)
	return cmd
}

func statusCommand(c *call) *cobra.Command {
	t := &translation{}
	cmd := &cobra.Command{
		Use:     "status",
		Short:   "show for each country, audience and language how far the texts are",
		Example: "  pharos translate status --format html --out status.html",
		Args:    words(0, 0),
		RunE:    t.onTexts(c, t.status),
	}
	f := cmd.Flags()
	f.StringSliceVar(&t.countries, "country", nil, "only these countries")
	f.StringVar(&t.format, "format", "text", strings.Join(statusFormats, ", "))
	f.StringVar(&t.out, "out", "", "the file to write; else standard output")
	oneOf(cmd, "format", statusFormats...)
	return cmd
}

func typoCommand(c *call) *cobra.Command {
	t := &translation{}
	cmd := &cobra.Command{
		Use:   "typo ID",
		Short: "record that the last change of an English text only mended a typo",
		Long: `Records that the last change of an English text was only a corrected typo, so that
its translations stay as they were.`,
		Example: `  pharos translate typo citizen.rights.headline --by "Ana" --date 2030-01-15`,
		Args:    words(1, 1),
		RunE:    t.onTexts(c, t.typo),
	}
	cmd.Flags().StringVar(&t.by, "by", "", "the name of the person who decided")
	cmd.Flags().StringVar(&t.was, "was", "", "the fingerprint of the English text before, where several are possible")
	require(cmd, "by")
	t.recordFlag(cmd)
	return cmd
}

// begin takes the settings and the word, and looks at what the flags say.
func (t *translation) begin(c *call, word string) error {
	t.ui, t.options, t.word = c.ui, c.undivided(), word
	for flag, name := range map[string]*string{"--by": &t.by, "--reviewer": &t.reviewer} {
		if *name == "" {
			continue
		}
		p := locale.PersonOf(*name)
		if p.Nobody() {
			return usagef("%s: %q names nobody; write the name of a person", flag, *name)
		}
		*name = p.Name // the address stays with the person
	}
	for _, s := range t.only {
		if err := among("state", s, exchange.States...); err != nil {
			return err
		}
	}
	if t.date != "" {
		return c.past(t.date)
	}
	return nil
}

// onTexts does an action on the texts of a project.
func (t *translation) onTexts(c *call, action func(context.Context, *exchange.Project) error,
) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		if err := t.begin(c, strings.Join(args, "")); err != nil {
			return err
		}
		if adapt.Is(t.options.Project) && cmd.Name() == "typo" {
			return usagef("typo works in a project of definitions: the English texts are those of the base")
		}
		// A returned file and an id may be of any catalogue.
		all := t.word != "" || slices.Contains(t.audiences, "findings") || slices.Contains(t.audiences, "studio")
		p, list, err := exchange.OpenProject(pharos.Defaults, t.options.Project, all)
		if err != nil {
			return err
		}
		if p == nil {
			return build.Defects{List: list}
		}
		defer p.Close()
		for _, code := range t.countries {
			if err := among("country", code, p.Set.Codes()...); err != nil {
				return err
			}
		}
		return action(cmd.Context(), p)
	}
}

// in gives the options of a build in some languages only.
func (t *translation) in(tags ...locale.Tag) build.Options {
	o := t.options
	o.Languages = tags
	return o
}

// measure lays the sheets of a language out and tells the project how much text
// their places hold. The layout is the caller's to close.
func (t *translation) measure(ctx context.Context, p *exchange.Project, tag locale.Tag) (*measure.Layout, error) {
	l, err := measure.Open(ctx, t.in(tag))
	if err != nil {
		return nil, err
	}
	p.Measured(l.Rooms(), t.countries...)
	return l, nil
}

// tag is the language asked for; English is one that people read and do not translate.
func (t *translation) tag(languages *locale.Table) (locale.Tag, error) {
	var known []string
	for _, l := range languages.All() {
		if l.By != locale.ByPseudo {
			known = append(known, string(l.Tag))
		}
	}
	return locale.Tag(t.language), among("language", t.language, known...)
}

// fewest is how many findings of one rule a person reads before mending them.
const fewest = 50

// few shows what is wrong with a returned file: of each rule so many that a person
// reads them, and the number of the others.
func (t *translation) few(list diag.List) {
	seen := map[string]int{}
	var shown diag.List
	for _, f := range list.Sorted() {
		if seen[f.Rule.ID]++; seen[f.Rule.ID] <= fewest {
			shown = append(shown, f)
		}
	}
	t.ui.findings(t.ui.out, shown)
	for _, id := range slices.Sorted(maps.Keys(seen)) {
		if more := seen[id] - fewest; more > 0 {
			t.ui.say("%s: and %d more; mend the ones that are shown and import again", id, more)
		}
	}
}

// take imports a returned file.
func (t *translation) take(ctx context.Context, p *exchange.Project) error {
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
		t.few(list)
		t.ui.say("Nothing was taken in.")
		return found{}
	}
	if d.Locale.Tag == locale.Source && t.reviewer == "" {
		return usagef("English texts are written in the project's files; say who read them with --reviewer NAME")
	}
	if t.by == "" && t.reviewer == "" {
		t.by = locale.PersonOf(d.Translator).Name
	}
	if t.by == "" && t.reviewer == "" {
		return usagef("the file does not name its translator: say it with --by NAME")
	}
	l, err := t.measure(ctx, p, d.Locale.Tag)
	if err != nil {
		return err
	}
	defer l.Close()
	r, err := p.Import(
		d,
		exchange.Options{By: t.by, Reviewer: t.reviewer, Date: t.date, Done: t.done, Length: check.Printed,
			Lay: func(texts map[string]map[string]string) ([]made.Room, error) {
				return l.Overfull(ctx, d.Locale.Tag, texts)
			}},
	)
	if err != nil {
		return err
	}
	t.few(append(list, r.Findings...))
	t.ui.say("%s: %d taken in (%d reviewed, %d translated, %d as drafts), %d refused, %d unchanged, %d without a text",
		r.Locale.Tag, r.Taken(), r.Reviewed, r.Translated, r.Drafts, r.Refused, r.Unchanged, r.Empty)
	if r.Open > 0 {
		t.ui.say("%s came back as on record and without a mark of being finished: with --done they count as finished",
			count(r.Open, "text"))
	}
	if r.Refused > 0 || len(list) > 0 {
		return found{}
	}
	return nil
}

// status shows how far the texts are.
func (t *translation) status(ctx context.Context, p *exchange.Project) error {
	if err := among("format", t.format, statusFormats...); err != nil {
		return err
	}
	over, err := measure.Overfull(ctx, t.options)
	if err != nil {
		return err
	}
	p.Measured(over)
	rows := p.Status(check.Printed, t.countries...)
	var b strings.Builder
	switch t.format {
	case "text":
		_ = exchange.WriteStatusText(&b, rows) // a builder takes everything
	case "json":
		_ = exchange.WriteStatusJSON(&b, rows)
	case "html":
		tokens, err := t.tokens(p)
		if err != nil {
			return err
		}
		if err := p.WriteStatusHTML(&b, rows, string(tokens)); err != nil {
			return err
		}
	}
	return t.write([]byte(b.String()))
}

// review records that somebody read texts and found them right: those of the ids, or all
// that a country shows.
func (t *translation) review(ids []string, country string) error {
	if country != "" {
		t.options.Countries = []string{country}
	}
	l, err := build.LoadSound(t.options)
	if err != nil {
		return err
	}
	defer l.Files.Close()
	tag := locale.Source
	if t.language != "" {
		if tag, err = t.tag(l.Set.Languages); err != nil {
			return err
		}
	}
	v := exchange.Review{IDs: ids, Tag: tag, Reviewer: t.reviewer, Date: t.date}
	var left []error
	if country != "" {
		v.IDs = l.Plan.Unready(country)[tag][plan.Unreviewed]
		v.IDs, left = exchange.Open(l.Set).Sift(v)
	}
	if err := exchange.Reviews(l.Set, l.Files, t.options.Project, v); err != nil {
		return usagef("%v", err)
	}
	t.ui.say("%s reviewed by %s", count(len(v.IDs), "text"), t.reviewer)
	if len(left) > 0 {
		t.ui.say("not reviewed: %s, first: %v", count(len(left), "text"), left[0])
		return found{}
	}
	return nil
}

// typo records the decision and says what it keeps.
func (t *translation) typo(_ context.Context, p *exchange.Project) error {
	n, err := p.KeepFresh(exchange.Typo{ID: t.word, By: t.by, Date: t.date, Was: t.was})
	if err != nil {
		return usagef("%v", err)
	}
	t.ui.say("%s of %s stay as they were; the decision is in %s", count(n, "translation"), t.word, exchange.TypoFile)
	return nil
}
