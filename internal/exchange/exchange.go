// Package exchange sends texts to translators and takes them back.
//
// In goes a campaign.Set; out comes a Document, one language's texts as Units,
// which Encode writes as PO (gettext), XLIFF 1.2, XLIFF 2.0 (OASIS), CSV (RFC
// 4180) or as one HTML form. What a translator returns is decoded, judged text
// by text against the definitions as they are now, and turned into edits of the
// message, page and state files that leave every other byte as it is.
//
// No text is lost and no fact changes: a text that breaks a number, a
// placeholder or its script is refused with a reason and everything else is
// taken in. The package knows no clock and no network; days and names are
// arguments.
package exchange

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/made"
)

// Unit is one text on its way to a translator or back.
type Unit struct {
	// ID is the message's id, or that of a passage of a page, such as "rights.3",
	// "rights.title", as findings and state files name it.
	ID string
	// passage is true for a passage of a page.
	passage bool
	// Catalogue is the folder under campaigns/ that holds the message:
	// an audience or "interface"; "pages" for passages.
	Catalogue string
	// Alias is the id that a tool kept beside one of its own, if any.
	Alias string
	// Source and Target hold the text of each plural form by its CLDR category;
	// a text without plurals has only "other". An empty Target is missing.
	Source, Target map[string]string
	// Plural is true where the text has forms that depend on a count.
	Plural bool
	// Where, Fact and Note are for the translator, from the English description.
	Where, Fact, Note string
	// Max is the limit in characters as printed, 0 for none: the author's, or
	// that of the layout where it is less.
	Max int
	// Room is the tightest place on a sheet; nil for a text that stands on none,
	// or where nothing was measured.
	Room  *made.Room
	Class locale.Class
	// State is the state of the target, Stale that the source changed since.
	State locale.State
	Stale bool
	// Untouched is true where the file itself says that nobody translated the text yet;
	// tools then put the source there. Half is true where one of its parts has no text.
	Untouched, Half bool
	// Derived is true where the target is transliterated from another language.
	Derived bool
	// Previous is the source that a stale target was made from, nil if it is
	// not on record.
	Previous map[string]string
	// SourcePrint and TargetPrint are the fingerprints of both at export; empty
	// where a tool dropped them.
	SourcePrint, TargetPrint string
	// Suggested names the language a proposed target comes from.
	Suggested locale.Tag
	// File is the file that holds the target, as a path of the project.
	File string
	// Review is the record of the target in the project.
	Review locale.Review
	// Pos is the place in the translator's file.
	Pos diag.Pos
}

// Document is the texts of one language.
type Document struct {
	// Locale is the language; of one that the project lacks the tag alone.
	Locale locale.Locale
	// Date is the day of the export, YYYY-MM-DD, or empty.
	Date string
	// Translator is the name that the returned file gives, if any.
	Translator string
	// Tokens is the style sheet with the site's colours, and Length counts
	// characters as printed; both are for the HTML form only and may be empty.
	Tokens string
	Length func(text string) int
	// Pictures are PNGs of sheets by PictureOf their rooms, Fonts the parts of
	// fonts that set the language's texts, by weight; for the form only too.
	Pictures map[string][]byte
	Fonts    map[int][][]byte
	// Words are what the form itself says, by message id, and Speaks the language
	// they are in; see Book.Words.
	Words  map[string]string
	Speaks locale.Locale
	// Grounds are the swatches of the audiences by their ids; for the form only.
	Grounds map[string]made.Ground
	Units   []Unit
}

// Page reports whether the unit is a passage of a page of the project.
func (u Unit) Page() bool { return u.passage }

// Missing reports whether there is no target.
func (u Unit) Missing() bool { return len(u.Target) == 0 }

// Forms lists the plural forms that a translator fills in: the categories of
// whole numbers, or only "other".
func (u Unit) Forms(l locale.Locale) []string {
	if !u.Plural {
		return []string{"other"}
	}
	return pluralForms(l)
}

// SourceOf gives the source text that stands beside a form of the target.
func (u Unit) SourceOf(form string) string { return formOr(u.Source, form) }

// formOr gives a form, or "other" where the language lacks the form.
func formOr(forms map[string]string, form string) string {
	if s, ok := forms[form]; ok {
		return s
	}
	return forms["other"]
}

// Done reports whether a person said that the target is finished.
func (u Unit) Done() bool { return u.State == locale.Translated || u.State == locale.Reviewed }

// Placeholders lists the placeholders of the source, sorted, once each.
func (u Unit) Placeholders() []string {
	var out []string
	for _, text := range u.Source {
		out = append(out, names(text)...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// notes gives the description as labelled lines, in a fixed order.
func (u Unit) notes() []note {
	out := []note{{"class", string(u.Class)}}
	add := func(label, text string) {
		if text != "" {
			out = append(out, note{label, text})
		}
	}
	add("where", u.Where)
	if u.Max > 0 {
		add("max", strconv.Itoa(u.Max)+" characters as printed")
	}
	if r := u.Room; r != nil {
		add(
			"sheet",
			fmt.Sprintf(
				"tightest on %s of %s: about %s in %s at the smallest size",
				path.Base(r.Sheet),
				strings.ToUpper(r.Country),
				counted(max(r.Characters, 1), "character"),
				counted(r.Lines, "line"),
			),
		)
	}
	add("fact", u.Fact)
	add("note", u.Note)
	if p := u.Placeholders(); len(p) > 0 {
		add("keep", "{{"+strings.Join(p, "}} {{")+"}}: program fills these in")
	}
	if u.Suggested != "" {
		add("suggested", "taken from "+string(u.Suggested)+"; check every word")
	}
	return out
}

// note is one labelled line for the translator.
type note struct{ label, text string }

// equal reports whether two texts are the same in every form.
func equal(a, b map[string]string) bool { return maps.Equal(a, b) }
