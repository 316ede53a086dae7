package plan

import (
	"slices"

	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/locale"
)

// Picture is one picture on a sheet or a page.
type Picture struct {
	// ID is that of the record, File the path of the picture file, Digest the
	// SHA-256 of its bytes: a changed picture makes a new sheet.
	ID, File, Digest string
	// Data are the bytes of a picture that is no file of the project.
	Data []byte `json:"-"`
	// Alt is the text for who cannot see it, one a column.
	Alt []locale.Text
	// Message is true where Alt is a message of the catalogue.
	Message bool
	// Focus is a place in percent of width and height that stays in view.
	Focus [2]int
	// Width and Height are its size as shown: pixels, or units of a drawing.
	Width, Height int
	// Credit names author and licence on a page; a sheet has it in its imprint.
	Credit locale.Text
	// Author and Licence are printed in the imprint; Posed says that the people
	// in it are models.
	Author, Licence string
	Posed           bool
	// From is the line of the picture file's name in its record.
	From diag.Pos
}

// pictures fills the pictures of a sheet. One that is not on record is left out;
// check says so.
func (p *planner) pictures(n *nation, def *campaign.Material, m *Material) {
	for _, name := range slices.Sorted(mapKeys(def.Pictures)) {
		rec := p.set.Picture(def.Pictures[name])
		if rec == nil || rec.Digest == "" {
			continue
		}
		pic := p.picture(rec)
		for _, col := range m.Columns {
			pic.Alt = append(pic.Alt, p.alt(rec, col.Locale))
		}
		if m.Pictures == nil {
			m.Pictures = map[string]Picture{}
		}
		m.Pictures[name] = pic
		p.consent(n, rec, m)
	}
}

// picture is what a record says of its picture, but for the words.
func (p *planner) picture(rec *campaign.Picture) Picture {
	pic := Picture{
		ID:      rec.ID,
		File:    rec.Path(),
		Digest:  rec.Digest,
		Focus:   [2]int{50, 50},
		Message: rec.Alt != "",
		Width:   rec.Width,
		Height:  rec.Height,
		Author:  rec.Author,
		Licence: rec.Licence,
		Posed:   rec.Posed == "yes",
		From:    p.set.Places.At(rec.File(), "file"),
	}
	if rec.Focus != nil {
		pic.Focus = [2]int{rec.Focus.X, rec.Focus.Y}
	}
	return pic
}

// pagePicture is the picture of a page; nil where the country names none, where it
// is not on record, and where the consent of who is shown has ended: a page can
// be taken back, so it is.
func (p *planner) pagePicture(n *nation, page string, l locale.Locale) *Picture {
	rec := p.set.Picture(n.Pictures[page])
	if rec == nil || rec.Digest == "" || rec.Consent != nil && rec.Consent.Until < n.date {
		return nil
	}
	pic := p.picture(rec)
	pic.Alt = []locale.Text{p.alt(rec, l)}
	pic.Credit = p.credit(pic, l.Tag)
	return &pic
}

// alt gives the text of a picture in a language; where the record has none, the
// English one.
func (p *planner) alt(rec *campaign.Picture, l locale.Locale) locale.Text {
	if rec.Alt != "" {
		return p.own(l.Tag, rec.Alt, nil)
	}
	value, of := named(rec.Texts, rec.Texts[locale.Source], l.Tag)
	from, _ := p.set.Languages.Lookup(of)
	return locale.Text{
		ID:        rec.ID,
		Value:     value,
		Tag:       of,
		Direction: from.Direction,
		Class:     locale.Information,
		State:     locale.Reviewed,
		Fallback:  of != l.Tag && rec.Texts[l.Tag] == "",
		From:      p.set.Places.At(rec.File(), "texts."+string(of)),
	}
}

// consent keeps the earliest end of a consent; one that has ended makes a draft.
func (p *planner) consent(n *nation, rec *campaign.Picture, m *Material) {
	if rec.Consent == nil || rec.Consent.Until == "" {
		return
	}
	until := rec.Consent.Until
	if m.ConsentUntil == "" || until < m.ConsentUntil {
		m.ConsentUntil = until
	}
	if until < n.date {
		m.Drafts = append(
			m.Drafts,
			Draft{
				NoConsent,
				diag.Say("picture %s: the consent ended on %s", rec.ID, until),
				p.set.Places.At(rec.File(), "consent.until"),
				rec.ID,
			},
		)
	}
}

// credits names author and licence of the pictures, and says where people in
// them are models.
func (p *planner) credits(m *Material, tag locale.Tag) []locale.Text {
	var out []locale.Text
	for _, name := range slices.Sorted(mapKeys(m.Pictures)) {
		if t := p.credit(
			m.Pictures[name],
			tag,
		); !t.IsZero() &&
			!slices.ContainsFunc(out, func(o locale.Text) bool { return o.Value == t.Value }) {
			out = append(out, t)
		}
	}
	return out
}

// credit names author and licence of a picture, and says where people in it are
// models.
func (p *planner) credit(pic Picture, tag locale.Tag) locale.Text {
	id := "imprint.picture"
	if pic.Posed {
		id = "imprint.posed"
	}
	return p.own(tag, id, map[string]any{"Author": pic.Author, "Licence": pic.Licence})
}
