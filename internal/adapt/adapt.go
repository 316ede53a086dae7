// Package adapt lays an organisation's adaptation over the work of a national
// office, and keeps it from what protects people.
//
// In goes a folder with adaptation.yaml; out come the files of its base with the
// few files of the folder over them, ready for campaign.Load, and later the Set
// with the adaptation applied. The base is read where it lies and checked by its
// digest; nothing of it is copied. What the locks of the base (campaigns/locks.yaml)
// name is refused with field, reason and who can change it. No telephone number
// gets in by any field, in any script or spelling.
package adapt

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/disk"
	"pharos/internal/locale"
	"pharos/internal/rule"
	"pharos/internal/tree"
)

// Program is the base that lies inside the program.
const Program = "program"

// Definitions is the file of a release that holds the definitions it was made of.
const Definitions = "definitions.zip"

// Is reports whether a folder is an adaptation.
func Is(dir string) bool {
	info, err := os.Lstat(filepath.Join(dir, campaign.AdaptationFile))
	return err == nil && info.Mode().IsRegular()
}

// Files are the files of an adaptation over those of its base.
type Files struct {
	*campaign.Project
	// Base is what the adaptation rests on, Digest its digest now.
	Base   *campaign.Project
	Digest string
}

// Close gives both folders back.
func (f *Files) Close() error { return errors.Join(f.Project.Close(), f.Base.Close()) }

// Open finds the base of an adaptation and lays the folder over it. A base that
// is not there or was altered, and files that an adaptation may not have, are
// findings; Files is nil where nothing can be read. Instead is the base of whoever
// accepts: it stands in for the one that the folder names.
func Open(defaults fs.FS, dir, instead string) (*Files, diag.List, error) {
	var err error
	a, at, list := header(dir)
	if list.Stops() {
		return nil, list, nil
	}
	if instead != "" {
		if a.From, err = filepath.Abs(instead); err != nil {
			return nil, nil, err
		}
	}
	base, found, err := OpenBase(defaults, dir, a.From)
	if err != nil {
		list.Errorf(
			rule.AdaptBase,
			at,
			"Put the base back, or name another one: pharos update --from DIR.",
			"the base %q cannot be opened: %v",
			a.From,
			cause(err),
		)
		return nil, list, nil
	}
	list = append(list, found...)
	out := &Files{Base: base}
	if out.Digest, err = Digest(base); err != nil {
		return nil, nil, errors.Join(err, base.Close())
	}
	switch {
	case a.Digest == "" && a.From != Program:
		list.Errorf(
			rule.AdaptBase,
			at,
			"Run pharos update: it writes the digest.",
			"the base %q has no digest, so nobody can see whether it was altered",
			a.From,
		)
	case a.Digest != "" && a.Digest != out.Digest:
		list.Errorf(
			rule.AdaptBase,
			at,
			"If the office changed it, run pharos update; else get it from the office again.",
			"the base %q is not the one that was adapted: it was altered or is newer (%s, not %s)",
			a.From,
			out.Digest[:12],
			a.Digest[:min(12, len(a.Digest))],
		)
	}
	var more diag.List
	if out.Project, more, err = campaign.Open(base, dir); err != nil {
		return nil, nil, errors.Join(err, base.Close())
	}
	return out, append(append(list, more...), contents(base, dir)...), nil
}

// header reads only what says where the base is.
func header(dir string) (campaign.Base, diag.Pos, diag.List) {
	var b campaign.Base
	at := diag.Pos{File: campaign.AdaptationFile}
	data, err := os.ReadFile(filepath.Join(dir, campaign.AdaptationFile))
	var list diag.List
	if err != nil || len(data) > tree.MaxSize {
		list.Errorf(rule.AdaptFile, at, "Write it anew: pharos new adaptation.", "the file cannot be read")
		return b, at, list
	}
	root, list := tree.Parse(campaign.AdaptationFile, data)
	from, digest, rel := root.Get("base").Get("from"), root.Get("base").Get("digest"), root.Get("base").Get("release")
	if from == nil || from.Value == "" {
		list.Errorf(rule.AdaptBase, at, "Add base: {from: …}.", "the file does not say whose work is adapted")
		return b, at, list
	}
	b.From = from.Value
	if digest != nil {
		b.Digest = digest.Value
	}
	if rel != nil {
		b.Release = rel.Value
	}
	return b, from.Pos, list
}

// OpenBase opens a folder, a release or the program's own definitions. A
// relative name is seen from dir.
func OpenBase(defaults fs.FS, dir, from string) (*campaign.Project, diag.List, error) {
	if from == Program {
		return campaign.Open(defaults, "")
	}
	if !filepath.IsAbs(from) {
		from = filepath.Join(dir, filepath.FromSlash(from))
	}
	info, err := os.Stat(from)
	if err != nil {
		return nil, nil, err
	}
	if !info.IsDir() {
		return nil, nil, errors.New("it is not a folder")
	}
	if Is(from) {
		return nil, nil, errors.New("it is an adaptation itself; adapt what it rests on")
	}
	packed := filepath.Join(from, Definitions)
	if info, err := os.Lstat(packed); err == nil && info.Mode().IsRegular() {
		return openPacked(defaults, packed)
	}
	if _, err := os.Stat(filepath.Join(from, "campaigns")); err != nil {
		return nil, nil, errors.New("it holds no definitions: neither campaigns/ nor " + Definitions)
	}
	return campaign.Open(defaults, from)
}

// openPacked opens the definitions of a release.
func openPacked(defaults fs.FS, name string) (*campaign.Project, diag.List, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, nil, err
	}
	files, err := Unpack(data)
	if err != nil {
		return nil, nil, err
	}
	for n := range files {
		if top, _, _ := strings.Cut(n, "/"); !slices.Contains(tops, top) {
			return nil, nil, fmt.Errorf("%s holds %s, which is no definition", Definitions, n)
		}
	}
	return campaign.Overlay(defaults, files.FS()), nil, nil
}

// tops are the folders of a project.
var tops = []string{"campaigns", "content", "themes", "assets"}

// Digest is the digest of all definitions of a project: of each file its path,
// its length and its bytes, in order of the paths. Line ends of texts count as one sign,
// for a checkout of the program or of a project may have turned them around.
func Digest(p fs.FS) (string, error) {
	h := sha256.New()
	for _, top := range tops {
		err := fs.WalkDir(p, top, func(name string, e fs.DirEntry, err error) error {
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			if err != nil || e.IsDir() {
				return err
			}
			data, err := fs.ReadFile(p, name)
			if err != nil {
				return err
			}
			data = oneLineEnd(data)
			sum := sha256.Sum256(data)
			fmt.Fprintf(h, "%s\x00%d\x00%x\n", name, len(data), sum)
			if own, below := campaign.BelowMessages(p, name); own && below != nil { // both count
				fmt.Fprintf(h, "%x\n", sha256.Sum256(oneLineEnd(below)))
			}
			return nil
		})
		if err != nil {
			return "", fmt.Errorf("digest of the base: %w", err)
		}
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// oneLineEnd gives a text with the line ends of Unix; what holds a zero byte is no text.
func oneLineEnd(data []byte) []byte {
	if bytes.IndexByte(data, 0) >= 0 {
		return data
	}
	return bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
}

// Put writes one file into a zip in its one form, without a time.
func Put(w *zip.Writer, name string, data []byte) error {
	//lint:ignore SA1019 a day without a time zone: Modified would write one
	f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, ModifiedDate: disk.ZipDay})
	if err == nil {
		_, err = f.Write(data)
	}
	return err
}

// Limits on the folder of an adaptation.
const (
	maxFiles = 200
	maxBytes = 16 << 20
)

// contents sees that the folder holds only what an adaptation may have: its
// file, messages with their states, pictures, and templates that the base lacks.
func contents(base *campaign.Project, dir string) diag.List {
	var list diag.List
	count, size := 0, int64(0)
	_ = filepath.WalkDir(dir, func(full string, e fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(dir, full)
		name := filepath.ToSlash(rel)
		switch {
		case err != nil || name == ".":
			return nil
		case strings.HasPrefix(path.Base(name), ".") || disk.Debris(path.Base(name)) || name == "public" ||
			name == "sent":
			if e.IsDir() {
				return fs.SkipDir
			}
			return nil
		case e.IsDir():
			return nil
		}
		if count++; count > maxFiles {
			list.Errorf(
				rule.AdaptFiles,
				diag.Pos{File: campaign.AdaptationFile},
				"Keep other files elsewhere.",
				"the folder holds more than %d files",
				maxFiles,
			)
			return fs.SkipAll
		}
		if info, err := e.Info(); err == nil {
			size += info.Size()
		}
		if !e.Type().IsRegular() {
			list.Errorf(
				rule.FileLink,
				diag.Pos{File: name},
				"Copy the file into the folder.",
				"this is a link, not a plain file",
			)
			return nil
		}
		if f, bad := Strange(base, name); bad {
			list.Add(f)
		}
		return nil
	})
	if size > maxBytes {
		list.Errorf(
			rule.AdaptFiles,
			diag.Pos{File: campaign.AdaptationFile},
			"Make the pictures smaller.",
			"the folder holds more than %d MB",
			maxBytes>>20,
		)
	}
	return list
}

// Strange says what is wrong with a file of the folder of an adaptation.
func Strange(base fs.FS, name string) (diag.Finding, bool) {
	ext := path.Ext(name)
	switch top, rest, _ := strings.Cut(name, "/"); {
	case name == campaign.AdaptationFile,
		strings.HasPrefix(name, "README"),
		rest == "" && (ext == ".svg" || ext == ".png" || ext == ".zip"):
		return diag.Finding{}, false
	case top == campaign.OwnMessages && ext == ".yaml", top == "pictures" && (ext == ".svg" || ext == ".png"):
		return diag.Finding{}, false
	case top == "content" && (ext == ".md" || strings.HasSuffix(rest, ".state.yaml")) && !speaks(base, rest):
		return diag.Finding{}, false
	case top == "themes" && strings.Contains(name, "/print/") && ext == ".yaml" && path.Base(name) != "parts.yaml":
		if _, err := fs.Stat(base, name); errors.Is(err, fs.ErrNotExist) {
			return diag.Finding{}, false
		}
	}
	pos := diag.Pos{File: name}
	locks, _ := campaign.ReadLocks(base)
	for _, l := range locks {
		for _, f := range l.Files {
			if strings.HasPrefix(strings.ToLower(name), f) {
				return locked(l, pos, name, diag.Sentence{Text: name}), true
			}
		}
	}
	return diag.Finding{
		Rule:     rule.AdaptFiles,
		Gate:     diag.Load,
		Severity: diag.Error,
		Pos:      pos,
		Message:  diag.Say("an adaptation has no such file"),
		Hint: diag.Say(
			"Keep adaptation.yaml, messages/, pictures/, the logo and templates of your own; delete this one.",
		),
	}, true
}

// speaks reports whether the base has pages in the language of a file under content/:
// those are locked. It goes by what a name looks like, whatever its case.
func speaks(base fs.FS, rest string) bool {
	tag, _, _ := strings.Cut(rest, "/")
	entries, err := fs.ReadDir(base, "content")
	return err != nil ||
		slices.ContainsFunc(
			entries,
			func(e fs.DirEntry) bool { return locale.Skeleton(e.Name()) == locale.Skeleton(tag) },
		)
}

// cause says in words why something cannot be opened.
func cause(err error) error {
	var p *fs.PathError
	if errors.Is(err, fs.ErrNotExist) {
		return errors.New("it is not there")
	}
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
