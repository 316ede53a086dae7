package release

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"pharos/internal/disk"
)

// PageName is the page of a release that checks a file without network and
// without any program.
const PageName = "verify.html"

// EarlierDir holds the manifests of the releases before, so that an old sheet is
// called old and not unknown.
const EarlierDir = "earlier"

// The page is made of these; verify.js is bundled from verify.mjs (page/README.md).
var (
	//go:embed page/page.html
	pageFrame string
	//go:embed page/page.css
	pageStyle string
	//go:embed page/verify.js
	pageScript string
)

// recordOpen and recordShut stand around the record of the page: a copy of the
// manifest, its signatures and the keys. A manifest cannot list a page that holds
// it; so it lists the page with an empty record, and the record is compared with
// the files beside it.
const (
	recordOpen = `<script id="record" type="application/json">`
	recordShut = "</script>"
	maxPage    = 24 << 20
)

// PageFace is the page in one language.
type PageFace struct {
	// Tag is BCP 47, Dir is ltr or rtl, Name the language's own name.
	Tag  string `json:"tag"`
	Dir  string `json:"dir"`
	Name string `json:"name"`
	// Edition and Expires are the days of the release as the language writes them.
	Edition string `json:"edition"`
	Expires string `json:"expires"`
	// Texts are messages by id; % stands where the page puts a value.
	Texts map[string]string `json:"texts"`
}

// PageTexts are the messages that the page shows.
var PageTexts = []string{
	"verify.title",
	"verify.drop",
	"verify.right",
	"verify.altered",
	"verify.older",
	"verify.expired",
	"verify.revoked",
	"verify.unknown",
	"verify.absent",
	"verify.broken",
	"verify.clock",
	"verify.others",
	"verify.call",
	"verify.remember",
	"verify.compared",
	"verify.script",
	"ticket.words",
	"imprint.edition",
	"materials.until",
}

// Page makes the page with an empty record: its bytes depend on the program, the
// texts and the days alone.
func Page(faces []PageFace) ([]byte, error) {
	data, err := json.Marshal(faces) // escapes <, so that no text can close the element
	if err != nil {
		return nil, fmt.Errorf("page of the release: %w", err)
	}
	var static strings.Builder
	for _, f := range faces {
		fmt.Fprintf(&static, "<p lang=%q dir=%q>%s</p>\n", f.Tag, f.Dir, html.EscapeString(f.Texts["verify.script"]))
	}
	style, script := strings.TrimSpace(pageStyle), strings.TrimSpace(pageScript)
	out := strings.NewReplacer("{{STYLE-DIGEST}}", policyDigest(style), "{{SCRIPT-DIGEST}}", policyDigest(script),
		"{{STYLE}}", style, "{{SCRIPT}}", script,
		"{{STATIC}}", static.String(), "{{FACES}}", string(data), "{{WORDS}}", strings.TrimSpace(wordText),
		"{{RECORD}}", "").
		Replace(pageFrame)
	if n := strings.Count(out, recordOpen); n != 1 {
		return nil, fmt.Errorf("page of the release: it has %d places for the record", n)
	}
	return []byte(out), nil
}

// policyDigest is a source of a Content-Security-Policy (CSP Level 3, 2.3.1).
func policyDigest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// pageRecord is what the page of a release has to hold.
type pageRecord struct {
	Manifest   string            `json:"manifest"`
	Signatures map[string]string `json:"signatures"`
	Keys       map[string]string `json:"keys"`
	Earlier    map[string]string `json:"earlier"`
	// Renewed are the renewals with their signatures.
	Renewed map[string]string `json:"renewed,omitempty"`
	// Adaptation is what an accepted adaptation rests on: the right and, below base/,
	// the manifest of the base, both with their signatures.
	Adaptation map[string]string `json:"adaptation,omitempty"`
}

// recordOf gathers the record from the files of a release.
func recordOf(fsys fs.FS) ([]byte, error) {
	r := pageRecord{Signatures: map[string]string{}}
	own, err := smallFiles(fsys, ".")
	if err != nil {
		return nil, err
	}
	for name, text := range own {
		if name != ManifestName {
			r.Signatures[name] = text
		}
	}
	r.Manifest = own[ManifestName]
	if r.Keys, err = smallFiles(fsys, KeysDir); err != nil {
		return nil, err
	}
	if r.Earlier, err = smallFiles(fsys, EarlierDir); err != nil {
		return nil, err
	}
	if r.Renewed, err = smallFiles(fsys, RenewedDir); err != nil {
		return nil, err
	}
	if r.Adaptation, err = smallFiles(fsys, AdaptationDir); err != nil {
		return nil, err
	}
	base, err := smallFiles(fsys, path.Join(AdaptationDir, BaseDir))
	if err != nil {
		return nil, err
	}
	for name, text := range base {
		r.Adaptation[path.Join(BaseDir, name)] = text
	}
	return json.Marshal(r)
}

// inPage reports whether the page holds a file of a folder: of the release's own
// the manifest and its signatures, of what an adaptation rests on all but what was
// sent, of others everything.
func inPage(dir, name string) bool {
	switch dir {
	case ".":
		return isOwn(name)
	case RenewedDir:
		return path.Ext(name) == ".json" || path.Ext(name) == ".minisig"
	case AdaptationDir:
		return strings.HasPrefix(name, "right.")
	}
	return true
}

// smallFiles reads the plain files of a folder that the page holds, by name.
func smallFiles(fsys fs.FS, dir string) (map[string]string, error) {
	out, sum := map[string]string{}, 0
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	for _, e := range disk.Entries(entries) {
		if e.IsDir() || !inPage(dir, e.Name()) {
			continue
		}
		data, err := readSmall(fsys, path.Join(dir, e.Name()), maxManifest)
		if err != nil {
			return nil, err
		}
		if sum += len(data); sum > maxSmall+maxManifest || len(out) > maxKeys {
			return nil, fmt.Errorf("%s: the files are too many or too large", dir)
		}
		out[e.Name()] = string(data)
	}
	return out, nil
}

// cutPage takes the record out of a page.
func cutPage(data []byte) (empty, record []byte, ok bool) {
	start := bytes.Index(data, []byte(recordOpen))
	if start < 0 {
		return nil, nil, false
	}
	start += len(recordOpen)
	size := bytes.Index(data[start:], []byte(recordShut))
	if size < 0 {
		return nil, nil, false
	}
	record = data[start : start+size]
	return slices.Concat(data[:start], data[start+size:]), record, true
}

// fillPage writes manifest, signatures and keys of a release into its page. A
// release without the page stays without.
func fillPage(dir string) error {
	fsys := os.DirFS(dir)
	data, err := readSmall(fsys, PageName, maxPage)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("%s: %w", PageName, err)
	}
	record, err := recordOf(fsys)
	if err != nil {
		return fmt.Errorf("%s: %w", PageName, err)
	}
	empty, _, ok := cutPage(data)
	if !ok {
		return fmt.Errorf("%s: it has no place for the record", PageName)
	}
	at := bytes.Index(empty, []byte(recordOpen)) + len(recordOpen)
	return disk.Write(filepath.Join(dir, PageName), slices.Concat(empty[:at], record, empty[at:]), 0o644)
}

// page compares the page with its entry and its record with the files beside it.
func (v *verifier) page(f File) {
	data, err := readSmall(v.fsys, PageName, maxPage)
	if err != nil {
		v.out.bad(Broken, PageName, "%v", cause(err))
		return
	}
	empty, record, ok := cutPage(data)
	want, err := recordOf(v.fsys)
	switch {
	case !ok || Digest(empty) != f.SHA256 || int64(len(empty)) != f.Size:
		v.out.bad(Altered, PageName, "the page is not the one that was signed")
	case err != nil:
		v.out.bad(Broken, PageName, "%v", cause(err))
	case !bytes.Equal(record, want):
		v.out.bad(
			Altered,
			PageName,
			"the page does not hold the manifest, the signatures and the keys that lie beside it",
		)
	}
}

// Earlier reads the manifests of the releases before that a release holds, the
// newest first, as far as the chain of their digests reaches from its own.
func Earlier(fsys fs.FS, m *Manifest) []*Manifest {
	files, err := smallFiles(fsys, EarlierDir)
	if err != nil {
		return nil
	}
	byDigest := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		byDigest[Digest([]byte(files[name]))] = files[name]
	}
	var out []*Manifest
	for previous := m.Previous; byDigest[previous] != ""; {
		old, err := ParseManifest([]byte(byDigest[previous]))
		if err != nil || old.Country != m.Country || old.Number >= m.Number {
			break
		}
		out, previous = append(out, old), old.Previous
	}
	return out
}
