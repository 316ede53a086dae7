package template

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"pharos/internal/diag"
	"pharos/internal/rule"
	"pharos/internal/tree"
	"pharos/internal/typeset"
)

// Tokens is what all templates of a theme share: themes/<theme>/tokens/print.yaml.
type Tokens struct {
	Swatches map[string]typeset.Colour `yaml:"swatches" req:"true"`
	// Ink are the sums of inks of a swatch, in percent, that are warned of and refused.
	Ink struct {
		Warn   int `yaml:"warn" req:"true"`
		Refuse int `yaml:"refuse" req:"true"`
	} `yaml:"ink"`
	Styles map[string]*Style `yaml:"styles" req:"true"`
	// Leading holds thousandths of the size, by script and column.
	Leading map[string]map[string]int `yaml:"leading" req:"true" per:"1000"`
	// Sizes are floor and ceiling of each style, by stock.
	Sizes  map[string]map[string][2]*Expr `yaml:"type"`
	Stocks map[string]*Stock              `yaml:"stocks" req:"true"`
	// Bleed and Safe are those of stocks that name none.
	Bleed typeset.Length `yaml:"bleed"`
	Safe  typeset.Length `yaml:"safe"`
	Lets  lets           `yaml:"let"`
	// Icons have a size in thousandths of the type and a stroke in hundredths of the grid.
	Icons struct {
		Size     int            `yaml:"size" req:"true" per:"1000"`
		Stroke   int            `yaml:"stroke" req:"true" per:"100"`
		Least    typeset.Length `yaml:"least" req:"true"`
		Mirrored []string       `yaml:"mirrored"`
	} `yaml:"icons"`
	// Code is the least side of a code on posters and cards, and of one of its modules.
	Code struct {
		Poster typeset.Length `yaml:"poster" req:"true"`
		Card   typeset.Length `yaml:"card" req:"true"`
		Module typeset.Length `yaml:"module" req:"true"`
	} `yaml:"code"`
	// Draft is the draft mark, in hundredths of u; its width in hundredths.
	Draft struct {
		Size  int `yaml:"size" req:"true" per:"100"`
		Outer int `yaml:"outer" req:"true" per:"100"`
		Inner int `yaml:"inner" req:"true" per:"100"`
		Width int `yaml:"width" req:"true" per:"100"`
	} `yaml:"draft"`
	Home   *Edition          `yaml:"home"`
	Papers map[string]*Paper `yaml:"sheets"`
	// Paper names the sheet that pieces share where nobody asks for another.
	Paper string `yaml:"sheet"`
}

// Style is one style of text.
type Style struct {
	Name string `yaml:"-"`
	// Weight is 400, 700 or 900; Tracking and Space are in thousandths of the size.
	Weight   int     `yaml:"weight"`
	Tracking int     `yaml:"tracking" per:"1000"`
	Space    int     `yaml:"space" per:"1000"`
	Leading  Leading `yaml:"leading" per:"1000"`
	LTR      bool    `yaml:"ltr"`
	// Balanced makes lines of about equal length.
	Balanced bool   `yaml:"balanced"`
	Role     string `yaml:"role"`
}

// Leading is a factor in thousandths, or a column of the table of leadings.
type Leading struct {
	Column string
	Factor int
}

// ReadNode reads a name or a number.
func (l *Leading) ReadNode(in *tree.Input) {
	if in.Kind == tree.String {
		l.Column = in.Value
		return
	}
	in.Decode(&l.Factor)
}

// reader reads templates and tokens; findings go to list.
type reader struct {
	*Theme
	list diag.List
	// fromPages are the swatches of tokens.yaml.
	fromPages map[string]sharedSwatch
}

// decode fills a value from a file of the theme.
func (r *reader) decode(root *tree.Node, to any) {
	r.list = append(r.list, tree.Decode(root, to, tree.Reads(readYes), tree.Reads(readLength), tree.Reads(readColour),
		tree.Reads(readNumber), tree.Reads(readPicture), tree.Reads(r.readColumns))...)
}

// plainWord gives a value that stands alone as it is written.
func plainWord(in *tree.Input) (string, bool) {
	if in.Kind == tree.List || in.Kind == tree.Map {
		in.Wrong("a plain value", "Write a plain value.")
		return "", false
	}
	return in.Value, true
}

// readYes reads yes or no.
func readYes(in *tree.Input, to *bool) {
	switch in.Value {
	case "yes", "true":
		*to = true
	case "no", "false":
	default:
		in.Wrong("yes or no", "Write yes or no.")
	}
}

// readLength reads a length that depends on nothing but units.
func readLength(in *tree.Input, to *typeset.Length) {
	e, err := parse(in.Value)
	if err == nil {
		var v Value
		if v, err = e.Eval(nothing{}); err == nil && (v.Dim == Length || v.N == 0) && v.N >= 0 {
			*to = v.Length()
			return
		}
	}
	in.Wrong("a length in mm, pt or px", "Write a length, such as 3mm.")
}

// nothing knows no names.
type nothing struct{}

func (nothing) Name(string) (Value, bool, error) { return Value{}, false, nil }
func (nothing) Has(string) bool                  { return false }
func (nothing) Whole() typeset.Length            { return 0 }

// readTokens reads the file of tokens.
func (r *reader) readTokens(root *tree.Node) {
	t := r.Tokens
	r.decode(root, t)
	if t.Swatches == nil {
		t.Swatches = map[string]typeset.Colour{}
	}
	for name, s := range r.fromPages {
		if _, twice := t.Swatches[name]; twice {
			r.list.Errorf(rule.SiteToken, root.At("swatches."+name), "Take it out here, and change it there.",
				"the colour %s stands in tokens.yaml, too", name)
		}
		t.Swatches[name] = s.Colour
	}
	for _, name := range slices.Sorted(maps.Keys(t.Swatches)) {
		c, at := t.Swatches[name], root.At("swatches."+name)
		if s, shared := r.fromPages[name]; shared {
			at = s.at
		}
		c.Name = name
		t.Swatches[name] = c
		r.checkInk(name, at, c)
	}
	for name, s := range t.Styles {
		s.Name, s.Weight, s.Role = name, cmp.Or(s.Weight, 400), cmp.Or(s.Role, "P")
	}
	r.finishStocks(root)
	r.finishPapers(root)
	if t.Home != nil {
		r.checkHome(root.Get("home"))
	}
	if t.Styles["draft"] == nil || t.Leading["Latn"] == nil || len(t.Stocks) == 0 {
		r.list.Errorf(
			rule.TemplateValue,
			root.Pos,
			"Copy what is missing from the default theme.",
			"the tokens lack styles, the leading of Latn or stocks",
		)
	}
}

// readColour reads the three ways of printing a swatch.
func readColour(in *tree.Input, c *typeset.Colour) {
	var written struct {
		CMYK      [4]int `yaml:"cmyk"`
		SRGB      string `yaml:"srgb"`
		Spot      string `yaml:"spot"`
		Overprint bool   `yaml:"overprint"`
	}
	in.Decode(&written)
	for i, p := range written.CMYK {
		if p < 0 || p > 100 {
			in.Errorf(rule.TemplateValue, "Write a percentage from 0 to 100.", "%d is not a percentage", p).Pos =
				in.At("cmyk")
		}
		c.CMYK[i] = uint8(min(max(p, 0), 100))
	}
	v, err := strconv.ParseUint(strings.TrimPrefix(written.SRGB, "#"), 16, 32)
	if written.SRGB != "" && (err != nil || len(written.SRGB) != 7) {
		in.Errorf(rule.TemplateValue, "Write a colour such as \"#FFD026\".", "%q is not a colour", written.SRGB).Pos =
			in.At("srgb")
	}
	c.SRGB = [3]uint8{uint8(v >> 16), uint8(v >> 8), uint8(v)}
	c.Spot, c.Overprint = written.Spot, written.Overprint
}

// mostInk is the sum of inks that no theme may go over, in percent.
const mostInk = 300

// InkLimits gives the sums of inks, in percent, that are refused and warned of; a
// warning at 0 is none.
func (t *Tokens) InkLimits() (refuse, warn int) {
	if t.Ink.Refuse > 0 {
		return min(mostInk, t.Ink.Refuse), t.Ink.Warn
	}
	return mostInk, t.Ink.Warn
}

// checkInk finds fault with a swatch that paper cannot carry.
func (r *reader) checkInk(name string, at diag.Pos, c typeset.Colour) {
	const hint = "Lower the inks of the swatch."
	refuse, warn := r.Tokens.InkLimits()
	switch sum := c.TotalInk(); {
	case sum > refuse:
		r.list.Errorf(
			rule.PosterInk,
			at,
			hint,
			"the swatch %q has %d %% of ink; %d %% is the most that dries",
			name,
			sum,
			refuse,
		)
	case warn > 0 && sum > warn:
		r.list.Warnf(
			rule.PosterInk,
			at,
			hint,
			"the swatch %q has %d %% of ink; above %d %% it dries slowly",
			name,
			sum,
			warn,
		)
	}
}

// Mirrors reports whether an icon is mirrored on sheets from right to left.
func (t *Tokens) Mirrors(icon string) bool { return slices.Contains(t.Icons.Mirrored, icon) }

// LeadingOf gives the distance of baselines in thousandths of the size.
func (t *Tokens) LeadingOf(st *Style, script string) int {
	if st.Leading.Factor > 0 {
		return st.Leading.Factor
	}
	column := cmp.Or(st.Leading.Column, "text")
	if row := t.Leading[script]; row[column] > 0 {
		return row[column]
	}
	return max(t.Leading["Latn"][column], 1000)
}
