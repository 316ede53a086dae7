package web

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	syntax "text/template/parse"
	"unicode"

	"pharos/internal/web/view"
)

// uses is what a template and all parts that it calls can name.
type uses struct {
	// words are the names of fields and the words in quotes; open the words with a
	// place for another word.
	words map[string]bool
	open  []string
	// face are the fields of the shared words.
	face map[string]bool
	// contact are the fields named in parts that speak of a line.
	contact map[string]bool
	// files are the templates themselves.
	files map[string]bool
	// unread is true where a part cannot be read: it may name everything. Hugo says
	// what is wrong with it.
	unread bool
}

// The parts that show a sheet in full, and the script, which the page of all
// countries does without.
const (
	sheetPart   = "components/sheet/sheet.html"
	labelsPart  = "components/sheet/labels.html"
	scriptPart  = "layouts/_partials/script.html"
	indexLayout = "countries"
)

// usesOfPage gives what the template of a page can name.
func (t *theme) usesOfPage(p front) *uses {
	// A list without a sheet in full never comes to the parts that show one.
	full := slices.ContainsFunc(p.Params.Groups, func(g view.Group) bool { return len(g.Sheets) > 0 })
	u, _ := t.uses.LoadOrStore(fmt.Sprint(p.Layout, " ", full), sync.OnceValue(func() *uses {
		return t.usesOf(p.Layout, full, "layouts/baseof.html", "layouts/"+p.Layout+".html")
	}))
	return u.(func() *uses)()
}

// usesOf goes from templates through all parts that they call.
func (t *theme) usesOf(layout string, sheets bool, from ...string) *uses {
	u := &uses{words: map[string]bool{}, face: map[string]bool{}, contact: map[string]bool{}, files: map[string]bool{}}
	var visit func(name string)
	visit = func(name string) {
		data, ok := t.files[name]
		if !ok || u.files[name] || !sheets && (name == sheetPart || name == labelsPart) ||
			layout == indexLayout && name == scriptPart {
			return
		}
		u.files[name] = true
		read := readPart(name, data, layout)
		u.add(read)
		for _, word := range read.quoted {
			for _, at := range []string{"layouts/_partials/", "layouts/partials/", "layouts/", ""} {
				visit(at + word)
			}
		}
	}
	for _, name := range from {
		visit(name)
	}
	return u
}

// add takes what one part names.
func (u *uses) add(p *part) {
	u.unread = u.unread || p.unread
	for _, name := range p.face {
		u.face[name] = true
	}
	for _, name := range p.fields {
		u.words[name] = true
		u.face[name] = u.face[name] || p.renamed
		u.contact[name] = u.contact[name] || p.line
	}
	for _, word := range p.quoted {
		u.words[word] = true
		if strings.Contains(word, "%s") {
			u.open = append(u.open, word)
		}
	}
}

// message reports whether a message can stand on the page.
func (u *uses) message(id string) bool {
	if u.words[id] {
		return true
	}
	return slices.ContainsFunc(u.open, func(open string) bool {
		head, tail, _ := strings.Cut(open, "%s")
		return head != "" && head != "window." && // a page has its own title itself
			strings.HasPrefix(id, head) && strings.HasSuffix(id, tail)
	})
}

// names reports whether the template can name the word at the end of a trail.
func (u *uses) names(t trail) bool {
	if u.unread {
		return true
	}
	if t[0] == "texts" {
		return len(t) == 1 || u.message(t[1])
	}
	words := u.words
	if t[0] == "main" || t[0] == "emergency" || t[0] == "others" {
		words = u.contact
	}
	return u.face[t[0]] && !slices.ContainsFunc(t[1:], func(w string) bool { return !words[w] })
}

// part is what one template names, as it was parsed.
type part struct {
	layout string
	// fields are the names behind points, quoted the words in quotes, face the
	// fields of the shared words, which parts have as f.
	fields, quoted, face []string
	// line is true for a part that speaks of a line, renamed for one that has the
	// shared words under another name.
	line, renamed, unread bool
}

// readPart parses a template as far as a page of a layout comes to it.
func readPart(name string, data []byte, layout string) *part {
	p := &part{layout: layout}
	trees, err := parsed(name, data)
	if err != nil {
		p.unread = true
		return p
	}
	for _, one := range trees {
		p.list(one.Root)
	}
	return p
}

// parsed gives the templates of a file as they are written.
func parsed(name string, data []byte) (map[string]*syntax.Tree, error) {
	tree := syntax.New(name)
	tree.Mode = syntax.SkipFuncCheck // the functions are Hugo's
	trees := map[string]*syntax.Tree{}
	_, err := tree.Parse(string(data), "", "", trees)
	return trees, err
}

// list walks over nodes.
func (p *part) list(l *syntax.ListNode) {
	if l == nil {
		return
	}
	for _, n := range l.Nodes {
		p.node(n)
	}
}

// node walks over one node of the text.
func (p *part) node(n syntax.Node) {
	switch n := n.(type) {
	case *syntax.ActionNode:
		p.pipe(n.Pipe)
	case *syntax.IfNode:
		if p.never(n.Pipe) {
			p.list(n.ElseList)
			return
		}
		p.branch(&n.BranchNode)
	case *syntax.RangeNode:
		p.renamed = p.renamed || shared(n.Pipe)
		p.branch(&n.BranchNode)
	case *syntax.WithNode:
		p.renamed = p.renamed || shared(n.Pipe)
		p.branch(&n.BranchNode)
	case *syntax.TemplateNode:
		p.quoted = append(p.quoted, n.Name)
		p.pipe(n.Pipe)
	}
}

func (p *part) branch(n *syntax.BranchNode) {
	p.pipe(n.Pipe)
	p.list(n.List)
	p.list(n.ElseList)
}

// never reports a condition that leaves out pages of this layout.
func (p *part) never(pipe *syntax.PipeNode) bool {
	return pipe.String() == fmt.Sprintf("ne $c.p.name %q", p.layout)
}

// shared reports a pipeline that gives the shared words.
func shared(pipe *syntax.PipeNode) bool {
	first := namesOf(pipe.Cmds[0].Args[0])
	return len(first) > 0 && first[len(first)-1] == "f"
}

// pipe walks over a pipeline.
func (p *part) pipe(pipe *syntax.PipeNode) {
	if pipe == nil {
		return
	}
	for _, v := range pipe.Decl {
		p.renamed = p.renamed || v.Ident[0] != "$f" && shared(pipe)
		p.line = p.line || slices.Equal(namesOf(pipe.Cmds[0].Args[0]), []string{"line"})
	}
	for _, c := range pipe.Cmds {
		for _, a := range c.Args {
			p.operand(a)
		}
	}
}

// operand walks over one operand of a command.
func (p *part) operand(n syntax.Node) {
	switch n := n.(type) {
	case *syntax.PipeNode:
		p.pipe(n)
	case *syntax.ChainNode:
		p.operand(n.Node)
		p.named(n.Field)
	case *syntax.StringNode:
		p.quoted = append(p.quoted, n.Text)
	default:
		if v, ok := n.(*syntax.VariableNode); ok && v.Ident[0] == "$f" {
			p.face = append(p.face, v.Ident[1:min(len(v.Ident), 2)]...)
		}
		p.named(namesOf(n))
	}
}

// namesOf gives the names behind the points of an operand.
func namesOf(n syntax.Node) []string {
	switch n := n.(type) {
	case *syntax.FieldNode:
		return n.Ident
	case *syntax.VariableNode:
		return n.Ident[1:]
	case *syntax.ChainNode:
		return n.Field
	}
	return nil
}

// named notes the names of fields, those of Go in capitals left out.
func (p *part) named(names []string) {
	for i, name := range names {
		if !unicode.IsLower([]rune(name)[0]) {
			continue
		}
		p.fields = append(p.fields, name)
		p.line = p.line || name == "main" || name == "emergency" || name == "others"
		if i > 0 && names[i-1] == "f" {
			p.face = append(p.face, name)
		}
	}
}
