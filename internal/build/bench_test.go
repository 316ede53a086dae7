package build

import (
	"context"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	pharos "pharos"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pharos/internal/made"
	"pharos/internal/pdf"
	"pharos/internal/plan"
)

// benched builds the real project into a folder of the benchmark.
func benched(b testing.TB) Options {
	cache, err := os.UserCacheDir()
	if err != nil {
		b.Fatal(err)
	}
	return Options{
		Source: Source{Defaults: pharos.Defaults},
		Making: Making{Theme: "pharos"},
		Means:  Means{Jobs: runtime.GOMAXPROCS(0), Cache: filepath.Join(cache, "pharos"), NoCache: true},
		Out:    b.TempDir(),
	}
}

func BenchmarkCheck(b *testing.B) {
	o := benched(b)
	for b.Loop() {
		if _, err := Check(context.Background(), o, false); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCountry(b *testing.B) {
	o := benched(b)
	o.Countries = []string{"rs"}
	for b.Loop() {
		if _, err := Run(context.Background(), o); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkBuild makes everything anew; BenchmarkBuildKept finds all of it in
// the cache.
func BenchmarkBuild(b *testing.B) { builds(b, true) }

func BenchmarkBuildKept(b *testing.B) { builds(b, false) }

func builds(b *testing.B, anew bool) {
	o := benched(b)
	if o.NoCache = anew; !anew {
		if _, err := Run(context.Background(), o); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		if _, err := Run(context.Background(), o); err != nil {
			b.Fatal(err)
		}
	}
}

// opened is a Workshop over the real project and one of its A4 posters in one
// language.
func opened(b testing.TB) (*Workshop, plan.Material) {
	percent := debug.SetGCPercent(200) // as the command sets it
	b.Cleanup(func() { debug.SetGCPercent(percent) })
	o := benched(b)
	o.Countries = []string{"hr"}
	l, err := Load(o)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { l.Files.Close() })
	w, err := NewWorkshop(o, l)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(w.Close)
	for _, m := range l.Plan.Materials {
		if m.Name == "poster-confidence.hr" {
			m.Stock = "A4"
			return w, m
		}
	}
	b.Fatal("there is no such poster")
	return nil, plan.Material{}
}

// first makes the press file of a poster.
func first(b testing.TB, w *Workshop, m plan.Material) {
	doc, found := w.Press.Compose(m)
	if found.Stops() {
		b.Fatal(found)
	}
	if _, err := w.PDF(w.Press.Marks(doc, m), pdf.Press, ""); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkPosterPress shapes, fits and writes one A4 poster for the press. Its
// sentences are new each time, so that none is taken from those shaped before.
func BenchmarkPosterPress(b *testing.B) {
	w, m := opened(b)
	for n := 0; b.Loop(); n++ {
		first(b, w, reworded(m, n))
	}
}

// BenchmarkPosterPressKept is the same with words that other sheets have had.
func BenchmarkPosterPressKept(b *testing.B) {
	w, m := opened(b)
	for b.Loop() {
		first(b, w, m)
	}
}

// reworded gives the material with a last letter or two of its own in every text.
func reworded(m plan.Material, n int) plan.Material {
	col := m.Columns[0]
	col.Slots = maps.Clone(col.Slots)
	for slot, lines := range col.Slots {
		lines = slices.Clone(lines)
		for i := range lines {
			if slot != made.SlotNumber && slot != made.SlotDraft {
				lines[i].Text.Value += string([]byte{'a' + byte(n/26%26), 'a' + byte(n%26)})
			}
		}
		col.Slots[slot] = lines
	}
	m.Columns = []plan.Column{col}
	return m
}

// BenchmarkPosterThree makes press, screen and home of it: two from one layout,
// and the home sheet from its own.
func BenchmarkPosterThree(b *testing.B) {
	w, poster := opened(b)
	for n := 0; b.Loop(); n++ {
		m := reworded(poster, n)
		doc, _ := w.Press.Compose(m)
		if _, err := w.PDF(w.Press.Marks(doc, m), pdf.Press, ""); err != nil {
			b.Fatal(err)
		}
		if _, err := w.PDF(doc, pdf.Screen, ""); err != nil {
			b.Fatal(err)
		}
		home, found := w.Press.Home(m)
		if found.Stops() {
			b.Fatal(found)
		}
		if _, err := w.PDF(home, pdf.Screen, ""); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFirstPDF starts a process that reads and checks all countries, plans
// the one that is asked for and writes one press file of it.
func BenchmarkFirstPDF(b *testing.B) {
	for b.Loop() {
		c := exec.Command(os.Args[0], "-test.run=^TestFirstPDF$")
		c.Env = append(os.Environ(), "GOGC=200") // as the command sets it
		if out, err := c.CombinedOutput(); err != nil {
			b.Fatalf("%v: %s", err, out)
		}
	}
}

// TestFirstPDF is what BenchmarkFirstPDF starts.
func TestFirstPDF(t *testing.T) {
	w, m := opened(t)
	first(t, w, m)
}

// BenchmarkCountries builds the seven countries, and ten times as many: each
// under ten codes of its own. It reports seconds and, for memory, the largest
// resident size of the process so far in MB.
func BenchmarkCountries(b *testing.B) {
	for _, times := range []int{1, 10} {
		b.Run(strconv.Itoa(7*times), func(b *testing.B) {
			o := benched(b)
			o.Project = b.TempDir()
			multiplied(b, o.Project, times)
			for b.Loop() {
				if _, err := Run(context.Background(), o); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(peak(b))/1000, "peak-MB")
		})
	}
}

// multiplied writes the seven countries under so many codes each: qa, qb … to wj.
func multiplied(b testing.TB, dir string, times int) {
	b.Helper()
	at := filepath.Join(dir, "campaigns", "countries")
	if err := os.MkdirAll(at, 0o755); err != nil {
		b.Fatal(err)
	}
	files, err := fs.Glob(pharos.Defaults, "campaigns/countries/*.yaml")
	if err != nil {
		b.Fatal(err)
	}
	for i, name := range files {
		data, err := fs.ReadFile(pharos.Defaults, name)
		if err != nil {
			b.Fatal(err)
		}
		code := strings.TrimSuffix(path.Base(name), ".yaml")
		for n := range times {
			own := string([]byte{'q' + byte(i), 'a' + byte(n)})
			text := strings.NewReplacer("id: "+code+".", "id: "+own+".", "https://"+code+".", "https://"+own+".").Replace(string(data))
			if err := os.WriteFile(filepath.Join(at, own+".yaml"), []byte(text), 0o644); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// peak is the largest resident size of this process in kilobytes, where the
// system tells it (Linux).
func peak(b testing.TB) int {
	b.Helper()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if f := strings.Fields(line); len(f) > 1 && f[0] == "VmHWM:" {
			n, _ := strconv.Atoi(f[1]) // 0 where the system writes something else
			return n
		}
	}
	return 0
}
