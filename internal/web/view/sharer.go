package view

import "pharos/internal/plan"

// LogoFile is the logo of who adapted a site, as a picture.
const LogoFile = "partner.png"

// Sharer is the organisation that adapted a site.
type Sharer struct {
	Name  *Text   `json:"name"`
	Role  *Text   `json:"role"`
	Lines []*Text `json:"lines,omitempty"`
	// Logo is empty where it has none; Width and Height are half its pixels, so
	// that it is sharp on fine screens.
	Logo   string `json:"logo,omitempty"`
	Width  int    `json:"width,omitempty"`
	Height int    `json:"height,omitempty"`
	Alt    *Text  `json:"alt,omitempty"`
}

// sharer gives the values of the page about who adapted the site; nil on others.
func (w writer) sharer(s plan.Site, f plan.Face, page string) *Sharer {
	if page != plan.SharerPage || f.Sharer == nil {
		return nil
	}
	out := &Sharer{Name: w.text(f.Sharer.Name), Role: w.text(f.Sharer.Role)}
	for _, t := range f.Sharer.Lines {
		out.Lines = append(out.Lines, w.text(t))
	}
	if l := s.Logo; l != nil && l.Width > 0 {
		out.Logo, out.Width, out.Height, out.Alt = LogoFile, l.Width/2, l.Height/2, w.text(f.Sharer.Alt)
	}
	return out
}
