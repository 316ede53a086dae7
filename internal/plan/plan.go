// Package plan decides who gets what: every page and every material for
// country x audience x language, all words and numbers final.
//
// In goes the Set of definitions and a Request; out comes a Plan of plain
// values and a list of findings. Renderers (web, press) see the plan and never
// the definitions: they do not choose, format or fall back. Everything a reader
// sees is decided here, once: which line is shown, how its number is grouped and
// linked, which hours and prices are backed by a fact, which message stands in
// which slot, what is a draft and why.
package plan

import (
	"slices"

	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/made"
)

// Request says what to plan.
type Request struct {
	// Countries, Audiences and Languages select; empty means all.
	Countries []string
	Audiences []string
	Languages []locale.Tag
	// Sheet is the one sheet that is planned, without any site: its audience and name,
	// such as citizen/poster-rights.sq. Empty are all, and the sites.
	Sheet string
	// Date is the day everything is judged by, YYYY-MM-DD: expiry of plans, age
	// of test calls. It comes from the data or from the user, never from a clock.
	Date string
	// Latest is the calendar's day, as the caller knows it: where Date is empty, the day
	// is that of the newest record, and never later than Latest. Empty is no end.
	Latest string
	// Release is the number of the release that is made; 0 is none. What is no
	// draft then carries a batch id.
	Release int
	// Until is the last day of that release, which the list of materials shows.
	Until string
	// Gate says how many test calls a number needs; the zero Gate is the usual one.
	Gate campaign.Gate
	// Base is the name of what an adaptation rests on, such as "rs 3"; Accepted is
	// true where the office has accepted it.
	Base     string
	Accepted bool
	// Quiet keeps words of trafficking out of what is seen first on a site.
	Quiet bool
}

// Plan is everything that will be made.
type Plan struct {
	// Date is the edition date, YYYY-MM-DD.
	Date string
	// Languages is the project's table of languages.
	Languages *locale.Table
	// Sites has one entry a country, by code.
	Sites []Site
	// Materials are in order of country, audience, material and language.
	Materials []Material
	// Omitted lists what is left out on purpose, with its reason.
	Omitted []Omission
}

// Omission is something that is not made, and why.
type Omission struct {
	Country, Audience, Material string
	Tag                         locale.Tag
	// Reason is one of the Reason constants; Detail says what exactly.
	Reason Reason
	Detail diag.Sentence
	Pos    diag.Pos
}

// Reason says why something is a draft or is left out. It is also the end of
// the message id reason.<Reason> where a page shows it.
type Reason string

// Reasons for a draft.
const (
	Untested    Reason = "untested"    // the number has no test call on record
	Unconfirmed Reason = "unconfirmed" // no official source confirms the emergency number
	Unreviewed  Reason = "unreviewed"  // a text has no reviewer on record
	OutOfDate   Reason = "stale"       // a text is older than its English source
	NoSender    Reason = "sender"      // no sender agreed to sign
	NoPlan      Reason = "plan"        // the national plan has expired
	NoBase      Reason = "base"        // the site's address is not on record
	NoExit      Reason = "exit"        // the neutral exit page is not on record
	NoStatus    Reason = "status"      // the wording on the territory's status is missing
	FellBack    Reason = "fallback"    // a text is shown in English
	Doubtful    Reason = "mark"        // a fact shown is not marked A or B
	NoConsent   Reason = "consent"     // the consent for a picture has ended
	Adapted     Reason = "adapted"     // the office has not accepted the adaptation
)

// Reasons for leaving something out.
const (
	NoText    Reason = "no-text"    // a message that must not fall back is missing
	NoLine    Reason = "no-line"    // the material needs a line that may be shown there
	NoCaption Reason = "no-caption" // a line with a label may not stand on a discreet outside
	NoFit     Reason = "no-fit"     // a text does not fit its box at the smallest size
	NoRomani  Reason = "expected"   // the language has no text yet, on purpose
)

// Draft is one reason with its detail and the line that would cure it.
type Draft struct {
	Reason Reason
	// Detail says what is missing, such as "rs.astra: no test call on record".
	Detail diag.Sentence
	Pos    diag.Pos
	// Of is the line, audience, language or picture that it is about; empty for all.
	Of string
}

// Site is the web root of one country.
type Site struct {
	// Country is the code: rs. Its web root is <country>/.
	Country string
	// Base is the absolute https address the root will have.
	Base string
	// Exit is the neutral page of "leave this page".
	Exit string
	// BaseFrom and ExitFrom are the lines of both; the file alone where they are left out.
	BaseFrom, ExitFrom diag.Pos
	// Security is where flaws of the site are reported, an https: or mailto:
	// address, and SecurityUntil the last day of that, YYYY-MM-DD; both or neither.
	Security, SecurityUntil string
	// Quiet is true where titles and the name of the main line are neutral, and
	// nothing for other programs may name a service or an office.
	Quiet bool
	// Zone is the IANA time zone of the hours.
	Zone string
	// Default is the tag of the language shown at x-default texts.
	Default locale.Tag
	// Faces are the languages of the site, in order: the country's own first.
	Faces []Face
	// Logo is that of who adapted the site; nil where nobody did, or it has none.
	Logo *Logo
	// Days are the awareness days of the calendar file.
	Days []Day
	// Drafts is empty only for a site that may be released.
	Drafts []Draft
}

// Logo is the logo of who adapted a site. Data is the file as it was given, until
// a painted picture of Width x Height pixels stands in its place: 0 x 0 is the file.
type Logo struct {
	Data          []byte
	Width, Height int
}

// Face is one language of a site.
type Face struct {
	Locale locale.Locale
	// Languages is the project's table of languages, for foreign words.
	Languages *locale.Table
	Role      string
	// From is the language's line in the list of the country.
	From diag.Pos
	// Country is the country's name in this language.
	Country string
	// Texts are the interface's messages in this language, by id, with no
	// placeholder left open; messages with placeholders that the page fills by
	// script keep a % where the value goes.
	Texts map[string]locale.Text
	// Lines are the lines to show in order: the main line first. Empty where no
	// line may be shown; None then says so in words.
	Lines []Contact
	None  locale.Text
	// Help is always both: the main line if there is one, then Emergency.
	Emergency Contact
	// Police is the police line, where confirmed.
	Police *Contact
	// Pages are the pages in order of the menu.
	Pages []Page
	// Audiences are those of the campaign, in order.
	Audiences []Audience
	Drafts    []Draft
	// Sharer is who adapted the site; nil where nobody did.
	Sharer *Sharer
	// TestedOn is the date of the last test call in words; empty where there is none.
	TestedOn string
}

// Audience is a group of people for whom there are sheets: its id, the end of the
// address of the list of its sheets, and its name.
type Audience struct {
	ID, Address string
	Name        locale.Text
}

// Contact is one way to reach a line, in one language. Number, link and words
// are final: no one formats them again.
type Contact struct {
	// ID is the hotline's id.
	ID string
	// Kind as in the data: trafficking, police, emergency …
	Kind string
	// Shown is the number as printed, with plain spaces; always left to right.
	Shown string
	// Own is the number in the language's own digits, in isolates, where the
	// country wants it beside; never a link.
	Own string
	// Link is the tel: address.
	Link string
	// Label is the exact label; Who says whom the line is for.
	Label, Who locale.Text
	// Hours is the finished phrase about opening hours; zero where not backed. Usual
	// is the same without closed days, and Shut names the next of these: where the
	// table of the week is at hand, a page has no room for all of them.
	Hours, Usual, Shut locale.Text
	// Week holds the open minutes of each day, Monday first; nil where not backed.
	Week [][]Span
	// Rows is the table of the week in words, Monday first, then the days to come
	// on which nobody answers; nil where not backed or day and night.
	Rows []DayRow
	// Closed are dates on which nobody answers.
	Closed []string
	// Always is true for day and night.
	Always bool
	// Cost is the phrase about the price; zero where nothing is backed. Free is
	// true where the call is free by a fact marked A or B.
	Cost locale.Text
	Free bool
	// Languages are the languages spoken, each by its own name; nil where not backed.
	Languages []Spoken
	// Operator is the name of the body that answers; empty where not backed.
	Operator string
	// OperatorTag is the language of the operator's name.
	OperatorTag locale.Tag
	// OperatorKind is government, ngo or unknown; empty where not backed.
	OperatorKind string
	// NoName backs "no name needed"; zero where not backed.
	NoName locale.Text
	// Tested is true when the test calls on record suffice for a release.
	Tested bool
	// Public is true for a public emergency number, which nobody rings to test it.
	Public bool
	// From is the line of the number in the definition.
	From diag.Pos
}

// Span is an open interval in minutes from midnight, as campaign.Hours gives it.
type Span = campaign.Span

// DayRow is one row of the table of hours: the day's name and its times, such
// as "10:00–18:00"; no times means closed.
type DayRow struct {
	Day   string
	Times []string
}

// Spoken is a language spoken on the telephone.
type Spoken struct {
	Tag       locale.Tag
	Name      string
	Direction locale.Direction
}

// Page is one page of a site in one language.
type Page struct {
	// Name is the content name: job-offer. Address is the published one: "offer";
	// empty for the start page.
	Name, Address string
	// Audience is the campaign whose picture stands for the page on social media.
	Audience string
	Ground   made.Ground
	// Title is the heading, Window the neutral title of the window, Summary one
	// sentence on the page, Menu the name in menus, Line its one-line description.
	Title, Window, Summary, Menu, Line locale.Text
	Passages                           []Passage
	// Picture is the one on the page, its Alt and Credit in the page's language;
	// nil for none.
	Picture *Picture
	// Fallback is true where passages are in English with a notice.
	Fallback bool
	Draft    bool
}

// Passage is one piece of a page.
type Passage struct {
	ID string
	// Kind is heading, paragraph, item or step.
	Kind  string
	Level int
	Text  locale.Text
}

// Day is an awareness day of the calendar.
type Day struct {
	// Name by language.
	Names map[locale.Tag]string
	// From and Until are MM-DD; equal for a single day.
	From, Until string
}

// Line is one text in a slot with the icon beside it.
type Line struct {
	Text locale.Text
	// Icon is empty or the name of an icon in assets/icons.
	Icon string
}

// Material is one sheet, card, picture or text in one language or, for a joint
// sheet, in two or three.
type Material struct {
	// Country, Audience, ID and Kind as in the definitions.
	Country, Audience, ID string
	Kind                  made.Kind
	// Name is the file name without ending: poster-rights.sq or poster-rights.sq+sr-cyrl.
	Name string
	// Template and Params choose the print template.
	Template string
	Params   map[string]string
	// Stock is the trim size by name.
	Stock string
	// Outputs are the kinds of files that are made of it.
	Outputs []made.Output
	// Office is the stock of office printers by name; empty takes the theme's.
	Office string
	// Sheet and Turn say how several pieces share a sheet; empty takes the theme's.
	Sheet, Turn string
	// Columns holds the words, one entry a language, in order.
	Columns []Column
	// Number is the line on this sheet; no sheet is without one. Police is true
	// where it is the short number of police or emergency because no line may be
	// shown.
	Number Contact
	Police bool
	// Second is a second line, with its own label; nil if there is none.
	Second *Contact
	// Emergency is the number in the foot; zero on a sticker and a badge, which
	// have one number only.
	Emergency Contact
	// Code is the payload of the code, an https address, on printed pieces;
	// Address is what stands in words, without scheme.
	Code, Address string
	// Inside is true where number and label stand on the inner side of a card,
	// because the label gives the holder away.
	Inside bool
	// Paper, Place and Carry are for the materials page, by the first language.
	Paper locale.Text
	Place []locale.Text
	Carry string
	// Hotlines and Messages list the ids on the sheet, sorted.
	Hotlines, Messages []string
	// Pictures are those on the sheet, by their names in the template.
	Pictures map[string]Picture
	// ConsentUntil is the last day, YYYY-MM-DD, on which the consents of all who
	// can be recognised in the pictures hold; empty where none is needed. A
	// release with this sheet ends then at the latest.
	ConsentUntil string
	// Drafts is empty only for a sheet that may be released. Batch is its id on the
	// paper, empty outside of a release.
	Drafts []Draft
	Batch  string
	// Partner is who adapted the sheet; nil on a sheet of the base.
	Partner *Partner
	// Ground is the swatch of the posters' ground where it is another one than the
	// template's; empty takes the template's.
	Ground string
	// From is the line of the material's definition.
	From diag.Pos
}

// Column is one language's words on a sheet.
type Column struct {
	Locale locale.Locale
	Slots  map[made.Slot][]Line
}

// First gives the first line of a slot, or the zero Line.
func (c Column) First(s made.Slot) Line {
	if l := c.Slots[s]; len(l) > 0 {
		return l[0]
	}
	return Line{}
}

// Makes reports whether an output is made of the material.
func (m *Material) Makes(o made.Output) bool { return slices.Contains(m.Outputs, o) }

// Printed reports a material with an imprint: not a picture, badge or text.
func (m *Material) Printed() bool {
	return slices.ContainsFunc(m.Outputs, func(o made.Output) bool { return o.Traits().Paper })
}

// Pressed reports a material with a file for the print shop.
func (m *Material) Pressed() bool {
	return slices.ContainsFunc(m.Outputs, func(o made.Output) bool { return o.Traits().Shop })
}

// Shown is the path of the file that shows the material at a glance: its small
// picture, or its text.
func (m *Material) Shown() string {
	of := made.Preview
	switch {
	case m.Template == "":
		of = made.Text
	case m.Makes(made.Badge):
		of = made.Badge
	}
	return m.Path(of.Traits().Ending)
}

// Path is where the material's file of one kind goes under the country's root:
// print/<audience>/<name>.<ending>.
func (m Material) Path(ending string) string {
	return "print/" + m.Audience + "/" + m.Name + "." + ending
}
