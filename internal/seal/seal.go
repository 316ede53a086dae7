// Package seal makes releases: it builds a country, adds what a release holds beside
// the site, and seals the folder.
package seal

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"aead.dev/minisign"

	"pharos/internal/adapt"
	"pharos/internal/build"
	"pharos/internal/check"
	"pharos/internal/diag"
	"pharos/internal/disk"
	"pharos/internal/output"
	"pharos/internal/plan"
	"pharos/internal/release"
	"pharos/internal/rule"
)

// Order says what to release.
type Order struct {
	// Country is the code. The edition is Options.Date, which must be given.
	Country string
	// Key signs; Keys is the folder of the rings of keys.
	Key  minisign.PrivateKey
	Keys string
	// To is where releases are kept.
	To release.Folder
	// Version is the version of the program.
	Version string
	// Rest adds what an accepted adaptation rests on; nil for a release of the office.
	Rest func(root string) error
	// LeftOut is told which files of the project nobody reads, so that they are in no
	// release; it may be nil.
	LeftOut func(names []string)
	callers adapt.Callers
}

// Release builds one country and seals it, or says with Defects everything that
// stands in the way at once. It gives the folder of the release.
func Release(ctx context.Context, o build.Options, order Order) (string, *release.Manifest, error) {
	if o.Date == "" {
		return "", nil, build.Usage{Message: "a release needs its day: --date YYYY-MM-DD"}
	}
	last, previous, err := release.Latest(order.To, release.ID{Country: order.Country})
	if err != nil {
		return "", nil, err
	}
	o.Release = 1
	if last != nil {
		o.Release = last.Number + 1
	}
	l, err := build.Load(o)
	if err != nil {
		return "", nil, err
	}
	defer l.Files.Close()
	if l.Plan == nil {
		return "", nil, build.Defects{List: l.Findings.Sorted()}
	}
	chain, err := release.ReadChain(os.DirFS(order.Keys), ".")
	if err != nil {
		return "", nil, err
	}
	if bad := Obstacles(l, order.Country); len(bad) > 0 {
		return "", nil, build.Defects{List: bad}
	}
	if order.callers, err = adapt.OpenCallers(o.Project, l.Set); err != nil {
		return "", nil, err
	}
	m := ManifestOf(l, order.Country, order.callers)
	m.Number, m.Previous, m.Keys, m.Version = o.Release, previous, chain.Digest(), order.Version
	dir, err := Seal(ctx, o, order, l, m, chain.Newest().Words())
	return dir, m, err
}

// Obstacles lists everything that keeps a country from being released: findings
// of any gate and every reason for a draft, each with the place that cures it.
func Obstacles(l *build.Loaded, country string) diag.List {
	out := Errors(l, country)
	for _, d := range Drafts(l, country) {
		f := out.Errorf(RuleOf(d), d.Pos, "", "%s", d.Detail)
		if f.Gate = diag.Release; d.Reason == plan.NoPlan {
			f.Hint = diag.Say("Enter the plan in force, or take the plan out of the texts.")
		}
	}
	if c := l.Set.Country(country); c != nil && len(limits(l, c)) == 0 {
		out.Add(rule.ReleaseExpiry.At(diag.Pos{File: c.File()}, "nothing says when the release ends"))
	}
	return out.Sorted()
}

// Errors lists the findings that keep a country from being released.
func Errors(l *build.Loaded, country string) diag.List {
	return slices.DeleteFunc(l.Findings.Errors(), func(f diag.Finding) bool {
		of := check.CountryOf(f.Pos.File)
		return of != "" && of != country && f.Gate != diag.Load
	})
}

// Drafts lists every reason why pages or sheets of a country are drafts.
func Drafts(l *build.Loaded, country string) []plan.Draft {
	var out []plan.Draft
	for _, s := range l.Plan.Sites {
		if s.Country != country {
			continue
		}
		out = append(out, s.Drafts...)
		for _, f := range s.Faces {
			out = append(out, f.Drafts...)
		}
	}
	for _, m := range l.Plan.Materials {
		if m.Country == country {
			out = append(out, m.Drafts...)
		}
	}
	return out
}

// RuleOf is the rule that a reason for a draft stands for.
func RuleOf(d plan.Draft) *diag.Rule { return draftRules[d.Reason] }

// draftRules are the rules that the reasons for a draft stand for.
var draftRules = map[plan.Reason]*diag.Rule{
	plan.Untested:    rule.NumTested,
	plan.Unconfirmed: rule.NumOfficial,
	plan.Unreviewed:  rule.TextReview,
	plan.OutOfDate:   rule.TextStale,
	plan.NoPlan:      rule.TextPlan,
	plan.NoSender:    rule.DraftSender,
	plan.NoBase:      rule.DraftBase,
	plan.NoExit:      rule.DraftExit,
	plan.NoStatus:    rule.DraftStatus,
	plan.FellBack:    rule.DraftFallback,
	plan.NoConsent:   rule.DraftConsent,
	plan.Adapted:     rule.DraftAdapted,
	plan.Doubtful:    rule.DraftMark,
}

// Seal builds into a folder beside the releases, seals it there, and gives it
// its name in one step: a release is there whole or not at all.
func Seal(
	ctx context.Context,
	o build.Options,
	order Order,
	l *build.Loaded,
	m *release.Manifest,
	words []string,
) (dir string, err error) {
	work, free, err := order.To.Work(m.ID())
	if err != nil {
		return "", fmt.Errorf("release: %w", err)
	}
	defer func() { err = errors.Join(err, free()) }()
	root, err := Assemble(ctx, o, order, l, m, words, work)
	if err != nil {
		return "", err
	}
	if err := release.Seal(root, m, order.Key, m.Edition); err != nil {
		return "", err
	}
	return order.To.Dir(m.ID()), order.To.Put(m.ID(), root)
}

// Assemble builds a country into a folder with all that a release holds but its
// manifest and its signatures. The releases before lie beside the folder.
func Assemble(
	ctx context.Context,
	o build.Options,
	order Order,
	l *build.Loaded,
	m *release.Manifest,
	words []string,
	work string,
) (string, error) {
	o.NoCache, o.Thorough = true, true // what is signed is made anew and proofed in every way
	o.Until = lastDay(m.Limits)
	o.Out, o.Countries, o.Audiences, o.Languages = work, []string{order.Country}, nil, nil
	made, err := build.Run(ctx, o)
	if err != nil {
		return "", err
	}
	if bad := made.Findings.Errors(); len(bad) > 0 {
		return "", build.Defects{List: bad}
	}
	m.Exceptions = made.Exceptions
	root := filepath.Join(work, order.Country)
	if err := disk.Rename(filepath.Join(root, output.ManifestName), filepath.Join(root, "materials.json")); err != nil {
		return "", fmt.Errorf("release: %w", err)
	}
	if err := order.add(root, l, o, m); err != nil {
		return "", fmt.Errorf("release: %w", err)
	}
	if err := disk.Copy(os.DirFS(order.Keys), filepath.Join(root, release.KeysDir)); err != nil {
		return "", fmt.Errorf("release: copy keys: %w", err)
	}
	if err := releaseNotes(root, l, m, words); err != nil {
		return "", err
	}
	if err := releasePage(root, l, m); err != nil {
		return "", err
	}
	if err := earlierManifests(root, order.To, m.ID()); err != nil {
		return "", err
	}
	if m.Files, err = release.Gather(os.DirFS(root)); err != nil {
		return "", err
	}
	return root, nameBatches(root, l, m)
}

// add writes the definitions that a release was made of, or what an adaptation
// rests on.
func (order Order) add(root string, l *build.Loaded, o build.Options, m *release.Manifest) error {
	var packed []byte
	var left []string
	var err error
	if order.Rest != nil {
		err = order.Rest(root)
	} else if packed, left, err = adapt.Pack(l.Files, o.Defaults, o.Theme, order.callers); err == nil {
		err = disk.Fill(filepath.Join(root, adapt.Definitions), packed)
	}
	if len(left) > 0 && order.LeftOut != nil {
		order.LeftOut(left)
	}
	if err != nil {
		return err
	}
	if m.Definitions, err = definitionsOf(l, o, packed); err != nil {
		return err
	}
	return sealLocks(l, m)
}
