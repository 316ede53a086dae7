package build

import (
	"context"
	"fmt"

	"pharos/internal/adapt"
)

// Submit builds an adaptation and the same sheets of its base, and packs the
// folder with a summary that shows both. The digest is that of the file.
func Submit(ctx context.Context, o Options) (data []byte, digest string, err error) {
	l, err := Load(o)
	if err != nil {
		return nil, "", err
	}
	defer l.Files.Close()
	if l.Findings.Stops() {
		return nil, "", Defects{l.Findings.Sorted()}
	}
	if err := o.rests(l); err != nil {
		return nil, "", err
	}
	a := l.Set.Adaptation
	summary, err := o.summarise(ctx, l)
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
