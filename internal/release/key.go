package release

import (
	"errors"
	"fmt"
	"io"

	"aead.dev/minisign"
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
	case name == "" || role == "" || !isDay(day):
		return Key{}, nil, fmt.Errorf("a key needs a name, a role and a day")
	}
	public, private, err := minisign.GenerateKey(random)
	if err != nil {
		return Key{}, nil, fmt.Errorf("make key: %w", err)
	}
	sealed, err := minisign.EncryptKey(password, private)
	if err != nil {
		return Key{}, nil, fmt.Errorf("encrypt key: %w", err)
	}
	return publicLine(public, name, role, day), append(sealed, '\n'), nil
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
