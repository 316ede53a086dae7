package studio

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"pharos/internal/build"
	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/edit"
	"pharos/internal/plan"
	"pharos/internal/status"
)

// view is the project as it was read last.
type view struct {
	*build.Loaded
	// print is that of the files it was read from.
	print  string
	status []status.Country
}

// today is the calendar's day.
func (s *Studio) today() string { return s.o.Now().Format("2006-01-02") }

// settings are those of the builds: judged by today where no day is set.
func (s *Studio) settings() build.Options {
	o := s.o.Build
	if o.Date == "" {
		o.Date = s.today()
	}
	return o
}

// view reads the project, if a file of it has changed.
func (s *Studio) view() (*view, error) {
	print, err := s.print()
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.last != nil && s.last.print == print {
		return s.last, nil
	}
	o := s.settings()
	l, err := build.LoadWith(o, s.memory.Load)
	if err != nil {
		return nil, err
	}
	list, err := status.Of(l, status.Desk{Project: o.Project, Today: s.today()})
	if err != nil {
		return nil, err
	}
	if s.last != nil {
		defer s.last.Files.Close() // what was read of them is kept
	}
	s.last = &view{Loaded: l, print: print, status: list}
	return s.last, nil
}

// print is a fingerprint of the names, sizes and times of the project's files, and the
// day. Nothing is right or wrong by it: a save compares the files themselves.
func (s *Studio) print() (string, error) {
	sum := sha256.New()
	fmt.Fprintln(sum, s.today())
	root, err := os.OpenRoot(s.project.Dir)
	if err != nil {
		return "", err
	}
	defer root.Close()
	for _, dir := range []string{"campaigns", "content", "assets", "themes", "ledger", "releases", "keys",
		"exceptions"} {
		err := fs.WalkDir(root.FS(), dir, func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				return nil // what cannot be read is said by who reads it
			}
			if info, err := d.Info(); err == nil && !d.IsDir() {
				fmt.Fprintln(sum, name, info.Size(), info.ModTime().UnixNano())
			}
			return nil
		})
		if err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(sum.Sum(nil))[:12], nil
}

// check refuses files with which the project cannot be read.
func (s *Studio) check(files map[string][]byte) (diag.List, error) {
	o := s.settings()
	o.Over = files
	l, err := build.Read(o, s.memory.Load)
	if err != nil {
		return nil, err
	}
	defer l.Files.Close()
	return slices.DeleteFunc(l.Findings.Errors().Sorted(), func(f diag.Finding) bool { return f.Gate != diag.Load }),
		nil
}

// of finds a country and a line of it.
func (v *view) of(country, line string) (*campaign.Country, *campaign.Hotline, error) {
	c := v.Set.Country(country)
	if c == nil {
		return nil, nil, fs.ErrNotExist
	}
	for i := range c.Hotlines {
		if c.Hotlines[i].ID == line {
			return c, &c.Hotlines[i], nil
		}
	}
	if line != "" {
		return nil, nil, fs.ErrNotExist
	}
	return c, nil, nil
}

// own reports whether the project has a file of its own; what is built in is shown and
// cannot be changed.
func (s *Studio) own(file string) bool {
	_, err := s.project.Value(edit.Place{File: file, Path: "zone"})
	return err == nil
}

// sheet names a sheet on which a country's line stands, such as
// rs/citizen/poster-rights.sq; empty where there is none.
func (v *view) sheet(country, dial string) string {
	if v.Plan == nil {
		return ""
	}
	rank := func(m *plan.Material) int {
		n := 0
		if strings.HasPrefix(m.Name, "poster") {
			n += 4
		}
		if len(m.Columns) == 1 {
			n += 2
		}
		if m.Number.Shown == dial {
			n += 8
		}
		return n
	}
	best, found := -1, ""
	for i := range v.Plan.Materials {
		m := &v.Plan.Materials[i]
		if m.Country == country && m.Template != "" && rank(m) > best {
			best, found = rank(m), m.Country+"/"+m.Audience+"/"+m.Name
		}
	}
	return found
}

// lineOf is the line of a country in whose record a place of its file stands; empty
// for none.
func (v *view) lineOf(c *campaign.Country, pos diag.Pos) string {
	if pos.File != c.File() {
		return ""
	}
	found := ""
	for i := range c.Hotlines {
		if at := v.Set.Places.At(c.File(), fmt.Sprintf("hotlines[%d]", i)); at.Line <= pos.Line {
			found = c.Hotlines[i].ID
		}
	}
	if end := v.Set.Places.At(c.File(), "coordinator"); found != "" && end.Line > 0 && pos.Line >= end.Line {
		return ""
	}
	return found
}
