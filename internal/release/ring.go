package release

import (
	"fmt"
	"slices"
	"strings"

	"pharos/internal/days"
	"pharos/internal/locale"
)

// ringFormat is the first word of every ring.
const ringFormat = "pharos keys 1"

// Ring says who may sign: the keys with their roles, how many must sign, and
// what was taken back. Rings are numbered; each is signed by enough keys of the
// one before and of its own, so that keys are added, retired and revoked without
// a new telephone call. Nothing ever leaves a ring.
type Ring struct {
	Format string `json:"format"`
	Number int    `json:"number"`
	// Date is the day of the ring, YYYY-MM-DD.
	Date string `json:"date"`
	// Previous is the digest of the ring before; empty for number 1.
	Previous string `json:"previous"`
	// Approvals is how many different keys must sign a release or the next ring;
	// Roles must each be among them.
	Approvals int      `json:"approvals"`
	Roles     []string `json:"roles"`
	Keys      []Key    `json:"keys"`
	// Withdrawn lists releases that must no longer be used.
	Withdrawn []Withdrawn `json:"withdrawn"`
}

// Key is one public key of a ring.
type Key struct {
	// ID is the key's id as minisign shows it; Public is the key on one line.
	ID     string `json:"id"`
	Name   string `json:"name"`
	Role   string `json:"role"`
	Public string `json:"public"`
	// State is active, retired or revoked, since the day Since.
	State  KeyState `json:"state"`
	Since  string   `json:"since"`
	Reason string   `json:"reason,omitempty"`
}

// KeyState is what a key may still do.
type KeyState string

// The states of a key. They only go forward.
const (
	// Active signs.
	Active KeyState = "active"
	// Retired no longer signs; editions up to its day stay valid.
	Retired KeyState = "retired"
	// Revoked never counts, whatever day a release claims.
	Revoked KeyState = "revoked"
)

// Withdrawn is a release that must no longer be used.
type Withdrawn struct {
	Country string `json:"country"`
	Number  int    `json:"number"`
	// SHA256 is the digest of its manifest.
	SHA256 string `json:"sha256"`
	Date   string `json:"date"`
	Reason string `json:"reason"`
}

// Encode puts a ring into its one form.
func (r *Ring) Encode() ([]byte, error) {
	r.Format = ringFormat
	if err := r.check(); err != nil {
		return nil, fmt.Errorf("ring %d: %w", r.Number, err)
	}
	return encode(r)
}

// ParseRing reads a ring in its one form. It does not look at signatures.
func ParseRing(data []byte) (*Ring, error) {
	var r Ring
	if err := decode(data, &r); err != nil {
		return nil, fmt.Errorf("read ring of keys: %w", err)
	}
	if err := r.check(); err != nil {
		return nil, fmt.Errorf("read ring of keys: %w", err)
	}
	return &r, nil
}

// check looks at everything that does not need another ring.
func (r *Ring) check() error {
	switch {
	case r.Format != ringFormat:
		return fmt.Errorf("the format is %q, not %q", r.Format, ringFormat)
	case r.Number < 1 || !days.Valid(r.Date):
		return fmt.Errorf("number or day is wrong")
	case (r.Previous == "") != (r.Number == 1) || r.Previous != "" && !hexDigest.MatchString(r.Previous):
		return fmt.Errorf("the digest of the ring before is wrong")
	case r.Approvals < 1 || r.Approvals < len(r.Roles):
		return fmt.Errorf("%d approvals are too few", r.Approvals)
	}
	seen, active, roles := map[string]bool{}, 0, map[string]bool{}
	for i, k := range r.Keys {
		id, _, err := rawKey(k.Public)
		switch {
		case err != nil:
			return err
		case KeyID(id) != k.ID || seen[k.ID] || seen[k.Public]:
			return fmt.Errorf("the key %s has another id or stands twice", k.ID)
		case k.State != Active && k.State != Retired && k.State != Revoked || !days.Valid(k.Since) || k.Role == "" ||
			strings.ContainsAny(k.Role, " \n"):
			return fmt.Errorf("state, day or role of the key %s is wrong", k.ID)
		case !plainText(k.Name) || !plainText(k.Role) || !plainText(k.Reason):
			return fmt.Errorf(
				"name, role or reason of the key %s is longer than a line or holds signs that cannot be seen",
				k.ID,
			)
		case k.State == Active:
			active++
			roles[k.Role] = true
			if other := r.sameHand(i); other != "" && r.Approvals > 1 {
				return fmt.Errorf(
					"the keys %s and %s are both of %q, and one person gives one approval: retire one of them",
					other,
					k.ID,
					k.Name,
				)
			}
		}
		seen[k.ID], seen[k.Public] = true, true
	}
	if active < r.Approvals {
		return fmt.Errorf("%d approvals are asked for and %d keys can give one", r.Approvals, active)
	}
	for _, w := range r.Withdrawn {
		if !plainText(w.Reason) || !plainText(w.Country) || !days.Valid(w.Date) {
			return fmt.Errorf(
				"a withdrawal has no day, or its reason is longer than a line or holds signs that cannot be seen",
			)
		}
	}
	for _, role := range r.Roles {
		if !roles[role] {
			return fmt.Errorf("no active key has the role %q", role)
		}
	}
	return plainly(r)
}

// sameHand gives the active key before one that is the same person's, if any.
func (r *Ring) sameHand(i int) string {
	for _, k := range r.Keys[:i] {
		if k.State == Active && locale.SamePerson(k.Name, r.Keys[i].Name) {
			return k.ID
		}
	}
	return ""
}

// key finds a key by its id.
func (r *Ring) key(id string) (Key, bool) {
	i := slices.IndexFunc(r.Keys, func(k Key) bool { return k.ID == id })
	if i < 0 {
		return Key{}, false
	}
	return r.Keys[i], true
}

// Next is a copy to be changed: the next ring after these bytes of this one.
func (r *Ring) Next(data []byte, day string) *Ring {
	n := *r
	n.Number, n.Previous, n.Date = r.Number+1, Digest(data), day
	n.Keys, n.Roles, n.Withdrawn = slices.Clone(r.Keys), slices.Clone(r.Roles), slices.Clone(r.Withdrawn)
	return &n
}

// End retires or revokes a key of a ring that is not signed yet.
func (r *Ring) End(id string, state KeyState, reason string) error {
	i := slices.IndexFunc(r.Keys, func(k Key) bool { return k.ID == id })
	if i < 0 {
		return fmt.Errorf("the ring has no key %s", id)
	}
	r.Keys[i].State, r.Keys[i].Since, r.Keys[i].Reason = state, r.Date, reason
	return nil
}

// grows sees that a ring keeps what the one before said.
func (r *Ring) grows(old *Ring) error {
	rank := map[KeyState]int{Active: 0, Retired: 1, Revoked: 2}
	for _, was := range old.Keys {
		is, ok := r.key(was.ID)
		if !ok || is.Public != was.Public || is.Role != was.Role || rank[is.State] < rank[was.State] {
			return fmt.Errorf("the key %s was dropped, changed or brought back", was.ID)
		}
	}
	for _, w := range old.Withdrawn {
		if !slices.Contains(r.Withdrawn, w) {
			return fmt.Errorf("the withdrawal of %s %d was dropped", w.Country, w.Number)
		}
	}
	return nil
}
