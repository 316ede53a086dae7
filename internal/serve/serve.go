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
	"html/template"
	"io/fs"
	"net"
	"net/http"
	"path"
	"strings"
	"sync"

	"pharos/internal/build"
	"pharos/internal/diag"
	"pharos/internal/locale"
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
	// listeners are the open pages; each is told what to do.
	listeners map[chan event]bool
	ended     chan struct{}
}

// event is one message to the open pages.
type event struct {
	name string
	data []byte
}

// New shows a preview under the given names of this machine, without port.
func New(p *Preview, hosts ...string) *Server {
	return &Server{preview: p, hosts: hosts, listeners: map[chan event]bool{}, ended: make(chan struct{})}
}

// Close ends the open connections of pages.
func (s *Server) Close() { close(s.ended) }

// Reload reads the project again and tells the open pages: to load themselves
// anew, and then what is found in all countries; or, where the definitions have
// errors, to show these.
func (s *Server) Reload(ctx context.Context) (diag.List, error) {
	list, err := s.preview.Reload(ctx)
	switch {
	case err != nil:
		return nil, err
	case list.Stops():
		s.tell(event{"findings", findings(list)})
	default:
		s.tell(event{"reload", []byte("{}")})
		list = s.preview.Complete()
		s.tell(event{"findings", findings(list)})
	}
	return list, nil
}

// tell hands an event to every open page; one that does not listen misses it.
func (s *Server) tell(e event) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.listeners {
		select {
		case c <- e:
		default:
		}
	}
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

// findings writes findings as JSON, errors first.
func findings(list diag.List) []byte {
	v := struct {
		Errors   int       `json:"errors"`
		Warnings int       `json:"warnings"`
		List     []finding `json:"list"`
	}{Errors: list.Count(diag.Error), Warnings: list.Count(diag.Warning), List: []finding{}}
	for _, severity := range []diag.Severity{diag.Error, diag.Warning} {
		for _, f := range list.Sorted() {
			if f.Severity == severity && len(v.List) < most {
				v.List = append(v.List, finding{f.Severity.String(), f.Rule.ID, f.Pos.String(), f.Pos.Text, f.Message, f.Hint})
			}
		}
	}
	data, _ := json.Marshal(v) // plain strings and numbers
	return data
}

// ServeHTTP answers one request. A request for another host is refused, so that
// no page on the network can read the preview through a name of its own.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	switch {
	case !s.local(r.Host):
		http.Error(w, "This preview answers to "+strings.Join(s.hosts, ", ")+" only.", http.StatusForbidden)
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		h.Set("Allow", "GET, HEAD")
		http.Error(w, "Only GET and HEAD are answered.", http.StatusMethodNotAllowed)
	case r.URL.Path == own+"live.js":
		h.Set("Content-Type", "text/javascript; charset=utf-8")
		_, _ = w.Write(script)
	case r.URL.Path == own+"events":
		s.events(w, r)
	case r.URL.Path == own+"sheets":
		s.sheets(w, r)
	default:
		s.file(w, r)
	}
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

// events keeps the connection to one page open (HTML standard, 9.2).
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	c := make(chan event, 4)
	s.mu.Lock()
	s.listeners[c] = true
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		delete(s.listeners, c)
		s.mu.Unlock()
	}()
	w.Header().Set("Content-Type", "text/event-stream")
	c <- event{"findings", findings(s.preview.Findings())}
	out := http.NewResponseController(w)
	for {
		select {
		case e := <-c:
			if _, err := w.Write([]byte("event: " + e.name + "\ndata: " + string(e.data) + "\n\n")); err != nil {
				return
			}
			if err := out.Flush(); err != nil {
				return
			}
		case <-r.Context().Done():
			return
		case <-s.ended:
			return
		}
	}
}

// file answers with a file of the build; a folder means its index.html.
func (s *Server) file(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
	if strings.HasSuffix(r.URL.Path, "/") {
		name = path.Join(name, "index.html")
	} else if path.Ext(name) == "" {
		http.Redirect(w, r, "/"+name+"/", http.StatusFound) // a path below the root of this host
		return
	}
	data, kind, err := s.preview.File(r.Context(), name)
	status := http.StatusOK
	var defects build.Defects
	switch {
	case errors.As(err, &defects):
		status, data, kind = http.StatusUnprocessableEntity, []byte(emptyPage), "text/html; charset=utf-8"
		s.tell(event{"findings", findings(defects.List)})
	case errors.Is(err, fs.ErrNotExist):
		http.Error(w, "A build makes no such file: /"+name, http.StatusNotFound)
		return
	case err != nil:
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	if strings.HasPrefix(kind, "text/html") {
		data = live(data)
	}
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(status)
	if r.Method == http.MethodGet {
		_, _ = w.Write(data)
	}
}

// emptyPage stands in for a page that cannot be made; the findings lie over it.
const emptyPage = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Not made</title></head><body><p>This page cannot be made. The findings below say why.</p></body></html>`

// live adds the script to a page, and lets it listen to this server: the pages'
// own policy forbids every connection.
func live(page []byte) []byte {
	page = bytes.Replace(page, []byte("default-src &#39;none&#39;;"), []byte("default-src 'none'; connect-src 'self';"), 1)
	page = bytes.Replace(page, []byte("default-src 'none';"), []byte("default-src 'none'; connect-src 'self';"), 1)
	tag := []byte(`<script src="` + own + `live.js" defer></script>`)
	if i := bytes.LastIndex(page, []byte("</body>")); i >= 0 {
		return append(append(append([]byte{}, page[:i]...), tag...), page[i:]...)
	}
	return append(append([]byte{}, page...), tag...)
}

// row is one sheet on the page of sheets.
type row struct {
	Name, Audience, Stock, Picture, Screen, Press string
	Draft, Text                                   bool
}

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
		one := row{Name: m.Name, Audience: m.Audience, Stock: m.Stock, Picture: "/" + country + "/" + picturePath(m), Draft: len(m.Drafts) > 0, Text: m.Template == ""}
		for _, kind := range m.Outputs {
			switch kind {
			case "screen":
				one.Screen = "/" + country + "/" + m.Path("screen.pdf")
			case "press":
				one.Press = "/" + country + "/" + m.Path("press.pdf")
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
	_, _ = w.Write(live(page.Bytes()))
}
