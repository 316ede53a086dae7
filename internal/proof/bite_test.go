package proof_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"pharos/internal/diag"
	"pharos/internal/made"
	"pharos/internal/paint"
	"pharos/internal/pdf"
	"pharos/internal/plan"
	"pharos/internal/proof"
	"pharos/internal/rule"
	"pharos/internal/typeset"
)

var reader = sync.OnceValues(func() (*proof.Reader, error) {
	return proof.Open(proof.Options{Paint: paint.Options{Fonts: os.DirFS(root), Instances: 2}})
})

// finished is a real sheet to be tampered with.
type finished struct {
	material plan.Material
	doc      typeset.Document
	kind     string
	pdf      []byte
}

// finish makes the first sheet whose name has the words, without a draft mark
// unless it is wanted.
func finish(t testing.TB, kind string, draft bool, words ...string) finished {
	t.Helper()
	return finishOn(t, "", kind, draft, words...)
}

// finishOn is finish on another stock than the material's own.
func finishOn(t testing.TB, stock, kind string, draft bool, words ...string) finished {
	t.Helper()
	s, err := theShop()
	if err != nil {
		t.Fatal(err)
	}
	all := s.materials(words...)
	if len(all) == 0 {
		t.Fatalf("no material %v", words)
	}
	m := all[0]
	if stock != "" {
		m.Stock = stock
	}
	if !draft {
		m.Drafts = nil
	}
	doc, list := s.press.Compose(m)
	if list.Count(diag.Error) > 0 {
		t.Fatalf("%s: %v", m.Name, list)
	}
	return finished{m, doc, kind, s.write(t, m, doc, map[string]pdf.Kind{"press": pdf.Press, "screen": pdf.Screen}[kind])}
}

// compare gives the rules that a changed file breaks.
func (f finished) compare(t testing.TB, m plan.Material, data []byte) []string {
	t.Helper()
	r, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	var rules []string
	for _, one := range r.Compare(m, data, made.Output(f.kind)) {
		if one.Severity == diag.Error && one.Pos.File == "" {
			t.Errorf("%s names no line", one.Message.Text)
		}
		if one.Severity == diag.Error {
			rules = append(rules, one.Rule.ID)
		}
	}
	slices.Sort(rules)
	return slices.Compact(rules)
}

// must sees that a change is caught by a rule.
func (f finished) must(t *testing.T, what, rule string, change func(*taken)) {
	t.Helper()
	d := take(t, f.pdf)
	change(d)
	if got := f.compare(t, f.material, d.bytes()); !slices.Contains(got, rule) {
		t.Errorf("%s: found %v, want %s", what, got, rule)
	}
}

// sheets are those that every tampering is tried on: left to right and right to
// left, poster and card, both kinds of file.
var sheets = []struct {
	kind  string
	words []string
}{
	{"press", []string{"rs", "poster-rights.sr-cyrl"}}, {"screen", []string{"hr", "poster-confidence.ar"}},
	{"press", []string{"hr", "sticker.fa"}}, {"screen", []string{"mk", "poster-signs.mk"}},
}

// TestTampering changes one thing in finished files of the real writer.
func TestTampering(t *testing.T) {
	t.Parallel()
	for _, s := range sheets {
		t.Run(s.kind+" "+strings.Join(s.words, " "), func(t *testing.T) {
			f := finish(t, s.kind, false, s.words...)
			number := f.material.Number.Shown
			if got := f.compare(t, f.material, f.pdf); len(got) > 0 {
				t.Fatalf("the file as it is: %v", got)
			}
			if got := f.compare(t, f.material, take(t, f.pdf).bytes()); len(got) > 0 {
				t.Fatalf("the file taken apart and put together: %v", got)
			}
			f.digits(t, number)
			f.outlines(t, number)
			f.must(t, "number covered in white", "proof.number", func(d *taken) {
				for _, at := range d.find(number) {
					white := map[string]string{"press": "0 0 0 0 k", "screen": "1 1 1 rg"}[s.kind]
					d.paint(fmt.Sprintf("%s %.2f %.2f %.2f %.2f re f", white, at.x-20, at.y-10, 9*at.size, 1.2*at.size))
				}
			})
			f.must(t, "one digit covered", "proof.number", func(d *taken) {
				at := d.find(number)[0]
				white := map[string]string{"press": "0 0 0 0 k", "screen": "1 1 1 rg"}[s.kind]
				d.paint(fmt.Sprintf("%s %.2f %.2f %.2f %.2f re f", white, at.x, at.y-10, 0.5*at.size, 1.2*at.size))
			})
			f.must(t, "code moved off the page", "proof.code", func(d *taken) { d.moveCode(3000, 0) })
			f.must(t, "code moved half off the page", "proof.code", func(d *taken) { d.moveCode(-40, -700) })
			f.must(t, "code covered", "proof.code", func(d *taken) {
				d.paint(map[string]string{"press": "0 0 0 0 k", "screen": "1 1 1 rg"}[s.kind] + " 0 0 5000 5000 re f")
			})
		})
	}
}

// digits changes every digit of the number into every other that the font has.
func (f finished) digits(t *testing.T, number string) {
	places := len(strings.Join(strings.Fields(number), ""))
	tried := 0
	for k := range places {
		for other := '0'; other <= '9'; other++ {
			d := take(t, f.pdf)
			at := d.find(number)
			if len(at) == 0 {
				t.Fatalf("the number %s is not in the file in one piece", number)
			}
			font := d.font(at[0].font)
			code, ok := font.code(string(other))
			codes := slices.Clone(at[0].codes)
			digit := -1
			for i, c := range codes {
				if strings.TrimSpace(font.codes[c]) == "" {
					continue
				}
				if digit++; digit == k {
					ok = ok && c != code
					codes[i] = code
				}
			}
			if !ok {
				continue
			}
			if tried++; f.kind == "screen" && tried > k+1 {
				break // every other digit on press files, one for each place on others
			}
			f.must(t, fmt.Sprintf("digit %d changed to %c", k+1, other), "proof.number", func(d *taken) { d.replace(at[0], codes) })
		}
	}
	if tried < places {
		t.Errorf("only %d changes of digits tried", tried)
	}
	// The file says the right digits and shows others: only pixels can tell.
	f.must(t, "codes changed with their map", "proof.number", func(d *taken) {
		at := d.find(number)[0]
		font := d.font(at.font)
		first, second := pair(font, number)
		a, _ := font.code(first)
		b, _ := font.code(second)
		swapped := slices.Clone(at.codes)
		for i, c := range swapped {
			switch c {
			case a:
				swapped[i] = b
			case b:
				swapped[i] = a
			}
		}
		d.replace(at, swapped)
		text := string(font.cmap.stream)
		line := func(c uint16, s string) string { return fmt.Sprintf("<%04X> <%04X>", c, s[0]) }
		text = strings.Replace(text, line(a, first), "A", 1)
		text = strings.Replace(text, line(b, second), line(b, first), 1)
		font.cmap.stream = []byte(strings.Replace(text, "A\n", line(a, second)+"\n", 1))
	})
}

// pair gives two different digits of a number.
func pair(f *typeface, number string) (a, b string) {
	for _, c := range number {
		if c < '0' || c > '9' {
			continue
		}
		if a == "" {
			a = string(c)
		} else if string(c) != a {
			return a, string(c)
		}
	}
	return a, a
}

// outlines exchanges and empties outlines in the embedded font; the character
// map stays.
func (f finished) outlines(t *testing.T, number string) {
	first, second := pair(nil, number)
	glyphs := func(d *taken) (*typeface, uint16, uint16) {
		font := d.font(d.find(number)[0].font)
		a, _ := font.code(first)
		b, _ := font.code(second)
		return font, a, b
	}
	f.must(t, "two outlines exchanged", "proof.number", func(d *taken) {
		font, a, b := glyphs(d)
		font.glyphs(t, func(g [][]byte) { g[a], g[b] = g[b], g[a] })
	})
	f.must(t, "one outline empty", "proof.number", func(d *taken) {
		font, a, _ := glyphs(d)
		font.glyphs(t, func(g [][]byte) { g[a] = nil })
	})
}

// TestExchangedLanguages compares sheets with the material of another language,
// and joint sheets with their languages the other way round.
func TestExchangedLanguages(t *testing.T) {
	t.Parallel()
	sr, mk := finish(t, "screen", true, "rs", "poster-rights.sr-cyrl"), finish(t, "screen", true, "rs", "poster-rights.mk")
	if got := sr.compare(t, mk.material, sr.pdf); !slices.Contains(got, "proof.text") || !slices.Contains(got, "proof.code") {
		t.Errorf("a sheet in another language: %v", got)
	}
	joint := finish(t, "screen", true, "mk", "poster-rights.mk+sq")
	if got := joint.compare(t, joint.material, joint.pdf); len(got) > 0 {
		t.Errorf("the joint sheet as it is: %v", got)
	}
	m := joint.material
	m.Columns = []plan.Column{m.Columns[1], m.Columns[0]}
	if got := joint.compare(t, m, joint.pdf); !slices.Contains(got, "proof.order") {
		t.Errorf("languages exchanged: %v", got)
	}
}

// TestExchangedVoices exchanges two languages in the structure of a joint sheet:
// it looks right and would be read aloud wrong.
func TestExchangedVoices(t *testing.T) {
	f := finish(t, "screen", true, "mk", "poster-rights.mk+sq")
	f.must(t, "languages of the structure exchanged", "proof.language", func(d *taken) {
		for _, o := range d.objects {
			if strings.Contains(o.dict, "/Type /StructElem") {
				o.dict = strings.NewReplacer("<FEFF006D006B>", "<FEFF00730071>", "<FEFF00730071>", "<FEFF006D006B>").Replace(o.dict)
			}
		}
	})
	f.must(t, "no structure", "proof.language", func(d *taken) {
		for _, o := range d.objects {
			o.dict = strings.Replace(o.dict, "/StructTreeRoot ", "/Nothing ", 1)
		}
	})
}

// TestDraftMark sees that a draft without its mark is caught, and a mark on a
// sheet that is no draft.
func TestDraftMark(t *testing.T) {
	for _, words := range [][]string{{"rs", "poster-rights.sr-cyrl"}, {"al", "slip.sq"}, {"hr", "sticker.ar"}, {"ba", "soldier-card.bs"}} {
		with, without := finish(t, "press", true, words...), finish(t, "press", false, words...)
		if got := with.compare(t, with.material, without.pdf); !slices.Contains(got, "proof.draft") {
			t.Errorf("%v: a draft without its mark: %v", words, got)
		}
		if got := with.compare(t, without.material, with.pdf); !slices.Contains(got, "proof.draft") {
			t.Errorf("%v: a mark on a finished sheet: %v", words, got)
		}
	}
}

// TestBoxes takes the page boxes away.
func TestBoxes(t *testing.T) {
	f := finish(t, "press", false, "rs", "poster-rights.sr-cyrl")
	for _, key := range []string{"/TrimBox", "/BleedBox"} {
		f.must(t, "no "+key, "proof.box", func(d *taken) {
			for _, o := range d.objects {
				o.dict = strings.Replace(o.dict, key, "/Nothing", 1)
			}
		})
	}
}

// TestLetters exchanges and empties outlines of letters: the thorough look, which
// belongs to a release, catches it.
func TestLetters(t *testing.T) {
	r, err := proof.Open(proof.Options{Paint: paint.Options{Fonts: os.DirFS(root)}, Thorough: true})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	f := finish(t, "press", false, "rs", "poster-rights.sr-cyrl")
	headline := f.material.Columns[0].First(made.SlotHeadline).Text.Value
	for what, change := range map[string]func([][]byte, uint16, uint16){
		"as it is":  func([][]byte, uint16, uint16) {},
		"exchanged": func(g [][]byte, a, b uint16) { g[a], g[b] = g[b], g[a] },
		"empty":     func(g [][]byte, a, _ uint16) { g[a] = nil },
	} {
		d := take(t, f.pdf)
		font := d.font("F0")
		a, okA := font.code("а")
		b, okB := font.code("и")
		if !okA || !okB {
			t.Fatalf("the headline %q has other letters", headline)
		}
		font.glyphs(t, func(g [][]byte) { change(g, a, b) })
		list := r.Compare(f.material, d.bytes(), made.Output(f.kind))
		if caught := slices.ContainsFunc(list, func(one diag.Finding) bool { return one.Rule == rule.ProofText }); caught != (what != "as it is") {
			t.Errorf("letters %s: %v", what, list)
		}
	}
}
