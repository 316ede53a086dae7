package rule

import "pharos/internal/diag"

// What makes a draft in a build and stops a release.
var (
	DraftSender = holds(diag.Rule{
		ID:        "draft.sender",
		Stage:     "plan",
		Rationale: "A sheet signed by a body that never agreed is a forgery.",
		Source:    "own",
		Hint:      "Get the sender's written agreement and set on_record: true.",
	})
	DraftBase = holds(diag.Rule{
		ID:        "draft.base",
		Stage:     "plan",
		Rationale: "Without the site's own address the code on the sheet leads nowhere.",
		Source:    "own",
		Hint:      "Enter base: the https address of the site.",
	})
	DraftExit = holds(diag.Rule{
		ID:        "draft.exit",
		Stage:     "plan",
		Rationale: "The way out of the site must be known and neutral.",
		Source:    "GOV.UK Design System, Exit this page",
		Hint:      "Enter exit: a neutral page that shows nothing personal.",
	})
	DraftStatus = holds(diag.Rule{
		ID:        "draft.status",
		Stage:     "plan",
		Rationale: "How a territory's status is worded is for the campaign's owner to say.",
		Source:    "own",
		Hint:      "Enter status_note as the owner of the campaign words it.",
	})
	DraftConsent = holds(diag.Rule{
		ID:        "draft.consent",
		Stage:     "plan",
		Rationale: "Who agreed to be shown until a day did not agree to more.",
		Source:    "techsafety.org: consent",
		Hint:      "Ask for a new consent and enter until: in the picture's record, or take the picture out.",
	})
	DraftFallback = holds(diag.Rule{
		ID:        "draft.fallback",
		Stage:     "plan",
		Rationale: "A sheet that is half in English looks translated and is not.",
		Source:    "own",
		Hint:      "Translate the texts that stand in English.",
	})
	DraftMark = holds(diag.Rule{
		ID:        "draft.mark",
		Stage:     "plan",
		Rationale: "What is marked C or U may be wrong.",
		Source:    "section 1 of the table of facts",
		Hint:      "Find a source that allows mark A or B, or hide the line.",
	})
	DraftAdapted = holds(diag.Rule{
		ID:    "draft.adapted",
		Stage: "plan",
		Rationale: "What an organisation changed hangs on walls under the name of the office, which has to see " +
			"it first.",
		Source: "own",
		Hint:   "Send it to the office: pharos submit.",
	})
)
