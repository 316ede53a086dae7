package door

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var start = time.Date(2026, 11, 30, 10, 0, 0, 0, time.UTC)

// studio is a door before a handler that counts what reaches it.
func studio(t *testing.T) (*Door, http.Handler, *int) {
	t.Helper()
	key, err := Key(filepath.Join(t.TempDir(), "key"))
	if err != nil {
		t.Fatal(err)
	}
	d := New(key, 4680, func() time.Time { return start })
	reached := 0
	return d, d.Guard(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		reached++
		_, _ = w.Write([]byte("secret"))
	})), &reached
}

// ask sends a request with headers.
func ask(h http.Handler, method, path string, header map[string]string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "http://127.0.0.1:4680/", nil)
	r.URL.Path, r.Host = path, "127.0.0.1:4680"
	for k, v := range header {
		if k == "Host" {
			r.Host = v
			continue
		}
		r.Header.Set(k, v)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// cookie lets a browser in.
func cookie(t *testing.T, d *Door, h http.Handler) string {
	t.Helper()
	w := ask(h, "GET", Link(d.key, d.Now()), nil)
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/" {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	c := w.Result().Cookies()
	if len(c) != 1 || !c[0].HttpOnly || c[0].SameSite != http.SameSiteStrictMode {
		t.Fatalf("%v", c)
	}
	return c[0].Name + "=" + c[0].Value
}

// TestHosts refuses every name that is not the studio's.
func TestHosts(t *testing.T) {
	d, h, reached := studio(t)
	in := cookie(t, d, h)
	for _, host := range []string{
		"", "127.0.0.1", "localhost", "127.0.0.1:80", "127.0.0.1:4681", "127.0.0.1.:4680", "localhost.:4680", "LOCALHOST:4680",
		"127.0.0.1.evil:4680", "evil.example:4680", "evil.example", "127.0.0.2:4680", "127.1:4680", "0.0.0.0:4680", "0:4680", "[::]:4680",
		"[::ffff:127.0.0.1]:4680", "::1:4680", "[::1]", "2130706433:4680", "0x7f.1:4680", "0177.0.0.1:4680", "localhost:4680@evil",
		"localhost:4680.evil", "evil@localhost:4680", "localhost:04680", "localhost:+4680", " localhost:4680", "localhost:4680 ", "localhost\t:4680",
		"localhost:4680,evil", "localhost:4680/", "localhost:4680#", "localhost:4680?", "localhоst:4680", "local\u200bhost:4680",
		"127.0.0.1:4680:4680", "http://127.0.0.1:4680", "127.0.0.1:4680\\", "rebind.network:4680",
	} {
		if w := ask(h, "GET", "/", map[string]string{"Host": host, "Cookie": in}); w.Code != http.StatusForbidden || strings.Contains(w.Body.String(), "secret") {
			t.Errorf("%q: %d", host, w.Code)
		}
	}
	for _, host := range []string{"127.0.0.1:4680", "localhost:4680", "[::1]:4680"} {
		if w := ask(h, "GET", "/", map[string]string{"Host": host, "Cookie": in}); w.Code != http.StatusOK {
			t.Errorf("%q: %d", host, w.Code)
		}
	}
	if *reached != 3 {
		t.Errorf("%d requests came through", *reached)
	}
}

// TestForeign refuses what another page of the browser begins.
func TestForeign(t *testing.T) {
	d, h, _ := studio(t)
	in := cookie(t, d, h)
	for _, tt := range []struct {
		method string
		header map[string]string
		want   int
	}{
		{"GET", nil, 200},
		{"POST", nil, 200}, // no browser: the cookie alone
		{"GET", map[string]string{"Sec-Fetch-Site": "none"}, 200},
		{"POST", map[string]string{"Sec-Fetch-Site": "none"}, 403},
		{"GET", map[string]string{"Sec-Fetch-Site": "same-origin", "Origin": "http://127.0.0.1:4680"}, 200},
		{"POST", map[string]string{"Sec-Fetch-Site": "same-origin", "Origin": "http://127.0.0.1:4680"}, 200},
		{"GET", map[string]string{"Sec-Fetch-Site": "cross-site"}, 403},
		{"GET", map[string]string{"Sec-Fetch-Site": "same-site"}, 403},
		{"GET", map[string]string{"Sec-Fetch-Site": "Same-Origin "}, 403},
		{"POST", map[string]string{"Sec-Fetch-Site": "cross-site", "Origin": "http://evil.example"}, 403},
		{"POST", map[string]string{"Origin": "http://evil.example"}, 403},
		{"POST", map[string]string{"Origin": "null"}, 403},
		{"POST", map[string]string{"Origin": "http://127.0.0.1:4681"}, 403},
		{"POST", map[string]string{"Origin": "https://127.0.0.1:4680"}, 403},
		{"GET", map[string]string{"Origin": "http://localhost:4680"}, 403},
		{"HEAD", nil, 405}, {"PUT", nil, 405}, {"DELETE", nil, 405}, {"OPTIONS", nil, 405}, {"TRACE", nil, 405}, {"PATCH", nil, 405},
	} {
		header := map[string]string{"Cookie": in}
		for k, v := range tt.header {
			header[k] = v
		}
		w := ask(h, tt.method, "/", header)
		if w.Code != tt.want {
			t.Errorf("%s %v: %d, want %d", tt.method, tt.header, w.Code, tt.want)
		}
		for _, name := range []string{"Content-Security-Policy", "X-Frame-Options", "Cross-Origin-Resource-Policy", "Referrer-Policy", "Cache-Control"} {
			if w.Header().Get(name) == "" {
				t.Errorf("%s %v: no %s", tt.method, tt.header, name)
			}
		}
		// Fetch, 3.2 and 4.3: under no-referrer a form is sent with the origin "null",
		// which is refused above.
		if p := w.Header().Get("Referrer-Policy"); p != "same-origin" {
			t.Errorf("%s %v: %s", tt.method, tt.header, p)
		}
	}
	for _, path := range []string{"/" + strings.Repeat("a", 8000), `/\\host\share`, `/a\b`} {
		if w := ask(h, "GET", path, map[string]string{"Cookie": in}); w.Code != http.StatusNotFound {
			t.Errorf("%.20q: %d", path, w.Code)
		}
	}
}

// TestLink lets one browser in once, within two minutes, and no other key's.
func TestLink(t *testing.T) {
	d, h, _ := studio(t)
	link := Link(d.key, start)
	for i, want := range []int{303, 403} {
		if w := ask(h, "GET", link, nil); w.Code != want {
			t.Errorf("use %d: %d", i+1, w.Code)
		}
	}
	other := []byte(strings.Repeat("0", 64))
	in := cookie(t, d, h)
	for name, path := range map[string]string{
		"old": Link(d.key, start.Add(-3*time.Minute)), "of tomorrow": Link(d.key, start.Add(24*time.Hour)),
		"another key": Link(other, start), "changed": "/enter/1" + strings.TrimPrefix(link, "/enter/"), "empty": "/enter/", "none": "/enter/...",
	} {
		if w := ask(h, "GET", path, nil); w.Code != http.StatusForbidden || len(w.Result().Cookies()) > 0 {
			t.Errorf("%s: %d", name, w.Code)
		}
	}
	for _, c := range []string{"", "pharos-4680=", "pharos-4680=a.b", strings.Replace(in, "=", "=A", 1), in[:len(in)-1], "pharos-4680=x." + sign(other, "cookie", "x"), "pharos-4680=x." + sign(d.key, "link", "x")} {
		if w := ask(h, "GET", "/", map[string]string{"Cookie": c}); w.Code != http.StatusForbidden {
			t.Errorf("cookie %q: %d", c, w.Code)
		}
	}
	again := New(d.key, 4680, d.Now).Guard(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	if w := ask(again, "GET", "/", map[string]string{"Cookie": in}); w.Code != http.StatusOK {
		t.Errorf("after another start: %d", w.Code)
	}
	if w := ask(h, "GET", "/hello", nil); w.Body.String() != Answer(d.key, "") {
		t.Error("no hello")
	}
}
