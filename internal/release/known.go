package release

import (
	"errors"
	"slices"
	"strings"
)

// Known is what one office or printer remembers between checks: the last day it
// has seen and, of each office, the rings it trusts and the newest releases.
// Without it a release can be whole, but not be told from an older one.
type Known struct {
	Format string `json:"format"`
	// Day is the newest day that was certain: of a check or of an edition.
	Day     string   `json:"day"`
	Offices []Office `json:"offices"`
}

// Office is what is remembered of one office.
type Office struct {
	// First is the digest of its first ring of keys, which never changes.
	First string `json:"first"`
	// Ring and RingDigest name the newest ring that was trusted.
	Ring       int    `json:"ring"`
	RingDigest string `json:"ring_digest"`
	// Releases has the newest release of each country, by code.
	Releases []Seen `json:"releases"`
	// Withdrawn keeps what any trusted ring took back.
	Withdrawn []Withdrawn `json:"withdrawn"`
}

// Seen is the newest known release of a country.
type Seen struct {
	Country string `json:"country"`
	Number  int    `json:"number"`
	SHA256  string `json:"sha256"`
	Edition string `json:"edition"`
}

const knownFormat = "pharos known 2"

// ParseKnown reads what was remembered; no bytes are nothing remembered.
func ParseKnown(data []byte) (*Known, error) {
	if len(data) == 0 {
		return &Known{Format: knownFormat}, nil
	}
	var k Known
	if err := decode(data, &k); err != nil || k.Format != knownFormat {
		return nil, errors.New(
			"the file of known releases is damaged: restore it from a copy, or delete it and compare the check " +
				"words again",
		)
	}
	return &k, nil
}

// Encode writes what is remembered.
func (k *Known) Encode() ([]byte, error) { return encode(k) }

// office gives what is remembered of the office of a chain; nil where nothing is.
func (k *Known) office(c *Chain) *Office {
	i := slices.IndexFunc(k.Offices, func(o Office) bool { return o.First == c.First() })
	if i < 0 {
		return nil
	}
	return &k.Offices[i]
}

// other reports whether releases of a country are known, from other offices alone.
func (k *Known) other(country string) bool {
	return slices.ContainsFunc(k.Offices, func(o Office) bool { _, ok := o.seen(country); return ok })
}

// seen finds a country's newest known release.
func (o *Office) seen(country string) (Seen, bool) {
	i := slices.IndexFunc(o.Releases, func(s Seen) bool { return s.Country == country })
	if i < 0 {
		return Seen{}, false
	}
	return o.Releases[i], true
}

// Newest reports whether a release is the newest that is remembered of its office
// and country.
func (k *Known) Newest(r *Result) bool {
	o := k.office(r.Chain)
	if o == nil {
		return false
	}
	s, ok := o.seen(r.Manifest.Country)
	return ok && s.SHA256 == r.Digest
}

// Learn remembers a release that was found right, and its ring. It never goes back.
func (k *Known) Learn(r *Result, today string) {
	if !r.Right() || r.Manifest == nil {
		return
	}
	m, c := r.Manifest, r.Chain
	k.Day = max(k.Day, today, m.Edition)
	o := k.office(c)
	if o == nil {
		k.Offices = append(k.Offices, Office{First: c.First(), Releases: []Seen{}, Withdrawn: []Withdrawn{}})
		slices.SortFunc(k.Offices, func(a, b Office) int { return strings.Compare(a.First, b.First) })
		o = k.office(c)
	}
	if c.Newest().Number >= o.Ring {
		o.Ring, o.RingDigest = c.Newest().Number, c.Digest()
	}
	for _, w := range c.Newest().Withdrawn {
		if !slices.Contains(o.Withdrawn, w) {
			o.Withdrawn = append(o.Withdrawn, w)
		}
	}
	if m.Adaptation != nil {
		return
	}
	if s, ok := o.seen(m.Country); ok && s.Number >= m.Number {
		return
	}
	o.Releases = slices.DeleteFunc(o.Releases, func(s Seen) bool { return s.Country == m.Country })
	o.Releases = append(o.Releases, Seen{m.Country, m.Number, r.Digest, m.Edition})
	slices.SortFunc(o.Releases, func(a, b Seen) int { return strings.Compare(a.Country, b.Country) })
}

// alone is what is remembered of one office.
func (k *Known) alone(c *Chain) *Known {
	out := &Known{Format: k.Format, Day: k.Day}
	if o := k.office(c); o != nil {
		out.Offices = []Office{*o}
	}
	return out
}

// pin compares the rings with those that were remembered of their office, also where
// the verifier has a folder of keys: it may have come by the same road as the release.
// An office of which nothing is known may not take the place of one whose releases of
// the country are, unless its check words were compared.
func (v *verifier) pin() {
	o := v.Known.office(v.chain)
	if o == nil {
		if m := v.out.Manifest; m != nil && !v.heard && v.Known.other(m.Country) {
			v.out.bad(
				WrongKey,
				KeysDir,
				"releases of %s are known from another office: compare the six check words of this one with it, and "+
					"give them",
				m.Country,
			)
			v.out.Pinned = false
		}
		return
	}
	v.known = *o
	v.out.Pinned = true
	switch _, digest := v.chain.Ring(o.Ring); {
	case digest == o.RingDigest:
	case digest == "":
		v.out.bad(
			Older,
			KeysDir,
			"ring %d of the keys is known; the release has only %d",
			o.Ring,
			v.chain.Newest().Number,
		)
	default:
		v.out.bad(WrongKey, KeysDir, "ring %d is not the one that was trusted before", o.Ring)
	}
}

// told compares the check words that somebody heard from the office.
func (v *verifier) told() {
	if v.Words == "" {
		return
	}
	if strings.Join(strings.Fields(strings.ToLower(v.Words)), " ") != strings.Join(v.chain.Newest().Words(), " ") {
		v.out.bad(WrongKey, "", "the check words are others: these are not the keys of the office that you rang")
		return
	}
	v.out.Pinned, v.heard = true, true
}
