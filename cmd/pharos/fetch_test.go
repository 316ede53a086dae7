package main

import (
	"bytes"
	"crypto/rand"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"aead.dev/minisign"

	"pharos/internal/disk"
	"pharos/internal/fetch"
	"pharos/internal/release"
)

// smallRelease writes a signed release of a fictional country.
func smallRelease(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	public, private, err := minisign.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	text := strings.TrimSpace(public.String())
	ring := &release.Ring{Number: 1, Date: "2030-01-01", Approvals: 1, Roles: []string{}, Withdrawn: []release.Withdrawn{},
		Keys: []release.Key{{ID: release.KeyID(public.ID()), Name: "Nobody", Role: "office", Public: text[strings.LastIndexByte(text, '\n')+1:], State: release.Active, Since: "2030-01-01"}}}
	keys, err := ring.Encode()
	if err != nil {
		t.Fatal(err)
	}
	sig, err := release.Sign(private, keys, release.RingComment(ring, keys))
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"keys/1.json": keys, "keys/" + release.RingSignature(1, ring.Keys[0].ID): sig,
		"index.html": []byte("start"), "en/index.html": []byte("start"), "print/poster.sq+sr-cyrl.press.pdf": []byte("%PDF poster"), "_headers": []byte("/*")} {
		if err := disk.Write(filepath.Join(dir, filepath.FromSlash(name)), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	m := &release.Manifest{Country: "zz", Number: 1, Version: "test", Edition: "2030-02-01", Keys: release.Digest(keys), Limits: []release.Limit{{Until: "2030-03-20", What: "the test ends"}},
		Facts: []release.Fact{}, Exceptions: []release.Exception{}}
	if m.Files, err = release.Gather(os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	if err := release.Seal(dir, m, private, "2030-02-01"); err != nil {
		t.Fatal(err)
	}
	return dir
}

// verifyAt runs the verb and gives what it printed.
func verifyAt(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var out, errs bytes.Buffer
	root := newRoot(&call{ui: &ui{out: &out, err: &errs}})
	root.SetArgs(append([]string{"verify", "--today", "2030-03-01"}, args...))
	err := root.ExecuteContext(t.Context())
	return out.String() + errs.String(), err
}

// TestVerifyURL checks a release on a host: whole, altered, too long, sent on to
// another host, and a host without any release.
func TestVerifyURL(t *testing.T) {
	dir := smallRelease(t)
	t.Setenv("TMPDIR", t.TempDir())
	own, sent := "", atomic.Int64{}
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.UserAgent(), "Mozilla/5.0") || r.Header.Get("Sec-Fetch-Mode") != "navigate" || !strings.HasPrefix(r.Header.Get("Accept"), "text/html") {
			http.Error(w, "only readers", http.StatusTeapot)
			return
		}
		switch mode, name, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/"); {
		case name == "_headers":
			http.NotFound(w, r) // as hosts do that use the file themselves
		case mode == "folder" && (name == "" || name == "en/"),
			mode == "bare" && name == "en",
			mode == "phone" && strings.Contains(r.UserAgent(), "Mobile"):
			_, _ = w.Write([]byte("another number"))
		case mode == "files" && (name == "" || strings.HasSuffix(name, "/")):
			http.NotFound(w, r)
		case (mode == "folder" || mode == "files") && strings.HasSuffix(name, "index.html"):
			http.ServeContent(w, r, "x.html", time.Time{}, strings.NewReader("start"))
		case mode == "altered" && name == "index.html":
			_, _ = w.Write([]byte("stArt"))
		case mode == "long" && name == "index.html":
			for range 1000 { // far more than the manifest says
				n, err := w.Write(make([]byte, 1<<16))
				if sent.Add(int64(n)); err != nil {
					return
				}
			}
		case mode == "gone" && name == "print/poster.sq+sr-cyrl.press.pdf":
			http.NotFound(w, r)
		case mode == "elsewhere":
			http.Redirect(w, r, own+"/right/"+name, http.StatusFound)
		case mode == "moved":
			http.Redirect(w, r, "/right/"+name, http.StatusMovedPermanently)
		case mode == "broken":
			http.Error(w, "no", http.StatusInternalServerError)
		case mode == "none":
			http.NotFound(w, r)
		default:
			http.ServeFile(w, r, filepath.Join(dir, filepath.FromSlash(name)))
		}
	}))
	defer host.Close()
	other := httptest.NewServer(host.Config.Handler)
	defer other.Close()
	own = other.URL
	known := filepath.Join(t.TempDir(), "known.json")
	for _, c := range []struct{ mode, want string }{
		{"right/", "WHOLE"}, {"right", "WHOLE"}, {"right/verify.html", "WHOLE"}, {"moved/", "WHOLE"},
		{"folder/", "altered: /: at this address the host shows another page than index.html"},
		{"folder/", "altered: /en/: "}, {"bare/", "altered: /en: "}, {"phone/", "altered: /: "}, {"files/", "missing: /en/: the host shows no page"},
		{"right/", "http has no encryption"}, {"right/", "Seen from this place alone"},
		{"altered/", "altered: index.html"}, {"long/", "altered: index.html"}, {"gone/", "missing: print/poster"},
	} {
		out, err := verifyAt(t, host.URL+"/"+c.mode, "--known", known)
		if !strings.Contains(out, c.want) || (state(err) == exitUnknown) != strings.HasPrefix(c.mode, "right") && c.mode != "moved/" {
			t.Errorf("%s: %v\n%s", c.mode, err, out)
		}
	}
	if n := sent.Load(); n > 32<<20 {
		t.Errorf("%d bytes were taken of a file of five", n)
	}
	for mode, want := range map[string]string{"elsewhere": "not followed", "none": "no release can be read", "broken": "500"} {
		if out, err := verifyAt(t, host.URL+"/"+mode+"/", "--known", known); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v\n%s", mode, err, out)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(os.TempDir(), disk.Fresh+"*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// TestHostInBothForms: a host of other letters is shown as it reads and as it is asked.
func TestHostInBothForms(t *testing.T) {
	for host, want := range map[string]string{
		"https://xn--80ak6aa92e.example/": "the host xn--80ak6aa92e.example is written аррӏе.example",
		"https://аррӏе.example/":          "the host аррӏе.example is xn--80ak6aa92e.example",
		"https://zz.example/":             "",
		"http://zz.example/":              "http has no encryption",
	} {
		var errs bytes.Buffer
		address, ok := fetch.Address(host)
		if !ok {
			t.Fatal(host)
		}
		(&ui{out: &errs, err: &errs}).tell(fetch.AboutHost(address))
		if got := errs.String(); !strings.HasPrefix(got, want) || (got == "") != (want == "") {
			t.Errorf("%s: %q", host, got)
		}
	}
}

// TestVerifyAlone checks a file far from its release, by what is remembered.
func TestVerifyAlone(t *testing.T) {
	dir, away := smallRelease(t), t.TempDir()
	known := filepath.Join(away, "known.json")
	copied := func(name, text string) string {
		name = filepath.Join(away, name)
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return name
	}
	poster := copied("received.pdf", "%PDF poster")
	if _, err := verifyAt(t, poster, "--known", known); err == nil || !strings.Contains(err.Error(), "none is remembered") {
		t.Fatal(err)
	}
	chain, err := release.ReadChain(os.DirFS(dir), release.KeysDir)
	if err != nil {
		t.Fatal(err)
	}
	if out, err := verifyAt(t, dir, "--known", known, "--words", strings.Join(chain.Newest().Words(), " ")); err != nil {
		t.Fatal(out, err)
	}
	for _, c := range []struct{ file, want string }{
		{poster, "RIGHT."},
		{copied("poster.sq+sr-cyrl.press.pdf", "%PDF p0ster"), "altered: "},
		{copied("x.pdf", "<dc:identifier>zz-7-poster.sq</dc:identifier>"), "no release that is remembered has such a file: zz 1"},
		{copied("y.pdf", "<dc:identifier>zz-1-poster.sq</dc:identifier>"), "altered: "},
		{copied("menu.pdf", "menu"), "no release that is remembered"},
	} {
		out, err := verifyAt(t, c.file, "--known", known)
		if !strings.Contains(out, c.want) || (err == nil) != (c.want == "RIGHT.") {
			t.Errorf("%s: %v\n%s", c.file, err, out)
		}
	}
	out, err := verifyAt(t, poster, "--known", known, "--today", "2030-03-21")
	if err == nil || !strings.Contains(out, "expired: ") {
		t.Error(out, err)
	}
}
