package locale

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/bep/golocales"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"pharos/internal/diag"
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
		panic("locale: " + list[0].Pos.String() + ": " + list[0].Message)
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

// Tags lists all tags as words, for a suggestion.
func (t *Table) Tags() []string {
	out := make([]string, len(t.rows))
	for i, l := range t.rows {
		out[i] = string(l.Tag)
	}
	return out
}

var rowKeys = []string{"tag", "name", "english", "script", "direction", "plurals", "from", "by", "font", "digits", "words", "names", "expected"}

// ParseTable reads rows of the table of languages: a YAML list of groups. Rows
// with an error are left out.
func ParseTable(file string, data []byte) ([]Locale, diag.List) {
	root, list := tree.Parse(file, data)
	if root == nil || root.Kind == tree.Null {
		return nil, list
	}
	if root.Kind != tree.List {
		list.Errorf(rule.FileType, root.Pos, "Write each language on its own line after a dash.", "the file should be a list of languages, not %s", root.Kind)
		return nil, list
	}
	var out []Locale
	for _, n := range root.Items {
		l, found := row(n)
		if i := slices.IndexFunc(out, func(o Locale) bool { return o.Tag == l.Tag }); i >= 0 && l.Tag != "" {
			found.Errorf(rule.TextLanguage, n.Pos, "Delete one of the two.", "the language %s stands twice", l.Tag)
		}
		if list = append(list, found...); len(found) == 0 {
			out = append(out, l)
		}
	}
	return out, list
}

// row reads one row.
func row(n *tree.Node) (Locale, diag.List) {
	l, list := Locale{Expected: true}, diag.List(nil)
	if n.Kind != tree.Map {
		list.Errorf(rule.FileType, n.Pos, "Write {tag: ka, name: …, english: …, script: Geor, direction: ltr}.", "a language should be a group of keys, not %s", n.Kind)
		return l, list
	}
	fields := map[string]*string{"tag": (*string)(&l.Tag), "name": &l.Endonym, "english": &l.English, "script": &l.Script, "direction": (*string)(&l.Direction),
		"plurals": &l.CLDR, "from": (*string)(&l.From), "by": &l.By, "font": &l.Font, "digits": &l.Digits}
	for _, e := range n.Entries {
		to, known := fields[e.Key]
		switch {
		case e.Key == "words":
			l.Words = words(e.Value, &list)
		case e.Key == "names":
			l.Names = names(e.Value, &list)
		case e.Key == "expected" && e.Value.Kind == tree.Bool:
			l.Expected = e.Value.Value == "true"
		case e.Key == "expected":
			list.Errorf(rule.FileType, e.Value.Pos, "Write true or false, without quotes.", "expected should be true or false, not %s", e.Value.Kind)
		case !known:
			list.Errorf(rule.FileKey, e.Pos, tree.DidYouMean(e.Key, rowKeys), "unknown key %q", e.Key)
		case e.Value.Kind != tree.String:
			list.Errorf(rule.FileType, e.Value.Pos, "Write text, in quotes where it looks like something else.", "%s should be text, not %s", e.Key, e.Value.Kind)
		default:
			*to = e.Value.Value
		}
	}
	if l.CLDR == "" {
		l.CLDR = string(l.Tag)
	}
	at := func(key string) diag.Pos {
		if v := n.Get(key); v != nil {
			return v.Pos
		}
		return n.Pos
	}
	l.complain(at, &list)
	return l, list
}

// words reads the words that a transliteration writes in another way.
func words(n *tree.Node, list *diag.List) map[string]string {
	out := map[string]string{}
	if n.Kind != tree.Map {
		list.Errorf(rule.FileType, n.Pos, "Write words: {лепо: lijepo}.", "words should be a group of keys, not %s", n.Kind)
	}
	for _, e := range n.Entries {
		switch {
		case e.Value.Kind != tree.String || strings.TrimSpace(e.Value.Value) == "":
			list.Errorf(rule.FileType, e.Value.Pos, "Write the word as it is to stand.", "the word for %s should be text, not %s", e.Key, e.Value.Kind)
		case wordEnd(e.Key) != len(e.Key):
			list.Errorf(rule.FileValue, e.Pos, "Write one word, each inflected form for itself; a name goes under names.", "%q is not one word", e.Key)
		default:
			out[norm.NFC.String(e.Key)] = norm.NFC.String(e.Value.Value)
		}
	}
	return out
}

// names reads the names that a transliteration leaves alone.
func names(n *tree.Node, list *diag.List) []string {
	var out []string
	if n.Kind != tree.List {
		list.Errorf(rule.FileType, n.Pos, "Write names: [the name as it is on record].", "names should be a list, not %s", n.Kind)
	}
	for _, i := range n.Items {
		if i.Kind != tree.String || strings.TrimSpace(i.Value) == "" {
			list.Errorf(rule.FileType, i.Pos, "Write the name as it is on record.", "a name should be text, not %s", i.Kind)
			continue
		}
		out = append(out, norm.NFC.String(i.Value))
	}
	return out
}

// complain adds what is wrong with a row.
func (l *Locale) complain(at func(key string) diag.Pos, list *diag.List) {
	for _, f := range [][2]string{{"tag", string(l.Tag)}, {"name", l.Endonym}, {"english", l.English}, {"script", l.Script}, {"direction", string(l.Direction)}} {
		if f[1] == "" {
			list.Errorf(rule.FileMissing, at(""), "Write "+f[0]+": and its value.", "the language %q has no %s", l.Tag, f[0])
			return
		}
	}
	if tag, err := language.Parse(string(l.Tag)); err != nil && l.CLDR == string(l.Tag) {
		list.Errorf(rule.TextLanguage, at("tag"), "Write the tag as in BCP 47, such as ka or sr-Cyrl; for a tag that libraries do not know say in plurals: whose rules it has.", "%q is no language tag", l.Tag)
	} else if err == nil && tag.String() != string(l.Tag) && l.CLDR == string(l.Tag) {
		list.Errorf(rule.TextLanguage, at("tag"), "Write "+tag.String()+".", "the language tag %q is usually written in another way", l.Tag)
	}
	if l.Direction != LTR && l.Direction != RTL {
		list.Errorf(rule.FileValue, at("direction"), "Write ltr or rtl.", "direction has the unknown value %q", l.Direction)
	}
	if s, err := language.ParseScript(l.Script); err != nil || s.String() != l.Script {
		list.Errorf(rule.FileValue, at("script"), "Write the four letters of ISO 15924, such as Latn, Geor or Taml.", "%q is no script", l.Script)
	}
	if (l.Words != nil || l.Names != nil) && l.By != ByLatin {
		list.Errorf(rule.FileValue, at("words"), "Take words and names out, or write from: and by: latin.", "the language %s is not transliterated, and words and names are for that", l.Tag)
	}
	if l.Digits != "" && !tenDigits(l.Digits) {
		list.Errorf(rule.FileValue, at("digits"), "Write the ten digits from zero to nine, such as ٠١٢٣٤٥٦٧٨٩, or leave digits out.", "the digits of %q are not the ten of one script", l.Tag)
	}
	if !counts(l.CLDR) {
		list.Errorf(rule.TextPlural, at("plurals"), "Name a language with the same plural forms in plurals:, such as en.", "the plural forms of %q are not known", l.CLDR)
	}
	if l.By != "" && l.By != ByLatin && l.By != ByPseudo || (l.By == "") != (l.From == "") {
		list.Errorf(rule.FileValue, at("by"), "Write from: with by: latin or by: pseudo, or neither.", "the language %s is made from %q by %q, which is not possible", l.Tag, l.From, l.By)
	}
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
