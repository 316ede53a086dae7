package exchange

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pharos/internal/locale"
	"pharos/internal/tree"
)

// TestReturnedFiles takes in files as tools and spreadsheets really send them back.
// Wanted are the language, what became of the texts (translated, drafts, refused,
// without a text), words of a finding, and one text as it was taken in.
func TestReturnedFiles(t *testing.T) {
	for _, c := range []struct {
		file                               string
		tag                                locale.Tag
		translated, drafts, refused, empty int
		says, id, text                     string
	}{
		{file: "02-name-and-address.po", tag: "sq", translated: 1},
		{file: "03-question-marks.csv", tag: "mk", refused: 3, says: "letters were lost"},
		{file: "04-capitals-bs.po", tag: "bs", translated: 1, id: "citizen.code", text: "Skenirajte: „POMOĆ“ i na drugim jezicima"},
		{file: "04-capitals-hr.po", tag: "hr", translated: 1, id: "citizen.code", text: "Skenirajte: »POMOĆ« i na drugim jezicima"},
		{file: "04-capitals-sq.po", tag: "sq", translated: 1, id: "citizen.code", text: "Skanoni: “PA PAGESË” dhe gjuhë të tjera"},
		{file: "05-ignorable.2.xlf", tag: "sq", translated: 1, id: "citizen.safety",
			text: "Mos ndërhyni vetë. Mbani mend vendin, kohën dhe mjetin, dhe raportoni."},
		{file: "05-half.2.xlf", tag: "sq", refused: 1, says: "a part of the text has no translation"},
		{file: "06-ids.xlf", tag: "sq", translated: 2, id: "citizen.code", text: "Skanoni për gjuhë të tjera"},
		{file: "06-inline-ids.xlf", tag: "sq", translated: 2, id: "citizen.rights.call",
			text: "Telefononi dhe pyesni për të drejtat tuaja: {{.Line}}"},
		{file: "07-two-languages.xlf", says: "this part is in \"bs\", the one in line 3 in \"hr\""},
		{file: "26-sq_AL.po", tag: "sq", translated: 1},
		{file: "26-mk-MK.xlf", tag: "mk", translated: 1},
		{file: "26-bs-Latn-BA.xlf", tag: "bs", translated: 1},
		{file: "26-sr-Cyrl-RS.xlf", tag: "sr-Cyrl", translated: 1},
		{file: "32-untranslated.xlf", tag: "sq", translated: 1, empty: 2},
		{file: "33-sep.csv", tag: "sq", translated: 1, id: "citizen.code", text: "Skanoni për gjuhë të tjera"},
	} {
		t.Run(c.file, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join("testdata", "cases", c.file))
			if err != nil {
				t.Fatal(err)
			}
			r := takeFile(t, c.file, string(data))
			if !strings.Contains(messages(r.Findings), c.says) || c.says == "" && len(r.Findings) > 0 {
				t.Errorf("%v", r.Findings)
			}
			if r.Locale.Tag != c.tag || r.Translated != c.translated || r.Drafts != c.drafts || r.Refused != c.refused || r.Empty != c.empty {
				t.Errorf("%s: %d translated, %d drafts, %d refused, %d without a text", r.Locale.Tag, r.Translated, r.Drafts, r.Refused, r.Empty)
			}
			for _, change := range r.Changes {
				if change.ID == c.id && change.text()["other"] != c.text {
					t.Errorf("%s is %q", c.id, change.text()["other"])
				}
			}
		})
	}
}

// takeFile takes a file in on top of the real project.
func takeFile(t *testing.T, name, data string) *Report {
	t.Helper()
	d, list := Decode(locale.Builtin(), name, []byte(data))
	if d == nil {
		return &Report{Findings: list}
	}
	for i := range d.Units {
		d.Units[i].SourcePrint = ""
	}
	r := real().take(d, mira)
	r.Findings = append(list, r.Findings...)
	return r
}

// TestPluralOrder wants each form by the rule of the file itself.
func TestPluralOrder(t *testing.T) {
	rows, list := locale.ParseTable("languages.yaml", []byte("- {tag: sl, name: Slovenščina, english: Slovenian, script: Latn, direction: ltr}\n"))
	if len(list) > 0 {
		t.Fatal(list)
	}
	data, err := os.ReadFile("testdata/cases/01-plural-order.po")
	if err != nil {
		t.Fatal(err)
	}
	table := locale.NewTable(rows)
	want := map[string]string{"one": "{{.Count}} izvod", "two": "{{.Count}} izvoda", "few": "{{.Count}} izvodi", "other": "{{.Count}} izvodov"}
	d, list := Decode(table, "x.po", data)
	if len(list) > 0 || len(d.Units) != 1 || !equal(d.Units[0].Target, want) {
		t.Errorf("%v %+v", list, d)
	}
	for _, rule := range []string{"nplurals=2; plural=n != 1;", "nplurals=4; plural=banana;", "nplurals=9; plural=n%2 ? 1 : 0;",
		"nplurals=4; plural=" + strings.Repeat("(", 900) + "n;", "nplurals=4; plural=1/(n-n);", "nplurals=1; plural=n;"} {
		i := strings.Index(string(data), "nplurals")
		bad := string(data[:i]) + rule + string(data[i+strings.Index(string(data[i:]), "\\n\""):])
		d, list := Decode(table, "x.po", []byte(bad))
		if !strings.Contains(messages(list), "no text with plural forms is taken in") || d == nil || len(d.Units) > 0 {
			t.Errorf("%.60s: %v", rule, list)
		}
	}
}

// TestReadCount reads every rule that is written, and it counts the same.
func TestReadCount(t *testing.T) {
	for _, r := range rules {
		index, err := readCount("nplurals=6; plural=" + r.expression + ";")
		if err != nil {
			t.Errorf("%s: %v", r.expression, err)
			continue
		}
		for n := range limit {
			if index(n) != r.index(n) {
				t.Errorf("%s: %d is %d", r.expression, n, index(n))
				break
			}
		}
	}
}

// TestDeclared wants a file refused whose languages, version or name space are not
// those of texts that were sent out.
func TestDeclared(t *testing.T) {
	one := func(version, space, source, target string) string {
		return `<xliff version="` + version + `" xmlns="` + space + `"><file original="a" source-language="` + source + `" target-language="` + target +
			`" datatype="plaintext"><body><trans-unit id="citizen.code"><source>Scan for more languages</source><target state="translated">Skanoni për gjuhë të tjera</target></trans-unit></body></file></xliff>`
	}
	two := func(source, target string) string {
		return `<xliff version="2.0" xmlns="` + spaceXLIFF2 + `" srcLang="` + source + `" trgLang="` + target +
			`"><file id="a"><unit id="citizen.code"><segment state="translated"><source>Scan for more languages</source><target>Skanoni për gjuhë të tjera</target></segment></unit></file></xliff>`
	}
	for name, c := range map[string][2]string{
		"good":              {one("1.2", spaceXLIFF, "en-GB", "sq"), ""},
		"good 2":            {two("en", "sq-AL"), ""},
		"swapped":           {one("1.2", spaceXLIFF, "sq", "en"), "translated from \"sq\""},
		"swapped 2":         {two("sq", "en"), "translated from \"sq\""},
		"path as source":    {one("1.2", spaceXLIFF, "../../en", "sq"), "translated from \"../../en\""},
		"path as target":    {one("1.2", spaceXLIFF, "en", "../../sq"), "its language is \"../../sq\""},
		"other version":     {one("3.0", spaceXLIFF, "en", "sq"), "neither XLIFF 1.2 nor 2.0"},
		"no version":        {one("", spaceXLIFF, "en", "sq"), "neither XLIFF 1.2 nor 2.0"},
		"other space":       {one("1.2", "urn:example", "en", "sq"), "neither XLIFF 1.2 nor 2.0"},
		"space of another":  {one("1.2", spaceXLIFF2, "en", "sq"), "neither XLIFF 1.2 nor 2.0"},
		"several languages": {one("1.2", spaceXLIFF, "en", "sr-RS"), "its language is \"sr-RS\""},
		"target in another": {strings.Replace(one("1.2", spaceXLIFF, "en", "hr"), "<target ", `<target xml:lang="bs" `, 1), "this text is in \"bs\""},
	} {
		r := takeFile(t, "x.xlf", c[0])
		if got := messages(r.Findings); !strings.Contains(got, c[1]) || (c[1] == "") != (r.Taken() == 1) || c[1] == "" && got != "" {
			t.Errorf("%s: %d taken in, %s", name, r.Taken(), got)
		}
	}
}

// TestHalfSegments sees that no half of a text is finished, however a tool cut it.
func TestHalfSegments(t *testing.T) {
	const head = `<xliff version="1.2" xmlns="` + spaceXLIFF + `"><file original="a" source-language="en" target-language="sq" datatype="plaintext"><body><trans-unit id="citizen.safety"><source>Do not step in. Remember the place, the time and any vehicle. Then report it.</source>`
	const tail = `</trans-unit></body></file></xliff>`
	const cut = `<seg-source><mrk mtype="seg" mid="1">Do not step in.</mrk> <mrk mtype="seg" mid="2">Remember the place, the time and any vehicle. Then report it.</mrk></seg-source>`
	for name, c := range map[string]struct {
		target  string
		refused int
	}{
		"whole":   {`<mrk mtype="seg" mid="1">Mos ndërhyni vetë.</mrk> <mrk mtype="seg" mid="2">Mbani mend vendin, kohën dhe mjetin, dhe raportoni.</mrk>`, 0},
		"empty":   {`<mrk mtype="seg" mid="1"></mrk> <mrk mtype="seg" mid="2">Mbani mend vendin, kohën dhe mjetin, dhe raportoni.</mrk>`, 1},
		"missing": {`<mrk mtype="seg" mid="2">Mbani mend vendin, kohën dhe mjetin, dhe raportoni.</mrk>`, 1},
	} {
		r := takeFile(t, "x.xlf", head+cut+`<target state="translated">`+c.target+`</target>`+tail)
		if r.Refused != c.refused || r.Translated != 1-c.refused {
			t.Errorf("%s: %d translated, %d refused: %v", name, r.Translated, r.Refused, r.Findings)
		}
	}
	// The least state counts, in whatever order the segments come.
	for _, states := range [][2]string{{"translated", "initial"}, {"initial", "translated"}, {"final", "initial"}} {
		data, err := os.ReadFile("testdata/cases/05-ignorable.2.xlf")
		if err != nil {
			t.Fatal(err)
		}
		text := strings.Replace(string(data), `id="s1" state="translated"`, `id="s1" state="`+states[0]+`"`, 1)
		text = strings.Replace(text, `id="s2" state="translated"`, `id="s2" state="`+states[1]+`"`, 1)
		if r := takeFile(t, "x.2.xlf", text); r.Drafts != 1 {
			t.Errorf("%v: %+v", states, r)
		}
	}
}

// TestCapitals keeps honest capitals and refuses wreckage.
func TestCapitals(t *testing.T) {
	for tag, words := range map[locale.Tag][]string{
		"bs": {"„POMOĆ“", "»POMOĆ«", "“POMOĆ”", "‘POMOĆ’", "„RIJEČ“", "„NOŽ“", "„MRAK“ – „SVIJEĆ“", "„PROĐ“", "POMOĆ…", "POMOĆ–"},
		"sq": {"“PA PAGESË”", "„PAGESË“", "‘Ë’", "“Ç”"},
		"tr": {"“YARDIMÜ”", "“Ö”", "“İÇ”", "Üşengeç"},
	} {
		l, _ := locale.Builtin().Lookup(tag)
		for _, word := range words {
			if misread(l, "a "+word+" b") || misread(l, word) {
				t.Errorf("%s: %s is taken for wreckage", tag, word)
			}
		}
	}
	for tag, words := range map[locale.Tag][]string{
		"bs": {"pomoÄ‡", "IzmeÄ‘u", "joÅ¡", "â€žpomoâ€œ"}, "sq": {"tÃ« drejtat", "PAGESÃ‹"}, "mk": {"РЎРєРµРЅРёСЂР°Рј"},
	} {
		l, _ := locale.Builtin().Lookup(tag)
		for _, word := range words {
			if !misread(l, "a "+word+" b") {
				t.Errorf("%s: %s is not seen", tag, word)
			}
		}
	}
}

// TestQuestionMarks finds lost letters and keeps questions.
func TestQuestionMarks(t *testing.T) {
	l, _ := locale.Builtin().Lookup("sq")
	one := func(source, text string) *fault {
		return encodingFault(l, Unit{Source: map[string]string{"other": source}}, "other", text)
	}
	const source = "No one can take your rights away. Ask?"
	for _, text := range []string{"?????", "Askush nuk jua merr t? drejtat? as nj?", "?do njeri mund t? pyes? sot", "Pyesni ???? sot", "____ __ ___", "…", "□□□"} {
		if one(source, text) == nil {
			t.Errorf("%q passes", text)
		}
	}
	for _, text := range []string{"Askush nuk jua merr të drejtat. Pyesni?", "Keni pyetje? Pyesni! Vërtet?", "Pse ? Sepse."} {
		if f := one(source, text); f != nil {
			t.Errorf("%q: %s", text, f.message.Text)
		}
	}
}

// TestFindingsAreShort feeds texts of a megabyte: a finding stays what a person reads.
func TestFindingsAreShort(t *testing.T) {
	huge := strings.Repeat("x", 1<<20)
	for name, data := range map[string]string{
		"id.po":       "msgid \"\"\nmsgstr \"Language: sq\\n\"\n\nmsgctxt \"" + huge + "\"\nmsgid \"a\"\nmsgstr \"b\"\n",
		"language.po": "msgid \"\"\nmsgstr \"Language: " + huge + "\\n\"\n",
		"line.po":     "msgid \"\"\nmsgstr \"Language: sq\\n\"\n\n" + huge + "\n",
		"word.po":     "msgid \"\"\nmsgstr \"Language: sq\\n\"\n\nmsgctxt \"citizen.code\"\nmsgid \"Scan for more languages\"\nmsgstr \"" + huge + "ж\"\n",
		"long.po":     "msgid \"\"\nmsgstr \"Language: sq\\n\"\n\nmsgctxt \"citizen.code\"\nmsgid \"Scan for more languages\"\nmsgstr \"" + huge + "\"\n",
		"braces.po":   "msgid \"\"\nmsgstr \"Language: sq\\n\"\n\nmsgctxt \"citizen.code\"\nmsgid \"Scan for more languages\"\nmsgstr \"a {{.X" + huge + "}} b\"\n",
		"number.po":   "msgid \"\"\nmsgstr \"Language: sq\\n\"\n\nmsgctxt \"citizen.code\"\nmsgid \"Scan for more languages\"\nmsgstr \"a " + strings.Repeat("1", 1<<20) + " b\"\n",
		"form.csv":    "id,form,source,target,language\na," + huge + ",b,c,sq\n",
		"tags.xlf":    "<xliff version=\"" + huge + "\" xmlns=\"" + huge + "\"/>",
		"lang.xlf":    "<xliff version=\"1.2\" xmlns=\"" + spaceXLIFF + "\"><file source-language=\"" + huge + "\" target-language=\"" + huge + "\"/></xliff>",
		"broken.xlf":  "<xliff version=\"1.2\" xmlns=\"" + spaceXLIFF + "\"><" + huge + "></a>",
	} {
		r := takeFile(t, name, data)
		if len(r.Findings) == 0 {
			t.Errorf("%s: no finding", name)
		}
		for _, f := range r.Findings {
			if n := len(f.Message.Text) + len(f.Hint.Text) + len(f.Path); n > 1500 {
				t.Errorf("%s: a finding of %d bytes: %.200s", name, n, f.Message.Text)
			}
		}
	}
}

// TestTwiceIsOnce imports a text that is too long for its limit again: it stays a draft.
func TestTwiceIsOnce(t *testing.T) {
	long := strings.Repeat("Askush nuk jua merr ", 5)
	first := open(t, project(nil))
	r := first.take(returned(first, "sq", map[string]string{"a.rights": long}), mira)
	if r.Drafts != 1 || len(r.Changes) != 1 {
		t.Fatalf("%+v", r)
	}
	c := r.Changes[0]
	again := open(t, project(map[string]string{
		"campaigns/x/messages/sq.yaml":       "a.rights: " + tree.Quoted(c.Forms["other"]) + "\n",
		"campaigns/x/messages/sq.state.yaml": "a.rights: " + tree.Inline(recordNode(c.New)) + "\n",
	}))
	r = again.take(returned(again, "sq", map[string]string{"a.rights": long}), mira)
	if r.Unchanged != 1 || r.Taken() != 0 || !strings.Contains(messages(r.Findings), "is kept as a draft") {
		t.Errorf("%+v", r)
	}
	r = again.take(returned(again, "sq", map[string]string{"a.rights": long}), Options{Reviewer: "Ana B.", Date: "2026-11-24"})
	if r.Reviewed != 0 {
		t.Errorf("a text that does not fit is reviewed: %+v", r)
	}
}
