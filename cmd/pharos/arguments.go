package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"

	"aead.dev/minisign"
	"github.com/spf13/pflag"
	"golang.org/x/term"

	"pharos/internal/build"
	"pharos/internal/days"
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
	f.StringVar(&s.secret, "password-file", "",
		"file with the key's password; else PHAROS_KEY_PASSWORD, else it is asked for on a terminal")
}

// open decrypts the key. That takes a moment, so it is said.
func (s *signer) open(ui *ui) (minisign.PrivateKey, error) {
	data, err := os.ReadFile(s.file)
	if err != nil {
		return minisign.PrivateKey{}, err
	}
	openToOthers(ui, s.file)
	p, err := s.password(ui)
	if err != nil {
		return minisign.PrivateKey{}, err
	}
	if ui.terminal {
		ui.say("opening the key %s …", s.file)
	}
	return release.OpenKey(data, p)
}

// password reads the password of the key: from a file, else from PHAROS_KEY_PASSWORD,
// else from the person at the terminal. It is never an argument, where others could
// read it.
func (s *signer) password(ui *ui) (string, error) {
	if s.secret != "" {
		data, err := os.ReadFile(s.secret)
		if err == nil {
			openToOthers(ui, s.secret)
		}
		return strings.TrimRight(string(data), "\r\n"), err
	}
	if p := os.Getenv("PHAROS_KEY_PASSWORD"); p != "" {
		return p, nil
	}
	if !term.IsTerminal(int(os.Stdin.Fd())) {
		return "", usagef("the key needs a password: name a file with --password-file, or set PHAROS_KEY_PASSWORD")
	}
	return asked(ui, "Password of the key: ")
}

// chosen is the password of a new key: where it is asked for, twice.
func (s *signer) chosen(ui *ui) (string, error) {
	first, err := s.password(ui)
	if err != nil || s.secret != "" || os.Getenv("PHAROS_KEY_PASSWORD") != "" {
		return first, err
	}
	again, err := asked(ui, "The same password again: ")
	if err == nil && again != first {
		err = usagef("the two passwords are not the same")
	}
	return first, err
}

// asked asks for a password on the terminal, which does not show it.
func asked(ui *ui, question string) (string, error) {
	fmt.Fprint(ui.err, question)
	typed, err := term.ReadPassword(int(os.Stdin.Fd()))
	fmt.Fprintln(ui.err)
	if err != nil {
		return "", usagef("no password was typed: %v", err)
	}
	return string(typed), nil
}

// openToOthers warns of a key or a password that other people of this computer can
// read. Windows keeps rights elsewhere: nothing is said there.
func openToOthers(ui *ui, name string) {
	info, err := os.Stat(name)
	if err == nil && runtime.GOOS != "windows" && info.Mode().IsRegular() && info.Mode().Perm()&0o077 != 0 {
		ui.say("warning: other people of this computer may read %s. Shut it: chmod 600 %s", name, name)
	}
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
	case !days.Valid(day):
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
