package plan

import (
	"strings"

	"golang.org/x/net/idna"

	"pharos/internal/locale"
)

// forPeople writes an address, without its scheme, as people read and type it: the name
// of a site in letters, where the code beside it holds the form xn--…, which nobody can
// type from a wall. A name whose letters could be taken for others stays as it is.
func forPeople(address string) string {
	host, rest, path := strings.Cut(address, "/")
	shown, err := idna.Display.ToUnicode(host)
	back, wrong := idna.Lookup.ToASCII(shown)
	if err != nil || wrong != nil || back != host || locale.Mixed(shown) != "" ||
		strings.ContainsFunc(shown, locale.Hidden) {
		return address
	}
	if path {
		return shown + "/" + rest
	}
	return shown
}
