package rule

import "pharos/internal/diag"

// Releases, their ledger and exceptions on record.
var (
	ExceptionRule = stops(diag.Rule{
		ID: "exception.rule",
		Rationale: "An exception for a rule that does not exist hides nothing, and one about a number or a " +
			"fact would hide a wrong one.",
		Source: "own",
		Hint:   "Name a rule that may be set aside; pharos explain RULE says whether.",
	})
	ExceptionFor = stops(diag.Rule{
		ID:        "exception.for",
		Rationale: "An exception without a clear end, subject or name grows into a habit.",
		Source:    "own",
		Hint:      "Give one material (audience/id) or one message, and until as YYYY-MM-DD.",
	})
	ExceptionExpired = holds(diag.Rule{
		ID:        "exception.expired",
		Rationale: "What was allowed until a day is allowed no longer; somebody must decide anew.",
		Source:    "own",
		Hint:      "Cure what it set aside, or record a new decision.",
	})
	LedgerLine = stops(diag.Rule{
		ID:        "ledger.line",
		Stage:     "release",
		Rationale: "A damaged line of the ledger is a batch that nobody can call back.",
		Source:    "own",
		Hint:      "Restore the line from version control.",
	})
	LedgerTwice = warns(diag.Rule{
		ID:        "ledger.twice",
		Stage:     "release",
		Rationale: "A batch counted twice is looked for twice.",
		Source:    "own",
		Hint:      "Delete one of the two.",
	})
	ReleaseExpiry = holds(diag.Rule{
		ID:        "release.expiry",
		Stage:     "release",
		Rationale: "A release without a last day would hang on walls for ever.",
		Source:    "own",
		Hint:      "Record test calls of a line that is shown.",
	})
	ExceptionUnused = warns(diag.Rule{
		ID:        "exception.unused",
		Stage:     "release",
		Rationale: "An exception that covers nothing hides the next finding.",
		Source:    "own",
		Hint:      "Delete the exception.",
	})
)
