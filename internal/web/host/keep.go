package host

import (
	_ "embed"
	"encoding/json"
	"regexp"

	"pharos/internal/locale"
)

//go:embed keep.js
var keep []byte

// comments are the lines of keep.js for its readers here.
var comments = regexp.MustCompile(`(?m)^\s*//.*\n`)

// KeepFile is the service worker of one language (Service Workers, W3C). Its
// folder is its scope: it sees the pages of this language and no other.
func KeepFile(tag locale.Tag) string { return tag.Address() + "/keep.js" }

// Keep writes the service worker that keeps files on the device once a visitor
// has asked for it. The paths are relative to the language's folder.
func Keep(files []string) ([]byte, error) {
	list, err := json.Marshal(files)
	if err != nil {
		return nil, err
	}
	return append([]byte("const files = "+string(list)+";\n"), comments.ReplaceAll(keep, nil)...), nil
}
