package press

import (
	"maps"
	"slices"

	"pharos/internal/diag"
	"pharos/internal/plan"
	"pharos/internal/tree"
)

// template is one file themes/<theme>/print/<template>.yaml.
type template struct {
	name, about string
	stocks      []string
	lets        map[string]*prop
	params      map[string]*param
	sides       []side
	examples    []Example
	// scope holds all lengths that have a name in this template.
	scope map[string]*prop
	pos   diag.Pos
}

// side is one page of the sheet.
type side struct {
	name  string
	nodes []*node
}

// partDef is a piece that templates share, from parts.yaml.
type partDef struct {
	nodes []*node
	lets  map[string]*prop
	pos   diag.Pos
}

// param is a choice that a material makes: each value sets lengths.
type param struct {
	fallback string
	values   map[string]map[string]*prop
}

// node is one element of a page's tree.
type node struct {
	kind string
	pos  diag.Pos
	when *expr
	// per is "language" or empty.
	per string
	// name is what other nodes call this one's shape.
	name  string
	props map[string]*prop
	kids  []*node
	parts []part
	cells map[[2]int]bool
	cross string
}

// part says which words a text node takes.
type part struct {
	of    string
	style string
	// only keeps the lines with one of these icons; item the n-th line, from 1.
	only []string
	item int
	// join makes one paragraph of all lines, with this between them.
	join    string
	joined  bool
	scale   int // thousandths of the node's size
	icons   bool
	numbers bool
}

// prop is a value of a key: one, or several by condition, or a list.
type prop struct {
	pos   diag.Pos
	cases []choice
	list  []*prop
}

// choice is a value and the condition under which it holds; nil always holds.
type choice struct {
	when *expr
	word string
	expr *expr
}

// numberParts are the slots behind the words of a number node.
var numberParts = map[string]string{"main": "number", "second": "second", "emergency": "emergency-number"}

var templateKeys = []string{"about", "stocks", "params", "let", "sides", "examples"}

// readTemplate reads one template. Names that its expressions use are checked
// when all files are read.
func (r *reader) readTemplate(name string, root *tree.Node) *template {
	t := &template{name: name, lets: map[string]*prop{}, params: map[string]*param{}, pos: root.Pos}
	for _, e := range r.entries(root) {
		switch e.Key {
		case "about":
			t.about = r.word(e.Value)
		case "stocks":
			for _, i := range r.items(e.Value) {
				t.stocks = append(t.stocks, r.word(i))
			}
		case "let":
			r.readLets(e.Value, t.lets)
		case "params":
			r.readParams(e.Value, t.params)
		case "sides":
			for _, s := range r.entries(e.Value) {
				t.sides = append(t.sides, side{s.Key, r.nodes(s.Value)})
			}
		case "examples":
			for _, i := range r.items(e.Value) {
				t.examples = append(t.examples, r.readExample(i))
			}
		default:
			r.strange(e, templateKeys...)
		}
	}
	if len(t.sides) == 0 {
		r.wrong(root, "Add \"sides:\" with \"front:\" below it.", "the template has no sides")
	}
	return t
}

// readParts reads parts.yaml: pieces that several templates use.
func (r *reader) readParts(root *tree.Node) {
	for _, e := range r.entries(root) {
		d := &partDef{pos: e.Pos, lets: map[string]*prop{}}
		for _, k := range r.entries(e.Value) {
			switch k.Key {
			case "about":
				r.word(k.Value)
			case "let":
				r.readLets(k.Value, d.lets)
			case "nodes":
				d.nodes = r.nodes(k.Value)
			default:
				r.strange(k, "about", "let", "nodes")
			}
		}
		r.parts[e.Key] = d
	}
}

func (r *reader) readLets(n *tree.Node, into map[string]*prop) {
	for _, e := range r.entries(n) {
		if reserved[e.Key] || units[e.Key] != 0 {
			r.list.Errorf("template.key", e.Pos, "Choose another name.", "%q has a meaning of its own", e.Key)
			continue
		}
		if p := r.prop(e.Value, kExpr, e.Key); p != nil {
			into[e.Key] = p
		}
	}
}

func (r *reader) readParams(n *tree.Node, into map[string]*param) {
	for _, e := range r.entries(n) {
		p := &param{values: map[string]map[string]*prop{}}
		for _, k := range r.entries(e.Value) {
			if k.Key == "default" {
				p.fallback = r.word(k.Value)
				continue
			}
			p.values[k.Key] = map[string]*prop{}
			r.readLets(k.Value, p.values[k.Key])
		}
		if p.values[p.fallback] == nil {
			r.list.Errorf("template.value", e.Pos, tree.DidYouMean(p.fallback, slices.Sorted(maps.Keys(p.values))), "the parameter %q has no value for its default %q", e.Key, p.fallback)
		}
		into[e.Key] = p
	}
}

// nodes reads a list of nodes.
func (r *reader) nodes(n *tree.Node) []*node {
	var out []*node
	for _, i := range r.items(n) {
		if one := r.node(i); one != nil {
			out = append(out, one)
		}
	}
	return out
}

// node reads one node. Its kind is the first of its keys that names one.
func (r *reader) node(n *tree.Node) *node {
	entries := r.entries(n)
	if len(entries) == 0 {
		return nil
	}
	out := &node{pos: entries[0].Pos, props: map[string]*prop{}}
	for _, e := range entries {
		if _, ok := kinds[e.Key]; ok && out.kind == "" {
			out.kind = e.Key
		}
	}
	if out.kind == "" {
		r.list.Errorf("template.key", entries[0].Pos, tree.DidYouMean(entries[0].Key, slices.Sorted(maps.Keys(kinds))), "no key says what this node is")
		return nil
	}
	keys := kinds[out.kind]
	if out.kind == "device" {
		name := n.Get("device")
		keys = devices[r.word(name)]
		if keys == nil {
			r.wrong(name, tree.DidYouMean(name.Value, slices.Sorted(maps.Keys(devices))), "unknown device %q", name.Value)
			return nil
		}
		out.props["device"] = &prop{pos: name.Pos, cases: []choice{{word: name.Value}}}
		for _, k := range slices.Sorted(maps.Keys(keys)) {
			if n.Get(k) == nil {
				r.list.Errorf("template.value", out.pos, "Add the key.", "the device %s lacks %q", name.Value, k)
			}
		}
	}
	for _, e := range entries {
		r.key(out, e, keys)
	}
	return out
}

// key reads one key of a node.
func (r *reader) key(n *node, e tree.Entry, keys map[string]keyKind) {
	switch e.Key {
	case "when":
		n.when = r.expr(e.Value)
		return
	case "per":
		if n.per = r.word(e.Value); n.per != "language" {
			r.wrong(e.Value, "Write \"per: language\".", "a node can be repeated for each language only")
		}
		return
	case "name":
		n.name = r.word(e.Value)
		return
	case "device":
		if n.kind == "device" {
			return
		}
	}
	kind, ok := keys[e.Key]
	if !ok {
		kind, ok = common[e.Key]
	}
	if !ok {
		r.strange(e, append(append(slices.Sorted(maps.Keys(keys)), slices.Sorted(maps.Keys(common))...), "when", "per", "name")...)
		return
	}
	if n.kind == "number" && e.Key == "number" {
		n.parts = []part{{of: numberParts[r.choice(e.Value, kWord, "number").word], scale: 1000}}
		return
	}
	switch kind {
	case kNodes:
		n.kids = r.nodes(e.Value)
	case kParts:
		n.parts = r.readPartList(e.Value)
	case kCells:
		n.cells = r.readCells(e.Value)
	case kCross:
		for _, k := range r.entries(e.Value) {
			n.cross = k.Key
			n.props["cross"] = r.prop(k.Value, kSwatch, "cross")
		}
	default:
		if p := r.prop(e.Value, kind, e.Key); p != nil {
			n.props[e.Key] = p
		}
	}
}

// prop reads a value, or values by condition, or a list.
func (r *reader) prop(n *tree.Node, kind keyKind, key string) *prop {
	p := &prop{pos: n.Pos}
	switch {
	case kind == kList:
		for _, i := range r.items(n) {
			p.list = append(p.list, r.prop(i, kExpr, key))
		}
	case n.Kind == tree.Map:
		for _, e := range n.Entries {
			c := r.choice(e.Value, kind, key)
			if e.Key != "else" {
				x, err := parse(e.Key)
				if err != nil {
					r.list.Errorf("template.expression", e.Pos, "Write a condition, or \"else\".", "%v", err)
					continue
				}
				c.when = x
			}
			p.cases = append(p.cases, c)
		}
	default:
		p.cases = []choice{r.choice(n, kind, key)}
	}
	return p
}

// choice reads one plain value of a kind.
func (r *reader) choice(n *tree.Node, kind keyKind, key string) choice {
	w := r.word(n)
	switch kind {
	case kExpr, kList:
		return choice{expr: r.expr(n)}
	case kYes:
		if r.yes(n) {
			return choice{word: "yes"}
		}
		return choice{}
	case kSwatch:
		if _, ok := r.tokens.swatches[w]; !ok {
			r.wrong(n, tree.DidYouMean(w, slices.Sorted(maps.Keys(r.tokens.swatches))), "unknown swatch %q", w)
		}
	case kStyle:
		if r.tokens.styles[w] == nil {
			r.wrong(n, tree.DidYouMean(w, slices.Sorted(maps.Keys(r.tokens.styles))), "unknown style %q", w)
		}
	case kWord:
		if known := words[key]; known != nil && !slices.Contains(known, w) {
			r.wrong(n, tree.DidYouMean(w, known), "%q cannot be %q", key, w)
		}
	}
	return choice{word: w}
}

// expr reads an expression; a finding says what is wrong with it.
func (r *reader) expr(n *tree.Node) *expr {
	e, err := parse(r.word(n))
	if err != nil {
		r.list.Errorf("template.expression", n.Pos, "See docs/print-templates.md for what an expression may hold.", "%v", err)
		return nil
	}
	return e
}

// readPartList reads "headline" or a list of slots with options.
func (r *reader) readPartList(n *tree.Node) []part {
	if n.Kind == tree.String {
		return []part{r.slot(n)}
	}
	var out []part
	for _, i := range r.items(n) {
		if i.Kind == tree.String {
			out = append(out, r.slot(i))
			continue
		}
		out = append(out, r.readPart(i))
	}
	return out
}

func (r *reader) slot(n *tree.Node) part {
	if !slots[n.Value] {
		r.wrong(n, tree.DidYouMean(n.Value, slices.Sorted(maps.Keys(slots))), "unknown slot %q", n.Value)
	}
	return part{of: n.Value, scale: 1000}
}

func (r *reader) readPart(n *tree.Node) part {
	p := part{scale: 1000}
	for _, e := range r.entries(n) {
		switch e.Key {
		case "of":
			p.of = r.slot(e.Value).of
		case "style":
			p.style = r.choice(e.Value, kStyle, "style").word
		case "only":
			for _, i := range r.items(e.Value) {
				p.only = append(p.only, r.word(i))
			}
		case "item":
			p.item = r.fixed(e.Value, 1)
		case "join":
			p.join, p.joined = r.word(e.Value), true
		case "scale":
			p.scale = r.fixed(e.Value, 1000)
		case "icons":
			p.icons = r.yes(e.Value)
		case "numbers":
			p.numbers = r.yes(e.Value)
		default:
			r.strange(e, "of", "style", "only", "item", "join", "scale", "icons", "numbers")
		}
	}
	if p.of == "" {
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

// filter keeps the lines that a part asks for.
func (p part) filter(lines []plan.Line) []plan.Line {
	var out []plan.Line
	for i, l := range lines {
		if (p.item == 0 || p.item == i+1) && (len(p.only) == 0 || slices.Contains(p.only, l.Icon)) {
			out = append(out, l)
		}
	}
	return out
}
