package studio_test

import (
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	pharos "pharos"
	"pharos/internal/build"
	"pharos/internal/edit"
	"pharos/internal/studio"
	"pharos/internal/studio/door"
)

// desk is an open studio on a copy of the fictional country.
type desk struct {
	*testing.T
	dir    string
	base   string
	client *http.Client
}

const zz = "campaigns/countries/zz.yaml"

// open starts a studio and goes in by its link.
func open(t *testing.T, person string, dir string) *desk {
	t.Helper()
	d := &desk{T: t, dir: dir}
	now := func() time.Time { return time.Date(2030, 2, 3, 14, 2, 0, 0, time.UTC) }
	s, err := studio.New(studio.Options{
		Build: build.Options{
			Source: build.Source{Defaults: pharos.Defaults, Project: dir},
			Making: build.Making{Theme: "pharos"},
			Means:  build.Means{Jobs: 1, Cache: filepath.Join(os.TempDir(), "pharos-studio-cache")},
		},
		Name: person, Now: now,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	server := httptest.NewUnstartedServer(nil)
	_, text, _ := strings.Cut(server.Listener.Addr().String(), ":")
	port, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	key, err := door.Key(filepath.Join(dir, ".pharos", "studio.key"))
	if err != nil {
		t.Fatal(err)
	}
	server.Config.Handler = door.New(key, port, now).Guard(s.Handler())
	server.Start()
	t.Cleanup(server.Close)
	jar, _ := cookiejar.New(nil)
	d.base, d.client = server.URL, &http.Client{Jar: jar}
	if page := d.get(door.Link(key, now())); !strings.Contains(page, "What needs you, "+person) {
		t.Fatalf("%s", page)
	}
	return d
}

// project copies the fictional country.
func project(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../../examples/fictional")); err != nil {
		t.Fatal(err)
	}
	return dir
}

// read gives a response's text; it must have the state.
func (d *desk) read(r *http.Response, err error, want int) string {
	d.Helper()
	if err != nil {
		d.Fatal(err)
	}
	defer r.Body.Close()
	data, err := io.ReadAll(r.Body)
	if err != nil || r.StatusCode != want {
		d.Fatalf("%s: %d, want %d (%v)\n%.3000s", r.Request.URL, r.StatusCode, want, err, data)
	}
	return string(data)
}

func (d *desk) get(path string) string {
	d.Helper()
	r, err := d.client.Get(d.base + path)
	return d.read(r, err, 200)
}

// post sends a form and follows where it leads.
func (d *desk) post(path string, form url.Values, want int) string {
	d.Helper()
	r, err := d.client.PostForm(d.base+path, form)
	return d.read(r, err, want)
}

// file is the file of the country.
func (d *desk) file() string {
	d.Helper()
	data, err := os.ReadFile(filepath.Join(d.dir, zz))
	if err != nil {
		d.Fatal(err)
	}
	return string(data)
}

var (
	input = regexp.MustCompile(`<input[^>]*>`)
	attr  = regexp.MustCompile(`([a-z]+)="([^"]*)"`)
	area  = regexp.MustCompile(`(?s)<textarea[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>`)
)

// filled is what a browser would send for the form of a page as it stands.
func filled(page string) url.Values {
	_, page, _ = strings.Cut(page, "data-look=")
	page, _, _ = strings.Cut(page, "</form>")
	out := url.Values{}
	for _, tag := range input.FindAllString(page, -1) {
		a := map[string]string{}
		for _, m := range attr.FindAllStringSubmatch(tag, -1) {
			a[m[1]] = html.UnescapeString(m[2])
		}
		if t := a["type"]; (t == "radio" || t == "checkbox") && !strings.Contains(tag, " checked") || a["name"] == "" {
			continue
		}
		if a["type"] == "checkbox" && a["value"] == "" {
			a["value"] = "on"
		}
		out[a["name"]] = append(out[a["name"]], a["value"])
	}
	for _, m := range area.FindAllStringSubmatch(page, -1) {
		out.Set(html.UnescapeString(m[1]), html.UnescapeString(m[2]))
	}
	return out
}

const hours = "/en/zz/zz.line/hours?way=0800+000+000"

// byDay are hours by day as somebody types them.
func byDay(form url.Values) url.Values {
	form.Set("kind", "day")
	for _, day := range []string{"mon", "tue", "wed", "thu", "fri"} {
		form.Set(day+".0.from", "8")
		form.Set(day+".0.to", "22.00")
	}
	form.Set("action", "save")
	return form
}

// TestHours opens a line, types other hours, sees what they would change, saves them,
// and takes them back: one span of the file changes, and then its bytes are as before.
func TestHours(t *testing.T) {
	d := open(t, "Ana", project(t))
	before := d.file()
	if page := d.get("/en/zz/zz.line"); !strings.Contains(page, "0800 000 000") || !strings.Contains(page, "Fictional Office") {
		t.Fatalf("%s", page)
	}
	page := d.get(hours)
	form := byDay(filled(page))
	look := d.post("/en/zz/zz.line/hours/look?way=0800+000+000", form, 200)
	counts := regexp.MustCompile(`<b>(\d+) pages?, (\d+) sheets?</b>`).FindStringSubmatch(look)
	if counts == nil || counts[1] == "0" || counts[2] == "0" || !strings.Contains(look, `data-kept="14:02"`) {
		t.Fatalf("no impact: %s", look)
	}
	if d.file() != before {
		t.Error("a look has changed the file")
	}
	if again := d.get(hours); !strings.Contains(again, "You typed this before") || filled(again).Get("mon.0.to") != "22:00" {
		t.Error("the draft is not shown")
	}
	saved := d.post(hours, form, 200)
	want := strings.Replace(before, "hours: {always: true, mark: A",
		`hours: {weekly: [{days: [mon, tue, wed, thu, fri], from: "08:00", to: "22:00"}], mark: A`, 1)
	if d.file() != want {
		t.Errorf("the file is\n%s", d.file())
	}
	id := regexp.MustCompile(`name="id" value="([^"]+)"`).FindStringSubmatch(saved)
	if id == nil {
		t.Fatalf("no undo: %s", saved)
	}
	if page := d.get("/en/history"); !strings.Contains(page, "Ana") || !strings.Contains(page, "mon-fri 08:00-22:00") {
		t.Errorf("%s", page)
	}
	d.post("/en/undo", url.Values{"id": {id[1]}}, 200)
	if d.file() != before {
		t.Errorf("undone, the file is\n%s", d.file())
	}
	if draft, err := (edit.Project{Dir: d.dir}).Draft(edit.Person{ID: "ana"}); err != nil || len(draft) > 0 {
		t.Errorf("a draft is left: %v %v", draft, err)
	}
}

// TestPicture paints the sheet with the draft.
func TestPicture(t *testing.T) {
	d := open(t, "Ana", project(t))
	src := regexp.MustCompile(`data-sheet="([^"]+)"`).FindStringSubmatch(d.get(hours))
	if src == nil {
		t.Fatal("no sheet beside the form")
	}
	was := d.get("/-/picture/" + src[1] + "?side=600")
	d.post("/en/zz/zz.line/hours/look?way=0800+000+000", byDay(filled(d.get(hours))), 200)
	if now := d.get("/-/picture/" + src[1] + "?side=600"); !strings.HasPrefix(now, "\x89PNG") || now == was {
		t.Error("the sheet does not show what is typed")
	}
}

// TestConflict lets two people change the same hours: the second sees was, theirs and
// yours, the rest of the form is saved, and the answer is taken.
func TestConflict(t *testing.T) {
	dir := project(t)
	ana, besa := open(t, "Ana", dir), open(t, "Besa", dir)
	hers, his := filled(ana.get(hours)), filled(besa.get(hours))
	seen := regexp.MustCompile(`data-seen="([^"]+)"`).FindStringSubmatch(ana.get(hours))
	if seen == nil || !strings.Contains(ana.get("/-/state?seen="+seen[1]), `"same":true`) {
		t.Fatal("an open page is told of a change that there is not")
	}
	besa.post(hours, byDay(his), 200)
	if !strings.Contains(ana.get("/-/state?seen="+seen[1]), `"same":false`) {
		t.Error("an open page is not told of the change")
	}
	mine := byDay(hers)
	mine.Set("mon.0.from", "10:00")
	mine.Set("note", "From the letter.")
	page := ana.post(hours, mine, http.StatusConflict)
	for _, want := range []string{"Was", "Theirs", "Yours", "Besa", "mon-fri 08:00-22:00", "10:00-22:00", "One other change"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q:\n%s", want, page)
		}
	}
	if !strings.Contains(ana.file(), "From the letter.") || strings.Contains(ana.file(), "10:00") {
		t.Errorf("%s", ana.file())
	}
	cards := strings.Split(page, `<form class="card"`)
	for _, card := range cards {
		if strings.Contains(card, "Take mine") && strings.Contains(card, "10:00") {
			ana.post("/en/change", filled("data-look="+card), 200)
		}
	}
	if !strings.Contains(ana.file(), "10:00") {
		t.Errorf("%s", ana.file())
	}
}

// TestNoTime shows a time that is none at its row, with all that was typed, and
// writes nothing.
func TestNoTime(t *testing.T) {
	d := open(t, "Ana", project(t))
	before := d.file()
	form := byDay(filled(d.get(hours)))
	form.Set("sat.0.from", "25:00")
	form.Set("note", `<b>"x"</b>`)
	page := d.post(hours, form, http.StatusUnprocessableEntity)
	if !strings.Contains(page, `href="#f-sat"`) || filled(page).Get("sat.0.from") != "25:00" || filled(page).Get("note") != `<b>"x"</b>` || strings.Contains(page, "<b>\"x") {
		t.Errorf("%s", page)
	}
	if d.file() != before {
		t.Error("the file has changed")
	}
}

// TestRefused sends what no form sends.
func TestRefused(t *testing.T) {
	d := open(t, "Ana", project(t))
	before := d.file()
	form := func(set ...string) url.Values {
		out := byDay(filled(d.get(hours)))
		for i := 0; i < len(set); i += 2 {
			out.Add(set[i], set[i+1])
		}
		return out
	}
	for name, tt := range map[string]struct {
		path string
		form url.Values
		want int
	}{
		"an unknown field":   {hours, form("dial", "112"), 400},
		"a doubled field":    {hours, form("mon.0.from", "9"), 400},
		"no text":            {hours, form("note", "\xff"), 400},
		"too large":          {hours, form("note", strings.Repeat("x", 1<<20)), 413},
		"too long":           {hours, url.Values{"kind": {"always"}, "note": {strings.Repeat("x", 5000)}}, 422},
		"no kind":            {hours, url.Values{"kind": {"sometimes"}}, 400},
		"an unknown line":    {"/en/zz/zz.none/hours", form(), 404},
		"an unknown block":   {"/en/zz/zz.line/secrets", form(), 404},
		"an unknown way":     {"/en/zz/zz.line/hours?way=1", form(), 404},
		"an unknown tongue":  {"/xx/zz/zz.line/hours", form(), 404},
		"a file outside":     {"/en/change", url.Values{"file": {"../x.yaml"}, "path": {"zone"}, "value": {"x"}}, 400},
		"another file":       {"/en/change", url.Values{"file": {"pharos.yaml"}, "path": {"hotlines[zz.line].note"}, "value": {"x"}}, 400},
		"a value of no line": {"/en/change", url.Values{"file": {zz}, "path": {"zone"}, "value": {"x"}}, 400},
		"a value with a key": {"/en/change", url.Values{"file": {zz}, "path": {"hotlines[zz.line].note"}, "value": {"a\nb: c"}}, 400},
		"an unknown entry":   {"/en/undo", url.Values{"id": {"../x"}}, 404},
	} {
		t.Run(name, func(t *testing.T) {
			(&desk{T: t, dir: d.dir, base: d.base, client: d.client}).post(tt.path, tt.form, tt.want)
		})
	}
	if d.file() != before {
		t.Errorf("the file has changed:\n%s", d.file())
	}
}

// TestPagesAreWhole opens every page of the fictional country: none lacks a text, none
// has a style or a script of its own, none asks another host.
func TestPagesAreWhole(t *testing.T) {
	d := open(t, "Ana", project(t))
	seen := map[string]bool{}
	link := regexp.MustCompile(`(?:href|src)="(/[^"]*)"`)
	var walk func(path string)
	walk = func(path string) {
		if seen[path] {
			return
		}
		seen[path] = true
		page := d.get(path)
		if strings.HasPrefix(path, "/-/") {
			return
		}
		for _, bad := range []string{" style=", "<style", "onclick", "//example", "ZgotmplZ", "{{", "http://", "%!"} {
			if strings.Contains(page, bad) {
				t.Errorf("%s has %q", path, bad)
			}
		}
		for _, m := range link.FindAllStringSubmatch(page, -1) {
			walk(html.UnescapeString(m[1]))
		}
	}
	walk("/en/")
	if len(seen) < 20 {
		t.Errorf("only %d pages", len(seen))
	}
}
