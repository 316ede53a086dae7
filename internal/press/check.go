package press

import (
	"maps"
	"slices"

	"pharos/internal/diag"
	"pharos/internal/tree"
)

// reserved are the names that every expression knows.
var reserved = map[string]bool{}

func init() {
	for _, n := range []string{"W", "H", "u", "bleed", "safe", "w", "h", "em", "languages", "senders", "police", "partner", "short", "second", "draft", "inside", "home", "rtl",
		"emergency", "stock", "script", "language", "text", "and", "or", "not", "has", "min", "max"} {
		reserved[n] = true
	}
}

// checkNames sees that every name in the template and in the parts it uses is
// known, that lengths do not stand for each other in a circle, and that parts
// and shapes exist.
func (r *reader) checkNames(t *template) {
	t.scope = r.scope(t)
	c := &nameCheck{r: r, t: t, lets: t.scope, state: map[string]int{}, shapes: map[string]bool{}}
	for _, name := range slices.Sorted(maps.Keys(t.scope)) {
		c.let(name)
	}
	for _, p := range t.params {
		for _, values := range p.values {
			for _, name := range slices.Sorted(maps.Keys(values)) {
				c.prop(values[name])
			}
		}
	}
	for _, s := range t.sides {
		c.nodes(s.nodes, nil)
	}
	for _, x := range c.crosses {
		if !c.shapes[x.cross] {
			r.list.Errorf("template.value", x.pos, tree.DidYouMean(x.cross, slices.Sorted(maps.Keys(c.shapes))), "no shape of this template has the name %q", x.cross)
		}
	}
}

// scope gives all named lengths of a template: the tokens', the parts', the
// template's own and those that a parameter may set, later ones first.
func (r *reader) scope(t *template) map[string]*prop {
	lets := map[string]*prop{}
	put := func(from map[string]*prop) {
		for k, v := range from {
			lets[k] = v
		}
	}
	put(r.tokens.lets)
	for _, name := range slices.Sorted(maps.Keys(r.parts)) {
		put(r.parts[name].lets)
	}
	put(t.lets)
	for _, name := range slices.Sorted(maps.Keys(t.params)) {
		p := t.params[name]
		for _, v := range slices.Sorted(maps.Keys(p.values)) {
			if v != p.fallback {
				put(p.values[v])
			}
		}
		put(p.values[p.fallback])
	}
	return lets
}

// nameCheck walks a template once.
type nameCheck struct {
	r       *reader
	t       *template
	lets    map[string]*prop
	state   map[string]int // 1 while a length is being looked at, 2 after
	shapes  map[string]bool
	crosses []*node
}

// let looks at one named length and those it stands on.
func (c *nameCheck) let(name string) {
	p := c.lets[name]
	switch c.state[name] {
	case 1:
		c.r.list.Errorf("template.cycle", p.pos, "Give one of the lengths a value that does not need the others.", "the length %q stands for itself in a circle", name)
		c.state[name] = 2
		return
	case 2:
		return
	}
	c.state[name] = 1
	c.prop(p)
	c.state[name] = 2
}

func (c *nameCheck) prop(p *prop) {
	if p == nil {
		return
	}
	for _, one := range p.list {
		c.prop(one)
	}
	for _, one := range p.cases {
		c.expr(one.when, p.pos)
		c.expr(one.expr, p.pos)
	}
}

func (c *nameCheck) expr(e *expr, pos diag.Pos) {
	if e == nil {
		return
	}
	switch {
	case e.op == "has" && !slots[e.name]:
		c.r.list.Errorf("template.expression", pos, tree.DidYouMean(e.name, slices.Sorted(maps.Keys(slots))), "unknown slot %q", e.name)
	case e.op == "name" && c.lets[e.name] != nil:
		c.let(e.name)
	case e.op == "name" && !reserved[e.name] && units[e.name] == 0:
		known := append(append(slices.Sorted(maps.Keys(c.lets)), slices.Sorted(maps.Keys(reserved))...), slices.Sorted(maps.Keys(units))...)
		c.r.list.Errorf("template.expression", pos, tree.DidYouMean(e.name, known), "unknown name %q", e.name)
	}
	for _, a := range e.args {
		c.expr(a, pos)
	}
}

// nodes walks the tree; using holds the parts around it.
func (c *nameCheck) nodes(list []*node, using []string) {
	for _, n := range list {
		c.expr(n.when, n.pos)
		for _, key := range slices.Sorted(maps.Keys(n.props)) {
			c.prop(n.props[key])
		}
		if n.name != "" {
			c.shapes[n.name] = true
		}
		if n.cross != "" {
			c.crosses = append(c.crosses, n)
		}
		if n.kind != "stack" && n.kind != "row" {
			for _, k := range n.kids {
				if k.per != "" {
					c.r.list.Errorf("template.value", k.pos, "Put the node into a stack or a row.", "only a node in a stack or a row can be repeated")
				}
			}
		}
		c.nodes(n.kids, using)
		if n.kind == "use" {
			c.use(n, using)
		}
	}
}

func (c *nameCheck) use(n *node, using []string) {
	name := n.props["use"].cases[0].word
	d := c.r.parts[name]
	switch {
	case d == nil:
		c.r.list.Errorf("template.value", n.pos, tree.DidYouMean(name, slices.Sorted(maps.Keys(c.r.parts))), "there is no part %q in parts.yaml", name)
	case slices.Contains(using, name):
		c.r.list.Errorf("template.cycle", n.pos, "Take one of the parts out of the circle.", "the part %q uses itself", name)
	default:
		c.nodes(d.nodes, append(using, name))
	}
}
