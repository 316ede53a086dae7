package rule

import "pharos/internal/diag"

// Adaptations of an organisation.
var (
	AdaptBase = stops(diag.Rule{
		ID:        "adapt.base",
		Stage:     "adapt",
		Rationale: "An adaptation of another base would change what its makers never saw.",
		Source:    "own",
		Hint:      "Name the base that the adaptation was made from.",
	})
	AdaptCountry = stops(diag.Rule{
		ID:        "adapt.country",
		Stage:     "adapt",
		Rationale: "An adaptation for a country that is not there changes nothing.",
		Source:    "own",
		Hint:      "Correct the code.",
	})
	AdaptFile = stops(diag.Rule{
		ID:        "adapt.file",
		Stage:     "adapt",
		Rationale: "A file that cannot be read leaves the adaptation half done.",
		Source:    "own",
		Hint:      "Correct the file.",
	})
	AdaptFiles = stops(diag.Rule{
		ID:        "adapt.files",
		Stage:     "adapt",
		Rationale: "An adaptation brings only the files that it may bring.",
		Source:    "own",
		Hint:      "Take the other files out.",
	})
	AdaptGround = stops(diag.Rule{
		ID:    "adapt.ground",
		Stage: "adapt",
		Rationale: "Words that do not stand out from their ground are not read, and too much ink sticks " +
			"sheets together.",
		Source: "WCAG 2.2, 1.4.3 and 1.4.11; ISO 12647-2",
		Hint:   "Take a darker colour with less ink, or one of the theme's grounds.",
	})
	AdaptLocked = stops(diag.Rule{
		ID:        "adapt.locked",
		Stage:     "adapt",
		Rationale: "Numbers, rights and law are locked, so that nobody lends their form to something else.",
		Source:    "own",
		Hint:      "Take the change out, or ask the campaign for it.",
	})
	AdaptLogo = stops(diag.Rule{
		ID:        "adapt.logo",
		Stage:     "adapt",
		Rationale: "A logo that cannot be read would be a hole on the sheet.",
		Source:    "own",
		Hint:      "Bring the logo as a drawing or a picture that can be printed.",
	})
	AdaptLogoSize = notes(diag.Rule{
		ID:        "adapt.logo.size",
		Stage:     "adapt",
		Rationale: "A logo that is too small on the sheet is a stain.",
		Source:    "own",
		Hint:      "Make the logo smaller, or bring one with more pixels.",
	})
	AdaptMaterial = stops(diag.Rule{
		ID:        "adapt.material",
		Stage:     "adapt",
		Rationale: "A change to a material that is not there changes nothing.",
		Source:    "own",
		Hint:      "Correct the name.",
	})
	AdaptMessage = stops(diag.Rule{
		ID:        "adapt.message",
		Stage:     "adapt",
		Rationale: "A change to a message that is not there changes nothing.",
		Source:    "own",
		Hint:      "Correct the id.",
	})
	AdaptOrganisation = stops(diag.Rule{
		ID:        "adapt.organisation",
		Stage:     "adapt",
		Rationale: "Who adapts a sheet must be named on it.",
		Source:    "own",
		Hint:      "Enter the organisation.",
	})
	AdaptRight = stops(diag.Rule{
		ID:        "adapt.right",
		Stage:     "adapt",
		Rationale: "Who may adapt has it in writing, until a day.",
		Source:    "own",
		Hint:      "Ask the office for a right that holds.",
	})
	AdaptSeen = stops(diag.Rule{
		ID:        "adapt.seen",
		Stage:     "adapt",
		Rationale: "A program cannot see everything that a logo or a text says; a person can.",
		Source:    "own",
		Hint:      "Look at the page that your own program makes, and name what you looked at.",
	})
	AdaptTemplate = stops(diag.Rule{
		ID:        "adapt.template",
		Stage:     "adapt",
		Rationale: "Boxes and lines can draw a number that nobody tested.",
		Source:    "own",
		Hint:      "Arrange the words and parts of the base, without shapes of your own.",
	})
	AdaptText = stops(diag.Rule{
		ID:        "adapt.text",
		Stage:     "adapt",
		Rationale: "An adapted text is held to the rules of every text.",
		Source:    "own",
		Hint:      "Correct the text.",
	})
)
