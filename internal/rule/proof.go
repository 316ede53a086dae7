package rule

import "pharos/internal/diag"

// What an independent reader finds in the finished files.
var (
	ProofOpen = stops(diag.Rule{
		ID:        "proof.open",
		Stage:     "proof",
		Rationale: "A file that an independent reader cannot open will not open at the printer's.",
		Source:    "own",
		Hint:      "Do not use the file; build again, and report it if it happens again.",
	})
	ProofBox = stops(diag.Rule{
		ID:        "proof.box",
		Stage:     "proof",
		Rationale: "Wrong boxes are cut in the wrong place.",
		Source:    "ISO 32000-1, 14.11.2; PDF/X-4",
		Hint:      "Do not print the file; see that the stock is the one of the template.",
	})
	ProofFont = stops(diag.Rule{
		ID:        "proof.font",
		Stage:     "proof",
		Rationale: "A font that is not in the file becomes another font at the printer's.",
		Source:    "ISO 32000-1, 9.9",
		Hint:      "Do not print the file; put the font under assets/fonts.",
	})
	ProofText = stops(diag.Rule{
		ID:        "proof.text",
		Stage:     "proof",
		Rationale: "What the plan says must stand on the sheet, whole.",
		Source:    "own",
		Hint:      "Do not use the file; see that the template shows the whole text of this slot.",
	})
	ProofLanguage = stops(diag.Rule{
		ID:        "proof.language",
		Stage:     "proof",
		Rationale: "Read aloud in the wrong language a text is noise.",
		Source:    "ISO 14289-1, 7.2",
		Hint:      "Do not publish the file; let the writer mark each passage with the language of its text.",
	})
	ProofOrder = stops(diag.Rule{
		ID:        "proof.order",
		Stage:     "proof",
		Rationale: "Languages mixed in reading order are noise when read aloud.",
		Source:    "ISO 14289-1, 7.1",
		Hint:      "Put the languages in the order of the plan; no language comes before its turn.",
	})
	ProofNumber = stops(diag.Rule{
		ID:        "proof.number",
		Stage:     "proof",
		Rationale: "A wrong number on paper cannot be called back.",
		Source:    "own",
		Hint:      "Do not use the file: a caller would reach nobody or a stranger.",
	})
	ProofGray = stops(diag.Rule{
		ID:        "proof.gray",
		Stage:     "proof",
		Rationale: "On an office printer colours become gray, and pale gray is not read.",
		Source:    "WCAG 2.2, 1.4.3",
		Hint: "Do not print the file; give the number a darker ink or a lighter ground in the home " +
			"edition of the theme.",
	})
	ProofContrast = stops(diag.Rule{
		ID:        "proof.contrast",
		Stage:     "proof",
		Rationale: "Pale words on a pale ground are not read, on paper as on a screen.",
		Source:    "WCAG 2.2, 1.4.3",
		Hint: "Do not use the file; give the text a darker ink or its ground a lighter one, or the " +
			"other way round.",
	})
	ProofSafe = stops(diag.Rule{
		ID:        "proof.safe",
		Stage:     "proof",
		Rationale: "What stands too near to the edge is cut off.",
		Source:    "own",
		Hint:      "Do not print the file; let the template keep words and codes within the safe area.",
	})
	ProofStranger = stops(diag.Rule{
		ID:        "proof.stranger",
		Stage:     "proof",
		Rationale: "Digits that nobody put on record reach a stranger.",
		Source:    "own",
		Hint:      "Do not use the file; take the number out of text and template.",
	})
	ProofCode = stops(diag.Rule{
		ID:        "proof.code",
		Stage:     "proof",
		Rationale: "A code is trusted without being read; it must lead where the plan says.",
		Source:    "ISO/IEC 18004; own",
		Hint:      "Do not use the file; give the code more room, or a shorter address.",
	})
	ProofDraft = stops(diag.Rule{
		ID:        "proof.draft",
		Stage:     "proof",
		Rationale: "A draft without its mark gets printed; a released sheet with it does not.",
		Source:    "own",
		Hint: "Do not use the file; see that no words and no code of the template fill the middle, " +
			"where the draft mark shows.",
	})
	ProofLink = stops(diag.Rule{
		ID:        "proof.link",
		Stage:     "proof",
		Rationale: "A link that dials another number than it shows deceives.",
		Source:    "RFC 3966; own",
		Hint:      "Do not publish the page; let the theme take number and link from the plan.",
	})
	ProofManifest = stops(diag.Rule{
		ID:        "proof.manifest",
		Stage:     "proof",
		Rationale: "A list of files that does not fit its files proves nothing.",
		Source:    "own",
		Hint:      "Build again.",
	})
)
