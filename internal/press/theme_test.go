package press

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"pharos/internal/locale"
	"pharos/internal/made"
	"pharos/internal/template"
	"pharos/internal/typeset"
)

var update = flag.Bool("update", false, "write the golden files anew")

var (
	onceFonts sync.Once
	fonts     *typeset.Fonts
	onceTheme sync.Once
	thePress  *Press
)

// realFonts opens the real fonts once.
func realFonts(t testing.TB) *typeset.Fonts {
	t.Helper()
	onceFonts.Do(func() {
		f, err := typeset.NewFonts(os.DirFS("../../assets/fonts"))
		if err != nil {
			t.Fatal(err)
		}
		fonts = f
	})
	return fonts
}

// theme opens the real theme once; it has no findings.
func theme(t testing.TB) *Press {
	t.Helper()
	f := realFonts(t)
	onceTheme.Do(func() {
		p, list, err := New(os.DirFS("../.."), locale.Builtin(), f, "pharos")
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range list {
			t.Errorf("%s: %s: %s %s", f.Pos, f.Rule, f.Message.Text, f.Hint.Text)
		}
		thePress = p
	})
	return thePress
}

// TestExamples composes the examples of every template: they have no findings,
// reach the sizes that the file asks for, and look as they did.
func TestExamples(t *testing.T) {
	p := theme(t)
	for _, name := range p.Templates() {
		examples := p.Examples(name)
		if len(examples) == 0 {
			t.Errorf("%s has no example", name)
		}
		var all strings.Builder
		for i, e := range examples {
			s, ok := p.newSheet(e.Material, nil)
			if !ok {
				t.Fatalf("%s: %v", name, s.list)
			}
			doc, list := p.Compose(e.Material)
			for _, f := range list {
				t.Errorf("%s: %s: %s %s", f.Pos, f.Rule, f.Message.Text, f.Hint.Text)
			}
			look(t, fmt.Sprintf("%s-%d", name, i), doc)
			reached(t, name, e, doc)
			fmt.Fprintf(&all, "# %s\n%s\n", e.Name, typeset.Dump(doc))
		}
		golden(t, name, all.String())
	}
}

// reached sees that each style of an example is as large as it asks.
func reached(t *testing.T, name string, e template.Example, doc typeset.Document) {
	t.Helper()
	sizes := map[string]typeset.Length{}
	for _, pg := range doc.Pages {
		for _, it := range pg.Items {
			if text, ok := it.(*typeset.Text); ok && sizes[made.Slot(text.Role).Traits().Style] < text.Size {
				sizes[made.Slot(text.Role).Traits().Style] = text.Size
			}
		}
	}
	sizes["number_short"] = sizes["number"]
	for _, style := range slices.Sorted(maps.Keys(e.Least)) {
		if sizes[style] < e.Least[style] {
			t.Errorf("%s, %q: %s is %s pt, and the example asks for %s pt", name, e.Name, style, points(sizes[style]), points(e.Least[style]))
		}
	}
}

// golden compares a dump with the one on file.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got == string(want) {
		return
	}
	g, w := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			t.Errorf("%s line %d differs; look at it, then run with -update:\n got  %s\n want %s", file, i+1, g[i], w[i])
			return
		}
	}
	t.Errorf("%s: %d lines, want %d; look at it, then run with -update", file, len(g), len(w))
}

// margin is how far ink may leave its place: accents and tails stand out of
// tight leading, and round letters out of the line.
const margin = typeset.Pt

// TestInsideSafeArea sees that no word, code, icon or rule of an example leaves
// the safe area; grounds and devices bleed, and the draft mark lies over all.
func TestInsideSafeArea(t *testing.T) {
	p := theme(t)
	for _, name := range p.Templates() {
		for _, e := range p.Examples(name) {
			doc, _ := p.Compose(e.Material)
			for _, pg := range doc.Pages {
				safeItems(t, name+" "+e.Name, &pg)
			}
		}
	}
}

func safeItems(t *testing.T, name string, pg *typeset.Page) {
	t.Helper()
	safe := pg.Safe.Inset(-margin)
	for _, it := range pg.Items {
		switch role := it.Info().Role; role {
		case "ground", "device", "draft", "picture":
		default:
			if b := it.Bounds(); !b.Empty() && !safe.Contains(b) {
				t.Errorf("%s, %s: %s at %s is outside of the safe area %s", name, pg.Name, role, b, pg.Safe)
			}
		}
	}
}

// TestBlocksStayInTheirFrames sees that every block of words lies in its frame
// at its size, and that no two numbers or codes lie on each other.
func TestBlocksStayInTheirFrames(t *testing.T) {
	p := theme(t)
	for _, name := range p.Templates() {
		for _, e := range p.Examples(name) {
			s, _ := p.newSheet(e.Material, nil)
			for _, side := range s.t.Sides {
				s.side(side)
			}
			s.fit()
			for _, g := range s.order {
				for _, l := range g.leaves {
					set, height, over := l.set(g.size)
					if over > 0 || height > l.c.frame.H() {
						t.Errorf("%s, %q: %s is too high", name, e.Name, g.name)
					}
					for _, one := range set {
						if one.frame.Min.X < 0 || one.frame.Max.X > l.c.frame.W() {
							t.Errorf("%s, %q: %s is too wide", name, e.Name, g.name)
						}
					}
				}
			}
		}
	}
}

// TestSameAtOnce composes everything from several goroutines and sees the same.
func TestSameAtOnce(t *testing.T) {
	p := theme(t)
	var want []string
	for _, name := range p.Templates() {
		for _, e := range p.Examples(name) {
			doc, _ := p.Compose(e.Material)
			want = append(want, typeset.Dump(p.Marks(doc, e.Material)))
		}
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			i := 0
			for _, name := range p.Templates() {
				for _, e := range p.Examples(name) {
					doc, _ := p.Compose(e.Material)
					if typeset.Dump(p.Marks(doc, e.Material)) != want[i] {
						t.Errorf("%s, %q: another dump at once", name, e.Name)
					}
					i++
				}
			}
		})
	}
	wg.Wait()
}
