// Package start writes the first files of a project: an empty project, a country,
// a campaign, a material, a language, a print template. Each file is real, says in
// comments what to fill in, and passes the checks as it is.
//
// In go the project's files and a name; out come files by path, which the caller
// writes only where nothing stands yet.
package start

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"pharos/internal/adapt"
	"pharos/internal/campaign"
	"pharos/internal/days"
	"pharos/internal/disk"
	"pharos/internal/locale"
)

//go:embed files
var files embed.FS

// Kinds are what can be started, besides adaptations.
var Kinds = []string{"country", "campaign", "material", "language", "template"}

// Wish says what to start.
type Wish struct {
	// Kind is one of Kinds, or project; Name the code, id or tag.
	Kind, Name string
	// Emergency is the number of police or emergency services of a country.
	Emergency string
	// Source says who said so: publisher or title with its year.
	Source string
	// Read is the day on which the source was read, YYYY-MM-DD.
	Read string
	// Line is the number of the line against trafficking by the same source, Languages
	// are those of the country, Base and Exit its addresses; empty where they are not
	// known yet.
	Line, Base, Exit string
	Languages        []string
	// Theme is the folder under themes/.
	Theme string
}

var (
	word    = regexp.MustCompile(`^[a-z][a-z0-9-]{1,38}$`)
	country = regexp.MustCompile(`^[a-z]{2}$`)
	number  = regexp.MustCompile(`^[0-9][0-9 ]{1,14}$`)
)

// Files gives the files of what is asked for; the error says what is wrong with
// the wish. Files that the project has and that grow are in the result with their
// new text, others must not be there.
func (w Wish) Files(project fs.FS) (map[string][]byte, error) {
	if disk.Reserved(path.Base(w.Name)) && w.Kind != "project" {
		return nil, fmt.Errorf("a file or a folder of the name %q cannot be on Windows: choose another",
			path.Base(w.Name))
	}
	switch w.Kind {
	case "project":
		return w.fill(
			"project",
			map[string]string{
				"pharos.yaml":   "pharos.yaml",
				"README.md":     "README.md",
				"gitignore":     ".gitignore",
				"gitattributes": ".gitattributes",
			},
		)
	case "country":
		if !country.MatchString(w.Name) {
			return nil, fmt.Errorf("%q is no country code of two small letters", w.Name)
		}
		if !number.MatchString(w.Emergency) {
			return nil, errors.New("a country needs the number of its police or emergency services: --emergency 112")
		}
		if w.Line != "" && !number.MatchString(w.Line) {
			return nil, fmt.Errorf("--line: %q is no number as it is dialled: digits and single blanks", w.Line)
		}
		for _, address := range []string{w.Base, w.Exit} {
			if address != "" && (!strings.HasPrefix(address, "https://") || strings.ContainsAny(address, " \"\n#")) {
				return nil, fmt.Errorf("%q is no https address", address)
			}
		}
		if w.Source == "" || strings.ContainsAny(w.Source, "\"\\\n") {
			return nil, errors.New("a number needs its source: --source \"publisher or title, year\"")
		}
		if !days.Valid(w.Read) {
			return nil, errors.New("a source needs the day on which it was read: --read YYYY-MM-DD")
		}
		if err := w.spoken(project); err != nil {
			return nil, err
		}
		return w.country()
	case "campaign":
		if !word.MatchString(w.Name) || slices.Contains([]string{"countries", "findings", "interface", "studio"},
			w.Name) {
			return nil, fmt.Errorf("%q cannot be the name of a campaign: use small letters, digits and hyphens", w.Name)
		}
		dir := "campaigns/" + w.Name
		return w.fill(
			"campaign",
			map[string]string{"campaign.yaml": dir + "/campaign.yaml", "en.yaml": dir + "/messages/en.yaml"},
		)
	case "template":
		if !word.MatchString(w.Name) {
			return nil, fmt.Errorf("%q cannot be the name of a template: use small letters, digits and hyphens", w.Name)
		}
		return w.fill(
			"template",
			map[string]string{"template.yaml": "themes/" + w.Theme + "/print/" + w.Name + ".yaml"},
		)
	case "material":
		return w.material(project)
	case "language":
		return w.language(project)
	}
	return nil, fmt.Errorf("%q cannot be started: choose one of %s, adaptation", w.Kind, strings.Join(Kinds, ", "))
}

// fill reads skeletons and puts the wish into them.
func (w Wish) fill(dir string, names map[string]string) (map[string][]byte, error) {
	out := map[string][]byte{}
	for from, to := range names {
		data, err := files.ReadFile(path.Join("files", dir, from))
		if err != nil {
			return nil, err
		}
		out[to] = []byte(
			strings.NewReplacer("@NAME@", w.Name, "@EMERGENCY@", w.Emergency, "@SOURCE@", w.Source, "@READ@", w.Read).
				Replace(string(data)),
		)
	}
	return out, nil
}

// country starts a country. The project may be a folder that nobody began by
// command: version control must leave what is signed as it is there, too.
func (w Wish) country() (map[string][]byte, error) {
	file := "campaigns/countries/" + w.Name + ".yaml"
	out, err := w.fill("country", map[string]string{"country.yaml": file})
	if err != nil {
		return nil, err
	}
	out[file] = []byte(w.known(string(out[file])))
	more, err := w.fill("project", VersionControl)
	maps.Copy(out, more)
	return out, err
}

// spoken sees that the project knows the languages.
func (w Wish) spoken(project fs.FS) error {
	table, _, err := campaign.Languages(project)
	if err != nil {
		return err
	}
	for _, tag := range w.Languages {
		if _, ok := table.Lookup(locale.Tag(tag)); !ok {
			return fmt.Errorf("unknown language %q. %s", tag, table.Meant(tag).Text)
		}
	}
	return nil
}

// known writes what is known already into the file of a new country.
func (w Wish) known(text string) string {
	set := func(from, to string) { text = strings.Replace(text, from, to, 1) }
	if w.Base != "" {
		set("# base: https://example.org/", "base: "+w.Base)
	}
	if w.Exit != "" {
		set("# exit: https://example.org/", "exit: "+w.Exit)
	}
	const row = "  - {tag: en, role: required, mark: U, sources: [mine]}\n"
	if len(w.Languages) > 0 {
		var rows strings.Builder
		for _, tag := range w.Languages {
			rows.WriteString(strings.Replace(row, "en", tag, 1))
		}
		set(row, rows.String())
	}
	if w.Line == "" {
		return text
	}
	const number = "the number, in quotes, grouped as printed"
	before, after, _ := strings.Cut(text, "  # - id: ")
	line, rest, _ := strings.Cut("  # - id: "+after, number)
	line = strings.Replace(strings.ReplaceAll(line, "  # ", "  "), "mark: U", "mark: B", 1)
	return before + line + w.Line + rest
}

// VersionControl are the files for version control of a project, by their names here.
// A project that has them already keeps its own.
var VersionControl = map[string]string{"gitignore": ".gitignore", "gitattributes": ".gitattributes"}

// material adds one to the campaign's file: a folder lies over the defaults file by
// file, so the whole file goes into the project.
func (w Wish) material(project fs.FS) (map[string][]byte, error) {
	audience, id, ok := strings.Cut(w.Name, "/")
	if !ok || !word.MatchString(id) {
		return nil, fmt.Errorf("write the material as audience/id, such as citizen/poster-station, not %q", w.Name)
	}
	file := "campaigns/" + audience + "/campaign.yaml"
	data, err := fs.ReadFile(project, file)
	if err != nil {
		return nil, fmt.Errorf("there is no audience %q", audience)
	}
	if regexp.MustCompile(`(?m)^\s*- id: ` + regexp.QuoteMeta(id) + `\s*$`).Match(data) {
		return nil, fmt.Errorf("the audience %s has a material %q", audience, id)
	}
	w.Name = id
	more, err := w.fill("material", map[string]string{"material.yaml": file})
	if err != nil {
		return nil, err
	}
	more[file] = append([]byte(strings.TrimRight(string(data), "\n")+"\n\n"), more[file]...)
	return more, nil
}

// language starts the messages of a language that has none.
func (w Wish) language(project fs.FS) (map[string][]byte, error) {
	tag := locale.Tag(w.Name)
	set, list, err := campaign.Load(project)
	if err != nil {
		return nil, err
	}
	if _, known := set.Languages.Lookup(tag); !known && !list.Stops() {
		return nil, fmt.Errorf("the table of languages has no %q: %s Else add its row to %s first",
			w.Name, set.Languages.Meant(w.Name).Text, locale.TableFile)
	}
	if list.Stops() {
		return nil, errors.New("the project has errors: run pharos check first")
	}
	missing := adapt.Lacks(set, tag)
	if len(missing) == 0 {
		return nil, fmt.Errorf("the project has every text in %s", tag)
	}
	out := map[string][]byte{}
	byDir := map[string][]string{}
	for _, id := range missing {
		m, _ := set.Catalogue.Message(locale.Source, id)
		dir := path.Dir(m.Pos.File)
		byDir[dir] = append(byDir[dir], id)
	}
	for dir, ids := range byDir {
		name := dir + "/" + w.Name + ".yaml"
		own, _ := campaign.BelowMessages(project, name)
		if old, err := fs.ReadFile(project, name); err == nil && own {
			out[name] = append(old, adapt.Blank(set, tag, ids)...)
			continue
		}
		out[name] = adapt.Blank(set, tag, ids)
	}
	return out, nil
}
