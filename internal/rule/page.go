package rule

import "pharos/internal/diag"

// Pages.
var (
	PageShape = stops(diag.Rule{
		ID: "page.shape",
		Rationale: "Passages are tied to their source by their place; a missing one would tie every later " +
			"passage to the wrong text.",
		Source: "own",
		Hint:   "Keep headings, points, steps and paragraphs in the order of the English page.",
	})
	PageFront = stops(diag.Rule{
		ID:        "page.front",
		Stage:     "load",
		Rationale: "A page without a title has no name in menus.",
		Source:    "own",
		Hint:      "Begin the page with --- and title: and summary: and ---.",
	})
	PageMarkup = stops(diag.Rule{
		ID:        "page.markup",
		Stage:     "load",
		Rationale: "Pages are read on old telephones and aloud; what is not in the format would be lost or run.",
		Source:    "own",
		Hint:      "Use headings, paragraphs, points and steps only.",
	})
	PagePlace = warns(diag.Rule{
		ID:        "page.place",
		Stage:     "plan",
		Rationale: "A page that no site has a place for is work that nobody will see.",
		Source:    "own",
		Hint:      "Give the page the name of one of the site's pages, or delete it.",
	})
)
