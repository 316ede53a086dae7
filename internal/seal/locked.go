package seal

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"pharos/internal/adapt"
	"pharos/internal/build"
	"pharos/internal/campaign"
	"pharos/internal/locale"
	"pharos/internal/release"
)

// sealLocks writes into a manifest what its locks hold, as digests, and, for a
// release of the office, why it is locked and who can change it. A verifier
// compares an adaptation with its base by them.
func sealLocks(l *build.Loaded, m *release.Manifest) error {
	c := l.Set.Country(m.Country)
	add := func(lock string, tag locale.Tag, value any) error {
		data, err := json.Marshal(value)
		if err == nil {
			m.Locked = append(m.Locked, release.LockedDigest{Lock: lock, Language: string(tag),
				SHA256: release.Digest(data)})
		}
		return err
	}
	for _, lock := range l.Set.Locks {
		if m.Adaptation == nil {
			m.Locks = append(m.Locks, release.Lock{ID: lock.ID, Reason: lock.Reason, Who: lock.Who})
		}
		if value := lockedFields(c, lock.ID); value != nil {
			if err := add(lock.ID, "", value); err != nil {
				return fmt.Errorf("locks: %w", err)
			}
		}
		for _, tag := range l.Set.Catalogue.Tags() {
			texts := lockedTexts(l, lock, tag)
			if len(texts) == 0 {
				continue
			}
			if err := add(lock.ID, tag, texts); err != nil {
				return fmt.Errorf("locks: %w", err)
			}
		}
	}
	return nil
}

// lockedFields is what a country's file says under a lock, beside the facts about
// lines, which stand in the manifest themselves.
func lockedFields(c *campaign.Country, lock string) any {
	switch lock {
	case "law":
		return []any{c.Law, c.Plans}
	case "quick-exit":
		return c.Exit
	case "code-target":
		return c.Base
	case "senders":
		return []any{c.Senders, c.Coordinator}
	}
	return nil
}

// lockedTexts are the base's messages under a lock, each with its fingerprint. A
// message that an adaptation brings is not among them: where it stands for one of
// the base, that one is missing.
func lockedTexts(l *build.Loaded, lock campaign.Lock, tag locale.Tag) []string {
	var out []string
	for _, id := range l.Set.Catalogue.IDs(tag) {
		m, ok := l.Set.Catalogue.Message(tag, id)
		if ok && !strings.HasPrefix(m.Pos.File, "messages/") && lock.Covers(id, l.Set.Catalogue.Class(id)) {
			out = append(out, id+" "+locale.Fingerprint(m.Forms))
		}
	}
	slices.Sort(out)
	return out
}

// definitionsOf is the digest of the definitions that packed ones give, as whoever
// adapts them sees them.
func definitionsOf(l *build.Loaded, o build.Options, packed []byte) (string, error) {
	if files, ok := l.Files.(*adapt.Files); ok {
		return files.Digest, nil
	}
	files, err := adapt.Unpack(packed)
	if err != nil {
		return "", err
	}
	return adapt.Digest(campaign.Overlay(o.Defaults, files.FS()))
}
