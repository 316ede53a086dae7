package compare

import (
	"bytes"
	"cmp"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"pharos/internal/build"
	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/disk"
	"pharos/internal/locale"
	"pharos/internal/made"
	"pharos/internal/output"
	"pharos/internal/paint"
	"pharos/internal/rule"
	"pharos/internal/tree"
)

// ContactSheet writes a folder with one page that shows every sheet of an output
// at a glance: by country, audience, template and language, each page of each
// PDF painted by the PDF reader. The page needs no network. What differs from
// its manifest is not shown; a finding names it. It gives the number of pictures.
func ContactSheet(ctx context.Context, o build.Options, to string) (int, diag.List, error) {
	files, _, err := campaign.Open(o.Defaults, o.Project)
	if err != nil {
		return 0, nil, err
	}
	defer files.Close()
	reader, err := paint.Open(paint.Options{Cache: o.Cache, Instances: o.Jobs})
	if err != nil {
		return 0, nil, err
	}
	defer reader.Close()
	work, err := replaceable(to)
	if err != nil {
		return 0, nil, err
	}
	defer os.RemoveAll(work)
	c := &contactSheet{Options: o, dir: work, reader: reader}
	if c.set, _, err = campaign.Load(files); err != nil {
		return 0, nil, err
	}
	if c.Colours, err = colours(files, o.Theme); err != nil {
		return 0, nil, err
	}
	if err := c.countries(ctx); err != nil {
		return 0, nil, err
	}
	var page bytes.Buffer
	if err := contactPage.Execute(&page, c); err != nil {
		return 0, nil, fmt.Errorf("contact sheet: %w", err)
	}
	if err := disk.Fill(filepath.Join(work, "index.html"), page.Bytes()); err != nil {
		return 0, nil, fmt.Errorf("contact sheet: %w", err)
	}
	return c.pictures, c.findings.Sorted(), disk.Replace(work, to)
}

//go:embed contactsheet.html
var contactSource string

var contactPage = template.Must(template.New("contact").Parse(contactSource))

// contactMark is how the page begins: only such a folder is replaced.
const contactMark = "<!doctype html>\n<html lang=\"en\" data-contact-sheet>"

// replaceable makes a folder beside the one that will be replaced, if it may be.
func replaceable(to string) (string, error) {
	entries, err := os.ReadDir(to)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("contact sheet: %w", err)
	}
	if page, _ := os.ReadFile(
		filepath.Join(to, "index.html"),
	); len(entries) > 0 &&
		!bytes.HasPrefix(page, []byte(contactMark)) {
		return "", build.Usage{Message: fmt.Sprintf("%s is not empty and no contact sheet: name another folder", to)}
	}
	work, err := disk.Beside(filepath.Dir(filepath.Clean(to)))
	if err != nil {
		return "", fmt.Errorf("contact sheet: %w", err)
	}
	return work, nil
}

// contactSheet is the page while it is being made.
type contactSheet struct {
	build.Options
	// Colours are the theme's, by name.
	Colours   map[string]string
	Countries []contactCountry
	// set are the definitions: languages and audiences.
	set      *campaign.Set
	dir      string
	reader   *paint.Reader
	mu       sync.Mutex
	pictures int
	findings diag.List
}

// contactCountry, contactAudience and contactTemplate are the headings.
type contactCountry struct {
	Code      string
	Date      string
	Audiences []contactAudience
}
type contactAudience struct {
	Name string
	// Ground is the swatch of the audience.
	Ground    made.Ground
	Templates []contactTemplate
}
type contactTemplate struct {
	ID, Template, Trim string
	Cards              []*contactCard
}

// contactCard is one material.
type contactCard struct {
	Name, Language, Endonym, Direction string
	Draft                              bool
	// Why says in English what keeps it a draft.
	Why string
	// Link is the file to open, relative to the page.
	Link  string
	Shots []contactShot
	// Text is the whole text of a text file.
	Text string
	row  output.Material
}

// contactShot is one picture.
type contactShot struct {
	File          string
	Kind          string
	Width, Height int
}

// Count gives the number of materials.
func (a contactAudience) Count() int {
	n := 0
	for _, t := range a.Templates {
		n += len(t.Cards)
	}
	return n
}

// countries shows every country of the output.
func (c *contactSheet) countries(ctx context.Context) error {
	found, err := filepath.Glob(filepath.Join(c.Out, "*", output.ManifestName))
	if err != nil {
		return fmt.Errorf("contact sheet: %w", err)
	}
	slices.Sort(found)
	for _, name := range found {
		m, err := output.ReadManifest(name)
		if err != nil {
			return err
		}
		if build.Wanted(c.Options.Countries, m.Country) {
			if err := c.country(ctx, filepath.Dir(name), m); err != nil {
				return err
			}
		}
	}
	if len(c.Countries) == 0 {
		return build.Usage{Message: fmt.Sprintf("nothing is built in %s: run 'pharos build' first", c.Out)}
	}
	return nil
}

// country paints the sheets of one country, several at once.
func (c *contactSheet) country(ctx context.Context, dir string, m *output.Manifest) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("contact sheet: %w", err)
	}
	defer root.Close()
	listed := map[string]made.File{}
	for _, f := range m.Files {
		listed[f.Path] = f
	}
	var cards []*contactCard
	for _, row := range m.Materials {
		if (len(c.Audiences) == 0 || slices.Contains(c.Audiences, row.Audience)) && c.speaks(row) {
			cards = append(cards, c.card(row))
		}
	}
	group, going := errgroup.WithContext(ctx)
	group.SetLimit(max(1, c.Jobs))
	c.Tell("sheets", 0, len(cards))
	done := 0
	for _, k := range cards {
		if going.Err() != nil {
			break
		}
		group.Go(func() error {
			err := c.shoot(root.FS(), dir, k, listed)
			c.mu.Lock()
			defer c.mu.Unlock()
			done++
			c.Tell("sheets", done, len(cards))
			return err
		})
	}
	if err := cmp.Or(group.Wait(), context.Cause(ctx)); err != nil {
		return err
	}
	c.Countries = append(c.Countries, c.sorted(m, cards))
	return nil
}

// speaks reports whether a material is in one of the languages asked for.
func (c *contactSheet) speaks(row output.Material) bool {
	return len(c.Languages) == 0 ||
		slices.ContainsFunc(row.Languages, func(t locale.Tag) bool { return slices.Contains(c.Languages, t) })
}

// card takes the words of a card from the manifest.
func (c *contactSheet) card(row output.Material) *contactCard {
	k := &contactCard{row: row, Name: row.ID, Draft: row.State == "draft"}
	var tags, names []string
	for _, tag := range row.Languages {
		l, _ := c.set.Languages.Lookup(tag)
		tags, names, k.Direction = append(
			tags,
			string(tag),
		), append(
			names,
			l.Endonym,
		), cmp.Or(
			k.Direction,
			string(l.Direction),
		)
	}
	k.Language, k.Endonym = strings.Join(tags, " + "), strings.Join(names, " · ")
	var why []string
	for _, r := range row.Reasons {
		why = append(why, r.Detail)
	}
	k.Why = strings.Join(why, "\n")
	return k
}

// sorted puts the cards of a country under their headings, in the manifest's order.
func (c *contactSheet) sorted(m *output.Manifest, cards []*contactCard) contactCountry {
	out := contactCountry{Code: m.Country, Date: m.Date}
	for _, k := range cards {
		i := slices.IndexFunc(out.Audiences, func(a contactAudience) bool { return a.Name == k.row.Audience })
		if i < 0 {
			i, out.Audiences = len(
				out.Audiences,
			), append(
				out.Audiences,
				contactAudience{Name: k.row.Audience, Ground: c.set.GroundOf(k.row.Audience)},
			)
		}
		a := &out.Audiences[i]
		j := slices.IndexFunc(a.Templates, func(t contactTemplate) bool { return t.ID == k.row.ID })
		if j < 0 {
			j, a.Templates = len(
				a.Templates,
			), append(
				a.Templates,
				contactTemplate{ID: k.row.ID, Template: k.row.Template, Trim: k.row.Trim},
			)
		}
		a.Templates[j].Cards = append(a.Templates[j].Cards, k)
	}
	return out
}

// The longer sides of the pictures in pixels: the sheet itself, and its other
// editions beside it.
const (
	largeShot = 360
	smallShot = 180
)

// shoot paints what a material has: the pages of the screen file, or of the
// press file, large; its other editions small; pictures as they are.
func (c *contactSheet) shoot(root fs.FS, dir string, k *contactCard, listed map[string]made.File) error {
	large := largeShot
	seen := map[string]bool{}
	for _, of := range made.Outputs {
		name := ending(k.row.Files, of.Ending)
		if of.Ending == made.Preview.Traits().Ending { // a large picture has a small one beside it
			if thumb := ending(k.row.Files, "thumb."+of.Ending); thumb != "" {
				name = thumb
			} else if len(k.Shots) > 0 {
				continue
			}
		}
		if name == "" || seen[name] {
			continue
		}
		seen[name] = true
		data, err := fs.ReadFile(root, name)
		if err != nil || made.Of(name, "", data).SHA256 != listed[name].SHA256 {
			c.differs(dir, name)
			continue
		}
		if k.Link == "" {
			if k.Link, err = filepath.Rel(c.dir, filepath.Join(dir, filepath.FromSlash(name))); err != nil {
				k.Link = ""
			}
			k.Link = filepath.ToSlash(k.Link)
		}
		switch path.Ext(name) {
		case ".txt":
			k.Text = string(data)
		case ".pdf":
			if err := c.paint(k, string(of.Output), data, large); err != nil {
				c.differs(dir, name)
			}
		default:
			if err := c.add(k, "picture", path.Ext(name), data, 0, 0); err != nil {
				return err
			}
		}
		if len(k.Shots) > 0 {
			large = smallShot
		}
	}
	return nil
}

// ending finds the file of a material with an ending after its name.
func ending(files []string, kind string) string {
	for _, f := range files {
		if strings.TrimPrefix(f, path.Dir(f)+"/"+output.SheetName(f)+".") == kind {
			return f
		}
	}
	return ""
}

// differs notes a file that is not what its manifest says.
func (c *contactSheet) differs(dir, name string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.findings.Errorf(
		rule.ProofManifest,
		diag.Pos{File: filepath.ToSlash(filepath.Join(dir, filepath.FromSlash(name)))},
		"Build again, and find out who changed it.",
		"the file is not the one in its manifest",
	)
}

// paint adds the pages of a PDF.
func (c *contactSheet) paint(k *contactCard, kind string, data []byte, side int) error {
	f, err := c.reader.Read(data)
	if err != nil {
		return err
	}
	defer f.Close()
	for i := range f.Pages() {
		w, h, err := f.Size(i)
		if err != nil {
			return err
		}
		wide, high := build.Within(int64(w*1000), int64(h*1000), side)
		picture, err := f.Preview(i, wide, high)
		if err != nil {
			return err
		}
		word := kind
		if f.Pages() > 1 {
			word = fmt.Sprintf("%s %d", kind, i+1)
		}
		if err := c.add(k, word, ".png", picture, wide, high); err != nil {
			return err
		}
	}
	return nil
}

// add writes a picture under the name of its digest: equal ones are there once.
func (c *contactSheet) add(k *contactCard, kind, ending string, data []byte, w, h int) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.pictures++
	name := made.Of("", "", data).SHA256[:20] + ending
	k.Shots = append(k.Shots, contactShot{File: name, Kind: kind, Width: w, Height: h})
	if err := disk.Fill(filepath.Join(c.dir, name), data); err != nil {
		return fmt.Errorf("contact sheet: %w", err)
	}
	return nil
}

// colours reads the theme's colours; on paper white there is no dark side.
func colours(files fs.FS, theme string) (map[string]string, error) {
	name := path.Join("themes", theme, "tokens.yaml")
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, fmt.Errorf("read tokens: %w", err)
	}
	root, found := tree.Parse(name, data)
	if found.Stops() || root.Get("colour") == nil {
		return nil, build.Defects{List: found}
	}
	out := maps.Clone(plainColours)
	for _, e := range root.Get("colour").Entries {
		if light := e.Value.Get("light"); light != nil && strings.HasPrefix(light.Value, "#") {
			out[e.Key] = light.Value
		}
	}
	return out, nil
}

// plainColours stand in where a theme names none.
var plainColours = map[string]string{
	"sea":       "#222",
	"slate":     "#444",
	"dusk":      "#333",
	"ink":       "#111",
	"paper":     "#fff",
	"sheet":     "#fff",
	"soft":      "#555",
	"edge":      "#ccc",
	"link":      "#004",
	"on-ground": "#fff",
	"pale":      "#eee",
	"on-draft":  "#222",
	"good":      "#141",
	"light":     "#fd2",
}
