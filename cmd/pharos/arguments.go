package main

import (
	"cmp"
	"errors"
	"os"
	"strings"
	"time"

	"aead.dev/minisign"
	"github.com/spf13/pflag"

	"pharos/internal/build"
	"pharos/internal/campaign"
	"pharos/internal/release"
)

// signer is a key that signs: its file, and the file of its password.
type signer struct{ file, secret string }

// keyFlags adds the flags of a key; use says what it is for.
func keyFlags(f *pflag.FlagSet, use string) *signer {
	s := &signer{}
	f.StringVar(&s.file, "key", "", use)
	s.passwordFlag(f)
	return s
}

// passwordFlag adds the flag of a key's password.
func (s *signer) passwordFlag(f *pflag.FlagSet) {
	f.StringVar(&s.secret, "password-file", "", "file with the key's password; else PHAROS_KEY_PASSWORD")
}

// open decrypts the key.
func (s *signer) open() (minisign.PrivateKey, error) {
	data, err := os.ReadFile(s.file)
	if err != nil {
		return minisign.PrivateKey{}, err
	}
	p, err := s.password()
	if err != nil {
		return minisign.PrivateKey{}, err
	}
	return release.OpenKey(data, p)
}

// password reads the password of the key: from a file, else from PHAROS_KEY_PASSWORD.
// It is never asked for and never an argument, where others could read it.
func (s *signer) password() (string, error) {
	if s.secret == "" {
		if p := os.Getenv("PHAROS_KEY_PASSWORD"); p != "" {
			return p, nil
		}
		return "", usagef("the key needs a password: name a file with --password-file, or set PHAROS_KEY_PASSWORD")
	}
	data, err := os.ReadFile(s.secret)
	return strings.TrimRight(string(data), "\r\n"), err
}

// todayFlag adds the flag of the calendar's day; use says what it is for.
func todayFlag(f *pflag.FlagSet, use string) *string {
	return f.String("today", "", use+", YYYY-MM-DD; else today")
}

// clock is the calendar; only the command asks it, and gives the day to the stages.
var clock = time.Now

// dayOr is a day, or today where none is given.
func dayOr(day string) string { return cmp.Or(day, clock().Format(time.DateOnly)) }

// past refuses a day for a record that cannot be: one that does not exist, or that is
// still to come. A project with a day of its own (date: in pharos.yaml) lives by that.
func (s settings) past(day string) error {
	latest := dayOr(s.v.GetString("date"))
	switch {
	case !campaign.ValidDay(day):
		return usagef("%q is not a day; write YYYY-MM-DD", day)
	case day > latest && s.source("date") == "default":
		return usagef("%s is still to come: today is %s. Records are made after the deed", day, latest)
	case day > latest:
		return usagef("%s lies after the day of this project, %s (%s)", day, latest, s.source("date"))
	}
	return nil
}

// whole loads a project for one sheet; a project that cannot be planned is refused
// with its findings. The caller closes the files.
func whole(o build.Options) (*build.Loaded, error) {
	l, err := build.Load(o)
	if err == nil && l.Plan == nil {
		err = errors.Join(build.Defects{List: l.Findings.Sorted()}, l.Files.Close())
	}
	return l, err
}
