package template

// kept are the slots that a kind of node takes without naming them: who signs, and
// what stands beside a code.
var kept = map[string][]string{
	"senders": {"senders", "partner"},
	"code":    {"code", "address", "caption"},
	"picture": {"picture"},
}

// Slots lists the words that a sheet of a template can show, or by which it decides
// what it shows, those of the parts that it uses among them. It is nil where the
// template is not known.
func (t *Theme) Slots(name string) map[string]bool {
	of := t.Templates[name]
	if of == nil {
		return nil
	}
	w := &slotWalk{theme: t, lengths: of.Lengths, slots: map[string]bool{}, seen: map[string]bool{}}
	for _, side := range of.Sides {
		w.nodes(side.Nodes)
	}
	return w.slots
}

// slotWalk gathers the slots of one template.
type slotWalk struct {
	theme   *Theme
	lengths map[string]*Prop
	slots   map[string]bool
	// seen are the parts and lengths that were looked at.
	seen map[string]bool
}

func (w *slotWalk) nodes(list []*Node) {
	for _, n := range list {
		w.expr(n.When)
		for _, p := range n.Props {
			w.prop(p)
		}
		for _, p := range n.Parts {
			w.slots[p.Of] = true
		}
		for _, slot := range kept[n.Kind] {
			w.slots[slot] = true
		}
		w.nodes(n.Kids)
		if n.Kind != "use" {
			continue
		}
		for _, one := range n.Props["use"].cases {
			if piece := w.theme.Parts[one.Word]; piece != nil && !w.seen["part "+one.Word] {
				w.seen["part "+one.Word] = true
				w.nodes(piece.Nodes)
			}
		}
	}
}

func (w *slotWalk) prop(p *Prop) {
	if p == nil {
		return
	}
	for _, one := range p.List {
		w.prop(one)
	}
	for _, one := range p.cases {
		w.expr(one.when)
		w.expr(one.expr)
	}
}

// expr takes the slots that an expression asks for, itself or by a named length.
func (w *slotWalk) expr(e *Expr) {
	if e == nil {
		return
	}
	switch e.op {
	case "has":
		w.slots[e.name] = true
	case "name":
		if slots[e.name] {
			w.slots[e.name] = true // senders and second are counted, emergency is asked for
		}
		if p := w.lengths[e.name]; p != nil && !w.seen[e.name] {
			w.seen[e.name] = true
			w.prop(p)
		}
	}
	for _, a := range e.args {
		w.expr(a)
	}
}
