package campaign

import (
	"errors"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/tree"
)

// AdaptationFile is the file that makes a folder an adaptation.
const AdaptationFile = "adaptation.yaml"

// OwnMessages is the folder of the messages of an adaptation.
const OwnMessages = "messages"

// Adaptation is one file adaptation.yaml: what an organisation changes on the
// sheets of one country. Everything else is read from the base and stays there.
type Adaptation struct {
	// Base says whose work is adapted.
	Base Base `yaml:"base" req:"true"`
	// Organisation is who adapts.
	Organisation Organisation `yaml:"organisation" req:"true"`
	// Country is the code of the country.
	Country string `yaml:"country" req:"true"`
	// Logo is a drawing (SVG) or a PNG in the folder.
	Logo string `yaml:"logo"`
	// Partner is the line below the organisation's name. It has no telephone number.
	Partner Partner `yaml:"partner"`
	// Ground is the colour of its posters, where it is not the audience's own: sea,
	// slate or dusk, or a colour of its own, #rrggbb or cmyk(c, m, y, k), on which
	// white text has a contrast of 4.5 and the light one of 3, with at most 300 % ink.
	Ground string `yaml:"ground"`
	// Languages are those of its sheets and pages; one that the base lacks is added.
	Languages []locale.Tag `yaml:"languages" req:"true"`
	// Materials are those of the base that it makes, as audience/id.
	Materials []string `yaml:"materials"`
	// Sentences are its own messages on sheets of the base.
	Sentences []Sentence `yaml:"sentences"`
	// Own are materials of its own, with templates of its own or of the base.
	Own []OwnMaterial `yaml:"own"`
	// Added are the languages that the base lacks: its site has no pages in them.
	Added []locale.Tag `yaml:"-"`
	// LogoData is the file of the logo.
	LogoData []byte `yaml:"-"`
	// Messages are its files messages/<tag>.yaml.
	Messages []*locale.MessageFile `yaml:"-"`
}

// Base says what an adaptation rests on.
type Base struct {
	// From is a folder or a release, seen from the adaptation's folder, or
	// "program" for the definitions inside the program.
	From string `yaml:"from" req:"true"`
	// Digest is the SHA-256 of the base's definitions, written by the program.
	// Only with "program" it may be left out.
	Digest string `yaml:"digest"`
	// Release is the base's release such as "rs 3"; empty for a folder.
	Release string `yaml:"release"`
}

// Organisation is who adapts.
type Organisation struct {
	// ID is one word in small letters, digits and hyphens; it stands in addresses.
	ID string `yaml:"id" req:"true"`
	// Kind places it among the senders.
	Kind string `yaml:"kind" req:"true" enum:"ngo,international"`
	// English and Names are its name in English and by language tag.
	English string                `yaml:"english" req:"true"`
	Names   map[locale.Tag]string `yaml:"names"`
}

// Partner is what stands below the organisation's name.
type Partner struct {
	// Line is one line by language tag, such as the address of its office, without
	// digits: {{.House}} and {{.Post}} in it stand for house number and postal code.
	Line map[locale.Tag]string `yaml:"line"`
	// House is the house number, such as 4 or 12a, Post the postal code.
	House string `yaml:"house"`
	Post  string `yaml:"post"`
	// Hours are those of its own office, as a list or as "mon-fri 10:00-18:00"; those of
	// the hotline are locked.
	Hours Intervals `yaml:"hours"`
	// Place and Date are lines about where and when something takes place.
	Place map[locale.Tag]string `yaml:"place"`
	Date  string                `yaml:"date"`
}

// Address is the line in a language with house number and postal code.
func (p Partner) Address(tag locale.Tag) string {
	return strings.NewReplacer("{{.House}}", p.House, "{{.Post}}", p.Post).Replace(p.Line[tag])
}

// Sentence is a message of the adaptation on a sheet of the base.
type Sentence struct {
	// Material is audience/id, Use the id of the message; it stands among the points.
	Material string `yaml:"material" req:"true"`
	Use      string `yaml:"use" req:"true"`
}

// OwnMaterial is a material that the base lacks.
type OwnMaterial struct {
	// Audience is the audience it is for; Material its definition.
	Audience string   `yaml:"audience" req:"true"`
	Material Material `yaml:"material" req:"true"`
}

// Name is the organisation's name in a language, and the language it is in.
func (o Organisation) Name(tag locale.Tag) (string, locale.Tag) {
	if n := o.Names[tag]; n != "" {
		return n, tag
	}
	return o.English, locale.Source
}

// All are all names, in English and in other languages, sorted, none twice.
func (o Organisation) All() []string {
	out := append([]string{o.English}, slices.Collect(maps.Values(o.Names))...)
	slices.Sort(out)
	return slices.Compact(out)
}

// LocksFile says what an adaptation cannot change.
const LocksFile = "campaigns/locks.yaml"

// Locks is the file campaigns/locks.yaml.
type Locks struct {
	Locks []Lock `yaml:"locks" req:"true"`
}

// Lock is one thing that an adaptation cannot change.
type Lock struct {
	// ID is one word; Reason says why it is locked, Who can change it.
	ID     string `yaml:"id" req:"true"`
	Reason string `yaml:"reason" req:"true"`
	Who    string `yaml:"who" req:"true"`
	// Fields are keys of the definitions, wherever they stand.
	Fields []string `yaml:"fields"`
	// Classes and Messages are safety classes and beginnings of message ids.
	Classes  []locale.Class `yaml:"classes"`
	Messages []string       `yaml:"messages"`
	// Everywhere says that the messages are locked in languages that the base lacks, too.
	Everywhere bool `yaml:"everywhere"`
	// Files are beginnings of paths.
	Files []string `yaml:"files"`
}

// Covers reports whether the lock holds a message by its class or its id.
func (l Lock) Covers(id string, class locale.Class) bool {
	return slices.Contains(l.Classes, class) ||
		slices.ContainsFunc(l.Messages, func(p string) bool { return strings.HasPrefix(id, p) })
}

// adaptation adds the jobs for an adaptation and for the locks.
func (l *loader) adaptation() {
	if _, err := fs.Stat(l.fsys, LocksFile); !errors.Is(err, fs.ErrNotExist) {
		locks := &Locks{}
		define(l, LocksFile, locks, func() { l.set.Locks = heldToo(locks.Locks, l.fsys) })
	}
	if _, err := fs.Stat(l.fsys, AdaptationFile); errors.Is(err, fs.ErrNotExist) {
		return
	}
	a := &Adaptation{}
	define(l, AdaptationFile, a, func() {
		a.Logo = l.spelled(".", a.Logo)
		l.set.Adaptation = a
	})
	l.messageFiles(OwnMessages, func(f *locale.MessageFile) diag.List {
		a.Messages = append(a.Messages, f)
		return nil
	})
}

// ReadLocks reads the locks of a project alone.
func ReadLocks(fsys fs.FS) ([]Lock, diag.List) {
	data, err := fs.ReadFile(fsys, LocksFile)
	if err != nil {
		return nil, nil
	}
	var locks Locks
	root, list := tree.Parse(LocksFile, data)
	list = append(list, tree.Decode(root, &locks)...)
	return heldToo(locks.Locks, fsys), list
}

// heldToo adds what the locks of the defaults below a project hold. A project may
// word a lock anew and add others; by leaving one out it opens nothing.
func heldToo(locks []Lock, fsys fs.FS) []Lock {
	p, ok := fsys.(interface{ Below() fs.FS })
	if !ok {
		return locks
	}
	below, _ := ReadLocks(p.Below())
	for _, b := range below {
		i := slices.IndexFunc(locks, func(l Lock) bool { return l.ID == b.ID })
		if i < 0 {
			locks = append(locks, b)
			continue
		}
		l := &locks[i]
		l.Fields, l.Files = union(l.Fields, b.Fields), union(l.Files, b.Files)
		l.Classes, l.Messages = union(l.Classes, b.Classes), union(l.Messages, b.Messages)
		l.Everywhere = l.Everywhere || b.Everywhere
	}
	return locks
}

// union is a list with what another one has besides.
func union[T comparable](list, more []T) []T {
	for _, one := range more {
		if !slices.Contains(list, one) {
			list = append(list, one)
		}
	}
	return list
}
