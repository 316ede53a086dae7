package build_test

import (
	"bytes"
	"errors"
	"image/png"
	"io/fs"
	"os"
	"strings"
	"testing"

	"pharos/internal/build"
	"pharos/internal/build/buildtest"
)

const (
	rights   = "rs/citizen/poster-rights.sr-latn"
	messages = "campaigns/citizen/messages/sr-Cyrl.yaml"
)

// typed is a file of messages with some words in another form.
func typed(t testing.TB, from, to string) map[string][]byte {
	data, err := os.ReadFile("../../" + messages)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(data, []byte(from)) {
		t.Fatalf("%s has no %q", messages, from)
	}
	return map[string][]byte{messages: bytes.ReplaceAll(data, []byte(from), []byte(to))}
}

// TestPainter: a picture is that of the built sheet, shows what is typed before it is
// saved, and is as before when that is taken back; what is wrong is said.
func TestPainter(t *testing.T) {
	o := buildtest.Options(t)
	o.Project = t.TempDir()
	p, err := build.NewPainter(o)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	paint := func(over map[string][]byte) build.Picture {
		t.Helper()
		pic, err := p.Picture(rights, 0, 400, over)
		if err != nil {
			t.Fatal(err)
		}
		return pic
	}
	saved := paint(nil)
	if size, err := png.DecodeConfig(bytes.NewReader(saved.PNG)); err != nil || size.Height != 400 || saved.Pages != 1 {
		t.Errorf("the picture is %v of %d pages: %v", size, saved.Pages, err)
	}
	draft := paint(typed(t, "а", "о"))
	if bytes.Equal(draft.PNG, saved.PNG) {
		t.Error("the picture does not show what is typed")
	}
	if !bytes.Equal(paint(nil).PNG, saved.PNG) {
		t.Error("what was typed is still there")
	}
	long := paint(typed(t, "а", "а "+strings.Repeat("а", 40)))
	if len(long.Findings) == 0 {
		t.Error("a text that does not fit is not found")
	}
	const tokens = "themes/pharos/tokens.yaml"
	colours, err := fs.ReadFile(o.Defaults, tokens)
	if err != nil {
		t.Fatal(err)
	}
	colours = bytes.ReplaceAll(colours, []byte("#005C67"), []byte("#672200"))
	if bytes.Equal(paint(map[string][]byte{tokens: colours}).PNG, saved.PNG) {
		t.Error("a colour of the theme was changed, and the picture was not")
	}
	if !bytes.Equal(paint(nil).PNG, saved.PNG) {
		t.Error("the colour is still there")
	}
	var defects build.Defects
	if _, err := p.Picture(rights, 0, 400, map[string][]byte{messages: []byte("a: [")}); !errors.As(err, &defects) {
		t.Errorf("a broken file gives %v", err)
	}
	for _, name := range []string{"", "rs", "rs/citizen/none.sq", "xx/citizen/poster-rights.sq"} {
		if _, err := p.Picture(name, 0, 400, nil); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%q gives %v", name, err)
		}
	}
	if _, err := p.Picture(rights, 1, 400, nil); err == nil {
		t.Error("a page that is not there was painted")
	}
}

// BenchmarkPicture paints one sheet while somebody types: with every picture one
// message is another one.
func BenchmarkPicture(b *testing.B) {
	p, err := build.NewPainter(buildtest.Options(b))
	if err != nil {
		b.Fatal(err)
	}
	defer p.Close()
	var over [2]map[string][]byte
	for i, letter := range []string{"о", "е"} {
		over[i] = typed(b, "а", letter)
	}
	if _, err := p.Picture(rights, 0, 800, nil); err != nil {
		b.Fatal(err)
	}
	for n := 0; b.Loop(); n++ {
		if _, err := p.Picture(rights, 0, 800, over[n%2]); err != nil {
			b.Fatal(err)
		}
	}
}
