package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"

	"pharos/internal/release"
)

// reseal lists the files of a release anew and signs it with a key, as whoever
// accepts adaptations could after editing by hand.
func reseal(ts *testscript.TestScript, _ bool, args []string) {
	dir := ts.MkAbs(args[0])
	sealed, err := os.ReadFile(ts.MkAbs(args[1]))
	ts.Check(err)
	key, err := release.OpenKey(sealed, ts.Getenv("PHAROS_KEY_PASSWORD"))
	ts.Check(err)
	m, _, err := release.ReadManifest(os.DirFS(dir))
	ts.Check(err)
	for i := range m.Files {
		if m.Files[i].Path == release.PageName {
			continue // its entry is that of the page without its record
		}
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(m.Files[i].Path)))
		ts.Check(err)
		m.Files[i].SHA256, m.Files[i].Size = release.Digest(data), int64(len(data))
	}
	names, err := filepath.Glob(filepath.Join(dir, release.ManifestName+"*"))
	ts.Check(err)
	for _, name := range slices.DeleteFunc(names, func(n string) bool { return !strings.HasSuffix(n, ".minisig") }) {
		ts.Check(os.Remove(name))
	}
	ts.Check(release.Seal(dir, m, key, m.Edition))
}
