package build

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"unicode"

	"pharos/internal/adapt"
	"pharos/internal/cache"
	"pharos/internal/campaign"
	"pharos/internal/locale"
	"pharos/internal/made"
	"pharos/internal/pdf"
	"pharos/internal/plan"
	"pharos/internal/press"
	"pharos/internal/typeset"
)

// Layout is the sheets of some languages, laid out for translators: how much
// text each place holds, and what the sheet looks like. A text that a language
// lacks stands there in English, so that every place can be seen.
type Layout struct {
	o     Options
	files Files
	// shop is opened for the first picture.
	loaded *Loaded
	fonts  *typeset.Fonts
	press  *press.Press
	shop   *workshop
	sheets []plan.Material
	rooms  []made.Room
	// typical is running text of each language.
	typical map[locale.Tag]string
}

// OpenLayout reads the project and measures. Options.Countries and Languages
// select; a language comes with the sheets that it shares with others.
func OpenLayout(ctx context.Context, o Options) (*Layout, error) {
	files, list, err := o.open()
	if err != nil {
		return nil, err
	}
	set, found, err := campaign.Load(files)
	if list = append(list, found...); err == nil && list.Stops() {
		err = Defects{list.Sorted()}
	}
	if err != nil {
		return nil, errors.Join(err, files.Close())
	}
	if set.Adaptation != nil {
		_ = adapt.Apply(set, files) // check and build show its findings
	}
	l := &Layout{o: o, files: files, loaded: &Loaded{Files: files, Set: set, Gate: o.Gate}}
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
	l.loaded.Plan, _ = plan.Make(l.loaded.Set, plan.Request{Date: o.Date, Gate: o.Gate}) // check and build show its findings
	l.sheets = nil
	for _, m := range l.loaded.Plan.Materials {
		if m.Template != "" && wanted(o.Countries, m.Country) && slices.ContainsFunc(m.Columns, func(c plan.Column) bool { return wantedTag(o.Languages, c.Locale.Tag) }) {
			l.sheets = append(l.sheets, m)
		}
	}
}

// Overfull takes other texts of a language in, by id and plural form, and lays the
// sheets out anew that show one: it gives the places where a text does not fit. The
// layout keeps the texts.
func (l *Layout) Overfull(ctx context.Context, tag locale.Tag, texts map[string]map[string]string) ([]made.Room, error) {
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
	fonts, err := l.o.fonts(l.loaded)
	if err != nil {
		return err
	}
	p, found, err := press.New(l.files, l.loaded.Set.Languages, fonts, l.o.Theme)
	if err != nil {
		return err
	}
	if found.Stops() {
		return Defects{found.Sorted()}
	}
	l.fonts, l.press = fonts, p
	ruler, rooms := p.Ruler(l.typical), make([][]made.Room, len(l.sheets))
	var group sync.WaitGroup
	jobs := max(1, l.o.Jobs)
	for j := range jobs {
		group.Go(func() {
			for i := j; i < len(l.sheets) && ctx.Err() == nil; i += jobs {
				rooms[i], _ = ruler.Rooms(l.sheets[i]) // a text that does not fit says so in its room
			}
		})
	}
	group.Wait()
	for _, list := range rooms {
		for _, r := range list {
			if wantedTag(l.o.Languages, r.Language) {
				l.rooms = append(l.rooms, r)
			}
		}
	}
	return ctx.Err()
}

// Rooms gives the place of each message on each sheet, in order of country,
// audience, material and language.
func (l *Layout) Rooms() []made.Room { return l.rooms }

// Close gives files and PDF reader back.
func (l *Layout) Close() error {
	if l.shop != nil {
		l.shop.close()
	}
	return l.files.Close()
}

// Overfull gives the places of all languages whose text of today does not fit.
// Nothing is laid out again where no file has changed since the last time.
func Overfull(ctx context.Context, o Options) ([]made.Room, error) {
	store := o.store()
	defer store.Close()
	key, err := o.layoutKey()
	if err != nil {
		return nil, err
	}
	var out []made.Room
	if kept := store.Get(key); kept != nil && json.Unmarshal(kept, &out) == nil {
		return out, nil
	}
	l, err := OpenLayout(ctx, o)
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

// layoutKey is the digest of all that the sheets depend on.
func (o Options) layoutKey() (cache.Key, error) {
	files, _, err := o.open()
	if err != nil {
		return cache.Key{}, err
	}
	digests := map[string]cache.Key{}
	for _, dir := range []string{"campaigns", "assets", path.Join("themes", o.Theme)} {
		eachFile(files, dir, 0, func(name string) {
			data, _ := fs.ReadFile(files, name) // a file that cannot be read is found when it is needed
			digests[name] = sha256.Sum256(data)
		})
	}
	program, _ := program()
	key, _ := cache.Of("layout", program, o.settings(), o.Date, o.Countries, o.Languages, digests)
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
		parts, err := l.fonts.Web(typeset.Style{Weight: r.Weight, Lang: string(tag), Script: of.Script, Direction: of.Direction}, l.typical[tag]+" "+repertoire(of.Script))
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
	table := unicode.Scripts[map[string]string{"Cyrl": "Cyrillic", "Arab": "Arabic", "Grek": "Greek", "Geor": "Georgian", "Armn": "Armenian", "Hebr": "Hebrew",
		"Taml": "Tamil", "Ethi": "Ethiopic", "Deva": "Devanagari", "Beng": "Bengali", "Thai": "Thai", "Mymr": "Myanmar"}[script]]
	for r := rune(' '); r < 0x2100; r++ {
		plain := r < 0x7f || r >= 0xa0 && r < 0x180 || r >= 0x2010 && r < 0x2040
		if (plain || table != nil && r < 0x1000 && unicode.Is(table, r) && (script != "Cyrl" || r < 0x460)) && unicode.IsPrint(r) {
			b.WriteRune(r)
		}
	}
	return b.String() + "€№"
}

// Picture paints one page of the sheet of a room, as a PNG whose longer side
// has so many pixels.
func (l *Layout) Picture(r made.Room, side int) ([]byte, error) {
	i := slices.IndexFunc(l.sheets, func(m plan.Material) bool { return m.Country == r.Country && m.Path("") == r.Sheet+"." })
	if i < 0 {
		return nil, fmt.Errorf("paint %s: there is no such sheet", r.Sheet)
	}
	if l.shop == nil {
		shop, err := newWorkshop(l.o, l.loaded, nil)
		if err != nil {
			return nil, err
		}
		l.shop = shop
	}
	doc, _ := l.press.Compose(l.sheets[i]) // one that does not fit is shown all the same
	data, err := l.shop.write(doc, pdf.Screen, "")
	if err != nil {
		return nil, err
	}
	file, err := l.shop.reader.Read(data)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	w, h := within(int64(r.Width), int64(r.Height), side)
	return file.Preview(r.Page, w, h)
}
