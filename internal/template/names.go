package template

import (
	"unicode"

	"pharos/internal/made"
	"pharos/internal/plan"
	"pharos/internal/typeset"
)

// Scope is what the names of an expression stand for at a place of a sheet.
type Scope struct {
	Stock    *Stock
	Frame    typeset.Rect
	Em       typeset.Length
	Material *plan.Material
	// Column is the language; -1 for all.
	Column    int
	Home, RTL bool
}

// names is the table of names that every expression knows.
var names = map[string]func(s *Scope) Value{
	"W":         func(s *Scope) Value { return LengthOf(s.Stock.W) },
	"H":         func(s *Scope) Value { return LengthOf(s.Stock.H) },
	"u":         func(s *Scope) Value { return s.Stock.U() },
	"bleed":     func(s *Scope) Value { return LengthOf(s.Stock.Bleed) },
	"safe":      func(s *Scope) Value { return LengthOf(s.Stock.Safe) },
	"w":         func(s *Scope) Value { return LengthOf(s.Frame.W()) },
	"h":         func(s *Scope) Value { return LengthOf(s.Frame.H()) },
	"em":        func(s *Scope) Value { return LengthOf(s.Em) },
	"languages": func(s *Scope) Value { return NumberOf(len(s.Material.Columns)) },
	"senders": func(s *Scope) Value {
		return NumberOf(len(s.Material.Columns[0].Slots[made.SlotSenders]))
	},
	"police":  func(s *Scope) Value { return TruthOf(s.Material.Police) },
	"partner": func(s *Scope) Value { return TruthOf(s.Material.Partner != nil) },
	"short": func(s *Scope) Value {
		return TruthOf(s.Material.Police && digits(s.Material.Number.Shown) <= 5)
	},
	"second":    func(s *Scope) Value { return TruthOf(s.Material.Second != nil) },
	"draft":     func(s *Scope) Value { return TruthOf(len(s.Material.Drafts) > 0) },
	"inside":    func(s *Scope) Value { return TruthOf(s.Material.Inside) },
	"home":      func(s *Scope) Value { return TruthOf(s.Home) },
	"rtl":       func(s *Scope) Value { return TruthOf(s.RTL) },
	"emergency": func(s *Scope) Value { return TruthOf(s.Material.Emergency.Shown != "") },
	"stock":     func(s *Scope) Value { return WordOf(s.Stock.Name) },
	"script":    func(s *Scope) Value { return WordOf(s.script()) },
	"language":  func(s *Scope) Value { return WordOf(string(s.column().Locale.Tag)) },
}

// Name gives the value of a name that every expression knows.
func (s *Scope) Name(name string) (Value, bool) {
	value, ok := names[name]
	if !ok {
		return Value{}, false
	}
	return value(s), true
}

// digits counts the figures in a number.
func digits(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

// column is the language of the scope, the first one if it is all.
func (s *Scope) column() plan.Column { return s.Material.Columns[max(s.Column, 0)] }

// script gives the tallest script among the languages of the scope: Aran before
// Arab before the others.
func (s *Scope) script() string {
	best := s.column().Locale.Script
	for i, col := range s.Material.Columns {
		if one := col.Locale.Script; s.Column < 0 || s.Column == i {
			if one == "Aran" || one == "Arab" && best != "Aran" {
				best = one
			}
		}
	}
	return best
}
