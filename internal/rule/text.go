package rule

import "pharos/internal/diag"

// Texts of messages and pages.
var (
	TextLanguage = stops(diag.Rule{
		ID:        "text.language",
		Rationale: "A misspelt tag makes a language disappear from a site without a word.",
		Source:    "BCP 47",
		Hint:      "Use a tag of the table of languages that is in the country's list.",
	})
	TextKnown = stops(diag.Rule{
		ID:        "text.known",
		Rationale: "A sheet with an id in place of a sentence, or a hole, must not be printed.",
		Source:    "own",
		Hint:      "Correct the id, or write the message in English first.",
	})
	TextUnknown = warns(diag.Rule{
		ID:        "text.unknown",
		Rationale: "A translation without a source is shown nowhere; usually its id is misspelt.",
		Source:    "own",
		Hint:      "Correct the id, or delete the text.",
	})
	TextPlaceholder = stops(diag.Rule{
		ID:        "text.placeholder",
		Rationale: "A lost placeholder is a sheet without its number; an altered one a wrong fact.",
		Source:    "own",
		Hint:      "Use exactly the placeholders of the English text.",
	})
	TextPlural = stops(diag.Rule{
		ID:        "text.plural",
		Rationale: "A missing plural form is an empty sentence on the days when it is needed.",
		Source:    "CLDR",
		Hint:      "Write one text for each form of the language.",
	})
	TextHTML = stops(diag.Rule{
		ID:        "text.html",
		Rationale: "Texts go to paper and to pages; markup would be printed, or run.",
		Source:    "own",
		Hint:      "Write plain text.",
	})
	TextBidi = stops(diag.Rule{
		ID:        "text.bidi",
		Rationale: "Hidden characters can turn a number around or hide words from reviewers.",
		Source:    "Unicode UAX 9 and UTS 39",
		Hint:      "Delete the character; directions are set by the program.",
	})
	TextScript = stops(diag.Rule{
		ID:        "text.script",
		Aside:     true,
		Rationale: "A Latin letter in a Cyrillic word looks right and breaks search, reading aloud and hyphenation.",
		Source:    "Unicode UTS 39",
		Hint:      "Type the word again with one keyboard.",
	})
	TextStale = warns(diag.Rule{
		ID:    "text.stale",
		Aside: true,
		Rationale: "A translation of what the text said before tells its readers something else than the " +
			"others are told.",
		Source: "own",
		Hint: "Send it out again: pharos translate export --only stale. Was it only a typo: pharos " +
			"translate typo ID --by NAME.",
	})
	TextTwo = stops(diag.Rule{
		ID: "text.two",
		Rationale: "Who wrote a sentence reads what was meant; a wrong right or a false promise is seen by " +
			"a second person.",
		Source: "own",
		Hint:   "Name as reviewer another person than the translator, or set state: translated.",
	})
	TextMax = warns(diag.Rule{
		ID:        "text.max",
		Aside:     true,
		Rationale: "What does not fit is set small or cut, and nobody reads it.",
		Source:    "own",
		Hint:      "Shorten the text; the layout decides in the end.",
	})
	TextNoBlame = stops(diag.Rule{
		ID:        "text.noblame",
		Aside:     true,
		Rationale: "Blame keeps victims from calling and police from seeing victims.",
		Source:    "ASTRA; State Department toolkit",
		Hint:      "Say what was done to the person; write \"people in prostitution\".",
	})
	TextNoSlur = stops(diag.Rule{
		ID:        "text.noslur",
		Rationale: "A campaign that uses slurs turns away those it is for.",
		Source:    "own",
		Hint:      "Write Roma, or Roma, Ashkali and Egyptian.",
	})
	TextNoRescue = stops(diag.Rule{
		ID:        "text.norescue",
		Aside:     true,
		Rationale: "People who step in put themselves and victims in danger; the call is to report.",
		Source:    "OVC task force guide 3.3",
		Hint:      "Write: report, do not investigate.",
	})
	TextSensational = stops(diag.Rule{
		ID:        "text.sensational",
		Aside:     true,
		Rationale: "Shock sells pictures; it does not help people to see themselves in the words.",
		Source:    "OVC 2020",
		Hint:      "Say it calmly and in small letters.",
	})
	TextPromise = stops(diag.Rule{
		ID:        "text.promise",
		Rationale: "A promise that cannot be kept costs trust, and trust is what a hotline lives on.",
		Source:    "own",
		Hint:      "Say only what a fact on record backs.",
	})
	TextBacked = stops(diag.Rule{
		ID:        "text.backed",
		Rationale: "What a line promises differs by country; a sheet may say it only where the fact is on record.",
		Source:    "California Civil Code 52.6 content list; own",
		Hint:      "Add the need to the choice in campaign.yaml.",
	})
	TextLaw = stops(diag.Rule{
		ID:        "text.law",
		Rationale: "A wrong article or a penalty nobody checked makes the whole sheet worthless to police and courts.",
		Source:    "section 3 of the table of facts",
		Hint: "Quote articles through {{.LawUse}} and {{.LawOffence}}; claim an offence only where it " +
			"is marked A or B.",
	})
	TextPlan = stops(diag.Rule{
		ID:        "text.plan",
		Rationale: "Citing a plan that has ended shows that nobody is looking after the sheet.",
		Source:    "section 2 of the table of facts",
		Hint:      "Correct the years, or add the need plan to the choice.",
	})
	TextStats = stops(diag.Rule{
		ID: "text.stats",
		Rationale: "A figure that nobody can trace is repeated for years, and one found wrong discredits " +
			"the rest; a program can see year and source, the place is for the reviewer.",
		Source: "State Department guide for public awareness materials, 2020",
		Hint:   "Name year, place and source in the sentence, or leave the figure out.",
	})
	TextSmuggling = warns(diag.Rule{
		ID:    "text.smuggling",
		Aside: true,
		Rationale: "Smuggling is a crime against a border, trafficking one against a person; who hears that " +
			"they were smuggled does not know that they have rights.",
		Source: "study on child victims in Bosnia and Herzegovina, readgur.com/doc/107301",
		Hint:   "Write trafficking, or say in the same text how the two differ.",
	})
	TextShelter = stops(diag.Rule{
		ID:        "text.shelter",
		Rationale: "A shelter protects only while nobody knows where it is.",
		Source:    "NATO WPS working draft: visible organisations, not safe houses",
		Hint:      "Name the line to call; it leads to a shelter.",
	})
	TextClass = stops(diag.Rule{
		ID:        "text.class",
		Stage:     "load",
		Rationale: "The class decides whether a missing translation may fall back to English.",
		Source:    "own",
		Hint:      "Describe the message with its class.",
	})
	TextEmpty = stops(diag.Rule{
		ID:        "text.empty",
		Stage:     "load",
		Rationale: "An empty text is a hole on a sheet; a missing one is handled by its class.",
		Source:    "own",
		Hint:      "Write the text or delete the message.",
	})
	TextState = stops(diag.Rule{
		ID:        "text.state",
		Stage:     "load",
		Rationale: "A state without a text, or without its reviewer, says nothing.",
		Source:    "own",
		Hint:      "Correct or delete the entry.",
	})
	TextTemplate = stops(diag.Rule{
		ID:        "text.template",
		Stage:     "load",
		Rationale: "Code in a text would run.",
		Source:    "own",
		Hint:      "Use placeholders only.",
	})
	TextTwice = stops(diag.Rule{
		ID:        "text.twice",
		Stage:     "load",
		Rationale: "Of two equal ids one would be ignored.",
		Source:    "own",
		Hint:      "Delete one of the two.",
	})
	TextReview = holds(diag.Rule{
		ID:        "text.review",
		Stage:     "plan",
		Rationale: "A translation that no second person compared can say the opposite.",
		Source:    "UNODC toolkit 9.8: language adapted to the audience; own",
		Hint:      "Have a second person compare the texts: pharos translate export.",
	})
)
