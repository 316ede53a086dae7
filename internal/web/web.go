// Package web makes the finished hotline site of one country: Hugo, in process
// and in memory, lays the words of the plan into the theme.
//
// In goes a plan.Site with its finished sheets; out come the files of the
// country's web root, handed to a sink one by one, in order of their path.
// Package view turns the plan into plain values, package host writes the files
// that need no template, and this package alone imports Hugo.
//
// What is decided here is only where files lie:
//
//	index.html                       choice of languages
//	404.html                         unknown address
//	<tag>/index.html                 start page; the tag in lower case
//	<tag>/<address>/index.html       every other page
//	site.<hash>.css, site.<hash>.js  once a country, once a language; icon.svg, number-<digits>.svg
//	pictures/…                       pictures of pages, in the sizes that Hugo makes
//	<tag>/keep.js                    keeps pages on the device, if the visitor asks
//	robots.txt, sitemap.xml, _headers, nginx.conf, htaccess.txt, <tag>/days.ics
//	.well-known/security.txt         only where the country names a contact and its end
//
// Links are relative to the page, so the folder works under any path and from a
// file; 404.html alone names its neighbours from the top of the site, because
// it is shown under any address.
package web

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/plan"
	"pharos/internal/web/host"
	"pharos/internal/web/view"
)

// Print is one finished material, as plain values.
type Print = view.Print

// Sink takes one finished file. The path is relative to the web root and uses
// forward slashes.
type Sink func(path string, data []byte) error

// Web renders sites with one theme. It may be used by several goroutines.
type Web struct {
	// Date is the edition date, YYYY-MM-DD, for the calendar.
	Date  string
	fsys  fs.FS
	theme *theme
}

// New reads the theme themes/<name> of a project.
func New(fsys fs.FS, name string) (*Web, error) {
	t, err := readTheme(fsys, name)
	if err != nil {
		return nil, err
	}
	return &Web{fsys: fsys, theme: t}, nil
}

// Render makes the site of one country and hands each file to the sink. The
// findings are about templates and data; the error is about the machine. Where
// a finding stops the build nothing is handed over.
func (w *Web) Render(ctx context.Context, site plan.Site, prints []Print, out Sink) (diag.List, error) {
	return w.Part(ctx, site, prints, out)
}

// Part makes the pages of the chosen languages only, and the files that all
// languages share: for previews. The other languages are still linked to.
func (w *Web) Part(
	ctx context.Context,
	site plan.Site,
	prints []Print,
	out Sink,
	chosen ...locale.Tag,
) (diag.List, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if list := examine(site); list.Stops() {
		return list, nil
	}
	src, err := w.source().country(site, prints, false, chosen...)
	if err != nil {
		return nil, fmt.Errorf("prepare site %s: %w", site.Country, err)
	}
	if err := src.fetch(w.fsys); err != nil {
		return nil, err
	}
	files, list, err := src.build(ctx)
	if err != nil || list.Stops() {
		return list, err
	}
	if err := addHosted(files, site, w.Date); err != nil {
		return list, err
	}
	return list, hand(files, out)
}

// Index makes the page of all countries: one file that needs no other.
func (w *Web) Index(ctx context.Context, p *plan.Plan, out Sink) (diag.List, error) {
	if len(p.Sites) == 0 {
		return nil, nil
	}
	src, err := w.source().countries(p)
	if err != nil {
		return nil, fmt.Errorf("prepare index: %w", err)
	}
	files, list, err := src.build(ctx)
	if err != nil || list.Stops() {
		return list, err
	}
	return list, hand(map[string][]byte{"index.html": files["index.html"]}, out)
}

// hand gives the files to the sink, in order of their path.
func hand(files map[string][]byte, out Sink) error {
	for _, path := range slices.Sorted(maps.Keys(files)) {
		if err := out(path, files[path]); err != nil {
			return err
		}
	}
	return nil
}

// addHosted adds the files that need no template.
func addHosted(files map[string][]byte, site plan.Site, date string) error {
	draft := view.NewSite(site).Draft
	sitemap, err := host.Sitemap(site)
	if err != nil {
		return err
	}
	files["robots.txt"] = []byte(host.Robots(draft, site.Base))
	files["sitemap.xml"] = []byte(sitemap)
	if text := host.Security(site); text != "" {
		files[host.SecurityFile] = []byte(text)
	}
	if l := site.Logo; l != nil && l.Width > 0 {
		files[view.LogoFile] = l.Data
	}
	var style []byte
	for name, data := range files {
		if path.Ext(name) == ".css" { // there is one
			style = data
		}
	}
	files["_headers"] = []byte(host.Headers(draft, style))
	files["nginx.conf"] = []byte(host.Nginx(draft, style))
	files["htaccess.txt"] = []byte(host.Apache(draft, style))
	for _, f := range site.Faces {
		if days := host.Calendar(site, f.Locale.Tag, date); days != "" {
			files[view.CalendarFile(f.Locale.Tag)] = []byte(days)
		}
		for _, c := range append(slices.Clone(f.Lines), f.Emergency) {
			files[view.PictureFile(c.Link)] = view.Picture(c.Shown)
		}
		if f.Police != nil {
			files[view.PictureFile(f.Police.Link)] = view.Picture(f.Police.Shown)
		}
		if _, ok := files[view.File(f.Locale.Tag, "")]; !ok {
			continue // not among the chosen
		}
		script, err := host.Keep(kept(files, f))
		if err != nil {
			return err
		}
		files[host.KeepFile(f.Locale.Tag)] = script
	}
	return nil
}

// used are the style and the script that a page names.
var used = regexp.MustCompile(`site\.[0-9a-f]+\.(css|js)`)

// kept lists what a visitor may keep of one language: its pages but for the
// lists of materials, and what they need. The paths are relative to its folder.
func kept(files map[string][]byte, f plan.Face) []string {
	var out []string
	for _, p := range f.Pages {
		if p.Name != "materials" {
			out = append(out, strings.TrimPrefix(view.File(f.Locale.Tag, p.Address), f.Locale.Tag.Address()+"/"))
		}
	}
	for _, name := range append(used.FindAllString(string(files[view.File(f.Locale.Tag, "")]), -1), "icon.svg") {
		out = append(out, "../"+name)
	}
	if len(f.Lines) > 0 {
		out = append(out, "../"+view.PictureFile(f.Lines[0].Link))
	}
	for _, p := range f.Pages {
		for _, name := range view.PictureFiles(p.Picture) {
			if !slices.Contains(out, "../"+name) {
				out = append(out, "../"+name)
			}
		}
	}
	return out
}
