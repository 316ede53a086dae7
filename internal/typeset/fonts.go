package typeset

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
)

// DefaultFamily is the family of Latin, Greek and Cyrillic when a Style names
// none, and the last resort for signs of all scripts.
const DefaultFamily = "Noto Sans"

// Fonts is a set of fonts to choose from. It is safe for concurrent use.
type Fonts struct {
	list    []*Font
	chains  sync.Map // chainKey -> []*Font
	shapers sync.Pool
}

// NewFonts describes all TrueType files (*.ttf) in the root of fsys; a project
// adds a font by putting its file there. Family, weight, style and scripts are
// read from the files, which are parsed only when a text needs them.
func NewFonts(fsys fs.FS) (*Fonts, error) {
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, fmt.Errorf("list fonts: %w", err)
	}
	f := &Fonts{}
	var bad []error
	names := map[string]string{}
	for _, e := range entries {
		if e.IsDir() || !strings.EqualFold(path.Ext(e.Name()), ".ttf") {
			continue
		}
		one := &Font{fsys: fsys, path: e.Name()}
		if err := one.open(); err != nil {
			bad = append(bad, &FontError{e.Name(), err})
			continue
		}
		if other := names[one.Name]; other != "" {
			bad = append(bad, &FontError{e.Name(), fmt.Errorf("it has the same name (%s) as %s", one.Name, other)})
			continue
		}
		names[one.Name] = e.Name()
		f.list = append(f.list, one)
	}
	if len(bad) > 0 {
		return nil, errors.Join(bad...)
	}
	if len(f.list) == 0 {
		return nil, fmt.Errorf("list fonts: no *.ttf file")
	}
	f.shapers.New = func() any { return newShaper(f) }
	return f, nil
}

// FontError is what is wrong with one font file.
type FontError struct {
	// File is its name; Err says what is wrong.
	File string
	Err  error
}

func (e *FontError) Error() string { return fmt.Sprintf("read font %q: %v", e.File, e.Err) }

func (e *FontError) Unwrap() error { return e.Err }

// WeightError is a font that holds many weights in one file, of which only its
// default is printed.
type WeightError struct{ Has, Asked int }

func (e *WeightError) Error() string {
	return fmt.Sprintf("it is a variable font, of which only its default weight %d can be printed, not %d", e.Has,
		e.Asked)
}

// Add takes in what a project says about a font of its own, and looks at all of
// it. The font is asked first for the scripts given (ISO 15924); weight, if not
// 0, stands for what the file says. It must be called before the first text is
// shaped. The error is a *FontError.
func (f *Fonts) Add(file string, scripts []string, weight int) error {
	i := slices.IndexFunc(f.list, func(one *Font) bool { return one.path == file })
	if i < 0 {
		return &FontError{file, errors.New("there is no such file in assets/fonts")}
	}
	one := f.list[i]
	if err := one.check(); err != nil {
		return &FontError{file, err}
	}
	if at, varies := one.defaultWeight(); varies && at != cmp.Or(weight, one.Weight) {
		return &FontError{file, &WeightError{Has: at, Asked: cmp.Or(weight, one.Weight)}}
	}
	one.first = slices.Clone(scripts)
	one.Weight = cmp.Or(weight, one.Weight)
	return nil
}

// open reads the description without the rest of the file.
func (f *Font) open() error {
	file, err := f.fsys.Open(f.path)
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	if info.Size() > maxFontBytes {
		return fmt.Errorf("%d bytes; at most %d are read", info.Size(), maxFontBytes)
	}
	r, ok := file.(io.ReaderAt)
	if !ok {
		b, err := io.ReadAll(io.LimitReader(file, maxFontBytes))
		if err != nil {
			return err
		}
		r = strings.NewReader(string(b))
	}
	dir, err := directory(r, info.Size())
	if err != nil {
		return err
	}
	return f.describe(r, dir)
}

// All gives the fonts in the order of their file names.
func (f *Fonts) All() []*Font { return slices.Clone(f.list) }

// chainKey is what decides the order in which fonts are asked for a character.
type chainKey struct {
	family, script string
	weight         int
	italic         bool
}

// chain gives the fonts in the order in which they are asked for the
// characters of one script: one font of each family, in the weight and style
// that come nearest. First the families made for the script, then the default
// family, then the others, so that a sign in a foreign script is found too.
func (f *Fonts) chain(k chainKey) []*Font {
	if c, ok := f.chains.Load(k); ok {
		return c.([]*Font)
	}
	best := map[string]*Font{}
	var order []*Font
	for _, one := range f.list {
		if b, ok := best[one.Family]; !ok || k.distance(one) < k.distance(b) {
			best[one.Family] = one
		}
	}
	for _, one := range f.list {
		if best[one.Family] == one {
			order = append(order, one)
		}
	}
	slices.SortStableFunc(order, func(a, b *Font) int { return cmp.Compare(k.rank(a), k.rank(b)) })
	c, _ := f.chains.LoadOrStore(k, order)
	return c.([]*Font)
}

// distance says how far a font's weight and style are from the wanted: upright
// for italic is far, heavier than wanted is worse than lighter.
func (k chainKey) distance(f *Font) int {
	d := k.weight - f.Weight
	if d < 0 {
		d = -2 * d
	}
	if f.Italic != k.italic {
		d += 10_000
	}
	return d
}

// rank orders families for a script; lower comes first. A family that claims
// fewer scripts is the more special one.
func (k chainKey) rank(f *Font) int {
	if slices.Contains(f.first, k.script) || k.script == "" && slices.Contains(f.first, "Latn") {
		return -1
	}
	script, nastaliq := k.script, strings.Contains(f.Family, "Nastaliq")
	if script == "Aran" {
		script = "Arab"
	}
	main := k.family
	if main == "" {
		main = DefaultFamily
	}
	switch {
	case !f.claims(script):
	case f.Family == main:
		return 0
	case f.Family == DefaultFamily:
		return 1
	case nastaliq == (k.script == "Aran"):
		return 100 + len(f.scripts)
	default:
		return 200 + len(f.scripts)
	}
	switch f.Family {
	case main:
		return 300
	case DefaultFamily:
		return 301
	}
	return 400
}
