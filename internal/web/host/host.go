// Package host writes the plain files that go with a country's pages: robots,
// site map, header files for common hosts and the calendar of awareness days.
//
// In goes the plan of one country; out comes the text of each file. They need no
// template, so they are made here and not by the theme. Nothing here knows Hugo.
package host

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/xml"
	"fmt"
	neturl "net/url"
	"strings"
	"unicode"

	"pharos/internal/plan"
	"pharos/internal/web/view"
)

// policy is the Content-Security-Policy of every file (CSP Level 3): only own
// style, script and pictures; no frames, no forms. A connection to the own host
// is open to the service worker, which reads pages to keep them; the pages' own
// policy, in a meta element, forbids it to them. STYLE stands for the digest of
// the one style that is written into a page: that of the page for unknown addresses.
const policy = "default-src 'none'; style-src 'self' STYLE; script-src 'self'; img-src 'self'; connect-src 'self'; " +
	"base-uri 'none'; form-action 'none'"

// framing may stand only in a header, not in a meta element (CSP 3, section 3.3).
const framing = "; frame-ancestors 'none'"

// Robots is robots.txt (RFC 9309): a draft forbids all.
func Robots(draft bool, base string) string {
	if draft {
		return "User-agent: *\nDisallow: /\n"
	}
	return "User-agent: *\nAllow: /\n\nSitemap: " + base + "sitemap.xml\n"
}

// SecurityFile is where a site says how flaws are reported (RFC 9116, section 3).
const SecurityFile = ".well-known/security.txt"

// Security is security.txt (RFC 9116, section 2.5); empty without a contact and
// its end. The canonical address is that at the top of the host, also of a site
// that lies deeper.
func Security(s plan.Site) string {
	top, err := neturl.Parse(s.Base)
	if s.Security == "" || s.SecurityUntil == "" || err != nil ||
		strings.ContainsFunc(s.Security+s.SecurityUntil, unicode.IsControl) {
		return ""
	}
	return "Contact: " + s.Security + "\nExpires: " + s.SecurityUntil + "T23:59:59Z\nCanonical: https://" + top.Host +
		"/" + SecurityFile + "\n"
}

// header is one line of the answer to a request.
type header struct{ name, value string }

// headers lists what is sent with every file; style is the country's style sheet.
func headers(draft bool, style []byte) []header {
	sum := sha256.Sum256(style)
	digest := "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	h := []header{
		{"Content-Security-Policy", strings.Replace(policy, "STYLE", digest, 1) + framing},
		{"Referrer-Policy", "no-referrer"},
		{"X-Content-Type-Options", "nosniff"},
		{"X-Frame-Options", "DENY"},
		{"Permissions-Policy", "camera=(), geolocation=(), microphone=(), interest-cohort=()"},
		{"Cross-Origin-Opener-Policy", "same-origin"},
		{"Cache-Control", "public, max-age=0, must-revalidate"},
	}
	if draft {
		h = append(h, header{"X-Robots-Tag", "noindex, nofollow"})
	}
	return h
}

// longLived are the files whose name changes with their bytes.
const longLived = "public, max-age=31536000, immutable"

// Headers is the _headers file of Netlify and Cloudflare Pages.
func Headers(draft bool, style []byte) string {
	var b strings.Builder
	b.WriteString("/*\n")
	for _, h := range headers(draft, style) {
		fmt.Fprintf(&b, "  %s: %s\n", h.name, h.value)
	}
	for _, ending := range []string{"css", "js"} {
		fmt.Fprintf(&b, "/site.*.%s\n  ! Cache-Control\n  Cache-Control: %s\n", ending, longLived)
	}
	b.WriteString("/" + SecurityFile + "\n  Content-Type: text/plain; charset=utf-8\n")
	return b.String()
}

// Nginx is a piece to include in a server block.
func Nginx(draft bool, style []byte) string {
	var b strings.Builder
	b.WriteString(
		"# Include inside server { }. No visitor is written down.\naccess_log off;\nerror_page 404 /404.html;\n" +
			"index index.html;\n",
	)
	for _, h := range headers(draft, style) {
		if h.name != "Cache-Control" {
			fmt.Fprintf(&b, "add_header %s \"%s\" always;\n", h.name, h.value)
		}
	}
	b.WriteString("# expires leaves the headers above in force; add_header inside location would not.\n" +
		"location ~ ^/site\\.[0-9a-f]+\\.(css|js)$ { expires 1y; }\nlocation / { expires -1; }\n" +
		"# An exact place wins over rules that hide names with a dot.\n" +
		"location = /" + SecurityFile + " { default_type text/plain; charset utf-8; expires -1; }\n")
	return b.String()
}

// Apache is the .htaccess text.
func Apache(draft bool, style []byte) string {
	var b strings.Builder
	b.WriteString(
		"# Copy to .htaccess. Turn the access log off in the server's own settings.\nDirectoryIndex index.html\n" +
			"ErrorDocument 404 /404.html\nOptions -Indexes\n<IfModule mod_headers.c>\n",
	)
	for _, h := range headers(draft, style) {
		fmt.Fprintf(&b, "Header always set %s \"%s\"\n", h.name, h.value)
	}
	fmt.Fprintf(
		&b,
		"<FilesMatch \"^site\\.[0-9a-f]+\\.(css|js)$\">\nHeader always set Cache-Control \"%s\"\n</FilesMatch>\n"+
			"</IfModule>\n<Files \"security.txt\">\nForceType \"text/plain; charset=utf-8\"\nRequire all granted\n"+
			"</Files>\n",
		longLived,
	)
	return b.String()
}

// urlset is a site map (sitemaps.org) with the languages of each page.
type urlset struct {
	XMLName xml.Name `xml:"urlset"`
	NS      string   `xml:"xmlns,attr"`
	XHTML   string   `xml:"xmlns:xhtml,attr"`
	URLs    []url    `xml:"url"`
}

type url struct {
	Loc   string `xml:"loc"`
	Links []link `xml:"xhtml:link"`
}

type link struct {
	Rel  string `xml:"rel,attr"`
	Lang string `xml:"hreflang,attr"`
	Href string `xml:"href,attr"`
}

// Sitemap is sitemap.xml: each page once, with its languages.
func Sitemap(s plan.Site) (string, error) {
	set := urlset{NS: "http://www.sitemaps.org/schemas/sitemap/0.9", XHTML: "http://www.w3.org/1999/xhtml"}
	for _, f := range s.Faces {
		for _, p := range f.Pages {
			set.URLs = append(set.URLs, url{s.Base + view.Address(f.Locale.Tag, p.Address), links(s, p.Name)})
		}
	}
	out, err := xml.MarshalIndent(set, "", "")
	if err != nil {
		return "", fmt.Errorf("write site map: %w", err)
	}
	return xml.Header + string(out) + "\n", nil
}

// links lists the languages of a page.
func links(s plan.Site, name string) []link {
	var out []link
	for _, a := range view.Alternates(s, name) {
		out = append(out, link{"alternate", a.Tag, a.Address})
	}
	return out
}
