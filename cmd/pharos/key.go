package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/pflag"

	"pharos/internal/disk"
	"pharos/internal/release"
)

func keyVerb() verb {
	return verb{
		name:  "key",
		args:  "new | ring | sign | words [flags]",
		short: "make and keep the keys that sign releases",
		long: `new    makes a key: FILE (encrypted with the password) and FILE.pub, to be sent
ring   writes the next ring of keys into keys/: adds public keys, retires or
       revokes some, withdraws releases, says how many must approve
sign   signs the newest ring with a key; the holders of enough keys of the ring
       before and of this one must sign
words  prints the six check words of the newest ring`,
		example: "pharos key new --name \"Ana\" --role office --date 2030-01-02 --out ana.key --password-file secret",
		run:     runKey,
	}
}

// keyring is one call of the verb.
type keyring struct {
	ui                                   *ui
	project                              *string
	key                                  *signer
	name, role, date, out, reason        string
	approvals                            int
	roles, add, retire, revoke, withdraw []string
}

// runKey runs one action.
func runKey(_ context.Context, ui *ui, args []string) error {
	k := &keyring{ui: ui}
	f, project := plainFlags("key", ui)
	k.project = project
	f.StringVar(&k.name, "name", "", "who holds the key (new)")
	f.StringVar(&k.role, "role", "", "the holder's role, such as office or ngo (new)")
	f.StringVar(&k.date, "date", "", "the day, YYYY-MM-DD (new, ring)")
	f.StringVar(&k.out, "out", "", "the file to write (new)")
	k.key = keyFlags(f, "the encrypted key (sign)")
	f.IntVar(&k.approvals, "approvals", 0, "how many keys must sign a release (ring)")
	f.StringSliceVar(&k.roles, "roles", nil, "roles that must each be among them (ring)")
	f.StringSliceVar(&k.add, "add", nil, "public keys to add: files that end in .pub (ring)")
	f.StringSliceVar(&k.retire, "retire", nil, "ids of keys that sign no more (ring)")
	f.StringSliceVar(&k.revoke, "revoke", nil, "ids of keys that never count again (ring)")
	f.StringSliceVar(&k.withdraw, "withdraw", nil, "folders of releases or of rights that must no longer be used (ring)")
	f.StringVar(&k.reason, "reason", "", "why keys end or releases are withdrawn (ring)")
	if help, err := parseWords(f, args, 1, 1); err != nil || help {
		return ui.helpOr(keyVerb(), f, help, err)
	}
	actions := map[string]func(*pflag.FlagSet) error{"new": k.fresh, "ring": k.ring, "sign": k.sign, "words": k.words}
	action, ok := actions[f.Arg(0)]
	if !ok {
		return usagef("unknown action %q%s", f.Arg(0), meant(f.Arg(0), []string{"new", "ring", "sign", "words"}))
	}
	return action(f)
}

// dir is the folder of the rings.
func (k *keyring) dir() string { return filepath.Join(*k.project, release.KeysDir) }

// fresh makes a key. Files that are there are never written over.
func (k *keyring) fresh(f *pflag.FlagSet) error {
	if err := needed(f, "name", "role", "date", "out"); err != nil {
		return err
	}
	for _, name := range []string{k.out, k.out + ".pub"} {
		if _, err := os.Lstat(name); err == nil {
			return usagef("%s is there already", name)
		}
	}
	secret, err := k.key.password()
	if err != nil {
		return err
	}
	line, sealed, err := release.NewKey(rand.Reader, k.name, k.role, secret, k.date)
	if err != nil {
		return usagef("%v", err)
	}
	public, err := json.MarshalIndent(line, "", " ")
	if err != nil {
		return err
	}
	if err := errors.Join(disk.Write(k.out, sealed, 0o600), disk.Write(k.out+".pub", append(public, '\n'), 0o644)); err != nil {
		return err
	}
	k.ui.say("key %s of %s. Keep %s and its password apart, and a copy of both in a safe; send %s.pub to the office.", line.ID, line.Name, k.out, k.out)
	return nil
}

// ring writes the next ring, unsigned.
func (k *keyring) ring(f *pflag.FlagSet) error {
	if err := needed(f, "date"); err != nil {
		return err
	}
	r := &release.Ring{Number: 1, Date: k.date, Approvals: 1, Roles: []string{}, Keys: []release.Key{}, Withdrawn: []release.Withdrawn{}}
	if _, err := os.Stat(filepath.Join(k.dir(), release.RingFile(1))); err == nil {
		chain, err := release.ReadChain(os.DirFS(k.dir()), ".")
		if err != nil {
			return err
		}
		data, err := chain.Newest().Encode()
		if err != nil {
			return err
		}
		r = chain.Newest().Next(data, k.date)
	}
	if k.approvals > 0 {
		r.Approvals = k.approvals
	}
	if f.Changed("roles") {
		r.Roles = k.roles
	}
	if err := k.change(r); err != nil {
		return usagef("%v", err)
	}
	data, err := r.Encode()
	if err != nil {
		return usagef("%v", err)
	}
	k.ui.say("ring %d. Now sign it: pharos key sign --key FILE", r.Number)
	return disk.Write(filepath.Join(k.dir(), release.RingFile(r.Number)), data, 0o644)
}

// change applies what the flags ask for.
func (k *keyring) change(r *release.Ring) error {
	for _, name := range k.add {
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		var line release.Key
		if err := json.Unmarshal(data, &line); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		r.Keys = append(r.Keys, line)
	}
	for _, id := range k.retire {
		if err := r.End(id, release.Retired, k.reason); err != nil {
			return err
		}
	}
	for _, id := range k.revoke {
		if err := r.End(id, release.Revoked, k.reason); err != nil {
			return err
		}
	}
	for _, dir := range k.withdraw {
		if w, ok, err := rightToWithdraw(dir); ok || err != nil {
			if err != nil {
				return err
			}
			w.Date, w.Reason = k.date, k.reason
			r.Withdrawn = append(r.Withdrawn, w)
			continue
		}
		m, digest, err := release.ReadManifest(os.DirFS(dir))
		if err != nil {
			return fmt.Errorf("%s: %w", dir, err)
		}
		r.Withdrawn = append(r.Withdrawn, release.Withdrawn{Country: m.Country, Number: m.Number, SHA256: digest, Date: k.date, Reason: k.reason})
	}
	return nil
}

// newest reads the newest ring, signed or not.
func (k *keyring) newest() (*release.Ring, []byte, error) {
	var last []byte
	for n := 1; ; n++ {
		data, err := os.ReadFile(filepath.Join(k.dir(), release.RingFile(n)))
		if errors.Is(err, fs.ErrNotExist) {
			break
		}
		if err != nil {
			return nil, nil, err
		}
		last = data
	}
	if last == nil {
		return nil, nil, usagef("there is no ring of keys: make one with 'pharos key ring'")
	}
	r, err := release.ParseRing(last)
	return r, last, err
}

// sign adds a signature to the newest ring.
func (k *keyring) sign(f *pflag.FlagSet) error {
	if err := needed(f, "key"); err != nil {
		return err
	}
	r, data, err := k.newest()
	if err != nil {
		return err
	}
	key, err := k.key.open()
	if err != nil {
		return err
	}
	sig, err := release.Sign(key, data, release.RingComment(r, data))
	if err != nil {
		return err
	}
	if err := disk.Write(filepath.Join(k.dir(), release.RingSignature(r.Number, release.KeyID(key.ID()))), sig, 0o644); err != nil {
		return err
	}
	if _, err := release.ReadChain(os.DirFS(k.dir()), "."); err != nil {
		k.ui.say("signed; still missing: %v", err)
		return nil
	}
	k.ui.say("ring %d holds", r.Number)
	return nil
}

// words prints the check words.
func (k *keyring) words(*pflag.FlagSet) error {
	chain, err := release.ReadChain(os.DirFS(k.dir()), ".")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(k.ui.out, strings.Join(chain.Newest().Words(), " "))
	return err
}
