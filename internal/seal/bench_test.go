package seal

import (
	"crypto/rand"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"aead.dev/minisign"

	pharos "pharos"
	"pharos/internal/adapt"
	"pharos/internal/build"
	"pharos/internal/release"
)

// BenchmarkRelease makes, seals and reads back a release of a real country, as if
// nothing stood in its way; the wish is 10 s. It is thrown away.
func BenchmarkRelease(b *testing.B) {
	cache, err := os.UserCacheDir()
	if err != nil {
		b.Fatal(err)
	}
	public, key, err := minisign.GenerateKey(rand.Reader)
	if err != nil {
		b.Fatal(err)
	}
	text := strings.TrimSpace(public.String())
	ring := &release.Ring{Number: 1, Date: "2026-01-01", Approvals: 1, Roles: []string{}, Withdrawn: []release.Withdrawn{},
		Keys: []release.Key{{ID: release.KeyID(public.ID()), Name: "Nobody", Role: "office", Public: text[strings.LastIndexByte(text, '\n')+1:], State: release.Active, Since: "2026-01-01"}}}
	data, err := ring.Encode()
	if err != nil {
		b.Fatal(err)
	}
	sig, err := release.Sign(key, data, release.RingComment(ring, data))
	if err != nil {
		b.Fatal(err)
	}
	keys := b.TempDir()
	for name, data := range map[string][]byte{release.RingFile(1): data, release.RingSignature(1, ring.Keys[0].ID): sig} {
		if err := os.WriteFile(filepath.Join(keys, name), data, 0o644); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		o := build.Options{
			Source:    build.Source{Defaults: pharos.Defaults},
			Selection: build.Selection{Date: "2026-11-30"},
			Making:    build.Making{Theme: "pharos", Release: 1},
			Means:     build.Means{Jobs: runtime.GOMAXPROCS(0), Cache: filepath.Join(cache, "pharos")},
		}
		l, err := build.Load(o)
		if err != nil {
			b.Fatal(err)
		}
		m := ManifestOf(l, "al", adapt.Callers{})
		m.Number, m.Keys = 1, release.Digest(data)
		m.Limits = []release.Limit{{Until: "2026-12-25", What: "the benchmark ends"}}
		order := Order{Country: "al", Key: key, Keys: keys, To: release.Folder(b.TempDir()), Version: "benchmark"}
		if _, err := Seal(b.Context(), o, order, l, m, []string{"none"}); err != nil {
			if d, ok := err.(build.Defects); ok {
				b.Log(d.List)
			}
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(m.Files)), "files")
		if err := l.Files.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
