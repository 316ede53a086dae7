package pdf

import (
	"fmt"

	"pharos/internal/picture"
	"pharos/internal/typeset"
)

// Fits1a says why a document cannot be made to PDF/X-1a: an RGB picture, or one
// through which the ground is seen (ISO 15930-4 has no transparency). It gives
// the picture's mark with it; nil and no error where the document fits.
func Fits1a(doc typeset.Document) (*typeset.Mark, error) {
	for _, page := range doc.Pages {
		for _, item := range page.Items {
			it, ok := item.(*typeset.Picture)
			if !ok {
				continue
			}
			pic, err := picture.Read(it.Bytes)
			switch {
			case err != nil:
				return it.Info(), err
			case pic.Components == 3:
				return it.Info(), fmt.Errorf("a picture is in RGB")
			case pic.Alpha:
				return it.Info(), fmt.Errorf("a picture lets the ground through")
			}
		}
	}
	return nil, nil
}
