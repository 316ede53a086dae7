package office

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"pharos/internal/adapt"
	"pharos/internal/build"
	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/disk"
	"pharos/internal/locale"
	"pharos/internal/number"
	"pharos/internal/rule"
)

// Kind is a kind of change that somebody looks at and names before it is signed.
type Kind struct{ ID, What string }

// kindsOf lists the kinds of changes of an adaptation, in the order of the page.
func kindsOf(a *campaign.Adaptation, rows []change) []Kind {
	p, out := a.Partner, []Kind{{"names", "the names: nobody may take them for another body"}}
	add := func(is bool, id, what string) {
		if is {
			out = append(out, Kind{id, what})
		}
	}
	add(a.Logo != "", "logo", "the logo, large: no number, no code, nobody else's sign")
	add(
		len(p.Line)+len(p.Place)+len(p.Hours) > 0 || p.Date != "",
		"line",
		"the line below the name: address, hours, place and day",
	)
	add(len(a.Added) > 0, "languages", "the languages that the base lacks: somebody reads them")
	add(
		slices.ContainsFunc(rows, func(c change) bool { return c.kind == "texts" }),
		"texts",
		"every text, and that none says the opposite of the sheet",
	)
	add(
		slices.ContainsFunc(rows, func(c change) bool { return c.kind == "pages" }),
		"pages",
		"every page in a new language",
	)
	add(a.Ground != "", "ground", "the ground of the posters")
	add(len(a.Own) > 0, "own", "each sheet of its own: where number, label and senders stand")
	add(
		slices.ContainsFunc(rows, func(c change) bool { return len(c.Figures) > 0 }),
		"figures",
		"every figure that stands in a text",
	)
	add(true, "sheets", "every sheet beside that of the base, from top to foot")
	return out
}

// Look is what an office looks at before it signs: made by its own program from the
// folder that was sent and from its own base.
type Look struct {
	Kinds []Kind
	// Page shows it all and needs no other file.
	Page []byte
}

// LookAt makes the page about a submission. Nothing of what was sent but its folder
// is used.
func LookAt(ctx context.Context, o build.Options, data []byte, base string) (*Look, error) {
	sent, err := adapt.Receive(data)
	if err != nil {
		return nil, build.Usage{Message: fmt.Sprintf("the file cannot be used: %v", err)}
	}
	work, done, err := disk.Temporary("")
	if err != nil {
		return nil, err
	}
	defer done()
	if err := sent.Unfold(work); err != nil {
		return nil, err
	}
	o.Project, o.Base, o.Accepted = work, base, true
	l, err := build.LoadSound(o)
	if err != nil {
		return nil, err
	}
	defer l.Files.Close()
	return summarise(ctx, o, l, digestOf(data))
}

// unseen says which kinds of changes nobody has named as looked at.
func (acc Acceptance) unseen(l *build.Loaded) (diag.List, error) {
	rows, err := changesOf(l)
	if err != nil {
		return nil, err
	}
	var lacks, all []string
	for _, k := range kindsOf(l.Set.Adaptation, rows) {
		all = append(all, k.ID)
		if !slices.Contains(acc.Seen, k.ID) {
			lacks = append(lacks, k.ID)
		}
	}
	var bad diag.List
	if len(lacks) > 0 {
		bad.Errorf(rule.AdaptSeen, diag.Pos{File: campaign.AdaptationFile}, "", "nobody has looked at: %s",
			strings.Join(lacks, ", ")).Hint =
			diag.Say(
				"Make the page (pharos summary FILE --base DIR --to PAGE), look at each, and name it: --seen %s.",
				strings.Join(all, ","),
			)
		bad[0].Gate = diag.Release
	}
	return bad, nil
}

// changesOf compares an adaptation with its base.
func changesOf(l *build.Loaded) ([]change, error) {
	was, list, err := campaign.Load(l.Files.(*adapt.Files).Base)
	if err != nil {
		return nil, fmt.Errorf("read the base: %w", err)
	}
	if list.Stops() {
		return nil, build.Defects{List: ofBase(list, l.Set.Adaptation.Base.From)}
	}
	out := changes(l.Set.Adaptation, was, l.Set)
	for i := range out {
		out[i].Figures = number.Figures(out[i].Is)
	}
	return out, nil
}

// pageText is all that a page says; empty where there is none.
func pageText(p *campaign.Page) string {
	if p == nil {
		return ""
	}
	var text []string
	for _, s := range p.Passages {
		text = append(text, s.Text)
	}
	return p.Title + ". " + strings.Join(text, " ¶ ")
}

// otherwise gives a text in English to stand beside another language; empty beside
// English itself.
func otherwise(tag locale.Tag, english string) string {
	if tag == locale.Source {
		return ""
	}
	return english
}
