// Package studio shows a project in the browser to people who never opened a terminal:
// what needs them, a country, a line, and forms with the true sheet beside. What a
// change would touch is said before it is saved.
//
// In go requests that the door has let through; out come pages, and changes of the
// project through package edit. It computes nothing itself that a verb of the command
// computes: status, impact, findings and pictures are theirs. Every form works without
// a script; the script only saves people a click.
package studio

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"log"
	"net/http"
	"path"
	"strings"
	"sync"
	"time"

	"pharos/internal/build"
	"pharos/internal/campaign"
	"pharos/internal/edit"
	"pharos/internal/journal"
	"pharos/internal/locale"
	"pharos/internal/made"
	"pharos/internal/studio/form"
)

//go:embed page/*.html
var pages embed.FS

//go:embed static
var static embed.FS

// Options say what is shown to whom.
type Options struct {
	Build build.Options
	// Name is who works here, as the history names them.
	Name string
	// Now is the clock.
	Now func() time.Time
}

// Studio answers the browser. Make it with New; Close must follow.
type Studio struct {
	o       Options
	who     edit.Person
	project edit.Project
	memory  *campaign.Memory
	painter *build.Painter
	pages   map[locale.Tag]*template.Template
	tags    []locale.Tag
	// mu guards the last view.
	mu   sync.Mutex
	last *view
}

// New opens a project.
func New(o Options) (*Studio, error) {
	s := &Studio{o: o, who: edit.Person{ID: journal.Writer(o.Name), Name: o.Name}, memory: new(campaign.Memory)}
	s.project = edit.Project{Dir: o.Build.Project, Check: s.check}
	if err := s.project.Recover(); err != nil {
		return nil, err
	}
	words, err := readWords(o.Build)
	if err != nil {
		return nil, err
	}
	s.tags, s.pages = words.tags(), map[locale.Tag]*template.Template{}
	for _, tag := range s.tags {
		t, err := template.New("").Funcs(words.funcs(tag)).ParseFS(pages, "page/*.html")
		if err != nil {
			return nil, err
		}
		s.pages[tag] = t
	}
	s.painter, err = build.NewPainter(o.Build)
	return s, err
}

// Close gives everything back.
func (s *Studio) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	err := s.painter.Close()
	if s.last != nil {
		err = errors.Join(err, s.last.Files.Close())
		s.last = nil
	}
	return err
}

// route is one address of the studio. The test of the door walks over all of them.
type route struct {
	pattern string
	serve   func(*Studio, *request) error
}

// routes are all addresses.
var routes = []route{
	{"GET /{$}", (*Studio).home},
	{"GET /-/static/{name}", (*Studio).static},
	{"GET /-/state", (*Studio).state},
	{"GET /-/picture/{country}/{audience}/{name}", (*Studio).picture},
	{"GET /{tag}/{$}", (*Studio).start},
	{"GET /{tag}/history", (*Studio).history},
	{"POST /{tag}/undo", (*Studio).undo},
	{"POST /{tag}/change", (*Studio).change},
	{"GET /{tag}/{country}", (*Studio).country},
	{"GET /{tag}/{country}/{line}", (*Studio).line},
	{"GET /{tag}/{country}/{line}/{block}", (*Studio).block},
	{"POST /{tag}/{country}/{line}/{block}", (*Studio).save},
	{"POST /{tag}/{country}/{line}/{block}/look", (*Studio).look},
	{"POST /{tag}/{country}/{line}/{block}/drop", (*Studio).drop},
}

// Handler gives all pages. The door stands before it.
func (s *Studio) Handler() http.Handler {
	mux := http.NewServeMux()
	for _, r := range routes {
		mux.HandleFunc(r.pattern, func(w http.ResponseWriter, req *http.Request) {
			q := &request{Request: req, w: w, tag: locale.Tag(req.PathValue("tag"))}
			defer func() {
				if fault := recover(); fault != nil {
					s.fault(q, fmt.Errorf("%v", fault))
				}
			}()
			if req.PathValue("tag") != "" && s.pages[q.tag] == nil {
				s.fault(q, fs.ErrNotExist)
			} else if err := r.serve(s, q); err != nil {
				s.fault(q, err)
			}
		})
	}
	return mux
}

// request is one request with its answer.
type request struct {
	*http.Request
	w   http.ResponseWriter
	tag locale.Tag
}

// fault answers with what went wrong, in words, and never with more than that. The log
// has the address and the fault, and nothing that was sent.
func (s *Studio) fault(q *request, err error) {
	state, id := http.StatusInternalServerError, "fault.machine"
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		state, id = http.StatusRequestEntityTooLarge, "fault.large"
	case errors.As(err, new(form.Refused)):
		state, id = http.StatusBadRequest, "fault.form"
	case errors.Is(err, fs.ErrNotExist):
		state, id = http.StatusNotFound, "fault.absent"
	default:
		log.Printf("studio: %s %s: %v", q.Method, q.URL.Path, err)
	}
	if s.pages[q.tag] == nil {
		q.tag = locale.Source
	}
	p := s.frame(q, nil)
	p.Fault, p.Detail = id, ""
	if state == http.StatusInternalServerError {
		p.Detail = err.Error()
	}
	_ = s.show(q, state, "fault", p) // there is nothing left to say
}

// show writes a page.
func (s *Studio) show(q *request, state int, name string, data any) error {
	var out bytes.Buffer
	if err := s.pages[q.tag].ExecuteTemplate(&out, name, data); err != nil {
		return err
	}
	q.w.Header().Set("Content-Type", "text/html; charset=utf-8")
	q.w.WriteHeader(state)
	_, _ = q.w.Write(out.Bytes())
	return nil
}

// redirect leads to another page of the studio.
func (q *request) redirect(to string) error {
	http.Redirect(q.w, q.Request, to, http.StatusSeeOther)
	return nil
}

// sent reads what a form sent.
func (q *request) sent() error {
	if err := q.ParseForm(); err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			return err
		}
		return form.Refused{Why: "the form cannot be read"}
	}
	if len(q.PostForm) > 2000 {
		return form.Refused{Why: "the form has too many fields"}
	}
	return nil
}

// home leads to the first page, in a language of the reader's that the studio has.
func (s *Studio) home(q *request) error {
	for _, wish := range strings.Split(q.Header.Get("Accept-Language"), ",") {
		wish, _, _ = strings.Cut(strings.TrimSpace(wish), ";")
		if s.pages[locale.Tag(wish)] != nil {
			return q.redirect("/" + wish + "/")
		}
	}
	return q.redirect("/" + string(locale.Source) + "/")
}

// static gives a file of the studio's.
func (s *Studio) static(q *request) error {
	name := q.PathValue("name")
	data, err := static.ReadFile(path.Join("static", name))
	if err != nil {
		return fs.ErrNotExist
	}
	q.w.Header().Set("Content-Type", made.MediaType(name))
	_, err = q.w.Write(data)
	return err
}
