package proof_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"pharos/internal/campaign"
	"pharos/internal/diag"
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
	if s.press, _, err = press.New(files, fonts, "pharos"); err != nil {
		return nil, err
	}
	icc, err := os.ReadFile(filepath.Join(root, "assets/profiles/fogra39-coated.icc"))
	if err != nil {
		return nil, err
	}
	s.profile, err = pdf.NewProfile(icc, "FOGRA39", "Offset, coated")
	return s, err
}

// write composes and writes one material.
func (s *shop) write(t testing.TB, m plan.Material, kind pdf.Kind) []byte {
	t.Helper()
	doc, list := s.press.Compose(m)
	if list.Count(diag.Error) > 0 {
		t.Skipf("%s does not fit: %s", m.Name, list[0].Message)
	}
	var b bytes.Buffer
	if err := pdf.Write(&b, doc, pdf.Options{Kind: kind, Date: "2026-01-15", Profile: s.profile}); err != nil {
		t.Fatal(err)
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
	s, err := theShop()
	if err != nil {
		t.Fatal(err)
	}
	r, err := proof.Open(proof.Options{Fonts: os.DirFS(root), Instances: 2})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	all := s.materials(strings.Fields(os.Getenv("PROOF_ONLY"))...)
	if os.Getenv("PROOF_ALL") == "" && os.Getenv("PROOF_ONLY") == "" {
		all = some(all)
	}
	rules := map[string]int{}
	for _, m := range all {
		for kind, name := range map[pdf.Kind]string{pdf.Press: "press", pdf.Screen: "screen"} {
			doc, list := s.press.Compose(m)
			if list.Count(diag.Error) > 0 {
				continue
			}
			var b bytes.Buffer
			if err := pdf.Write(&b, doc, pdf.Options{Kind: kind, Date: "2026-01-15", Profile: s.profile}); err != nil {
				t.Errorf("%s: %v", m.Name, err)
				continue
			}
			if dir := os.Getenv("PROOF_OUT"); dir != "" {
				base := filepath.Join(dir, m.Country+"."+m.Name+"."+name)
				picture, err := r.Preview(b.Bytes(), 0, 0, 700)
				if err != nil {
					t.Error(err)
				}
				os.WriteFile(base+".png", picture, 0o644)
				os.WriteFile(base+".pdf", b.Bytes(), 0o644)
			}
			for _, f := range r.Compare(m, b.Bytes(), name) {
				key := f.Rule + " " + m.Template
				if f.Rule == "proof.text" {
					key += " " + strings.Join(strings.Fields(f.Message)[:2], " ")
				}
				rules[key]++
				if rules[key] < 4 {
					t.Errorf("%s %s: %s: %s", f.Path, f.Pos, f.Rule, f.Message)
				}
			}
		}
	}
	t.Log(len(all), rules)
}
