package campaign

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/rule"
	"pharos/internal/tree"
)

// Attestation is one test call: who rang, when, from which network, and what was
// heard. Each is a small file of its own that is never changed:
// campaigns/countries/<cc>/attestations/<line>-<date>-<mark>.yaml.
type Attestation struct {
	// Line is the id of the hotline, Dial the number that was dialled. A call
	// backs only the number that it reached.
	Line string `yaml:"line" req:"true"`
	Dial string `yaml:"dial" req:"true"`
	// Date is the day of the call, YYYY-MM-DD.
	Date string `yaml:"date" req:"true"`
	// By is the caller's name, Role what the caller is.
	By   string `yaml:"by" req:"true"`
	Role string `yaml:"role" req:"true"`
	// Network is the phone company the call was made from.
	Network string `yaml:"network" req:"true"`
	// Outcome is confirmed, other (somebody or something else answered than the
	// record says) or no-answer.
	Outcome Outcome `yaml:"outcome" req:"true" enum:"confirmed,other,no-answer"`
	// Heard is what was announced, word for word.
	Heard string `yaml:"heard" req:"true"`
	// Hours, Languages and Cost are what was said about them; empty where not asked.
	// Hours are written as in "mon-fri 10:00-18:00", or "always".
	Hours     string       `yaml:"hours"`
	Languages []locale.Tag `yaml:"languages"`
	Cost      Cost         `yaml:"cost" enum:"any-phone,country,no,land-line,unknown"`
	// Data is what was said about what happens to the caller's data.
	Data string `yaml:"data"`
	// File is the path of the record.
	File string `yaml:"-"`
}

// Outcome is how a test call ended.
type Outcome string

// The outcomes of a test call.
const (
	Confirmed Outcome = "confirmed"
	OtherWay  Outcome = "other"
	NoAnswer  Outcome = "no-answer"
)

// Text is the record as its file has it.
func (a Attestation) Text() string {
	var b strings.Builder
	for _, kv := range [][2]string{
		{"line", a.Line}, {"dial", a.Dial}, {"date", a.Date}, {"by", a.By}, {"role", a.Role},
		{"network", a.Network}, {"outcome", string(a.Outcome)}, {"heard", a.Heard}, {"hours", a.Hours},
		{"cost", string(a.Cost)}, {"data", a.Data},
	} {
		if kv[1] != "" {
			fmt.Fprintf(&b, "%s: %s\n", kv[0], strconv.Quote(kv[1]))
		}
	}
	if len(a.Languages) > 0 {
		words := make([]string, len(a.Languages))
		for i, tag := range a.Languages {
			words[i] = string(tag)
		}
		fmt.Fprintf(&b, "languages: [%s]\n", strings.Join(words, ", "))
	}
	return b.String()
}

// CallCosts are what a caller can hear about the price; "free" alone does not say from
// which telephones.
var CallCosts = []Cost{"any-phone", "country", "no", "land-line", "unknown"}

// Read turns a call as somebody typed it, with its languages, into the record that is
// written. The error says which word cannot be read, and what can be.
func (a Attestation) Read(languages []string, known *locale.Table) (Attestation, error) {
	by := locale.PersonOf(a.By)
	if by.Nobody() {
		return a, fmt.Errorf("by: %q names nobody; write the name of the person who rang", a.By)
	}
	a.By = by.Name
	if a.Cost != "" {
		typed := a.Cost
		if a.Cost = typed.heard(); a.Cost == "" {
			return a, fmt.Errorf("cost: %q does not say from where a call costs what; write any-phone or country "+
				"for a free one, no for the usual price, land-line or unknown", typed)
		}
	}
	if a.Hours != "" {
		heard, err := ParseHours(a.Hours)
		if err != nil {
			return a, fmt.Errorf("hours: %w", err)
		}
		a.Hours = heard.Written()
	}
	for _, l := range languages {
		tag := locale.Tag(strings.TrimSpace(l))
		if _, ok := known.Lookup(tag); !ok {
			return a, fmt.Errorf("languages: unknown language %q. %s", tag, known.Meant(string(tag)).Text)
		}
		if !slices.Contains(a.Languages, tag) {
			a.Languages = append(a.Languages, tag)
		}
	}
	var again Attestation
	root, list := tree.Parse("record", []byte(a.Text()))
	if list = append(list, tree.Decode(root, &again)...); list.Stops() {
		return a, fmt.Errorf("the words cannot be written: %s", list[0].Message.Text)
	}
	return a, nil
}

// heard is a price as a call can hear it; empty for another word.
func (c Cost) heard() Cost {
	if spelled := Cost(c.Spelled(string(c))); slices.Contains(CallCosts, spelled) {
		return spelled
	}
	return ""
}

// AttestationDir is the folder of a country's test calls.
func AttestationDir(country string) string { return countriesDir + "/" + country + "/attestations" }

// AttestationFile names a record. Its mark follows from its text, so that two people
// who ring a line on one day write two files, wherever each of them works.
func AttestationFile(line, date, text string) string {
	return fmt.Sprintf("%s%.4x.yaml", attestationName(line, date), sha256.Sum256([]byte(text)))
}

// attestationName is how the names of a line's records of a day begin.
func attestationName(line, date string) string {
	country, name, _ := strings.Cut(line, ".")
	return fmt.Sprintf("%s/%s-%s-", AttestationDir(country), name, date)
}

// attestations adds the jobs to read a country's test calls.
func (l *loader) attestations(c *Country) {
	dir := AttestationDir(c.Code)
	for _, name := range l.names(dir, ".yaml") {
		a := &Attestation{File: dir + "/" + name + ".yaml"}
		define(l, a.File, a, func() { c.Attested = append(c.Attested, a) })
	}
}

// attach ties the test calls and the days of their sources to the lines. A call to no
// line on record is a finding.
func (c *Country) attach() diag.List {
	var list diag.List
	for i := range c.Hotlines {
		c.Hotlines[i].Read = c.lastRead(c.Hotlines[i].Sources)
	}
	slices.SortFunc(c.Attested, func(a, b *Attestation) int { return strings.Compare(a.Date+a.File, b.Date+b.File) })
	for _, a := range c.Attested {
		i := slices.IndexFunc(c.Hotlines, func(h Hotline) bool { return h.ID == a.Line })
		if i < 0 {
			list.Errorf(
				rule.AttestLine,
				diag.Pos{File: a.File, Line: 1},
				"Correct the id, or move the file away.",
				"the call was to %q, which is not on record",
				a.Line,
			)
			continue
		}
		if want := attestationName(a.Line, a.Date); !strings.HasPrefix(a.File, want) {
			list.Errorf(rule.AttestName, diag.Pos{File: a.File, Line: 1}, "",
				"the name of the file does not fit its line and date").Hint =
				diag.Say(
					"Name it %s….yaml.",
					want,
				)
			continue
		}
		if c.Hotlines[i].PublicEmergency() {
			list.Warnf(
				rule.AttestEmergency,
				diag.Pos{File: a.File, Line: 1},
				"",
				"%s is a public emergency number, which no test call confirms: the call does not count",
				a.Line,
			)
			continue
		}
		c.Hotlines[i].Attestations = append(c.Hotlines[i].Attestations, *a)
	}
	return list
}
