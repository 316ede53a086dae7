package release

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"aead.dev/minisign"

	"pharos/internal/disk"
)

// ToRenew checks a release whose last day is to be moved. By the office's own rings all
// must hold but the day itself: Unsound says what does not.
func ToRenew(fsys fs.FS, t Trust) (*Result, error) {
	if t.Keys == nil {
		return nil, errors.New("renew: the office's own rings of keys are needed")
	}
	r, err := Verify(fsys, t)
	if err != nil {
		return nil, err
	}
	for _, p := range r.Problems {
		// A run that was interrupted leaves a renewal without a signature: it is written anew.
		if p.Kind != Expired && !(p.Kind == Unsigned && inRenewed(p.Path)) {
			return r, Unsound{p}
		}
	}
	if r.Manifest.Adaptation != nil {
		return r, errors.New("renew: an accepted adaptation ends with its base; accept it again on a newer one")
	}
	return r, nil
}

// Renew signs a renewal of a release that ToRenew found right and puts it into its
// folder. Country, numbers and digests are filled in; the facts must be those of the release.
func Renew(dir string, r *Result, renewal *Renewal, key minisign.PrivateKey) (string, error) {
	m, previous := r.Manifest, ""
	var before *Renewal
	if n := len(r.Renewals); n > 0 {
		before = r.Renewals[n-1]
		data, err := before.Encode()
		if err != nil {
			return "", err
		}
		previous = Digest(data)
	}
	renewal.Country, renewal.Release, renewal.Manifest = m.Country, m.Number, r.Digest
	renewal.Number, renewal.Previous = len(r.Renewals)+1, previous
	data, err := renewal.Encode()
	if err == nil {
		err = renewal.follows(m, r.Digest, before, previous)
	}
	if err != nil {
		return "", fmt.Errorf("renew: %w", err)
	}
	return writeRenewal(dir, r, renewal, data, key, renewal.Date)
}

// ApproveRenewal adds the signature of one more key to the renewal that waits for it.
func ApproveRenewal(dir string, r *Result, key minisign.PrivateKey, day string) (string, error) {
	p := r.Pending
	id := KeyID(key.ID())
	if slices.ContainsFunc(p.Signers, func(s Signer) bool { return s.ID == id }) {
		return "", fmt.Errorf("renew: the key %s has signed already", id)
	}
	data, err := p.Renewal.Encode()
	if err != nil {
		return "", err
	}
	return writeRenewal(dir, r, p.Renewal, data, key, day)
}

// writeRenewal writes a renewal with one signature, and puts both into the page.
func writeRenewal(
	dir string, r *Result, renewal *Renewal, data []byte, key minisign.PrivateKey, day string,
) (string, error) {
	id := KeyID(key.ID())
	if k, known := r.Ring.key(id); !known || k.State != Active {
		return "", fmt.Errorf("renew: the key %s is in no ring of the office, or signs no more", id)
	}
	sig, err := signRenewal(key, renewal, data, day)
	if err != nil {
		return "", err
	}
	name := filepath.Join(dir, RenewedDir, strconv.Itoa(renewal.Number)+".json")
	if old, err := os.ReadFile(name); err != nil || string(old) != string(data) {
		signatures := filepath.Join(dir, RenewedDir, fmt.Sprintf("%d.*.minisig", renewal.Number))
		if signed, _ := filepath.Glob(signatures); len(signed) > 0 {
			return "", fmt.Errorf(
				"renew: another renewal %d is signed already; the office took it back", renewal.Number)
		}
		if err := disk.Write(name, data, 0o644); err != nil {
			return "", fmt.Errorf("renew: %w", err)
		}
	}
	if err := disk.Write(filepath.Join(dir, RenewedDir, renewalSignature(renewal.Number, id)), sig, 0o644); err != nil {
		return "", fmt.Errorf("renew: %w", err)
	}
	return name, fillPage(dir)
}
