package release

import (
	"fmt"
	"slices"
	"strings"
)

// Known is what one office or printer remembers between checks: the rings it
// trusts, the newest release of each country, and the last day it has seen.
// Without it a release can be whole, but not be told from an older one.
type Known struct {
	Format string `json:"format"`
	// Ring and RingDigest name the newest ring that was trusted.
	Ring       int    `json:"ring"`
	RingDigest string `json:"ring_digest"`
	// Day is the newest day that was certain: of a check or of an edition.
	Day string `json:"day"`
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

const knownFormat = "pharos known 1"

// ParseKnown reads what was remembered; no bytes are nothing remembered.
func ParseKnown(data []byte) (*Known, error) {
	if len(data) == 0 {
		return &Known{Format: knownFormat}, nil
	}
	var k Known
	if err := decode(data, &k); err != nil || k.Format != knownFormat {
		return nil, fmt.Errorf("the file of known releases is damaged: restore it from a copy, or delete it and compare the check words again")
	}
	return &k, nil
}

// Encode writes what is remembered.
func (k *Known) Encode() ([]byte, error) { return encode(k) }

// seen finds a country's newest known release.
func (k *Known) seen(country string) (Seen, bool) {
	i := slices.IndexFunc(k.Releases, func(s Seen) bool { return s.Country == country })
	if i < 0 {
		return Seen{}, false
	}
	return k.Releases[i], true
}

// Newest reports whether a release is the newest that is remembered of its country.
func (k *Known) Newest(r *Result) bool {
	s, ok := k.seen(r.Manifest.Country)
	return ok && s.SHA256 == r.Digest
}

// Learn remembers a release that was found right, and its ring. It never goes back.
func (k *Known) Learn(r *Result, c *Chain, today string) {
	if !r.Right() || r.Manifest == nil {
		return
	}
	m := r.Manifest
	k.Day = max(k.Day, today, m.Edition)
	if c.Newest().Number >= k.Ring {
		k.Ring, k.RingDigest = c.Newest().Number, c.Digest()
	}
	for _, w := range c.Newest().Withdrawn {
		if !slices.Contains(k.Withdrawn, w) {
			k.Withdrawn = append(k.Withdrawn, w)
		}
	}
	if m.Adaptation != nil {
		return
	}
	if s, ok := k.seen(m.Country); ok && s.Number >= m.Number {
		return
	}
	k.Releases = slices.DeleteFunc(k.Releases, func(s Seen) bool { return s.Country == m.Country })
	k.Releases = append(k.Releases, Seen{m.Country, m.Number, r.Digest, m.Edition})
	slices.SortFunc(k.Releases, func(a, b Seen) int { return strings.Compare(a.Country, b.Country) })
}
