package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/rogpeppe/go-internal/testscript"

	pharos "pharos"
)

// iccProfile writes the embedded profile of coated paper under another name, in
// one of some states: whole, rgb, screen, cut, tables (a table points outside).
func iccProfile(ts *testscript.TestScript, _ bool, args []string) {
	icc, err := fs.ReadFile(pharos.Defaults, "assets/profiles/fogra39-coated.icc")
	ts.Check(err)
	icc = bytes.Clone(icc)
	switch args[1] {
	case "rgb":
		copy(icc[16:], "RGB ")
	case "screen":
		copy(icc[12:], "mntr")
	case "cut":
		icc = icc[:len(icc)/2]
	case "tables":
		copy(icc[136:], "\x7f\xff\xff\xff")
	}
	name := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(filepath.Dir(name), 0o755))
	ts.Check(os.WriteFile(name, icc, 0o644))
}
