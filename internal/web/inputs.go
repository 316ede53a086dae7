package web

import (
	"cmp"
	"errors"
	"maps"
	"path"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

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
	var s, t *source
	var beside []string
	var group errgroup.Group
	group.Go(func() (err error) { s, err = w.compared().country(a, before, same); return err })
	group.Go(func() (err error) { t, err = w.compared().country(b, after, same); return err })
	group.Go(func() (err error) { beside, err = w.besides(a, b, before, after, same); return err })
	if err := group.Wait(); err != nil {
		return nil, err
	}
	pages, in := differ(s, t), newInputs(s, t)
	for _, f := range b.Faces {
		if !same && in.script(f.Locale.Tag.Address()) {
			beside = append(beside, scriptFile, host.KeepFile(f.Locale.Tag))
		}
	}
	return append(pages, beside...), nil
}

// The names of style and script hold a digest of what is in them; until they are
// made, a star stands in its place.
const (
	styleFile  = "site.*.css"
	scriptFile = "site.*.js"
)

// IndexChanged is Changed for the page of all countries.
func (w *Web) IndexChanged(a, b *plan.Plan) (bool, error) {
	if len(a.Sites) == 0 || len(b.Sites) == 0 {
		return len(a.Sites) != len(b.Sites), nil
	}
	s, err := w.compared().countries(a)
	if err != nil {
		return false, err
	}
	t, err := w.compared().countries(b)
	if err != nil {
		return false, err
	}
	return len(differ(s, t)) > 0 || !s.same(t, "data/index.json"), nil
}

// besides lists the files that need no template and differ. Where the sites are
// the same, only packed files can.
func (w *Web) besides(a, b plan.Site, before, after []Print, same bool) ([]string, error) {
	s, t := packed(before), packed(after)
	if !same {
		if err := errors.Join(w.hosted(s, a), w.hosted(t, b)); err != nil {
			return nil, err
		}
	}
	var out []string
	for _, name := range names(s, t) {
		if _, is := s[name]; !is && strings.HasPrefix(name, view.PicturePrefix) {
			continue // a number that is made up for the comparison
		}
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

// packed gives the digests in each packed file.
func packed(prints []Print) map[string]string {
	out := map[string]string{}
	for _, b := range view.Bundles(prints) {
		out[b.File] = b.Digests()
	}
	return out
}

// hosted adds the files that need no template. Style and script are not in them.
func (w *Web) hosted(out map[string]string, site plan.Site) error {
	sitemap, err := host.Sitemap(site)
	if err != nil {
		return err
	}
	draft := view.NewSite(site).Draft
	out["robots.txt"], out["sitemap.xml"] = host.Robots(draft, site.Base), sitemap
	out["_headers"], out["nginx.conf"], out["htaccess.txt"] = host.Headers(
		draft,
		nil,
	), host.Nginx(
		draft,
		nil,
	), host.Apache(
		draft,
		nil,
	)
	if text := host.Security(site); text != "" {
		out[host.SecurityFile] = text
	}
	for _, f := range site.Faces {
		if days := host.Calendar(site, f.Locale.Tag, w.Date); days != "" {
			out[view.CalendarFile(f.Locale.Tag)] = days
		}
		script, err := host.Keep(kept(nil, f))
		if err != nil {
			return err
		}
		out[host.KeepFile(f.Locale.Tag)] = string(script)
		for _, p := range f.Pages {
			for _, name := range view.PictureFiles(p.Picture) {
				out[name] = p.Picture.Digest
			}
		}
		contacts := append(slices.Clone(f.Lines), f.Emergency)
		if f.Police != nil {
			contacts = append(contacts, *f.Police)
		}
		for _, c := range contacts {
			out[view.PictureFile(c.Link)] = string(view.Picture(c.Shown))
		}
	}
	return nil
}

// differ lists the pages of two sources that are made of different things.
func differ(s, t *source) []string {
	all := !s.same(t, "data/site.json") || !s.same(t, "hugo.json")
	in := newInputs(s, t)
	var out []string
	for _, name := range names(s.pages, t.pages) {
		p, was := s.pages[name]
		q, is := t.pages[name]
		if all || !was || !is || p.Params.File != q.Params.File || in.differ(path.Base(path.Dir(name)), p, q) {
			out = append(out, cmp.Or(q.Params.File, p.Params.File))
		}
	}
	return out
}

// same reports whether both sources have the same value.
func (s *source) same(t *source, name string) bool {
	return reflect.DeepEqual(s.values[name], t.values[name])
}

// inputs is what was found out about two sources once.
type inputs struct {
	s, t *source
	// words are the shared words that differ, by language.
	words map[string][]trail
}

func newInputs(s, t *source) *inputs { return &inputs{s: s, t: t, words: map[string][]trail{}} }

// differ reports whether a page of a language is made of different things.
func (in *inputs) differ(key string, p, q front) bool {
	return !reflect.DeepEqual(p, q) || in.named(key, p) || in.listed(key, p.Params.Groups)
}

// trails gives the shared words of a language that differ.
func (in *inputs) trails(key string) []trail {
	if trails, seen := in.words[key]; seen {
		return trails
	}
	name := "data/face/" + key + ".json"
	in.words[key] = trailsOf(in.s.values[name], in.t.values[name])
	return in.words[key]
}

// named reports whether a page can name a shared word that differs.
func (in *inputs) named(key string, p front) bool {
	trails := in.trails(key)
	return len(trails) > 0 && slices.ContainsFunc(trails, in.s.theme.usesOfPage(p).names)
}

// script reports whether the script of a language holds a word that differs.
func (in *inputs) script(key string) bool {
	trails := in.trails(key)
	return len(trails) > 0 && slices.ContainsFunc(trails, in.s.theme.usesOf("", false, scriptPart).names)
}

// listed reports whether one of the sheets that the groups of a page show differs.
func (in *inputs) listed(key string, groups []view.Group) bool {
	name := "data/sheets/" + key + ".json"
	a, _ := in.s.values[name].([]view.Sheet)
	b, _ := in.t.values[name].([]view.Sheet)
	other := func(i int) bool { return i >= len(a) || i >= len(b) || !reflect.DeepEqual(&a[i], &b[i]) }
	otherRow := func(i int) bool {
		return other(i) && (i >= len(a) || i >= len(b) || !reflect.DeepEqual(row(&a[i]), row(&b[i])))
	}
	for i := range groups {
		if slices.ContainsFunc(groups[i].Sheets, other) || slices.ContainsFunc(groups[i].Rows, otherRow) {
			return true
		}
	}
	return false
}

// row is what a line that leads to a sheet shows of it: no digests of files.
func row(s *view.Sheet) *view.Sheet {
	return &view.Sheet{ID: s.ID, Page: s.Page, Title: s.Title, Size: s.Size, Languages: s.Languages, Draft: s.Draft}
}

// trail is the names of the fields that lead to a value, as templates write them.
type trail []string

// trailsOf lists the values that differ in two pieces of data.
func trailsOf(a, b any) []trail {
	var out []trail
	var walk func(at trail, a, b reflect.Value)
	walk = func(at trail, a, b reflect.Value) {
		deeper := func(name string, a, b reflect.Value) { walk(append(slices.Clip(at), name), a, b) }
		switch {
		case a.Kind() == reflect.Pointer && !a.IsNil() && !b.IsNil():
			walk(at, a.Elem(), b.Elem())
		case a.Kind() == reflect.Slice && a.Len() == b.Len():
			for i := range a.Len() {
				walk(at, a.Index(i), b.Index(i))
			}
		case a.Kind() == reflect.Struct:
			for i := range a.NumField() {
				f := a.Type().Field(i)
				if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); f.Anonymous {
					walk(at, a.Field(i), b.Field(i))
				} else {
					deeper(cmp.Or(name, f.Name), a.Field(i), b.Field(i))
				}
			}
		case a.Kind() == reflect.Map:
			for _, k := range a.MapKeys() {
				if v := b.MapIndex(k); !v.IsValid() || !reflect.DeepEqual(a.MapIndex(k).Interface(), v.Interface()) {
					out = append(out, append(slices.Clip(at), k.String()))
				}
			}
			for _, k := range b.MapKeys() {
				if !a.MapIndex(k).IsValid() {
					out = append(out, append(slices.Clip(at), k.String()))
				}
			}
		case !reflect.DeepEqual(a.Interface(), b.Interface()):
			out = append(out, at)
		}
	}
	walk(nil, reflect.ValueOf(a), reflect.ValueOf(b))
	return out
}

// Using lists the pages and files of a site that a file of the theme is part of;
// style and script stand on all pages.
func (w *Web) Using(site plan.Site, prints []Print, file string) ([]string, error) {
	if file == "assets/icon.svg" {
		return []string{path.Base(file)}, nil
	}
	s, err := w.compared().country(site, prints, false)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, name := range names(s.pages, nil) {
		if p := s.pages[name]; path.Ext(file) != ".html" || w.theme.usesOfPage(p).files[file] {
			out = append(out, p.Params.File)
		}
	}
	if path.Ext(file) == ".css" {
		out = append(out, styleFile, "_headers", "nginx.conf", "htaccess.txt")
	}
	if path.Ext(file) == ".js" || file == scriptPart {
		out = append(out, scriptFile)
	}
	if path.Ext(file) == ".css" || path.Ext(file) == ".js" {
		for _, f := range site.Faces {
			out = append(out, host.KeepFile(f.Locale.Tag))
		}
	}
	return out, nil
}

// IndexUses reports whether a file of the theme is part of the page of all countries.
func (w *Web) IndexUses(file string) bool {
	p := front{Layout: indexLayout}
	return path.Ext(file) == ".css" || path.Ext(file) == ".html" && w.theme.usesOfPage(p).files[file]
}
