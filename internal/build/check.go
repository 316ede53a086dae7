package build

import (
	"context"
	"io/fs"
	"slices"

	"golang.org/x/sync/errgroup"

	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/web"
)

// Check runs everything up to the plan, opens fonts, pictures, templates, tokens and
// the theme of the site as a build does, and gives all findings, sorted. With
// layout it also composes every sheet and looks at an adaptation's logo; nothing is written.
func Check(ctx context.Context, o Options, layout bool) (diag.List, error) {
	l, err := Checked(ctx, o, layout)
	if err != nil {
		return nil, err
	}
	return l.Findings, nil
}

// Checked is Check for a caller who asks what was loaded as well. Its files are closed.
func Checked(ctx context.Context, o Options, layout bool) (*Loaded, error) {
	o.Tell("check", 0, 1)
	l, err := Read(o, campaign.Load)
	if err != nil {
		return nil, err
	}
	defer l.Files.Close()
	var found diag.List
	var group errgroup.Group
	group.Go(func() (err error) {
		_, found, err = o.open(l)
		return err
	})
	if !l.Findings.Stops() {
		l.decide()
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	o.Tell("check", 1, 1)
	l.Findings = append(l.Findings, found...)
	if !layout || l.Findings.Stops() {
		l.Findings = append(l.Findings, l.unused(false)...).Sorted()
		return l, nil
	}
	w, err := NewWorkshop(o, l)
	if err != nil {
		return nil, err
	}
	defer w.Close()
	if err := w.logo(); err != nil {
		return nil, err
	}
	if err := w.sheets(ctx, o.countries(l.Plan)); err != nil {
		return nil, err
	}
	l.Findings = slices.Concat(l.Findings, w.findings, l.unused(true)).Sorted()
	return l, nil
}

// Tokens gives the colours of a theme's pages as a style sheet, for pages that are no
// part of a site.
func Tokens(files fs.FS, theme string) ([]byte, error) { return web.Tokens(files, theme) }
