package tree

import "testing"

// FuzzSplice takes any file and any text: where both can be read, each leaf can be
// given the text, and the file reads as it should or is refused. No input panics.
func FuzzSplice(f *testing.F) {
	for _, file := range styles {
		f.Add([]byte(file), "a: b # c")
	}
	f.Add([]byte("a: {b, c: [d, {e: f}], \"g\": }\n- x\n"), "x")
	f.Fuzz(func(t *testing.T, data []byte, text string) {
		root, list := Parse("f", data)
		if root == nil || len(list) > 0 || len(data) > 2000 {
			return
		}
		leaves(root, func(n *Node) {
			was := *n
			*n = Node{Kind: String, Value: text}
			out, err := Splice("f", data, root)
			if again, found := Parse("f", out); err == nil && (len(found) > 0 || !Equal(again, root)) {
				t.Errorf("%q became %q", data, out)
			}
			*n = was
		})
	})
}
