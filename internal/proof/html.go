package proof

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/paint"
	"pharos/internal/plan"
	"pharos/internal/rule"
)

// Site is what the pages of one country's site may show. It may be used from
// several goroutines.
type Site struct {
	reader *Reader
	site   plan.Site
	faces  map[string]*faceNumbers
	// any is for pages of no language.
	any *faceNumbers
}

// faceNumbers are the numbers of one language of a site.
type faceNumbers struct {
	once  sync.Once
	faces []*plan.Face
	base  string
	// byLink are the contacts to link to; known the digits of all texts.
	byLink map[string]plan.Contact
	// byDigits are the same by the digits that are shown.
	byDigits map[string]plan.Contact
	known    knownRuns
}

// Site prepares the comparison of a site's pages.
func (r *Reader) Site(site plan.Site) *Site {
	s := &Site{reader: r, site: site, faces: map[string]*faceNumbers{}, any: &faceNumbers{base: site.Base}}
	for i := range site.Faces {
		f := &site.Faces[i]
		s.faces[f.Locale.Tag.Address()] = &faceNumbers{faces: []*plan.Face{f}, base: site.Base}
		s.any.faces = append(s.any.faces, f)
	}
	return s
}

// CompareHTML is Site and Compare in one, for a single page.
func (r *Reader) CompareHTML(site plan.Site, path string, data []byte) diag.List {
	return r.Site(site).Compare(path, data)
}

// Compare compares a page with the plan. Path is the page's place under the
// country's web root: "sr-cyrl/rights/index.html", or "index.html" for the
// choice of language. Every tel: link must be a contact of the page's language
// and show its digits; no other number may stand in text, titles or attributes;
// and every page of a language shows the line, or where there is none the
// emergency number, as a link.
func (s *Site) Compare(path string, data []byte) diag.List {
	p := &webPage{
		reader:  s.reader,
		country: s.site.Country,
		path:    s.site.Country + "/" + path,
		linked:  map[string]bool{},
	}
	first, _, _ := strings.Cut(path, "/")
	if p.numbers = s.faces[first]; p.numbers != nil {
		p.face = p.numbers.faces[0]
	} else {
		p.numbers = s.any
	}
	p.numbers.once.Do(p.numbers.gather)
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		p.wrong(rule.ProofOpen, p.main().From, "the page cannot be read: %v", err)
		return p.list
	}
	p.walk(root)
	p.required()
	return p.list
}

// webPage is one page beside the plan of its site.
type webPage struct {
	reader        *Reader
	country, path string
	// face is the page's language; nil for the choice of language.
	face    *plan.Face
	numbers *faceNumbers
	// linked are the links found.
	linked map[string]bool
	list   diag.List
}

// wrong adds a finding.
func (p *webPage) wrong(rule *diag.Rule, pos diag.Pos, format diag.Format, args ...any) {
	p.list = append(p.list, finding(rule, pos, p.path, format, args...))
}

// main gives the contact that findings without a place of their own point to.
func (p *webPage) main() plan.Contact {
	if len(p.numbers.faces) == 0 {
		return plan.Contact{}
	}
	f := p.numbers.faces[0]
	if len(f.Lines) > 0 {
		return f.Lines[0]
	}
	return f.Emergency
}

// gather takes the contacts and the words of the languages.
func (p *faceNumbers) gather() {
	p.byLink, p.byDigits, p.known = map[string]plan.Contact{}, map[string]plan.Contact{}, knownRuns{
		map[string]bool{},
		map[string]bool{},
	}
	p.words(p.base)
	for _, f := range p.faces {
		p.faceContacts(f)
	}
}

// faceContacts takes the contacts and the words of one language.
func (p *faceNumbers) faceContacts(f *plan.Face) {
	for _, c := range f.Lines {
		p.contact(c)
	}
	p.contact(f.Emergency)
	if f.Police != nil {
		p.contact(*f.Police)
	}
	for _, t := range f.Texts {
		p.words(t.Value)
	}
	p.words(f.None.Value)
	p.words(f.TestedOn)
	for _, page := range f.Pages {
		for _, t := range []locale.Text{page.Title, page.Window, page.Summary, page.Menu, page.Line} {
			p.words(t.Value)
		}
		for _, passage := range page.Passages {
			p.words(passage.Text.Value)
		}
	}
}

// contact takes one contact.
func (p *faceNumbers) contact(c plan.Contact) {
	if c.Link != "" {
		p.byLink[c.Link] = c
		p.byDigits[paint.OnlyDigits(c.Shown)] = c
	}
	for _, s := range []string{c.Shown, c.Link, c.Label.Value, c.Who.Value, c.Hours.Value, c.Usual.Value, c.Shut.Value,
		c.Cost.Value, c.Operator, c.NoName.Value} {
		p.words(s)
	}
}

// words takes the digits of a text of the plan.
func (p *faceNumbers) words(s string) {
	if strings.ContainsFunc(s, unicode.IsDigit) {
		w := prepare(locale.Text{Value: s})
		p.known.add(w.units)
	}
}

// walk looks at a node and all below it.
func (p *webPage) walk(n *html.Node) {
	if n.Type == html.ElementNode {
		if n.DataAtom == atom.Script || n.DataAtom == atom.Style {
			p.script(n)
			return
		}
		p.attributes(n)
		if block(n) {
			p.text(n)
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		p.walk(c)
	}
}

// script looks at data for machines in a page, such as JSON-LD. Program text
// and styles are no text of the plan and are left alone.
func (p *webPage) script(n *html.Node) {
	if n.DataAtom == atom.Script && strings.Contains(attribute(n, "type"), "json") && n.FirstChild != nil {
		p.digits(n.FirstChild.Data, "the data of the page")
	}
}

// callers are the schemes that call, besides tel.
var callers = []string{
	"sms:",
	"callto:",
	"skype:",
	"viber:",
	"whatsapp:",
	"tg:",
	"sip:",
	"facetime:",
	"https://wa.me/",
	"https://api.whatsapp.com/",
}

// attributes looks at links and at what is read aloud or shown from attributes.
func (p *webPage) attributes(n *html.Node) {
	for _, a := range n.Attr {
		value := strings.TrimSpace(a.Val)
		switch lower := strings.ToLower(value); a.Key {
		case "href", "action", "src", "data-href":
			if strings.HasPrefix(lower, "tel:") {
				p.link(n, value)
			} else if slices.ContainsFunc(callers, func(s string) bool { return strings.HasPrefix(lower, s) }) {
				p.wrong(rule.ProofLink, p.main().From, "the page links to %q, which is no contact of the plan", value)
			}
		case "title",
			"alt",
			"aria-label",
			"aria-description",
			"content",
			"placeholder",
			"label",
			"data-number",
			"data-phone":
			p.digits(value, "an attribute "+a.Key)
		}
	}
}

// link compares a tel: link with the plan.
func (p *webPage) link(n *html.Node, href string) {
	c, ok := p.numbers.byLink[href]
	if !ok {
		p.wrong(
			rule.ProofLink,
			p.main().From,
			"the page links to %q, which is no contact of the plan in this language",
			href,
		)
		return
	}
	p.linked[href] = true
	shown := paint.OnlyDigits(content(n))
	if shown == "" && paint.OnlyDigits(attribute(n, "aria-label")) == "" {
		return // a sign to touch; the number stands beside it
	}
	if want := paint.OnlyDigits(c.Shown); shown != want || foreignDigits(content(n)) != "" {
		p.wrong(
			rule.ProofLink,
			c.From,
			"the link %s shows %q instead of %s",
			href,
			strings.Join(strings.Fields(content(n)), " "),
			c.Shown,
		)
	}
}

// blocks are the elements whose text reads as one.
var blocks = []atom.Atom{
	atom.P,
	atom.Li,
	atom.Td,
	atom.Th,
	atom.Dd,
	atom.Dt,
	atom.H1,
	atom.H2,
	atom.H3,
	atom.H4,
	atom.Title,
	atom.Figcaption,
	atom.Caption,
	atom.Summary,
	atom.Label,
	atom.Button,
	atom.Option,
	atom.Div,
	atom.Section,
	atom.Header,
	atom.Footer,
	atom.Main,
	atom.Nav,
	atom.Aside,
	atom.Body,
	atom.Blockquote,
	atom.Address,
	atom.Legend,
	atom.Article,
	atom.Noscript,
}

// block reports whether an element's own text reads as one.
func block(n *html.Node) bool { return slices.Contains(blocks, n.DataAtom) || n.DataAtom == 0 }

// text looks at the text of a block without the blocks in it.
func (p *webPage) text(n *html.Node) {
	var b strings.Builder
	var collect func(*html.Node)
	collect = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type == html.TextNode:
				b.WriteString(c.Data)
			case c.Type == html.ElementNode && (block(c) || c.DataAtom == atom.Script || c.DataAtom == atom.Style ||
				c.DataAtom == atom.Br || c.DataAtom == atom.Template):
				b.WriteString(" | ")
			case c.Type == html.ElementNode:
				collect(c)
			}
		}
	}
	collect(n)
	p.digits(b.String(), inText)
}

// inText is where readers see digits. Code to copy, with its links, is text too:
// a number in one piece is not held against a page.
const inText = "the text"

// checksum is a SHA-256 in hex, which the page of materials shows of each file.
var checksum = regexp.MustCompile(`\b[0-9a-f]{64}\b`)

// digits sees that a text has no telephone number that the plan does not know,
// and none on hold. Dates and small numbers are nothing to call.
func (p *webPage) digits(s, where string) {
	if !strings.ContainsFunc(s, unicode.IsDigit) {
		return
	}
	w := prepare(locale.Text{Value: checksum.ReplaceAllString(s, " | ")})
	for _, n := range digitRuns(w.units, nil) {
		for _, f := range p.reader.options.Forbidden {
			if f.of(p.country, n.whole) {
				p.wrong(
					rule.ProofStranger,
					f.From,
					"the number %s is marked %q and stands in %s all the same",
					f.Number,
					f.Why,
					where,
				)
			}
		}
		if k, ok := p.numbers.byDigits[n.whole]; ok && where == inText && n.raw != foreignDigits(k.Own) &&
			(len(n.groups) > 1 || n.foreign) &&
			n.other(k.Shown) {
			p.wrong(rule.NumSameFacts, k.From, "%s writes the number %s as %s", where, k.Shown, n.written())
		}
		if len(n.whole) >= short && !n.date() && !p.numbers.known.explain(n) {
			p.wrong(
				rule.ProofStranger,
				p.main().From,
				"%s has %s, which is no number of the plan",
				where,
				strings.Join(n.groups, " "),
			)
		}
	}
}

// date reports whether a run is a day such as 2026-01-15 or 15. 1. 2026, or two
// years.
func (n digitRun) date() bool {
	is := func(s string, low, high int) bool {
		v := 0
		for _, c := range s {
			v = 10*v + int(c-'0')
		}
		return len(s) <= 4 && v >= low && v <= high
	}
	g := n.groups
	switch len(g) {
	case 2:
		return len(n.whole) == 8 && is(g[0], 1900, 2100) && is(g[1], 1900, 2100) ||
			len(g[0]) == 4 && is(g[0], 1900, 2100) && is(g[1], 1, 12)
	case 3:
		return is(g[0], 1900, 2100) && is(g[1], 1, 12) && is(g[2], 1, 31) ||
			is(g[2], 1900, 2100) && is(g[1], 1, 12) && is(g[0], 1, 31)
	}
	return false
}

// required sees that a page of a language has a number to call.
func (p *webPage) required() {
	if p.face == nil {
		return
	}
	if c := p.main(); !p.linked[c.Link] {
		p.wrong(rule.ProofLink, c.From, "the page has no link to %s", c.Shown)
	}
}

// content gives the text below a node.
func content(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(content(c))
	}
	return b.String()
}

// attribute gives an attribute's value, or nothing.
func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// of reports whether digits are this number in a country, or hold all of it.
func (f Forbidden) of(country, digits string) bool {
	if f.Country != "" && f.Country != country {
		return false
	}
	no := paint.OnlyDigits(f.Number)
	return len(no) >= 3 && (digits == no || len(no) >= short && strings.Contains(digits, no))
}
