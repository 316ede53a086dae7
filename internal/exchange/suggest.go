package exchange

import (
	"fmt"
	"maps"
	"slices"

	"pharos/internal/locale"
)

// near lists the languages whose texts may be proposed for another one. They
// are kept apart: a proposal is a draft in a translator's file and nothing else.
var near = map[locale.Tag][]locale.Tag{
	"bs":      {"hr", "cnr", "sr-Latn"},
	"hr":      {"bs", "cnr", "sr-Latn"},
	"cnr":     {"sr-Latn", "bs", "hr"},
	"sr-Latn": {"cnr", "bs", "hr"},
}

// Near lists the languages that may make proposals for a language.
func Near(tag locale.Tag) []locale.Tag { return near[tag] }

// Suggest gives the texts that a language lacks with the text of a near
// language as a proposal.
func (b *Book) Suggest(tag, from locale.Tag, f Filter) (*Document, error) {
	if from == locale.PseudoTag {
		return b.pseudo(tag, f), nil
	}
	if !slices.Contains(near[tag], from) {
		return nil, fmt.Errorf(
			"%q makes no proposals for %q: near languages are %v, and %s",
			from,
			tag,
			near[tag],
			locale.PseudoTag,
		)
	}
	f.Only = []string{"missing"}
	d, _ := b.Document(tag, f)
	donors := map[string]Unit{}
	b.each(from, func(u Unit) { donors[u.ID] = u })
	var units []Unit
	for _, u := range d.Units {
		if donor := donors[u.ID]; !donor.Missing() && !donor.Stale {
			u.Target, u.Suggested = maps.Clone(donor.Target), from
			units = append(units, u)
		}
	}
	d.Units = units
	return d, nil
}
