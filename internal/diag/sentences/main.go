// Command sentences writes the English catalogue of findings anew from the
// program: every constant of the type diag.Format, found by the type checker. A
// format that is put together at run time, or has more or fewer verbs than
// values, is refused, as is a rule that no stage finds. Translations of sentences that English has no more leave
// their files.
//
//	go generate ./internal/diag
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"pharos/internal/campaign"
)

// folder holds the catalogue, seen from the root of the module.
const folder = campaign.SentencesDir + "/messages"

func main() {
	if err := run("../.."); err != nil {
		fmt.Fprintln(os.Stderr, "sentences:", err)
		os.Exit(1)
	}
}

func run(root string) error {
	found, err := collect(root)
	if err != nil {
		return err
	}
	english := catalogue(found)
	ids := idLine.FindAllString(english, -1)
	names, err := filepath.Glob(filepath.Join(root, folder, "*.yaml"))
	if err != nil {
		return err
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		text := pruned(string(data), ids)
		if filepath.Base(name) == "en.yaml" {
			text = english
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// plurals are the numbers with a noun, in a terminal.
var plurals = [][3]string{
	{"count.error", "{{.Count}} error", "{{.Count}} errors"},
	{"count.warning", "{{.Count}} warning", "{{.Count}} warnings"},
	{"count.note", "{{.Count}} note", "{{.Count}} notes"},
	{"count.language", "{{.Count}} language", "{{.Count}} languages"},
	{"count.page", "{{.Count}} page", "{{.Count}} pages"},
	{"count.material", "{{.Count}} material", "{{.Count}} materials"},
	{"count.country", "{{.Count}} country", "{{.Count}} countries"},
	{"of.material", "{{.A}} of {{.Count}} material", "{{.A}} of {{.Count}} materials"},
}

// catalogue writes the file.
func catalogue(found []sentence) string {
	var b strings.Builder
	b.WriteString("# What the program says in findings and in a terminal. Written from the program:\n")
	b.WriteString("# go generate ./internal/diag. Values stand as {{.A}}, {{.B}}.\n")
	for _, p := range plurals {
		fmt.Fprintf(
			&b,
			"%s:\n  description: \"Where: terminal. Class: information.\"\n  one: %s\n  other: %s\n",
			p[0],
			quoted(p[1]),
			quoted(p[2]),
		)
	}
	ids := map[string]bool{}
	for _, s := range found {
		id := slug(s.text)
		for base, n := id, 2; ids[id]; n++ {
			id = fmt.Sprintf("%s.%d", base, n)
		}
		ids[id] = true
		fmt.Fprintf(
			&b,
			"%s:\n  description: \"Where: %s. Class: information.\"\n  other: %s\n",
			id,
			s.where(),
			quoted(s.text),
		)
	}
	return b.String()
}

// notInIDs is what an id does not hold.
var notInIDs = regexp.MustCompile(`[^a-z0-9]+`)

// slug is the id of a sentence: its words, as far as they tell it from others.
func slug(text string) string {
	plain := strings.NewReplacer("{{.", " ", "}}", " ").Replace(text)
	s := strings.Trim(notInIDs.ReplaceAllString(strings.ToLower(plain), "."), ".")
	if len(s) > 56 {
		s = s[:strings.LastIndex(s[:56], ".")]
	}
	return s
}

// quoted is a text as YAML has it in double quotes.
func quoted(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(s) + `"`
}

// idLine begins an entry of a file of messages or states.
var idLine = regexp.MustCompile(`(?m)^[a-z][a-z0-9.]*:`)

// pruned is a file of translations or states without the entries that English
// has no more.
func pruned(text string, ids []string) string {
	var out strings.Builder
	keep := true
	for line := range strings.Lines(text) {
		if id := idLine.FindString(line); id != "" {
			keep = slices.Contains(ids, id)
		}
		if keep {
			out.WriteString(line)
		}
	}
	return out.String()
}
