package plan

import (
	"slices"

	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/made"
	"pharos/internal/rule"
)

// The rules of this file need the plan: which words a sheet really gets, and in
// which languages it comes. Findings that are the same for several languages or
// countries are said once.

// piece judges a finished sheet.
func (p *planner) piece(n *nation, m *Material, line *campaign.Hotline) {
	find := func(rule *diag.Rule, s diag.Severity, hint, format diag.Format, args ...any) {
		p.list.Add(
			diag.Finding{
				Rule:     rule,
				Gate:     diag.Release,
				Severity: s,
				Pos:      m.From,
				Material: m.Audience + "/" + m.ID,
				Hint:     diag.Say(hint),
				Message:  diag.Say(format, args...),
			},
		)
	}
	if m.Emergency.Shown == "" && line.Kind != campaign.Emergency && line.Kind != campaign.Police {
		find(
			rule.NumEmergency,
			diag.Warning,
			"Choose a piece with room for it, or see that it hangs beside one that has it.",
			"%s shows no emergency or police number",
			m.ID,
		)
	}
	if m.Kind != made.KindSoldier {
		return
	}
	for _, col := range m.Columns {
		if len(col.Slots[made.SlotLead]) == 0 && line.Status != campaign.StatusLabel {
			find(rule.CardSoldier, diag.Error, "Fill the slot lead.", "%s does not say what its number is for", m.ID)
		}
		if len(col.Slots[made.SlotSteps]) == 0 {
			find(
				rule.CardSoldier,
				diag.Warning,
				"Fill the slot steps: the duty to report, and no blame.",
				"%s does not say what to do",
				m.ID,
			)
		}
	}
}

// notices judges what the posters of a country come in and say.
func (p *planner) notices(n *nation) {
	if len(p.req.Languages) > 0 || len(p.req.Audiences) > 0 {
		return // a part was asked for
	}
	for _, a := range p.set.Audiences {
		for i := range a.Materials {
			if def := &a.Materials[i]; def.Kind.Traits().Notice {
				p.poster(n, a, def)
			}
		}
	}
	p.says(n)
}

// poster sees that a notice comes in the languages that the country asks for.
func (p *planner) poster(n *nation, a *campaign.Audience, def *campaign.Material) {
	have := map[string]bool{}
	for _, m := range p.out.Materials {
		if m.Audience == a.ID && m.ID == def.ID {
			for _, col := range m.Columns {
				have[string(col.Locale.Tag)] = true
			}
		}
	}
	for i, l := range n.Languages {
		shown := slices.ContainsFunc(n.locales, func(s locale.Locale) bool { return s.Tag == l.Tag })
		if have[string(l.Tag)] || l.Role == campaign.Newcomers || !n.reaches(a, l.Tag) ||
			l.Role != campaign.Required && !shown {
			continue // a language without any text is listed as left out
		}
		f := diag.Finding{
			Rule:     rule.PosterLangs,
			Gate:     diag.Release,
			Severity: diag.Warning,
			Pos:      n.at(index("languages", i)),
			Material: a.ID + "/" + def.ID,
			Hint: diag.Say(
				"Write the texts that the language lacks.",
			),
			Message: diag.Say("%s does not come in %s", def.ID, l.Tag),
		}
		if l.Role == campaign.Required {
			f.Severity = diag.Error
		}
		p.list.Add(f)
	}
	if len(have) < 3 && len(n.Languages) >= 3 && a.Languages.All {
		p.list.Add(
			diag.Finding{
				Rule:     rule.PosterLangs,
				Gate:     diag.Release,
				Severity: diag.Warning,
				Pos:      n.at("languages"),
				Material: a.ID + "/" + def.ID,
				Hint: diag.Say(
					"Add a third language that is widely spoken.",
				),
				Message: diag.Say("%s comes in %d languages only", def.ID, len(have)),
			},
		)
	}
}

// says lists what a notice cannot say about the line, because no fact marked A or
// B backs it.
func (p *planner) says(n *nation) {
	if n.main == nil {
		return
	}
	way := n.main.Contacts[0]
	var lacks []diag.Sentence
	for _, one := range []struct {
		what diag.Format
		has  bool
	}{
		{"when it answers", way.Hours.Known()},
		{"what a call costs", way.Free.Holds()},
		{"who answers", n.main.Operator.Mark.Holds()},
		{"whether a name is needed or calls are confidential", n.main.NoName.Holds() || n.main.Confidential.Holds()},
		{"in which languages", n.main.Languages.Holds()},
	} {
		if !one.has {
			lacks = append(lacks, diag.Say(one.what))
		}
	}
	if len(lacks) > 0 {
		p.list.Add(
			diag.Finding{Rule: rule.PosterSays, Gate: diag.Release, Severity: diag.Warning, Pos: n.lineAt(n.main),
				Hint:    diag.Say("Find the source of the fact, or have test calls ask: pharos attest sheet."),
				Message: diag.Say("posters cannot say of %s %s", n.main.ID, diag.Series(lacks))},
		)
	}
}
