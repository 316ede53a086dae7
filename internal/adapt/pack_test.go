package adapt

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	pharos "pharos"
	"pharos/internal/campaign"
	"pharos/internal/disk"
)

// strangers lie in a project and are none of its definitions.
var strangers = []string{
	"assets/.env", "assets/fonts/draft.ttf", "assets/fonts/notes.txt", "assets/pictures/person.jpg", "assets/private/list.csv",
	"campaigns/.notes", "campaigns/citizen/messages/README-callers.md",
	"campaigns/countries/zz/attestations/" + disk.Fresh + "A",
	"campaigns/countries/zz/attestations/.new-1", "campaigns/countries/zz/contacts.csv", "campaigns/todo.md",
	"content/en/private/letter.md",
	"themes/other/print/secret.yaml", "themes/pharos/.env", "themes/pharos/private/a.yaml",
}

// debris lies in a project without anybody's doing; nothing is said of it.
var debris = []string{
	"campaigns/citizen/messages/.sq.yaml.swp", "campaigns/countries/.zz.yaml.swp", "content/.DS_Store",
	"content/en/.about.md.swp", "themes/pharos/print/poster.yaml~",
}

// calls are records of test calls whose names are written in ways that no search by
// line finds.
var calls = map[string]string{
	"quoted":  "line: zz.line\ndial: \"0800 000 000\"\ndate: \"2030-01-02\"\n\"by\": Fictional Quoted\nrole: fictional\n",
	"folded":  "line: zz.line\ndial: \"0800 000 000\"\ndate: \"2030-01-03\"\nby: >-\n  Fictional\n  Folded\nrole: fictional\n",
	"space":   "line: zz.line\ndial: \"0800 000 000\"\ndate: \"2030-01-04\"\nby : 'Fictional Space' # ask Fictional Comment\nrole: fictional\n",
	"literal": "line: zz.line\ndial: \"0800 000 000\"\ndate: \"2030-01-05\"\nby: |-\n  Fictional Literal\nrole: \"friend of Fictional Literal\"\n",
	"again":   "line: zz.line\ndial: \"0800 000 000\"\ndate: \"2030-01-06\"\nby: fictional  QUOTED\nrole: fictional\n",
	"flow":    "{line: zz.line, dial: \"0800 000 000\", date: \"2030-01-07\", by: Fictional Flow, role: fictional, ",
}

// strangeProject is the fictional project with strangers and with such records.
func strangeProject(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	put := func(name, text string) {
		t.Helper()
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.CopyFS(dir, os.DirFS(filepath.Join("..", "..", "examples", "fictional"))); err != nil {
		t.Fatal(err)
	}
	for _, name := range slices.Concat(strangers, debris) {
		put(name, "token of Fictional Quoted")
	}
	for name, text := range calls {
		tail := "network: Fictional Net\noutcome: confirmed\nheard: \"This is a fictional line\"\n"
		if strings.HasPrefix(text, "{") {
			tail = strings.ReplaceAll(strings.TrimSuffix(tail, "\n"), "\n", ", ") + "}\n"
		}
		day := regexp.MustCompile(`2030-01-0\d`).FindString(text)
		put("campaigns/countries/zz/attestations/line-"+day+"-"+name+".yaml", text+tail)
	}
	return dir
}

// repacked packs a project and unpacks it.
func repacked(t *testing.T, dir string) (Packed, []string, *campaign.Set) {
	t.Helper()
	own, _, err := campaign.Open(pharos.Defaults, dir)
	if err != nil {
		t.Fatal(err)
	}
	defer own.Close()
	set, list, err := campaign.Load(own)
	if err != nil || list.Stops() {
		t.Fatal(err, list.Errors())
	}
	callers, err := OpenCallers(dir, set)
	if err != nil {
		t.Fatal(err)
	}
	data, left, err := Pack(own, pharos.Defaults, "pharos", callers)
	if err != nil {
		t.Fatal(err)
	}
	files, err := Unpack(data)
	if err != nil {
		t.Fatal(err)
	}
	return files, left, set
}

// TestPackWhatIsRead: the definitions of a release hold what is read and nothing
// else, and the rest is named.
func TestPackWhatIsRead(t *testing.T) {
	files, left, set := repacked(t, strangeProject(t))
	if want := slices.Sorted(slices.Values(strangers)); !slices.Equal(slices.Sorted(slices.Values(left)), want) {
		t.Errorf("left out:\n%s\nnot\n%s", strings.Join(left, "\n"), strings.Join(want, "\n"))
	}
	for name := range files {
		if slices.Contains(slices.Concat(strangers, debris), name) {
			t.Errorf("%s is packed", name)
		}
	}
	again, list, err := campaign.Load(campaign.Overlay(pharos.Defaults, files.FS()))
	if err != nil || list.Stops() {
		t.Fatal(err, list.Errors())
	}
	if a, b := len(set.Country("zz").Attested), len(again.Country("zz").Attested); a != b || a < len(calls) {
		t.Errorf("%d test calls were packed, not %d", b, a)
	}
	for _, of := range [][2]int{{len(set.Audiences), len(again.Audiences)}, {len(set.Pages), len(again.Pages)}, {len(set.Pictures), len(again.Pictures)}} {
		if of[0] != of[1] {
			t.Errorf("%d were packed, not %d", of[1], of[0])
		}
	}
}

// TestPackNamesNobody: no name of a caller is in the definitions of a release,
// however its record is written, and nothing in them proves a guess; one person has
// one token in all records, and the next release the same.
func TestPackNamesNobody(t *testing.T) {
	dir := strangeProject(t)
	files, _, set := repacked(t, dir)
	for name, data := range files {
		for _, c := range set.Country("zz").Attested {
			if bytes.Contains(data, []byte(c.By)) {
				t.Errorf("%s holds %q", name, c.By)
			}
		}
		if bytes.Contains(data, []byte("Fictional Comment")) {
			t.Errorf("%s holds a comment", name)
		}
	}
	tokens := func(files Packed) []string {
		again, _, err := campaign.Load(campaign.Overlay(pharos.Defaults, files.FS()))
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, a := range again.Country("zz").Attested {
			if !tokenPattern.MatchString(a.By) {
				t.Errorf("%s says %q", a.File, a.By)
			}
			seen[a.By] = true
			if want := campaign.AttestationFile(a.Line, a.Date, a.Text()); a.File != want {
				t.Errorf("%s is not named by what it says, %s", a.File, want)
			}
		}
		return slices.Sorted(maps.Keys(seen))
	}
	people := map[string]bool{}
	for _, a := range set.Country("zz").Attested {
		people[strings.ToLower(strings.Join(strings.Fields(a.By), " "))] = true
	}
	first := tokens(files)
	if len(first) != len(people) {
		t.Errorf("%d tokens for %d people", len(first), len(people))
	}
	files, _, _ = repacked(t, dir)
	if next := tokens(files); !slices.Equal(first, next) {
		t.Errorf("the next release calls people %v, not %v", next, first)
	}
	if err := os.Remove(filepath.Join(dir, CallersFile)); err != nil {
		t.Fatal(err)
	}
	files, _, _ = repacked(t, dir)
	if other := tokens(files); slices.Equal(first, other) {
		t.Error("the tokens do not depend on the secret")
	}
}

// TestHideTwice: who adapts a base leaves its records as they are.
func TestHideTwice(t *testing.T) {
	c := Callers{secret: []byte("a secret of enough letters for it")}
	once := c.Hide(campaign.Attestation{By: "Fictional Caller", Heard: "Fictional Caller rang", Date: "2030-01-01"})
	if again := c.Hide(once); fmt.Sprint(again) != fmt.Sprint(once) || strings.Contains(once.Text(), "Fictional") {
		t.Errorf("%v, then %v", once, again)
	}
}
