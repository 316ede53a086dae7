package tree

import (
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"pharos/internal/diag"
	"pharos/internal/rule"
)

// node turns one node of the library, with all below it, into ours.
func (r *reader) node(n ast.Node, depth int) *Node {
	if depth > maxDepth {
		return r.refuse(n, "more than 64 levels of nesting")
	}
	switch n := n.(type) {
	case nil:
		return &Node{}
	case *ast.StringNode:
		out := &Node{Kind: String, Value: n.Value, Bare: n.Token.Type == token.StringType, Pos: r.pos(n)}
		if out.Bare {
			r.plainly(out)
		}
		// The library calls 0800 text because 8 is no octal digit, and 0700 a number.
		if n.Token.Type == token.StringType && n.Value != "" && strings.Trim(n.Value, "0123456789") == "" {
			out.Kind = Int
		}
		return out
	case *ast.LiteralNode:
		return &Node{Kind: String, Value: n.Value.Value, Pos: r.pos(n)}
	case *ast.IntegerNode:
		return &Node{Kind: Int, Value: written(n), Pos: r.pos(n)}
	case *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		return &Node{Kind: Float, Value: written(n), Pos: r.pos(n)}
	case *ast.BoolNode:
		return &Node{Kind: Bool, Value: written(n), Pos: r.pos(n)}
	case *ast.NullNode:
		return &Node{Kind: Null, Value: written(n), Pos: r.pos(n)}
	case *ast.SequenceNode:
		out := &Node{Kind: List, Pos: r.pos(n)}
		for _, v := range n.Values {
			out.Items = append(out.Items, r.node(v, depth+1))
		}
		return out
	case *ast.MappingValueNode:
		return r.group([]*ast.MappingValueNode{n}, n, depth)
	case *ast.MappingNode:
		return r.group(n.Values, n, depth)
	case *ast.AnchorNode, *ast.AliasNode, *ast.MergeKeyNode:
		return r.refuse(n, "anchors, aliases and merge keys")
	case *ast.TagNode:
		return r.refuse(n, "tags")
	case *ast.DirectiveNode:
		return r.refuse(n, "directives")
	}
	return r.refuse(n, "values of this kind")
}

// plainly refuses a text that begins with a typographic quote where a straight one was
// meant: the quotes would be printed, and a comma would end the text.
func (r *reader) plainly(n *Node) {
	if first, _ := utf8.DecodeRuneInString(n.Value); first < 0x80 || !strings.ContainsRune(quotes, first) {
		return
	}
	r.list.Errorf(rule.FileSyntax, n.Pos,
		`Write straight quotes: "…". Where the text itself begins with such quotes, put straight ones around `+
			`all of it.`,
		"%s stands where YAML wants a straight one", Odd(n.Value))
}

// written is the text of a scalar as it stands in the file.
func written(n ast.Node) string { return strings.TrimSpace(n.GetToken().Value) }

// group turns keys and values; a key that comes twice is a finding.
func (r *reader) group(values []*ast.MappingValueNode, n ast.Node, depth int) *Node {
	out := &Node{Kind: Map, Pos: r.pos(n)}
	seen := make(map[string]int, len(values))
	for _, v := range values {
		key, ok := r.key(v.Key)
		if !ok {
			continue
		}
		pos := r.pos(v.Key)
		if line, twice := seen[key]; twice {
			r.list.Errorf(
				rule.FileDuplicate,
				pos,
				"Delete one of the two.",
				"the key %q stands here a second time; the first is in line %d",
				key,
				line,
			)
			continue
		}
		seen[key] = pos.Line
		out.Entries = append(out.Entries, Entry{Key: key, Pos: pos, Value: r.node(v.Value, depth+1)})
	}
	if len(out.Entries) > 0 {
		out.Pos = out.Entries[0].Pos
	}
	return out
}

// key gives the text of a key; anything but a plain scalar is a finding.
func (r *reader) key(k ast.MapKeyNode) (string, bool) {
	switch k := k.(type) {
	case *ast.StringNode:
		return k.Value, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.NullNode:
		return written(k), true
	case nil:
		return "", false
	}
	what := diag.Format("keys that are not plain words")
	if k.IsMergeKey() {
		what = "anchors, aliases and merge keys"
	}
	r.refuse(k, what)
	return "", false
}
