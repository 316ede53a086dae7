package exchange

import (
	"bytes"
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"pharos/internal/diag"
	"pharos/internal/locale"
)

// tool finds a program that other people wrote; without it a test is skipped,
// but never on the machine of continuous integration.
func tool(t *testing.T, name, from string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("%s is missing; %s has it", name, from)
		}
		t.Skipf("%s is missing; %s has it", name, from)
	}
	return path
}

// run runs a program and gives what it says on both outputs.
func run(t *testing.T, input []byte, dir, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Stdin, cmd.Dir = bytes.NewReader(input), dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s %s: %v\n%.3000s", filepath.Base(name), strings.Join(args, " "), err, out)
	}
	return string(out)
}

// finished is the document of a language with every text said to be finished.
func finished(tag locale.Tag) *Document {
	d, _ := real().Document(tag, Filter{})
	return finish(d)
}

// finish says that every text of a document is finished.
func finish(d *Document) *Document {
	d.Date, d.Translator = "2026-11-23", "Mira"
	for i := range d.Units {
		d.Units[i].State, d.Units[i].Stale = locale.Translated, false
	}
	return d
}

// file encodes a document into a folder.
func file(t *testing.T, dir string, d *Document, f Format) string {
	t.Helper()
	data, list := Encode(d, f)
	if len(list) > 0 {
		t.Fatal(list)
	}
	name := filepath.Join(dir, string(d.Locale.Tag)+f.Ending())
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

// decoded reads a file that a tool wrote.
func decoded(t *testing.T, name string) *Document {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	d, list := Decode(locale.Builtin(), name, data)
	if d == nil || len(list) > 0 {
		t.Fatalf("%s: %v", name, list)
	}
	return d
}

// sameTexts wants all texts back as they were sent.
func sameTexts(t *testing.T, sent, back *Document) {
	t.Helper()
	if len(back.Units) != len(sent.Units) {
		t.Fatalf("%s: %d texts came back of %d", sent.Locale.Tag, len(back.Units), len(sent.Units))
	}
	r := real().take(back, Options{By: "Mira", Date: "2026-11-23"})
	for _, c := range r.Changes {
		if c.Forms != nil {
			t.Errorf("%s %s: %q came back as %q", sent.Locale.Tag, c.ID, c.Target, c.Forms)
		}
	}
	if r.Refused > 0 {
		t.Error(r.Findings)
	}
}

// TestMsgfmt lets gettext check the PO file of every language and build it.
func TestMsgfmt(t *testing.T) {
	msgfmt, dir := tool(t, "msgfmt", "Debian's gettext"), t.TempDir()
	for _, tag := range targets() {
		if out := run(t, nil, dir, msgfmt, "--check", "-o", os.DevNull, file(t, dir, finished(tag), PO)); out != "" {
			t.Errorf("%s: %s", tag, out)
		}
	}
}

// TestTranslateToolkit converts the files with translate-toolkit and runs the
// checks that concern placeholders, markup and plural forms.
func TestTranslateToolkit(t *testing.T) {
	pofilter, dir := tool(t, "pofilter", "Debian's translate-toolkit"), t.TempDir()
	for _, tag := range []locale.Tag{"fa", "mk", "ru", "sr-Latn"} {
		d := finished(tag)
		po := file(t, dir, d, PO)
		out := run(t, nil, dir, pofilter, "--progress=none", "-t", "variables", "-t", "xmltags", "-t", "nplurals", "-t", "escapes", "-t", "newlines", po, filepath.Join(dir, "bad.po"))
		if bad, _ := os.ReadFile(filepath.Join(dir, "bad.po")); bytes.Contains(bad, []byte("(pofilter)")) {
			t.Errorf("%s: %s %s", tag, out, bad)
		}
		again := filepath.Join(dir, "again.po")
		run(t, nil, dir, tool(t, "xliff2po", "Debian's translate-toolkit"), "--progress=none", file(t, dir, d, XLIFF), again)
		data, err := os.ReadFile(again)
		if err != nil {
			t.Fatal(err)
		}
		if n := bytes.Count(data, []byte("\nmsgstr")); n < len(d.Units) {
			t.Errorf("%s: translate-toolkit found %d texts of %d in XLIFF 1.2", tag, n, len(d.Units))
		}
		xlf := filepath.Join(dir, "again.csv")
		run(t, nil, dir, tool(t, "po2csv", "Debian's translate-toolkit"), "--progress=none", po, xlf)
	}
}

// nodeWith finds node with a package of npm.
func nodeWith(t *testing.T, pack string) string {
	t.Helper()
	node := tool(t, "node", "Debian's nodejs")
	if _, err := os.Stat("testdata/node/node_modules/" + pack); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("npm ci --prefix internal/exchange/testdata/node was not run")
		}
		t.Skipf("npm's %s is missing; npm ci --prefix internal/exchange/testdata/node installs it", pack)
	}
	return node
}

// TestXLIFFPackage reads both versions with npm's xliff, writes them again and
// wants every text back.
func TestXLIFFPackage(t *testing.T) {
	node, script := nodeWith(t, "xliff"), "testdata/node/xliff.mjs"
	dir := t.TempDir()
	for _, tag := range []locale.Tag{"fa", "ar", "sr-Latn"} {
		for version, f := range map[string]Format{"1": XLIFF, "2": XLIFF2} {
			d := finished(tag)
			data, _ := Encode(d, f)
			back := filepath.Join(dir, "back"+f.Ending())
			if err := os.WriteFile(back, []byte(run(t, data, "", node, script, version)), 0o644); err != nil {
				t.Fatal(err)
			}
			sameTexts(t, d, decoded(t, back))
		}
	}
}

const omegatProject = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0">
<source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir>
<glossary_dir>__DEFAULT__</glossary_dir><glossary_file>__DEFAULT__</glossary_file><dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>en</source_lang><target_lang>fa</target_lang><sentence_seg>false</sentence_seg><support_default_translations>true</support_default_translations><remove_tags>false</remove_tags>
</project></omegat>
`

const omegatMemory = `<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.1"><header creationtool="x" creationtoolversion="1" o-tmf="x" adminlang="EN-US" datatype="plaintext" segtype="paragraph" srclang="en"/><body>
<tu><tuv lang="en"><seg>No one can take your rights away</seg></tuv><tuv lang="fa"><seg>کسی حق شما را نمی گیرد</seg></tuv></tu>
<tu><tuv lang="en"><seg>Call and ask about your rights: {{.Line}}</seg></tuv><tuv lang="fa"><seg>زنگ بزنید: {{.Line}}</seg></tuv></tu>
<tu><tuv lang="en"><seg>Call when you can speak safely: {{.Line}}</seg></tuv><tuv lang="fa"><seg>زنگ بزنید: {{.Police}}</seg></tuv></tu>
</body></tmx>
`

// TestOmegaT translates a PO file in OmegaT's console mode and takes it in: two
// good texts, one with a wrong placeholder, the rest without a translation. XLIFF
// is not tried: OmegaT's own filter translates the text of <target> and passes
// over units without one, which is what a file of missing texts consists of.
func TestOmegaT(t *testing.T) {
	omegat, dir := tool(t, "omegat", "Debian's omegat"), t.TempDir()
	tool(t, "java", "Debian's default-jre")
	for _, sub := range []string{"source", "target", "omegat", "tm", "glossary", "dictionary", "home"} {
		if err := os.Mkdir(filepath.Join(dir, sub), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range map[string]string{"omegat.project": omegatProject, "omegat/project_save.tmx": omegatMemory} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	d, _ := real().Document("fa", Filter{Catalogues: []string{"citizen"}})
	d.Date = "2026-11-23"
	file(t, filepath.Join(dir, "source"), d, PO)
	t.Setenv("HOME", filepath.Join(dir, "home"))
	run(t, nil, dir, omegat, dir, "--mode=console-translate")
	r := real().take(decoded(t, filepath.Join(dir, "target", "fa.po")), Options{By: "Mira", Date: "2026-11-23"})
	if r.Translated != 2 || r.Refused != 1 || r.Empty != len(d.Units)-3 {
		t.Errorf("%+v", r)
	}
	if c := r.Changes[0]; c.ID != "citizen.rights.headline" || c.Forms["other"] != "کسی حق شما را نمی گیرد" || c.New.State != locale.Translated {
		t.Errorf("%+v", c)
	}
}

// messages joins the words of findings.
func messages(list diag.List) string {
	var out []string
	for _, f := range list {
		out = append(out, f.Message.Text)
	}
	return strings.Join(out, "\n")
}

// rows reads a table that was just written.
func rows(t *testing.T, data []byte) [][]string {
	t.Helper()
	out, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return out
}
