package proof_test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"pharos/internal/made"
	"pharos/internal/typeset"
)

// outside gives the path of a program that is not ours. Where it is not
// installed the test is skipped, and fails in continuous integration.
func outside(t testing.TB, tool string) string {
	t.Helper()
	name, err := exec.LookPath(tool)
	switch {
	case err == nil:
	case os.Getenv("CI") == "true":
		t.Fatalf("%s is missing", tool)
	default:
		t.Skipf("%s is missing", tool)
	}
	return name
}

// ask runs a program and gives what it says; a failure is one of the test.
func ask(t testing.TB, tool string, args ...string) string {
	t.Helper()
	cmd := exec.Command(tool, args...)
	var said, complaints bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &complaints
	if err := cmd.Run(); err != nil {
		t.Errorf("%s %s: %v\n%s", tool, strings.Join(args, " "), err, complaints.String())
	}
	return said.String() + complaints.String()
}

// each runs work on all files, as many at once as there are processors.
func each(all []volume, work func(i int, v volume)) {
	var group sync.WaitGroup
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for i := range next {
				work(i, all[i])
			}
		})
	}
	for i := range all {
		next <- i
	}
	close(next)
	group.Wait()
}

// TestQPDF reads syntax, cross-references and streams of every file by qpdf.
func TestQPDF(t *testing.T) {
	tool, all := outside(t, "qpdf"), slices.Concat(volumes(t), seenThrough(t))
	files := onDisk(t, all)
	each(all, func(i int, v volume) {
		said := ask(t, tool, "--check", files[i])
		if !strings.Contains(said, "No syntax or stream encoding errors") || strings.Contains(said, "WARNING") {
			t.Errorf("%s: %s", v.name, said)
		}
		if !strings.Contains(said, "File is not encrypted") {
			t.Errorf("%s is encrypted", v.name)
		}
	})
}

// offline is pdfcpu's strictest setting without a folder of its own.
func offline() *model.Configuration {
	api.DisableConfigDir()
	c := model.NewDefaultConfiguration()
	c.ValidationMode, c.Offline = model.ValidationStrict, true
	return c
}

// TestPDFCPU validates every file by pdfcpu, which is linked into tests only.
func TestPDFCPU(t *testing.T) {
	all := slices.Concat(volumes(t), seenThrough(t))
	for _, v := range all {
		if err := api.Validate(bytes.NewReader(v.pdf), offline()); err != nil {
			t.Errorf("%s: %v", v.name, err)
		}
	}
	broken := bytes.Replace(all[0].pdf, []byte("/MediaBox "), []byte("/MediaBux "), 1)
	if api.Validate(bytes.NewReader(broken), offline()) == nil {
		t.Error("a page without its MediaBox passes")
	}
}

// TestNotLinked sees that the readers of the tests are no part of the program.
func TestNotLinked(t *testing.T) {
	cmd := exec.Command("go", "list", "-deps", "./cmd/pharos")
	cmd.Dir = root
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Fields(string(out)) {
		if strings.HasPrefix(line, "github.com/pdfcpu/") {
			t.Errorf("the program links %s", line)
		}
	}
}

// TestMutool reads every file by mutool in one run, which complains about what
// it has to mend.
func TestMutool(t *testing.T) {
	tool, all := outside(t, "mutool"), slices.Concat(volumes(t), seenThrough(t))
	args := []string{"draw", "-q", "-F", "text", "-o", os.DevNull}
	for line := range strings.Lines(ask(t, tool, append(args, onDisk(t, all)...)...)) {
		if !strings.Contains(line, "ICC support is not available") {
			t.Errorf("mutool: %s", line)
		}
	}
}

// TestStructureText reads the tags of every file for screens by poppler: the
// texts of the plan are there whole, the headline before the points, language
// after language.
func TestStructureText(t *testing.T) {
	tool, all := outside(t, "pdfinfo"), volumes(t, "screen", "home")
	files := onDisk(t, all)
	each(all, func(i int, v volume) {
		said := squeeze(strings.ReplaceAll(ask(t, tool, "-struct-text", files[i]), `"`, ""))
		at := 0
		for _, slot := range []made.Slot{made.SlotHeadline, made.SlotPoints} {
			for _, c := range v.material.Columns {
				for _, l := range c.Slots[slot] {
					text := squeeze(typeset.Plain(l.Text.Value))
					k := strings.Index(said, text)
					switch {
					case k < 0 && slot == made.SlotHeadline && v.kind == "screen":
						t.Errorf("%s: no element has %q", v.name, l.Text.Value)
					case k >= 0 && k < at:
						t.Errorf("%s: %q is read too early", v.name, l.Text.Value)
					case k >= 0:
						at = k
					}
				}
			}
		}
		if n := squeeze(v.material.Number.Shown); n != "" && !strings.Contains(said, n) {
			t.Errorf("%s: no element has the number", v.name)
		}
	})
}

// squeeze leaves out white space and marks of direction, which readers add.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if r <= ' ' || r == '\u00a0' || r == '\u200b' || r == '\u200e' || r == '\u200f' || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' {
			return -1
		}
		return r
	}, s)
}

// TestVeraPDF has veraPDF judge the files for screens, where it is installed; it
// is in no Debian and no module, so nothing fails without it.
func TestVeraPDF(t *testing.T) {
	tool, err := exec.LookPath("verapdf")
	if errors.Is(err, exec.ErrNotFound) {
		t.Log("veraPDF is not on the PATH; what it would see is not judged here")
		return
	}
	files := onDisk(t, slices.Concat(volumes(t, "screen", "home"), seenThrough(t)[1:2]))
	for _, flavour := range []string{"2a", "ua1"} {
		said := ask(t, tool, append([]string{"--format", "text", "-f", flavour}, files...)...)
		if n := strings.Count(said, "PASS "); n != len(files) || strings.Contains(said, "FAIL ") {
			t.Errorf("%s: %s", flavour, said)
		}
	}
}
