package proof_test

import (
	"bytes"
	"errors"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/made"
	"pharos/internal/paint"
	"pharos/internal/pdf"
	"pharos/internal/plan"
	"pharos/internal/press"
	"pharos/internal/proof"
	"pharos/internal/typeset"
)

// root is the module's root with the real definitions.
const root = "../.."

// shop is the real writer: what press and pdf make of the real campaigns.
type shop struct {
	plan    *plan.Plan
	press   *press.Press
	profile *pdf.Profile
}

var theShop = sync.OnceValues(openShop)

func openShop() (*shop, error) {
	files := os.DirFS(root)
	set, _, err := campaign.Load(files)
	if err != nil {
		return nil, err
	}
	s := &shop{}
	s.plan, _ = plan.Make(set, plan.Request{Date: "2026-01-15"})
	fonts, err := typeset.NewFonts(os.DirFS(filepath.Join(root, "assets/fonts")))
	if err != nil {
		return nil, err
	}
	if s.press, _, err = press.New(files, locale.Builtin(), fonts, "pharos"); err != nil {
		return nil, err
	}
	icc, err := os.ReadFile(filepath.Join(root, "assets/profiles/fogra39-coated.icc"))
	if err != nil {
		return nil, err
	}
	s.profile, err = pdf.NewProfile(icc, pdf.Condition{Name: "FOGRA39", Info: "Offset, coated"})
	return s, err
}

// write writes one composed material.
func (s *shop) write(t testing.TB, m plan.Material, doc typeset.Document, kind pdf.Kind) []byte {
	t.Helper()
	if kind == pdf.Press {
		doc = s.press.Marks(doc, m)
	}
	return s.writeAs(t, m, doc, kind)
}

// writeAs writes a document as it is.
func (s *shop) writeAs(t testing.TB, m plan.Material, doc typeset.Document, kind pdf.Kind) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := pdf.Write(&b, doc, pdf.Options{Kind: kind, Date: "2026-01-15", Profile: s.profile}); err != nil {
		t.Fatalf("%s: %v", m.Name, err)
	}
	return b.Bytes()
}

// materials gives the planned sheets whose country and name contain the words.
func (s *shop) materials(words ...string) []plan.Material {
	var out []plan.Material
	for _, m := range s.plan.Materials {
		name := m.Country + " " + m.Audience + " " + m.Name
		ok := m.Template != ""
		for _, w := range words {
			ok = ok && strings.Contains(name, w)
		}
		if ok {
			out = append(out, m)
		}
	}
	return out
}

// some gives each template once in every language, countries in turn.
func some(all []plan.Material) []plan.Material {
	seen := map[string]bool{}
	var out []plan.Material
	for _, m := range all {
		key := m.Template
		for _, c := range m.Columns {
			key += " " + string(c.Locale.Tag)
		}
		if !seen[key] {
			seen[key] = true
			out = append(out, m)
		}
	}
	return out
}

// TestRealSheets proofs what the real writer makes. PROOF_ALL=1 takes every sheet.
func TestRealSheets(t *testing.T) {
	t.Parallel()
	s, err := theShop()
	if err != nil {
		t.Fatal(err)
	}
	r, err := proof.Open(proof.Options{Paint: paint.Options{Fonts: os.DirFS(root), Instances: 2}, Thorough: os.Getenv("PROOF_THOROUGH") != ""})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	all := s.materials(strings.Fields(os.Getenv("PROOF_ONLY"))...)
	if os.Getenv("PROOF_ALL") == "" && os.Getenv("PROOF_ONLY") == "" {
		all = some(all)
	}
	rules, files := map[string]int{}, 0
	for _, m := range all {
		doc, list := s.press.Compose(m)
		if list.Count(diag.Error) > 0 {
			t.Logf("%s %s does not fit: %s", m.Country, m.Name, list[0].Message.Text)
			continue
		}
		for _, kind := range []made.Output{made.Press, made.Sheet, made.Home, made.Screen} {
			if !m.Makes(kind) && !(kind == made.Screen && m.Makes(made.Picture)) {
				continue
			}
			of := doc
			if kind == "home" {
				of, list = s.press.Home(m)
				if list.Count(diag.Error) > 0 {
					t.Errorf("%s %s does not fit at home: %s", m.Country, m.Name, list[0].Message.Text)
					continue
				}
			}
			if small := kind == "home" && s.press.Small(m); small || kind == "sheet" {
				name, standard := m.Sheet, pdf.Press
				if small {
					name, standard = s.press.Office(m), pdf.Screen
				}
				sheets, list := s.press.Impose(of, m, name)
				data := s.writeAs(t, m, sheets.Document, standard)
				keep(t, r, m, kind, data)
				for _, f := range append(list, r.ComparePlaces(m, data, kind, placesOf(sheets))...) {
					if f.Severity == diag.Error {
						t.Errorf("%s %s: %s: %s", f.Path, f.Pos, f.Rule.ID, f.Message.Text)
					}
				}
				files++
				continue
			}
			data := s.write(t, m, of, map[made.Output]pdf.Kind{made.Press: pdf.Press}[kind])
			files++
			keep(t, r, m, kind, data)
			for _, f := range r.Compare(m, data, kind) {
				rules[f.Rule.ID+" "+m.Template]++
				if f.Severity == diag.Error {
					t.Errorf("%s %s: %s: %s", f.Path, f.Pos, f.Rule.ID, f.Message.Text)
				}
			}
		}
	}
	t.Log(len(all), "materials", files, "files", rules)
}

// keep leaves file and picture in the folder PROOF_OUT, for looking at.
func keep(t *testing.T, r *proof.Reader, m plan.Material, kind made.Output, data []byte) {
	dir := os.Getenv("PROOF_OUT")
	if dir == "" {
		return
	}
	base := filepath.Join(dir, m.Country+"."+m.Name+"."+string(kind))
	picture, err := r.Preview(data, 0, 0, 700)
	if err == nil {
		err = errors.Join(os.WriteFile(base+".png", picture, 0o644), os.WriteFile(base+".pdf", data, 0o644))
	}
	if err != nil {
		t.Error(err)
	}
}

// size gives the pixels of a PNG.
func size(t testing.TB, data []byte) (w, h int) {
	t.Helper()
	c, err := png.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return c.Width, c.Height
}
