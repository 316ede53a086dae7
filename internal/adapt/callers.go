package adapt

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"pharos/internal/campaign"
	"pharos/internal/disk"
	"pharos/internal/locale"
)

// CallersFile holds the secret from which callers get their tokens. It lies in the
// project, not among its definitions, and is never packed: whoever has it can find
// out whether a guessed name is right.
const CallersFile = "callers.secret"

// Callers give the people who made test calls tokens in the place of their names:
// one person has one token in all records, and nobody without the secret can tell
// from it who that is. None leave every record as it is; so does an adaptation,
// whose base has tokens already.
type Callers struct {
	secret []byte
	// names are all callers, in order: the first of several spellings counts.
	names []string
}

// OpenCallers gives the callers of a set tokens by the secret of the project, which
// is made if there is none.
func OpenCallers(project string, set *campaign.Set) (Callers, error) {
	file := filepath.Join(project, CallersFile)
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		data = []byte(rand.Text() + "\n")
		err = disk.Write(file, data, 0o600)
	}
	if err != nil {
		return Callers{}, err
	}
	secret := strings.TrimSpace(string(data))
	if len(secret) < len(rand.Text()) {
		return Callers{}, fmt.Errorf("%s is no secret of this program: delete it, and the next release makes a new one",
			file)
	}
	c := Callers{secret: []byte(secret)}
	for _, country := range set.Countries {
		for _, a := range country.Attested {
			c.names = append(c.names, a.By)
		}
	}
	slices.Sort(c.names)
	c.names = slices.Compact(c.names)
	return c, nil
}

// tokenPattern is what a token looks like.
var tokenPattern = regexp.MustCompile(`^caller-[a-z]{16}$`)

// Token is what stands in the place of a name.
func (c Callers) Token(name string) string {
	if c.secret == nil || tokenPattern.MatchString(name) {
		return name
	}
	i := slices.IndexFunc(c.names, func(other string) bool { return locale.SamePerson(other, name) })
	if i >= 0 {
		name = c.names[i]
	}
	mac := hmac.New(sha256.New, c.secret)
	mac.Write([]byte(name))
	token := []byte("caller-")
	for _, b := range mac.Sum(nil)[:8] {
		token = append(token, letters[b>>4], letters[b&15])
	}
	return string(token)
}

// letters write a token. No two of them look alike, as two people must not.
const letters = "abcdefghjkpqstuy"

// Hide is the record of a test call as it is published: without the caller's name,
// also where other words of the record hold it.
func (c Callers) Hide(a campaign.Attestation) campaign.Attestation {
	name, token := a.By, c.Token(a.By)
	if token == name || name == "" {
		return a
	}
	a.By = token
	for _, text := range []*string{&a.Role, &a.Network, &a.Heard, &a.Hours, &a.Data} {
		*text = strings.ReplaceAll(*text, name, token)
	}
	return a
}
