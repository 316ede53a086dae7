package pdf

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"pharos/internal/diag"
	"pharos/internal/rule"
	"pharos/internal/tree"
)

// conditionsFile names the printing conditions, their profiles and their stocks.
// A project that brings a profile of its own lays its file over this one.
const conditionsFile = "assets/profiles/conditions.yaml"

// Conditions are the profiles of the press files.
type Conditions struct {
	// other is for every stock that is in none of the lists.
	other   *Profile
	byStock map[string]*Profile
}

// Of gives the profile of a stock.
func (c *Conditions) Of(stock string) *Profile {
	if p := c.byStock[stock]; p != nil {
		return p
	}
	return c.other
}

// Prepare begins what the first press files would wait for.
func (c *Conditions) Prepare() {
	go c.other.Prepare()
	for _, p := range c.byStock {
		go p.Prepare()
	}
}

// condition is one printing condition as it is written.
type condition struct {
	Profile  string      `yaml:"profile" req:"true"`
	Name     string      `yaml:"name" req:"true"`
	Info     string      `yaml:"info" req:"true"`
	Registry string      `yaml:"registry"`
	Stocks   theseStocks `yaml:"stocks" req:"true"`
}

// theseStocks are the stocks of a condition: a list, or the word other for all that
// no condition names.
type theseStocks struct {
	other bool
	names []string
}

// ReadNode reads the list or the word.
func (s *theseStocks) ReadNode(in *tree.Input) {
	if s.other = in.Kind == tree.String && in.Value == "other"; !s.other {
		in.Decode(&s.names)
	}
}

// ReadConditions reads the printing conditions; stocks are the theme's.
func ReadConditions(files fs.FS, stocks []string) (*Conditions, diag.List, error) {
	data, err := fs.ReadFile(files, conditionsFile)
	if err != nil {
		return nil, nil, fmt.Errorf("read printing conditions: %w", err)
	}
	root, list := tree.Parse(conditionsFile, data)
	c, written := &Conditions{byStock: map[string]*Profile{}}, map[string]condition{}
	found := tree.Decode(root, &written)
	if list = append(list, found...); root == nil {
		return c, list, nil
	}
	for _, e := range root.Entries {
		if slices.ContainsFunc(found, func(f diag.Finding) bool { return strings.HasPrefix(f.Path+".", e.Key+".") }) {
			continue
		}
		one := written[e.Key]
		about := Condition{Name: one.Name, Info: one.Info, Registry: one.Registry}
		profile, err := openProfile(files, root.Find(e.Key+".profile"), about, &list)
		if err != nil {
			return nil, nil, err
		}
		if profile != nil {
			c.take(one.Stocks, profile, root.Find(e.Key+".stocks"), stocks, &list)
		}
	}
	if c.other == nil && !list.Stops() {
		list.Errorf(
			rule.PressProfile,
			root.Pos,
			`Give one condition "stocks: other".`,
			"no printing condition is for all other stocks",
		)
	}
	return c, list, nil
}

// take gives the stocks of a condition its profile; n is where they are written.
func (c *Conditions) take(these theseStocks, profile *Profile, n *tree.Node, stocks []string, list *diag.List) {
	if these.other {
		if c.other != nil {
			list.Errorf(
				rule.PressProfile,
				n.Pos,
				`Write a list, such as [A4, card], and "other" for one condition.`,
				"two printing conditions are for all other stocks",
			)
		}
		c.other = profile
	}
	for i, s := range these.names {
		switch at := n.Items[i].Pos; {
		case !slices.Contains(stocks, s):
			list.Errorf(rule.PressProfile, at, "", "there is no stock %q", s).Hint = tree.DidYouMean(s, stocks)
		case c.byStock[s] != nil:
			list.Errorf(
				rule.PressProfile,
				at,
				"Leave it in one of the lists.",
				"the stock %q has two printing conditions",
				s,
			)
		default:
			c.byStock[s] = profile
		}
	}
}

// openProfile reads a profile beside the file; nil where it is not one.
func openProfile(files fs.FS, n *tree.Node, about Condition, list *diag.List) (*Profile, error) {
	name := path.Join(path.Dir(conditionsFile), n.Value)
	if path.Dir(name) != path.Dir(conditionsFile) {
		list.Errorf(
			rule.PressProfile,
			n.Pos,
			"Put the profile into assets/profiles and write its name.",
			"%q is no file beside this one",
			n.Value,
		)
		return nil, nil
	}
	icc, err := fs.ReadFile(files, name)
	if errors.Is(err, fs.ErrNotExist) {
		list.Errorf(
			rule.PressProfile,
			n.Pos,
			"Put the profile into assets/profiles and write its name.",
			"there is no file %s",
			name,
		)
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read profile: %w", err)
	}
	p, err := NewProfile(icc, about)
	if err != nil {
		list.Errorf(
			rule.PressProfile,
			n.Pos,
			"Ask the printer for the ICC profile of the press and paper: class prtr, CMYK.",
			"%s cannot be used: %v",
			name,
			err,
		)
		return nil, nil
	}
	return p, nil
}
