package main

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"pharos/internal/disk"
	"pharos/internal/release"
)

func keyCommand(c *call) *cobra.Command {
	return actions(&cobra.Command{
		Use:     "key",
		Short:   "make and keep the keys that sign releases",
		Long:    "A ring says whose keys count and how many must sign. docs/keys.md leads through it.",
		Example: `  pharos key new --name "Ana" --role office --date 2030-01-02 --out ana.key --password-file secret`,
	}, newKeyCommand(c), ringCommand(c), signRingCommand(c), checkWordsCommand(c))
}

func newKeyCommand(c *call) *cobra.Command {
	k := &keyring{key: &signer{}}
	cmd := &cobra.Command{
		Use:     "new",
		Short:   "make a key: FILE, encrypted with the password, and FILE.pub, to be sent",
		Example: `  pharos key new --name "Ana" --role office --date 2030-01-02 --out ana.key --password-file secret`,
		Args:    words(0, 0),
		RunE:    k.run(c, k.fresh),
	}
	f := cmd.Flags()
	f.StringVar(&k.name, "name", "", "who holds the key")
	f.StringVar(&k.role, "role", "", "the holder's role, such as office or ngo")
	f.StringVar(&k.date, "date", "", "the day, YYYY-MM-DD")
	f.StringVar(&k.out, "out", "", "the file to write")
	k.key.passwordFlag(f)
	require(cmd, "name", "role", "date", "out")
	return cmd
}

func ringCommand(c *call) *cobra.Command {
	k := &keyring{}
	cmd := &cobra.Command{
		Use:   "ring",
		Short: "write the next ring of keys into keys/, to be signed",
		Long: `Writes the next ring of keys into keys/: adds public keys, retires or revokes some,
withdraws releases, says how many must approve. It counts when it is signed: with
--key at once, by others with 'pharos key sign'.`,
		Example: "  pharos key ring --date 2030-01-02 --approvals 2 --roles office,ngo --add ana.key.pub,ben.key.pub",
		Args:    words(0, 0),
	}
	f := cmd.Flags()
	f.StringVar(&k.date, "date", "", "the day, YYYY-MM-DD")
	f.IntVar(&k.approvals, "approvals", 0, "how many keys must sign a release; else as before, at first 1")
	f.StringSliceVar(&k.roles, "roles", nil, "roles that must each be among them")
	f.StringSliceVar(&k.add, "add", nil, "public keys to add: files that end in .pub")
	f.StringSliceVar(&k.retire, "retire", nil, "ids of keys that sign no more")
	f.StringSliceVar(&k.revoke, "revoke", nil, "ids of keys that never count again")
	f.StringSliceVar(&k.withdraw, "withdraw", nil, "folders of releases or of rights that must no longer be used")
	f.StringVar(&k.reason, "reason", "", "why keys end or releases are withdrawn")
	k.key = keyFlags(f, "a key that signs the ring at once")
	require(cmd, "date")
	cmd.RunE = k.run(c, func() error {
		k.newRoles = f.Changed("roles")
		if err := k.ring(); err != nil || k.key.file == "" {
			return err
		}
		return k.sign()
	})
	return cmd
}

func signRingCommand(c *call) *cobra.Command {
	k := &keyring{}
	cmd := &cobra.Command{
		Use:   "sign",
		Short: "sign the newest ring with a key",
		Long: `Signs the newest ring with a key; the holders of enough keys of the ring before and
of this one must sign.`,
		Example: "  pharos key sign --key ana.key --password-file secret",
		Args:    words(0, 0),
		RunE:    k.run(c, k.sign),
	}
	k.key = keyFlags(cmd.Flags(), "the encrypted key")
	require(cmd, "key")
	return cmd
}

func checkWordsCommand(c *call) *cobra.Command {
	k := &keyring{}
	return &cobra.Command{
		Use:     "words",
		Short:   "print the six check words of the newest ring",
		Example: "  pharos key words",
		Args:    words(0, 0),
		RunE:    k.run(c, k.words),
	}
}

// keyring is one action: what its flags say.
type keyring struct {
	ui *ui
	// dir is the folder of the rings.
	dir                                  string
	key                                  *signer
	name, role, date, out, reason        string
	approvals                            int
	roles, add, retire, revoke, withdraw []string
	// newRoles is true where the roles are set, to none as well.
	newRoles bool
}

// run does an action on the rings of the project.
func (k *keyring) run(c *call, action func() error) func(*cobra.Command, []string) error {
	return func(*cobra.Command, []string) error {
		k.ui, k.dir = c.ui, filepath.Join(c.project(), release.KeysDir)
		return action()
	}
}

// fresh makes a key. Files that are there are never written over.
func (k *keyring) fresh() error {
	for _, name := range []string{k.out, k.out + ".pub"} {
		if _, err := os.Lstat(name); err == nil {
			return usagef("%s is there already", name)
		}
	}
	secret, err := k.key.chosen(k.ui)
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
	if err := errors.Join(disk.Write(k.out, sealed, 0o600),
		disk.Write(k.out+".pub", append(public, '\n'), 0o644)); err != nil {
		return err
	}
	k.ui.say("key %s of %s. Keep %s and its password apart, and a copy of both in a safe; send %s.pub to the office.",
		line.ID, line.Name, k.out, k.out)
	return nil
}

// ring writes the next ring, unsigned.
func (k *keyring) ring() error {
	r := &release.Ring{
		Number: 1, Date: k.date, Approvals: 1,
		Roles: []string{}, Keys: []release.Key{}, Withdrawn: []release.Withdrawn{},
	}
	if _, err := os.Stat(filepath.Join(k.dir, release.RingFile(1))); err == nil {
		chain, err := release.ReadChain(os.DirFS(k.dir), ".")
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
	if k.newRoles {
		r.Roles = k.roles
	}
	if err := k.change(r); err != nil {
		return usagef("%v", err)
	}
	data, err := r.Encode()
	if err != nil {
		return usagef("%v", err)
	}
	if err := disk.Write(filepath.Join(k.dir, release.RingFile(r.Number)), data, 0o644); err != nil {
		return err
	}
	if k.key.file == "" {
		k.ui.say("ring %d. Now sign it: pharos key sign --key FILE", r.Number)
	}
	return nil
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
		r.Withdrawn = append(r.Withdrawn, release.Withdrawn{
			Country: m.Country, Number: m.Number, SHA256: digest, Date: k.date, Reason: k.reason,
		})
	}
	return nil
}

// newest reads the newest ring, signed or not.
func (k *keyring) newest() (*release.Ring, []byte, error) {
	var last []byte
	for n := 1; ; n++ {
		data, err := os.ReadFile(filepath.Join(k.dir, release.RingFile(n)))
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
func (k *keyring) sign() error {
	r, data, err := k.newest()
	if err != nil {
		return err
	}
	key, err := k.key.open(k.ui)
	if err != nil {
		return err
	}
	sig, err := release.Sign(key, data, release.RingComment(r, data))
	if err != nil {
		return err
	}
	name := filepath.Join(k.dir, release.RingSignature(r.Number, release.KeyID(key.ID())))
	if err := disk.Write(name, sig, 0o644); err != nil {
		return err
	}
	if _, err := release.ReadChain(os.DirFS(k.dir), "."); err != nil {
		k.ui.say("signed; still missing: %v", err)
		return nil
	}
	k.ui.say("ring %d holds", r.Number)
	return nil
}

// words prints the check words.
func (k *keyring) words() error {
	chain, err := release.ReadChain(os.DirFS(k.dir), ".")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(k.ui.out, strings.Join(chain.Newest().Words(), " "))
	return err
}
