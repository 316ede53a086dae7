// Package rule holds every rule of the program as a value: its id, why it is
// there, where it was published, how bad a breach is, at which gate it stops, and
// what to do. A stage that finds a breach names the value, so that a rule that
// does not exist does not compile, and 'pharos explain' knows every rule that a
// finding can carry.
package rule

import (
	"slices"
	"strings"

	"pharos/internal/diag"
)

// all is the table, filled while the program starts and never changed after.
var all []*diag.Rule

// All gives every rule, by id.
func All() []*diag.Rule {
	return slices.SortedFunc(slices.Values(all), func(a, b *diag.Rule) int { return strings.Compare(a.ID, b.ID) })
}

// IDs gives the ids of all rules.
func IDs() []string {
	var out []string
	for _, r := range All() {
		out = append(out, r.ID)
	}
	return out
}

// Find gives the rule of an id, nil if there is none.
func Find(id string) *diag.Rule {
	i := slices.IndexFunc(all, func(r *diag.Rule) bool { return r.ID == id })
	if i < 0 {
		return nil
	}
	return all[i]
}

// stops puts a rule into the table whose breach stops the work at once.
func stops(r diag.Rule) *diag.Rule { return add(r, diag.Error, diag.Load) }

// drafts is a rule whose breach lets the material be made as a draft only.
func drafts(r diag.Rule) *diag.Rule { return add(r, diag.Error, diag.Draft) }

// holds is a rule whose breach refuses the release.
func holds(r diag.Rule) *diag.Rule { return add(r, diag.Error, diag.Release) }

// warns is a rule whose breach is shown and stops nothing.
func warns(r diag.Rule) *diag.Rule { return add(r, diag.Warning, diag.Release) }

// notes is a rule that informs.
func notes(r diag.Rule) *diag.Rule { return add(r, diag.Note, diag.Draft) }

func add(r diag.Rule, severity diag.Severity, gate diag.Gate) *diag.Rule {
	r.Severity, r.Gate = severity, gate
	all = append(all, &r)
	return &r
}
