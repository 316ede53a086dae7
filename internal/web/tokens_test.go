package web

import (
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"
	"testing/fstest"
)

// TestTokens changes the colours of the theme and sees what the style sheet and the
// check say.
func TestTokens(t *testing.T) {
	const folder = "themes/pharos/"
	for name, tt := range map[string]struct{ file, old, new, css, want string }{
		"as it is":     {"tokens.yaml", "colour:", "colour:", "--sea:#005e69;", ""},
		"a dark one":   {"tokens.yaml", "#12171a", "#101010", "dark){:root{--ink:#f5f1e6;--paper:#101010;", ""},
		"another sea":  {"tokens.yaml", `light: "#005e69"`, `light: "#00606b"`, "--sea:#00606b;", ""},
		"a name":       {"tokens.yaml", `"#fffcf5"`, `sheet`, "--paper:var(--sheet);", ""},
		"broken":       {"tokens.yaml", `"#005e69"`, `"#005e6"`, "", `site.token "#005e6" is not a colour`},
		"no such name": {"tokens.yaml", `"#fffcf5"`, `shet`, "", `site.token "shet" is not a colour`},
		"unknown key":  {"tokens.yaml", `dark: "#12171a"`, `drak: "#12171a"`, "", `site.token unknown key "drak"`},
		"nothing":      {"tokens.yaml", `light: "#fffcf5", `, ``, "", `site.token the colour paper has no light value`},
		"page only": {"tokens.yaml", `light: "#51307a"`, `light: "#7a304f"`, "--dusk:#7a304f;",
			`site.token dusk is #7a304f on pages and #51307A on paper`},
		"no contrast": {"tokens.yaml", `light: "#363f46"`, `light: "#ffee00"`, "--slate:#ffee00;",
			`site.contrast on-ground on slate has a contrast of 1.2 : 1 on light pages; 4.5 is the least`},
		"dark only": {"tokens.yaml", `dark: "#bcc5ca"`, `dark: "#3b464d"`, "--soft:#3b464d;",
			`site.contrast soft on paper has a contrast of 1.8 : 1 on dark pages; 4.5 is the least`},
		"unread": {"tokens.yaml", "  soft:", "  rose: {light: \"#ff0000\", role: none}\n  soft:", "--rose:#ff0000;",
			`site.token.unread nothing reads the colour rose`},
		"unread group": {"tokens.yaml", "colour:", "size: {base: 1rem}\ncolour:", "", `site.token nothing reads "size"`},
		"two places": {"assets/css/tokens.css", "--ground:var(--sea);", "--ground:var(--sea);--sea:#ffee00;", "",
			`site.token the colour sea is set here and in tokens.yaml`},
	} {
		data, err := os.ReadFile(string(root) + "/" + folder + tt.file)
		if err != nil || !strings.Contains(string(data), tt.old) {
			t.Fatalf("%s: %v", name, err)
		}
		changed := strings.Replace(string(data), tt.old, tt.new, 1)
		theme, err := readTheme(over{os.DirFS(string(root)), fstest.MapFS{folder + tt.file: {Data: []byte(changed)}}}, "pharos")
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(theme.files[tokensStyle]), tt.css) {
			t.Errorf("%s: the style sheet lacks %s", name, tt.css)
		}
		var got []string
		line := strings.Count(string(data)[:strings.Index(string(data), tt.old)], "\n") + 1
		for _, f := range theme.checkColours() {
			got = append(got, f.Rule.ID+" "+f.Message.Text)
			if near := f.Pos.Line - line; f.Pos.File != path.Join(folder, tt.file) || near < 0 || near > 1 && f.Rule.ID != "site.contrast" {
				t.Errorf("%s: %v, want line %d", name, f.Pos, line)
			}
		}
		if tt.want == "" && len(got) > 0 || tt.want != "" && !strings.Contains(strings.Join(got, "\n"), tt.want) {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

// over is a file over a file system.
type over struct {
	fs.FS
	own fstest.MapFS
}

func (o over) Open(name string) (fs.File, error) {
	if o.own[name] != nil {
		return o.own.Open(name)
	}
	return o.FS.Open(name)
}

// TestTextsOnGrounds sees that the theme's own texts can be read on their grounds.
func TestTextsOnGrounds(t *testing.T) {
	if list := theTheme(t).theme.checkColours(); len(list) > 0 {
		t.Error(list.Sorted())
	}
	if got := contrast("#ffffff", "#000000"); got != 210 {
		t.Errorf("white on black: %d", got)
	}
}
