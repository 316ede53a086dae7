package main

import (
	"archive/zip"
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"

	pharos "pharos"
	"pharos/internal/adapt"
	"pharos/internal/campaign"
	"pharos/internal/release"
)

// forgeBase replaces a text in the definitions of a base and lets an accepted
// adaptation rest on them, as whoever may accept could give both away. The manifest
// of the base stays that of the office. Arguments: adaptation, base, old and new text.
func forgeBase(ts *testscript.TestScript, _ bool, args []string) {
	put := func(name string, data []byte) { ts.Check(os.WriteFile(name, data, 0o644)) }
	read := func(name string) []byte {
		data, err := os.ReadFile(name)
		ts.Check(err)
		return data
	}
	digest := func(files adapt.Packed) string {
		d, err := adapt.Digest(campaign.Overlay(pharos.Defaults, files.FS()))
		ts.Check(err)
		return d
	}
	name := filepath.Join(ts.MkAbs(args[1]), adapt.Definitions)
	files, err := adapt.Unpack(read(name))
	ts.Check(err)
	was := digest(files)
	var packed bytes.Buffer
	w := zip.NewWriter(&packed)
	for _, n := range slices.Sorted(maps.Keys(files)) {
		files[n] = bytes.ReplaceAll(files[n], []byte(args[2]), []byte(args[3]))
		ts.Check(adapt.Put(w, n, files[n]))
	}
	ts.Check(w.Close())
	put(name, packed.Bytes())

	name = filepath.Join(ts.MkAbs(args[0]), release.AdaptationDir, "adaptation.zip")
	sent, err := adapt.Receive(read(name))
	ts.Check(err)
	work := ts.MkAbs("forged-adaptation")
	ts.Check(os.Mkdir(work, 0o755))
	ts.Check(sent.Unfold(work))
	own := filepath.Join(work, campaign.AdaptationFile)
	put(own, bytes.ReplaceAll(read(own), []byte(was), []byte(digest(files))))
	a := &campaign.Adaptation{Country: sent.Country}
	a.Organisation.ID, a.Base.Release, a.Base.Digest = sent.Organisation, sent.Base, digest(files)
	again, err := adapt.Submit(work, a)
	ts.Check(err)
	put(name, again)
}

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
