package adapt

import (
	_ "embed"
	"fmt"
	"strings"
	"testing"
)

// disguised are numbers in disguise, one a line. They are made up and reach nobody.
//
//go:embed testdata/numbers.txt
var disguised string

// fieldsWith writes a text into each field of an adaptation in turn.
func fieldsWith(text string) map[string]map[string]string {
	own := func(more string) map[string]string { return map[string]string{"adaptation.yaml": head + more} }
	french := strings.Replace(head, "[en]", "[en, fr]", 1)
	message := func(id, class string) map[string]string {
		return map[string]string{"adaptation.yaml": head, "messages/en.yaml": fmt.Sprintf(
			"%s:\n  description: \"Where: poster. Max: 200. Class: %s. Fact: none.\"\n  other: %q\n", id, class, text)}
	}
	page := func(title, summary, body string) map[string]string {
		return map[string]string{"adaptation.yaml": french,
			"content/fr/start.md": fmt.Sprintf("---\ntitle: %q\nsummary: %q\n---\n%s\n", title, summary, body)}
	}
	logo := `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>` + text + `</title><path d="M0 0h9v9z"/></svg>`
	return map[string]map[string]string{
		"english":      {"adaptation.yaml": strings.Replace(head, "Harbour Office", fmt.Sprintf("%q", text), 1)},
		"name":         {"adaptation.yaml": strings.Replace(head, "Harbour Office}", fmt.Sprintf("Harbour Office, names: {en: %q}}", text), 1)},
		"line":         own(fmt.Sprintf("partner: {line: {en: %q}}\n", text)),
		"line, other":  own(fmt.Sprintf("partner: {line: {sr-Cyrl: %q}}\n", text)),
		"place":        own(fmt.Sprintf("partner: {place: {en: %q}}\n", text)),
		"date":         own(fmt.Sprintf("partner: {date: %q}\n", text)),
		"house":        own(fmt.Sprintf("partner: {house: %q, line: {en: \"Street {{.House}}\"}}\n", text)),
		"post":         own(fmt.Sprintf("partner: {post: %q, line: {en: \"{{.Post}} Town\"}}\n", text)),
		"hours":        own(fmt.Sprintf("partner: {hours: [{days: [mon], from: %q, to: \"17:00\"}]}\n", text)),
		"message":      message("harbour.visit", "information"),
		"slogan":       message("citizen.job.headline", "slogan"),
		"page, title":  page(text, "Aide.", "Aide."),
		"page, head":   page("Aide", text, "Aide."),
		"page, text":   page("Aide", "Aide.", text),
		"logo, title":  {"adaptation.yaml": head + "logo: logo.svg\n", "logo.svg": logo},
		"own sheet id": own(fmt.Sprintf("own: [{audience: citizen, material: {id: %q, kind: material.poster, outputs: [press], carry: \"no\", slots: {safety: [{use: citizen.safety}]}}}]\n", text)),
		"id":           {"adaptation.yaml": strings.Replace(head, "id: harbour", fmt.Sprintf("id: %q", text), 1)},
	}
}

// TestNumbersEverywhere: a number in disguise is refused in every field of an
// adaptation, and every field takes a text without one.
func TestNumbersEverywhere(t *testing.T) {
	for _, text := range strings.Split(strings.TrimSpace(disguised), "\n") {
		for field, files := range fieldsWith(text) {
			if !applied(t, files).Stops() {
				t.Errorf("%q is taken as %s", text, field)
			}
		}
	}
	closed := map[string]string{"date": "2030-10-18", "house": "4", "post": "11000", "hours": "09:00", "own sheet id": "poster-own", "id": "harbour"}
	for field := range fieldsWith("") {
		text := closed[field]
		if text == "" {
			text = "Come to us"
		}
		if list := applied(t, fieldsWith(text)[field]); list.Stops() {
			t.Errorf("%q is refused as %s: %v", text, field, list.Errors())
		}
	}
}

// TestClosedFields: house number, postal code, day and hours have a grammar of their
// own, and stand in the line as in an address.
func TestClosedFields(t *testing.T) {
	for text, want := range map[string]string{
		`line: {en: "Example Street {{.House}}, {{.Post}} Town"}, house: "12a", post: "71000"`: "",
		`line: {en: "Trg {{.House}}"}, house: "3/1"`:                                           "",
		`line: {en: "Trg {{.House}}, {{.Post}} Town"}, house: "3"`:                             "nothing is known for {{.Post}}",
		`line: {en: "Trg {{.House}}{{.Post}} Town"}, house: "3", post: "1000"`:                 "does not stand as in an address",
		`line: {en: "Trg {{.House}}, {{.Post}} {{.House}}"}, house: "3", post: "1000"`:         "does not stand as in an address",
		`line: {en: "Trg {{.Hotline}}"}`:                                                       "nothing is known",
		`line: {en: "Trg {.House}"}`:                                                           "holds a brace",
		`house: "0800"`:                                                                        "is no house number",
		`house: "112"`:                                                                         "is no house number",
		`post: "080011"`:                                                                       "is no postal code",
		`date: "2030-02-30"`:                                                                   "is no day",
		`date: "0800-12-34"`:                                                                   "is no day",
		`hours: [{days: [mon], from: "08:00", to: "12:74"}]`:                                   "is no time of a day",
		`hours: [{days: [mon], from: "08:00", to: "12:34"}]`:                                   "is no time of a day",
	} {
		list := applied(t, map[string]string{"adaptation.yaml": head + "partner: {" + text + "}\n"})
		if want == "" && list.Stops() || want != "" && (!list.Stops() || !strings.Contains(list.Errors()[0].Message.Text, want)) {
			t.Errorf("%s: %v, want %q", text, list.Errors(), want)
		}
	}
}
