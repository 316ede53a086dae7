package check

import "pharos/internal/diag"

// rules is the table, in the order of section 7 of the table of facts.
var rules = []Rule{
	// Numbers.
	{ID: "num.known", Rationale: "A number typed into a text is not updated, tested or recalled with its record; numbers come from the record only.", Source: "own; State Department toolkit: lines appear and disappear", Hint: "Write {{.Line}} in a message or {{line}} on a page.", run: numKnown},
	{ID: "num.foreign", Rationale: "A number on no record of the project, such as the American one on sample posters, leads callers nowhere.", Source: "own", Hint: "Put the number on record in campaigns/countries, or take it out of the text.", run: numForeign},
	{ID: "num.status", Rationale: "Lines on hold may be dead and label lines are for something else; showing them plainly sends people to the wrong place.", Source: "section 1 of the table of facts", Hint: "Give a label line its label, a hidden line its reason, and keep both out of texts.", run: numStatus},
	{ID: "num.format", Rationale: "What is printed must be what is dialled.", Source: "ITU-T E.164", Hint: "Write digits, grouped by single spaces, in quotes.", run: numFormat},
	{ID: "num.keypad", Rationale: "A printed text code whose letters and digits disagreed once hung in every hotel of a city; letters also differ between alphabets.", Source: "ITU-T E.161", Hint: "Write the digits.", run: numKeypad},
	{ID: "num.intl", Rationale: "Short and 0800 numbers often cannot be reached from abroad; a guessed international form is a wrong number.", Source: "own; ITU-T E.164", Hint: "Give the international form only where it is confirmed: plus, country code, number.", run: numIntl},
	{ID: "num.twice", Rationale: "Two records for one number drift apart, and one of them will be wrong.", Source: "own", Hint: "Keep one record; ids begin with the country's code.", run: numTwice},
	{ID: "num.free", Rationale: "A person with no credit who is told that a call is free and is cut off will not try again.", Source: "section 1 of the table of facts", Hint: "Write unknown, or add the source and mark A or B.", run: numFree},
	{ID: "num.hours", Rationale: "A call outside the hours rings in an empty room.", Source: "e-Justice portal; own", Hint: "Write days and times as {days: [mon, tue], from: \"10:00\", to: \"18:00\"} in the country's time zone.", run: numHours},
	{ID: "num.heard", Rationale: "When the person at the other end says something else than the record, the record is wrong until somebody looks.", Source: "own", Gate: diag.Release, Hint: "Ring again: two newer calls that hear what the record says clear it; else correct the record from a source ('pharos attest --propose' shows how).", run: numHeard},
	// Facts.
	{ID: "fact.source", Rationale: "A fact that nobody can look up again is a rumour.", Source: "own", Hint: "Name the key of a source in the list at the end of the file.", run: factSource},
	{ID: "fact.mark", Rationale: "Without a mark nobody knows whether a fact may be printed.", Source: "own", Hint: "Add mark: A, B, C or U.", run: factMark},
	{ID: "date.valid", Rationale: "Expiry, awareness days and the age of test calls hang on dates that exist.", Source: "ISO 8601", Hint: "Write YYYY-MM-DD, or MM-DD for a day of the year.", run: dateValid},
	{ID: "site.address", Rationale: "The code on an old sheet leads to this address for years; it must be a name that the campaign owns, over https, and the exit must not show what its reader did before.", Source: "GOV.UK Design System, Exit this page; own", Hint: "Write https://name.example/ without user, port, query or number.", run: siteAddress},
	{ID: "site.security", Rationale: "Whoever finds a flaw in the site must reach somebody who mends it; an address without an end is one that nobody looks after.", Source: "RFC 9116", Hint: "Write {contact: \"https://…\" or \"mailto:…\", until: \"YYYY-MM-DD\"} with mark and sources, or leave security out.", run: siteSecurity},
	{ID: "text.language", Rationale: "A misspelt tag makes a language disappear from a site without a word.", Source: "BCP 47", Hint: "Use a tag of the table of languages that is in the country's list.", run: textLanguage},
	// Texts.
	{ID: "text.known", Rationale: "A sheet with an id in place of a sentence, or a hole, must not be printed.", Source: "own", run: textKnown},
	{ID: "text.unknown", Rationale: "A translation without a source is shown nowhere; usually its id is misspelt.", Source: "own", Severity: diag.Warning, run: textUnknown},
	{ID: "text.placeholder", Rationale: "A lost placeholder is a sheet without its number; an altered one a wrong fact.", Source: "own", Hint: "Use exactly the placeholders of the English text.", run: textPlaceholder},
	{ID: "text.plural", Rationale: "A missing plural form is an empty sentence on the days when it is needed.", Source: "CLDR", Hint: "Write one text for each form of the language.", run: textPlural},
	{ID: "text.html", Rationale: "Texts go to paper and to pages; markup would be printed, or run.", Source: "own", Hint: "Write plain text.", run: textHTML},
	{ID: "text.bidi", Rationale: "Hidden characters can turn a number around or hide words from reviewers.", Source: "Unicode UAX 9 and UTS 39", Hint: "Delete the character; directions are set by the program.", run: textBidi},
	{ID: "text.script", Aside: true, Rationale: "A Latin letter in a Cyrillic word looks right and breaks search, reading aloud and hyphenation.", Source: "Unicode UTS 39", Hint: "Type the word again with one keyboard.", run: textScript},
	{ID: "text.stale", Aside: true, Rationale: "A translation of what the text said before tells its readers something else than the others are told.", Source: "own", Hint: "Send it out again: pharos translate export --only stale. Was it only a typo: pharos translate typo ID --by NAME.", Severity: diag.Warning, run: textStale},
	{ID: "text.two", Rationale: "Who wrote a sentence reads what was meant; a wrong right or a false promise is seen by a second person.", Source: "own", Hint: "Name as reviewer another person than the translator, or set state: translated.", run: textTwo},
	{ID: "text.max", Aside: true, Rationale: "What does not fit is set small or cut, and nobody reads it.", Source: "own", Hint: "Shorten the text; the layout decides in the end.", Severity: diag.Warning, run: textMax},
	{ID: "text.noblame", Aside: true, Rationale: "Blame keeps victims from calling and police from seeing victims.", Source: "ASTRA; State Department toolkit", Hint: "Say what was done to the person; write \"people in prostitution\".", run: wordRule("words that blame")},
	{ID: "text.noslur", Rationale: "A campaign that uses slurs turns away those it is for.", Source: "own", Hint: "Write Roma, or Roma, Ashkali and Egyptian.", run: wordRule("a slur")},
	{ID: "text.norescue", Aside: true, Rationale: "People who step in put themselves and victims in danger; the call is to report.", Source: "OVC task force guide 3.3", Hint: "Write: report, do not investigate.", run: wordRule("a call to step in")},
	{ID: "text.sensational", Aside: true, Rationale: "Shock sells pictures; it does not help people to see themselves in the words.", Source: "OVC 2020", Hint: "Say it calmly and in small letters.", run: sensational},
	{ID: "text.promise", Rationale: "A promise that cannot be kept costs trust, and trust is what a hotline lives on.", Source: "own", Hint: "Say only what a fact on record backs.", run: wordRule("a promise beyond facts")},
	{ID: "text.backed", Rationale: "What a line promises differs by country; a sheet may say it only where the fact is on record.", Source: "California Civil Code 52.6 content list; own", Hint: "Add the need to the choice in campaign.yaml.", run: textBacked},
	{ID: "text.law", Rationale: "A wrong article or a penalty nobody checked makes the whole sheet worthless to police and courts.", Source: "section 3 of the table of facts", Hint: "Quote articles through {{.LawUse}} and {{.LawOffence}}; claim an offence only where it is marked A or B.", run: textLaw},
	{ID: "text.plan", Rationale: "Citing a plan that has ended shows that nobody is looking after the sheet.", Source: "section 2 of the table of facts", Hint: "Correct the years, or add the need plan to the choice.", run: textPlan},
	{ID: "text.stats", Rationale: "A figure that nobody can trace is repeated for years, and one found wrong discredits the rest; a program can see year and source, the place is for the reviewer.", Source: "State Department guide for public awareness materials, 2020", Hint: "Name year, place and source in the sentence, or leave the figure out.", run: textStats},
	{ID: "text.smuggling", Aside: true, Rationale: "Smuggling is a crime against a border, trafficking one against a person; who hears that they were smuggled does not know that they have rights.", Source: "study on child victims in Bosnia and Herzegovina, readgur.com/doc/107301", Hint: "Write trafficking, or say in the same text how the two differ.", Severity: diag.Warning, run: textSmuggling},
	{ID: "text.shelter", Rationale: "A shelter protects only while nobody knows where it is.", Source: "NATO WPS working draft: visible organisations, not safe houses", Hint: "Name the line to call; it leads to a shelter.", run: wordRule("words that lead to a shelter")},
	// Pictures.
	{ID: "img.restraint", Rationale: "Chains, bars and taped mouths show few people's lives; who is held by debt, threats or papers does not see themselves in them and does not call.", Source: "OVC 2020; ACF Look Beneath the Surface image library, 2023; Canadian Centre to End Human Trafficking; cage: own; State Department guide, 2020", Hint: "Choose a picture of work, a place or a way to help.", run: pictured(restraint, "restraint")},
	{ID: "img.abuse", Rationale: "Pictures of violence hurt those who lived it, and shock others into looking away.", Source: "ACF Look Beneath the Surface image library, 2023; Canadian Centre to End Human Trafficking; bruises and undress: own", Hint: "Choose a picture with dignity, in light.", run: pictured(abuse, "abuse")},
	{ID: "img.person", Rationale: "Who is recognised on a wall can be found, by traffickers too, and a consent can be withdrawn or end.", Source: "techsafety.org: consent; a child's face: own", Hint: "Use a drawing, or a picture in which nobody can be recognised; a consent needs record, given and until.", run: imgPerson},
	{ID: "img.range", Rationale: "A campaign that shows only young women tells men, children and workers that it is not for them.", Source: "ACF Look Beneath the Surface image library, 2023", Hint: "Add pictures to the set, or use drawings without people.", Severity: diag.Warning, run: imgRange},
	{ID: "img.source", Rationale: "A picture without a licence can stop a campaign; a model taken for a victim is a lie about both.", Source: "own", Hint: "Enter author and licence, and posed: \"yes\" or \"no\" where people are shown.", run: imgSource},
	{ID: "img.alt", Rationale: "Who cannot see the picture reads these words, and translators and reviewers judge it by them.", Source: "WCAG 1.1.1", Hint: "Enter texts: with en: and the other languages, or alt: with the id of a message.", run: imgAlt},
	// Pages.
	{ID: "page.shape", Rationale: "Passages are tied to their source by their place; a missing one would tie every later passage to the wrong text.", Source: "own", Hint: "Keep headings, points, steps and paragraphs in the order of the English page.", run: pageShape},
	{ID: "site.window", Rationale: "The title of a window shows on a shared screen and in the history of the browser.", Source: "own; techsafety.org", Hint: "Choose a neutral title that no other page has.", run: siteWindow},
	// Materials.
	{ID: "material.parts", Rationale: "A misspelt template, icon or page is found here, not by the printer.", Source: "own", Hint: "Correct the name.", run: materialParts},
	{ID: "poster.place", Aside: true, Rationale: "A notice works where people wait, read alone or look for notices; a sheet without a place is hung where nobody stands.", Source: "California Civil Code 52.6 (SB 1193), used as a yardstick", Hint: "Name places in place: the notes stand on the page of materials.", Severity: diag.Warning, run: posterPlace},
	{ID: "card.discreet", Aside: true, Rationale: "A card that names trafficking outside can cost its holder dearly.", Source: "State Department toolkit, soldier cards; own", Hint: "Choose words that any office could print, or put it up only (carry: \"no\").", run: cardDiscreet},
	{ID: "qr.plain", Rationale: "A short address can be turned elsewhere by strangers, and parameters tell who read which card.", Source: "own", Hint: "Enter as base the site's own https address.", run: qrPlain},
	// Exceptions.
	{ID: "exception.rule", Rationale: "An exception for a rule that does not exist hides nothing, and one about a number or a fact would hide a wrong one.", Source: "own", Hint: "Name a rule that may be set aside; pharos explain RULE says whether.", run: exceptionRule},
	{ID: "exception.for", Rationale: "An exception without a clear end, subject or name grows into a habit.", Source: "own", Hint: "Give one material (audience/id) or one message, and until as YYYY-MM-DD.", run: exceptionFor},
	{ID: "exception.expired", Rationale: "What was allowed until a day is allowed no longer; somebody must decide anew.", Source: "own", Gate: diag.Release, Hint: "Cure what it set aside, or record a new decision.", run: exceptionExpired},
}

// sensational is the word list and the rule about words in capitals.
func sensational(w *work) {
	wordRule("sensational words")(w)
	textShout(w)
}

// An empty severity or gate in the table means an error that stops a build.
func init() {
	for _, list := range [][]Rule{rules, elsewhere} {
		for i := range list {
			if list[i].Severity == 0 {
				list[i].Severity = diag.Error
			}
			if list[i].Gate == "" {
				list[i].Gate = diag.Load
			}
			if list[i].Severity == diag.Warning {
				list[i].Gate = diag.Release
			}
		}
	}
}
