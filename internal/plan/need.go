package plan

import "pharos/internal/campaign"

// needs says of each need of a message whether a country meets it. Inside is true
// on a card whose number stands on the inner side.
var needs = map[string]func(n *nation, inside bool) bool{
	"line":         func(n *nation, _ bool) bool { return n.main != nil },
	"no-line":      func(n *nation, _ bool) bool { return n.main == nil },
	"police":       func(n *nation, _ bool) bool { return n.police != nil },
	"no-police":    func(n *nation, _ bool) bool { return n.police == nil },
	"hours":        func(n *nation, _ bool) bool { return n.hasHours() },
	"no-hours":     func(n *nation, _ bool) bool { return !n.hasHours() },
	"free":         func(n *nation, _ bool) bool { return n.main != nil && n.main.Contacts[0].IsFree() },
	"languages":    func(n *nation, _ bool) bool { return n.main != nil && n.main.Languages.Holds() },
	"no-name":      func(n *nation, _ bool) bool { return n.main != nil && holdsTrue(n.main.NoName) },
	"confidential": func(n *nation, _ bool) bool { return n.main != nil && holdsTrue(n.main.Confidential) },
	"advice":       func(n *nation, _ bool) bool { return n.main != nil && holdsTrue(n.main.Advice) },
	"reports":      func(n *nation, _ bool) bool { return holdsTrue(n.Reports) },
	"offence":      func(n *nation, _ bool) bool { return len(n.offence()) > 0 },
	"use-is": func(n *nation, _ bool) bool {
		return n.useIsOffence() && !n.Law.Use.Could &&
			!n.Law.Use.Sexual
	},
	"use-could": func(n *nation, _ bool) bool {
		return n.useIsOffence() && n.Law.Use.Could &&
			!n.Law.Use.Sexual
	},
	"use-sexual":       func(n *nation, _ bool) bool { return n.useIsOffence() && n.Law.Use.Sexual },
	"use-may-be":       func(n *nation, _ bool) bool { return !n.useIsOffence() },
	"use-article":      func(n *nation, _ bool) bool { return n.useIsOffence() && len(n.useArticle()) > 0 },
	"plan":             func(n *nation, _ bool) bool { return n.plan != nil },
	"plan-line":        func(n *nation, _ bool) bool { return n.plan != nil && n.plan.NamesLine },
	"kind-trafficking": func(n *nation, _ bool) bool { return n.main != nil && n.main.Kind == campaign.Trafficking },
	"label-outside":    func(_ *nation, inside bool) bool { return !inside },
	"label-inside":     func(_ *nation, inside bool) bool { return inside },
}

// meets reports whether the country meets a need.
func (n *nation) meets(need string, inside bool) bool {
	met := needs[need]
	return met != nil && met(n, inside)
}

// hasHours reports whether the opening hours of the main line may be shown.
func (n *nation) hasHours() bool { return n.main != nil && n.main.Contacts[0].Hours.Known() }

// useIsOffence reports whether knowing use of a victim is an offence by a fact that
// may be printed.
func (n *nation) useIsOffence() bool { return n.Law.Use.Holds() && n.Law.Use.Value == "is" }

// holdsTrue reports whether a fact may be printed and says yes.
func holdsTrue(f campaign.Fact[bool]) bool { return f.Holds() && f.Value }
