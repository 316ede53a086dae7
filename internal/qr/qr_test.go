package qr

import (
	"image"
	"image/color"
	"strings"
	"sync"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
)

// picture draws a code with its quiet zone, k pixels a module.
func picture(c *Code, k int) image.Image {
	n := c.Across() * k
	img := image.NewGray(image.Rect(0, 0, n, n))
	for y := range n {
		for x := range n {
			v := color.Gray{Y: 255}
			if c.Dark(x/k-Quiet, y/k-Quiet) {
				v.Y = 0
			}
			img.SetGray(x, y, v)
		}
	}
	return img
}

func read(t *testing.T, c *Code) string {
	t.Helper()
	bmp, err := gozxing.NewBinaryBitmapFromImage(picture(c, 5))
	if err != nil {
		t.Fatal(err)
	}
	r, err := qrcode.NewQRCodeReader().Decode(bmp, nil)
	if err != nil {
		t.Fatalf("decode %q: %v", c.Payload, err)
	}
	return r.GetText()
}

func TestMake(t *testing.T) {
	for _, tt := range []struct {
		payload string
		across  int
		level   string
		size    int
	}{
		{"https://example.org/c", 60, "M", 25},
		{"https://a.example/c", 60, "Q", 25},
		{"https://rs.pharos.example/sr-cyrl/offer/", 60, "M", 29},
		{"https://rs.pharos.example/sr-cyrl/offer/", 34, "L", 0},
		{"tel:+381111111111", 60, "M", 21},
	} {
		c, err := Make(tt.payload, tt.across)
		if tt.size == 0 {
			if err == nil {
				t.Errorf("Make(%q, %d) = %d modules; want an error", tt.payload, tt.across, c.Across())
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if got := read(t, c); got != tt.payload {
			t.Errorf("reads as %q, want %q", got, tt.payload)
		}
		if c.Level != tt.level || c.Size != tt.size {
			t.Errorf("Make(%q): level %s, size %d; want %s, %d", tt.payload, c.Level, c.Size, tt.level, tt.size)
		}
	}
}

func TestRunsCoverTheDarkModules(t *testing.T) {
	c, err := Make("https://example.org/xk", 60)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[[2]int]bool{}
	for _, r := range c.Runs() {
		for i := range r.Len {
			seen[[2]int{r.X + i, r.Y}] = true
		}
	}
	for y := range c.Size {
		for x := range c.Size {
			if c.Dark(x, y) != seen[[2]int{x, y}] {
				t.Fatalf("module %d, %d is in a run: %v, dark: %v", x, y, seen[[2]int{x, y}], c.Dark(x, y))
			}
		}
	}
}

func TestMakeTooLongIsAnError(t *testing.T) {
	if _, err := Make("https://example.org/"+strings.Repeat("x", 5000), 200); err == nil {
		t.Error("no error")
	}
	if _, err := Make("", 60); err == nil {
		t.Error("no error for an empty payload")
	}
}

func TestMakeAtOnce(t *testing.T) {
	want, err := Make("https://example.org/at/once", 60)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			c, err := Make("https://example.org/at/once", 60)
			if err != nil || len(c.Runs()) != len(want.Runs()) {
				t.Errorf("another code at once: %v", err)
			}
		})
	}
	wg.Wait()
}

func TestLint(t *testing.T) {
	sites := []string{"https://rs.pharos.example/"}
	numbers := []string{"tel:+38160111111"}
	for _, tt := range []struct{ payload, want string }{
		{"https://rs.pharos.example/sq/offer/", ""},
		{"https://rs.pharos.example", ""},
		{"tel:+38160111111", ""},
		{"tel:+38160111112", "confirmed"},
		{"http://rs.pharos.example/", "https"},
		{"https://rs.pharos.example.evil.example/", "own sites"},
		{"https://rs.pharos.example/?utm=x", "track"},
		{"https://rs.pharos.example/#a", "track"},
		{"https://u@rs.pharos.example/", "track"},
		{"https://rs.pharos.example/060-111-111/", "dial"},
		{"https://rs.pharos.example/2030/", ""},
		{"no address", "not an address"},
	} {
		got := strings.Join(Lint(tt.payload, sites, numbers), "; ")
		if (got == "") != (tt.want == "") || !strings.Contains(got, tt.want) {
			t.Errorf("Lint(%q) = %q; want %q in it", tt.payload, got, tt.want)
		}
	}
}

func FuzzMake(f *testing.F) {
	f.Add("https://example.org/a")
	f.Add("0123456789")
	f.Add("ÄÖ\x00")
	f.Fuzz(func(t *testing.T, s string) {
		c, err := Make(s, 181)
		if err == nil && c.Across() > 181 {
			t.Errorf("%d modules across", c.Across())
		}
		Lint(s, []string{"https://example.org"}, nil)
	})
}
