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

// Digest stands for everything that a page is made of.
type Digest [sha256.Size]byte

// Inputs gives for every page of a site, by its path, a digest of what it is made
// of, without making it: its own words, the sheets that it lists, and of the words
// that all pages share those that its template, with all parts that this one
// calls, can name. Two sites whose inputs of a page are the same give the same
// page. The files beside the pages are there too, as what they hold.
func (w *Web) Inputs(site plan.Site, prints []Print) (map[string]Digest, error) {
	s, err := w.source(site, prints)
	if err != nil {
		return nil, err
	}
	out := map[string]Digest{}
	in := &inputs{source: s, uses: map[string]*uses{}, faces: map[string]map[string]any{}, sheets: map[string][]json.RawMessage{}}
	for _, name := range slices.Sorted(maps.Keys(s.files)) {
		if strings.HasPrefix(name, "content/") {
			if err := in.page(name, out); err != nil {
				return nil, err
			}
		}
	}
	return out, w.besides(site, prints, out)
}

// IndexInputs is Inputs for the page of all countries.
func (w *Web) IndexInputs(p *plan.Plan) (Digest, error) {
	if len(p.Sites) == 0 {
		return Digest{}, nil
	}
	s, err := w.indexSource(p)
	if err != nil {
		return Digest{}, err
	}
	s.files["data/site.json"] = append(s.files["data/site.json"], s.files["data/index.json"]...)
	out := map[string]Digest{}
	in := &inputs{source: s, uses: map[string]*uses{}, faces: map[string]map[string]any{}, sheets: map[string][]json.RawMessage{}}
	for name := range s.files {
		if strings.HasPrefix(name, "content/") {
			if err := in.page(name, out); err != nil {
				return Digest{}, err
			}
		}
	}
	return out["index.html"], nil
}

// besides adds the files that need no template.
func (w *Web) besides(site plan.Site, prints []Print, out map[string]Digest) error {
	files := map[string][]byte{}
	sitemap, err := host.Sitemap(site)
	if err != nil {
		return err
	}
	draft := view.NewSite(site).Draft
	files["robots.txt"], files["sitemap.xml"] = []byte(host.Robots(draft, site.Base)), []byte(sitemap)
	for _, f := range site.Faces {
		if days := host.Calendar(site, f.Locale.Tag, w.Date); days != "" {
			files[view.CalendarFile(f.Locale.Tag)] = []byte(days)
		}
		contacts := append(slices.Clone(f.Lines), f.Emergency)
		if f.Police != nil {
			contacts = append(contacts, *f.Police)
		}
		for _, c := range contacts {
			files[view.PictureFile(c.Link)] = view.Picture(c.Shown)
		}
		keep := ""
		for _, p := range f.Pages {
			if digest, ok := out[view.File(f.Locale.Tag, p.Address)]; ok && p.Name != "materials" {
				keep += string(digest[:])
			}
		}
		files[host.KeepFile(f.Locale.Tag)] = []byte(keep)
	}
	for name, data := range files {
		out[name] = sha256.Sum256(data)
	}
	for _, b := range view.Bundles(prints) {
		out[b.File] = sha256.Sum256([]byte(b.Digests()))
	}
	return nil
}

// inputs is one run of Inputs: what was read from the source once.
type inputs struct {
	*source
	uses   map[string]*uses
	faces  map[string]map[string]any
	sheets map[string][]json.RawMessage
}

// page adds the digest of one page.
func (in *inputs) page(name string, out map[string]Digest) error {
	var p front
	if err := json.Unmarshal(in.files[name], &p); err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	key := path.Base(path.Dir(name))
	// A list without a sheet in full never comes to the parts that show one.
	full := slices.ContainsFunc(p.Params.Groups, func(g view.Group) bool { return len(g.Sheets) > 0 })
	u := in.uses[fmt.Sprint(p.Layout, full)]
	if u == nil {
		u = usesOf(in.theme.files, p.Layout, full)
		in.uses[fmt.Sprint(p.Layout, full)] = u
	}
	face, err := in.face(key)
	if err != nil {
		return err
	}
	for i := range p.Params.Groups {
		if all := p.Params.Groups[i].All; all != nil {
			all.SHA = "" // no page shows it
		}
	}
	own, err := json.Marshal(p)
	if err != nil {
		return err
	}
	shared, err := json.Marshal(u.cut(face, p.Params.Name))
	if err != nil {
		return err
	}
	h := sha256.New()
	for _, part := range [][]byte{own, shared, in.files["data/site.json"], in.files["hugo.json"]} {
		fmt.Fprintf(h, "%d ", len(part))
		h.Write(part)
	}
	listed, err := in.listed(key, p.Params.Groups)
	if err != nil {
		return err
	}
	for _, one := range listed {
		h.Write(one)
	}
	out[p.Params.File] = Digest(h.Sum(nil))
	return nil
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
	}
	var out []json.RawMessage
	for _, g := range groups {
		for _, i := range g.Sheets {
			out = append(out, in.sheets[key][i])
		}
		for _, i := range g.Rows {
			out = append(out, row(in.sheets[key][i]))
		}
	}
	return out, nil
}

// row is what a line that leads to a sheet shows of it: no digests of files.
func row(sheet json.RawMessage) json.RawMessage {
	var v map[string]json.RawMessage
	if json.Unmarshal(sheet, &v) != nil {
		return sheet
	}
	out, _ := json.Marshal([]json.RawMessage{v["id"], v["page"], v["title"], v["size"], v["languages"], v["draft"]})
	return out
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

// message reports whether a message can stand on the page with a name.
func (u *uses) message(id, page string) bool {
	if u.words[id] {
		return true
	}
	return slices.ContainsFunc(u.open, func(open string) bool {
		head, tail, _ := strings.Cut(open, "%s")
		if head == "window." {
			return id == head+page+tail
		}
		return head != "" && strings.HasPrefix(id, head) && strings.HasSuffix(id, tail)
	})
}

// cut keeps of the shared words what the template can name.
func (u *uses) cut(v map[string]any, page string) map[string]any {
	out := map[string]any{}
	for key, value := range v {
		if texts, ok := value.(map[string]any); ok && key == "texts" {
			kept := map[string]any{}
			for id, t := range texts {
				if u.message(id, page) {
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
