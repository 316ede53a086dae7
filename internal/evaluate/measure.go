package evaluate

import "strings"

// Measure is the name of something that is counted.
type Measure string

// The measures that the program itself speaks of; all of them stand in measures.
const (
	Received       Measure = "calls.received"
	Answered       Measure = "calls.answered"
	TestCalls      Measure = "calls.test"
	Substantive    Measure = "calls.substantive"
	Cases          Measure = "cases.recorded"
	TipsPassed     Measure = "tips.passed"
	TipsLed        Measure = "tips.led"
	Investigations Measure = "investigations"
	Prosecutions   Measure = "prosecutions"
	Trainings      Measure = "trainings.held" // no people: never too small to show
	Invited        Measure = "people.invited"
	Present        Measure = "people.present"
	Finished       Measure = "people.finished"
)

// measures is the closed list of what can be counted. Results have the terms of the
// International Classification Standard for Administrative Data on Trafficking in
// Persons. A name that ends in a dot stands for all that begin with it.
var measures = []Measure{
	Received, Answered, TestCalls, Substantive,
	"purpose.self", "purpose.tip", "purpose.job-check", "purpose.information", "purpose.other",
	"heard.poster", "heard.card", "heard.online", "heard.person", "heard.other", "heard.word.",
	Cases, TipsPassed, TipsLed, Investigations, "arrests", Prosecutions, "convictions",
	Trainings, Invited, Present, Finished, "people.specialised", "test.before", "test.after",
	"feedback.", "visits.",
}

// Known reports whether a measure is on the list.
func (m Measure) Known() bool {
	for _, one := range measures {
		if m == one || strings.HasSuffix(string(one), ".") && len(m) > len(one) &&
			strings.HasPrefix(string(m), string(one)) {
			return true
		}
	}
	return false
}

// names lists the measures, for findings.
func names() []string {
	var out []string
	for _, m := range measures {
		out = append(out, strings.TrimSuffix(string(m), "."))
	}
	return out
}

// parts are measures that cannot be more than another one on the same days.
var parts = []struct{ part, whole Measure }{
	{Answered, Received}, {Substantive, Received}, {TipsLed, TipsPassed}, {Finished, Present},
}

// withTests are the measures that count the office's own test calls too.
var withTests = []Measure{Received, Answered}

// yearly are results that are compared as counts of the time before and after.
var yearly = []Measure{Cases, TipsPassed, TipsLed, Investigations, "arrests", Prosecutions, "convictions"}
