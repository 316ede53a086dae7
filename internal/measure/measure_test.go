package measure

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"

	pharos "pharos"
	"pharos/internal/build"
	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/made"
	"pharos/internal/plan"
	"pharos/internal/rule"
)

// with gives a sheet with another text in one language; reports whether the
// sheet has it.
func with(m plan.Material, r made.Room, text string) (plan.Material, bool) {
	found := false
	m.Columns = slices.Clone(m.Columns)
	for i, col := range m.Columns {
		m.Columns[i].Slots = maps.Clone(col.Slots)
		for slot, lines := range col.Slots {
			lines = slices.Clone(lines)
			for j := range lines {
				if lines[j].Text.ID == r.Message && lines[j].Text.Tag == r.Language {
					lines[j].Text.Value, found = text, true
				}
			}
			m.Columns[i].Slots[slot] = lines
		}
	}
	return m, found
}

// TestRooms puts as much typical text into each place as the layout says it
// holds, and wants it to fit; a third more, and wants it not to.
func TestRooms(t *testing.T) {
	for _, tag := range []locale.Tag{"sq", "fa"} {
		l, err := Open(context.Background(), build.Options{
			Source:    build.Source{Defaults: pharos.Defaults, Project: t.TempDir()},
			Selection: build.Selection{Languages: []locale.Tag{tag}, Countries: []string{"rs"}},
			Making:    build.Making{Theme: "pharos"},
			Means:     build.Means{Jobs: 2},
		})
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		if len(l.Rooms()) < 50 {
			t.Fatalf("%s: %d places", tag, len(l.Rooms()))
		}
		words := strings.Fields(l.typical[tag])
		overfull := func(r made.Room, n int) (full, shown bool) {
			m := l.sheets[slices.IndexFunc(l.sheets, func(m plan.Material) bool { return m.Path("") == r.Sheet+"." })]
			m, ok := with(m, r, cutWords(words, n))
			_, list := l.shop.Press.Compose(m)
			return slices.ContainsFunc(list, func(f diag.Finding) bool { return f.Rule == rule.PosterFit }), ok
		}
		count, tight, loose := 0, 0, 0
		for _, r := range l.Rooms() {
			if r.Characters < 30 {
				continue // one word more or less is a third
			}
			full, ok := overfull(r, r.Characters*85/100)
			if !ok {
				continue
			}
			count++
			if full {
				tight++
				t.Logf("%s %s on %s: %d characters in %d lines do not fit", tag, r.Message, r.Sheet, r.Characters*85/100, r.Lines)
			}
			if r.Lines == 1 || r.Before+r.After != "" {
				continue // these grow with their text or begin another row
			}
			if full, _ := overfull(r, r.Characters*133/100+5); !full {
				loose++
				t.Logf("%s %s on %s: more than %d characters fit", tag, r.Message, r.Sheet, r.Characters*133/100)
			}
		}
		if count < 25 || tight*20 > count || loose*20 > count {
			t.Errorf("%s: of %d places %d hold less than was said and %d much more", tag, count, tight, loose)
		}
	}
}

// cutWords gives whole words of about n characters.
func cutWords(words []string, n int) string {
	out := words[len(words)/3]
	for _, w := range words[len(words)/3+1:] {
		if len([]rune(out+" "+w)) > n {
			break
		}
		out += " " + w
	}
	return out
}
