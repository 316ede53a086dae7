package web

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"pharos/internal/plan"
	"pharos/internal/web/host"
	"pharos/internal/web/view"
)

// Changed lists, without making them, the pages that are made of something else in
// a second plan of a site than in the first, by their paths: of their own words, of
// the sheets that they list, or of the words that all pages share, as far as their
// template, with all parts that this one calls, can name them. The files beside
// the pages are there too. Where the sites are the same and only the sheets differ,
// the lists of materials alone are looked at.
func (w *Web) Changed(a, b plan.Site, before, after []Print, same bool) ([]string, error) {
	s, err := w.source(a, before, same)
	if err != nil {
		return nil, err
	}
	t, err := w.source(b, after, same)
	if err != nil {
		return nil, err
	}
	pages, err := differ(s, t)
	if err != nil {
		return nil, err
	}
	beside, err := w.besides(a, b, before, after)
	if err != nil {
		return nil, err
	}
	for _, f := range b.Faces { // what keeps pages on a device changes with each of them
		kept := slices.ContainsFunc(f.Pages, func(p plan.Page) bool {
			return p.Name != "materials" && slices.Contains(pages, view.File(f.Locale.Tag, p.Address))
		})
		if kept {
			beside = append(beside, host.KeepFile(f.Locale.Tag))
		}
	}
	return append(pages, beside...), nil
}

// IndexChanged is Changed for the page of all countries.
func (w *Web) IndexChanged(a, b *plan.Plan) (bool, error) {
	if len(a.Sites) == 0 || len(b.Sites) == 0 {
		return len(a.Sites) != len(b.Sites), nil
	}
	s, err := w.indexSource(a)
	if err != nil {
		return false, err
	}
	t, err := w.indexSource(b)
	if err != nil {
		return false, err
	}
	pages, err := differ(s, t)
	return len(pages) > 0 || !bytes.Equal(s.files["data/index.json"], t.files["data/index.json"]), err
}

// besides lists the files that need no template and differ.
func (w *Web) besides(a, b plan.Site, before, after []Print) ([]string, error) {
	s, err := w.hosted(a, before)
	if err != nil {
		return nil, err
	}
	t, err := w.hosted(b, after)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, name := range names(s, t) {
		if s[name] != t[name] {
			out = append(out, name)
		}
	}
	return out, nil
}

// names are those of both maps, in order.
func names[V any](a, b map[string]V) []string {
	all := slices.AppendSeq(slices.Collect(maps.Keys(a)), maps.Keys(b))
	slices.Sort(all)
	return slices.Compact(all)
}

// hosted gives the files that need no template, but for what keeps pages.
func (w *Web) hosted(site plan.Site, prints []Print) (map[string]string, error) {
	sitemap, err := host.Sitemap(site)
	if err != nil {
		return nil, err
	}
	out := map[string]string{"robots.txt": host.Robots(view.NewSite(site).Draft, site.Base), "sitemap.xml": sitemap}
	if text := host.Security(site); text != "" {
		out[host.SecurityFile] = text
	}
	for _, f := range site.Faces {
		if days := host.Calendar(site, f.Locale.Tag, w.Date); days != "" {
			out[view.CalendarFile(f.Locale.Tag)] = days
		}
		contacts := append(slices.Clone(f.Lines), f.Emergency)
		if f.Police != nil {
			contacts = append(contacts, *f.Police)
		}
		for _, c := range contacts {
			out[view.PictureFile(c.Link)] = string(view.Picture(c.Shown))
		}
	}
	for _, b := range view.Bundles(prints) {
		out[b.File] = b.Digests()
	}
	return out, nil
}

// differ lists the pages of two sources that are made of different things.
func differ(s, t *source) ([]string, error) {
	same := func(name string) bool { return bytes.Equal(s.files[name], t.files[name]) }
	all := !same("data/site.json") || !same("hugo.json")
	in := [2]*inputs{newInputs(s), newInputs(t)}
	var out []string
	for _, name := range names(s.pages, t.pages) {
		key := path.Base(path.Dir(name))
		p, was := s.pages[name]
		q, is := t.pages[name]
		if all || !was || !is || p.Params.File != q.Params.File {
			out = append(out, cmp.Or(q.Params.File, p.Params.File))
			continue
		}
		if same(name) && same("data/face/"+key+".json") && (len(p.Params.Groups) == 0 || same("data/sheets/"+key+".json")) {
			continue
		}
		before, err := in[0].page(name, p)
		if err != nil {
			return nil, err
		}
		after, err := in[1].page(name, q)
		if err != nil {
			return nil, err
		}
		if before != after {
			out = append(out, p.Params.File)
		}
	}
	return out, nil
}

// inputs is what was read from a source once.
type inputs struct {
	*source
	uses   map[string]*uses
	faces  map[string]map[string]any
	shared map[string][]byte
	sheets map[string][]json.RawMessage
	rows   map[string][]json.RawMessage
}

func newInputs(s *source) *inputs {
	return &inputs{s, map[string]*uses{}, map[string]map[string]any{}, map[string][]byte{}, map[string][]json.RawMessage{}, map[string][]json.RawMessage{}}
}

// digest stands for everything that a page is made of.
type digest [sha256.Size]byte

// page gives the digest of one page.
func (in *inputs) page(name string, p front) (digest, error) {
	key := path.Base(path.Dir(name))
	own := in.files[name]
	if len(p.Params.Groups) > 0 {
		p.Params.Groups = slices.Clone(p.Params.Groups)
		for i := range p.Params.Groups {
			if all := p.Params.Groups[i].All; all != nil {
				shown := *all
				shown.SHA = "" // no page shows it
				p.Params.Groups[i].All = &shown
			}
		}
		own, _ = json.Marshal(p) // it was marshalled before
	}
	shared, err := in.words(key, p)
	if err != nil {
		return digest{}, err
	}
	h := sha256.New()
	for _, part := range [][]byte{own, shared} {
		fmt.Fprintf(h, "%d ", len(part))
		h.Write(part)
	}
	listed, err := in.listed(key, p.Params.Groups)
	if err != nil {
		return digest{}, err
	}
	for _, one := range listed {
		h.Write(one)
	}
	return digest(h.Sum(nil)), nil
}

// words gives the shared words of a language that a page can name.
func (in *inputs) words(key string, p front) ([]byte, error) {
	// A list without a sheet in full never comes to the parts that show one.
	full := slices.ContainsFunc(p.Params.Groups, func(g view.Group) bool { return len(g.Sheets) > 0 })
	kind := fmt.Sprint(p.Layout, " ", full)
	if in.uses[kind] == nil {
		in.uses[kind] = usesOf(in.theme.files, p.Layout, full)
	}
	if in.shared[kind+key] == nil {
		face, err := in.face(key)
		if err != nil {
			return nil, err
		}
		if in.shared[kind+key], err = json.Marshal(in.uses[kind].cut(face)); err != nil {
			return nil, fmt.Errorf("write words of %s: %w", key, err)
		}
	}
	return in.shared[kind+key], nil
}

// face gives the words that the pages of a language share.
func (in *inputs) face(key string) (map[string]any, error) {
	if in.faces[key] == nil {
		var v map[string]any
		if err := json.Unmarshal(in.files["data/face/"+key+".json"], &v); err != nil {
			return nil, fmt.Errorf("read words of %s: %w", key, err)
		}
		in.faces[key] = v
	}
	return in.faces[key], nil
}

// listed gives the sheets that the groups of a page show.
func (in *inputs) listed(key string, groups []view.Group) ([]json.RawMessage, error) {
	if len(groups) == 0 {
		return nil, nil
	}
	if in.sheets[key] == nil {
		var all []json.RawMessage
		if err := json.Unmarshal(in.files["data/sheets/"+key+".json"], &all); err != nil {
			return nil, fmt.Errorf("read sheets of %s: %w", key, err)
		}
		in.sheets[key] = all
		for _, sheet := range all {
			in.rows[key] = append(in.rows[key], row(sheet))
		}
	}
	var out []json.RawMessage
	for _, g := range groups {
		for _, i := range g.Sheets {
			out = append(out, in.sheets[key][i])
		}
		for _, i := range g.Rows {
			out = append(out, in.rows[key][i])
		}
	}
	return out, nil
}

// row is what a line that leads to a sheet shows of it: no digests of files.
func row(sheet json.RawMessage) json.RawMessage {
	var v struct {
		ID, Page, Title, Size string
		Languages             []view.Language
		Draft                 bool
	}
	if json.Unmarshal(sheet, &v) != nil {
		return sheet
	}
	return fmt.Appendf(nil, "%q", []any{v})
}

// uses is what a template and all parts that it calls can name.
type uses struct {
	// words are the names of fields and the words in quotes; open the words with a
	// place for another word.
	words map[string]bool
	open  []string
	// contact are the fields named in parts that speak of a line.
	contact map[string]bool
}

var (
	quoted  = regexp.MustCompile("\"([^\"\\n]*)\"|`([^`]*)`")
	field   = regexp.MustCompile(`\.([a-z][A-Za-z0-9]*)`)
	actions = regexp.MustCompile(`(?s)\{\{.*?\}\}`)
	// ofLine marks a part that speaks of a line.
	ofLine = regexp.MustCompile(`\.(main|emergency|others)\b|:= \.line\b`)
)

// The parts that show a sheet in full.
const (
	sheetPart  = "components/sheet/sheet.html"
	labelsPart = "components/sheet/labels.html"
)

// usesOf goes from a layout and the base through all parts that they call.
func usesOf(files map[string][]byte, layout string, sheets bool) *uses {
	u := &uses{words: map[string]bool{}, contact: map[string]bool{}}
	seen := map[string]bool{}
	var visit func(name string)
	visit = func(name string) {
		data, ok := files[name]
		if !ok || seen[name] || !sheets && (name == sheetPart || name == labelsPart) {
			return
		}
		seen[name] = true
		data = without(data, layout)
		line := ofLine.Match(data)
		for _, action := range actions.FindAll(data, -1) {
			text := string(action)
			for _, m := range field.FindAllStringSubmatch(quoted.ReplaceAllString(text, `""`), -1) {
				u.words[m[1]] = true
				u.contact[m[1]] = u.contact[m[1]] || line
			}
			for _, m := range quoted.FindAllStringSubmatch(text, -1) {
				word := cmp.Or(m[1], m[2])
				if strings.Contains(word, "%s") {
					u.open = append(u.open, word)
				}
				u.words[word] = true
				for _, at := range []string{"layouts/_partials/", "layouts/partials/", "layouts/", ""} {
					visit(at + word)
				}
			}
		}
	}
	visit("layouts/baseof.html")
	visit("layouts/" + layout + ".html")
	u.words["texts"] = true
	return u
}

// message reports whether a message can stand on the page.
func (u *uses) message(id string) bool {
	if u.words[id] {
		return true
	}
	return slices.ContainsFunc(u.open, func(open string) bool {
		head, tail, _ := strings.Cut(open, "%s")
		return head != "" && head != "window." && // a page has its own title itself
			strings.HasPrefix(id, head) && strings.HasSuffix(id, tail)
	})
}

// cut keeps of the shared words what the template can name.
func (u *uses) cut(v map[string]any) map[string]any {
	out := map[string]any{}
	for key, value := range v {
		if texts, ok := value.(map[string]any); ok && key == "texts" {
			kept := map[string]any{}
			for id, t := range texts {
				if u.message(id) {
					kept[id] = t
				}
			}
			out[key] = kept
		} else if u.words[key] {
			words := u.words
			if key == "main" || key == "emergency" || key == "others" {
				words = u.contact
			}
			out[key] = fields(words, value)
		}
	}
	return out
}

// without leaves out the lines that a page of this layout never comes to.
func without(data []byte, layout string) []byte {
	never := []byte(`ne $c.p.name "` + layout + `"`)
	if !bytes.Contains(data, never) {
		return data
	}
	var out []byte
	for line := range bytes.Lines(data) {
		if !bytes.Contains(line, never) {
			out = append(out, line...)
		}
	}
	return out
}

// fields keeps the fields of a value that the template can name.
func fields(words map[string]bool, v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for key, value := range v {
			if words[key] {
				out[key] = fields(words, value)
			}
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = fields(words, v[i])
		}
		return out
	}
	return v
}

// Uses reports whether the pages of a layout call a file of the theme; style and
// script stand on all pages.
func (w *Web) Uses(layout, file string) bool {
	u := usesOf(w.theme.files, layout, true)
	base := strings.TrimPrefix(strings.TrimPrefix(file, "layouts/_partials/"), "layouts/")
	return file == "layouts/baseof.html" || file == "layouts/"+layout+".html" || path.Ext(file) != ".html" || u.words[base]
}

// Layout is the template of a page by its name.
func Layout(page string) string { return layout(page) }
