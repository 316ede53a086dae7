package studio

import (
	"cmp"
	"encoding/json"
	"errors"
	"io/fs"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"pharos/internal/build"
	"pharos/internal/edit"
	"pharos/internal/studio/form"
)

// change answers one conflict: it is a change that was read a moment ago.
func (s *Studio) change(q *request) error {
	if err := q.sent(); err != nil {
		return err
	}
	if err := form.Known(q.PostForm, "file", "path", "was", "value", "back"); err != nil {
		return err
	}
	sent := q.PostForm.Get
	c := edit.Change{Place: edit.Place{File: sent("file"), Path: sent("path")}, Was: sent("was"), Value: sent("value")}
	back := q.PostForm.Get("back")
	v, err := s.view()
	if err != nil {
		return err
	}
	to := v.places(string(q.tag), []edit.Change{c})[0].To
	_, wrong := edit.Read(c.Was)
	_, bad := edit.Read(c.Value)
	if to == "" || wrong != nil || bad != nil || back != "" && back != to {
		return form.Refused{Why: "no value of a line"}
	}
	got, err := s.project.Save(s.who, s.stamp(), []edit.Change{c})
	if err != nil {
		return err
	}
	line, _, _ := strings.Cut(to, "?")
	line = line[:strings.LastIndexByte(line, '/')]
	switch {
	case got.Findings.Stops():
		return form.Refused{Why: "the value cannot be written"}
	case len(got.Conflicts) > 0:
		return q.redirect(to)
	}
	return q.redirect(line + "?saved=" + url.QueryEscape(got.Entry.ID))
}

// undo takes a save back.
func (s *Studio) undo(q *request) error {
	if err := q.sent(); err != nil {
		return err
	}
	if err := form.Known(q.PostForm, "id"); err != nil {
		return err
	}
	history, _, err := s.project.History()
	if err != nil {
		return err
	}
	i := slices.IndexFunc(history, func(e edit.Entry) bool { return e.ID == q.PostForm.Get("id") })
	if i < 0 {
		return fs.ErrNotExist
	}
	v, err := s.view()
	if err != nil {
		return err
	}
	got, err := s.project.Undo(s.who, s.stamp(), history[i].ID)
	if err != nil {
		return err
	}
	if len(got.Conflicts) > 0 {
		p := &sheet{frame: s.frame(q, nil), Taken: len(got.Entry.Changes)}
		for _, c := range got.Conflicts {
			p.Conflicts = append(p.Conflicts, conflict{c, c.Path[strings.LastIndexByte(c.Path, '.')+1:]})
		}
		p.Back = "/" + string(q.tag) + "/history"
		return s.show(q, http.StatusConflict, "conflict", p)
	}
	if list := v.places(string(q.tag), history[i].Changes); len(list) > 0 && list[0].To != "" {
		line, _, _ := strings.Cut(list[0].To, "?")
		return q.redirect(line[:strings.LastIndexByte(line, '/')] + "?undone=" + url.QueryEscape(got.Entry.ID))
	}
	return q.redirect("/" + string(q.tag) + "/history")
}

// picture paints a sheet with the person's draft.
func (s *Studio) picture(q *request) error {
	side, err := strconv.Atoi(cmp.Or(q.URL.Query().Get("side"), "600"))
	if err != nil || side < 40 || side > 1600 {
		return fs.ErrNotExist
	}
	draft, err := s.project.Draft(s.who)
	if err != nil {
		return err
	}
	over, err := s.project.Over(draft)
	if err != nil {
		return err
	}
	name := strings.Join([]string{q.PathValue("country"), q.PathValue("audience"), q.PathValue("name")}, "/")
	pic, err := s.painter.Picture(name, 0, side, over)
	if errors.As(err, new(build.Defects)) {
		return fs.ErrNotExist
	}
	if err != nil {
		return err
	}
	q.w.Header().Set("Content-Type", "image/png")
	if q.URL.Query().Get("v") != "" {
		q.w.Header().Set("Cache-Control", "private, max-age=600")
	}
	_, err = q.w.Write(pic.PNG)
	return err
}

// state tells an open page whether the files are as they were when it was opened.
func (s *Studio) state(q *request) error {
	print, err := s.print()
	if err != nil {
		return err
	}
	q.w.Header().Set("Content-Type", "application/json")
	return json.NewEncoder(q.w).Encode(map[string]any{"same": q.URL.Query().Get("seen") == print})
}
