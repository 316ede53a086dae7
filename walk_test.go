package pharos_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/html"

	pharos "pharos"
	"pharos/internal/build"
	"pharos/internal/campaign"
	"pharos/internal/output"
	"pharos/internal/plan"
)

// worldDir is the folder that world has made.
var worldDir string

// world builds the real project once for all walks.
var world = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "pharos-walk-*")
	worldDir = dir
	if err != nil {
		return "", err
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	_, err = build.Run(context.Background(), build.Options{
		Source: build.Source{Defaults: pharos.Defaults},
		Making: build.Making{Theme: "pharos"},
		Means:  build.Means{Jobs: runtime.GOMAXPROCS(0), Cache: filepath.Join(cache, "pharos")},
		Out:    dir,
	})
	return dir, err
})

func TestMain(m *testing.M) {
	code := m.Run()
	if worldDir != "" {
		os.RemoveAll(worldDir)
	}
	os.Exit(code)
}

// built gives the output of the real project and its definitions.
func built(t *testing.T) (string, *campaign.Set) {
	t.Helper()
	dir, err := world()
	if err != nil {
		t.Fatal(err)
	}
	set, list, err := campaign.Load(pharos.Defaults)
	if err != nil || list.Stops() {
		t.Fatal(err, list)
	}
	return dir, set
}

// digits leaves only the figures of a text.
func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// calls gives the telephone links of a page: what is dialled and what is shown.
func calls(t *testing.T, file string) map[string]string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for n := range root.Descendants() {
		for _, a := range n.Attr {
			if n.Data == "a" && a.Key == "href" && strings.HasPrefix(a.Val, "tel:") {
				out[a.Val] = bdi(n)
			}
		}
	}
	return out
}

// bdi is the text of the isolated number in a link.
func bdi(n *html.Node) string {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && d.Data == "bdi" && d.FirstChild != nil {
			return d.FirstChild.Data
		}
	}
	return ""
}

// TestWalkPages follows every number of every country into the start page of
// every language: dialled and shown as the record has it, or not there at all.
func TestWalkPages(t *testing.T) {
	dir, set := built(t)
	for _, c := range set.Countries {
		tags, err := filepath.Glob(filepath.Join(dir, c.Code, "*", "about", "index.html"))
		if err != nil || len(tags) < 13 {
			t.Fatalf("%s has %d languages", c.Code, len(tags))
		}
		for _, about := range tags {
			start := filepath.Join(filepath.Dir(filepath.Dir(about)), "index.html")
			found := calls(t, start)
			for _, h := range c.Hotlines {
				k := h.Contacts[0]
				link := "tel:" + digits(k.Dial)
				if k.International.Holds() && k.International.Value != "" {
					link = "tel:+" + digits(k.International.Value)
				}
				shown, there := found[link]
				if there != h.Status.Shows() || there && shown != k.Dial {
					t.Errorf("%s: %s is %s; link %s shows %q", start, h.ID, h.Status, link, shown)
				}
				delete(found, link)
			}
			for link := range found {
				t.Errorf("%s dials %s, which no record has", start, link)
			}
		}
	}
}

// TestWalkFiles compares every file with the manifest of its country and looks
// for numbers that must not be shown in everything that is text.
func TestWalkFiles(t *testing.T) {
	dir, set := built(t)
	for _, c := range set.Countries {
		var m output.Manifest
		data, err := os.ReadFile(filepath.Join(dir, c.Code, "manifest.json"))
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(data, &m); err != nil {
			t.Fatal(err)
		}
		listed := map[string]string{"manifest.json": ""}
		for _, f := range m.Files {
			listed[f.Path] = f.SHA256
		}
		root := os.DirFS(filepath.Join(dir, c.Code))
		err = fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			want, ok := listed[name]
			delete(listed, name)
			data, err := fs.ReadFile(root, name)
			if err != nil {
				return err
			}
			if sum := sha256.Sum256(data); !ok || want != "" && hex.EncodeToString(sum[:]) != want {
				t.Errorf("%s/%s is not as the manifest says", c.Code, name)
			}
			if name != "manifest.json" && slices.Contains([]string{".html", ".txt"}, filepath.Ext(name)) {
				held(t, c, name, string(data))
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for name := range listed {
			t.Errorf("%s/%s is in the manifest and not there", c.Code, name)
		}
	}
}

// held looks for numbers on hold in a text. What stands in a checksum is no number.
func held(t *testing.T, c *campaign.Country, name, text string) {
	for _, h := range c.Hotlines {
		for _, k := range h.Contacts {
			number := regexp.QuoteMeta(k.Dial) + "|tel:" + digits(k.Dial)
			stands := regexp.MustCompile("(?:^|[^0-9a-f])(?:" + number + ")(?:$|[^0-9a-f])")
			if !h.Status.Shows() && stands.MatchString(text) {
				t.Errorf("%s/%s shows %s, which is %s", c.Code, name, k.Dial, h.Status)
			}
		}
	}
}

// TestWalkSheets reads every screen sheet with poppler and finds its number.
func TestWalkSheets(t *testing.T) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("pdftotext is missing")
		}
		t.Skip("pdftotext (poppler-utils) is not here: the sheets are not read by a second program")
	}
	dir, set := built(t)
	p, list := plan.Make(set, plan.Request{})
	if len(list.Errors()) > 0 {
		t.Fatal(list)
	}
	work := make(chan plan.Material)
	var group sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for m := range work {
				readSheet(t, set, filepath.Join(dir, m.Country, filepath.FromSlash(m.Path("screen.pdf"))), m)
			}
		})
	}
	read := 0
	for _, m := range p.Materials {
		if slices.Contains(m.Outputs, "screen") {
			work <- m
			read++
		}
	}
	close(work)
	group.Wait()
	if read < 400 {
		t.Errorf("only %d sheets were read", read)
	}
}

// readSheet looks for the number of one sheet, and for those that may not be there.
func readSheet(t *testing.T, set *campaign.Set, file string, m plan.Material) {
	out, err := exec.Command("pdftotext", "-raw", file, "-").Output()
	if err != nil {
		t.Errorf("%s: %v", file, err)
		return
	}
	text := strings.Join(strings.Fields(string(out)), " ")
	if !strings.Contains(text, m.Number.Shown) && !strings.Contains(digits(text), digits(m.Number.Shown)) {
		t.Errorf("%s does not show %s", file, m.Number.Shown)
	}
	for _, c := range set.Countries {
		if c.Code == m.Country {
			held(t, c, m.Name, text)
		}
	}
}

// wire is how many bytes of a file travel, packed with gzip.
func wire(t *testing.T, name string) int {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression) // the level is a known one
	if _, err := z.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}

// TestWalkBytes: all pages that a reader opens in one language of a country, with
// style, scripts and icon, are at most 70 KB on the wire, the first view is at most
// 14 KB, a list of sheets in one language at most 6 KB, and a preview at most 15 KB.
func TestWalkBytes(t *testing.T) {
	dir, set := built(t)
	names := regexp.MustCompile(`site\.[0-9a-f]+\.(css|js)`)
	most, worst, first, list := 0, "", 0, 0
	for _, c := range set.Countries {
		folders, err := filepath.Glob(filepath.Join(dir, c.Code, "*", "index.html"))
		if err != nil || len(folders) < 13 {
			t.Fatal(err, folders)
		}
		for _, start := range folders {
			page, err := os.ReadFile(start)
			if err != nil {
				t.Fatal(err)
			}
			own := filepath.Dir(start)
			shared := wire(t, filepath.Join(dir, c.Code, "icon.svg"))
			for _, name := range names.FindAllString(string(page), -1) {
				shared += wire(t, filepath.Join(dir, c.Code, name))
			}
			first = max(first, shared+wire(t, start))
			size := shared + wire(t, filepath.Join(own, "keep.js"))
			pages, err := filepath.Glob(filepath.Join(own, "*", "index.html"))
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range append(pages, start) {
				if strings.HasPrefix(filepath.Base(filepath.Dir(p)), "print-") {
					list = max(list, wire(t, p)) // one for each language: who prints opens one
					continue
				}
				size += wire(t, p)
			}
			if size > most {
				most, worst = size, c.Code+"/"+filepath.Base(own)
			}
		}
		previews, err := filepath.Glob(filepath.Join(dir, c.Code, "print", "*", "*.png"))
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range previews {
			if strings.Contains(filepath.Base(p), "social-") && !strings.HasSuffix(p, ".thumb.png") {
				continue // the pictures themselves
			}
			if info, err := os.Stat(p); err != nil || info.Size() > 15_000 {
				t.Errorf("%s: %v, %d bytes", p, err, info.Size())
			}
		}
	}
	if most > 70_000 || list > 6_000 || first > 14_000 {
		t.Errorf("%s has %d bytes, the largest list of sheets %d; the largest first view %d", worst, most, list, first)
	}
	t.Logf("most %d bytes in %s, lists of sheets at most %d, first view at most %d", most, worst, list, first)
}
