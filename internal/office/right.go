package office

import (
	"errors"

	"pharos/internal/adapt"
	"pharos/internal/campaign"
	"pharos/internal/release"
)

// Needs is the right that a submission needs, without key and days. Everything in it
// is what the organisation says: whoever signs the right reads it first.
func Needs(data []byte) (*release.Right, error) {
	sent, err := adapt.Receive(data)
	if err != nil {
		return nil, err
	}
	a, list := sent.Adaptation()
	if list.Stops() {
		return nil, errors.New(list.Errors()[0].Message.Text)
	}
	out := &release.Right{
		Organisation: a.Organisation.ID,
		Country:      a.Country,
		Names:        a.Organisation.All(),
		Materials:    madeBy(a),
	}
	for _, t := range a.Languages {
		out.Languages = append(out.Languages, string(t))
	}
	return out, nil
}

// madeBy lists the materials of an adaptation, those of its own last.
func madeBy(a *campaign.Adaptation) []string {
	out := append([]string{}, a.Materials...)
	for _, own := range a.Own {
		out = append(out, own.Audience+"/"+own.Material.ID)
	}
	return out
}
