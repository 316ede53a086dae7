package build

import (
	"bytes"
	"fmt"
	"image"
	"image/png"

	"pharos/internal/diag"
	"pharos/internal/number"
	"pharos/internal/paint"
	"pharos/internal/pdf"
	"pharos/internal/photo"
	"pharos/internal/picture"
	"pharos/internal/plan"
	"pharos/internal/rule"
	"pharos/internal/typeset"
)

// logoSide is the longer side in pixels at which a logo is looked at, logoShown the
// one at which pages have it, and logoShare how many percent of what is painted must
// stand out from white paper.
const (
	logoSide  = 900
	logoShown = 240
	logoShare = 50
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
	var found diag.List
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
	pos := diag.Pos{File: a.Logo}
	if text := paint.AnyCode(img); text != "" {
		what := diag.Say(
			"the logo holds a code that reads %q; a code is locked: it leads people away from the line",
			text,
		)
		if number.Suspect(text, nil) != "" {
			what = diag.Say("the logo holds a code with a telephone number, %q", text)
		}
		found.Errorf(
			rule.AdaptLocked,
			pos,
			"Use the logo without the code. Who can change codes: the coordinator's office.",
			"%s",
			what,
		)
	}
	for _, row := range photo.Rows(w.Reader.Reader, img) {
		if n := number.Suspect(row, nil); n != "" {
			found.Errorf(
				rule.AdaptLocked,
				pos,
				"Use the logo without it. Who can change numbers: the coordinator's office, after test calls.",
				"the logo shows %q, which reads as a telephone number: number is locked, because a wrong number on paper can cost a life",
				n,
			)
			break
		}
	}
	if share := contrasting(img); share < logoShare {
		found.Errorf(
			rule.AdaptLogo,
			pos,
			"Use the logo in a darker form; it stands on white paper.",
			"only %d %% of the logo stands out from white paper at 3 to 1, and %d %% must",
			share,
			logoShare,
		)
	}
	return shot, found, nil
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

// contrasting gives how many percent of what is not paper have a contrast of 3 to 1
// or more with white (WCAG 2.2, 1.4.11).
func contrasting(img image.Image) int {
	b := img.Bounds()
	inked, strong := 0, 0
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			r, g, bl, _ := img.At(x, y).RGBA()
			if r > 0xf8f8 && g > 0xf8f8 && bl > 0xf8f8 {
				continue
			}
			inked++
			if picture.Contrast(
				[3]uint8{uint8(r >> 8), uint8(g >> 8), uint8(bl >> 8)},
				[3]uint8{255, 255, 255},
			) >= 300 {
				strong++
			}
		}
	}
	if inked == 0 {
		return 0
	}
	return 100 * strong / inked
}
