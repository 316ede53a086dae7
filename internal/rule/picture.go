package rule

import "pharos/internal/diag"

// Pictures and fonts.
var (
	ImgRestraint = stops(diag.Rule{
		ID: "img.restraint",
		Rationale: "Chains, bars and taped mouths show few people's lives; who is held by debt, threats or " +
			"papers does not see themselves in them and does not call.",
		Source: "OVC 2020; ACF Look Beneath the Surface image library, 2023; Canadian Centre to End " +
			"Human Trafficking; cage: own; State Department guide, 2020",
		Hint: "Choose a picture of work, a place or a way to help.",
	})
	ImgAbuse = stops(diag.Rule{
		ID:        "img.abuse",
		Rationale: "Pictures of violence hurt those who lived it, and shock others into looking away.",
		Source: "ACF Look Beneath the Surface image library, 2023; Canadian Centre to End Human " +
			"Trafficking; bruises and undress: own",
		Hint: "Choose a picture with dignity, in light.",
	})
	ImgPerson = stops(diag.Rule{
		ID: "img.person",
		Rationale: "Who is recognised on a wall can be found, by traffickers too, and a consent can be " +
			"withdrawn or end.",
		Source: "techsafety.org: consent; a child's face: own",
		Hint: "Use a drawing, or a picture in which nobody can be recognised; a consent needs record, " +
			"given and until.",
	})
	ImgRange = warns(diag.Rule{
		ID:        "img.range",
		Rationale: "A campaign that shows only young women tells men, children and workers that it is not for them.",
		Source:    "ACF Look Beneath the Surface image library, 2023",
		Hint:      "Add pictures to the set, or use drawings without people.",
	})
	ImgSource = stops(diag.Rule{
		ID:        "img.source",
		Rationale: "A picture without a licence can stop a campaign; a model taken for a victim is a lie about both.",
		Source:    "own",
		Hint:      "Enter author and licence, and posed: \"yes\" or \"no\" where people are shown.",
	})
	ImgAlt = stops(diag.Rule{
		ID:        "img.alt",
		Rationale: "Who cannot see the picture reads these words, and translators and reviewers judge it by them.",
		Source:    "WCAG 1.1.1",
		Hint:      "Enter texts: with en: and the other languages, or alt: with the id of a message.",
	})
	PictureFile = stops(diag.Rule{
		ID:        "picture.file",
		Stage:     "load",
		Rationale: "A picture that is broken, or holds scripts, links or a bomb of pixels, harms whoever opens it.",
		Source:    "own",
		Hint:      "Save the picture anew from the program it was made with; docs/pictures.md says what is read.",
	})
	PicturePlace = warns(diag.Rule{
		ID:        "picture.place",
		Stage:     "load",
		Rationale: "A photograph that says where it was taken can lead to a shelter or a person.",
		Source:    "own",
		Hint:      "Delete the place from the file.",
	})
	PictureProfile = warns(diag.Rule{
		ID:        "picture.profile",
		Stage:     "load",
		Rationale: "Colours without a profile that can be used are guessed.",
		Source:    "ISO 15076-1",
		Hint:      "Save it with a usual profile, such as sRGB.",
	})
	FontFile = stops(diag.Rule{
		ID:        "font.file",
		Stage:     "load",
		Rationale: "A broken font, or one whose licence forbids embedding, would show at the print shop.",
		Source:    "OpenType, OS/2 fsType",
		Hint:      "Get the font anew, or take it out of assets/fonts.",
	})
	FontRecord = stops(diag.Rule{
		ID:        "font.record",
		Stage:     "load",
		Rationale: "A font without a licence on record may not be printed with.",
		Source:    "own",
		Hint:      "Write assets/fonts/<name>.yaml with file: and licence:.",
	})
)
