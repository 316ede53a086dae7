package locale

import (
	"cmp"
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/bep/golocales"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"pharos/internal/diag"
	"pharos/internal/disk"
	"pharos/internal/rule"
	"pharos/internal/tree"
)

// TableFile is where a project adds languages to the table, or replaces a row.
const TableFile = "campaigns/languages.yaml"

//go:embed languages.yaml
var builtin []byte

// Table is the languages that one project knows: the program's own rows, and those
// of its file. It is a value that no one changes, so two projects with different
// tables work side by side in one process.
type Table struct {
	rows []Locale
	at   map[Tag]int
}

// builtins reads the program's rows.
var builtins = sync.OnceValue(func() *Table {
	rows, list := ParseTable("languages.yaml", builtin)
	if len(list) > 0 {
		panic("locale: " + list[0].Pos.String() + ": " + list[0].Message.Text)
	}
	return tableOf(rows)
})

// Builtin is the table of a project without rows of its own.
func Builtin() *Table { return builtins() }

// NewTable makes the table of a project. A row whose tag the program knows takes
// the place of the program's.
func NewTable(rows []Locale) *Table {
	all := Builtin().All()
	for _, r := range rows {
		if at, known := Builtin().at[r.Tag]; known {
			all[at] = r
		} else {
			all = append(all, r)
		}
	}
	return tableOf(all)
}

// tableOf makes a table of its rows, each tag once.
func tableOf(rows []Locale) *Table {
	t := &Table{rows: rows, at: make(map[Tag]int, len(rows))}
	for i, r := range rows {
		t.at[r.Tag] = i
	}
	return t
}

// All gives the rows in order.
func (t *Table) All() []Locale { return slices.Clone(t.rows) }

// Lookup finds a language by its exact tag.
func (t *Table) Lookup(tag Tag) (Locale, bool) {
	at, known := t.at[tag]
	if !known {
		return Locale{}, false
	}
	return t.rows[at], true
}

// Read finds the language that a tool means by a tag: as it is written here, or with
// a country or a script that says no more, such as sq_AL, mk-MK, bs-Latn-BA and
// sr_RS@latin. Where two languages could be meant none is found, and both are given.
func (t *Table) Read(written string) (Locale, []Tag) {
	written = strings.ReplaceAll(strings.TrimSpace(written), "_", "-")
	for at, script := range map[string]string{"@latin": "Latn", "@cyrillic": "Cyrl"} {
		if head, ok := strings.CutSuffix(strings.ToLower(written), at); ok {
			base, rest, _ := strings.Cut(head, "-")
			written = strings.TrimSuffix(base+"-"+script+"-"+rest, "-")
		}
	}
	var may []Locale
	for _, l := range t.rows {
		switch {
		case strings.EqualFold(string(l.Tag), written):
			return l, nil
		case strings.EqualFold(l.CLDR, written) || l.By != ByPseudo && l.means(written):
			may = append(may, l)
		}
	}
	if len(may) == 1 {
		return may[0], nil
	}
	var tags []Tag
	for _, l := range may {
		tags = append(tags, l.Tag)
	}
	return Locale{}, tags
}

// means reports whether a tag is that of the language with a country or script more
// or less.
func (l Locale) means(written string) bool {
	own, err := language.Raw.Parse(string(l.Tag))
	tag, err2 := language.Raw.Parse(written)
	if err != nil || err2 != nil || len(tag.Variants()) > 0 || len(tag.Extensions()) > 0 {
		return false
	}
	base, script, region := tag.Raw()
	ownBase, ownScript, ownRegion := own.Raw()
	none, nowhere := language.Script{}, language.Region{}
	return base == ownBase &&
		(script == none || script == ownScript || ownScript == none && script.String() == l.Script) &&
		(ownRegion == nowhere || region == ownRegion)
}

// Tags lists all tags as words, for a suggestion.
func (t *Table) Tags() []string {
	out := make([]string, len(t.rows))
	for i, l := range t.rows {
		out[i] = string(l.Tag)
	}
	return out
}

// row is a row of the table as it is written.
type row struct {
	Locale
	// Expected is true where it is left out.
	Expected *bool `yaml:"expected"`
}

// ParseTable reads rows of the table of languages: a YAML list of groups. Rows
// with an error are left out.
func ParseTable(file string, data []byte) ([]Locale, diag.List) {
	root, list := tree.Parse(file, data)
	var rows []row
	found := tree.Decode(root, &rows)
	list = append(list, found...)
	var out []Locale
	for i, r := range rows {
		path := fmt.Sprintf("[%d]", i)
		if slices.ContainsFunc(found, func(f diag.Finding) bool { return strings.HasPrefix(f.Path, path) }) {
			continue
		}
		wrong := r.complain(func(key string) diag.Pos { return root.At(path + "." + key) })
		if slices.ContainsFunc(out, func(o Locale) bool { return o.Tag == r.Tag }) {
			wrong.Errorf(
				rule.TextLanguage,
				root.At(path),
				"Delete one of the two.",
				"the language %s stands twice",
				r.Tag,
			)
		}
		if list = append(list, wrong...); len(wrong) == 0 {
			out = append(out, r.whole())
		}
	}
	return out, list
}

// whole gives the row with what is usual where nothing is written.
func (r row) whole() Locale {
	l := r.Locale
	l.CLDR = cmp.Or(l.CLDR, string(l.Tag))
	l.Expected = r.Expected == nil || *r.Expected
	words := map[string]string{}
	for from, to := range l.Words {
		words[norm.NFC.String(from)] = norm.NFC.String(to)
	}
	if l.Words != nil {
		l.Words = words
	}
	for i, name := range l.Names {
		l.Names[i] = norm.NFC.String(name)
	}
	return l
}

// complain says what is wrong with a row.
func (r row) complain(at func(key string) diag.Pos) (list diag.List) {
	l := r.whole()
	if tag, err := language.Parse(string(l.Tag)); err != nil && l.CLDR == string(l.Tag) {
		list.Errorf(
			rule.TextLanguage,
			at("tag"),
			"Write the tag as in BCP 47, such as ka or sr-Cyrl; for a tag that libraries do not know say in plurals: "+
				"whose rules it has.",
			"%q is no language tag",
			l.Tag,
		)
	} else if err == nil && tag.String() != string(l.Tag) && l.CLDR == string(l.Tag) {
		list.Errorf(rule.TextLanguage, at("tag"), "", "the language tag %q is usually written in another way",
			l.Tag).Hint = diag.Say(
			"Write %s.",
			tag,
		)
	}
	if disk.Reserved(string(l.Tag)) {
		list.Errorf(rule.TextLanguage, at("tag"), "Write the tag with its script or region, such as abc-Latn.",
			"Windows cannot have a file or a folder of the name %q", l.Tag)
	}
	if s, err := language.ParseScript(l.Script); err != nil || s.String() != l.Script {
		list.Errorf(
			rule.FileValue,
			at("script"),
			"Write the four letters of ISO 15924, such as Latn, Geor or Taml.",
			"%q is no script",
			l.Script,
		)
	}
	for _, word := range slices.Sorted(maps.Keys(l.Words)) {
		if wordEnd(word) != len(word) {
			list.Errorf(
				rule.FileValue,
				at("words."+word),
				"Write one word, each inflected form for itself; a name goes under names.",
				"%q is not one word",
				word,
			)
		}
		if strings.TrimSpace(l.Words[word]) == "" {
			list.Errorf(
				rule.FileMissing,
				at("words."+word),
				"Write the word as it is to stand.",
				"words.%s is empty",
				word,
			)
		}
	}
	if i := slices.IndexFunc(l.Names, func(name string) bool { return strings.TrimSpace(name) == "" }); i >= 0 {
		list.Errorf(
			rule.FileMissing,
			at(fmt.Sprintf("names[%d]", i)),
			"Write the name as it is on record.",
			"names[%d] is empty",
			i,
		)
	}
	if (l.Words != nil || l.Names != nil) && l.By != ByLatin {
		list.Errorf(
			rule.FileValue,
			at("words"),
			"Take words and names out, or write from: and by: latin.",
			"the language %s is not transliterated, and words and names are for that",
			l.Tag,
		)
	}
	if l.Digits != "" && !tenDigits(l.Digits) {
		list.Errorf(
			rule.FileValue,
			at("digits"),
			"Write the ten digits from zero to nine, such as ٠١٢٣٤٥٦٧٨٩, or leave digits out.",
			"the digits of %q are not the ten of one script",
			l.Tag,
		)
	}
	if !counts(l.CLDR) {
		list.Errorf(
			rule.TextPlural,
			at("plurals"),
			"Name a language with the same plural forms in plurals:, such as en.",
			"the plural forms of %q are not known",
			l.CLDR,
		)
	}
	if (l.By == "") != (l.From == "") {
		list.Errorf(
			rule.FileValue,
			at("by"),
			"Write from: with by: latin or by: pseudo, or neither.",
			"the language %s is made from %q by %q, which is not possible",
			l.Tag,
			l.From,
			l.By,
		)
	}
	return list
}

// tenDigits reports whether a text is the ten digits of one script in order,
// and not those from 0 to 9.
func tenDigits(s string) bool {
	digits := []rune(s)
	if len(digits) != 10 || digits[0] == '0' {
		return false
	}
	for i, d := range digits {
		if d != digits[0]+rune(i) || !unicode.IsDigit(d) {
			return false
		}
	}
	return true
}

// counts reports whether the libraries have plural rules and dates of a tag.
func counts(cldr string) bool {
	tag, err := language.Parse(cldr)
	if err != nil || golocales.New(cldr) == nil {
		return false
	}
	return i18n.NewBundle(tag).AddMessages(tag, &i18n.Message{ID: "a", Other: "a"}) == nil
}
