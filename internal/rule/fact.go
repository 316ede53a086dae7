package rule

import "pharos/internal/diag"

// Facts, their marks and dates.
var (
	FactSource = stops(diag.Rule{
		ID:        "fact.source",
		Rationale: "A fact that nobody can look up again is a rumour.",
		Source:    "own",
		Hint:      "Name the key of a source in the list at the end of the file.",
	})
	FactMark = stops(diag.Rule{
		ID:        "fact.mark",
		Rationale: "Without a mark nobody knows whether a fact may be printed.",
		Source:    "own",
		Hint:      "Add mark: A, B, C or U.",
	})
	DateValid = stops(diag.Rule{
		ID:        "date.valid",
		Rationale: "Expiry, awareness days and the age of test calls hang on dates that exist.",
		Source:    "ISO 8601",
		Hint:      "Write YYYY-MM-DD, or MM-DD for a day of the year.",
	})
)
