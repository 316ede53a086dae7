package rule

import "pharos/internal/diag"

// Print templates and icons.
var (
	TemplateKey = stops(diag.Rule{
		ID:        "template.key",
		Stage:     "press",
		Rationale: "A node of no known kind draws nothing.",
		Source:    "own",
		Hint:      "Correct the key.",
	})
	TemplateValue = stops(diag.Rule{
		ID:        "template.value",
		Stage:     "press",
		Rationale: "A value that means nothing draws nothing.",
		Source:    "own",
		Hint:      "Correct the value.",
	})
	TemplateExpression = stops(diag.Rule{
		ID:        "template.expression",
		Stage:     "press",
		Rationale: "What cannot be worked out has no place on the sheet.",
		Source:    "own",
		Hint:      "Correct the expression.",
	})
	TemplateSize = stops(diag.Rule{
		ID:        "template.size",
		Stage:     "press",
		Rationale: "A frame without room hides what is in it.",
		Source:    "own",
		Hint:      "Make room.",
	})
	TemplateCycle = stops(diag.Rule{
		ID:        "template.cycle",
		Stage:     "press",
		Rationale: "A length that hangs on itself has no value.",
		Source:    "own",
		Hint:      "Break the circle.",
	})
	IconPath = stops(diag.Rule{
		ID:        "icon.path",
		Stage:     "press",
		Rationale: "An icon that cannot be read would be a hole.",
		Source:    "own",
		Hint:      "Draw the icon as one path in a 24 grid.",
	})
)
