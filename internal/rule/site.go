package rule

import "pharos/internal/diag"

// The site.
var (
	SiteAddress = stops(diag.Rule{
		ID: "site.address",
		Rationale: "The code on an old sheet leads to this address for years; it must be a name that the " +
			"campaign owns, over https, and the exit must not show what its reader did before.",
		Source: "GOV.UK Design System, Exit this page; own",
		Hint:   "Write https://name.example/ without user, port, query or number.",
	})
	SiteSecurity = stops(diag.Rule{
		ID: "site.security",
		Rationale: "Whoever finds a flaw in the site must reach somebody who mends it; an address without " +
			"an end is one that nobody looks after.",
		Source: "RFC 9116",
		Hint: "Write {contact: \"https://…\" or \"mailto:…\", until: \"YYYY-MM-DD\"} with mark and sources, " +
			"or leave security out.",
	})
	SiteWindow = stops(diag.Rule{
		ID:        "site.window",
		Rationale: "The title of a window shows on a shared screen and in the history of the browser.",
		Source:    "own; techsafety.org",
		Hint:      "Choose a neutral title that no other page has.",
	})
	SiteList = stops(diag.Rule{
		ID: "site.list",
		Rationale: "The list of an audience's sheets stands in the history of the browser under its address; " +
			"two lists with one address would overwrite each other.",
		Source: "own; techsafety.org",
		Hint:   "Choose a neutral word of small letters, digits and hyphens that no other list has.",
	})
	SiteBase = stops(diag.Rule{
		ID:        "site.base",
		Stage:     "web",
		Rationale: "The address of the site stands on paper for years.",
		Source:    "own",
		Hint:      "Write an https address that ends in a slash.",
	})
	SiteExitTarget = stops(diag.Rule{
		ID:        "site.exit.target",
		Stage:     "web",
		Rationale: "The page behind the exit must not show what its reader did before.",
		Source:    "GOV.UK Design System, Exit this page",
		Hint:      "Write the https address of a neutral page.",
	})
	SiteLanguages = stops(diag.Rule{
		ID:        "site.languages",
		Stage:     "web",
		Rationale: "A site without a language says nothing.",
		Source:    "own",
		Hint:      "Give the country a language that has texts.",
	})
	SiteToken = stops(diag.Rule{
		ID:    "site.token",
		Stage: "web",
		Rationale: "A colour that is misspelled, stands in two places or differs between page and paper is " +
			"changed in one of them only, and nobody sees why.",
		Source: "own",
		Hint:   "Change the colour in the theme's tokens.yaml; pages and print read it there.",
	})
	SiteUnread = warns(diag.Rule{
		ID:        "site.token.unread",
		Stage:     "web",
		Rationale: "A token that nothing reads looks as if it changed something.",
		Source:    "own",
		Hint:      "Take it out, or use it in a style sheet of the theme.",
	})
	SiteContrast = stops(diag.Rule{
		ID:        "site.contrast",
		Stage:     "web",
		Rationale: "A number that cannot be read in the sun or by weak eyes is no number.",
		Source:    "WCAG 2.2, 1.4.3 and 1.4.11",
		Hint:      "Make text or ground lighter or darker: 4.5 : 1 for texts, 3 : 1 for large signs.",
	})
	SiteTemplate = stops(diag.Rule{
		ID:        "site.template",
		Stage:     "web",
		Rationale: "A theme with an error gives pages with holes.",
		Source:    "own",
		Hint:      "Correct the template or the text that it names.",
	})
	LocaleName = stops(diag.Rule{
		ID:        "locale.name",
		Stage:     "web",
		Rationale: "A reader finds a language by its own name.",
		Source:    "own",
		Hint:      "Give the language its own name in the table of languages.",
	})
)
