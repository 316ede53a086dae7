package exchange

import (
	"slices"

	"pharos/internal/locale"
	"pharos/internal/made"
)

// places is where the messages of each language stand on sheets.
type places map[locale.Tag]map[string]*placesOf

// placesOf is the places of one message in one language.
type placesOf struct {
	// tight is the place with the least room among the countries that count.
	tight *made.Room
	// countries show the message on a sheet, over those where it does not fit.
	countries, over []string
}

// Measured tells the book what the layout found. The limits are those of the
// countries given; none means of all.
func (b *Book) Measured(rooms []made.Room, countries ...string) {
	b.places = places{}
	for i := range rooms {
		r := &rooms[i]
		of := b.places[r.Language]
		if of == nil {
			of = map[string]*placesOf{}
			b.places[r.Language] = of
		}
		p := of[r.Message]
		if p == nil {
			p = &placesOf{}
			of[r.Message] = p
		}
		p.add(r, len(countries) == 0 || slices.Contains(countries, r.Country))
	}
}

// add takes a place in; only one that counts can be the tightest.
func (p *placesOf) add(r *made.Room, counts bool) {
	if counts && (p.tight == nil || r.Characters < p.tight.Characters) {
		p.tight = r
	}
	if !slices.Contains(p.countries, r.Country) {
		p.countries = append(p.countries, r.Country)
	}
	if r.Over && !slices.Contains(p.over, r.Country) {
		p.over = append(p.over, r.Country)
	}
}

// measure gives a message its limit.
func (b *Book) measure(u *Unit, tag locale.Tag) {
	p := b.places[tag][u.ID]
	if p == nil || p.tight == nil {
		return
	}
	u.Room = p.tight
	if most := max(p.tight.Characters, 1); u.Max == 0 || most < u.Max {
		u.Max = most
	}
}

// shown reports whether one of the countries shows a text. What stands on no
// sheet belongs to the sites and the program, and so to all.
func (b *Book) shown(u Unit, tag locale.Tag, countries []string) bool {
	p := b.places[tag][u.ID]
	return p == nil || slices.ContainsFunc(p.countries, func(c string) bool { return slices.Contains(countries, c) })
}

// overfull reports whether the layout found that a text does not fit in a country.
func (b *Book) overfull(u Unit, tag locale.Tag, country string) bool {
	p := b.places[tag][u.ID]
	return p != nil && slices.Contains(p.over, country)
}
