// Package serve shows a project in the browser while it is being worked on: the
// pages and sheets that a build would write, made when they are looked at, made
// again when a file changes, with the findings laid over the page.
//
// It speaks to this machine only. Nothing of it is ever part of a build: the
// script that reloads and shows findings is added to pages on their way out.
package serve

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"pharos/internal/build"
	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/made"
)

// own is the folder of addresses that belong to the preview and not to a site.
const own = "/_pharos/"

//go:embed live.js
var script []byte

//go:embed sheets.html
var sheetsSource string

var sheetsPage = template.Must(template.New("sheets").Parse(sheetsSource))

// Server answers the browser. Make it with New.
type Server struct {
	preview *Preview
	hosts   []string
	mu      sync.Mutex
	news    news
}

// news is what open pages ask for again and again: a page that was made before the
// last reload loads itself anew, and each shows the findings.
type news struct {
	// Edition counts what has been told, Reloads how often the project was read anew.
	Edition  int      `json:"edition"`
	Reloads  int      `json:"reloads"`
	Findings findings `json:"findings"`
}

// New shows a preview under the given names of this machine, without port.
func New(p *Preview, hosts ...string) *Server {
	return &Server{preview: p, hosts: hosts}
}

// Reload reads the project again and tells the open pages: to load themselves
// anew, and then what is found in all countries; or, where the definitions have
// errors, to show these.
func (s *Server) Reload(ctx context.Context) (diag.List, error) {
	list, err := s.preview.Reload(ctx)
	switch {
	case err != nil:
		return nil, err
	case list.Stops():
		s.tell(list, false)
	default:
		s.tell(list, true)
		list = s.preview.Complete()
		s.tell(list, false)
	}
	return list, nil
}

// tell notes what is found, and whether open pages are out of date.
func (s *Server) tell(list diag.List, reload bool) {
	found := findingsOf(list)
	s.mu.Lock()
	defer s.mu.Unlock()
	if !reload && found.equal(s.news.Findings) {
		return
	}
	s.news.Edition++
	s.news.Findings = found
	if reload {
		s.news.Reloads++
	}
}

// reloads is how often the project was read anew.
func (s *Server) reloads() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.news.Reloads
}

// finding is one finding as the page shows it.
type finding struct {
	Severity string `json:"severity"`
	Rule     string `json:"rule"`
	Place    string `json:"place"`
	Line     string `json:"line"`
	Message  string `json:"message"`
	Hint     string `json:"hint"`
}

// most is how many findings a page shows; the count says how many there are.
const most = 50

// findings are the findings that a page shows, errors first, and how many there are.
type findings struct {
	Errors   int       `json:"errors"`
	Warnings int       `json:"warnings"`
	List     []finding `json:"list"`
}

// equal reports whether a page would show the same.
func (f findings) equal(g findings) bool {
	return f.Errors == g.Errors && f.Warnings == g.Warnings && slices.Equal(f.List, g.List)
}

// findingsOf takes what a page shows out of a list.
func findingsOf(list diag.List) findings {
	v := findings{Errors: list.Count(diag.Error), Warnings: list.Count(diag.Warning), List: []finding{}}
	sorted := list.Sorted()
	for _, severity := range []diag.Severity{diag.Error, diag.Warning} {
		for _, f := range sorted {
			if f.Severity == severity && len(v.List) < most {
				v.List = append(
					v.List,
					finding{f.Severity.String(), f.Rule.ID, f.Pos.String(), f.Pos.Text, f.Message.Text, f.Hint.Text},
				)
			}
		}
	}
	return v
}

// ServeHTTP answers one request. A request for another host is refused, so that
// no page on the network can read the preview through a name of its own; so is one
// that another page of this browser began, and no page may frame the preview.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Content-Security-Policy", "frame-ancestors 'none'")
	switch {
	case !s.local(r.Host):
		http.Error(w, "This preview answers to "+strings.Join(s.hosts, ", ")+" only.", http.StatusForbidden)
	case foreign(r):
		http.Error(w, "Another page asked for this. Type the address of the preview yourself.", http.StatusForbidden)
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		h.Set("Allow", "GET, HEAD")
		http.Error(w, "Only GET and HEAD are answered.", http.StatusMethodNotAllowed)
	case r.URL.Path == own+"live.js":
		h.Set("Content-Type", "text/javascript; charset=utf-8")
		_, _ = w.Write(script)
	case r.URL.Path == own+"news":
		s.answer(w, r)
	case r.URL.Path == own+"sheets":
		s.sheets(w, r)
	default:
		s.file(w, r)
	}
}

// foreign reports whether a request was begun by a page that is not of the preview:
// browsers say so (Fetch Metadata Request Headers; RFC 6454, 7). Another port of this
// machine is foreign too.
func foreign(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
	default:
		return true
	}
	origin := r.Header.Get("Origin")
	return origin != "" && origin != "http://"+r.Host && origin != "https://"+r.Host
}

// local reports whether a request names this machine.
func (s *Server) local(host string) bool {
	name := host
	if n, _, err := net.SplitHostPort(host); err == nil {
		name = n
	}
	for _, h := range s.hosts {
		if strings.EqualFold(strings.Trim(name, "[]"), h) {
			return true
		}
	}
	return false
}

// answer gives an open page the news, or nothing where it has them: it asks again in
// a moment. No connection stays open, so that as many pages may be open as people like.
func (s *Server) answer(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	now := s.news
	s.mu.Unlock()
	if r.URL.Query().Get("seen") == strconv.Itoa(now.Edition) {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	data, err := json.Marshal(now)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(data)
}

// file answers with a file of the build; a folder means its index.html.
func (s *Server) file(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
	if strings.HasSuffix(r.URL.Path, "/") {
		name = path.Join(name, "index.html")
	} else if path.Ext(name) == "" {
		// A path below the root of this host, escaped: browsers read \ as / and leave
		// out tabs, so that a name with them would be another host.
		http.Redirect(w, r, (&url.URL{Path: "/" + name + "/"}).EscapedPath(), http.StatusFound)
		return
	}
	reloads := s.reloads() // before: a change in between makes the page old
	data, kind, err := s.preview.File(r.Context(), name)
	s.tell(s.preview.Findings(), false)
	status := http.StatusOK
	var defects build.Defects
	switch {
	case errors.As(err, &defects):
		status, data, kind = http.StatusUnprocessableEntity, []byte(emptyPage), "text/html; charset=utf-8"
	case errors.Is(err, fs.ErrNotExist):
		http.Error(w, "A build makes no such file: /"+name, http.StatusNotFound)
		return
	case err != nil:
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	if strings.HasPrefix(kind, "text/html") {
		data = live(data, reloads)
	}
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(status)
	if r.Method == http.MethodGet {
		_, _ = w.Write(data)
	}
}

// emptyPage stands in for a page that cannot be made; the findings lie over it.
const emptyPage = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Not made</title></head><body>` +
	`<p>This page cannot be made. The findings below say why.</p></body></html>`

// live adds the script to a page, and lets it listen to this server: the pages'
// own policy forbids every connection.
func live(page []byte, reloads int) []byte {
	page = bytes.Replace(
		page,
		[]byte("default-src &#39;none&#39;;"),
		[]byte("default-src 'none'; connect-src 'self';"),
		1,
	)
	page = bytes.Replace(page, []byte("default-src 'none';"), []byte("default-src 'none'; connect-src 'self';"), 1)
	tag := fmt.Appendf(nil, `<script src="%slive.js" data-reloads="%d" defer></script>`, own, reloads)
	if i := bytes.LastIndex(page, []byte("</body>")); i >= 0 {
		return append(append(append([]byte{}, page[:i]...), tag...), page[i:]...)
	}
	return append(append([]byte{}, page...), tag...)
}

// row is one sheet on the page of sheets.
type row struct {
	Name, Audience, Stock, Picture string
	Draft, Text                    bool
	// Files are the finished PDFs.
	Files []link
}

// link is one finished file by its kind.
type link struct{ Kind, File string }

// sheets lists the sheets of a country in a language, with their pictures.
func (s *Server) sheets(w http.ResponseWriter, r *http.Request) {
	country, tag := r.URL.Query().Get("country"), locale.Tag(r.URL.Query().Get("language"))
	v := struct {
		Country, Language string
		Countries         map[string][]locale.Tag
		Rows              []row
	}{Country: country, Language: string(tag), Countries: map[string][]locale.Tag{}}
	for _, site := range s.preview.Sites() {
		for _, f := range site.Faces {
			v.Countries[site.Country] = append(v.Countries[site.Country], f.Locale.Tag)
		}
	}
	for _, m := range s.preview.Materials(country, tag) {
		one := row{
			Name:     m.Name,
			Audience: m.Audience,
			Stock:    m.Stock,
			Picture:  "/" + country + "/" + m.Shown(),
			Draft:    len(m.Drafts) > 0,
			Text:     m.Template == "",
		}
		for _, of := range made.Outputs {
			if of.Whole && m.Makes(of.Output) {
				one.Files = append(one.Files, link{string(of.Output), "/" + country + "/" + m.Path(of.Ending)})
			}
		}
		v.Rows = append(v.Rows, one)
	}
	var page bytes.Buffer
	if err := sheetsPage.Execute(&page, v); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write(live(page.Bytes(), s.reloads()))
}
