package pharos_test

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"pharos/internal/rule"
)

var (
	testName    = regexp.MustCompile(`(?m)^func ((?:Test|Fuzz|Benchmark)\w*)\(`)
	browserName = regexp.MustCompile(`(?m)^export (?:async )?function (\w+)\(`)
	quoted      = regexp.MustCompile("`([^`\n]+)`")
	namesTest   = regexp.MustCompile(`^(?:Test|Fuzz|Benchmark)[A-Z]\w*$`)
	testRun     = regexp.MustCompile(`-(?:run|bench) '?([^\s'` + "`" + `|]+)`)
	// inTree is a path of the program that a document names; other folders are those
	// of the reader's project.
	inTree = regexp.MustCompile(`^(?:internal|cmd|themes|docs|examples|schemas)/[\w./*-]+$`)
	// shown is the last cell of a row: what shows a rule.
	shown = regexp.MustCompile(`^\| .* \| (.*) \|$`)
)

// TestDocumentsNameWhatIsThere: every test, check of the browser, folder of cases
// and file that a document quotes is there; a document that names a test that was
// renamed proves nothing.
func TestDocumentsNameWhatIsThere(t *testing.T) {
	known := names(t)
	documents, err := filepath.Glob("docs/*.md")
	if err != nil || len(documents) < 10 {
		t.Fatal(documents, err)
	}
	tests := 0
	for _, name := range append(documents, "README.md", "CONTRIBUTING.md") {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(data), "\n") {
			for _, m := range testRun.FindAllStringSubmatch(line, -1) {
				if re, err := regexp.Compile(m[1]); err != nil || !matches(re, known) {
					t.Errorf("%s:%d: no test is called %q", name, i+1, m[1])
				}
			}
			for _, m := range quoted.FindAllStringSubmatch(line, -1) {
				word := strings.TrimSuffix(m[1], "/")
				switch {
				case namesTest.MatchString(word):
					tests++
					if !known[word] {
						t.Errorf("%s:%d: there is no test %s", name, i+1, word)
					}
				case inTree.MatchString(word):
					if found, err := filepath.Glob(word); err != nil || len(found) == 0 {
						t.Errorf("%s:%d: there is no %s", name, i+1, word)
					}
				}
			}
		}
	}
	if tests < 30 {
		t.Errorf("%d tests are quoted: the documents are written in another way", tests)
	}
	sitesRows(t, known)
}

// sitesRows: each row of the table of rules in docs/site.md names something that is
// run: a test, a check of the browser, a rule or a component.
func sitesRows(t *testing.T, known map[string]bool) {
	t.Helper()
	data, err := os.ReadFile("docs/site.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(data), "## Rules and the tests that show them")
	table, _, _ = strings.Cut(table, "\n## ")
	for line := range strings.Lines(table) {
		m := shown.FindStringSubmatch(strings.TrimSpace(line))
		if m == nil || m[1] == "---" || m[1] == "Shown by" || strings.HasPrefix(m[1], "not shown") {
			continue
		}
		runs := 0
		for _, q := range quoted.FindAllStringSubmatch(m[1], -1) {
			_, err := os.Stat(path.Join("themes/pharos/components", q[1]))
			_, page := os.Stat(path.Join("content/en", q[1]+".md"))
			switch {
			case known[q[1]], rule.Find(q[1]) != nil, err == nil, page == nil:
				runs++
			case strings.HasPrefix(q[1], "pharos ") || inTree.MatchString(q[1]):
			default:
				t.Errorf("docs/site.md: %q is no test, check, rule, component or page: %s", q[1], line)
			}
		}
		if runs == 0 {
			t.Errorf("docs/site.md: nothing shows this: %s", line)
		}
	}
}

// matches reports whether a pattern of go test finds a test.
func matches(re *regexp.Regexp, known map[string]bool) bool {
	for name := range known {
		if re.MatchString(name) {
			return true
		}
	}
	return false
}

// names are those of all tests, and of the checks that the browser runs.
func names(t *testing.T) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	err := fs.WalkDir(os.DirFS("."), ".", func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir() && (e.Name() == "node_modules" || e.Name() == ".git"):
			return fs.SkipDir
		case !strings.HasSuffix(name, "_test.go") && path.Ext(name) != ".mjs":
			return nil
		}
		data, err := os.ReadFile(name)
		for _, re := range []*regexp.Regexp{testName, browserName} {
			for _, m := range re.FindAllStringSubmatch(string(data), -1) {
				out[m[1]] = true
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// dialect are turns of phrase that are no plain English, and what to write instead.
var dialect = []struct{ turn, instead string }{
	{`\bthe own\b`, "their own, its own"},
	{`\b(?:for|of|only|nor) who (?:can|cannot|has|may|must|is|answers|gets|made)\b`, "people who, somebody who"},
	{`(?:^|\. |\| )Who (?:has|can|may|gets|read|makes)\b[^?|]*\.`, "Somebody who, the people who"},
	{`(?:^|\. )What [a-z][^?|]* (?:is|are|stays|counts|leaves|stands|has)\b[^?|]*\.`, "a noun: a text that, everything that"},
	{`\b(?:stands|stand|lies) (?:in|on|at|above|below|beside|there|once|where|over|between|within)\b`, "is, is used, you find"},
	{`\bwhom to (?:ask|call)\b`, "who to ask"},
	{`, one an? [a-z]+[:;,.]`, "one for each"},
	{`\bElse the\b`, "Otherwise the"},
}

// TestDocumentsArePlainEnglish reads the documents that people write by hand; those
// written from the source follow its comments.
func TestDocumentsArePlainEnglish(t *testing.T) {
	documents, err := filepath.Glob("docs/*.md")
	if err != nil || len(documents) < 10 {
		t.Fatal(documents, err)
	}
	for _, name := range append(documents, "README.md", "CONTRIBUTING.md") {
		if name == "docs/data-format.md" || name == "docs/reference.md" {
			continue
		}
		data, err := os.ReadFile(filepath.FromSlash(name))
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(data), "\n") {
			for _, d := range dialect {
				if hit := regexp.MustCompile(d.turn).FindString(line); hit != "" {
					t.Errorf("%s:%d: %q; write %s", name, i+1, hit, d.instead)
				}
			}
		}
	}
}
