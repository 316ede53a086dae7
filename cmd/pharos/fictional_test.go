package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/text/unicode/norm"

	pharos "pharos"
	"pharos/internal/campaign/campaigntest"
	"pharos/internal/paint"
	"pharos/internal/release"
)

// fictionalCountry copies the example of a country that does not exist.
func fictionalCountry(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(os.CopyFS(ts.MkAbs(args[0]), os.DirFS(fictionalDir)))
}

// fictionalDir is the example, seen from where the tests begin.
var fictionalDir, _ = filepath.Abs(filepath.Join("..", "..", "examples", "fictional"))

// envFrom sets a variable to the text of a file.
func envFrom(ts *testscript.TestScript, _ bool, args []string) {
	ts.Setenv(args[0], strings.TrimSpace(ts.ReadFile(args[1])))
}

// digestOf sets a variable to the first signs of a release's digest.
func digestOf(ts *testscript.TestScript, _ bool, args []string) {
	digest := ""
	if strings.HasSuffix(args[1], ".json") {
		digest = release.Digest([]byte(ts.ReadFile(args[1])))
	} else {
		var err error
		_, digest, err = release.ReadManifest(os.DirFS(ts.MkAbs(args[1])))
		ts.Check(err)
	}
	ts.Setenv(args[0], digest[:shortestDigest])
}

// edit replaces a text in a file, everywhere.
func edit(ts *testscript.TestScript, _ bool, args []string) {
	text := ts.ReadFile(args[0])
	if !strings.Contains(text, args[1]) {
		ts.Fatalf("%s has no %q", args[0], args[1])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.ReplaceAll(text, args[1], args[2])), 0o644))
}

// join writes the files of a pattern into one, the last argument.
func join(ts *testscript.TestScript, _ bool, args []string) {
	names, err := filepath.Glob(ts.MkAbs(args[0]))
	ts.Check(err)
	var b strings.Builder
	for _, name := range names {
		b.WriteString(ts.ReadFile(name))
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(b.String()), 0o644))
}

// waitFor waits until a program in the background has written a file.
func waitFor(ts *testscript.TestScript, _ bool, args []string) {
	for range 6000 {
		if data, err := os.ReadFile(ts.MkAbs(args[0])); err == nil && len(data) > 0 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	ts.Fatalf("%s does not come", args[0])
}

// fictionalReviews writes, into the project folder that it is given, state files
// that call every English text reviewed by somebody who does not exist. Only the
// fictional country may be released with them.
func fictionalReviews(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(campaigntest.Review(pharos.Defaults, ts.MkAbs(args[0])))
}

// photograph paints the first page of a PDF as a sharp picture, as a camera
// straight in front of it would see it.
func photograph(ts *testscript.TestScript, _ bool, args []string) {
	r, err := paint.Open(paint.Options{Cache: cacheDir(), Fonts: pharos.Defaults})
	ts.Check(err)
	defer r.Close()
	data, err := r.Preview([]byte(ts.ReadFile(args[0])), 0, 0, 2000)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), data, 0o644))
}

// copyDefaults copies a folder of the program's own definitions.
func copyDefaults(ts *testscript.TestScript, _ bool, args []string) {
	sub, err := fs.Sub(pharos.Defaults, args[0])
	ts.Check(err)
	ts.Check(os.CopyFS(ts.MkAbs(args[1]), sub))
}

// entryOf writes the id of the first entry of a ledger whose line holds a text: to
// which file, the ledger, the text.
func entryOf(ts *testscript.TestScript, _ bool, args []string) {
	for line := range strings.Lines(ts.ReadFile(args[1])) {
		if strings.Contains(line, args[2]) {
			_, rest, _ := strings.Cut(line, `"id":"`)
			id, _, _ := strings.Cut(rest, `"`)
			ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(id), 0o644))
			return
		}
	}
	ts.Fatalf("%s has no entry with %q", args[1], args[2])
}

// crlf changes the line ends of a file as a checkout on another system does.
func crlf(ts *testscript.TestScript, _ bool, args []string) {
	text := strings.ReplaceAll(ts.ReadFile(args[0]), "\n", "\r\n")
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o644))
}

// cut writes a copy of a file without so many of its last bytes.
func cut(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[2])
	ts.Check(err)
	text := ts.ReadFile(args[1])
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text[:len(text)-n]), 0o644))
}

// debris puts into a folder, and into each folder below it, what file managers, office
// programs and editors leave there.
func debris(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(filepath.WalkDir(ts.MkAbs(args[0]), func(name string, e fs.DirEntry, err error) error {
		if err != nil || !e.IsDir() {
			return err
		}
		for _, left := range []string{".DS_Store", "Thumbs.db", "desktop.ini", "._zz.yaml", "~$zz.yaml", ".zz.yaml.swp", "zz.yaml~"} {
			err = errors.Join(err, os.WriteFile(filepath.Join(name, left), []byte("not: [meant"), 0o644))
		}
		return err
	}))
}

// accent moves a file to a name whose accents stand behind their letters, as some disks
// keep them.
func accent(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(os.Rename(ts.MkAbs(args[0]), ts.MkAbs(norm.NFD.String(args[1]))))
}
