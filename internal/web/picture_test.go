package web

import (
	"bytes"
	"image"
	"os"
	"path"
	"strings"
	"testing"

	"pharos/internal/campaign"
	"pharos/internal/picture/picturetest"
	"pharos/internal/plan"
	"pharos/internal/rule"
	"pharos/internal/web/webtest"
)

// TestPicture: every country's page about the line shows its drawing, and the
// example with a photograph shows it in sizes for telephones, as WebP and as JPEG,
// without the notes of the camera; what is kept on a device has them too.
func TestPicture(t *testing.T) {
	real := root.Plan(t, nil)
	for _, s := range real.Sites {
		files := render(t, s, nil).files
		for _, f := range s.Faces {
			name := f.Locale.Tag.Address() + "/about/index.html"
			img := parse(t, files[name]).one(t, ".picture img")
			drawing := path.Join(path.Dir(name), img.attr("src"))
			if len(files[drawing]) == 0 || len(files[drawing]) > 15<<10 || img.attr("alt") == "" {
				t.Errorf("%s %s: %q of %d bytes, alt %q", s.Country, name, drawing, len(files[drawing]), img.attr("alt"))
			}
			if !strings.Contains(string(files[f.Locale.Tag.Address()+"/keep.js"]), path.Base(drawing)) {
				t.Errorf("%s: %s is not kept", name, drawing)
			}
		}
	}
	site, w := pictured(t, nil)
	files := map[string][]byte{}
	list, err := w.Render(t.Context(), site, nil, func(p string, data []byte) error { files[p] = data; return nil })
	if err != nil || len(list) > 0 {
		t.Fatal(list, err)
	}
	page := parse(t, files["ar/about/index.html"])
	if got := page.one(t, ".picture figcaption").text(); !strings.Contains(got, "Pharos") {
		t.Errorf("credit %q", got)
	}
	least := map[string]int{}
	for kind, set := range map[string]string{"jpeg": page.one(t, ".picture img").attr("srcset"), "webp": page.one(t, ".picture source").attr("srcset")} {
		for part := range strings.SplitSeq(set, ", ") {
			file, _, _ := strings.Cut(part, " ")
			data := files[path.Join("ar/about", file)]
			c, format, err := image.DecodeConfig(bytes.NewReader(data))
			if err != nil || format != kind || bytes.Contains(data, []byte("Exif")) {
				t.Errorf("%s: %s, %v", part, format, err)
			}
			if c.Width == 320 {
				least[kind] = len(data)
			}
		}
	}
	if least["jpeg"] == 0 || least["jpeg"] > 15<<10 || least["webp"] == 0 || least["webp"] >= least["jpeg"] {
		t.Errorf("for a telephone %v bytes", least)
	}
}

// TestBrokenPicture: a photograph that cannot be read names the line of its record,
// and no page is handed over.
func TestBrokenPicture(t *testing.T) {
	site, w := pictured(t, func(data []byte) []byte { return data[:len(data)/3] })
	list, err := w.Render(t.Context(), site, nil, func(p string, _ []byte) error {
		t.Errorf("%s is handed over", p)
		return nil
	})
	if err != nil || !list.Stops() {
		t.Fatal(list, err)
	}
	if f := list[0]; f.Pos.File != "assets/pictures/harbour.yaml" || f.Pos.Line != 4 || f.Rule != rule.PictureFile || !strings.Contains(f.Message.Text, "harbour.jpg") {
		t.Errorf("%v", f)
	}
}

// TestPictureTurned: a photograph stands upright on the page in every size, whichever
// way the camera was held, and the page says its size as shown.
func TestPictureTurned(t *testing.T) {
	for orientation := 1; orientation <= 8; orientation++ {
		dir := photographed(t)
		write(t, dir+"/assets/pictures/harbour.jpg", picturetest.Turned(t, orientation, 700, 300))
		site, w := siteOf(t, dir)
		files := map[string][]byte{}
		list, err := w.Render(t.Context(), site, nil, func(p string, data []byte) error { files[p] = data; return nil })
		if err != nil || len(list) > 0 {
			t.Fatal(list, err)
		}
		page := parse(t, files["ar/about/index.html"])
		img := page.one(t, ".picture img")
		if got := img.attr("width") + " x " + img.attr("height"); got != "320 x 137" {
			t.Errorf("orientation %d: the page says %s", orientation, got)
		}
		for part := range strings.SplitSeq(img.attr("srcset")+", "+page.one(t, ".picture source").attr("srcset"), ", ") {
			file, _, _ := strings.Cut(part, " ")
			got, _, err := image.Decode(bytes.NewReader(files[path.Join("ar/about", file)]))
			if err != nil {
				t.Fatal(err)
			}
			b := got.Bounds()
			if q := picturetest.Quarters(got, b); q != picturetest.Upright || b.Dy() != b.Dx()*300/700 {
				t.Errorf("orientation %d, %s: %v, the quarters are %s, want %s", orientation, part, b.Size(), q, picturetest.Upright)
			}
		}
	}
}

// pictured is the site of the example with a photograph, whose bytes may be changed
// after it was read: cut by hand, or by a full disk.
func pictured(t *testing.T, change func([]byte) []byte) (plan.Site, *Web) {
	t.Helper()
	dir := photographed(t)
	site, w := siteOf(t, dir)
	if change != nil {
		photo := dir + "/assets/pictures/harbour.jpg"
		data, err := os.ReadFile(photo)
		if err != nil {
			t.Fatal(err)
		}
		write(t, photo, change(data))
	}
	return site, w
}

// photographed is the example with a photograph in a folder of the test.
func photographed(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../../examples/picture")); err != nil {
		t.Fatal(err)
	}
	return dir
}

func write(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// siteOf is the site of a project with one country.
func siteOf(t *testing.T, dir string) (plan.Site, *Web) {
	t.Helper()
	files, _, err := campaign.Open(os.DirFS("../.."), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { files.Close() })
	set, list, err := campaign.Load(files)
	if err != nil || list.Stops() {
		t.Fatal(list, err)
	}
	p, list := plan.Make(set, plan.Request{Date: webtest.Date})
	if list.Stops() {
		t.Fatal(list)
	}
	w, err := New(files, "pharos")
	if err != nil {
		t.Fatal(err)
	}
	return p.Sites[0], w
}
