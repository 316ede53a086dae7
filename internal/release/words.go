package release

import (
	"crypto/pbkdf2"
	"crypto/sha256"
	_ "embed"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"sync"
)

//go:embed words/check.txt
var wordText string

// wordList is the list: 4096 words, none of which speaks of what the campaigns are about.
var wordList = sync.OnceValue(func() []string { return strings.Fields(wordText) })

const (
	// wordCount words of 4096 are 72 bits; the rounds add 16 more to the work of
	// somebody who looks for a key with the same words.
	wordCount  = 6
	wordRounds = 1 << 16
	wordSalt   = "pharos check words 1"
)

// WordsOf gives six words to compare by telephone. They stand for the bytes.
func WordsOf(data []byte) []string {
	key, err := pbkdf2.Key(sha256.New, string(data), []byte(wordSalt), wordRounds, 32)
	if err != nil {
		panic("release: " + err.Error()) // the arguments are constants
	}
	n, size, rest := new(big.Int).SetBytes(key), big.NewInt(int64(len(wordList()))), new(big.Int)
	var out []string
	for range wordCount {
		n.DivMod(n, size, rest)
		out = append(out, wordList()[rest.Int64()])
	}
	return out
}

// Words gives the check words of a ring: of who may sign and how many must.
// They stay the same from release to release, also when a release is withdrawn,
// and change with every key.
func (r *Ring) Words() []string {
	lines := []string{}
	for _, k := range r.Keys {
		if k.State == Active {
			lines = append(lines, k.Role+" "+k.Public)
		}
	}
	slices.Sort(lines)
	roles := slices.Sorted(slices.Values(r.Roles))
	return WordsOf([]byte(fmt.Sprintf("%d\n%s\n%s\n", r.Approvals, strings.Join(roles, " "),
		strings.Join(lines, "\n"))))
}
