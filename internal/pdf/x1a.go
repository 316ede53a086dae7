package pdf

import (
	"errors"

	"pharos/internal/picture"
	"pharos/internal/typeset"
)

// Fits1a says why a document cannot be made to PDF/X-1a: an RGB picture, or one
// through which the ground is seen (ISO 15930-4 has no transparency). It gives
// the picture's mark with it; nil and no error where the document fits.
func Fits1a(doc typeset.Document) (*typeset.Mark, error) {
	for _, page := range doc.Pages {
		for _, item := range page.Items {
			switch it, ok := item.(*picture.Placed); {
			case !ok:
			case it.Components == 3:
				return it.Info(), errors.New("a picture is in RGB")
			case it.Alpha:
				return it.Info(), errors.New("a picture lets the ground through")
			}
		}
	}
	return nil, nil
}
