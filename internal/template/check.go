package template

import (
	"maps"
	"slices"

	"pharos/internal/diag"
	"pharos/internal/rule"
	"pharos/internal/tree"
)

// operators are the words of expressions that are no names; "text" is a width.
var operators = map[string]bool{
	"and": true, "or": true, "not": true, "has": true, "min": true, "max": true, "text": true,
}

// reserved reports whether a word has a meaning of its own in every expression.
func reserved(word string) bool { return names[word] != nil || operators[word] || units[word] != 0 }

// checkNames sees that every name in the template and in the parts it uses is
// known, that lengths do not stand for each other in a circle, and that parts
// and shapes exist.
func (r *reader) checkNames(t *Template) {
	t.Lengths = r.scope(t)
	c := &nameCheck{r: r, t: t, lets: t.Lengths, state: map[string]int{}, shapes: map[string]bool{}}
	for _, name := range slices.Sorted(maps.Keys(t.Lengths)) {
		c.let(name)
	}
	for _, p := range t.Params {
		for _, values := range p.Values {
			for _, name := range slices.Sorted(maps.Keys(values)) {
				c.prop(values[name])
			}
		}
	}
	for _, s := range t.Sides {
		c.nodes(s.Nodes, nil)
	}
	for _, x := range c.crosses {
		if !c.shapes[x.Cross] {
			r.list.Errorf(rule.TemplateValue, x.Pos, "", "no shape of this template has the name %q", x.Cross).Hint =
				tree.DidYouMean(
					x.Cross,
					slices.Sorted(maps.Keys(c.shapes)),
				)
		}
	}
}

// scope gives all named lengths of a template: the tokens', the parts', the
// template's own and those that a parameter may set, later ones first.
func (r *reader) scope(t *Template) map[string]*Prop {
	out := lets{}
	put := func(from lets) { maps.Copy(out, from) }
	put(r.Tokens.Lets)
	for _, name := range slices.Sorted(maps.Keys(r.Parts)) {
		put(r.Parts[name].Lets)
	}
	put(t.Lets)
	for _, name := range slices.Sorted(maps.Keys(t.Params)) {
		p := t.Params[name]
		for _, v := range slices.Sorted(maps.Keys(p.Values)) {
			if v != p.Fallback {
				put(p.Values[v])
			}
		}
		put(p.Values[p.Fallback])
	}
	return out
}

// nameCheck walks a template once.
type nameCheck struct {
	r       *reader
	t       *Template
	lets    map[string]*Prop
	state   map[string]int // 1 while a length is being looked at, 2 after
	shapes  map[string]bool
	crosses []*Node
}

// let looks at one named length and those it stands on.
func (c *nameCheck) let(name string) {
	p := c.lets[name]
	switch c.state[name] {
	case 1:
		c.r.list.Errorf(
			rule.TemplateCycle,
			p.Pos,
			"Give one of the lengths a value that does not need the others.",
			"the length %q stands for itself in a circle",
			name,
		)
		c.state[name] = 2
		return
	case 2:
		return
	}
	c.state[name] = 1
	c.prop(p)
	c.state[name] = 2
}

func (c *nameCheck) prop(p *Prop) {
	if p == nil {
		return
	}
	for _, one := range p.List {
		c.prop(one)
	}
	for _, one := range p.cases {
		c.expr(one.when, p.Pos)
		c.expr(one.expr, p.Pos)
	}
}

func (c *nameCheck) expr(e *Expr, pos diag.Pos) {
	if e == nil {
		return
	}
	switch {
	case e.op == "has" && !slots[e.name]:
		c.r.list.Errorf(rule.TemplateExpression, pos, "", "unknown slot %q", e.name).Hint = tree.DidYouMean(
			e.name,
			slices.Sorted(maps.Keys(slots)),
		)
	case e.op == "name" && c.lets[e.name] != nil:
		c.let(e.name)
	case e.op == "name" && !reserved(e.name):
		known := append(
			append(slices.Sorted(maps.Keys(c.lets)), slices.Sorted(maps.Keys(names))...),
			slices.Sorted(maps.Keys(units))...)
		c.r.list.Errorf(rule.TemplateExpression, pos, "", "unknown name %q", e.name).Hint = tree.DidYouMean(
			e.name,
			known,
		)
	}
	for _, a := range e.args {
		c.expr(a, pos)
	}
}

// nodes walks the tree; using holds the parts around it.
func (c *nameCheck) nodes(list []*Node, using []string) {
	for _, n := range list {
		c.expr(n.When, n.Pos)
		for _, key := range slices.Sorted(maps.Keys(n.Props)) {
			c.prop(n.Props[key])
		}
		if n.Name != "" {
			c.shapes[n.Name] = true
		}
		if n.Cross != "" {
			c.crosses = append(c.crosses, n)
		}
		if n.Kind != "stack" && n.Kind != "row" {
			for _, k := range n.Kids {
				if k.Per != "" {
					c.r.list.Errorf(
						rule.TemplateValue,
						k.Pos,
						"Put the node into a stack or a row.",
						"only a node in a stack or a row can be repeated",
					)
				}
			}
		}
		c.nodes(n.Kids, using)
		if n.Kind == "use" {
			c.use(n, using)
		}
	}
}

func (c *nameCheck) use(n *Node, using []string) {
	name := n.Props["use"].word()
	d := c.r.Parts[name]
	switch {
	case d == nil:
		c.r.list.Errorf(rule.TemplateValue, n.Pos, "", "there is no part %q in parts.yaml", name).Hint =
			tree.DidYouMean(
				name,
				slices.Sorted(maps.Keys(c.r.Parts)),
			)
	case slices.Contains(using, name):
		c.r.list.Errorf(
			rule.TemplateCycle,
			n.Pos,
			"Take one of the parts out of the circle.",
			"the part %q uses itself",
			name,
		)
	default:
		c.nodes(d.Nodes, append(using, name))
	}
}
