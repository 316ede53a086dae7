package office

import (
	"context"
	"fmt"

	"pharos/internal/adapt"
	"pharos/internal/build"
	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/disk"
	"pharos/internal/locale"
	"pharos/internal/rule"
)

// Submission is an adaptation in one file, as it is sent to the office.
type Submission struct {
	Data   []byte
	Digest string
	// Unread are its own texts, as "id (language)", that nobody has reviewed: the office
	// does not take them so.
	Unread []string
}

// Submit builds an adaptation, to see that every sheet can be made, and packs its folder.
func Submit(ctx context.Context, o build.Options) (s Submission, err error) {
	l, err := build.LoadSound(o)
	if err != nil {
		return s, err
	}
	defer l.Files.Close()
	if err := rests(l); err != nil {
		return s, err
	}
	if err := makes(ctx, o); err != nil {
		return s, err
	}
	if s.Data, err = adapt.Submit(o.Project, l.Set.Adaptation); err != nil {
		return s, err
	}
	if _, err := adapt.Receive(s.Data); err != nil { // read back as the office will
		return s, fmt.Errorf("read back the submission: %w", err)
	}
	s.Digest, s.Unread = digestOf(s.Data), unread(l.Set)
	return s, nil
}

// unread lists the texts of an adaptation that nobody has reviewed as they are.
func unread(set *campaign.Set) []string {
	var out []string
	for _, f := range set.Adaptation.Messages {
		for _, m := range f.Messages {
			stale := set.Catalogue.Stale(f.Tag, m.ID)
			if stale || m.Review.Standing(set.Catalogue.Class(m.ID)) != locale.Reviewed {
				out = append(out, fmt.Sprintf("%s (%s)", m.ID, f.Tag))
			}
		}
	}
	return out
}

// makes builds into a folder of its own and says which sheets cannot be made.
func makes(ctx context.Context, o build.Options) error {
	dir, done, err := disk.Temporary("")
	if err != nil {
		return err
	}
	defer done()
	o.Out = dir
	made, err := build.Run(ctx, o)
	if err != nil {
		return err
	}
	if bad := lost(made.Findings); len(bad) > 0 {
		return build.Defects{List: bad}
	}
	return nil
}

// rests refuses what rests on no release, or on one that is over.
func rests(l *build.Loaded) error {
	a := l.Set.Adaptation
	if a == nil {
		return build.Usage{Message: "this folder is no adaptation: it has no " + campaign.AdaptationFile}
	}
	if a.Base.Release == "" {
		hint := diag.Say("Get the release from the office and run pharos update --from RELEASE.")
		if a.Base.From == adapt.Program {
			hint = diag.Say("The definitions inside the program are for trying things out. %s", hint)
		}
		return build.Defects{
			List: diag.List{
				{
					Rule:     rule.AdaptBase,
					Gate:     diag.Release,
					Severity: diag.Error,
					Pos:      l.Set.Places.At(campaign.AdaptationFile, "base"),
					Message: diag.Say(
						"it rests on no release, and an office accepts only what rests on one of its releases",
					),
					Hint: hint,
				},
			},
		}
	}
	for _, f := range l.Findings {
		if f.Rule == rule.AdaptBase && f.Severity == diag.Error {
			return build.Defects{List: diag.List{f}}
		}
	}
	return nil
}
