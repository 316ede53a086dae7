package web

import (
	"bytes"
	"encoding/json"
	"image"
	"image/png"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"pharos/internal/plan"
	"pharos/internal/web/webtest"
)

// need gives the path of an outside tool. Without it the test skips and says
// so; in CI, where .ci/run has installed it, it fails.
func need(t *testing.T, what string, found bool) {
	t.Helper()
	switch {
	case found:
	case os.Getenv("CI") == "true":
		t.Fatalf("%s is missing: .ci/run must install it", what)
	default:
		t.Skipf("skipped: %s is missing (apt-get install chromium nodejs default-jre-headless; npm ci in internal/web/browser)", what)
	}
}

// exists reports a file.
func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// chromium is the browser that the checks drive.
func chromium() string {
	if c := os.Getenv("CHROMIUM"); c != "" {
		return c
	}
	return "/usr/bin/chromium"
}

// written writes Samplia, the real countries, their index and a quiet site of Serbia
// to a folder.
func written(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	write := func(prefix string) Sink {
		return func(p string, data []byte) error {
			file := filepath.Join(dir, prefix, filepath.FromSlash(p))
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				return err
			}
			return os.WriteFile(file, data, 0o644)
		}
	}
	w := theTheme(t)
	site, prints := root.Samplia(t)
	site = root.Shared(t, site)
	real := root.Plan(t, nil)
	if list, err := w.Render(t.Context(), site, prints, write("zz")); err != nil || len(list) > 0 {
		t.Fatal(list, err)
	}
	for cc, prints := range map[string][]Print{"zz": prints, "rs": webtest.Prints(real, "rs")} { // those that are looked at closely
		for p, data := range pretended(t, prints) {
			if err := write(cc)(p, data); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, s := range real.Sites {
		if list, err := w.Render(t.Context(), s, webtest.Prints(real, s.Country), write(s.Country)); err != nil || len(list) > 0 {
			t.Fatal(list, err)
		}
	}
	if list, err := w.Index(t.Context(), real, write("")); err != nil || len(list) > 0 {
		t.Fatal(list, err)
	}
	quiet := root.Make(t, plan.Request{Countries: []string{"rs"}, Date: webtest.Date, Quiet: true}).Sites[0]
	if list, err := w.Render(t.Context(), quiet, nil, write("quiet")); err != nil || len(list) > 0 {
		t.Fatal(list, err)
	}
	words := map[string][]string{} // what no heading above the fold may say there, by language
	for _, f := range quiet.Faces {
		for _, w := range telling(t, f.Locale.Tag) {
			words[f.Locale.Tag.Address()] = append(words[f.Locale.Tag.Address()], strings.TrimPrefix(w.String(), "(?i)"))
		}
	}
	data, err := json.Marshal(words)
	if err != nil {
		t.Fatal(err)
	}
	if err := write("quiet")("words.json", data); err != nil {
		t.Fatal(err)
	}
	return dir
}

// pretended gives bytes to the files of the materials: pictures that a browser
// can show, and nothing in the others.
func pretended(t *testing.T, prints []Print) map[string][]byte {
	t.Helper()
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 248, 351))); err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, p := range prints {
		for _, f := range append(p.Files, deref(p.Press, p.Screen, p.Preview)...) {
			switch path.Ext(f.Path) {
			case ".png":
				out[f.Path] = picture.Bytes()
			case ".svg":
				out[f.Path] = []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="480" height="120"/>`)
			default:
				out[f.Path] = []byte("made in a test")
			}
		}
	}
	return out
}

// TestBrowser runs the checks of browser/checks.mjs over built sites.
func TestBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: -short")
	}
	node, err := exec.LookPath("node")
	need(t, "node", err == nil)
	need(t, "Chromium", exists(chromium()))
	need(t, "browser/node_modules", exists("browser/node_modules/playwright-core"))
	cmd := exec.CommandContext(t.Context(), node, "browser/checks.mjs", written(t))
	out, err := cmd.CombinedOutput()
	t.Logf("%s", out)
	if err != nil {
		t.Errorf("browser checks: %v", err)
	}
}

// TestValidHTML asks the Nu HTML checker about every page, style and picture of
// Samplia and of Serbia in all its languages. What lies in print/ is not among
// them: sheets are no pages, and the badge's snippet is a fragment for the pages
// of others.
func TestValidHTML(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: -short")
	}
	java, err := exec.LookPath("java")
	need(t, "java", err == nil)
	jar, err := filepath.Glob("browser/node_modules/vnu-jar/build/dist/vnu.jar")
	need(t, "browser/node_modules/vnu-jar", err == nil && len(jar) == 1)
	dir := t.TempDir()
	real := root.Plan(t, []string{"rs"})
	samplia, prints := root.Samplia(t)
	files := maps.Clone(render(t, root.Shared(t, samplia), prints).files)
	for p, data := range render(t, real.Sites[0], webtest.Prints(real, "rs")).files {
		files["rs/"+p] = data
	}
	for p, data := range files {
		if !strings.HasSuffix(p, ".html") && !strings.HasSuffix(p, ".css") && !strings.HasSuffix(p, ".svg") {
			continue
		}
		file := filepath.Join(dir, filepath.FromSlash(p))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	out, err := exec.CommandContext(t.Context(), java, "-Xss2m", "-jar", jar[0], "--errors-only", "--also-check-css", "--also-check-svg", dir).CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%.4000s", err, strings.ReplaceAll(string(out), dir, ""))
	}
}
