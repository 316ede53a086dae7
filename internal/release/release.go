// Package release holds what makes a release trustworthy away from home: the
// manifest that lists every file and fact, keys and signatures, the check of a
// release that somebody sent, and the ledger of what was printed.
//
// In go finished files (package made), dates and keys; out come a signed folder
// and, on the other side, a Result that says what is right, altered, old,
// expired or revoked. Signatures are minisign files (Ed25519 over BLAKE2b-512,
// https://jedisct1.github.io/minisign/), so that other tools can check them.
//
// These files decide:
//
//	manifest.json                 every file with its digest, every fact with its calls
//	manifest.json.minisig         the first signature; more as manifest.json.<id>.minisig
//	keys/<n>.json, <n>.<id>.minisig   who may sign: rings, each signed by the one before
//	renewed/<n>.json, <n>.<id>.minisig   later last days, where nothing else has changed
//
// All of them have one canonical form, and anything else is refused, so that every
// byte counts. Nothing here knows a clock or a network: days are arguments.
package release

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"

	"pharos/internal/made"
)

// Names of the files that are not listed in a manifest.
const (
	ManifestName  = "manifest.json"
	SignatureName = "manifest.json.minisig"
)

// Digest is the SHA-256 of bytes in lower-case hex.
func Digest(data []byte) string { return made.Digest(data) }

var (
	hexDigest   = regexp.MustCompile(`^[0-9a-f]{64}$`)
	countryCode = regexp.MustCompile(`^[a-z]{2}$`)
)

// encode gives the one form of a value as JSON.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("encode: %w", err)
	}
	return b.Bytes(), nil
}

// decode reads a value that must stand in its one form: no unknown keys, no
// other order, no other spacing.
func decode(data []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return err
	}
	again, err := encode(v)
	if err != nil {
		return err
	}
	if !bytes.Equal(again, data) {
		return fmt.Errorf("it is not in the form in which it is written")
	}
	return nil
}
