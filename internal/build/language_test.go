package build

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"

	pharos "pharos"
	"pharos/internal/diag"
	"pharos/internal/locale"
)

// added are languages that the program has no row for, with letters for a to z
// and the font that draws them.
var added = []struct {
	row, tag, font string
	letters        []rune
}{
	{"{tag: ka, name: ქართული, english: Georgian, script: Geor, direction: ltr}", "ka", "NotoSansGeorgian", []rune("აბგდევზთიკლმნოპჟრსტუფქღყშჩ")},
	{"{tag: ta, name: தமிழ், english: Tamil, script: Taml, direction: ltr, font: Noto Sans Tamil}", "ta", "NotoSansTamil", []rune("ரபகடநவபகடபகலமநபபவரசதபபவடபர")},
	{"{tag: am, name: አማርኛ, english: Amharic, script: Ethi, direction: ltr}", "am", "NotoSansEthiopic", []rune("ሀለሐመሠረሰሸቀበተቸነኘአከወዘዠየደጀገጠጨጰ")},
}

// TestAddedLanguages adds three languages to a project, each with a row in the
// table and files of messages and pages, and wants them on the site and on paper.
// The build reads every text and number back from the finished files itself.
func TestAddedLanguages(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	rows, languages := "", ""
	for _, a := range added {
		rows += "- " + a.row + "\n"
		languages += "  - {tag: " + a.tag + ", role: required, mark: A, sources: [made]}\n"
		messages, pages := map[string]string{}, map[string]string{}
		translate(t, a.letters, messages, pages)
		for folder, text := range messages {
			write("campaigns/"+folder+"/messages/"+a.tag+".yaml", text)
		}
		for name, text := range pages {
			write("content/"+a.tag+"/"+name, text)
		}
	}
	write(locale.TableFile, rows)
	write("campaigns/countries/zz.yaml", strings.Replace(fictional, "LANGUAGES\n", languages, 1))

	out := filepath.Join(dir, "public")
	sum, err := Run(context.Background(), Options{
		Source:    Source{Defaults: pharos.Defaults, Project: dir},
		Selection: Selection{Audiences: []string{"citizen"}},
		Making:    Making{Theme: "pharos"},
		Means:     Means{Jobs: 2},
		Out:       out,
	})
	if err != nil {
		if d, ok := err.(Defects); ok {
			var b strings.Builder
			_ = d.List.WriteText(&b, false, nil)
			t.Fatal(b.String())
		}
		t.Fatal(err)
	}
	for _, f := range sum.Findings {
		if f.Severity == diag.Error && strings.HasPrefix(f.Rule.ID, "proof.") {
			t.Errorf("%s: %s", f.Rule.ID, f.Message.Text)
		}
	}
	for _, a := range added {
		page, err := os.ReadFile(filepath.Join(out, "zz", a.tag, "index.html"))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(page, []byte("<html lang="+a.tag)) && !bytes.Contains(page, []byte(`<html lang="`+a.tag+`"`)) {
			t.Errorf("%s: the page does not name its language", a.tag)
		}
		if !bytes.Contains(page, []byte("tel:0800000000")) || !bytes.Contains(page, []byte("0800 000 000")) {
			t.Errorf("%s: the number is not on the start page", a.tag)
		}
		sheet, err := os.ReadFile(filepath.Join(out, "zz", "print", "citizen", "poster-rights."+a.tag+".screen.pdf"))
		if err != nil {
			t.Fatalf("%v; %+v", err, sum.Countries[0].Omitted)
		}
		if !bytes.Contains(sheet, []byte(a.font)) {
			t.Errorf("%s: the sheet is not set in %s", a.tag, a.font)
		}
	}
}

// TestTableOfLanguages sees that wrong rows are findings with their place.
func TestTableOfLanguages(t *testing.T) {
	for row, want := range map[string]string{
		"- {tag: ka}": "lacks name",
		"- {tag: ka, name: a, english: b, script: Geor, direction: up}":                       `direction has the unknown value "up"`,
		"- {tag: ka, name: a, english: b, script: Georgian, direction: ltr}":                  `"Georgian" is no script`,
		"- {tag: \"x y\", name: a, english: b, script: Geor, direction: ltr}":                 "is no language tag",
		"- {tag: rmn, name: a, english: b, script: Latn, direction: ltr, plurals: \"no-no\"}": "plural forms",
		"- {tag: ka, nam: a}": `unknown key "nam"`,
		"tag: ka":             "should be a list",
		"- {tag: ka, name: a, english: b, script: Geor, direction: ltr}\n- {tag: ka, name: a, english: b, script: Geor, direction: ltr}": "stands twice",
	} {
		_, list := locale.ParseTable(locale.TableFile, []byte(row+"\n"))
		if len(list) == 0 || !strings.Contains(list[0].Message.Text, want) || list[0].Pos.Line == 0 {
			t.Errorf("%s: want %q, have %v", row, want, list)
		}
	}
}

var (
	pageKey  = regexp.MustCompile(`^(title|summary): *"?(.*?)"?$`)
	pageMark = regexp.MustCompile(` *\{[.+][a-z]+\}$`)
)

// translate writes every English text with other letters: message files by
// folder, pages by name.
func translate(t *testing.T, letters []rune, messages, pages map[string]string) {
	t.Helper()
	files, err := fs.Glob(pharos.Defaults, "campaigns/*/messages/en.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		data, _ := fs.ReadFile(pharos.Defaults, name)
		f, _ := locale.ParseMessages(locale.Source, name, data, nil, nil)
		var b strings.Builder
		for _, m := range f.Messages {
			fmt.Fprintf(&b, "%s:\n", m.ID)
			m.Each(func(form, text string, _ diag.Pos) {
				fmt.Fprintf(&b, "  %s: %s\n", form, strconv.Quote(otherLetters(letters, text)))
			})
		}
		messages[path.Base(path.Dir(path.Dir(name)))] = b.String()
	}
	names, _ := fs.Glob(pharos.Defaults, "content/en/*.md")
	for _, name := range names {
		data, _ := fs.ReadFile(pharos.Defaults, name)
		var b strings.Builder
		for line := range strings.Lines(string(data)) {
			line = pageMark.ReplaceAllString(strings.TrimSpace(line), "")
			if m := pageKey.FindStringSubmatch(line); m != nil {
				line = m[1] + ": " + strconv.Quote(otherLetters(letters, m[2]))
			} else if strings.HasPrefix(line, "class:") {
				continue
			} else {
				line = otherLetters(letters, line)
			}
			b.WriteString(line + "\n")
		}
		pages[path.Base(name)] = b.String()
	}
}

// otherLetters exchanges a to z outside placeholders.
func otherLetters(letters []rune, text string) string {
	inside := 0
	return strings.Map(func(r rune) rune {
		switch i := int(unicode.ToLower(r) - 'a'); {
		case r == '{':
			inside++
		case r == '}':
			inside--
		case inside == 0 && i >= 0 && i < len(letters):
			return letters[i]
		}
		return r
	}, text)
}

// fictional is a country that does not exist; its numbers are fictional.
const fictional = `zone: Europe/Belgrade
base: https://zz.invalid/
exit: https://example.org/
languages:
LANGUAGES
hotlines:
  - id: zz.line
    kind: trafficking
    status: print
    label: line.kind.trafficking
    mark: A
    sources: [made]
    contacts:
      - dial: "0800 000 000"
        hours: {always: true, mark: A, sources: [made]}
  - id: zz.police
    kind: police
    status: label
    label: line.kind.police
    mark: A
    sources: [made]
    contacts:
      - dial: "000"
sources:
  made: {title: "Fictional, for a test", read: "2030-01-05"}
`
