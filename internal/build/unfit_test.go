package build_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pharos/internal/build"
	"pharos/internal/locale"
)

// alter replaces words in a file of the project.
func alter(t *testing.T, o build.Options, name string, pairs ...string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(o.Project, name))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(string(data), pairs[i]) {
			t.Fatalf("%s has no %q", name, pairs[i])
		}
	}
	put(t, o, name, []byte(strings.NewReplacer(pairs...).Replace(string(data))))
}

// findings builds and gives the messages of a rule, wherever they are said.
func findings(t *testing.T, o build.Options, rule string) []string {
	t.Helper()
	o.Out = t.TempDir()
	sum, err := build.Run(context.Background(), o)
	var d build.Defects
	if err != nil && !errors.As(err, &d) {
		t.Fatal(err)
	}
	list := d.List
	if sum != nil {
		list = append(list, sum.Findings...)
	}
	press, err := filepath.Glob(filepath.Join(o.Out, "zz/print/harbour/*.press.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, f := range list {
		if f.Rule.ID == rule && len(press) > 0 {
			t.Errorf("%s is found, and %v was written", rule, press)
		}
		if f.Rule.ID == rule {
			out = append(out, f.Pos.String()+": "+f.Message.Text)
		}
	}
	return out
}

// grayPNG is a gray picture; with a hole its black lets the ground through.
func grayPNG(t *testing.T, hole bool) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 1800, 780))); err != nil {
		t.Fatal(err)
	}
	if !hole {
		return b.Bytes()
	}
	chunk := []byte("\x00\x00\x00\x02tRNS\x00\x00")
	chunk = binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(chunk[4:]))
	return slices.Insert(b.Bytes(), 33, chunk...)
}

// TestUnfitFor1a builds for PDF/X-1a: a gray picture goes, one with alpha alone
// and one in RGB are a finding, and no press file is written.
func TestUnfitFor1a(t *testing.T) {
	for name, c := range map[string]struct{ data, want string }{
		"gray":  {string(grayPNG(t, false)), ""},
		"alpha": {string(grayPNG(t, true)), "lets the ground through"},
		"RGB":   {"", "a picture is in RGB"},
	} {
		o := harbour(t)
		o.PDFX, o.Languages = "1a", []locale.Tag{"en"}
		if c.data != "" {
			put(t, o, "assets/pictures/harbour.png", []byte(c.data))
			alter(t, o, "assets/pictures/harbour.yaml", "file: harbour.jpg", "file: harbour.png")
		}
		got := findings(t, o, "press.x1a")
		if c.want == "" && len(got) > 0 || c.want != "" && (len(got) == 0 || !strings.Contains(got[0], c.want) || !strings.Contains(got[0], "harbour/campaign.yaml:")) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// TestPhotographOnBadge: a badge is paths alone; a photograph on it is a finding
// at its record.
func TestPhotographOnBadge(t *testing.T) {
	o := harbour(t)
	o.Languages = []locale.Tag{"en"}
	alter(t, o, "campaigns/harbour/campaign.yaml", "kind: material.poster", "kind: material.badge", "outputs: [press, home, screen, preview]", "outputs: [badge]", "paper: stock.coated", "paper: stock.screen")
	got := findings(t, o, "poster.picture")
	if len(got) == 0 || !strings.Contains(got[0], "harbour.yaml:4:") || !strings.Contains(got[0], "is a photograph") {
		t.Errorf("%q", got)
	}
}
