package exchange

import (
	"maps"
	"slices"
	"strings"

	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/rule"
	"pharos/internal/tree"
)

// MemoryFile holds the English texts that translations were made from, so that
// a translator of a stale text sees what changed.
const MemoryFile = "campaigns/sources.yaml"

// Memory maps the fingerprint of a source to its forms.
type Memory map[string]map[string]string

// readMemory reads the memory; no bytes give an empty one. An entry whose text
// does not have the fingerprint it stands under is left out and named.
func readMemory(data []byte) (Memory, diag.List) {
	out := Memory{}
	if len(data) == 0 {
		return out, nil
	}
	root, list := tree.Parse(MemoryFile, data)
	if root == nil {
		return out, list
	}
	var kept map[string]map[string]string
	list = append(list, tree.Decode(root, &kept)...)
	for _, name := range slices.Sorted(maps.Keys(kept)) {
		forms := kept[name]
		if key := strings.TrimPrefix(name, "s-"); locale.Fingerprint(forms) == key {
			out[key] = forms
			continue
		}
		list.Warnf(
			rule.TranslateMemory,
			root.At(name),
			"Delete the entry.",
			"the text kept under %s is not the one it was",
			name,
		)
	}
	return out, list
}

// Bytes writes the memory, sorted by fingerprint.
func (m Memory) Bytes() []byte {
	var b strings.Builder
	b.WriteString("# English texts that translations were made from, by fingerprint. Written by pharos translate.\n")
	for _, print := range slices.Sorted(maps.Keys(m)) {
		b.WriteString("s-" + print + ":\n")
		for _, form := range locale.Forms {
			if text, ok := m[print][form]; ok {
				b.WriteString("  " + form + ": " + tree.Quoted(text) + "\n")
			}
		}
	}
	return []byte(b.String())
}
