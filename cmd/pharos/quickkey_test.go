package main

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"os"
	"strings"

	"aead.dev/minisign"
	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/crypto/blake2b"
	"golang.org/x/crypto/scrypt"

	"pharos/internal/release"
)

// quickKey writes a key as 'pharos key new' does, but opened by the password at
// little cost: a real one takes seconds each time, and a story signs often. Its
// arguments are name, role and file.
func quickKey(ts *testscript.TestScript, _ bool, args []string) {
	public, private, err := minisign.GenerateKey(rand.Reader)
	ts.Check(err)
	text := strings.Split(strings.TrimSpace(public.String()), "\n")
	line, err := json.Marshal(release.Key{ID: release.KeyID(public.ID()), Name: args[0], Role: args[1], Public: text[len(text)-1], State: release.Active, Since: "2030-01-01"})
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[2]+".pub"), line, 0o644))
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), cheaplySealed(ts, private), 0o600))
}

// cheaplySealed encrypts a key in minisign's format: algorithms (6 bytes), salt (32),
// the cost (16), then id and key with their checksum (104), over the key stream.
func cheaplySealed(ts *testscript.TestScript, key minisign.PrivateKey) []byte {
	open, err := key.MarshalText()
	ts.Check(err)
	comment, text, _ := strings.Cut(string(open), "\n")
	data, err := base64.StdEncoding.DecodeString(text)
	ts.Check(err)
	copy(data[2:], "Sc")
	binary.LittleEndian.PutUint64(data[38:], 1<<15) // the least that the format allows
	binary.LittleEndian.PutUint64(data[46:], 1<<30)
	sum := blake2b.Sum256(append([]byte("Ed"), data[54:126]...))
	copy(data[126:], sum[:])
	stream, err := scrypt.Key([]byte(ts.Getenv("PHAROS_KEY_PASSWORD")), data[6:38], 1<<10, 8, 1, len(data)-54)
	ts.Check(err)
	for i, k := range stream {
		data[54+i] ^= k
	}
	return []byte(comment + "\n" + base64.StdEncoding.EncodeToString(data) + "\n")
}
