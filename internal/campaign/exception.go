package campaign

import (
	"slices"
	"strings"
)

// Exception is a decision on record to set one rule aside for one material or
// one message of a country, until a day. What it covers becomes a note and stands
// in the release's notes; rules about numbers and facts can never be set aside.
type Exception struct {
	// Rule is the id of the rule, such as poster.size.
	Rule string `yaml:"rule" req:"true"`
	// Material is the audience and the id of the material, such as
	// citizen/poster-job. Message is the id of a message or passage that no single
	// material owns. One of the two is given.
	Material string `yaml:"material"`
	Message  string `yaml:"message"`
	// By is the name of who allowed it, Role what this person is.
	By   string `yaml:"by" req:"true"`
	Role string `yaml:"role" req:"true"`
	// Why is the reason in one sentence.
	Why string `yaml:"why" req:"true"`
	// Until is the last day on which it holds, YYYY-MM-DD.
	Until string `yaml:"until" req:"true"`
}

// Subject is what the exception is for: the material or the message.
func (e *Exception) Subject() string {
	if e.Material != "" {
		return e.Material
	}
	return e.Message
}

// Holds reports whether the exception still holds on a day.
func (e *Exception) Holds(date string) bool { return date <= e.Until }

// Covers reports whether a finding of a rule, about a material and at a path, is
// meant. The path of a finding about a text is its message id.
func (e *Exception) Covers(rule, material, path string) bool {
	return e.Rule == rule && (e.Material != "" && e.Material == material || e.Message != "" && e.Message == path)
}

// HasMaterial reports whether audience/id names a material, also one that an
// adaptation leaves out.
func (s *Set) HasMaterial(name string) bool {
	if slices.Contains(s.LeftOut, name) {
		return true
	}
	audience, id, _ := strings.Cut(name, "/")
	for _, a := range s.Audiences {
		for _, m := range a.Materials {
			if a.ID == audience && m.ID == id {
				return true
			}
		}
	}
	return false
}
