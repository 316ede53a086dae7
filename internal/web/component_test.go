package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	_ "image/jpeg"
	"image/png"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	_ "golang.org/x/image/webp"

	"pharos/internal/web/view"
)

// block is the file <block>.yaml of a component: what it is for, what it takes
// and examples that are rendered here.
type block struct {
	Purpose    string            `yaml:"purpose"`
	Parameters map[string]string `yaml:"parameters"`
	Examples   []example         `yaml:"examples"`
}

// example is one use of a block. The block is given the words of Samplia in
// English; Data changes some of them, Dot adds what stands beside them.
type example struct {
	Name    string `yaml:"name"`
	Partial string `yaml:"partial"`
	Data    object `yaml:"data"`
	Dot     object `yaml:"dot"`
	// Want gives the text of the first match of a selector, Count the number of matches.
	Want  map[string]string `yaml:"want"`
	Count map[string]int    `yaml:"count"`
}

// exampleLayout renders a partial with a value.
const exampleLayout = `<!doctype html><html><body>{{ partial .Params.partial (index hugo.Data.examples .Params.id) }}</body></html>`

func TestComponents(t *testing.T) {
	w := theTheme(t)
	blocks := readBlocks(t, w)
	site, prints := root.Samplia(t)
	src, err := w.source().country(site, prints, false)
	if err != nil {
		t.Fatal(err)
	}
	src.theme = &theme{folder: w.theme.folder, files: maps.Clone(w.theme.files)}
	src.theme.files["layouts/example.html"] = []byte(exampleLayout)
	face := site.Faces[0]
	base := plain(t, object{"f": view.NewFace(site, face), "s": view.NewSite(site), "root": "../", "p": object{"name": "start", "root": "../"}})
	examples := object{}
	for name, b := range blocks {
		for _, e := range b.Examples {
			id := strings.ReplaceAll(name+"-"+e.Name, " ", "-")
			dot := merge(base, e.Data)
			maps.Copy(dot, e.Dot)
			dot["c"] = base
			examples[id] = dot
			partial := e.Partial
			if partial == "" {
				partial = "components/" + name + "/" + name + ".html"
			}
			page := object{"title": id, "url": "/examples/" + id + ".html", "layout": "example", "params": object{"id": id, "partial": partial}}
			if err := src.put("content/en/"+id+".md", page); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := src.put("data/examples.json", examples); err != nil {
		t.Fatal(err)
	}
	for _, size := range []image.Point{{1000, 500}, {200, 100}} { // for the component picture
		var data bytes.Buffer
		if err := png.Encode(&data, image.NewGray(image.Rectangle{Max: size})); err != nil {
			t.Fatal(err)
		}
		src.files[fmt.Sprintf("assets/pictures/example-%dx%d.png", size.X, size.Y)] = data.Bytes()
	}
	src.files["assets/pictures/example.svg"] = []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><!-- made --><rect width="40" height="30" fill="#005c67"/></svg>`)
	files, list, err := src.build(t.Context())
	if err != nil || len(list) > 0 {
		t.Fatalf("%v %v", list, err)
	}
	checkPictures(t, files)
	for _, name := range slices.Sorted(maps.Keys(blocks)) {
		for _, e := range blocks[name].Examples {
			t.Run(name+"/"+e.Name, func(t *testing.T) {
				id := strings.ReplaceAll(name+"-"+e.Name, " ", "-")
				checkExample(t, e, files["examples/"+id+".html"])
			})
		}
	}
}

// checkPictures sees that Hugo has made the sizes that the picture names, in both
// formats, and a drawing without its comment.
func checkPictures(t *testing.T, files map[string][]byte) {
	t.Helper()
	page := parse(t, files["examples/picture-wide.html"])
	for _, set := range []string{page.one(t, "img").attr("srcset"), page.one(t, "source").attr("srcset")} {
		var widths []int
		for part := range strings.SplitSeq(set, ", ") {
			file, _, _ := strings.Cut(part, " ")
			c, _, err := image.DecodeConfig(bytes.NewReader(files[strings.TrimPrefix(file, "../")]))
			if err != nil {
				t.Errorf("%s: %v", part, err)
			}
			widths = append(widths, c.Width)
		}
		if !slices.Equal(widths, []int{320, 640, 960}) {
			t.Errorf("widths %v in %q", widths, set)
		}
	}
	drawing := parse(t, files["examples/picture-drawing.html"]).one(t, "img").attr("src")
	if svg := string(files[strings.TrimPrefix(drawing, "../")]); !strings.Contains(svg, "<rect") || strings.Contains(svg, "made") {
		t.Errorf("%s: %q", drawing, svg)
	}
}

// checkExample compares a rendered example with what it wants.
func checkExample(t *testing.T, e example, data []byte) {
	t.Helper()
	doc := parse(t, data)
	for selector, want := range e.Want {
		found := doc.all(selector)
		if len(found) == 0 {
			t.Errorf("%s: nothing found in %s", selector, data)
		} else if got := found[0].text(); got != want {
			t.Errorf("%s: %q, want %q", selector, got, want)
		}
	}
	for selector, want := range e.Count {
		if n := len(doc.all(selector)); n != want {
			t.Errorf("%s: %d, want %d in %s", selector, n, want, data)
		}
	}
}

// readBlocks reads the YAML of every component and sees that each has markup or
// an example of another's, a style and a place in the order of the style sheet.
func readBlocks(t *testing.T, w *Web) map[string]block {
	t.Helper()
	var config struct {
		Params struct {
			Blocks []string `yaml:"blocks"`
		} `yaml:"params"`
	}
	if err := yaml.Unmarshal(w.theme.files["hugo.yaml"], &config); err != nil {
		t.Fatal(err)
	}
	out := map[string]block{}
	for name := range w.theme.files {
		dir, rest, ok := strings.Cut(name, "/")
		if ok && dir == "components" {
			out[path.Dir(rest)] = block{}
		}
	}
	if got := slices.Sorted(maps.Keys(out)); !slices.Equal(got, slices.Sorted(slices.Values(config.Params.Blocks))) {
		t.Errorf("folders %v, order of the style %v", got, config.Params.Blocks)
	}
	for name := range out {
		var b block
		if err := yaml.UnmarshalWithOptions(w.theme.files["components/"+name+"/"+name+".yaml"], &b, yaml.Strict()); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if b.Purpose == "" || len(b.Parameters) == 0 || len(b.Examples) == 0 {
			t.Errorf("%s: purpose, parameters or examples are missing", name)
		}
		if len(w.theme.files["components/"+name+"/"+name+".css"]) == 0 {
			t.Errorf("%s has no style", name)
		}
		out[name] = b
	}
	return out
}

// plain turns values into what JSON knows.
func plain(t *testing.T, v object) object {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	out := object{}
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// merge lays one tree over another; null takes a value away.
func merge(base, over object) object {
	out := maps.Clone(base)
	for k, v := range over {
		sub, isObject := v.(object)
		below, wasObject := out[k].(object)
		switch {
		case v == nil:
			delete(out, k)
		case isObject && wasObject:
			out[k] = merge(below, sub)
		default:
			out[k] = v
		}
	}
	return out
}
