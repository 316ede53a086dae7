package rule

import "pharos/internal/diag"

// Files as they are read.
var (
	FileAbsent = stops(diag.Rule{
		ID:        "file.absent",
		Stage:     "load",
		Rationale: "A folder without its file is work that nobody will see.",
		Source:    "own",
		Hint:      "Add the file or delete the folder.",
	})
	FileBOM = stops(diag.Rule{
		ID:        "file.bom",
		Stage:     "load",
		Rationale: "A byte-order mark becomes part of the first key, which is then unknown.",
		Source:    "own",
		Hint:      "Save the file as UTF-8 without a byte-order mark.",
	})
	FileConstruct = stops(diag.Rule{
		ID:        "file.construct",
		Stage:     "load",
		Rationale: "Anchors, tags and merges make one line mean another; a reviewer cannot see what is printed.",
		Source:    "own",
		Hint:      "Write the value out.",
	})
	FileControl = stops(diag.Rule{
		ID:        "file.control",
		Stage:     "load",
		Rationale: "A character that cannot be seen can hide what a line says.",
		Source:    "own",
		Hint:      "Delete the character.",
	})
	FileDocuments = stops(diag.Rule{
		ID:        "file.documents",
		Stage:     "load",
		Rationale: "A second document in a file would be ignored without a word.",
		Source:    "YAML 1.2",
		Hint:      "Keep one document in a file.",
	})
	FileDuplicate = stops(diag.Rule{
		ID:        "file.duplicate",
		Stage:     "load",
		Rationale: "Of two equal keys one would be ignored.",
		Source:    "YAML 1.2",
		Hint:      "Delete one of the two.",
	})
	FileEmpty = stops(diag.Rule{
		ID:        "file.empty",
		Stage:     "load",
		Rationale: "An empty file says that something was meant.",
		Source:    "own",
		Hint:      "Fill the file or delete it.",
	})
	FileEncoding = stops(diag.Rule{
		ID:        "file.encoding",
		Stage:     "load",
		Rationale: "In another encoding letters of names become other letters.",
		Source:    "own",
		Hint:      "Save the file as UTF-8.",
	})
	FileID = stops(diag.Rule{
		ID: "file.id",
		Rationale: "Two ids that look alike are one for people and two for the program, and what one of them says " +
			"is lost.",
		Source: "Unicode UTS 39; own",
		Hint:   "Type it again with small letters a to z, digits, points and hyphens.",
	})
	FileKey = stops(diag.Rule{
		ID:        "file.key",
		Stage:     "load",
		Rationale: "A misspelt key is a fact that is not there.",
		Source:    "own",
		Hint:      "Correct the key.",
	})
	FileKind = stops(diag.Rule{
		ID:        "file.kind",
		Stage:     "load",
		Rationale: "A pipe or device in place of a file would stop the program.",
		Source:    "own",
		Hint:      "Put a plain file in its place.",
	})
	FileLink = stops(diag.Rule{
		ID:        "file.link",
		Stage:     "load",
		Rationale: "A link that leads out of the project would show a reader's other files.",
		Source:    "own",
		Hint:      "Copy the file into the project.",
	})
	FileMissing = stops(diag.Rule{
		ID:        "file.missing",
		Stage:     "load",
		Rationale: "Without the value nothing can be said.",
		Source:    "own",
		Hint:      "Fill it in.",
	})
	FileName = stops(diag.Rule{
		ID:        "file.name",
		Stage:     "load",
		Rationale: "Names of files are ids, and addresses on paper hang on them.",
		Source:    "own",
		Hint:      "Rename the file.",
	})
	FileSize = stops(diag.Rule{
		ID:        "file.size",
		Stage:     "load",
		Rationale: "No definition is that large; reading it would take the machine's memory.",
		Source:    "own",
		Hint:      "Split the file.",
	})
	FileSyntax = stops(diag.Rule{
		ID:        "file.syntax",
		Stage:     "load",
		Rationale: "What cannot be read cannot be checked.",
		Source:    "YAML 1.2",
		Hint:      "Correct the line.",
	})
	FileTab = stops(diag.Rule{
		ID:        "file.tab",
		Stage:     "load",
		Rationale: "YAML does not indent with tabs.",
		Source:    "YAML 1.2",
		Hint:      "Indent with spaces.",
	})
	FileType = stops(diag.Rule{
		ID:        "file.type",
		Stage:     "load",
		Rationale: "0800 without quotes is read as the number 800.",
		Source:    "YAML 1.2",
		Hint:      "Put it into quotes.",
	})
	FileUnread = warns(diag.Rule{
		ID:        "file.unread",
		Stage:     "load",
		Rationale: "A file with another ending is looked for in vain.",
		Source:    "own",
		Hint:      "Name it with the right ending or delete it.",
	})
	FileValue = stops(diag.Rule{
		ID:        "file.value",
		Stage:     "load",
		Rationale: "A word outside its list means nothing to the program.",
		Source:    "own",
		Hint:      "Choose one of the list.",
	})
	AttestLine = stops(diag.Rule{
		ID:        "attest.line",
		Stage:     "load",
		Rationale: "A test call that belongs to no line backs nothing.",
		Source:    "own",
		Hint:      "Correct the id, or move the file away.",
	})
	AttestEmergency = warns(diag.Rule{
		ID:    "attest.emergency",
		Stage: "load",
		Rationale: "A test call to a public emergency number keeps somebody in danger waiting, and many countries " +
			"punish it. An official source, read again once a year, confirms such a number.",
		Source: "own",
		Hint:   "Move the file away, and ring such a number in danger only.",
	})
	AttestName = stops(diag.Rule{
		ID:        "attest.name",
		Stage:     "load",
		Rationale: "The names of the records keep two people's calls apart when their files are merged.",
		Source:    "own",
		Hint:      "Name it by line and date.",
	})
	PressProfile = stops(diag.Rule{
		ID:        "press.profile",
		Stage:     "load",
		Rationale: "Without the condition of its press and paper a colour is a guess.",
		Source:    "ISO 15930-7; own",
		Hint:      "Correct assets/profiles/conditions.yaml as the file that comes with the program has it.",
	})
	PressX1a = stops(diag.Rule{
		ID:    "press.x1a",
		Stage: "press",
		Rationale: "PDF/X-1a knows no transparency; a picture that needs it would be printed another way " +
			"than it was drawn.",
		Source: "ISO 15930-4",
		Hint:   "Build with --pdfx 4, or take a gray or CMYK picture without transparency.",
	})
)
