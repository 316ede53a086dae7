package qr

import (
	"fmt"
	"net/url"
	"strings"
)

// maxDigits is the longest run of digits that no telephone offers to dial when
// it shows the text of a code. A year fits.
const maxDigits = 4

// Lint says what is wrong with a payload, each in a phrase; nil is fine. A
// payload is either an https address below one of the sites, or the link of one
// of the confirmed numbers (tel:). An address carries no query, no fragment, no
// user and no port, so that nobody is tracked, and no digits that a telephone
// would offer to dial.
func Lint(payload string, sites, numbers []string) []string {
	if rest, ok := strings.CutPrefix(payload, "tel:"); ok {
		for _, n := range numbers {
			if n == payload {
				return nil
			}
		}
		return []string{fmt.Sprintf("the number %q is not one of the confirmed numbers of this sheet", rest)}
	}
	u, err := url.Parse(payload)
	if err != nil || u.Host == "" {
		return []string{"it is not an address"}
	}
	var out []string
	if u.Scheme != "https" {
		out = append(out, "the address does not begin with https://")
	}
	if u.RawQuery != "" || u.ForceQuery || u.Fragment != "" || u.User != nil || u.Port() != "" {
		out = append(out, "the address has a query, a fragment, a user or a port; a code must not track who reads it")
	}
	if len(sites) > 0 && !below(payload, sites) {
		out = append(out, "the address is not one of the project's own sites")
	}
	if run := longestDigits(u.Host + u.Path); run > maxDigits {
		out = append(out, fmt.Sprintf("it has %d digits in a row, which a telephone would offer to dial", run))
	}
	return out
}

// below reports whether an address is one of the sites or lies below one.
func below(payload string, sites []string) bool {
	for _, s := range sites {
		s = strings.TrimSuffix(s, "/")
		if payload == s || strings.HasPrefix(payload, s+"/") {
			return true
		}
	}
	return false
}

// longestDigits counts the longest run of digits, over the marks that
// telephones ignore within a number.
func longestDigits(s string) int {
	best, run := 0, 0
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			run++
		case strings.ContainsRune("-. ()+", r):
			// goes on
		default:
			run = 0
		}
		best = max(best, run)
	}
	return best
}
