package rule

import "pharos/internal/diag"

// Translations that come back.
var (
	TranslateFile = stops(diag.Rule{
		ID:        "translate.file",
		Stage:     "translate",
		Rationale: "A file that is not whole would bring half a translation.",
		Source:    "own",
		Hint:      "Ask for the file again, as it was sent.",
	})
	TranslateEncoding = stops(diag.Rule{
		ID:        "translate.encoding",
		Stage:     "translate",
		Rationale: "In another encoding letters of a language become other letters.",
		Source:    "own",
		Hint:      "Save the file as UTF-8.",
	})
	TranslateLanguage = stops(diag.Rule{
		ID:        "translate.language",
		Stage:     "translate",
		Rationale: "A translation under the wrong language stands on the wrong sheets.",
		Source:    "BCP 47",
		Hint:      "Say which language the file is in.",
	})
	TranslateFormat = stops(diag.Rule{
		ID:        "translate.format",
		Stage:     "translate",
		Rationale: "A format that is not known cannot be read safely.",
		Source:    "own",
		Hint:      "Use one of the formats that export writes.",
	})
	TranslateShape = stops(diag.Rule{
		ID:        "translate.shape",
		Stage:     "translate",
		Rationale: "A text whose shape changed is not the translation of its source.",
		Source:    "own",
		Hint:      "Keep the passages and placeholders of the source.",
	})
	TranslateMemory = stops(diag.Rule{
		ID:        "translate.memory",
		Stage:     "translate",
		Rationale: "A memory with an error would suggest it again and again.",
		Source:    "TMX 1.4b",
		Hint:      "Correct the entry.",
	})
	TranslateEdit = stops(diag.Rule{
		ID:        "translate.edit",
		Stage:     "translate",
		Rationale: "A text that cannot be written back would be lost.",
		Source:    "own",
		Hint:      "Edit the file by hand.",
	})
	TranslateConflict = holds(diag.Rule{
		ID:        "translate.conflict",
		Stage:     "translate",
		Rationale: "What somebody wrote in the project meanwhile would be lost.",
		Source:    "own",
		Hint:      "Ask for a new file, or correct the text there.",
	})
	TranslateDerived = holds(diag.Rule{
		ID:        "translate.derived",
		Stage:     "translate",
		Rationale: "A page in another script is made from its source page; a text written over it would be lost.",
		Source:    "own",
		Hint:      "Correct the text in the page that it is made from.",
	})
	TranslateHalf = holds(diag.Rule{
		ID:        "translate.half",
		Stage:     "translate",
		Rationale: "Half a text reads as if it were whole, and the warning may stand in the other half.",
		Source:    "own",
		Hint:      "Translate every part of it, then send it again.",
	})
	TranslateHidden = holds(diag.Rule{
		ID:        "translate.hidden",
		Stage:     "translate",
		Rationale: "A character that cannot be seen can turn a number around or hide words.",
		Source:    "Unicode UAX 9 and UTS 39",
		Hint:      "Delete it, or type the text again without copying.",
	})
	TranslateHTML = holds(diag.Rule{
		ID:        "translate.html",
		Stage:     "translate",
		Rationale: "Texts go to paper and to pages; markup would be printed, or run.",
		Source:    "own",
		Hint:      "Write plain words; the design is made by the program.",
	})
	TranslateSpace = warns(diag.Rule{
		ID:        "translate.space",
		Stage:     "translate",
		Rationale: "Two spaces make a hole in a line, and a number that sticks to a word is read with it.",
		Source:    "own",
		Hint:      "Write one space; keep a placeholder apart from the letters beside it.",
	})
	TranslateLong = warns(diag.Rule{
		ID:        "translate.long",
		Stage:     "translate",
		Rationale: "What does not fit is set small or cut, and nobody reads it.",
		Source:    "own",
		Hint:      "Shorten it and send it again.",
	})
	TranslateMangled = holds(diag.Rule{
		ID:        "translate.mangled",
		Stage:     "translate",
		Rationale: "A spreadsheet turns numbers and dashes into other values without a word.",
		Source:    "own",
		Hint:      "Format the column as text before you type, and type the text again.",
	})
	TranslateNumber = holds(diag.Rule{
		ID:        "translate.number",
		Stage:     "translate",
		Rationale: "A figure that changes on the way is a wrong fact, and a wrong number reaches nobody.",
		Source:    "own",
		Hint:      "Write every number as in the source, in digits.",
	})
	TranslatePage = holds(diag.Rule{
		ID:        "translate.page",
		Stage:     "translate",
		Rationale: "Half a page would be published as if it were the whole.",
		Source:    "own",
		Hint:      "Send the page when every passage is translated.",
	})
	TranslatePlaceholder = holds(diag.Rule{
		ID:        "translate.placeholder",
		Stage:     "translate",
		Rationale: "A lost placeholder is a sheet without its number; an altered one a wrong fact.",
		Source:    "own",
		Hint:      "Copy each of them from the source, with its braces, once.",
	})
	TranslatePlural = holds(diag.Rule{
		ID:        "translate.plural",
		Stage:     "translate",
		Rationale: "A missing plural form is an empty sentence on the days when it is needed.",
		Source:    "CLDR",
		Hint:      "Fill in all plural forms of the language.",
	})
	TranslateScript = holds(diag.Rule{
		ID:        "translate.script",
		Stage:     "translate",
		Rationale: "A Latin letter in a Cyrillic word looks right and breaks search, reading aloud and hyphenation.",
		Source:    "Unicode UTS 39",
		Hint:      "Type the word again with one keyboard.",
	})
	TranslateSource = holds(diag.Rule{
		ID:        "translate.source",
		Stage:     "translate",
		Rationale: "A source that comes back as its own translation looks translated and is not.",
		Source:    "own",
		Hint:      "Translate it, or leave it empty.",
	})
	TranslateStale = warns(diag.Rule{
		ID:    "translate.stale",
		Stage: "translate",
		Rationale: "A translation of what the text said before tells its readers something else than the " +
			"others are told.",
		Source: "own",
		Hint:   "Compare it with the new source and send it again.",
	})
	TranslateTwice = holds(diag.Rule{
		ID:        "translate.twice",
		Stage:     "translate",
		Rationale: "Of two translations of one text in a file one would be ignored.",
		Source:    "own",
		Hint:      "Keep one of the two.",
	})
	TranslateTwo = warns(diag.Rule{
		ID:    "translate.two",
		Stage: "translate",
		Rationale: "Who wrote a sentence reads what was meant; a wrong right or a false promise is seen by " +
			"a second person.",
		Source: "own",
		Hint:   "Let a second person compare it with the source.",
	})
	TranslateUnknown = holds(diag.Rule{
		ID:        "translate.unknown",
		Stage:     "translate",
		Rationale: "A translation without a source is shown nowhere.",
		Source:    "own",
		Hint:      "Ask for a new file.",
	})
)
