package tree

import (
	"fmt"
	"slices"
	"strings"
)

// Splice gives the bytes of a file changed so that it reads as want. Only the bytes
// of values that differ change: comments, order, quotes and line ends of all others
// stay. The result is read again and compared with want, leaf by leaf.
func Splice(file string, data []byte, want *Node) ([]byte, error) {
	root, list := Parse(file, data)
	if root == nil || len(list) > 0 {
		return nil, fmt.Errorf("%s has errors: %s", file, list.Summary())
	}
	e := newEditor(data)
	e.change(slot{value: root, head: -1}, want)
	out := e.apply(0, len(data))
	again, list := Parse(file, out)
	if again == nil || len(list) > 0 {
		return nil, fmt.Errorf("edit %s: the result would have errors: %s", file, list.Summary())
	}
	if path, differ := Difference(want, again); differ {
		return nil, fmt.Errorf("edit %s: %s would not read as it should", file, orWord(path, "the file"))
	}
	return out, nil
}

// change notes the edits after which a slot reads as want.
func (e *editor) change(s slot, want *Node) {
	old := s.value
	switch {
	case Equal(old, want):
	case old.Kind == Map && want.Kind == Map && common(old, want):
		if e.inBraces(s) {
			e.flowGroup(s, want)
		} else {
			e.group(s, want)
		}
	case old.Kind == List && want.Kind == List && len(old.Items) > 0 && len(want.Items) > 0:
		if e.inBraces(s) {
			e.flowList(s, want)
		} else {
			e.list(s, want)
		}
	case old.Kind == Null, old.Kind == Map, old.Kind == List, want.Kind == Map, want.Kind == List:
		e.whole(s, want)
	default:
		a, b := e.start(s), e.finish(s)
		e.replace(a, b, like(string(e.data[a:b]), want, s.indent, s.flow))
	}
}

// common reports whether two groups share a key.
func common(a, b *Node) bool {
	for _, x := range a.Entries {
		if b.index(x.Key) >= 0 {
			return true
		}
	}
	return false
}

// whole writes a value anew.
func (e *editor) whole(s slot, want *Node) {
	a, b := e.start(s), e.finish(s)
	isItem := s.head > 0 && e.data[s.head-1] == '-'
	deep := s.indent + 2
	if s.head < 0 && !s.flow { // the whole file
		e.replace(a, b, block(want, 0))
		return
	}
	if s.head >= 0 && a == s.head && a == b { // nothing stands there
		text := " " + Inline(want)
		if !isItem && e.data[s.head-1] != ':' {
			text = ":" + text
		}
		if !s.flow && !short(want) && isItem {
			text = " " + block(want, deep)
		} else if !s.flow && !short(want) {
			text = "\n" + strings.Repeat(" ", deep) + block(want, deep)
		}
		e.replace(a, b, text)
		return
	}
	below := s.head >= 0 && e.lineStart(a) > s.head
	switch {
	case s.flow, short(want) && !below:
		e.replace(a, b, Inline(want))
	case short(want):
		e.replace(s.head, s.head, " "+Inline(want))
		e.replace(e.lineStart(a), e.next(b), "")
	case below, isItem:
		e.replace(a, b, block(want, a-e.lineStart(a)))
	default:
		e.replace(s.head, b, "\n"+strings.Repeat(" ", deep)+block(want, deep))
	}
}

// group changes a group of keys over several lines. A new key comes behind the key
// that stands before it in want.
func (e *editor) group(s slot, want *Node) {
	old := s.value.Entries
	kept := make([]bool, len(old))
	for i, x := range old {
		kept[i] = want.index(x.Key) >= 0
	}
	first := e.offset(old[slices.Index(kept, true)].Pos)
	space := strings.Repeat(" ", old[0].Pos.Column-1)
	behind := -1
	for _, x := range want.Entries {
		if i := s.value.index(x.Key); i >= 0 {
			behind = i
			e.change(e.entry(old[i], false), x.Value)
			continue
		}
		beside := e.entry(old[max(behind, 0)], false)
		long := beside.value.Kind == Map && !e.inBraces(beside)
		text := entryText(x.Key, x.Value, len(space), long)
		if behind < 0 {
			e.replace(first, first, text+"\n"+space)
		} else {
			e.insert(e.next(e.finish(e.entry(old[behind], false))), space+text+"\n")
		}
	}
	e.cut(kept, func(i int) (int, int) {
		return e.offset(old[i].Pos), e.finish(e.entry(old[i], false))
	})
}

// list changes a list over several lines.
func (e *editor) list(s slot, want *Node) {
	old := s.value.Items
	pairs := align(old, want.Items)
	kept := make([]bool, len(old))
	for _, i := range pairs {
		if i >= 0 {
			kept[i] = true
		}
	}
	first := e.dash(old[slices.Index(kept, true)])
	space := strings.Repeat(" ", e.dash(old[0])-e.lineStart(e.dash(old[0])))
	long := old[0].Kind == Map && !e.inBraces(e.item(old[0], false))
	gap := e.gap(old)
	behind := -1
	for j, i := range pairs {
		if i >= 0 {
			behind = i
			e.change(e.item(old[i], false), want.Items[j])
			continue
		}
		text := "- " + body(want.Items[j], len(space)+2, long)
		if behind < 0 {
			e.replace(first, first, text+"\n"+gap+space)
		} else {
			e.insert(e.next(e.finish(e.item(old[behind], false))), gap+space+text+"\n")
		}
	}
	e.cut(kept, func(i int) (int, int) { return e.dash(old[i]), e.finish(e.item(old[i], false)) })
}

// gap is the empty line between the items of a list, if there is one.
func (e *editor) gap(items []*Node) string {
	if len(items) > 1 {
		between := string(e.data[e.next(e.finish(e.item(items[0], false))):e.lineStart(e.dash(items[1]))])
		if between != "" && strings.TrimSpace(between) == "" {
			return "\n"
		}
	}
	return ""
}

// cut takes the lines of what is not kept away. What begins behind a dash is taken up
// to the first that stays, which then stands behind the dash.
func (e *editor) cut(kept []bool, span func(i int) (a, b int)) {
	from := 0
	if a, _ := span(0); !kept[0] && strings.TrimSpace(string(e.data[e.lineStart(a):a])) != "" {
		for from < len(kept) && !kept[from] {
			from++
		}
		if from < len(kept) {
			to, _ := span(from)
			e.replace(a, to, "")
		}
	}
	for i := from; i < len(kept); i++ {
		if a, b := span(i); !kept[i] {
			e.replace(e.lineStart(a), e.next(b), "")
		}
	}
}

// piece is one part of a group in braces: an old one by its number, or a new one.
type piece struct {
	old  int
	text string
}

// flowGroup changes a group in braces.
func (e *editor) flowGroup(s slot, want *Node) {
	old := s.value.Entries
	same := len(old) == len(want.Entries)
	for _, x := range want.Entries {
		same = same && s.value.index(x.Key) >= 0
	}
	var pieces []piece
	for i, x := range old {
		in := e.entry(x, true)
		switch v := want.Get(x.Key); {
		case v == nil:
		case same:
			e.change(in, v)
		default:
			pieces = append(pieces, piece{i, e.changed(e.offset(x.Pos), in, v)})
		}
	}
	if same {
		return
	}
	at := 0
	for _, x := range want.Entries {
		if i := s.value.index(x.Key); i >= 0 {
			for at = range pieces {
				if pieces[at].old == i {
					break
				}
			}
			at++
			continue
		}
		rest := append([]piece{{-1, keyText(x.Key) + ": " + Inline(x.Value)}}, pieces[at:]...)
		pieces = append(pieces[:at:at], rest...)
		at++
	}
	e.rebuild(s, pieces, func(i int) (int, int) { return e.offset(old[i].Pos), e.finish(e.entry(old[i], true)) },
		len(old))
}

// flowList changes a list in brackets.
func (e *editor) flowList(s slot, want *Node) {
	old := s.value.Items
	pairs := align(old, want.Items)
	var pieces []piece
	for j, i := range pairs {
		if i < 0 {
			pieces = append(pieces, piece{-1, Inline(want.Items[j])})
			continue
		}
		in := e.item(old[i], true)
		pieces = append(pieces, piece{i, e.changed(e.start(in), in, want.Items[j])})
	}
	e.rebuild(s, pieces, func(i int) (int, int) {
		in := e.item(old[i], true)
		return e.start(in), e.finish(in)
	}, len(old))
}

// changed gives the text from a to the end of a slot as it reads when changed.
func (e *editor) changed(a int, s slot, want *Node) string {
	edits := e.edits
	e.edits = nil
	e.change(s, want)
	text := string(e.apply(a, e.finish(s)))
	e.edits = edits
	return text
}

// rebuild writes a group in braces from its pieces. Between two that stood beside each
// other stays what stood there.
func (e *editor) rebuild(s slot, pieces []piece, span func(i int) (a, b int), n int) {
	a, b := e.start(s)+1, e.finish(s)-1
	first, _ := span(0)
	_, last := span(n - 1)
	var out strings.Builder
	out.Write(e.data[a:first])
	for k, p := range pieces {
		switch {
		case k == 0:
		case pieces[k-1].old >= 0 && p.old == pieces[k-1].old+1:
			_, end := span(p.old - 1)
			begin, _ := span(p.old)
			out.Write(e.data[end:begin])
		default:
			out.WriteString(", ")
		}
		out.WriteString(p.text)
	}
	if pieces[len(pieces)-1].old == n-1 {
		out.Write(e.data[last:b])
	} else {
		out.WriteString(strings.TrimLeft(string(e.data[last:b]), ","))
	}
	e.replace(a, b, strings.ReplaceAll(out.String(), e.end, "\n"))
}

// align gives for each wanted item the old one that it comes from, -1 for a new one.
func align(old, want []*Node) []int {
	same := func(i, j int) bool {
		name := old[i].Name()
		return Equal(old[i], want[j]) || name != "" && name == want[j].Name()
	}
	// best[i][j] is how many of old[i:] and want[j:] can be told to be the same.
	best := make([][]int, len(old)+1)
	for i := range best {
		best[i] = make([]int, len(want)+1)
	}
	for i := len(old) - 1; i >= 0; i-- {
		for j := len(want) - 1; j >= 0; j-- {
			best[i][j] = max(best[i+1][j], best[i][j+1])
			if same(i, j) {
				best[i][j] = max(best[i][j], best[i+1][j+1]+1)
			}
		}
	}
	out := make([]int, len(want))
	i, j := 0, 0
	var olds, wants []int // between two anchors
	flush := func() {
		for k, w := range wants {
			if out[w] = -1; k < len(olds) {
				out[w] = olds[k]
			}
		}
		olds, wants = nil, nil
	}
	for i < len(old) || j < len(want) {
		switch {
		case i < len(old) && j < len(want) && same(i, j) && best[i][j] == best[i+1][j+1]+1:
			flush()
			out[j] = i
			i, j = i+1, j+1
		case j == len(want) || i < len(old) && best[i+1][j] >= best[i][j+1]:
			olds = append(olds, i)
			i++
		default:
			wants = append(wants, j)
			j++
		}
	}
	flush()
	return out
}
