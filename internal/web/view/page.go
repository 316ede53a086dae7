package view

import (
	"fmt"
	"path"
	"strconv"
	"strings"

	"pharos/internal/plan"
)

// Page is one page of a site in one language.
type Page struct {
	// Name is the content name, Address the published one.
	Name    string `json:"name"`
	Address string `json:"address"`
	// File is the path under the country's root, Root the way back up to it.
	File     string `json:"file"`
	Root     string `json:"root"`
	Audience string `json:"audience"`
	// Ground is the swatch below its head: sea, slate or dusk.
	Ground string `json:"ground"`
	// Heading is the h1; Window the neutral title of the window.
	Heading *Text `json:"heading"`
	Window  *Text `json:"window"`
	// Number tells pages apart that share a window title; 0 for none.
	Number  int     `json:"number,omitempty"`
	Summary *Text   `json:"summary,omitempty"`
	Blocks  []Block `json:"blocks,omitempty"`
	// Shown is the picture on the page.
	Shown *Shown `json:"shown,omitempty"`
	// Own is false where passages are in English.
	English bool `json:"english,omitempty"`
	// Canonical is the absolute address.
	Canonical string `json:"canonical"`
	// Alternates are the page in all its languages.
	Alternates []Alternate `json:"alternates,omitempty"`
	// Picture is the absolute address of the picture for social media.
	Picture string `json:"picture,omitempty"`
	// Data is the JSON-LD of the page.
	Data string `json:"ld,omitempty"`
	// Groups are the sheets of a page of materials. A list has the page that leads
	// to it, its own name, and what all its sheets have against them.
	Groups  []Group `json:"groups,omitempty"`
	Up      string  `json:"up,omitempty"`
	List    *Text   `json:"list,omitempty"`
	Reasons []*Text `json:"reasons,omitempty"`
	// Sharer is who adapted the site, on its own page.
	Sharer *Sharer `json:"sharer,omitempty"`
	// Advice says where the materials of an audience may hang.
	Advice []Advice `json:"advice,omitempty"`
}

// Shown is a picture on a page: its file among the assets, what it shows in words,
// who made it, and its size.
type Shown struct {
	ID   string `json:"id"`
	File string `json:"file"`
	// Sizes are the widths in pixels in which a photograph is published; a drawing
	// has none.
	Sizes  []int `json:"sizes,omitempty"`
	Alt    *Text `json:"alt"`
	Credit *Text `json:"credit,omitempty"`
	Width  int   `json:"width"`
	Height int   `json:"height"`
}

// shown is the picture of a page; nil for none.
func (w writer) shown(p *plan.Picture) *Shown {
	if p == nil {
		return nil
	}
	return &Shown{
		ID:     p.ID,
		File:   strings.TrimPrefix(p.File, "assets/"),
		Sizes:  widths(p),
		Alt:    w.text(p.Alt[0]),
		Credit: w.text(p.Credit),
		Width:  p.Width,
		Height: p.Height,
	}
}

// widths are those of a photograph: for a telephone, and sharper where it has
// the pixels.
func widths(p *plan.Picture) []int {
	if path.Ext(p.File) == ".svg" {
		return nil
	}
	out := []int{min(320, p.Width)}
	for _, w := range []int{640, 960} {
		if w <= p.Width {
			out = append(out, w)
		}
	}
	return out
}

// PictureFiles are the files that are made of the picture of a page.
func PictureFiles(p *plan.Picture) []string {
	if p == nil {
		return nil
	}
	var out []string
	for _, w := range widths(p) {
		for _, kind := range []string{"jpg", "webp"} {
			out = append(out, fmt.Sprintf("pictures/%s-%d.%s", p.ID, w, kind))
		}
	}
	if out == nil {
		out = []string{"pictures/" + p.ID + ".svg"}
	}
	return out
}

// Advice is the places of one kind of material.
type Advice struct {
	Title  string  `json:"title"`
	Places []*Text `json:"places"`
}

// Alternate is the same page in one language; Tag is x-default for the one to
// give where no language fits.
type Alternate struct {
	Tag     string `json:"tag"`
	Address string `json:"address"`
}

// Alternates lists the languages of a page, each with its absolute address. The
// x-default of the start page is the choice of languages, else the page in the
// site's default language.
func Alternates(s plan.Site, name string) []Alternate {
	var out []Alternate
	standard := ""
	for i := range s.Faces {
		f := &s.Faces[i]
		for j := range f.Pages {
			p := &f.Pages[j]
			if p.Name != name {
				continue
			}
			at := s.Base + Address(f.Locale.Tag, p.Address)
			out = append(out, Alternate{string(f.Locale.Tag), at})
			switch {
			case p.Address == "":
				standard = s.Base
			case standard == "" || f.Locale.Tag == s.Default:
				standard = at
			}
		}
	}
	if standard == "" {
		return out
	}
	return append(out, Alternate{"x-default", standard})
}

// Block is a heading, a paragraph or a list of a page.
type Block struct {
	// Kind is h, p, ul or ol.
	Kind  string  `json:"kind"`
	Level int     `json:"level,omitempty"`
	ID    string  `json:"id,omitempty"`
	Words []Piece `json:"w,omitempty"`
	Items []Block `json:"items,omitempty"`
	Tag   string  `json:"tag,omitempty"`
	Dir   string  `json:"dir,omitempty"`
	// Call is true for a list whose items hold numbers to call.
	Call bool `json:"call,omitempty"`
}

// NewPage gives the values of one page.
func NewPage(s plan.Site, f plan.Face, p plan.Page) Page {
	page := newWriter(f).page(s, f, p)
	page.Alternates = Alternates(s, p.Name)
	return page
}

// page is NewPage for a page that no other language has.
func (w writer) page(s plan.Site, f plan.Face, p plan.Page) Page {
	file := File(f.Locale.Tag, p.Address)
	return Page{
		Name:      p.Name,
		Sharer:    w.sharer(s, f, p.Name),
		Address:   p.Address,
		File:      file,
		Root:      Root(file),
		Audience:  p.Audience,
		Ground:    string(p.Ground),
		Heading:   w.text(p.Title),
		Window:    w.text(p.Window),
		Summary:   w.text(p.Summary),
		English:   p.Fallback,
		Blocks:    w.blocks(p.Passages),
		Shown:     w.shown(p.Picture),
		Canonical: s.Base + Address(f.Locale.Tag, p.Address),
	}
}

// blocks joins points and steps to lists and gives headings their anchors.
func (w writer) blocks(passages []plan.Passage) []Block {
	var out []Block
	headings := 0
	for _, p := range passages {
		b := Block{Words: w.pieces(p.Text)}
		b.Tag, b.Dir = w.foreign(p.Text.Tag)
		switch p.Kind {
		case "heading":
			headings++
			b.Kind, b.Level, b.ID = "h", max(2, p.Level), "h"+strconv.Itoa(headings)
			out = append(out, b)
		case "item":
			out = appendItem(out, "ul", b)
		case "step":
			out = appendItem(out, "ol", b)
		default:
			b.Kind = "p"
			out = append(out, b)
		}
	}
	return out
}

// appendItem adds an item to the list that stands last, or begins a new one.
func appendItem(out []Block, kind string, item Block) []Block {
	last := len(out) - 1
	if last < 0 || out[last].Kind != kind {
		out = append(out, Block{Kind: kind})
		last++
	}
	for _, p := range item.Words {
		out[last].Call = out[last].Call || p.Link != ""
	}
	out[last].Items = append(out[last].Items, item)
	return out
}
