// Package office does the paper work between a coordinator's office and others:
// adaptations sent, accepted and laid over a newer base, tickets, letters, call sheets.
package office

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"aead.dev/minisign"

	"pharos/internal/adapt"
	"pharos/internal/build"
	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/disk"
	"pharos/internal/locale"
	"pharos/internal/release"
	"pharos/internal/rule"
	"pharos/internal/seal"
)

// Acceptance says what to accept, by which right, and who signs.
type Acceptance struct {
	// Data is the file that was sent.
	Data []byte
	// Base is the folder of the office's own release that was adapted.
	Base string
	// Right is the folder of the right; Keys that of the rings of keys.
	Right, Keys string
	Key         minisign.PrivateKey
	// Seen are the kinds of changes that somebody of the office looked at.
	Seen []string
	// To is where accepted adaptations are kept.
	To      release.Folder
	Version string
}

// digestOf is the digest of bytes.
func digestOf(data []byte) string { return release.Digest(data) }

// Accept checks a submission as if it were hostile, builds it anew from the
// office's own base, and signs it by a right. Nothing of what was sent but the
// folder is used; with any finding nothing is written.
func Accept(ctx context.Context, o build.Options, acc Acceptance) (string, *release.Manifest, error) {
	refuse := func(err error) (string, *release.Manifest, error) {
		return "", nil, build.Defects{
			List: diag.List{
				{
					Rule:     rule.AdaptFile,
					Gate:     diag.Load,
					Severity: diag.Error,
					Message:  diag.Say("%v", err),
					Hint:     diag.Say("Do not use it; ask the organisation to send it again."),
				},
			},
		}
	}
	sent, err := adapt.Receive(acc.Data)
	if err != nil {
		return refuse(err)
	}
	chain, err := release.ReadChain(os.DirFS(acc.Keys), ".")
	if err != nil {
		return "", nil, err
	}
	base, err := soundBase(acc.Base, chain, o.Date)
	if err != nil {
		return refuse(err)
	}
	right, digest, err := release.ReadRight(os.DirFS(acc.Right), ".", chain)
	if err != nil {
		return refuseRight(err)
	}
	if release.KeyID(acc.Key.ID()) != right.Key.ID {
		return refuseRight(
			fmt.Errorf("the right lets the key %s of %s accept, and this is another key", right.Key.ID, right.Key.Name),
		)
	}
	work, done, err := disk.Temporary("")
	if err != nil {
		return "", nil, err
	}
	defer done()
	if err := sent.Unfold(work); err != nil {
		return "", nil, err
	}
	o.Project, o.Base, o.Accepted = work, acc.Base, true
	return accept(ctx, o, acc, chain, base, right, digest)
}

// refuseRight says that the right does not hold: the organisation can do nothing about it.
func refuseRight(err error) (string, *release.Manifest, error) {
	return "", nil, build.Defects{
		List: diag.List{
			{
				Rule:     rule.AdaptRight,
				Gate:     diag.Release,
				Severity: diag.Error,
				Message:  diag.Say("%v", err),
				Hint: diag.Say(
					"It is the office's turn: let enough keys sign the right (pharos right sign), or give a new one " +
						"(pharos right new --for FILE).",
				),
			},
		},
	}
}

// soundBase checks the base as any release and gives its manifest.
func soundBase(dir string, chain *release.Chain, day string) (*release.Result, error) {
	r, err := release.Sound(os.DirFS(dir), release.Trust{Today: day, Keys: chain})
	if unsound := (release.Unsound{}); errors.As(err, &unsound) {
		return nil, fmt.Errorf("the base cannot be used: %w; take the newest release and ask for pharos update", err)
	}
	return r, err
}

// accept builds and seals what was sent.
func accept(
	ctx context.Context,
	o build.Options,
	acc Acceptance,
	chain *release.Chain,
	base *release.Result,
	right *release.Right,
	digest string,
) (string, *release.Manifest, error) {
	l, err := build.LoadSound(o)
	if err != nil {
		return "", nil, err
	}
	defer l.Files.Close()
	a := l.Set.Adaptation
	last, previous, err := release.Latest(acc.To, release.ID{Country: a.Country, Organisation: a.Organisation.ID})
	if err != nil {
		return "", nil, err
	}
	number := 0
	if last != nil {
		number = last.Number
	}
	said := recordOf(o, a, base, digest)
	taken, err := acc.taken(l, last)
	if err != nil {
		return "", nil, err
	}
	unseen, err := acc.unseen(l)
	if err != nil {
		return "", nil, err
	}
	if bad := slices.Concat(against(l, base, right, said), taken, unseen, acc.alone(right.Key.Name)); len(bad) > 0 {
		return "", nil, build.Defects{List: bad.Sorted()}
	}
	o.Release = number + 1
	if l, err = build.Load(o); err != nil { // once more, with the number: the plan has it in every batch id
		return "", nil, err
	}
	defer l.Files.Close()
	m := seal.ManifestOf(l, a.Country, adapt.Callers{})
	m.Number, m.Previous, m.Keys, m.Version, m.Adaptation = number+1, previous, chain.Digest(), acc.Version, said
	m.Limits = append(m.Limits, release.Limit{Until: right.Until, What: "the right of " + a.Organisation.ID + " ends"},
		release.Limit{Until: base.Manifest.Expires, What: "the base " + base.Manifest.Name() + " ends"})
	order := seal.Order{
		Country: a.Country,
		Key:     acc.Key,
		Keys:    acc.Keys,
		To:      acc.To,
		Version: acc.Version,
		Rest:    acc.rest,
	}
	dir, err := seal.Seal(ctx, o, order, l, m, chain.Newest().Words())
	return dir, m, err
}

// recordOf is what the manifest says about the adaptation.
func recordOf(o build.Options, a *campaign.Adaptation, base *release.Result, digest string) *release.Adaptation {
	out := &release.Adaptation{
		Organisation: a.Organisation.ID,
		Name:         a.Organisation.English,
		Names:        a.Organisation.All(),
		Base:         base.Manifest.Name(),
		BaseManifest: base.Digest,
		Right:        digest,
		Materials:    madeBy(a),
		Quiet:        o.Quiet,
		PDFX:         strings.TrimPrefix(o.PDFX, "4"),
	}
	for _, t := range a.Languages {
		out.Languages = append(out.Languages, string(t))
	}
	return out
}

// against lists what keeps an adaptation from being accepted: everything that keeps
// a release from being made, what the right does not cover, and another base.
func against(l *build.Loaded, base *release.Result, right *release.Right, said *release.Adaptation) diag.List {
	a := l.Set.Adaptation
	bad := seal.Obstacles(l, a.Country)
	refuse := func(rule *diag.Rule, path string, hint, format diag.Format, args ...any) {
		bad.Errorf(rule, l.Set.Places.At(campaign.AdaptationFile, path), hint, format, args...).Gate = diag.Release
	}
	for _, lacks := range right.Gaps(a.Country, said, l.Plan.Date) {
		refuse(
			rule.AdaptRight,
			"organisation",
			"It is the office's turn: give a right that covers it (pharos right new --for FILE). "+
				"Else ask the organisation to leave it out.",
			"%s",
			lacks,
		)
	}
	if a.Base.Release != base.Manifest.Name() {
		refuse(
			rule.AdaptBase,
			"base",
			"Ask the organisation to run pharos update.",
			"it rests on %q, and the release here is %s",
			a.Base.Release,
			base.Manifest.Name(),
		)
	}
	return bad
}

// taken says that another organisation has the id, or a name that reads alike.
func (acc Acceptance) taken(l *build.Loaded, last *release.Manifest) (bad diag.List, err error) {
	o, country := l.Set.Adaptation.Organisation, l.Set.Adaptation.Country
	refuse := func(path string, hint, format diag.Format, args ...any) {
		bad.Errorf(rule.AdaptOrganisation, l.Set.Places.At(campaign.AdaptationFile, path), hint, format, args...).Gate =
			diag.Release
	}
	if other := another(last, o.English); other != "" {
		refuse(
			"organisation.id",
			"Ask the organisation to choose another id.",
			"the id %q is that of %s, whose adaptation was accepted before",
			o.ID,
			other,
		)
	}
	for _, name := range o.All() {
		other, err := namesake(acc.To, country, o.ID, name)
		if err != nil {
			return nil, err
		}
		if other != "" {
			refuse(
				"organisation",
				"Nobody could tell the two apart on a sheet: ask the organisation to write its name so that it "+
					"differs, or to use its own id.",
				"%q reads like the name of %q, whose adaptation was accepted before",
				name,
				other,
			)
		}
	}
	return bad, nil
}

// alone says that the person who would accept worked on the adaptation: nobody looks at
// their own work.
func (acc Acceptance) alone(key string) (bad diag.List) {
	sent, err := adapt.Receive(acc.Data)
	if err != nil {
		return nil // it was received before
	}
	for _, name := range slices.Sorted(maps.Keys(sent.Folder)) {
		if !strings.HasSuffix(name, ".state.yaml") {
			continue
		}
		states, _ := locale.ParseStates(name, sent.Folder[name])
		for _, id := range slices.Sorted(maps.Keys(states)) {
			for _, by := range []string{states[id].Translator, states[id].Reviewer} {
				if locale.SamePerson(by, key) {
					bad.Errorf(rule.AdaptRight, states[id].Pos,
						"Let somebody else of the office accept it, with a right for their key.",
						"the key is that of %q, who worked on this text: nobody accepts their own work", by).Gate =
						diag.Release
					return bad
				}
			}
		}
	}
	return bad
}

// rest writes what the accepted adaptation rests on: the right with its signatures,
// the manifest of the base with its signatures, and what was sent, packed anew.
func (acc Acceptance) rest(root string) error {
	dir := filepath.Join(root, release.AdaptationDir)
	sent, err := adapt.Receive(acc.Data)
	if err != nil {
		return err
	}
	data, err := sent.Pack()
	if err != nil {
		return err
	}
	if err := disk.Fill(filepath.Join(dir, release.SentName), data); err != nil {
		return err
	}
	for _, pattern := range []string{release.RightName, release.RightSignature("*")} {
		if err := copyFiles(filepath.Join(acc.Right, pattern), dir); err != nil {
			return err
		}
	}
	return copyBase(acc.Base, dir)
}

// copyBase copies the manifest of a base with its signatures.
func copyBase(base, dir string) error {
	for _, pattern := range []string{release.ManifestName, release.ManifestName + "*.minisig"} {
		if err := copyFiles(filepath.Join(base, pattern), filepath.Join(dir, release.BaseDir)); err != nil {
			return err
		}
	}
	return nil
}

// copyFiles copies the files of a pattern into a folder.
func copyFiles(pattern, to string) error {
	names, err := filepath.Glob(pattern)
	if err != nil {
		return err
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if err := disk.Fill(filepath.Join(to, filepath.Base(name)), data); err != nil {
			return err
		}
	}
	return nil
}

// another names the organisation that has the id already; empty where none has, or
// this one.
func another(last *release.Manifest, name string) string {
	if last == nil || last.Adaptation != nil && last.Adaptation.Name == name {
		return ""
	}
	if last.Adaptation == nil {
		return "the office itself"
	}
	return last.Adaptation.Name
}

// namesake gives the id of another organisation of the country whose accepted
// adaptation has a name that reads alike; empty where none has.
func namesake(accepted release.Store, country, id, name string) (string, error) {
	all, err := accepted.List()
	if err != nil {
		return "", err
	}
	for _, one := range all {
		if one.Country != country || one.Organisation == id {
			continue
		}
		m, _, err := release.Latest(accepted, one)
		if err != nil {
			return "", err
		}
		if m.Adaptation != nil &&
			slices.ContainsFunc(
				append([]string{m.Adaptation.Name}, m.Adaptation.Names...),
				func(n string) bool { return locale.SameBody(name, n) },
			) {
			return m.Adaptation.Organisation, nil
		}
	}
	return "", nil
}
