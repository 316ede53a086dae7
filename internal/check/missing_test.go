package check

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/rule"
)

// TestNoCheckVanishes takes each file of each bad case away in turn: what was found
// in the files that are left is found again, or something else is said of the gap. Only
// what a state file says of a review goes with that file: its texts are drafts then.
func TestNoCheckVanishes(t *testing.T) {
	base := archive(t, filepath.Join("testdata", "base.txtar"))
	for _, file := range caseFiles(t) {
		r := rule.Find(filepath.Base(filepath.Dir(file)))
		if r == nil || r.Stage != "" || !strings.HasPrefix(filepath.Base(file), "bad") {
			continue
		}
		files := project(t, base, archive(t, file))
		before := findings(t, files)
		for name := range files {
			less := maps.Clone(files)
			delete(less, name)
			for _, f := range silent(before, findings(t, less), name) {
				if strings.HasSuffix(name, ".state.yaml") && nothingReviewed(t, less, f.Pos.File) {
					continue
				}
				t.Errorf("%s without %s: nothing is said of %s: %s: %s", file, name, f.Pos, f.Rule, f.Message.Text)
			}
		}
	}
}

// silent gives the findings in other files that are gone with a file, unless its gap
// is a finding of its own: an error, or a word about the files that hang on it.
func silent(before, after diag.List, gone string) []diag.Finding {
	said := slices.ContainsFunc(after, func(f diag.Finding) bool {
		isNew := !slices.ContainsFunc(before, func(b diag.Finding) bool { return b.Rule == f.Rule && b.Pos == f.Pos })
		return isNew && (f.Severity == diag.Error || f.Rule == rule.FileUnread)
	})
	return slices.DeleteFunc(slices.Clone(before), func(b diag.Finding) bool {
		again := func(f diag.Finding) bool { return f.Rule == b.Rule && f.Pos == b.Pos }
		return said || b.Pos.File == gone || slices.ContainsFunc(after, again)
	})
}

// nothingReviewed reports whether every text of a file is a draft.
func nothingReviewed(t *testing.T, files fstest.MapFS, file string) bool {
	t.Helper()
	set, _, err := campaign.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	for _, tag := range set.Catalogue.Tags() {
		for _, id := range set.Catalogue.IDs(tag) {
			if m, _ := set.Catalogue.Message(tag, id); m.Pos.File == file && m.Review.State == locale.Reviewed {
				return false
			}
		}
	}
	return true
}
