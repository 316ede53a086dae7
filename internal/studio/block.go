package studio

import (
	"cmp"
	"encoding/json"
	"errors"
	"io/fs"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"pharos/internal/build"
	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/edit"
	"pharos/internal/impact"
	"pharos/internal/studio/form"
	"pharos/internal/tree"
)

// sheet is one page with a form: the part of a line that is changed.
type sheet struct {
	frame
	block
	Line    *campaign.Hotline
	Title   string
	Dial    string
	Action  string
	Back    string
	Sources []string
	// Hours is the form of opening hours, nil for others; Fields are the fields.
	Hours  *form.Hours
	Fields []form.Field
	Own    bool
	// Picture is the sheet beside the form; Version differs when it does.
	Picture, Version string
	// Seen is the print of the project that the form was made from.
	Seen string
	// Typed says that a draft is shown, Kept when it was kept.
	Typed bool
	Kept  string
	// Look is what would change, once it is known.
	Look *look
	// Problems are the keys of what cannot be read, Stops findings that stop a save.
	Problems []string
	Stops    []diag.Finding
	// Conflicts wait for an answer; Taken counts the changes that were saved beside.
	Conflicts []conflict
	Taken     int

	file, base string
	node       *tree.Node
}

// look is what a draft would change.
type look struct {
	*impact.Impact
	Sheets6  []string
	Nothing  bool
	Findings []diag.Finding
	Broken   []diag.Finding
}

// conflict is one value that somebody else has changed.
type conflict struct {
	edit.Conflict
	Key string
}

// open begins the page of a form, with the person's draft laid over the file.
func (s *Studio) open(q *request) (*sheet, *view, error) {
	v, err := s.view()
	if err != nil {
		return nil, nil, err
	}
	c, h, err := v.of(q.PathValue("country"), q.PathValue("line"))
	if err != nil {
		return nil, nil, err
	}
	i := slices.IndexFunc(blocks, func(b block) bool { return b.Key == q.PathValue("block") })
	if i < 0 || len(h.Contacts) == 0 {
		return nil, nil, fs.ErrNotExist
	}
	p := &sheet{frame: s.frame(q, c), block: blocks[i], Line: h, Title: title(h), file: c.File(), Own: s.own(c.File())}
	p.At, p.Where = "lines", v.name(q, c.Code)
	p.base = "hotlines[" + h.ID + "]"
	p.Back = "/" + string(q.tag) + "/" + c.Code + "/" + h.ID
	p.Action = p.Back + "/" + p.Key
	p.node = itemOf(v.Set.Places[c.File()].Get("hotlines"), h.ID)
	if p.Way {
		p.Dial = cmp.Or(q.URL.Query().Get("way"), h.Contacts[0].Dial)
		if p.node = itemOf(p.node.Get("contacts"), p.Dial); len(p.node.Entries) == 0 {
			return nil, nil, fs.ErrNotExist
		}
		p.base += ".contacts[" + p.Dial + "]"
		p.Action += "?way=" + url.QueryEscape(p.Dial)
	}
	if p.In != "" {
		p.base += "." + p.In
		hours := form.ReadHours(p.node.Get(p.In))
		p.Hours = &hours
	}
	for key := range c.Sources {
		p.Sources = append(p.Sources, key)
	}
	slices.Sort(p.Sources)
	p.Fields = p.fields(p.node)
	p.Picture = v.sheet(c.Code, cmp.Or(p.Dial, h.Contacts[0].Dial))
	p.Version, p.Seen = v.print, v.print
	return p, v, nil
}

// drafted lays the person's draft over the fields of a form.
func (s *Studio) drafted(p *sheet) error {
	all, err := s.project.Draft(s.who)
	if err != nil {
		return err
	}
	mine := p.among(all)
	if len(mine) == 0 {
		return nil
	}
	over, err := s.project.Over(mine)
	if err != nil {
		return err
	}
	root, list := tree.Parse(p.file, over[p.file])
	if root == nil || len(list) > 0 {
		return nil
	}
	at := itemOf(root.Get("hotlines"), p.Line.ID)
	if p.Way {
		at = itemOf(at.Get("contacts"), p.Dial)
	}
	if len(at.Entries) == 0 {
		return nil // it was renamed in the draft, or is gone
	}
	read := map[string]string{}
	for _, c := range mine {
		read[strings.TrimPrefix(c.Path, p.base+".")] = c.Was
	}
	fields := p.fields(at)
	for i := range fields {
		fields[i].Was = p.Fields[i].Was
		if was, ok := read[fields[i].Path]; ok {
			fields[i].Was = was
		}
	}
	p.Fields, p.Typed = fields, true
	if p.Hours != nil {
		hours := form.ReadHours(at.Get(p.In))
		for key, was := range p.Hours.Was {
			if hours.Was[key] = was; read[key] != "" {
				hours.Was[key] = read[key]
			}
		}
		p.Hours = &hours
	}
	p.Version += edit.Print(tree.Scalar(string(over[p.file])))
	return nil
}

// among gives the changes of a draft that belong to this form.
func (p *sheet) among(changes []edit.Change) []edit.Change {
	return slices.DeleteFunc(slices.Clone(changes), func(c edit.Change) bool {
		rest, inside := strings.CutPrefix(c.Path, p.base+".")
		key, _, _ := strings.Cut(rest, ".")
		known := slices.Contains(p.Keys, key) || p.In != "" && (key == "always" || key == "weekly")
		return c.File != p.file || !inside || !known
	})
}

// block shows a form.
func (s *Studio) block(q *request) error {
	p, _, err := s.open(q)
	if err != nil {
		return err
	}
	if err := s.drafted(p); err != nil {
		return err
	}
	if p.Typed {
		if p.Look, err = s.looked(p); err != nil {
			return err
		}
	}
	return s.show(q, 200, "form", p)
}

// fill takes what was sent into the form.
func (p *sheet) fill(q *request) ([]edit.Change, error) {
	if err := q.sent(); err != nil {
		return nil, err
	}
	names := append(form.Names(p.Fields), "action", "way")
	if p.Hours != nil {
		names = append(names, p.Hours.Names()...)
	}
	for _, f := range p.Fields { // sources are ticked, each with a box of its own
		if f.Kind == form.Words && len(q.PostForm[f.Path]) > 1 {
			q.PostForm[f.Path] = []string{strings.Join(q.PostForm[f.Path], " ")}
		}
	}
	if err := form.Known(q.PostForm, names...); err != nil {
		return nil, err
	}
	var changes []edit.Change
	if p.Hours != nil {
		if kind := q.PostForm.Get("kind"); !slices.Contains([]string{form.ByDay, form.Always, form.Unknown}, kind) {
			return nil, form.Refused{Why: "no kind of hours"}
		}
		hours, more := p.Hours.Fill(q.PostForm, p.file, p.base)
		p.Hours, changes = &hours, more
		p.Problems = hours.Problems()
	}
	fields, more := form.Fill(p.Fields, q.PostForm, p.file, p.base)
	p.Fields = fields
	for _, f := range form.Problems(fields) {
		p.Problems = append(p.Problems, f.Path)
	}
	return append(changes, more...), nil
}

// save takes a form.
func (s *Studio) save(q *request) error {
	p, _, err := s.open(q)
	if err != nil {
		return err
	}
	changes, err := p.fill(q)
	if err != nil {
		return err
	}
	if len(p.Problems) > 0 {
		return s.show(q, http.StatusUnprocessableEntity, "form", p)
	}
	if !p.Own {
		return form.Refused{Why: "the file is built in"}
	}
	if q.PostForm.Get("action") == "look" { // without a script
		if err := s.keep(p, changes); err != nil {
			return err
		}
		return q.redirect(p.Action)
	}
	got, err := s.project.Save(s.who, s.stamp(), changes)
	if err != nil {
		return err
	}
	if got.Findings.Stops() {
		p.Stops = got.Findings
		return s.show(q, http.StatusUnprocessableEntity, "form", p)
	}
	if err := s.forget(p); err != nil {
		return err
	}
	if len(got.Conflicts) > 0 {
		for _, c := range got.Conflicts {
			key := c.Path[strings.LastIndexByte(c.Path, '.')+1:]
			p.Conflicts = append(p.Conflicts, conflict{c, key})
		}
		p.Taken = len(got.Entry.Changes)
		p.Saved = got.Entry.ID
		return s.show(q, http.StatusConflict, "conflict", p)
	}
	return q.redirect(p.Back + "?saved=" + url.QueryEscape(got.Entry.ID))
}

// stamp is the time of a save.
func (s *Studio) stamp() string { return s.o.Now().Format(time.RFC3339) }

// keep makes the changes of a form the person's draft of it.
func (s *Studio) keep(p *sheet, changes []edit.Change) error {
	if err := s.forget(p); err != nil {
		return err
	}
	return s.project.Keep(s.who, changes)
}

// forget takes a form out of the person's draft.
func (s *Studio) forget(p *sheet) error {
	all, err := s.project.Draft(s.who)
	if err != nil {
		return err
	}
	var places []edit.Place
	for _, c := range p.among(all) {
		places = append(places, c.Place)
	}
	if len(places) == 0 {
		return nil
	}
	return s.project.Drop(s.who, places)
}

// look keeps what is typed and says what it would change.
func (s *Studio) look(q *request) error {
	p, _, err := s.open(q)
	if err != nil {
		return err
	}
	changes, err := p.fill(q)
	if err != nil {
		return err
	}
	if p.Own {
		if err := s.keep(p, changes); err != nil {
			return err
		}
		p.Kept = s.o.Now().Format("15:04")
	}
	if p.Look, err = s.looked(p); err != nil {
		return err
	}
	draft, err := s.project.Draft(s.who)
	if err != nil {
		return err
	}
	text, err := json.Marshal(p.among(draft))
	if err != nil {
		return err
	}
	p.Version += edit.Print(tree.Scalar(string(text)))
	return s.show(q, 200, "look", p)
}

// looked asks what the draft of a form would change, and what would be wrong.
func (s *Studio) looked(p *sheet) (*look, error) {
	all, err := s.project.Draft(s.who)
	if err != nil {
		return nil, err
	}
	mine := p.among(all)
	if len(mine) == 0 {
		return &look{Nothing: true}, nil
	}
	over, err := s.project.Over(mine)
	if err != nil {
		return nil, err
	}
	o := s.settings()
	o.Countries = []string{p.Country.Code}
	found, err := impact.Compare(o, s.memory.Load, over, o.Countries)
	var defects build.Defects
	if errors.As(err, &defects) {
		return &look{Broken: defects.List.Errors()}, nil
	}
	if err != nil {
		return nil, err
	}
	out := &look{Impact: found, Sheets6: strip(found)}
	out.Findings, err = s.news(o, over, p.file)
	return out, err
}

// news are the findings in a file that a draft brings.
func (s *Studio) news(o build.Options, over map[string][]byte, file string) ([]diag.Finding, error) {
	known := map[string]bool{}
	for _, after := range []bool{false, true} {
		if o.Over = nil; after {
			o.Over = over
		}
		l, err := build.Read(o, s.memory.Load)
		if err != nil {
			return nil, err
		}
		l.Judge(l.Check())
		err = l.Files.Close()
		var out []diag.Finding
		for _, f := range l.Findings.Sorted() {
			if f.Pos.File != file || f.Severity == diag.Note {
				continue
			}
			if key := f.Rule.ID + f.Path + f.Message.Text; !after {
				known[key] = true
			} else if !known[key] {
				out = append(out, f)
			}
		}
		if after || err != nil {
			return out, err
		}
	}
	return nil, nil
}

// drop forgets what was typed into a form.
func (s *Studio) drop(q *request) error {
	p, _, err := s.open(q)
	if err != nil {
		return err
	}
	if err := s.forget(p); err != nil {
		return err
	}
	return q.redirect(p.Action)
}
