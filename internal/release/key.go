package release

import (
	"crypto/subtle"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"

	"pharos/internal/days"

	"aead.dev/minisign"
	"golang.org/x/crypto/blake2b"
	"golang.org/x/crypto/scrypt"
)

// ErrPassword says that a key does not open with the password.
var ErrPassword = errors.New("the key does not open: wrong password, or not a key file")

// shortestPassword is the least number of bytes of a password.
const shortestPassword = 12

// NewKey makes a key: the line for the ring, and the secret half encrypted with
// the password in minisign's own format (scrypt), ready to be written to a file.
func NewKey(random io.Reader, name, role, password, day string) (Key, []byte, error) {
	switch {
	case len(password) < shortestPassword:
		return Key{}, nil, fmt.Errorf("the password has fewer than %d characters", shortestPassword)
	case name == "" || role == "" || !days.Valid(day):
		return Key{}, nil, fmt.Errorf("a key needs a name, a role and a day")
	}
	public, private, err := minisign.GenerateKey(random)
	if err != nil {
		return Key{}, nil, fmt.Errorf("make key: %w", err)
	}
	sealed, err := sealKey(random, private, password)
	if err != nil {
		return Key{}, nil, fmt.Errorf("encrypt key: %w", err)
	}
	return publicLine(public, name, role, day), sealed, nil
}

// The cost of opening a key: scrypt with N = 2^18, r = 8, p = 1, so 256 MB and about a
// second. A fourth of what minisign takes for its own keys; it reads the cost from the
// file, as this program does with keys of minisign. In the format, ops is 4 N r p and
// mem is 128 N r.
const (
	sealN   = 1 << 18
	sealR   = 8
	sealOps = 4 * sealN * sealR
	sealMem = 128 * sealN * sealR
)

// sealKey encrypts a key in minisign's format: algorithms (6 bytes), salt (32), the
// cost (16), then id and key with their checksum (104), over the key stream.
func sealKey(random io.Reader, key minisign.PrivateKey, password string) ([]byte, error) {
	open, err := key.MarshalText()
	if err != nil {
		return nil, err
	}
	comment, text, _ := strings.Cut(string(open), "\n")
	data, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil, err
	}
	copy(data[2:], "Sc")
	if _, err := io.ReadFull(random, data[6:38]); err != nil {
		return nil, err
	}
	binary.LittleEndian.PutUint64(data[38:], sealOps)
	binary.LittleEndian.PutUint64(data[46:], sealMem)
	sum := blake2b.Sum256(append([]byte("Ed"), data[54:126]...))
	copy(data[126:], sum[:])
	stream, err := scrypt.Key([]byte(password), data[6:38], sealN, sealR, 1, len(data)-54)
	if err != nil {
		return nil, err
	}
	subtle.XORBytes(data[54:], data[54:], stream)
	return []byte(comment + "\n" + base64.StdEncoding.EncodeToString(data) + "\n"), nil
}

// publicLine is the line of a key in a ring.
func publicLine(public minisign.PublicKey, name, role, day string) Key {
	return Key{ID: KeyID(public.ID()), Name: name, Role: role, Public: publicText(public), State: Active, Since: day}
}

// OpenKey decrypts the secret half of a key. A key that lies open is refused.
func OpenKey(sealed []byte, password string) (minisign.PrivateKey, error) {
	if n := len(sealed); n > 0 && sealed[n-1] == '\n' {
		sealed = sealed[:n-1]
	}
	if !minisign.IsEncrypted(sealed) {
		return minisign.PrivateKey{}, fmt.Errorf("the key file is not encrypted, or not a key file")
	}
	key, err := minisign.DecryptKey(password, sealed)
	if err != nil {
		return minisign.PrivateKey{}, ErrPassword
	}
	return key, nil
}
