package build

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"pharos/internal/diag"
	"pharos/internal/pdf"
	"pharos/internal/plan"
	"pharos/internal/rule"
	"pharos/internal/tree"
	"pharos/internal/typeset"
)

// conditionsFile names the printing conditions, their profiles and their stocks.
// A project that brings a profile of its own lays its file over this one.
const conditionsFile = "assets/profiles/conditions.yaml"

// conditions are the profiles of the press files.
type conditions struct {
	// other is for every stock that is in none of the lists.
	other   *pdf.Profile
	byStock map[string]*pdf.Profile
}

// of gives the profile of a stock.
func (c *conditions) of(stock string) *pdf.Profile {
	if p := c.byStock[stock]; p != nil {
		return p
	}
	return c.other
}

var conditionKeys = []string{"profile", "name", "info", "registry", "stocks"}

// readConditions reads the printing conditions; stocks are the theme's.
func readConditions(files fs.FS, stocks []string) (*conditions, diag.List, error) {
	data, err := fs.ReadFile(files, conditionsFile)
	if err != nil {
		return nil, nil, fmt.Errorf("read printing conditions: %w", err)
	}
	root, list := tree.Parse(conditionsFile, data)
	c := &conditions{byStock: map[string]*pdf.Profile{}}
	if root == nil || root.Kind != tree.Map {
		list.Errorf(rule.PressProfile, diag.Pos{File: conditionsFile}, "See the file that comes with the program.", "there is no printing condition")
		return c, list, nil
	}
	for _, e := range root.Entries {
		if err := c.read(files, e, stocks, &list); err != nil {
			return nil, nil, err
		}
	}
	if c.other == nil && !list.Stops() {
		list.Errorf(rule.PressProfile, root.Pos, `Give one condition "stocks: other".`, "no printing condition is for all other stocks")
	}
	return c, list, nil
}

// read reads one condition.
func (c *conditions) read(files fs.FS, e tree.Entry, stocks []string, list *diag.List) error {
	var about pdf.Condition
	var profile, forStocks *tree.Node
	for _, v := range e.Value.Entries {
		switch v.Key {
		case "profile":
			profile = v.Value
		case "name":
			about.Name = v.Value.Value
		case "info":
			about.Info = v.Value.Value
		case "registry":
			about.Registry = v.Value.Value
		case "stocks":
			forStocks = v.Value
		default:
			list.Errorf(rule.PressProfile, v.Pos, tree.DidYouMean(v.Key, conditionKeys), "unknown key %q", v.Key)
		}
	}
	if profile == nil || forStocks == nil || about.Name == "" || about.Info == "" {
		list.Errorf(rule.PressProfile, e.Pos, "Write profile, name, info and stocks.", "the printing condition %q is not complete", e.Key)
		return nil
	}
	made, err := openProfile(files, profile, about, list)
	if err != nil || made == nil {
		return err
	}
	if forStocks.Kind != tree.List {
		if forStocks.Value != "other" || c.other != nil {
			list.Errorf(rule.PressProfile, forStocks.Pos, `Write a list, such as [A4, card], and "other" for one condition.`, "the stocks of %q are neither a list nor, for the first time, \"other\"", e.Key)
			return nil
		}
		c.other = made
	}
	for _, s := range forStocks.Items {
		switch {
		case !slices.Contains(stocks, s.Value):
			list.Errorf(rule.PressProfile, s.Pos, tree.DidYouMean(s.Value, stocks), "there is no stock %q", s.Value)
		case c.byStock[s.Value] != nil:
			list.Errorf(rule.PressProfile, s.Pos, "Leave it in one of the lists.", "the stock %q has two printing conditions", s.Value)
		default:
			c.byStock[s.Value] = made
		}
	}
	return nil
}

// openProfile reads a profile beside the file; nil where it is not one.
func openProfile(files fs.FS, n *tree.Node, about pdf.Condition, list *diag.List) (*pdf.Profile, error) {
	name := path.Join(path.Dir(conditionsFile), n.Value)
	if n.Kind != tree.String || path.Dir(name) != path.Dir(conditionsFile) {
		list.Errorf(rule.PressProfile, n.Pos, "Put the profile into assets/profiles and write its name.", "%q is no file beside this one", n.Value)
		return nil, nil
	}
	icc, err := fs.ReadFile(files, name)
	if errors.Is(err, fs.ErrNotExist) {
		list.Errorf(rule.PressProfile, n.Pos, "Put the profile into assets/profiles and write its name.", "there is no file %s", name)
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read profile: %w", err)
	}
	p, err := pdf.NewProfile(icc, about)
	if err != nil {
		list.Errorf(rule.PressProfile, n.Pos, "Ask the printer for the ICC profile of the press and paper: class prtr, CMYK.", "%s cannot be used: %v", name, err)
		return nil, nil
	}
	return p, nil
}

// standard is what press files are made to: PDF/X-4, or PDF/X-1a where it was
// asked for.
func (o Options) standard() pdf.Kind {
	if o.PDFX == "1a" {
		return pdf.PressX1a
	}
	return pdf.Press
}

// fits sees that a document can be made to PDF/X-1a, where that was asked for.
func (w *Workshop) fits(m plan.Material, doc typeset.Document) diag.List {
	var list diag.List
	if w.standard() != pdf.PressX1a {
		return nil
	}
	if mark, err := pdf.Fits1a(doc); err != nil {
		list.Errorf(rule.PressX1a, m.From, "Build with --pdfx 4, or take a gray or CMYK picture without transparency.",
			"%s/%s cannot be made to PDF/X-1a: %v (%s)", m.Country, m.Path("press.pdf"), err, mark.ID)
	}
	return list
}
