package release

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"

	"aead.dev/minisign"
	"golang.org/x/crypto/blake2b"
)

// untrusted is the only untrusted comment that is accepted. It is not covered by
// the signature, so any other text could be changed by anybody.
const untrusted = "signed with minisign by pharos"

// ErrSignature says that a signature file is not in its one form.
var ErrSignature = errors.New("the signature is not in the form in which it is written")

// KeyID writes a key's id as minisign shows it.
func KeyID(id uint64) string { return fmt.Sprintf("%016X", id) }

// Sign makes the signature file of data. The trusted comment is covered by the
// signature; it says what was signed.
func Sign(key minisign.PrivateKey, data []byte, comment string) ([]byte, error) {
	if strings.ContainsAny(comment, "\r\n") {
		return nil, fmt.Errorf("sign: the comment has more than one line")
	}
	r := minisign.NewReader(bytes.NewReader(data))
	if _, err := new(bytes.Buffer).ReadFrom(r); err != nil {
		return nil, fmt.Errorf("sign: %w", err)
	}
	return r.SignWithComments(key, comment, untrusted), nil
}

// parseSignature reads a signature file in its one form: prehashed, with the
// canonical untrusted comment, canonical base64, and nothing behind it. Line ends of
// Windows, which mail and version control make, count as the others, as minisign
// itself reads them.
func parseSignature(text []byte) (*minisign.Signature, error) {
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	var s minisign.Signature
	if err := s.UnmarshalText(text); err != nil {
		return nil, fmt.Errorf("%w: %v", ErrSignature, err)
	}
	if again, err := s.MarshalText(); err != nil || !bytes.Equal(again, text) || s.Algorithm != minisign.HashEdDSA ||
		s.UntrustedComment != untrusted {
		return nil, ErrSignature
	}
	return &s, nil
}

// rawKey takes id and point out of a public key as minisign writes it.
func rawKey(public string) (uint64, ed25519.PublicKey, error) {
	data, err := base64.StdEncoding.Strict().DecodeString(public)
	if err != nil || len(data) != 42 || binary.LittleEndian.Uint16(data) != minisign.EdDSA {
		return 0, nil, fmt.Errorf("%q is not a minisign public key", public)
	}
	return binary.LittleEndian.Uint64(data[2:]), data[10:], nil
}

// publicText writes a public key on one line, as it stands in a ring.
func publicText(key minisign.PublicKey) string {
	text := strings.TrimSpace(key.String())
	return text[strings.LastIndexByte(text, '\n')+1:]
}

// signedBy checks both parts of a signature with one key: whether the comment
// is the key's own, and whether the data are.
func signedBy(s *minisign.Signature, public string, data []byte) (comment, message bool) {
	id, key, err := rawKey(public)
	if err != nil || id != s.KeyID {
		return false, false
	}
	sum := blake2b.Sum512(data)
	comment = ed25519.Verify(key, append(s.Signature[:], s.TrustedComment...), s.CommentSignature[:])
	return comment, comment && ed25519.Verify(key, sum[:], s.Signature[:])
}
