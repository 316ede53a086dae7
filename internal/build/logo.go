package build

import (
	"bytes"
	"fmt"
	"image"
	"image/png"

	"pharos/internal/diag"
	"pharos/internal/pdf"
	"pharos/internal/photo"
	"pharos/internal/picture"
	"pharos/internal/plan"
	"pharos/internal/typeset"
)

// logoSide is the longer side in pixels at which a logo is looked at, and logoShown
// the one at which pages have it.
const (
	logoSide  = 900
	logoShown = 240
)

// logo paints the logo of an adaptation for the pages of a build.
func (w *Workshop) logo() error {
	shown, found, err := w.Logo()
	w.shownLogo, w.findings = shown, append(w.findings, found...)
	return err
}

// Logo paints the logo of an adaptation as pages show it, nil where it has none, and
// looks at the picture as a camera would: no code in it, and enough contrast on white
// paper.
func (w *Workshop) Logo() (*plan.Logo, diag.List, error) {
	a := w.loaded.Set.Adaptation
	if a == nil || a.LogoData == nil {
		return nil, nil, nil
	}
	pic, err := picture.Read(a.LogoData)
	if err != nil {
		return nil, nil, nil // adapt has said so
	}
	img, shot, err := w.painted(pic)
	if err != nil {
		return nil, nil, fmt.Errorf("paint the logo: %w", err)
	}
	return shot, photo.Logo(w.Reader.Reader, img, a.Logo), nil
}

// painted is a picture alone on white paper, as PDFium sees it: large, to be looked
// at, and as pages show it. Nothing of the file itself gets onto a page: no script,
// no text, no data about a camera.
func (w *Workshop) painted(pic *picture.Picture) (image.Image, *plan.Logo, error) {
	wide, high := pic.Aspect()
	side := typeset.Pt * 300
	edge := typeset.Pt * 20
	page := typeset.Box(edge, edge, side, side.Scale(high, wide))
	box := typeset.Box(0, 0, page.W()+2*edge, page.H()+2*edge)
	doc := typeset.Document{
		Title: "logo",
		Lang:  "en",
		Pages: []typeset.Page{
			{
				Name:  "logo",
				Media: box,
				Bleed: box,
				Trim:  box,
				Safe:  box,
				Items: pic.Items(
					page,
					picture.Contain,
					picture.Middle,
					typeset.Mark{Tag: typeset.Artifact, Role: "logo"},
					picture.ToInks,
				),
			},
		},
	}
	data, err := w.PDF(doc, pdf.Screen, "A4")
	if err != nil {
		return nil, nil, err
	}
	shot, err := w.Reader.Preview(data, 0, 0, logoSide)
	if err != nil {
		return nil, nil, err
	}
	img, err := png.Decode(bytes.NewReader(shot))
	if err != nil {
		return nil, nil, err
	}
	small, err := w.Reader.Preview(data, 0, 0, logoShown)
	if err != nil {
		return nil, nil, err
	}
	size, err := png.DecodeConfig(bytes.NewReader(small))
	return img, &plan.Logo{Data: small, Width: size.Width, Height: size.Height}, err
}
