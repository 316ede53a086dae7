package studio

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"pharos/internal/studio/door"
)

// TestDoor walks over all addresses: without a cookie, from another page, by another
// name and with another method nothing comes through.
func TestDoor(t *testing.T) {
	s := &Studio{}
	key := []byte(strings.Repeat("k", 64))
	reached := false
	inside := s.Handler()
	gate := door.New(key, 4680, time.Now).Guard(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached = true }))
	fill := strings.NewReplacer("{$}", "", "{tag}", "en", "{country}", "zz", "{line}", "zz.line", "{block}", "hours", "{name}", "studio.css", "{audience}", "citizen")
	cookie := enter(t, gate, key)
	for _, r := range routes {
		method, pattern, _ := strings.Cut(r.pattern, " ")
		path := fill.Replace(pattern)
		if _, found := inside.(*http.ServeMux).Handler(httptest.NewRequest(method, path, nil)); found != r.pattern {
			t.Errorf("%s leads to %q", r.pattern, found)
		}
		for name, change := range map[string]func(*http.Request){
			"no cookie":     func(r *http.Request) { r.Header.Del("Cookie") },
			"another host":  func(r *http.Request) { r.Host = "evil.example:4680" },
			"another page":  func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") },
			"another port":  func(r *http.Request) { r.Header.Set("Origin", "http://127.0.0.1:1") },
			"another verb":  func(r *http.Request) { r.Method = "PUT" },
			"another owner": func(r *http.Request) { r.Header.Set("Cookie", "pharos-4680=a.b") },
		} {
			q := httptest.NewRequest(method, path, nil)
			q.Host = "127.0.0.1:4680"
			q.Header.Set("Cookie", cookie)
			change(q)
			w := httptest.NewRecorder()
			gate.ServeHTTP(w, q)
			if reached || w.Code != http.StatusForbidden && w.Code != http.StatusMethodNotAllowed {
				t.Errorf("%s, %s: %d", r.pattern, name, w.Code)
			}
			reached = false
		}
	}
}

// enter lets a browser in.
func enter(t *testing.T, gate http.Handler, key []byte) string {
	t.Helper()
	q := httptest.NewRequest("GET", door.Link(key, time.Now()), nil)
	q.Host = "127.0.0.1:4680"
	w := httptest.NewRecorder()
	gate.ServeHTTP(w, q)
	for _, c := range w.Result().Cookies() {
		return c.Name + "=" + c.Value
	}
	t.Fatal("no cookie")
	return ""
}
