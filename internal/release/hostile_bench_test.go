package release

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"pharos/internal/disk"
)

// BenchmarkHostileFolder checks folders that were made to hold a check up, on a real
// disk: whatever they hold, a check takes at most 10 s and 256 MB. Reported is the
// largest heap.
func BenchmarkHostileFolder(b *testing.B) {
	for name, fill := range map[string]func(write func(name string, size int)){
		"100,000 files": func(write func(string, int)) {
			for i := range 100_000 {
				write(fmt.Sprintf("more/%d.pdf", i), 1)
			}
		},
		"10,000 folders deep": func(write func(string, int)) { write(strings.Repeat("a/", 1000)+"b", 1) },
		"large files": func(write func(string, int)) {
			for i := range 100 {
				write(fmt.Sprintf("%d.pdf", i), 7<<20)
			}
		},
		"large small files": func(write func(string, int)) {
			for _, dir := range []string{KeysDir, EarlierDir, AdaptationDir, AdaptationDir + "/" + BaseDir} {
				for i := range 100 {
					write(fmt.Sprintf("%s/%d.json", dir, i+2), 7<<20)
				}
			}
		},
		"a large page": func(write func(string, int)) { write(PageName, maxPage-1) },
		"a large manifest": func(write func(string, int)) {
			write(ManifestName, maxManifest-1)
			for i := range 20_000 {
				write(fmt.Sprintf("more/%d.pdf", i), 1)
			}
		},
	} {
		b.Run(name, func(b *testing.B) {
			o := newOffice(b, 1, "office")
			dir := filepath.Join(b.TempDir(), "sent")
			if err := disk.Copy(o.release(b, 1, "", "one"), dir); err != nil {
				b.Fatal(err)
			}
			fill(func(name string, size int) {
				name = filepath.Join(dir, filepath.FromSlash(name))
				if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
					b.Fatal(err)
				}
				if err := os.WriteFile(name, make([]byte, size), 0o644); err != nil {
					b.Fatal(err)
				}
			})
			var most uint64
			stop := make(chan bool)
			done := make(chan bool)
			go func() {
				defer close(done)
				for {
					select {
					case <-stop:
						return
					case <-time.After(2 * time.Millisecond):
						var m runtime.MemStats
						runtime.ReadMemStats(&m)
						most = max(most, m.HeapInuse)
					}
				}
			}()
			for b.Loop() {
				r, err := Verify(os.DirFS(dir), Trust{Today: "2030-02-10"})
				if err != nil || r.Right() {
					b.Fatal("it is right")
				}
			}
			close(stop)
			<-done
			b.ReportMetric(float64(most>>20), "MB")
		})
	}
}
