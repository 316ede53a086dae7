package template

import (
	"maps"
	"reflect"
	"slices"

	"pharos/internal/diag"
	"pharos/internal/plan"
	"pharos/internal/rule"
	"pharos/internal/tree"
)

// Template is one file themes/<theme>/print/<template>.yaml.
type Template struct {
	Name     string            `yaml:"-"`
	About    string            `yaml:"about"`
	Stocks   []string          `yaml:"stocks"`
	Lets     lets              `yaml:"let"`
	Params   map[string]*Param `yaml:"params"`
	Sides    sides             `yaml:"sides"`
	Examples []Example         `yaml:"examples"`
	// Lengths holds all lengths that have a name in this template.
	Lengths map[string]*Prop `yaml:"-"`
	Pos     diag.Pos
}

// Side is one page of the sheet.
type Side struct {
	Name  string
	Nodes []*Node
}

// sides are the pages in order of the file.
type sides []Side

// Piece is a piece that templates share, from parts.yaml.
type Piece struct {
	About string  `yaml:"about"`
	Lets  lets    `yaml:"let"`
	Nodes []*Node `yaml:"nodes"`
	Pos   diag.Pos
}

// lets are lengths that have a name.
type lets map[string]*Prop

// Param is a choice that a material makes: each value sets lengths.
type Param struct {
	Fallback string
	Values   map[string]lets
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
	Parts parts
	Cells map[[2]int]bool
	Cross string
}

// parts are the words of a node: a slot, or a list of slots and parts.
type parts []Part

// Part says which words a text node takes.
type Part struct {
	Of    string `yaml:"of" req:"true"`
	Style string `yaml:"style"`
	// Only keeps the lines with one of these icons; Item the n-th line, from 1.
	Only []string `yaml:"only"`
	Item int      `yaml:"item"`
	// Join makes one paragraph of all lines, with this between them.
	Join *string `yaml:"join"`
	// Scale is in thousandths of the node's size.
	Scale   int  `yaml:"scale" per:"1000"`
	Icons   bool `yaml:"icons"`
	Numbers bool `yaml:"numbers"`
	Pos     diag.Pos
}

// Prop is a value of a key: one, or several by condition, or a list.
type Prop struct {
	Pos   diag.Pos
	cases []Choice
	List  []*Prop
	kind  keyKind
}

// Choice is a value and the condition under which it holds; nil always holds.
type Choice struct {
	when *Expr
	Word string
	expr *Expr
	pos  diag.Pos
}

// numberParts are the slots behind the words of a number node.
var numberParts = map[string]string{"main": "number", "second": "second", "emergency": "emergency-number"}

// readTemplate reads one template. Names that its expressions use are checked
// when all files are read.
func (r *reader) readTemplate(name string, root *tree.Node) *Template {
	t := &Template{Name: name}
	r.decode(root, t)
	if root != nil && len(t.Sides) == 0 {
		r.list.Errorf(
			rule.TemplateValue,
			root.Pos,
			"Add \"sides:\" with \"front:\" below it.",
			"the template has no sides",
		)
	}
	for _, side := range t.Sides {
		r.checkWords(side.Nodes)
	}
	return t
}

// readParts reads parts.yaml: pieces that several templates use.
func (r *reader) readParts(root *tree.Node) {
	r.decode(root, &r.Parts)
	for _, piece := range r.Parts {
		r.checkWords(piece.Nodes)
	}
}

// ReadNode reads the sides.
func (s *sides) ReadNode(in *tree.Input) {
	for name, nodes := range in.Group() {
		side := Side{Name: name}
		nodes.Decode(&side.Nodes)
		*s = append(*s, side)
	}
}

// ReadNode reads lengths and their names.
func (l *lets) ReadNode(in *tree.Input) {
	*l = lets{}
	for name, value := range in.Group() {
		if reserved(name) {
			value.Errorf(rule.TemplateKey, "Choose another name.", "%q has a meaning of its own", name).Pos = value.Key
			continue
		}
		p := &Prop{}
		value.Decode(p)
		(*l)[name] = p
	}
}

// ReadNode reads the values of a parameter.
func (p *Param) ReadNode(in *tree.Input) {
	p.Values = map[string]lets{}
	for name, value := range in.Group() {
		if name == "default" {
			p.Fallback, _ = plainWord(value)
			continue
		}
		l := lets{}
		value.Decode(&l)
		p.Values[name] = l
	}
	if p.Values[p.Fallback] == nil {
		f := in.Errorf(rule.TemplateValue, "", "the parameter has no value for its default %q", p.Fallback)
		f.Pos, f.Hint = in.Key, tree.DidYouMean(p.Fallback, slices.Sorted(maps.Keys(p.Values)))
	}
}

// ReadNode reads one node. Its kind is the first of its keys that names one.
func (n *Node) ReadNode(in *tree.Input) {
	n.Pos, n.Props = in.Pos, map[string]*Prop{}
	for _, e := range in.Entries {
		if _, ok := kinds[e.Key]; ok && n.Kind == "" {
			n.Kind = e.Key
		}
	}
	if n.Kind == "" && len(in.Entries) > 0 {
		in.Errorf(rule.TemplateKey, "", "no key says what this node is").Hint = tree.DidYouMean(
			in.Entries[0].Key,
			slices.Sorted(maps.Keys(kinds)),
		)
		return
	}
	own := kinds[n.Kind]
	device := in.Get("device")
	if n.Kind == "device" {
		if own = devices[device.Value]; own == nil {
			f := in.Errorf(rule.TemplateValue, "", "unknown device %q", device.Value)
			f.Pos, f.Hint = device.Pos, tree.DidYouMean(device.Value, slices.Sorted(maps.Keys(devices)))
			return
		}
	}
	in.Keys(n.keys(in, own))
	if main := n.Props["number"]; n.Kind == "number" && main != nil {
		n.Parts = parts{{Of: numberParts[main.word()], Scale: 1000}}
	}
}

// keys are the keys that a node of its kind may have; those of a device must be there.
func (n *Node) keys(in *tree.Input, own map[string]keyKind) []tree.Key {
	keys := []tree.Key{
		{Name: "when", To: &n.When},
		{Name: "per", To: &n.Per, Enum: []string{"language"}},
		{Name: "name", To: &n.Name},
	}
	add := func(name string, kind keyKind, needed bool) {
		k := tree.Key{Name: name, Needed: needed}
		switch kind {
		case kNodes:
			k.To = &n.Kids
		case kParts:
			k.To = &n.Parts
		case kCells:
			k.To = (*cells)(&n.Cells)
		case kCross:
			k.To = (*cross)(n)
		default:
			p := &Prop{kind: kind}
			if kind == kWord && words[name] != nil {
				p.kind, k.Enum = kEnum, words[name]
			}
			if k.To = p; in.Get(name) != nil {
				n.Props[name] = p
			}
		}
		keys = append(keys, k)
	}
	if n.Kind == "device" {
		add("device", kWord, false)
	}
	for name, kind := range own {
		add(name, kind, n.Kind == "device")
	}
	for name, kind := range common {
		if _, again := own[name]; !again {
			add(name, kind, false)
		}
	}
	return keys
}

// ReadNode reads a value, or values by condition, or a list.
func (p *Prop) ReadNode(in *tree.Input) {
	p.Pos = in.Pos
	switch {
	case p.kind == kList:
		in.Decode(&p.List)
	case in.Kind == tree.Map:
		for condition, value := range in.Group() {
			c := p.choice(value)
			if condition != "else" {
				c.when = new(Expr)
				if !c.when.read(value, condition, value.Key) {
					continue
				}
			}
			p.cases = append(p.cases, c)
		}
	default:
		p.cases = []Choice{p.choice(in)}
	}
}

// choice reads one plain value.
func (p *Prop) choice(in *tree.Input) Choice {
	c := Choice{pos: in.Pos}
	switch p.kind {
	case kExpr:
		in.Decode(&c.expr)
	case kEnum:
		in.Decode(&c.Word)
	case kYes:
		var yes bool
		if in.Decode(&yes); yes {
			c.Word = "yes"
		}
	default:
		c.Word, _ = plainWord(in)
	}
	return c
}

// word is the word of a property that has no conditions.
func (p *Prop) word() string {
	if p == nil || len(p.cases) == 0 {
		return ""
	}
	return p.cases[0].Word
}

// Words are the words that a property can have, whatever the conditions.
func (p *Prop) Words() []string {
	if p == nil {
		return nil
	}
	var out []string
	for _, c := range p.cases {
		out = append(out, c.Word)
	}
	return out
}

// Is reports whether a property is one expression without conditions, this one.
func (p *Prop) Is(source string) bool {
	e, err := parse(source)
	return err == nil && p != nil && len(p.cases) == 1 && p.cases[0].when == nil &&
		reflect.DeepEqual(p.cases[0].expr, e)
}

// ReadNode reads an expression.
func (e *Expr) ReadNode(in *tree.Input) {
	if word, ok := plainWord(in); ok {
		e.read(in, word, in.Pos)
	}
}

// read takes an expression from words of the file; a finding says what is wrong.
func (e *Expr) read(in *tree.Input, words string, at diag.Pos) bool {
	read, err := parse(words)
	if err != nil {
		in.Errorf(
			rule.TemplateExpression,
			"See docs/print-templates.md for what an expression may hold.",
			"%v",
			err,
		).Pos = at
		return false
	}
	*e = *read
	return true
}

// ReadNode reads a slot, or a list of slots and parts.
func (p *parts) ReadNode(in *tree.Input) {
	if in.Kind == tree.List {
		in.Decode((*[]Part)(p))
		return
	}
	*p = make(parts, 1)
	in.Decode(&(*p)[0])
}

// ReadNode reads the name of a slot, or a group of keys.
func (p *Part) ReadNode(in *tree.Input) {
	type group Part
	p.Scale = 1000
	at := in.Pos
	if in.Kind == tree.String {
		p.Of = in.Value
	} else {
		in.Decode((*group)(p))
		at = in.At("of")
	}
	if !slots[p.Of] && p.Of != "" {
		f := in.Errorf(rule.TemplateValue, "", "unknown slot %q", p.Of)
		f.Pos, f.Hint = at, tree.DidYouMean(p.Of, slices.Sorted(maps.Keys(slots)))
	}
}

// cells are pairs of column and row, counted from 0.
type cells map[[2]int]bool

// ReadNode reads a list of pairs.
func (c *cells) ReadNode(in *tree.Input) {
	var pairs [][2]int
	in.Decode(&pairs)
	*c = cells{}
	for _, pair := range pairs {
		(*c)[pair] = true
	}
}

// cross is a node that is drawn once more where a named shape crosses it.
type cross Node

// ReadNode reads the shape and the swatch.
func (c *cross) ReadNode(in *tree.Input) {
	for shape, swatch := range in.Group() {
		c.Cross, c.Props["cross"] = shape, &Prop{kind: kSwatch}
		swatch.Decode(c.Props["cross"])
	}
}

// checkWords sees that the swatches and styles that nodes name are there.
func (r *reader) checkWords(nodes []*Node) {
	style := func(name string, at diag.Pos) {
		if r.Tokens.Styles[name] == nil && name != "" {
			r.list.Errorf(rule.TemplateValue, at, "", "unknown style %q", name).Hint = tree.DidYouMean(
				name,
				slices.Sorted(maps.Keys(r.Tokens.Styles)),
			)
		}
	}
	for _, n := range nodes {
		for _, p := range n.Props {
			for _, c := range p.cases {
				switch p.kind {
				case kSwatch:
					r.swatch(c.Word, c.pos)
				case kStyle:
					style(c.Word, c.pos)
				}
			}
		}
		for _, p := range n.Parts {
			style(p.Style, p.Pos)
		}
		r.checkWords(n.Kids)
	}
}

// Filter keeps the lines that a part asks for.
func (p Part) Filter(lines []plan.Line) []plan.Line {
	var out []plan.Line
	for i, l := range lines {
		if (p.Item == 0 || p.Item == i+1) && (len(p.Only) == 0 || slices.Contains(p.Only, l.Icon)) {
			out = append(out, l)
		}
	}
	return out
}
