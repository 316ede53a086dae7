package rule

import "pharos/internal/diag"

// Telephone numbers.
var (
	NumKnown = stops(diag.Rule{
		ID: "num.known",
		Rationale: "A number typed into a text is not updated, tested or recalled with its record; numbers " +
			"come from the record only.",
		Source: "own; State Department toolkit: lines appear and disappear",
		Hint:   "Write {{.Line}} in a message or {{line}} on a page.",
	})
	NumForeign = stops(diag.Rule{
		ID: "num.foreign",
		Rationale: "A number on no record of the project, such as the American one on sample posters, leads " +
			"callers nowhere.",
		Source: "own",
		Hint:   "Put the number on record in campaigns/countries, or take it out of the text.",
	})
	NumStatus = stops(diag.Rule{
		ID: "num.status",
		Rationale: "Lines on hold may be dead and label lines are for something else; showing them plainly " +
			"sends people to the wrong place.",
		Source: "section 1 of the table of facts",
		Hint:   "Give a label line its label, a hidden line its reason, and keep both out of texts.",
	})
	NumFormat = stops(diag.Rule{
		ID:        "num.format",
		Rationale: "What is printed must be what is dialled.",
		Source:    "ITU-T E.164",
		Hint:      "Write digits, grouped by single spaces, in quotes.",
	})
	NumKeypad = stops(diag.Rule{
		ID: "num.keypad",
		Rationale: "A printed text code whose letters and digits disagreed once hung in every hotel of a " +
			"city; letters also differ between alphabets.",
		Source: "ITU-T E.161",
		Hint:   "Write the digits.",
	})
	NumIntl = stops(diag.Rule{
		ID: "num.intl",
		Rationale: "Short and 0800 numbers often cannot be reached from abroad; a guessed international " +
			"form is a wrong number.",
		Source: "own; ITU-T E.164",
		Hint:   "Give the international form only where it is confirmed: plus, country code, number.",
	})
	NumTwice = stops(diag.Rule{
		ID:        "num.twice",
		Rationale: "Two records for one number drift apart, and one of them will be wrong.",
		Source:    "own",
		Hint:      "Keep one record; ids begin with the country's code.",
	})
	NumFree = stops(diag.Rule{
		ID:        "num.free",
		Rationale: "A person with no credit who is told that a call is free and is cut off will not try again.",
		Source:    "section 1 of the table of facts",
		Hint:      "Write unknown, or add the source and mark A or B.",
	})
	NumHours = stops(diag.Rule{
		ID:        "num.hours",
		Rationale: "A call outside the hours rings in an empty room.",
		Source:    "e-Justice portal; own",
		Hint: "Write days and times as {days: [mon, tue], from: \"10:00\", to: \"18:00\"} in the country's " +
			"time zone.",
	})
	NumHeard = holds(diag.Rule{
		ID: "num.heard",
		Rationale: "When the person at the other end says something else than the record, the record is " +
			"wrong until somebody looks.",
		Source: "own",
		Hint: "Ring again: two newer calls that hear what the record says clear it; else correct the " +
			"record from a source ('pharos attest propose' shows how).",
	})
	NumTested = holds(diag.Rule{
		ID:        "num.tested",
		Stage:     "plan",
		Rationale: "A number is shown to people in danger only after somebody rang it.",
		Source:    "own; two people, two networks, at most 30 days old, 90 at the very most",
		Hint:      "Ring the number twice, two people from two networks, and record it: pharos attest.",
	})
	NumOfficial = holds(diag.Rule{
		ID:    "num.official",
		Stage: "plan",
		Rationale: "A public emergency number is printed for people in danger and cannot be tested by calls, which " +
			"would keep somebody else waiting.",
		Source: "own; an official source and a reading of it at most 365 days old",
		Hint: "Read the number on the page of the authority that answers, give the line mark A with that source, " +
			"and write the day of reading under read:.",
	})
	NumEmergency = warns(diag.Rule{
		ID:        "num.emergency",
		Stage:     "plan",
		Aside:     true,
		Rationale: "A line may be busy or closed; danger does not wait.",
		Source:    "NNEDV: other ways to get help",
		Hint:      "Add the police or emergency line of the country, or choose a piece with room for it.",
	})
	NumUnshown = notes(diag.Rule{
		ID:        "num.unshown",
		Stage:     "plan",
		Rationale: "Who enters five lines believes that readers see five.",
		Source:    "own",
		Hint:      "Put it before the other, or set status: hold with the reason.",
	})
	NumSameFacts = stops(diag.Rule{
		ID:        "num.samefacts",
		Stage:     "proof",
		Rationale: "One number that looks like two makes people doubt both; digits run left to right in every script.",
		Source:    "own; Unicode UAX 9",
		Hint:      "Do not use the file; let the theme write the number as the plan does.",
	})
	NumLink = stops(diag.Rule{
		ID:        "num.link",
		Stage:     "web",
		Rationale: "A link that is no telephone address does not dial.",
		Source:    "RFC 3966",
		Hint:      "Write the number with digits and spaces.",
	})
)
