package office

import (
	"context"
	"fmt"

	"pharos/internal/adapt"
	"pharos/internal/build"
	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/rule"
)

// Submit builds an adaptation and the same sheets of its base, and packs the
// folder with a summary that shows both. The digest is that of the file.
func Submit(ctx context.Context, o build.Options) (data []byte, digest string, err error) {
	l, err := build.Load(o)
	if err != nil {
		return nil, "", err
	}
	defer l.Files.Close()
	if l.Findings.Stops() {
		return nil, "", build.Defects{List: l.Findings.Sorted()}
	}
	if err := rests(l); err != nil {
		return nil, "", err
	}
	a := l.Set.Adaptation
	summary, err := summarise(ctx, o, l)
	if err != nil {
		return nil, "", err
	}
	if data, err = adapt.Submit(o.Project, a, summary); err != nil {
		return nil, "", err
	}
	if _, err := adapt.Receive(data); err != nil { // read back as the office will
		return nil, "", fmt.Errorf("read back the submission: %w", err)
	}
	return data, digestOf(data), nil
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
		return build.Defects{List: diag.List{{Rule: rule.AdaptBase, Gate: diag.Release, Severity: diag.Error, Pos: l.Set.Places.At(campaign.AdaptationFile, "base"),
			Message: diag.Say("it rests on no release, and an office accepts only what rests on one of its releases"), Hint: hint}}}
	}
	for _, f := range l.Findings {
		if f.Rule == rule.AdaptBase && f.Severity == diag.Error {
			return build.Defects{List: diag.List{f}}
		}
	}
	return nil
}
