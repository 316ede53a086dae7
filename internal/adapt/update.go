package adapt

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"pharos/internal/campaign"
	"pharos/internal/disk"
	"pharos/internal/locale"
)

// Conflict is a text that both sides changed.
type Conflict struct {
	Tag locale.Tag
	ID  string
	// Was is the base's text before, empty where the old base is gone; Theirs its
	// text now, Mine the adaptation's. Locked says that only theirs can stand.
	Was, Theirs, Mine string
	Locked            bool
}

// String says it in plain words.
func (c Conflict) String() string {
	was := fmt.Sprintf("the base had %q and now has %q", c.Was, c.Theirs)
	if c.Was == "" {
		was = fmt.Sprintf("the base now has %q (what it had before is not known here)", c.Theirs)
	}
	if c.Locked {
		return fmt.Sprintf("%s (%s): %s; the text is locked, so yours, %q, cannot stay", c.ID, c.Tag, was, c.Mine)
	}
	return fmt.Sprintf("%s (%s): %s; yours is %q", c.ID, c.Tag, was, c.Mine)
}

// Conflicts compares the texts that an adaptation has of its base: old is the base
// as it was, nil where it is gone, now the newer one.
func Conflicts(a *campaign.Adaptation, old, now *campaign.Set) []Conflict {
	var out []Conflict
	text := func(s *campaign.Set, tag locale.Tag, id string) string {
		if s == nil {
			return ""
		}
		m, _ := s.Catalogue.Message(tag, id)
		return m.Forms["other"]
	}
	for _, f := range a.Messages {
		for _, m := range f.Messages {
			theirs, was, mine := text(now, f.Tag, m.ID), text(old, f.Tag, m.ID), m.Forms["other"]
			_, locked := lockOf(now, m.ID)
			if theirs == "" || theirs == mine || old != nil && theirs == was && !locked {
				continue
			}
			out = append(out, Conflict{f.Tag, m.ID, was, theirs, mine, locked})
		}
	}
	slices.SortFunc(out, func(a, b Conflict) int { return strings.Compare(string(a.Tag)+a.ID, string(b.Tag)+b.ID) })
	return out
}

var baseBlock = regexp.MustCompile(`(?m)^base:.*\n(?:[ \t]+.*\n)*`)

// Rebase writes the new base into the text of adaptation.yaml; all else stays.
func Rebase(file []byte, b campaign.Base) ([]byte, error) {
	block := fmt.Sprintf("base:\n  from: %s\n", strconv.Quote(b.From))
	if b.Digest != "" {
		block += fmt.Sprintf("  digest: %q\n", b.Digest)
	}
	if b.Release != "" {
		block += fmt.Sprintf("  release: %q\n", b.Release)
	}
	at := baseBlock.FindAllIndex(file, -1)
	if len(at) != 1 {
		return nil, fmt.Errorf("%s has no single key base at the beginning of a line", campaign.AdaptationFile)
	}
	return slices.Concat(file[:at[0][0]], []byte(block), file[at[0][1]:]), nil
}

// Drop takes messages out of a file of messages; all else stays as it is.
func Drop(file []byte, ids []string) []byte {
	var out bytes.Buffer
	skip := false
	for _, line := range strings.SplitAfter(string(file), "\n") {
		if line != "" && line[0] != ' ' && line[0] != '\t' && line[0] != '\n' {
			id, _, _ := strings.Cut(line, ":")
			skip = slices.Contains(ids, strings.Trim(id, `"'`))
		}
		if !skip {
			out.WriteString(line)
		}
	}
	return out.Bytes()
}

// Copy copies the files of an adaptation, without what was built.
func Copy(to, from string) error {
	entries, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	for _, e := range entries {
		name := filepath.Join(from, e.Name())
		switch {
		case strings.HasPrefix(e.Name(), "."), disk.Debris(e.Name()), e.Name() == "public", e.Name() == "sent":
		case e.IsDir():
			if err := disk.Copy(os.DirFS(name), filepath.Join(to, e.Name())); err != nil {
				return err
			}
		default:
			data, err := os.ReadFile(name)
			if err == nil {
				err = os.WriteFile(filepath.Join(to, e.Name()), data, 0o644)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}
