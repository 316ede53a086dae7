package exchange

import (
	"fmt"
	"slices"
	"strings"

	"pharos/internal/diag"
	"pharos/internal/locale"
)

// Namespaces of XLIFF 1.2 (OASIS, 2008), 2.0 (OASIS, 2014), its size
// restriction module, and of what this package adds.
const (
	spaceXLIFF  = "urn:oasis:names:tc:xliff:document:1.2"
	spaceXLIFF2 = "urn:oasis:names:tc:xliff:document:2.0"
	spaceSize   = "urn:oasis:names:tc:xliff:sizerestriction:2.0"
	spacePharos = "urn:pharos:exchange"
)

// xmlText escapes text for elements and attributes; carriage returns and tabs
// would not survive otherwise.
var xmlText = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\r", "&#13;", "\t", "&#9;")

// xmlAttr escapes line ends too: attributes turn them into spaces.
var xmlAttr = strings.NewReplacer(
	"&",
	"&amp;",
	"<",
	"&lt;",
	">",
	"&gt;",
	`"`,
	"&quot;",
	"\r",
	"&#13;",
	"\t",
	"&#9;",
	"\n",
	"&#10;",
)

// writable reports whether XML 1.0 can hold every character (section 2.2).
func (u Unit) writable() bool {
	bad := func(r rune) bool {
		return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r >= 0xfffe && r <= 0xffff
	}
	for _, forms := range []map[string]string{u.Source, u.Target, u.Previous} {
		for _, text := range forms {
			if strings.ContainsFunc(text, bad) {
				return false
			}
		}
	}
	return true
}

// byCatalogue calls f with the units of each catalogue, in their order; units
// that XML cannot hold are named.
func (d *Document) byCatalogue(f func(name string, units []Unit)) diag.List {
	var list diag.List
	for i := 0; i < len(d.Units); {
		j, name := i, d.Units[i].Catalogue
		var units []Unit
		for ; j < len(d.Units) && d.Units[j].Catalogue == name; j++ {
			if d.Units[j].writable() {
				units = append(units, d.Units[j])
			} else {
				lost(&list, d.Units[j], "it holds a control character")
			}
		}
		f(name, units)
		i = j
	}
	return list
}

// dialect is what differs between the versions of XLIFF: the tags around files
// and groups, and how a text is written.
type dialect struct {
	// head opens the document, file and group take the name of what they open.
	head, file, endFile, group string
	// form joins the id of a text and a plural form.
	form func(id, form string) string
	unit func(u Unit, b *strings.Builder, id, form string)
}

// writeXLIFF writes XLIFF 1.2. A text with plural forms is a group of units, as
// gettext's converters make it.
func writeXLIFF(d *Document) ([]byte, diag.List) {
	date := ""
	if d.Date != "" {
		date = ` date="` + d.Date + `T00:00:00Z"`
	}
	return d.xliff(dialect{
		head: fmt.Sprintf(`<xliff version="1.2" xmlns="%s" xmlns:pharos="%s">`, spaceXLIFF, spacePharos),
		file: fmt.Sprintf(
			"  <file original=\"%%s\" source-language=\"%s\" target-language=\"%s\" datatype=\"plaintext\"%s "+
				"xml:space=\"preserve\">\n    <body>\n",
			locale.Source,
			d.Locale.Tag,
			date,
		),
		endFile: "    </body>\n  </file>\n",
		group:   "      <group id=\"%s\" restype=\"x-gettext-plurals\">\n",
		form:    func(id, form string) string { return id + "[" + form + "]" },
		unit:    Unit.transUnit,
	})
}

// writeXLIFF2 writes XLIFF 2.0 with the size restriction module.
func writeXLIFF2(d *Document) ([]byte, diag.List) {
	return d.xliff(dialect{
		head: fmt.Sprintf(`<xliff version="2.0" xmlns="%s" xmlns:slr="%s" xmlns:pharos="%s" srcLang="%s" trgLang="%s">`,
			spaceXLIFF2, spaceSize, spacePharos, locale.Source, d.Locale.Tag),
		file:    "  <file id=\"%s\" xml:space=\"preserve\">\n    <slr:profiles generalProfile=\"xliff:codepoints\"/>\n",
		endFile: "  </file>\n",
		group:   "      <group id=\"%s\" type=\"pharos:plural\">\n",
		form:    func(id, form string) string { return id + ":" + form },
		unit:    Unit.unit2,
	})
}

// xliff writes a document in one of the versions.
func (d *Document) xliff(x dialect) ([]byte, diag.List) {
	var b strings.Builder
	fmt.Fprintf(&b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- %s -->\n%s\n", d.title(), x.head)
	list := d.byCatalogue(func(name string, units []Unit) {
		fmt.Fprintf(&b, x.file, xmlAttr.Replace(name))
		for _, u := range units {
			if !u.Plural {
				x.unit(u, &b, u.ID, "other")
				continue
			}
			fmt.Fprintf(&b, x.group, xmlAttr.Replace(u.ID))
			for _, form := range u.Forms(d.Locale) {
				x.unit(u, &b, x.form(u.ID, form), form)
			}
			b.WriteString("      </group>\n")
		}
		b.WriteString(x.endFile)
	})
	b.WriteString("</xliff>\n")
	return []byte(b.String()), list
}

// transUnit writes one <trans-unit>.
func (u Unit) transUnit(b *strings.Builder, id, form string) {
	approved := "no"
	if u.State == locale.Reviewed && !u.Stale {
		approved = "yes"
	}
	fmt.Fprintf(
		b,
		"      <trans-unit id=\"%s\" resname=\"%s\" approved=\"%s\" xml:space=\"preserve\"",
		xmlAttr.Replace(id),
		xmlAttr.Replace(id),
		approved,
	)
	if u.Max > 0 {
		fmt.Fprintf(b, " maxwidth=\"%d\" size-unit=\"char\"", u.Max)
	}
	fmt.Fprintf(b, " pharos:source=\"%s\" pharos:text=\"%s\">\n", u.SourcePrint, u.TargetPrint)
	fmt.Fprintf(b, "        <source xml:lang=\"%s\">%s</source>\n", locale.Source, inline12(u.SourceOf(form)))
	if text := u.Target[form]; text != "" {
		fmt.Fprintf(b, "        <target state=\"%s\">%s</target>\n", u.state12(), inline12(text))
	}
	for _, n := range u.notes() {
		fmt.Fprintf(b, "        <note from=\"%s\">%s: %s</note>\n", n.label, n.label, xmlText.Replace(n.text))
	}
	if u.Previous != nil {
		fmt.Fprintf(
			b,
			"        <alt-trans alttranstype=\"previous-version\"><source>%s</source><target>%s</target></alt-trans>\n",
			inline12(formOr(u.Previous, form)),
			inline12(u.Target[form]),
		)
	}
	b.WriteString("      </trans-unit>\n")
}

// state12 is the state of a target in XLIFF 1.2.
func (u Unit) state12() string {
	switch {
	case u.Stale:
		return "needs-adaptation"
	case u.State == locale.Reviewed:
		return "signed-off"
	case u.State == locale.Translated:
		return "translated"
	}
	return "needs-review-translation"
}

// inline12 writes a text with its placeholders as <x/>.
func inline12(text string) string {
	return inline(text, func(p piece) string {
		return fmt.Sprintf(`<x id="%s" ctype="x-placeholder" equiv-text="%s"/>`, p.id, xmlAttr.Replace(p.text))
	})
}

// inline writes a text with its placeholders as elements.
func inline(text string, element func(piece) string) string {
	var b strings.Builder
	for _, p := range pieces(text) {
		if p.id == "" {
			b.WriteString(xmlText.Replace(p.text))
		} else {
			b.WriteString(element(p))
		}
	}
	return b.String()
}

// unit2 writes one <unit> with one <segment>.
func (u Unit) unit2(b *strings.Builder, id, form string) {
	fmt.Fprintf(b, "    <unit id=\"%s\" name=\"%s\"", xmlAttr.Replace(id), xmlAttr.Replace(id))
	if u.Max > 0 {
		fmt.Fprintf(b, " slr:sizeRestriction=\"%d\"", u.Max)
	}
	fmt.Fprintf(b, " pharos:source=\"%s\" pharos:text=\"%s\">\n      <notes>\n", u.SourcePrint, u.TargetPrint)
	notes := u.notes()
	if u.Previous != nil {
		notes = append(notes, note{"previous-source", formOr(u.Previous, form)})
	}
	for _, n := range notes {
		fmt.Fprintf(b, "        <note category=\"%s\">%s: %s</note>\n", n.label, n.label, xmlText.Replace(n.text))
	}
	b.WriteString("      </notes>\n")
	data := u.data2(b, form)
	state, sub := u.state2()
	fmt.Fprintf(
		b,
		"      <segment state=\"%s\"%s>\n        <source>%s</source>\n",
		state,
		sub,
		inline2(u.SourceOf(form), data),
	)
	if text := u.Target[form]; text != "" {
		fmt.Fprintf(b, "        <target>%s</target>\n", inline2(text, data))
	}
	b.WriteString("      </segment>\n    </unit>\n")
}

// data2 writes the placeholders of both texts as original data and gives them
// in the order of their ids d1, d2, ….
func (u Unit) data2(b *strings.Builder, form string) []string {
	var data []string
	for _, text := range []string{u.SourceOf(form), u.Target[form]} {
		for _, p := range pieces(text) {
			if p.id != "" && !slices.Contains(data, p.text) {
				data = append(data, p.text)
			}
		}
	}
	if len(data) == 0 {
		return nil
	}
	b.WriteString("      <originalData>\n")
	for i, d := range data {
		fmt.Fprintf(b, "        <data id=\"d%d\">%s</data>\n", i+1, xmlText.Replace(d))
	}
	b.WriteString("      </originalData>\n")
	return data
}

// state2 is the state of a segment in XLIFF 2.0, with its sub-state.
func (u Unit) state2() (state, sub string) {
	switch {
	case u.Missing():
		return "initial", ""
	case u.Stale:
		return "initial", ` subState="pharos:stale"`
	case u.State == locale.Reviewed:
		return "final", ""
	case u.State == locale.Translated:
		return "translated", ""
	}
	return "initial", ` subState="pharos:draft"`
}

// inline2 writes a text with its placeholders as <ph/>.
func inline2(text string, data []string) string {
	return inline(text, func(p piece) string {
		name := names(p.text)[0]
		return fmt.Sprintf(
			`<ph id="%s" dataRef="d%d" equiv="%s" disp="%s" canCopy="no" canDelete="no"/>`,
			p.id,
			1+slices.Index(data, p.text),
			xmlAttr.Replace(p.text),
			name,
		)
	})
}
