package exchange

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"pharos/internal/diag"
	"pharos/internal/locale"
)

// writePO writes a document as a PO file by the gettext manual, chapter 3. The
// message's id is the context; drafts and stale texts are fuzzy.
func writePO(d *Document) ([]byte, diag.List) {
	var b strings.Builder
	var list diag.List
	rule, counts := pluralRule(d.Locale)
	b.WriteString("# " + d.title() + "\nmsgid \"\"\nmsgstr \"\"\n")
	date := "YEAR-MO-DA HO:MI+ZONE"
	if d.Date != "" {
		date = d.Date + " 00:00+0000"
	}
	head := []string{
		"Project-Id-Version: pharos",
		"PO-Revision-Date: " + date,
		"Last-Translator: " + d.Translator,
		"Language-Team: ",
		"Language: " + strings.ReplaceAll(
			string(d.Locale.Tag),
			"-",
			"_",
		),
		"MIME-Version: 1.0",
		"Content-Type: text/plain; charset=UTF-8",
		"Content-Transfer-Encoding: 8bit",
	}
	if counts {
		head = append(head, "Plural-Forms: "+rule)
	}
	for _, h := range head {
		b.WriteString("\"" + escapePO(h) + "\\n\"\n")
	}
	for _, u := range d.Units {
		if u.Plural && !counts {
			lost(&list, u, "no plural rule of gettext is known for the language")
			continue
		}
		u.writePO(&b, d.Locale)
	}
	return []byte(b.String()), list
}

// writePO writes one entry.
func (u Unit) writePO(b *strings.Builder, l locale.Locale) {
	b.WriteByte('\n')
	for _, n := range u.notes() {
		b.WriteString("#. " + n.label + ": " + oneLine(n.text) + "\n")
	}
	fmt.Fprintf(b, "#. pharos: source=%s text=%s\n", u.SourcePrint, orDash(u.TargetPrint))
	b.WriteString("#: " + u.File + "\n")
	var flags []string
	if !u.Missing() && (u.Stale || !u.Done()) {
		flags = append(flags, "fuzzy")
	}
	if u.Max > 0 {
		flags = append(flags, "max-length:"+strconv.Itoa(u.Max))
	}
	if len(flags) > 0 {
		b.WriteString("#, " + strings.Join(flags, ", ") + "\n")
	}
	if u.Previous != nil {
		stringPO(b, "#| ", "msgid", formOr(u.Previous, "one"))
		if u.Plural {
			stringPO(b, "#| ", "msgid_plural", u.Previous["other"])
		}
	}
	stringPO(b, "", "msgctxt", u.ID)
	stringPO(b, "", "msgid", u.SourceOf("one"))
	if !u.Plural {
		stringPO(b, "", "msgstr", u.Target["other"])
		return
	}
	stringPO(b, "", "msgid_plural", u.Source["other"])
	for i, form := range u.Forms(l) {
		stringPO(b, "", "msgstr["+strconv.Itoa(i)+"]", u.Target[form])
	}
}

// stringPO writes a keyword with its string, one line of source for each line
// of text.
func stringPO(b *strings.Builder, prefix, keyword, text string) {
	lines := strings.SplitAfter(text, "\n")
	b.WriteString(prefix + keyword + " ")
	if len(lines) > 1 {
		b.WriteString("\"\"\n" + prefix)
	}
	for i, line := range lines {
		if i > 0 {
			if line == "" {
				break
			}
			b.WriteString(prefix)
		}
		b.WriteString("\"" + escapePO(line) + "\"\n")
	}
}

// escapePO writes the escapes of C that gettext reads.
func escapePO(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == '"' || r == '\\' || r == 0x7f }) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch i := slices.Index([]rune("\n\t\r\"\\"), r); {
		case i >= 0:
			b.WriteString([]string{`\n`, `\t`, `\r`, `\"`, `\\`}[i])
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&b, `\%03o`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// oneLine writes a note on one line.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}
