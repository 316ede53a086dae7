package campaign

import "pharos/internal/locale"

// Country is one file campaigns/countries/<cc>.yaml: the languages, telephone
// lines, law, plan and senders of one country, each fact with its mark and its
// sources.
type Country struct {
	// Code is the file's name: al, ba, hr, xk, me, mk, rs. XK is user-assigned.
	Code string `yaml:"-"`
	// Names are the country's names by language tag, for a country that the tables of
	// languages do not know or call otherwise. Left out, each language has its own.
	Names map[locale.Tag]string `yaml:"names"`
	// Base is the https address under which the country's site is published,
	// ending in a slash. Left out, it is https://<cc>.pharos.example/ and the
	// site stays a draft.
	Base string `yaml:"base"`
	// Exit is the neutral, not personalised https page that "leave this page"
	// opens. Left out, it is the known pattern's default and the site stays a draft.
	Exit string `yaml:"exit"`
	// Security says where flaws of the site are reported: .well-known/security.txt.
	// Left out, there is no such file.
	Security Security `yaml:"security"`
	// Zone is the IANA time zone of the opening hours, such as Europe/Belgrade.
	Zone string `yaml:"zone" req:"true"`
	// StatusNote is the wording on the territory's status that the owner of the
	// campaign asks for. Present but empty, it is a reason for a draft.
	StatusNote *string `yaml:"status_note"`
	// Office is the stock of office printers in the country; A4 where it is left out.
	Office string `yaml:"office" enum:"A4,Letter"`
	// Pictures gives pages of the site a picture: for the name of a page, such as
	// about-the-line, the id of a record in assets/pictures.
	Pictures map[string]string `yaml:"pictures"`
	// ReviewDays is how many days the review of a text is good for, from 1 to 730: a
	// release ends when its oldest is older. Left out, it is 365.
	ReviewDays int `yaml:"review_days"`
	// Languages lists the languages of the country in order of law, then of use.
	Languages []Language `yaml:"languages" req:"true"`
	// Joint lists the sheets on which languages stand side by side in equal size.
	Joint [][]locale.Tag `yaml:"joint"`
	// Hotlines lists every line on record, also those that must not be shown.
	Hotlines []Hotline `yaml:"hotlines" req:"true"`
	// Levels lists the levels of government where law and police differ by them.
	Levels []Level `yaml:"levels"`
	// Coordinator is the national coordinator's office.
	Coordinator Body `yaml:"coordinator"`
	// Law holds the offence of trafficking and of knowing use of a victim.
	Law LawFacts `yaml:"law"`
	// Plans lists the national strategies and action plans, newest first.
	Plans []ActionPlan `yaml:"plans"`
	// Reports is the fact that reports led to investigations here; it backs citizen.action.
	Reports Fact[bool] `yaml:"reports"`
	// Senders lists who signs the sheets.
	Senders []Sender `yaml:"senders"`
	// Days lists the awareness days of the campaign.
	Days []Day `yaml:"days"`
	// Exceptions lists the rules that somebody allowed to set aside in this country.
	Exceptions []Exception `yaml:"exceptions"`
	// Problems lists what a campaign must know and nothing prints.
	Problems []Problem `yaml:"problems"`
	// Sources names each source once; facts refer to the keys.
	Sources map[string]Source `yaml:"sources" req:"true"`
	// Attested are the test calls of all lines, in the order of their files.
	Attested []*Attestation `yaml:"-"`
}

// Security is the contact for people who find a flaw in the site (RFC 9116). The
// file is written only where contact and until are there and the mark is A or B.
type Security struct {
	// Contact is an https: or mailto: address that somebody reads.
	Contact string `yaml:"contact"`
	// Until is the last day on which the contact holds, YYYY-MM-DD: at most about
	// a year ahead.
	Until string `yaml:"until"`
	Backed
}

// Language is one language of a country with the role it has there.
type Language struct {
	// Tag is the language's BCP 47 tag as in the program's table: sq, sr-Cyrl, cnr.
	// A minority's language may be one that the program has no row for.
	Tag locale.Tag `yaml:"tag" req:"true"`
	// Role decides order and what the law asks for.
	Role Role `yaml:"role" req:"true" enum:"required,minority,newcomers"`
	// Digits is "beside" where numbers are shown again in the language's own
	// digits, smaller, beside the number to dial, which stays 0 to 9.
	Digits string `yaml:"digits" enum:"beside"`
	// Equal names the languages this one stands beside at the same type size.
	Equal []locale.Tag `yaml:"equal"`
	Backed
}

// Role is the place of a language in a country.
type Role string

// The roles of a language.
const (
	Required  Role = "required"
	Minority  Role = "minority"
	Newcomers Role = "newcomers"
)

// Mark says how well a fact is known.
type Mark string

// The marks of a fact.
const (
	// MarkA is an official source seen.
	MarkA Mark = "A"
	// MarkB is a reliable secondary source seen.
	MarkB Mark = "B"
	// MarkC is conflicting, or reported not working.
	MarkC Mark = "C"
	// MarkU is not found: never printed.
	MarkU Mark = "U"
)

// Holds reports whether a fact with this mark may be printed: A or B.
func (m Mark) Holds() bool { return m == MarkA || m == MarkB }

// Backed says how well something is known, and from where.
type Backed struct {
	// Mark is A, B, C or U. What has no mark counts as U.
	Mark Mark `yaml:"mark" enum:"A,B,C,U" eg:"A"`
	// Sources are keys of the country's sources.
	Sources []string `yaml:"sources" eg:"[SOURCE]"`
	// Note says what is doubtful; it is never printed.
	Note string `yaml:"note"`
}

// Holds reports whether it may be printed.
func (b Backed) Holds() bool { return b.Mark.Holds() }

// Fact is one value with its mark and its sources.
type Fact[T any] struct {
	Value T `yaml:"value"`
	Backed
}

// Source is one place where a fact was read.
type Source struct {
	// Title is the publisher or title with its year.
	Title string `yaml:"title" req:"true"`
	// Address is where it was read, without scheme where the source file has none.
	Address string `yaml:"address"`
	// Read is the date of reading, YYYY-MM-DD.
	Read string `yaml:"read" req:"true" eg:"\"YYYY-MM-DD\""`
}

// Level is one level of government, such as Entity or Canton.
type Level struct {
	// ID is one word in lower case.
	ID string `yaml:"id" req:"true"`
	// Name is the level in English.
	Name string `yaml:"name" req:"true"`
	// Parts lists the units on this level that the data speak of.
	Parts []string `yaml:"parts"`
}

// Body is a public body: its name in English and in its own languages.
type Body struct {
	// English is the name in English.
	English string `yaml:"english"`
	// Names are the official names by language tag. They are never transliterated.
	Names map[locale.Tag]string `yaml:"names"`
	Backed
}

// LawFacts are the two offences a campaign speaks of.
type LawFacts struct {
	// Trafficking lists the articles on trafficking in persons, by level of government.
	Trafficking []Article `yaml:"trafficking"`
	// Use is the offence of knowingly using a victim's services.
	Use Offence `yaml:"use"`
}

// Article is one reference to a law.
type Article struct {
	// Text is the reference in English, such as "Criminal Code, Article 388".
	Text string `yaml:"text" req:"true"`
	// Names are the reference by language tag, in the words that lawyers of the
	// country use; without one the sentence says that the reference is in English.
	Names map[locale.Tag]string `yaml:"names"`
	// Level is the id of the level of government, where there are several.
	Level string `yaml:"level"`
	Backed
}

// Offence says whether an act is an offence and how far it reaches.
type Offence struct {
	// Value is "is" or "may-be".
	Value string `yaml:"value" enum:"is,may-be"`
	// Could is true where the law also covers what a user could have known.
	Could bool `yaml:"could"`
	// Sexual is true where the law speaks of sexual services only.
	Sexual bool `yaml:"sexual"`
	// Article is the reference, printed only where its own mark is A or B.
	Article Article `yaml:"article"`
	Backed
}

// ActionPlan is a national strategy or action plan.
type ActionPlan struct {
	// Title is the English title; Names the official ones by language tag.
	Title string                `yaml:"title" req:"true"`
	Names map[locale.Tag]string `yaml:"names"`
	// From and Until are the first and the last year.
	From  int `yaml:"from" req:"true"`
	Until int `yaml:"until" req:"true"`
	// NamesLine is true where the plan names the hotline.
	NamesLine bool `yaml:"names_line"`
	Backed
}

// Sender is one body that signs sheets.
type Sender struct {
	// Kind decides the order on the sheet.
	Kind string `yaml:"kind" req:"true" enum:"government,ngo,international"`
	// English and Names as for a Body; empty where the sender is not on record.
	English string                `yaml:"english"`
	Names   map[locale.Tag]string `yaml:"names"`
	// Audiences lists which audiences' sheets this sender signs.
	Audiences []string `yaml:"audiences" req:"true"`
	// OnRecord is true when the body agreed in writing to sign. No one signs without.
	OnRecord bool `yaml:"on_record"`
	Backed
}

// Day is an awareness day or a run of days.
type Day struct {
	// Message is the id of its name.
	Message string `yaml:"message" req:"true"`
	// From and Until are MM-DD; Until is left out for a single day.
	From  string `yaml:"from" req:"true"`
	Until string `yaml:"until"`
	// Audiences lists whom the day is for.
	Audiences []string `yaml:"audiences"`
	Backed
}

// Problem is something a campaign must know about a country's lines.
type Problem struct {
	Text string `yaml:"text" req:"true"`
	Backed
}
