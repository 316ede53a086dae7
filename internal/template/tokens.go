package template

import (
	"strconv"
	"strings"

	"pharos/internal/diag"
	"pharos/internal/rule"
	"pharos/internal/tree"
	"pharos/internal/typeset"
)

// Tokens is what all templates of a theme share: themes/<theme>/tokens/print.yaml.
type Tokens struct {
	Swatches map[string]typeset.Colour
	Styles   map[string]*Style
	leading  map[string]map[string]int // script, column -> thousandths
	Sizes    map[string]map[string][2]*Expr
	Stocks   map[string]*Stock
	lets     map[string]*Prop
	Mirrored map[string]bool
	// icon size in thousandths of the type, its stroke in hundredths of the grid.
	IconSize, IconStroke                        int
	IconLeast, CodePoster, CodeCard, CodeModule typeset.Length
	// The draft mark's numbers in hundredths of u; draftWidth in hundredths.
	DraftSize, DraftOuter, DraftInner, DraftWidth int
	inkWarn, inkRefuse                            int
	bleed, safe                                   typeset.Length
	Home                                          *Edition
	Papers                                        map[string]*Paper
	// Paper names the sheet that pieces share where nobody asks for another.
	Paper string
}

// Style is one style of text.
type Style struct {
	Name string
	// Weight is 400, 700 or 900; tracking, factor and space are in thousandths
	// of the size. factor is 0 where the leading depends on the script.
	Weight, Tracking, factor, Space int
	// Column names the column of the table of leadings.
	Column string
	LTR    bool
	// Balanced makes lines of about equal length.
	Balanced bool
	Role     string
}

// reader reads templates and tokens; findings go to list.
type reader struct {
	*Theme
	list diag.List
}

func (r *reader) wrong(n *tree.Node, hint, format diag.Format, args ...any) *diag.Finding {
	return r.list.Errorf(rule.TemplateValue, n.Pos, hint, format, args...)
}

// entries gives the keys of a mapping; anything else is a finding.
func (r *reader) entries(n *tree.Node) []tree.Entry {
	if n == nil {
		return nil
	}
	if n.Kind != tree.Map {
		r.wrong(
			n,
			"Write keys with values, such as \"gap: 2u\".",
			"a group of keys is expected here, and this is %v",
			n.Kind,
		)
	}
	return n.Entries
}

// known keys only: a finding names the others.
func (r *reader) strange(e tree.Entry, keys ...string) {
	r.list.Errorf(rule.TemplateKey, e.Pos, "", "unknown key %q", e.Key).Hint = tree.DidYouMean(e.Key, keys)
}

// items gives the values of a list.
func (r *reader) items(n *tree.Node) []*tree.Node {
	if n.Kind != tree.List {
		r.wrong(n, "Write a list, such as [1u, 2u].", "a list is expected here, and this is %v", n.Kind)
	}
	return n.Items
}

// word gives a plain value as written.
func (r *reader) word(n *tree.Node) string {
	if n.Kind == tree.List || n.Kind == tree.Map || n.Kind == tree.Null {
		r.wrong(n, "Write a plain value.", "a plain value is expected here, and this is %v", n.Kind)
		return ""
	}
	return n.Value
}

func (r *reader) yes(n *tree.Node) bool {
	switch w := r.word(n); w {
	case "yes", "true":
		return true
	case "no", "false":
		return false
	default:
		r.wrong(n, "Write yes or no.", "%q is neither yes nor no", w)
		return false
	}
}

// fixed reads a decimal number into units of 1/per.
func (r *reader) fixed(n *tree.Node, per int) int {
	w := r.word(n)
	neg := strings.HasPrefix(w, "-")
	v, err := decimal(strings.TrimPrefix(w, "-"))
	if w == "" || err != nil ||
		strings.IndexFunc(strings.TrimPrefix(w, "-"), func(c rune) bool { return !isDigit(c) && c != '.' }) >= 0 {
		r.wrong(n, "Write a decimal number.", "%q is not a number", w)
		return 0
	}
	out := int(div(v*int64(per), one))
	if neg {
		return -out
	}
	return out
}

// constant reads a length that depends on nothing but units.
func (r *reader) constant(n *tree.Node) typeset.Length {
	e, err := parse(r.word(n))
	if err == nil {
		var v Value
		if v, err = e.Eval(nothing{}); err == nil && (v.Dim == Length || v.N == 0) && v.N >= 0 {
			return v.Length()
		}
	}
	r.wrong(n, "Write a length, such as 3mm.", "%q is not a length in mm, pt or px", n.Value)
	return 0
}

// nothing knows no names.
type nothing struct{}

func (nothing) Name(string) (Value, bool, error) { return Value{}, false, nil }
func (nothing) Has(string) bool                  { return false }
func (nothing) Whole() typeset.Length            { return 0 }

var tokenKeys = []string{
	"swatches",
	"ink",
	"styles",
	"leading",
	"type",
	"stocks",
	"bleed",
	"safe",
	"let",
	"icons",
	"code",
	"draft",
	"home",
	"sheets",
	"sheet",
}

// readTokens reads the file of tokens.
func (r *reader) readTokens(root *tree.Node) {
	t := &Tokens{
		Swatches: map[string]typeset.Colour{},
		Styles:   map[string]*Style{},
		leading:  map[string]map[string]int{},
		Sizes:    map[string]map[string][2]*Expr{},
		Stocks:   map[string]*Stock{},
		lets:     map[string]*Prop{},
		Mirrored: map[string]bool{},
		Papers:   map[string]*Paper{},
	}
	r.Tokens = t
	if n := root.Get("bleed"); n != nil {
		t.bleed = r.constant(n)
	}
	if n := root.Get("safe"); n != nil {
		t.safe = r.constant(n)
	}
	if n := root.Get("ink"); n != nil {
		t.inkWarn, t.inkRefuse = r.keyed(n, "warn", 1), r.keyed(n, "refuse", 1)
	}
	for _, e := range r.entries(root) {
		switch e.Key {
		case "swatches":
			r.readSwatches(e.Value)
		case "styles":
			r.readStyles(e.Value)
		case "leading":
			for _, s := range r.entries(e.Value) {
				t.leading[s.Key] = map[string]int{}
				for _, c := range r.entries(s.Value) {
					t.leading[s.Key][c.Key] = r.fixed(c.Value, 1000)
				}
			}
		case "type":
			r.readSizes(e.Value)
		case "let":
			r.readLets(e.Value, t.lets)
		case "icons":
			r.readIcons(e.Value)
		case "code":
			t.CodePoster, t.CodeCard, t.CodeModule = r.inside(
				e.Value,
				"poster",
			), r.inside(
				e.Value,
				"card",
			), r.inside(
				e.Value,
				"module",
			)
		case "draft":
			t.DraftSize, t.DraftOuter = r.keyed(e.Value, "size", 100), r.keyed(e.Value, "outer", 100)
			t.DraftInner, t.DraftWidth = r.keyed(e.Value, "inner", 100), r.keyed(e.Value, "width", 100)
		case "sheets":
			r.readPapers(e.Value)
		case "sheet":
			t.Paper = r.word(e.Value)
		case "stocks", "bleed", "safe", "ink", "home":
		default:
			r.strange(e, tokenKeys...)
		}
	}
	if n := root.Get("stocks"); n != nil {
		r.readStocks(n)
	}
	if n := root.Get("home"); n != nil {
		r.readHome(n)
	}
	if t.Styles["draft"] == nil || t.leading["Latn"] == nil || len(t.Stocks) == 0 {
		r.wrong(
			root,
			"Copy what is missing from the default theme.",
			"the tokens lack styles, the leading of Latn or stocks",
		)
	}
}

// keyed reads a number under a key that must be there.
func (r *reader) keyed(n *tree.Node, key string, per int) int {
	if v := n.Get(key); v != nil {
		return r.fixed(v, per)
	}
	r.wrong(n, "Add the key.", "the key %q is missing", key)
	return 0
}

// inside reads a constant length under a key that must be there.
func (r *reader) inside(n *tree.Node, key string) typeset.Length {
	if v := n.Get(key); v != nil {
		return r.constant(v)
	}
	r.wrong(n, "Add the key.", "the key %q is missing", key)
	return 0
}

func (r *reader) readIcons(n *tree.Node) {
	r.Tokens.IconSize, r.Tokens.IconStroke = r.keyed(n, "size", 1000), r.keyed(n, "stroke", 100)
	r.Tokens.IconLeast = r.inside(n, "least")
	if m := n.Get("mirrored"); m != nil {
		for _, i := range r.items(m) {
			r.Tokens.Mirrored[r.word(i)] = true
		}
	}
}

func (r *reader) readSwatches(n *tree.Node) {
	for _, e := range r.entries(n) {
		c := typeset.Colour{Name: e.Key}
		for _, k := range r.entries(e.Value) {
			switch k.Key {
			case "cmyk":
				items := r.items(k.Value)
				if len(items) != 4 {
					r.wrong(
						k.Value,
						"Write four percentages, such as [0, 18, 88, 0].",
						"a swatch has four process inks, and here are %d",
						len(items),
					)
				}
				for i := range min(len(items), 4) {
					p := r.fixed(items[i], 1)
					if p < 0 || p > 100 {
						r.wrong(items[i], "Write a percentage from 0 to 100.", "%d is not a percentage", p)
					}
					c.CMYK[i] = uint8(min(max(p, 0), 100))
				}
			case "srgb":
				w := r.word(k.Value)
				v, err := strconv.ParseUint(strings.TrimPrefix(w, "#"), 16, 32)
				if err != nil || len(w) != 7 {
					r.wrong(k.Value, "Write a colour such as \"#FFD026\".", "%q is not a colour", w)
				}
				c.SRGB = [3]uint8{uint8(v >> 16), uint8(v >> 8), uint8(v)}
			case "spot":
				c.Spot = r.word(k.Value)
			case "overprint":
				c.Overprint = r.yes(k.Value)
			default:
				r.strange(k, "cmyk", "srgb", "spot", "overprint")
			}
		}
		r.checkInk(e, c)
		r.Tokens.Swatches[e.Key] = c
	}
}

// mostInk is the sum of inks that no theme may go over, in percent.
const mostInk = 300

// InkLimits gives the sums of inks, in percent, that are refused and warned of; a
// warning at 0 is none.
func (t *Tokens) InkLimits() (refuse, warn int) {
	if t.inkRefuse > 0 {
		return min(mostInk, t.inkRefuse), t.inkWarn
	}
	return mostInk, t.inkWarn
}

// checkInk finds fault with a swatch that paper cannot carry.
func (r *reader) checkInk(e tree.Entry, c typeset.Colour) {
	const hint = "Lower the inks of the swatch."
	refuse, warn := r.Tokens.InkLimits()
	switch sum := c.TotalInk(); {
	case sum > refuse:
		r.list.Errorf(
			rule.PosterInk,
			e.Pos,
			hint,
			"the swatch %q has %d %% of ink; %d %% is the most that dries",
			e.Key,
			sum,
			refuse,
		)
	case warn > 0 && sum > warn:
		r.list.Warnf(
			rule.PosterInk,
			e.Pos,
			hint,
			"the swatch %q has %d %% of ink; above %d %% it dries slowly",
			e.Key,
			sum,
			warn,
		)
	}
}

func (r *reader) readStyles(n *tree.Node) {
	for _, e := range r.entries(n) {
		s := &Style{Name: e.Key, Weight: 400, Column: "text", Role: "P"}
		for _, k := range r.entries(e.Value) {
			switch k.Key {
			case "weight":
				s.Weight = r.fixed(k.Value, 1)
			case "tracking":
				s.Tracking = r.fixed(k.Value, 1000)
			case "space":
				s.Space = r.fixed(k.Value, 1000)
			case "ltr":
				s.LTR = r.yes(k.Value)
			case "balanced":
				s.Balanced = r.yes(k.Value)
			case "role":
				s.Role = r.word(k.Value)
			case "leading":
				if k.Value.Kind == tree.String {
					s.Column = k.Value.Value
				} else {
					s.factor = r.fixed(k.Value, 1000)
				}
			default:
				r.strange(k, "weight", "tracking", "space", "ltr", "balanced", "role", "leading")
			}
		}
		r.Tokens.Styles[e.Key] = s
	}
}

// readSizes reads the table of type sizes, floor and ceiling.
func (r *reader) readSizes(n *tree.Node) {
	for _, e := range r.entries(n) {
		table := map[string][2]*Expr{}
		for _, k := range r.entries(e.Value) {
			items := r.items(k.Value)
			if len(items) != 2 {
				r.wrong(
					k.Value,
					"Write floor and ceiling, such as [64pt, 128pt].",
					"two sizes are expected, and here are %d",
					len(items),
				)
				continue
			}
			var pair [2]*Expr
			for i := range pair {
				x, err := parse(r.word(items[i]))
				if err != nil {
					r.wrong(items[i], "Write a size, such as 12pt or 3u.", "%v", err)
				}
				pair[i] = x
			}
			table[k.Key] = pair
		}
		r.Tokens.Sizes[e.Key] = table
	}
}

// LeadingOf gives the distance of baselines in thousandths of the size.
func (t *Tokens) LeadingOf(st *Style, script string) int {
	if st.factor > 0 {
		return st.factor
	}
	if row := t.leading[script]; row[st.Column] > 0 {
		return row[st.Column]
	}
	return max(t.leading["Latn"][st.Column], 1000)
}
