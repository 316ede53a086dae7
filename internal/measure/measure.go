// Package measure lays sheets out for translators and says how much text each place
// holds.
package measure

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/sync/errgroup"

	"pharos/internal/adapt"
	"pharos/internal/build"
	"pharos/internal/cache"
	"pharos/internal/campaign"
	"pharos/internal/locale"
	"pharos/internal/made"
	"pharos/internal/plan"
	"pharos/internal/typeset"
)

// Layout is the sheets of some languages, laid out for translators: how much
// text each place holds, and what the sheet looks like. A text that a language
// lacks stands there in English, so that every place can be seen.
type Layout struct {
	o      build.Options
	loaded *build.Loaded
	shop   *build.Workshop
	sheets []plan.Material
	rooms  []made.Room
	// typical is running text of each language.
	typical map[locale.Tag]string
}

// Open reads the project and measures. Options.Countries and Languages select; a
// language comes with the sheets that it shares with others.
func Open(ctx context.Context, o build.Options) (*Layout, error) {
	files, list, err := build.Open(o.Source, o.Theme)
	if err != nil {
		return nil, err
	}
	set, found, err := campaign.Load(files)
	if list = append(list, found...); err == nil && list.Stops() {
		err = build.Defects{List: list.Sorted()}
	}
	if err != nil {
		return nil, errors.Join(err, files.Close())
	}
	if a := set.Adaptation; a != nil {
		for _, tag := range o.Languages { // one that is translated before it is added
			if !slices.Contains(a.Languages, tag) {
				a.Languages = append(a.Languages, tag)
			}
		}
		_ = adapt.Apply(set, files) // check and build show its findings
	}
	l := &Layout{o: o, loaded: &build.Loaded{Files: files, Set: set, Gate: o.Gate}}
	l.typical = typical(set.Catalogue)
	for _, tag := range o.Languages {
		set.Catalogue.Fill(tag)
	}
	l.plan()
	if err := l.measure(ctx); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}

// plan plans the sheets with the texts as they are in the set.
func (l *Layout) plan() {
	o := l.o
	l.loaded.Plan, _ = plan.Make(
		l.loaded.Set,
		plan.Request{Date: o.Date, Latest: o.Latest, Gate: o.Gate},
	) // check and build show its findings
	l.sheets = nil
	for _, m := range l.loaded.Plan.Materials {
		if m.Template != "" && build.Wanted(o.Countries, m.Country) &&
			slices.ContainsFunc(m.Columns, func(c plan.Column) bool { return wantedTag(o.Languages, c.Locale.Tag) }) {
			l.sheets = append(l.sheets, m)
		}
	}
}

// Overfull takes other texts of a language in, by id and plural form, and lays the
// sheets out anew that show one: it gives the places where a text does not fit. The
// layout keeps the texts.
func (l *Layout) Overfull(
	ctx context.Context,
	tag locale.Tag,
	texts map[string]map[string]string,
) ([]made.Room, error) {
	touched := map[string]bool{}
	for _, r := range l.rooms {
		if texts[r.Message] != nil && r.Language == tag {
			touched[r.Country+"/"+r.Sheet+"."] = true
		}
	}
	for id, forms := range texts {
		if m, ok := l.loaded.Set.Catalogue.Message(tag, id); ok {
			m.Forms = forms
			l.loaded.Set.Catalogue.Replace(m)
		}
	}
	l.plan()
	l.sheets = slices.DeleteFunc(l.sheets, func(m plan.Material) bool { return !touched[m.Country+"/"+m.Path("")] })
	l.rooms = nil
	if err := l.measure(ctx); err != nil {
		return nil, err
	}
	return over(l.rooms), nil
}

// over gives the places whose text does not fit.
func over(rooms []made.Room) []made.Room {
	var out []made.Room
	for _, r := range rooms {
		if r.Over {
			out = append(out, r)
		}
	}
	return out
}

// wantedTag reports whether a list of languages, empty for all, has one.
func wantedTag(list []locale.Tag, tag locale.Tag) bool {
	return len(list) == 0 || slices.Contains(list, tag)
}

// typicalLeast is how many characters of its own texts a language needs so that
// they are typical; below, the English texts are measured.
const typicalLeast = 2000

// typical joins the messages of each language, without what stands in braces.
func typical(c *locale.Catalogue) map[locale.Tag]string {
	out := map[locale.Tag]string{}
	for _, l := range c.Languages().All() {
		var b strings.Builder
		for _, id := range c.IDs(l.Tag) {
			if m, _ := c.Message(l.Tag, id); c.Class(id) != locale.Number && len(m.Placeholders()) == 0 {
				b.WriteString(m.Forms["other"] + " ")
			}
		}
		if out[l.Tag] = b.String(); b.Len() < typicalLeast {
			out[l.Tag] = out[locale.Source]
		}
	}
	return out
}

// measure lays the sheets out, several at once, and keeps their rooms in the
// order of the plan.
func (l *Layout) measure(ctx context.Context) error {
	if l.shop == nil {
		shop, err := build.NewWorkshop(l.o, l.loaded)
		if err != nil {
			return err
		}
		l.shop = shop
	}
	ruler, rooms := l.shop.Press.Ruler(l.typical), make([][]made.Room, len(l.sheets))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(max(1, l.o.Jobs))
	for i, m := range l.sheets {
		group.Go(func() error {
			if ctx.Err() == nil {
				rooms[i], _ = ruler.Rooms(m) // a text that does not fit says so in its room
			}
			return ctx.Err()
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	for _, list := range rooms {
		for _, r := range list {
			if wantedTag(l.o.Languages, r.Language) {
				l.rooms = append(l.rooms, r)
			}
		}
	}
	return nil
}

// Rooms gives the place of each message on each sheet, in order of country,
// audience, material and language.
func (l *Layout) Rooms() []made.Room { return l.rooms }

// Close gives files and PDF reader back.
func (l *Layout) Close() error {
	if l.shop != nil {
		l.shop.Close()
	}
	return l.loaded.Files.Close()
}

// Overfull gives the places of all languages whose text of today does not fit.
// Nothing is laid out again where no file has changed since the last time.
func Overfull(ctx context.Context, o build.Options) ([]made.Room, error) {
	store := build.Store(o.Means)
	defer store.Close()
	key, err := keyOf(o)
	if err != nil {
		return nil, err
	}
	var out []made.Room
	if kept := store.Get(key); kept != nil && json.Unmarshal(kept, &out) == nil {
		return out, nil
	}
	l, err := Open(ctx, o)
	if err != nil {
		return nil, err
	}
	out = over(l.rooms)
	kept, err := json.Marshal(out)
	if err == nil {
		store.Put(key, kept)
	}
	return out, errors.Join(err, l.Close())
}

// keyOf is the digest of all that the sheets depend on.
func keyOf(o build.Options) (cache.Key, error) {
	files, _, err := build.Open(o.Source, o.Theme)
	if err != nil {
		return cache.Key{}, err
	}
	folders := []string{"campaigns", "assets", path.Join("themes", o.Theme)}
	key := build.KeyOf(o.Making, files, folders, "layout", o.Date, o.Countries, o.Languages)
	return key, files.Close()
}

// Fonts gives the parts of the fonts with which a browser sets a language's
// texts as the sheets do, by weight.
func (l *Layout) Fonts(tag locale.Tag) (map[int][][]byte, error) {
	of, _ := l.loaded.Set.Languages.Lookup(tag)
	out := map[int][][]byte{}
	for _, r := range l.rooms {
		if r.Language != tag || out[r.Weight] != nil {
			continue
		}
		parts, err := l.shop.Fonts.Web(
			typeset.Style{Weight: r.Weight, Lang: string(tag), Script: of.Script, Direction: of.Direction},
			l.typical[tag]+" "+repertoire(of.Script),
		)
		if err != nil {
			return nil, err
		}
		for _, p := range parts {
			out[r.Weight] = append(out[r.Weight], p.Data)
		}
	}
	return out, nil
}

// repertoire is what a translator may type: Latin letters of Europe, figures and
// signs, and the letters of the script.
func repertoire(script string) string {
	var b strings.Builder
	table := unicode.Scripts[map[string]string{"Cyrl": "Cyrillic", "Arab": "Arabic", "Grek": "Greek",
		"Geor": "Georgian", "Armn": "Armenian", "Hebr": "Hebrew",
		"Taml": "Tamil", "Ethi": "Ethiopic", "Deva": "Devanagari", "Beng": "Bengali", "Thai": "Thai",
		"Mymr": "Myanmar"}[script]]
	for r := rune(' '); r < 0x2100; r++ {
		plain := r < 0x7f || r >= 0xa0 && r < 0x180 || r >= 0x2010 && r < 0x2040
		if (plain || table != nil && r < 0x1000 && unicode.Is(table, r) && (script != "Cyrl" || r < 0x460)) &&
			unicode.IsPrint(r) {
			b.WriteRune(r)
		}
	}
	return b.String() + "€№"
}

// Picture paints one page of the sheet of a room, as a PNG whose longer side
// has so many pixels.
func (l *Layout) Picture(r made.Room, side int) ([]byte, error) {
	i := slices.IndexFunc(
		l.sheets,
		func(m plan.Material) bool { return m.Country == r.Country && m.Path("") == r.Sheet+"." },
	)
	if i < 0 {
		return nil, fmt.Errorf("paint %s: there is no such sheet", r.Sheet)
	}
	data, _, err := l.shop.Picture(l.sheets[i], r.Page, side) // check and build show its findings
	return data, err
}
