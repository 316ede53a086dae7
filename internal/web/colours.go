package web

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"pharos/internal/diag"
	"pharos/internal/rule"
	"pharos/internal/tree"
)

// coloursFile has the colours of pages and of print, each in one place.
const coloursFile = "tokens.yaml"

// tokensStyle is the style sheet that begins with the colours.
const tokensStyle = "assets/css/tokens.css"

// colour is one colour of a theme: on a light and on a dark page, each a value or the
// name of another colour.
type colour struct {
	name        string
	at          diag.Pos
	light, dark string
	// print is how paper shows it; empty where print does not have it.
	print   string
	printAt diag.Pos
}

// palette is the colours of a theme in the order of its file.
type palette struct {
	list []colour
	// found is what is wrong with the file.
	found diag.List
}

var (
	colourKeys  = []string{"light", "dark", "print", "role"}
	colourValue = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)
)

// readPalette reads the colours; a theme without the file has none.
func readPalette(file string, data []byte) palette {
	root, list := tree.Parse(file, data)
	p := palette{found: list}
	if root == nil {
		return p
	}
	for _, e := range root.Entries {
		if e.Key != "colour" {
			p.bad(e.Pos, "Take it out; sizes and type of pages stand in assets/css.", "nothing reads %q", e.Key)
		}
	}
	group, names := root.Get("colour"), map[string]bool{}
	if group == nil {
		return p
	}
	for _, e := range group.Entries {
		names[e.Key] = true
	}
	for _, e := range group.Entries {
		p.list = append(p.list, p.read(e, names))
	}
	return p
}

// bad adds a finding about a token.
func (p *palette) bad(at diag.Pos, hint, format diag.Format, args ...any) {
	p.found.Errorf(rule.SiteToken, at, hint, format, args...)
}

// read reads one colour.
func (p *palette) read(e tree.Entry, names map[string]bool) colour {
	c := colour{name: e.Key, at: e.Pos}
	if e.Value.Kind != tree.Map {
		p.bad(e.Pos, "Write {light: \"#005e69\", role: what it is for}.", "the colour %s has no light value", e.Key)
		return c
	}
	for _, k := range e.Value.Entries {
		switch k.Key {
		case "light", "dark":
			v := k.Value.Value
			if !colourValue.MatchString(v) && (!names[v] || v == e.Key) {
				p.bad(k.Value.Pos, "Write # and six digits 0 to 9 and a to f, or the name of another colour.",
					"%q is not a colour", v)
				continue
			}
			if k.Key == "light" {
				c.light = v
			} else {
				c.dark = v
			}
		case "print":
			if srgb := k.Value.Get("srgb"); srgb != nil {
				c.print, c.printAt = srgb.Value, srgb.Pos
			}
		case "role":
		default:
			p.found.Errorf(rule.SiteToken, k.Pos, "", "unknown key %q", k.Key).Hint = tree.DidYouMean(k.Key, colourKeys)
		}
	}
	if e.Value.Get("light") == nil {
		p.bad(e.Pos, "Write {light: \"#005e69\", role: what it is for}.", "the colour %s has no light value", e.Key)
	}
	return c
}

// css gives the colours as the beginning of a style sheet.
func (p palette) css() string {
	var light, dark strings.Builder
	for _, c := range p.list {
		declare(&light, c.name, c.light)
		declare(&dark, c.name, c.dark)
	}
	if light.Len() == 0 {
		return ""
	}
	return ":root{" + light.String() + "}\n@media (prefers-color-scheme:dark){:root{" + dark.String() + "}}\n"
}

// print reports whether sheets have a colour, too.
func (p palette) print(name string) bool {
	return slices.ContainsFunc(p.list, func(c colour) bool { return c.name == name && c.print != "" })
}

func declare(b *strings.Builder, name, value string) {
	switch {
	case value == "":
	case strings.HasPrefix(value, "#"):
		fmt.Fprintf(b, "--%s:%s;", name, value)
	default:
		fmt.Fprintf(b, "--%s:var(--%s);", name, value)
	}
}

// Tokens gives the colours of a theme's pages as a style sheet, for pages that the
// program makes itself.
func Tokens(fsys fs.FS, theme string) ([]byte, error) {
	t, err := readTheme(fsys, theme)
	if err != nil {
		return nil, err
	}
	return t.files[tokensStyle], nil
}

// colours reads the theme's colours and begins its style sheet with them.
func (t *theme) colours(fsys fs.FS) error {
	data, err := fs.ReadFile(fsys, path.Join(t.folder, coloursFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	} else if err != nil {
		return fmt.Errorf("open theme: %w", err)
	}
	t.palette = readPalette(path.Join(t.folder, coloursFile), data)
	t.ownStyle = t.files[tokensStyle]
	t.files[tokensStyle] = append([]byte(t.palette.css()), t.ownStyle...)
	return nil
}

// elsewhere are colours that pages of the program read besides those of the site: the
// state of texts, forms, contact sheets.
var elsewhere = []string{"sea", "slate", "dusk", "light", "pale", "ink", "paper", "sheet", "soft", "edge", "link",
	"good", "warn", "draft", "on-ground"}

// checkColours finds colours that nothing reads, that stand in two places, that print
// shows as others, and texts that nobody could read.
func (t *theme) checkColours() diag.List {
	list := slices.Clone(t.palette.found)
	set := map[string]bool{}
	for _, c := range t.palette.list {
		set[c.name] = true
		if !t.reads(c.name) {
			list.Warnf(rule.SiteUnread, c.at, "", "nothing reads the colour %s", c.name).Hint =
				diag.Say("Take it out, or use var(--%s) in a style sheet of the theme.", c.name)
		}
		if colourValue.MatchString(c.print) && colourValue.MatchString(c.light) &&
			farthest(c.print, c.light) > farApart {
			list.Errorf(rule.SiteToken, c.printAt,
				"Change the inks of print, too: cmyk, and srgb as they look on paper.",
				"%s is %s on pages and %s on paper", c.name, c.light, c.print)
		}
	}
	list = append(list, t.doubled(set)...)
	return append(list, t.contrasts()...)
}

// reads reports whether a page or another colour reads a colour.
func (t *theme) reads(name string) bool {
	use := "var(--" + name + ")"
	for file, data := range t.files {
		if file != tokensStyle && strings.Contains(string(data), use) {
			return true
		}
	}
	return slices.Contains(elsewhere, name) || t.palette.print(name) ||
		strings.Contains(string(t.files[tokensStyle]), use)
}

var declared = regexp.MustCompile(`--([a-z0-9-]+)\s*:`)

// doubled finds colours that a style sheet sets again, other than for a medium.
func (t *theme) doubled(set map[string]bool) diag.List {
	var list diag.List
	for _, file := range slices.Sorted(maps.Keys(t.files)) {
		if path.Ext(file) != ".css" {
			continue
		}
		data := t.files[file]
		if file == tokensStyle {
			data = t.ownStyle
		}
		for i, line := range strings.Split(string(data), "\n") {
			if strings.HasPrefix(line, "@media") {
				continue
			}
			for _, m := range declared.FindAllStringSubmatch(line, -1) {
				if set[m[1]] {
					at := diag.Pos{File: path.Join(t.folder, file), Line: i + 1, Column: 1, Text: line}
					list.Errorf(rule.SiteToken, at, "", "the colour %s is set here and in %s", m[1], coloursFile).Hint =
						diag.Say("Change it in %s; pages and print read it there.", path.Join(t.folder, coloursFile))
				}
			}
		}
	}
	return list
}

// farApart is how far one of red, green and blue of a colour on paper may be from that
// on pages.
const farApart = 24

// farthest is the greatest difference of two colours in red, green or blue.
func farthest(a, b string) int {
	x, y := rgb(a), rgb(b)
	most := 0
	for i := range x {
		most = max(most, x[i]-y[i], y[i]-x[i])
	}
	return most
}

func rgb(value string) [3]int {
	v, _ := strconv.ParseUint(strings.TrimPrefix(value, "#"), 16, 32)
	return [3]int{int(v >> 16), int(v >> 8 & 255), int(v & 255)}
}

// pairs are the texts and the grounds on which they stand, with the least contrast in
// tenths (WCAG 2.2: 4.5 for texts, 3 for large signs).
var pairs = []struct {
	text, ground string
	least        int
}{
	{"ink", "paper", 45}, {"ink", "sheet", 45}, {"ink", "band", 45}, {"soft", "paper", 45}, {"soft", "sheet", 45},
	{"link", "paper", 45}, {"link", "sheet", 45}, {"on-light", "light", 45}, {"on-draft", "draft", 45},
	{"on-exit", "exit", 45}, {"good", "sheet", 45}, {"warn", "sheet", 45},
	{"on-ground", "sea", 45}, {"on-ground", "slate", 45}, {"on-ground", "dusk", 45},
	{"ground-soft", "sea", 45}, {"ground-soft", "slate", 45}, {"ground-soft", "dusk", 45},
	{"light", "sea", 30}, {"light", "slate", 30}, {"light", "dusk", 30},
}

// contrasts finds texts that cannot be read on their ground.
func (t *theme) contrasts() diag.List {
	var list diag.List
	for _, p := range pairs {
		for _, dark := range []bool{false, true} {
			text, at := t.palette.value(p.text, dark)
			ground, of := t.palette.value(p.ground, dark)
			if got := contrast(text, ground); text != "" && ground != "" && got < p.least {
				if at.Line < of.Line {
					at = of
				}
				page := diag.Say("light pages")
				if dark {
					page = diag.Say("dark pages")
				}
				list.Errorf(rule.SiteContrast, at, "Make one of the two lighter or darker.",
					"%s on %s has a contrast of %d.%d : 1 on %s; %d.%d is the least",
					p.text, p.ground, got/10, got%10, page, p.least/10, p.least%10)
				break
			}
		}
	}
	return list
}

// value is what a colour is on a page, through the name of another one.
func (p palette) value(name string, dark bool) (string, diag.Pos) {
	for hops := 0; hops < 4; hops++ {
		i := slices.IndexFunc(p.list, func(c colour) bool { return c.name == name })
		if i < 0 {
			return "", diag.Pos{}
		}
		v := p.list[i].light
		if dark {
			v = cmp.Or(p.list[i].dark, v)
		}
		if strings.HasPrefix(v, "#") || v == "" {
			return v, p.list[i].at
		}
		name = v
	}
	return "", diag.Pos{}
}

// contrast is the contrast of two colours in tenths, cut.
func contrast(a, b string) int {
	x, y := luminance(a), luminance(b)
	return int(10 * (max(x, y) + .05) / (min(x, y) + .05))
}

func luminance(value string) float64 {
	out := 0.0
	for i, share := range []float64{.2126, .7152, .0722} {
		v := float64(rgb(value)[i]) / 255
		if v <= .04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+.055)/1.055, 2.4)
		}
		out += share * v
	}
	return out
}
