package rule

import "pharos/internal/diag"

// Evaluation: plans, counts, tables of offices, published figures.
var (
	EvaluatePlan = stops(diag.Rule{
		ID:        "evaluate.plan",
		Stage:     "evaluate",
		Rationale: "A plan that does not say before what is counted, where and from when proves nothing after.",
		Source:    "own; Bernal and others 2017: the impact model is chosen before",
		Hint:      "Correct the plan; after the first count a change makes the report exploratory.",
	})
	EvaluateCount = stops(diag.Rule{
		ID:        "evaluate.count",
		Stage:     "evaluate",
		Rationale: "A wrong count makes a wrong verdict, and nobody sees it any more in a report.",
		Source:    "own",
		Hint:      "Correct the line, or take the table again with pharos evaluate take.",
	})
	EvaluatePeriod = stops(diag.Rule{
		ID:        "evaluate.period",
		Stage:     "evaluate",
		Rationale: "Days that are counted twice, as in a month among its weeks, look like more calls.",
		Source:    "own",
		Hint:      "Keep one of the two rows.",
	})
	EvaluateDoubt = warns(diag.Rule{
		ID:        "evaluate.doubt",
		Stage:     "evaluate",
		Rationale: "A part that is larger than its whole, or a count that cannot be told, makes a figure doubtful.",
		Source:    "own",
		Hint:      "Ask the office which of the two is right.",
	})
	EvaluateTable = stops(diag.Rule{
		ID:        "evaluate.table",
		Stage:     "evaluate",
		Rationale: "A table that is understood only half would be counted wrong without a sign.",
		Source:    "own; spreadsheet errors in public health",
		Hint:      "Correct the table, or say in columns.yaml what its columns mean.",
	})
	EvaluatePerson = stops(diag.Rule{
		ID:    "evaluate.person",
		Stage: "evaluate",
		Rationale: "What points at a person must not come into an evaluation: not a name, a number, a clock time " +
			"or words.",
		Source: "UNIAP 2008; WHO 2003: do no harm",
		Hint:   "Map another column; only days, areas, kinds and whole numbers are taken.",
	})
	EvaluatePublished = stops(diag.Rule{
		ID:        "evaluate.published",
		Stage:     "evaluate",
		Rationale: "Two reports whose difference is a small number tell what neither of them shows.",
		Source:    "Washington DOH Small Numbers 2018; OpenSAFELY",
		Hint:      "Choose an --until at which at least the smallest number to be shown was added.",
	})
)
