package serve_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	pharos "pharos"
	"pharos/internal/build"
	"pharos/internal/build/buildtest"
	"pharos/internal/serve"
)

// messages is a message file of the project of a test; said is a message of it
// that stands on every start page.
const messages, said = "campaigns/interface/messages/en.yaml", "Skip to main text"

// served is a project in a folder with one message file of its own, and its server.
type served struct {
	dir    string
	server *serve.Server
	url    string
}

// start serves a project and watches it.
func start(t testing.TB) served {
	t.Helper()
	s := served{dir: t.TempDir()}
	data, err := os.ReadFile(filepath.Join("..", "..", filepath.FromSlash(messages)))
	if err != nil {
		t.Fatal(err)
	}
	s.write(t, messages, string(data))
	s.open(t)
	return s
}

// open serves what lies in the folder.
func (s *served) open(t testing.TB) {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	p := serve.NewPreview(build.Options{
		Source: build.Source{Defaults: pharos.Defaults, Project: s.dir},
		Making: build.Making{Theme: "pharos"},
		Means:  build.Means{Jobs: 2, Cache: filepath.Join(cache, "pharos")},
	})
	s.server = serve.New(p, "127.0.0.1")
	if list, err := s.server.Reload(t.Context()); err != nil || list.Stops() {
		t.Fatal(err, list)
	}
	web := httptest.NewServer(s.server)
	s.url = web.URL
	t.Cleanup(func() {
		web.Close()
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
}

// write writes a file of the project.
func (s served) write(t testing.TB, name, text string) {
	t.Helper()
	file := filepath.Join(s.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// change replaces words of the message file.
func (s served) change(t testing.TB, old, now string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(s.dir, filepath.FromSlash(messages)))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(data), old) {
		t.Fatalf("%s does not say %q", messages, old)
	}
	s.write(t, messages, strings.ReplaceAll(string(data), old, now))
}

// get reads an address.
func (s served) get(t testing.TB, path string, status int) string {
	t.Helper()
	r, err := http.Get(s.url + path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	data, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	if r.StatusCode != status {
		t.Errorf("%s: status %d, want %d: %s", path, r.StatusCode, status, data)
	}
	return string(data)
}

// watch begins to watch the project.
func (s served) watch(t testing.TB) {
	go func() {
		if err := serve.Watch(t.Context(), s.dir, func() {
			if _, err := s.server.Reload(t.Context()); err != nil {
				t.Error(err)
			}
		}); err != nil {
			t.Error(err)
		}
	}()
	time.Sleep(100 * time.Millisecond) // a change before the watch begins is not seen
}

// news is what an open page is told.
type news struct {
	Edition, Reloads int
	Findings         struct {
		Errors int
		List   []struct{ Rule, Message, Place string }
	}
}

// news asks as an open page does.
func (s served) news(t testing.TB) (n news) {
	t.Helper()
	if err := json.Unmarshal([]byte(s.get(t, "/_pharos/news?seen=-1", 200)), &n); err != nil {
		t.Fatal(err)
	}
	return n
}

// until asks until the news are as wanted.
func (s served) until(t testing.TB, what string, wanted func(news) bool) news {
	t.Helper()
	for t.Context().Err() == nil {
		if n := s.news(t); wanted(n) {
			return n
		}
		time.Sleep(time.Millisecond)
	}
	t.Fatalf("never told of %s", what)
	return news{}
}

// says reports whether a finding has words in its message or its place.
func (n news) says(words string) bool {
	for _, f := range n.Findings.List {
		if strings.Contains(f.Message+" "+f.Place, words) {
			return true
		}
	}
	return false
}

// TestChange: a page that is open is told of a change and then has it; a change
// with an error shows the error and keeps the page.
func TestChange(t *testing.T) {
	s := start(t)
	if !strings.Contains(s.get(t, "/rs/en/", 200), said) {
		t.Fatalf("the page does not say %q", said)
	}
	s.watch(t)
	first := s.news(t)
	if first.Findings.Errors > 0 {
		t.Errorf("first %+v", first)
	}
	s.change(t, said, "Changed just now")
	second := s.until(t, "a change", func(n news) bool { return n.Reloads > first.Reloads })
	page := s.get(t, "/rs/en/", 200)
	if !strings.Contains(page, "Changed just now") {
		t.Error("the page does not have the change")
	}
	if !strings.Contains(page, fmt.Sprintf(`data-reloads="%d"`, second.Reloads)) {
		t.Error("the page does not say which reading of the project it is of: it would load itself for ever")
	}
	s.change(t, "Changed just now", "Ring {{.Nothing}} now")
	broken := s.until(t, "an error", func(n news) bool { return n.Findings.Errors > 0 })
	if !broken.says("Nothing") || !broken.says(messages) || broken.Reloads != second.Reloads {
		t.Errorf("after an error %+v", broken)
	}
	if !strings.Contains(s.get(t, "/rs/en/", 200), "Changed just now") {
		t.Error("the last whole page is not shown")
	}
	s.write(t, "content/en/rights.md.tmp", "half") // an editor's file
	s.change(t, "Ring {{.Nothing}} now", said)
	s.until(t, "the cure", func(n news) bool { return n.Reloads > second.Reloads && n.Findings.Errors == 0 })
}

// TestForeign: no other page of the same browser gets an answer, and none may frame
// the preview.
func TestForeign(t *testing.T) {
	s := start(t)
	ask := func(path string, headers map[string]string) *httptest.ResponseRecorder {
		r := httptest.NewRequest("GET", path, nil)
		r.Host = "127.0.0.1:1313"
		for name, value := range headers {
			r.Header.Set(name, value)
		}
		w := httptest.NewRecorder()
		s.server.ServeHTTP(w, r)
		return w
	}
	for _, path := range []string{"/", "/rs/en/", "/_pharos/sheets", "/_pharos/live.js", "/_pharos/news", "/rs/print/citizen/none.png"} {
		for _, h := range []map[string]string{
			{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"},
			{"Origin": "https://evil.example"}, {"Origin": "http://127.0.0.1:8000"}, {"Origin": "null"},
		} {
			if w := ask(path, h); w.Code != http.StatusForbidden {
				t.Errorf("%s with %v: %d", path, h, w.Code)
			}
		}
	}
	for _, h := range []map[string]string{nil, {"Sec-Fetch-Site": "none"}, {"Sec-Fetch-Site": "same-origin", "Origin": "http://127.0.0.1:1313"}} {
		w := ask("/_pharos/live.js", h)
		if w.Code != http.StatusOK {
			t.Errorf("with %v: %d", h, w.Code)
		}
		if w.Header().Get("X-Frame-Options") != "DENY" || w.Header().Get("Content-Security-Policy") != "frame-ancestors 'none'" {
			t.Errorf("the preview may be framed: %v", w.Header())
		}
	}
}

// TestRedirects: a path without its last slash leads to the same path of this host, as
// browsers read an address: they take a backslash for a slash and leave out tabs and
// line ends.
func TestRedirects(t *testing.T) {
	s := serve.New(nil, "127.0.0.1")
	asBrowsers := strings.NewReplacer(`\`, "/", "\t", "", "\n", "", "\r", "")
	for _, path := range []string{
		"/rs", "/rs/en", "//evil.example/x", "/%5cevil.example/x", "/%5C%5Cevil.example/x", "/%09/evil.example/x",
		"/%0a/evil.example/x", "/%0d%0a/evil.example/x", "/x/..//evil.example/x", "/%09%5cevil.example/x",
		"/.%09./%5cevil.example/x", "/%2f%2fevil.example/x", "/%e2%81%84evil.example/x",
	} {
		r := httptest.NewRequest("GET", "http://127.0.0.1:1313"+path, nil)
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		to := asBrowsers.Replace(w.Header().Get("Location"))
		if w.Code != http.StatusFound || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") {
			t.Errorf("%s: %d, %q", path, w.Code, to)
		}
	}
}

// TestNothingStaysOpen: what an open page asks for is answered at once, so that a
// browser, which keeps six connections to a server, can show any number of pages.
func TestNothingStaysOpen(t *testing.T) {
	s := start(t)
	for _, path := range regexp.MustCompile(`/_pharos/[a-z]+`).FindAllString(s.get(t, "/_pharos/live.js", 200), -1) {
		if r, err := http.Get(s.url + path); err != nil {
			t.Error(err)
		} else if _, err := io.ReadAll(r.Body); err != nil || r.Header.Get("Content-Type") == "text/event-stream" { // a stream has no end
			t.Errorf("%s: %v %v", path, err, r.Header)
		}
	}
	seen := s.news(t)
	s.get(t, fmt.Sprintf("/_pharos/news?seen=%d", seen.Edition), http.StatusNoContent)
}

// TestFindingsOfTheBuild: a preview of a sheet finds what a build finds in it, and an
// exception holds for both.
func TestFindingsOfTheBuild(t *testing.T) {
	for _, name := range []string{"poster.type/bad.txtar", "card.number/bad.txtar"} {
		c, err := txtar.ParseFile(filepath.Join("..", "check", "testdata", filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		o := buildtest.Fictional(t, c)
		l, err := build.Check(t.Context(), o, true)
		if err != nil {
			t.Fatal(err)
		}
		p := serve.NewPreview(o)
		if _, err := p.Reload(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, m := range p.Materials("zz", "en") {
			_, _, _ = p.File(t.Context(), "zz/"+m.Path("screen.pdf")) // one that cannot be made is among the findings
		}
		want, got := map[string]bool{}, map[string]bool{}
		for _, f := range l {
			want[f.Pos.String()+f.Message.Text] = strings.HasPrefix(name, f.Rule.ID)
		}
		for _, f := range p.Findings() {
			got[f.Pos.String()+f.Message.Text] = true
		}
		some := false
		for text, ofRule := range want {
			some = some || ofRule
			if !got[text] {
				t.Errorf("%s: the preview does not find: %s", name, text)
			}
		}
		if !some {
			t.Errorf("%s: the case has no finding of its rule", name)
		}
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	}
}

// TestEdits: after each kind of edit the page has it at the next look, in the
// language that is open and in another country; a template that cannot be used
// names its line, and is used again when it is mended.
func TestEdits(t *testing.T) {
	s := start(t)
	s.get(t, "/rs/en/rights/", 200)
	line := "themes/pharos/components/foot/foot.html"
	foot, err := os.ReadFile(filepath.Join("..", "..", filepath.FromSlash(line)))
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(filepath.Join("..", "..", "content", "en", "rights.md"))
	if err != nil {
		t.Fatal(err)
	}
	edits := []struct{ what, file, text, path, want string }{
		{"page", "content/en/rights.md", strings.Replace(string(page), "Every person", "Each and every person", 1), "/rs/en/rights/", "Each and every person"},
		{"template", line, strings.Replace(string(foot), "<footer", "<footer data-edited", 1), "/rs/en/rights/", "data-edited"},
		{"style", "themes/pharos/components/foot/foot.css", ".foot{--edited:1}", "", ".foot{--edited:1}"},
		{"state", "content/sq/rights.state.yaml", "title: {state: draft, source: \"0123456789ab\", date: 2026-11-25}\n", "/al/sq/rights/", "rights"},
	}
	for _, e := range edits {
		s.write(t, e.file, e.text)
		if list, err := s.server.Reload(t.Context()); err != nil || list.Stops() {
			t.Fatal(e.what, err, list)
		}
		at := e.path
		if at == "" {
			at = "/rs/" + regexp.MustCompile(`site\.[0-9a-f]+\.css`).FindString(s.get(t, "/rs/en/rights/", 200))
		}
		if !strings.Contains(s.get(t, at, 200), e.want) {
			t.Errorf("%s: %s has no %q", e.what, at, e.want)
		}
	}
	if !strings.Contains(s.get(t, "/mk/en/rights/", 200), "data-edited") {
		t.Error("another country does not have the edit")
	}
	s.get(t, "/rs/en/rights/", 200)
	s.write(t, line, "{{ if }}\n"+string(foot))
	if _, err := s.server.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.get(t, "/rs/en/rights/", 200) // the last whole preview stays; the bar says what is wrong
	if n := s.news(t); !n.says(line + ":1") {
		t.Errorf("a broken template: %+v", n)
	}
	s.write(t, line, string(foot))
	if list, err := s.server.Reload(t.Context()); err != nil || list.Stops() {
		t.Fatal(err, list)
	}
	s.get(t, "/rs/en/rights/", 200)
}

// TestFiles: what a build would write is there, what it would not is not, and
// only this machine is answered.
func TestFiles(t *testing.T) {
	s := start(t)
	page := s.get(t, "/rs/sr-latn/", 200)
	for _, want := range []string{"/_pharos/live.js", "connect-src 'self'", `lang="sr-Latn"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %s", want)
		}
	}
	if got := s.get(t, "/rs/print/citizen/poster-rights.sr-latn.png", 200); !strings.HasPrefix(got, "\x89PNG") {
		t.Error("the picture is none")
	}
	if got := s.get(t, "/rs/print/citizen/poster-rights.sr-latn.press.pdf", 200); !strings.HasPrefix(got, "%PDF-") {
		t.Error("the PDF is none")
	}
	if got := s.get(t, "/_pharos/sheets?country=rs&language=sr-Latn", 200); !strings.Contains(got, "/rs/print/citizen/poster-rights.sr-latn.png") {
		t.Error("the list has no poster")
	}
	s.get(t, "/_pharos/sheets?country=%3Cscript%3E&language=x", 200)
	s.get(t, "/", 200)
	for _, path := range []string{"/xx/", "/rs/xx.html", "/../../etc/passwd.txt", "/rs/print/citizen/none.png", "/rs/..%2f..%2fgo.mod/x.y"} {
		s.get(t, path, 404)
	}
	for _, host := range []string{"evil.example", "127.0.0.1.evil.example", ""} {
		r := httptest.NewRequest("GET", "/rs/en/", nil)
		r.Host = host
		w := httptest.NewRecorder()
		s.server.ServeHTTP(w, r)
		if w.Code != http.StatusForbidden || strings.Contains(w.Body.String(), "<html") {
			t.Errorf("host %q: %d", host, w.Code)
		}
	}
	w := httptest.NewRecorder()
	r := httptest.NewRequest("POST", "/", nil)
	r.Host = "127.0.0.1:80"
	if s.server.ServeHTTP(w, r); w.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d", w.Code)
	}
}

// TestAdaptation: the page about who adapted a site shows the logo, painted anew
// when its file changes, and what is wrong with it.
func TestAdaptation(t *testing.T) {
	s := served{dir: t.TempDir()}
	if err := os.CopyFS(s.dir, os.DirFS(filepath.Join("..", "..", "examples", "harbour"))); err != nil {
		t.Fatal(err)
	}
	s.open(t)
	if page := s.get(t, "/rs/en/partner/", 200); !strings.Contains(page, `src="../../partner.png"`) {
		t.Error("the page has no logo")
	}
	was := s.get(t, "/rs/partner.png", 200)
	if !strings.HasPrefix(was, "\x89PNG") {
		t.Error("the logo is no picture")
	}
	s.write(t, "logo.svg", `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40"><path fill="#f4f4f4" d="M0 0h60v40H0z"/></svg>`)
	if _, err := s.server.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.get(t, "/rs/en/partner/", 200)
	if s.get(t, "/rs/partner.png", 200) == was {
		t.Error("the logo is that of before")
	}
	if n := s.news(t); !n.says("of the logo stands out from white paper") {
		t.Errorf("a pale logo: %+v", n)
	}
}

// TestBrowser sees in Chromium that an open page loads itself anew and that
// findings lie over it.
func TestBrowser(t *testing.T) {
	tools, err := filepath.Abs(filepath.Join("..", "web", "browser"))
	if err != nil {
		t.Fatal(err)
	}
	for _, need := range []string{"/usr/bin/chromium", filepath.Join(tools, "node_modules", "playwright-core")} {
		if _, err := os.Stat(need); err == nil {
			continue
		} else if os.Getenv("CI") == "true" {
			t.Fatalf("%s is missing: .ci/run must install it", need)
		}
		t.Skipf("skipped: %s is missing (apt-get install chromium nodejs; npm ci in internal/web/browser)", need)
	}
	s := start(t)
	s.watch(t)
	file := filepath.Join(s.dir, filepath.FromSlash(messages))
	out, err := exec.CommandContext(t.Context(), "node", filepath.Join(tools, "live.mjs"), s.url+"/rs/en/", file, said).CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	t.Logf("%s", out)
}

// BenchmarkReload changes one message and waits for the page that has it: the
// project is watched, read, checked and planned, and the language that is looked at
// is made. What follows for the other countries is not counted.
func BenchmarkReload(b *testing.B) {
	s := start(b)
	s.get(b, "/rs/sr-cyrl/", 200)
	s.watch(b)
	words := []string{said, "Changed just now"}
	for i := 0; b.Loop(); i++ {
		before := s.news(b).Reloads
		s.change(b, words[i%2], words[(i+1)%2])
		s.until(b, "the change", func(n news) bool { return n.Reloads > before })
		s.get(b, "/rs/sr-cyrl/", 200)
	}
}
