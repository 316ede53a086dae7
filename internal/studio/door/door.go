// Package door lets the people of this machine into the studio and nobody else: not
// another page of their browser, not another name of this machine, not another user
// of it.
//
// In go requests; out come those of a browser that has been let in by a link that
// works once. Everything else gets a short refusal and changes nothing.
package door

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"pharos/internal/disk"
)

// Limits of a request.
const (
	maxBody = 512 << 10
	maxPath = 1024
	linkFor = 2 * time.Minute
)

// policy is what a page of the studio may do in a browser: nothing that is not its own.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
	"form-action 'self'; frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'"

// Door guards a studio. Make it with New.
type Door struct {
	// Now is the clock.
	Now   func() time.Time
	key   []byte
	hosts []string
	name  string
	cross *http.CrossOriginProtection
	mu    sync.Mutex
	used  map[string]time.Time
}

// Key reads the secret of a project, or makes it; only its owner can read it. Links
// and cookies are made with it, so that open pages go on when the program starts again.
func Key(file string) ([]byte, error) {
	data, err := os.ReadFile(file)
	if err == nil && len(data) == 64 {
		return data, nil
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	key := make([]byte, 32)
	_, _ = rand.Read(key) // never fails
	data = []byte(hex.EncodeToString(key))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return nil, err
	}
	return data, disk.Write(file, data, 0o600)
}

// New makes the door of a studio on a port of this machine.
func New(key []byte, port int, now func() time.Time) *Door {
	p := strconv.Itoa(port)
	return &Door{
		Now: now, key: key, name: "pharos-" + p, cross: http.NewCrossOriginProtection(),
		hosts: []string{"127.0.0.1:" + p, "localhost:" + p, "[::1]:" + p}, used: map[string]time.Time{},
	}
}

// sign is the proof that a text was made with the key, for one purpose.
func sign(key []byte, purpose, text string) string {
	m := hmac.New(sha256.New, key)
	m.Write([]byte(purpose + "\x00" + text))
	return base64.RawURLEncoding.EncodeToString(m.Sum(nil))
}

// Link is a path that lets one browser in, once, within two minutes.
func Link(key []byte, now time.Time) string {
	text := strconv.FormatInt(now.Unix(), 36) + "." + rand.Text()
	return "/enter/" + text + "." + sign(key, "link", text)
}

// Answer proves to another start of the program that this studio has the key.
func Answer(key []byte, question string) string { return sign(key, "hello", question) }

// Guard lets the right requests through to a handler.
func (d *Door) Guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Cache-Control", "no-store")
		h.Set("Referrer-Policy", "same-origin") // with no-referrer a browser sends forms without their origin
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		switch {
		case !slices.Contains(d.hosts, r.Host):
			refuse(w, http.StatusForbidden, "The studio answers to its own address only.")
		case r.Method != http.MethodGet && r.Method != http.MethodPost:
			h.Set("Allow", "GET, POST")
			refuse(w, http.StatusMethodNotAllowed, "Only GET and POST are answered.")
		case len(r.URL.Path) > maxPath || strings.Contains(r.URL.Path, `\`):
			refuse(w, http.StatusNotFound, "There is no such page.")
		case foreign(r) || d.cross.Check(r) != nil:
			refuse(w, http.StatusForbidden, "Another page asked for this.")
		case r.Method == http.MethodGet && r.URL.Path == "/hello":
			_, _ = w.Write([]byte(Answer(d.key, r.URL.Query().Get("question"))))
		case r.Method == http.MethodGet && strings.HasPrefix(r.URL.Path, "/enter/"):
			d.enter(w, r)
		case !d.known(r):
			refuse(w, http.StatusForbidden, "Start the studio again: its link opens this page.")
		default:
			r.Body = http.MaxBytesReader(w, r.Body, maxBody)
			next.ServeHTTP(w, r)
		}
	})
}

// refuse answers with a state and one sentence.
func refuse(w http.ResponseWriter, state int, words string) { http.Error(w, words, state) }

// foreign reports whether a request was begun by a page that is not of the studio:
// browsers say so. Another port of this machine is foreign too.
func foreign(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin":
	case "none": // typed, or opened by the program
		if r.Method != http.MethodGet {
			return true
		}
	default:
		return true
	}
	origin := r.Header.Get("Origin")
	return origin != "" && origin != "http://"+r.Host
}

// enter lets a browser in that has a link nobody has used.
func (d *Door) enter(w http.ResponseWriter, r *http.Request) {
	token := strings.TrimPrefix(r.URL.Path, "/enter/")
	if !d.fresh(token) {
		refuse(w, http.StatusForbidden, "This link was used or is old. Start the studio again for a new one.")
		return
	}
	id := rand.Text()
	http.SetCookie(w, &http.Cookie{
		Name: d.name, Value: id + "." + sign(d.key, "cookie", id), Path: "/",
		HttpOnly: true, SameSite: http.SameSiteStrictMode, MaxAge: 30 * 24 * 3600,
	})
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

// fresh reports whether a link is ours, young and not used, and notes its use.
func (d *Door) fresh(token string) bool {
	i := strings.LastIndexByte(token, '.')
	if i < 0 || !hmac.Equal([]byte(token[i+1:]), []byte(sign(d.key, "link", token[:i]))) {
		return false
	}
	when, _, _ := strings.Cut(token, ".")
	made, err := strconv.ParseInt(when, 36, 64)
	age := d.Now().Sub(time.Unix(made, 0))
	if err != nil || age < -time.Minute || age > linkFor {
		return false
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for t, at := range d.used {
		if d.Now().Sub(at) > 2*linkFor {
			delete(d.used, t)
		}
	}
	if _, twice := d.used[token]; twice {
		return false
	}
	d.used[token] = d.Now()
	return true
}

// known reports whether a request comes from a browser that was let in.
func (d *Door) known(r *http.Request) bool {
	c, err := r.Cookie(d.name)
	if err != nil {
		return false
	}
	id, proof, _ := strings.Cut(c.Value, ".")
	return hmac.Equal([]byte(proof), []byte(sign(d.key, "cookie", id)))
}
