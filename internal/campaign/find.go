package campaign

import (
	"fmt"

	"pharos/internal/made"
)

// Country finds a country by its code; nil where there is none.
func (s *Set) Country(code string) *Country {
	for _, c := range s.Countries {
		if c.Code == code {
			return c
		}
	}
	return nil
}

// Codes lists the codes of the countries, in their order.
func (s *Set) Codes() []string {
	var out []string
	for _, c := range s.Countries {
		out = append(out, c.Code)
	}
	return out
}

// Line finds a line by its id, with its country and the path of its record there;
// nil where there is none.
func (s *Set) Line(id string) (c *Country, h *Hotline, path string) {
	for _, c := range s.Countries {
		for i := range c.Hotlines {
			if c.Hotlines[i].ID == id {
				return c, &c.Hotlines[i], fmt.Sprintf("hotlines[%d]", i)
			}
		}
	}
	return nil, nil, ""
}

// GroundOf gives the ground of an audience by its id; that of the public for what
// belongs to no audience.
func (s *Set) GroundOf(audience string) made.Ground {
	for i := range s.Audiences {
		if s.Audiences[i].ID == audience {
			return s.Audiences[i].Ground
		}
	}
	return made.Sea
}
