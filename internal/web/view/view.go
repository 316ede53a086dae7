// Package view turns the plan of one country into the plain values that the
// theme prints: words cut where a number stands, addresses relative to the
// country's root, rows of a table, files to download.
//
// In goes a plan.Site with its finished sheets; out come values that marshal to
// JSON with lower-case keys, because Hugo lowers the keys of front matter. No
// word is chosen here and no number is formatted: the plan has done both. The
// package knows neither Hugo nor HTML, so its tests are quick.
package view

import (
	"path"
	"strings"

	"pharos/internal/locale"
	"pharos/internal/plan"
)

// Text is one message ready to print.
type Text struct {
	// Value is the plain text, for attributes.
	Value string `json:"v"`
	// Words is the text cut where a number stands; nil where there is none.
	Words []Piece `json:"w,omitempty"`
	// Tag and Dir are set where the text is in another language than the page.
	Tag string `json:"tag,omitempty"`
	Dir string `json:"dir,omitempty"`
}

// Piece is a run of text, a number or a foreign name.
type Piece struct {
	Text string `json:"t,omitempty"`
	// Number is shown from left to right; Link is its tel: address, if it is one to call.
	Number string `json:"n,omitempty"`
	Link   string `json:"link,omitempty"`
	Tag    string `json:"tag,omitempty"`
	Dir    string `json:"dir,omitempty"`
}

// Language is one language of the site or of a line.
type Language struct {
	Tag string `json:"tag"`
	// Key is the tag in lower case, as in addresses.
	Key  string `json:"key"`
	Dir  string `json:"dir"`
	Name string `json:"name"`
}

// language gives the view of a locale.
func language(l locale.Locale) Language {
	return Language{Tag: string(l.Tag), Key: l.Tag.Address(), Dir: string(l.Direction), Name: l.Endonym}
}

// Site is what all pages of a country share.
type Site struct {
	Country string `json:"country"`
	Base    string `json:"base"`
	Exit    string `json:"exit"`
	Draft   bool   `json:"draft"`
	// Default is the key of the language whose words stand on pages that belong to none.
	Default   string     `json:"default"`
	Languages []Language `json:"languages"`
	// Pages says which languages have a page, by its name.
	Pages map[string]Place `json:"pages"`
}

// Place is where a page is published: Address is empty for the start page.
type Place struct {
	Address string `json:"address"`
	// Keys are the languages that have the page.
	Keys []string `json:"keys"`
}

// NewSite gives the values that all pages share.
func NewSite(s plan.Site) Site {
	v := Site{Country: s.Country, Base: s.Base, Exit: s.Exit, Draft: len(s.Drafts) > 0,
		Default: s.Default.Address(), Pages: map[string]Place{}}
	for _, f := range s.Faces {
		v.Languages = append(v.Languages, language(f.Locale))
		v.Draft = v.Draft || len(f.Drafts) > 0
		for _, p := range f.Pages {
			at := v.Pages[p.Name]
			at.Address, at.Keys = p.Address, append(at.Keys, f.Locale.Tag.Address())
			v.Pages[p.Name] = at
		}
	}
	return v
}

// File is the path of a page under the country's root.
func File(tag locale.Tag, address string) string {
	return path.Join(tag.Address(), address, "index.html")
}

// Address is the published address of a page under the country's root.
func Address(tag locale.Tag, address string) string {
	if address == "" {
		return tag.Address() + "/"
	}
	return tag.Address() + "/" + address + "/"
}

// Root is the way from a file up to the country's root: "../../" for
// "sq/offer/index.html".
func Root(file string) string { return strings.Repeat("../", strings.Count(file, "/")) }
