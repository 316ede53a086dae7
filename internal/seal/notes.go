package seal

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"pharos/internal/build"
	"pharos/internal/campaign"
	"pharos/internal/disk"
	"pharos/internal/release"
)

// notesName is the file that tells people what a release is, in every language
// of the country.
const notesName = "RELEASE-NOTES.txt"

// releaseNotes writes the notes: edition, last day, what ends it, the numbers
// with their labels, the check words, and the rules that were set aside. What a
// language has no text for is left out in it. Numbers stand on lines of their own,
// so that no direction of writing turns them around.
func releaseNotes(root string, l *build.Loaded, m *release.Manifest, words []string) error {
	c := l.Set.Country(m.Country)
	limits := slices.Clone(m.Limits)
	slices.SortStableFunc(limits, func(a,
		b release.Limit) int {
		return strings.Compare(a.Until+a.What, b.Until+b.What)
	})
	var b strings.Builder
	for i, lang := range c.Languages {
		known, ok := l.Set.Languages.Lookup(lang.Tag)
		if !ok {
			continue
		}
		if i > 0 {
			b.WriteString("\n\n")
		}
		fmt.Fprintf(&b, "%s · %s %d\n%s\n", known.Endonym, strings.ToUpper(m.Country), m.Number,
			strings.Repeat("=", 40))
		say := func(id string, data map[string]any) {
			if t, err := l.Set.Catalogue.Resolve(lang.Tag, id, data); err == nil {
				fmt.Fprintln(&b, t.Value)
			}
		}
		date := func(day string) string {
			text, err := l.Set.Languages.Date(lang.Tag, day)
			if err != nil {
				return day
			}
			return text
		}
		say("imprint.edition", map[string]any{"Edition": date(m.Edition)})
		if len(limits) > 0 {
			say("materials.until", map[string]any{"Date": date(limits[0].Until)})
		}
		for _, line := range numbersOf(c, m) {
			b.WriteString("\n")
			say(line.Label, nil)
			fmt.Fprintln(&b, line.Contacts[0].Dial)
		}
		b.WriteString("\n")
		say("ticket.words", nil)
		fmt.Fprintln(&b, strings.Join(words, " "))
	}
	b.WriteString("\n\n")
	for _, limit := range limits {
		fmt.Fprintf(&b, "%s  %s\n", limit.Until, limit.What)
	}
	for _, e := range m.Exceptions {
		fmt.Fprintf(&b, "exception: %s for %s until %s, allowed by %s: %s\n", e.Rule, e.Material, e.Until, e.Who, e.Why)
	}
	if m.Gate != "" {
		fmt.Fprintf(&b, "lowered gate: %s\n", m.Gate)
	}
	if m.Previous != "" {
		fmt.Fprintf(&b, "release before: %s\n", m.Previous)
	}
	if err := disk.Fill(filepath.Join(root, notesName), []byte(b.String())); err != nil {
		return fmt.Errorf("release: %w", err)
	}
	return nil
}

// numbersOf are the lines whose numbers the manifest lists.
func numbersOf(c *campaign.Country, m *release.Manifest) []*campaign.Hotline {
	var out []*campaign.Hotline
	for i := range c.Hotlines {
		for _, f := range m.Facts {
			if f.What == "number" && f.Line == c.Hotlines[i].ID {
				out = append(out, &c.Hotlines[i])
			}
		}
	}
	return out
}
