package rule

import "pharos/internal/diag"

// Sheets and cards.
var (
	MaterialParts = stops(diag.Rule{
		ID:        "material.parts",
		Rationale: "A misspelt template, icon or page is found here, not by the printer.",
		Source:    "own",
		Hint:      "Correct the name.",
	})
	PosterPlace = warns(diag.Rule{
		ID:    "poster.place",
		Aside: true,
		Rationale: "A notice works where people wait, read alone or look for notices; a sheet without a " +
			"place is hung where nobody stands.",
		Source: "California Civil Code 52.6 (SB 1193), used as a yardstick",
		Hint:   "Name places in place: the notes stand on the page of materials.",
	})
	CardDiscreet = stops(diag.Rule{
		ID:        "card.discreet",
		Aside:     true,
		Rationale: "A card that names trafficking outside can cost its holder dearly.",
		Source:    "State Department toolkit, soldier cards; own",
		Hint:      "Choose words that any office could print, or put it up only (carry: \"no\").",
	})
	QRPlain = stops(diag.Rule{
		ID:        "qr.plain",
		Rationale: "A short address can be turned elsewhere by strangers, and parameters tell who read which card.",
		Source:    "own",
		Hint:      "Enter as base the site's own https address.",
	})
	PosterLangs = holds(diag.Rule{
		ID:        "poster.langs",
		Stage:     "plan",
		Aside:     true,
		Rationale: "Who cannot read the sheet is not protected by it; the law asks for its languages.",
		Source: "California Civil Code 52.6 (English, Spanish, third language) as a yardstick; section 4 " +
			"of the table of facts",
		Hint: "Write the texts that the language lacks.",
	})
	PosterSays = warns(diag.Rule{
		ID:    "poster.says",
		Stage: "plan",
		Aside: true,
		Rationale: "People call a line when they know when it answers, what it costs, who answers and in " +
			"which languages.",
		Source: "California Civil Code 52.6 content list",
		Hint:   "Find the source of the fact, or have test calls ask: pharos attest sheet.",
	})
	CardSoldier = holds(diag.Rule{
		ID:        "card.soldier",
		Stage:     "plan",
		Aside:     true,
		Rationale: "A card with a number and no purpose teaches nothing; duty and no blame are what the card is for.",
		Source:    "State Department toolkit, soldier cards",
		Hint:      "Fill the slots lead (what the number is for) and steps (what to do, and no blame).",
	})
	PosterSize = warns(diag.Rule{
		ID:        "poster.size",
		Stage:     "press",
		Aside:     true,
		Rationale: "A notice is read in passing.",
		Source:    "California Civil Code 52.6: 8.5 x 11 inches (216 x 279 mm), used as a yardstick",
		Hint:      "Use A3, or record the choice as an exception.",
	})
	PosterType = warns(diag.Rule{
		ID:        "poster.type",
		Stage:     "press",
		Aside:     true,
		Rationale: "Small type is read by nobody who must not be seen reading.",
		Source:    "California Civil Code 52.6: 16 points; the larger number: own",
		Hint:      "Shorten the text, or take a larger stock; below 12 points the sheet is not released.",
	})
	PosterEqual = holds(diag.Rule{
		ID:        "poster.equal",
		Stage:     "press",
		Rationale: "Where languages are official side by side, a smaller one says who matters less.",
		Source:    "own, after official signs in Croatia and ballots in Serbia",
		Hint:      "Let the languages share one group of type in the template.",
	})
	PosterFit = drafts(diag.Rule{
		ID:        "poster.fit",
		Stage:     "press",
		Rationale: "What does not fit would be cut.",
		Source:    "own",
		Hint:      "Shorten the text.",
	})
	PosterCharacter = drafts(diag.Rule{
		ID:        "poster.character",
		Stage:     "press",
		Rationale: "A letter that no font has would be a box.",
		Source:    "own",
		Hint:      "Use another character, or add a font.",
	})
	PosterSlot = warns(diag.Rule{
		ID:        "poster.slot",
		Stage:     "press",
		Aside:     true,
		Rationale: "Words that the template has no place for are translated for nothing.",
		Source:    "own",
		Hint:      "Take the slot out of the material.",
	})
	PosterPicture = warns(diag.Rule{
		ID:    "poster.picture",
		Stage: "press",
		Rationale: "A picture that the sheet names must be on it, and one with too few pixels looks " +
			"careless, as does what stands below it.",
		Source: "own; 200 pixels to the inch",
		Hint:   "Correct the name, use a picture with more pixels, or a smaller stock.",
	})
	PosterDraft = stops(diag.Rule{
		ID:        "poster.draft",
		Stage:     "press",
		Rationale: "A draft that does not say so gets printed.",
		Source:    "own",
		Hint:      "Let the template draw the draft mark.",
	})
	PosterSheet = stops(diag.Rule{
		ID:        "poster.sheet",
		Stage:     "press",
		Rationale: "Pieces that do not fit on their sheet are cut.",
		Source:    "own",
		Hint:      "Choose another sheet.",
	})
	PosterCode = stops(diag.Rule{
		ID:        "poster.code",
		Stage:     "press",
		Rationale: "A code that telephones cannot read, or that leads elsewhere, is worse than none.",
		Source:    "ISO/IEC 18004; own",
		Hint:      "Let the code lead to a page of the site; shorten the address.",
	})
	PosterHome = stops(diag.Rule{
		ID:        "poster.home",
		Stage:     "press",
		Rationale: "Who has an office printer only needs a sheet that it can print.",
		Source:    "own",
		Hint:      "Choose a template for the home edition.",
	})
	PosterInk = stops(diag.Rule{
		ID:        "poster.ink",
		Stage:     "press",
		Rationale: "Too much ink does not dry and rubs off on the next sheet.",
		Source:    "ISO 12647-2",
		Hint:      "Lower the swatch's inks.",
	})
	PosterTemplate = stops(diag.Rule{
		ID:        "poster.template",
		Stage:     "press",
		Rationale: "Without its template a sheet cannot be made.",
		Source:    "own",
		Hint:      "Correct the name.",
	})
	PosterStock = stops(diag.Rule{
		ID:        "poster.stock",
		Stage:     "press",
		Rationale: "Without its size a sheet cannot be made.",
		Source:    "own",
		Hint:      "Correct the name.",
	})
	PosterParams = stops(diag.Rule{
		ID:        "poster.params",
		Stage:     "press",
		Rationale: "A parameter that the template does not have changes nothing.",
		Source:    "own",
		Hint:      "Correct the name or the value.",
	})
	CardNumber = holds(diag.Rule{
		ID:        "card.number",
		Stage:     "press",
		Rationale: "A telephone without a camera or a network must do: the code is an addition.",
		Source:    "own; State Department toolkit: index card with the number",
		Hint:      "Let the template show the number as text.",
	})
)
