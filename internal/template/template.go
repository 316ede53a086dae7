package template

import (
	"maps"
	"slices"

	"pharos/internal/diag"
	"pharos/internal/plan"
	"pharos/internal/rule"
	"pharos/internal/tree"
)

// Template is one file themes/<theme>/print/<template>.yaml.
type Template struct {
	Name, about string
	Stocks      []string
	lets        map[string]*Prop
	Params      map[string]*Param
	Sides       []Side
	Examples    []Example
	// Lengths holds all lengths that have a name in this template.
	Lengths map[string]*Prop
	Pos     diag.Pos
}

// Side is one page of the sheet.
type Side struct {
	Name  string
	Nodes []*Node
}

// Piece is a piece that templates share, from parts.yaml.
type Piece struct {
	Nodes []*Node
	lets  map[string]*Prop
	pos   diag.Pos
}

// Param is a choice that a material makes: each value sets lengths.
type Param struct {
	Fallback string
	Values   map[string]map[string]*Prop
}

// Node is one element of a page's tree.
type Node struct {
	Kind string
	Pos  diag.Pos
	When *Expr
	// Per is "language" or empty.
	Per string
	// Name is what other nodes call this one's shape.
	Name  string
	Props map[string]*Prop
	Kids  []*Node
	Parts []Part
	Cells map[[2]int]bool
	Cross string
}

// Part says which words a text node takes.
type Part struct {
	Of    string
	Style string
	// only keeps the lines with one of these icons; item the n-th line, from 1.
	only []string
	item int
	// Join makes one paragraph of all lines, with this between them.
	Join    string
	Joined  bool
	Scale   int // thousandths of the node's size
	Icons   bool
	Numbers bool
}

// Prop is a value of a key: one, or several by condition, or a list.
type Prop struct {
	Pos   diag.Pos
	cases []Choice
	List  []*Prop
}

// Choice is a value and the condition under which it holds; nil always holds.
type Choice struct {
	when *Expr
	Word string
	expr *Expr
}

// numberParts are the slots behind the words of a number node.
var numberParts = map[string]string{"main": "number", "second": "second", "emergency": "emergency-number"}

var templateKeys = []string{"about", "stocks", "params", "let", "sides", "examples"}

// readTemplate reads one template. Names that its expressions use are checked
// when all files are read.
func (r *reader) readTemplate(name string, root *tree.Node) *Template {
	t := &Template{Name: name, lets: map[string]*Prop{}, Params: map[string]*Param{}, Pos: root.Pos}
	for _, e := range r.entries(root) {
		switch e.Key {
		case "about":
			t.about = r.word(e.Value)
		case "stocks":
			for _, i := range r.items(e.Value) {
				t.Stocks = append(t.Stocks, r.word(i))
			}
		case "let":
			r.readLets(e.Value, t.lets)
		case "params":
			r.readParams(e.Value, t.Params)
		case "sides":
			for _, s := range r.entries(e.Value) {
				t.Sides = append(t.Sides, Side{s.Key, r.nodes(s.Value)})
			}
		case "examples":
			for _, i := range r.items(e.Value) {
				t.Examples = append(t.Examples, r.readExample(i))
			}
		default:
			r.strange(e, templateKeys...)
		}
	}
	if len(t.Sides) == 0 {
		r.wrong(root, "Add \"sides:\" with \"front:\" below it.", "the template has no sides")
	}
	return t
}

// readParts reads parts.yaml: pieces that several templates use.
func (r *reader) readParts(root *tree.Node) {
	for _, e := range r.entries(root) {
		d := &Piece{pos: e.Pos, lets: map[string]*Prop{}}
		for _, k := range r.entries(e.Value) {
			switch k.Key {
			case "about":
				r.word(k.Value)
			case "let":
				r.readLets(k.Value, d.lets)
			case "nodes":
				d.Nodes = r.nodes(k.Value)
			default:
				r.strange(k, "about", "let", "nodes")
			}
		}
		r.Parts[e.Key] = d
	}
}

func (r *reader) readLets(n *tree.Node, into map[string]*Prop) {
	for _, e := range r.entries(n) {
		if reserved[e.Key] || units[e.Key] != 0 {
			r.list.Errorf(rule.TemplateKey, e.Pos, "Choose another name.", "%q has a meaning of its own", e.Key)
			continue
		}
		if p := r.prop(e.Value, kExpr, e.Key); p != nil {
			into[e.Key] = p
		}
	}
}

func (r *reader) readParams(n *tree.Node, into map[string]*Param) {
	for _, e := range r.entries(n) {
		p := &Param{Values: map[string]map[string]*Prop{}}
		for _, k := range r.entries(e.Value) {
			if k.Key == "default" {
				p.Fallback = r.word(k.Value)
				continue
			}
			p.Values[k.Key] = map[string]*Prop{}
			r.readLets(k.Value, p.Values[k.Key])
		}
		if p.Values[p.Fallback] == nil {
			r.list.Errorf(rule.TemplateValue, e.Pos, "", "the parameter %q has no value for its default %q", e.Key, p.Fallback).Hint = tree.DidYouMean(
				p.Fallback,
				slices.Sorted(maps.Keys(p.Values)),
			)
		}
		into[e.Key] = p
	}
}

// nodes reads a list of nodes.
func (r *reader) nodes(n *tree.Node) []*Node {
	var out []*Node
	for _, i := range r.items(n) {
		if one := r.node(i); one != nil {
			out = append(out, one)
		}
	}
	return out
}

// node reads one node. Its kind is the first of its keys that names one.
func (r *reader) node(n *tree.Node) *Node {
	entries := r.entries(n)
	if len(entries) == 0 {
		return nil
	}
	out := &Node{Pos: entries[0].Pos, Props: map[string]*Prop{}}
	for _, e := range entries {
		if _, ok := kinds[e.Key]; ok && out.Kind == "" {
			out.Kind = e.Key
		}
	}
	if out.Kind == "" {
		r.list.Errorf(rule.TemplateKey, entries[0].Pos, "", "no key says what this node is").Hint = tree.DidYouMean(
			entries[0].Key,
			slices.Sorted(maps.Keys(kinds)),
		)
		return nil
	}
	keys := kinds[out.Kind]
	if out.Kind == "device" {
		name := n.Get("device")
		keys = devices[r.word(name)]
		if keys == nil {
			r.wrong(name, "", "unknown device %q", name.Value).Hint = tree.DidYouMean(
				name.Value,
				slices.Sorted(maps.Keys(devices)),
			)
			return nil
		}
		out.Props["device"] = &Prop{Pos: name.Pos, cases: []Choice{{Word: name.Value}}}
		for _, k := range slices.Sorted(maps.Keys(keys)) {
			if n.Get(k) == nil {
				r.list.Errorf(rule.TemplateValue, out.Pos, "Add the key.", "the device %s lacks %q", name.Value, k)
			}
		}
	}
	for _, e := range entries {
		r.key(out, e, keys)
	}
	return out
}

// key reads one key of a node.
func (r *reader) key(n *Node, e tree.Entry, keys map[string]keyKind) {
	switch e.Key {
	case "when":
		n.When = r.expr(e.Value)
		return
	case "per":
		if n.Per = r.word(e.Value); n.Per != "language" {
			r.wrong(e.Value, "Write \"per: language\".", "a node can be repeated for each language only")
		}
		return
	case "name":
		n.Name = r.word(e.Value)
		return
	case "device":
		if n.Kind == "device" {
			return
		}
	}
	kind, ok := keys[e.Key]
	if !ok {
		kind, ok = common[e.Key]
	}
	if !ok {
		r.strange(
			e,
			append(
				append(slices.Sorted(maps.Keys(keys)), slices.Sorted(maps.Keys(common))...),
				"when",
				"per",
				"name",
			)...)
		return
	}
	if n.Kind == "number" && e.Key == "number" {
		n.Parts = []Part{{Of: numberParts[r.choice(e.Value, kWord, "number").Word], Scale: 1000}}
		return
	}
	switch kind {
	case kNodes:
		n.Kids = r.nodes(e.Value)
	case kParts:
		n.Parts = r.readPartList(e.Value)
	case kCells:
		n.Cells = r.readCells(e.Value)
	case kCross:
		for _, k := range r.entries(e.Value) {
			n.Cross = k.Key
			n.Props["cross"] = r.prop(k.Value, kSwatch, "cross")
		}
	default:
		if p := r.prop(e.Value, kind, e.Key); p != nil {
			n.Props[e.Key] = p
		}
	}
}

// prop reads a value, or values by condition, or a list.
func (r *reader) prop(n *tree.Node, kind keyKind, key string) *Prop {
	p := &Prop{Pos: n.Pos}
	switch {
	case kind == kList:
		for _, i := range r.items(n) {
			p.List = append(p.List, r.prop(i, kExpr, key))
		}
	case n.Kind == tree.Map:
		for _, e := range n.Entries {
			c := r.choice(e.Value, kind, key)
			if e.Key != "else" {
				x, err := parse(e.Key)
				if err != nil {
					r.list.Errorf(rule.TemplateExpression, e.Pos, "Write a condition, or \"else\".", "%v", err)
					continue
				}
				c.when = x
			}
			p.cases = append(p.cases, c)
		}
	default:
		p.cases = []Choice{r.choice(n, kind, key)}
	}
	return p
}

// choice reads one plain value of a kind.
func (r *reader) choice(n *tree.Node, kind keyKind, key string) Choice {
	w := r.word(n)
	switch kind {
	case kExpr, kList:
		return Choice{expr: r.expr(n)}
	case kYes:
		if r.yes(n) {
			return Choice{Word: "yes"}
		}
		return Choice{}
	case kSwatch:
		if _, ok := r.Tokens.Swatches[w]; !ok {
			r.wrong(n, "", "unknown swatch %q", w).Hint = tree.DidYouMean(
				w,
				slices.Sorted(maps.Keys(r.Tokens.Swatches)),
			)
		}
	case kStyle:
		if r.Tokens.Styles[w] == nil {
			r.wrong(n, "", "unknown style %q", w).Hint = tree.DidYouMean(w, slices.Sorted(maps.Keys(r.Tokens.Styles)))
		}
	case kWord:
		if known := words[key]; known != nil && !slices.Contains(known, w) {
			r.wrong(n, "", "%q cannot be %q", key, w).Hint = tree.DidYouMean(w, known)
		}
	}
	return Choice{Word: w}
}

// expr reads an expression; a finding says what is wrong with it.
func (r *reader) expr(n *tree.Node) *Expr {
	e, err := parse(r.word(n))
	if err != nil {
		r.list.Errorf(
			rule.TemplateExpression,
			n.Pos,
			"See docs/print-templates.md for what an expression may hold.",
			"%v",
			err,
		)
		return nil
	}
	return e
}

// readPartList reads "headline" or a list of slots with options.
func (r *reader) readPartList(n *tree.Node) []Part {
	if n.Kind == tree.String {
		return []Part{r.slot(n)}
	}
	var out []Part
	for _, i := range r.items(n) {
		if i.Kind == tree.String {
			out = append(out, r.slot(i))
			continue
		}
		out = append(out, r.readPart(i))
	}
	return out
}

func (r *reader) slot(n *tree.Node) Part {
	if !slots[n.Value] {
		r.wrong(n, "", "unknown slot %q", n.Value).Hint = tree.DidYouMean(n.Value, slices.Sorted(maps.Keys(slots)))
	}
	return Part{Of: n.Value, Scale: 1000}
}

func (r *reader) readPart(n *tree.Node) Part {
	p := Part{Scale: 1000}
	for _, e := range r.entries(n) {
		switch e.Key {
		case "of":
			p.Of = r.slot(e.Value).Of
		case "style":
			p.Style = r.choice(e.Value, kStyle, "style").Word
		case "only":
			for _, i := range r.items(e.Value) {
				p.only = append(p.only, r.word(i))
			}
		case "item":
			p.item = r.fixed(e.Value, 1)
		case "join":
			p.Join, p.Joined = r.word(e.Value), true
		case "scale":
			p.Scale = r.fixed(e.Value, 1000)
		case "icons":
			p.Icons = r.yes(e.Value)
		case "numbers":
			p.Numbers = r.yes(e.Value)
		default:
			r.strange(e, "of", "style", "only", "item", "join", "scale", "icons", "numbers")
		}
	}
	if p.Of == "" {
		r.wrong(n, "Add \"of:\" with a slot.", "the part does not say which words it takes")
	}
	return p
}

// readCells reads pairs of column and row, counted from 0.
func (r *reader) readCells(n *tree.Node) map[[2]int]bool {
	out := map[[2]int]bool{}
	for _, i := range r.items(n) {
		if pair := r.items(i); len(pair) == 2 {
			out[[2]int{r.fixed(pair[0], 1), r.fixed(pair[1], 1)}] = true
		} else {
			r.wrong(i, "Write column and row, such as [3, 0].", "a cell has two numbers")
		}
	}
	return out
}

// Filter keeps the lines that a part asks for.
func (p Part) Filter(lines []plan.Line) []plan.Line {
	var out []plan.Line
	for i, l := range lines {
		if (p.item == 0 || p.item == i+1) && (len(p.only) == 0 || slices.Contains(p.only, l.Icon)) {
			out = append(out, l)
		}
	}
	return out
}
