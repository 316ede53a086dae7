package release

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"aead.dev/minisign"

	"pharos/internal/days"
	"pharos/internal/disk"
)

// RenewedDir is the folder of a release with what was signed after it: renewals, which
// move its last day where nothing that it says has changed. 1.json with its signatures
// 1.<id>.minisig, then 2.json, and so on.
const RenewedDir = "renewed"

// renewalFormat is the first word of every renewal.
const renewalFormat = "pharos renewal 1"

// How old the newest call to a number, or the reading of an emergency number's source,
// may be on the last day of a renewal.
const (
	mostCallDays = 90
	mostReadDays = 366
)

// Renewal moves the last day of a release: the same facts, with new test calls behind
// them. The office signs it as it signed the release.
type Renewal struct {
	Format string `json:"format"`
	// Country, Release and Manifest name the release by code, number and digest.
	Country  string `json:"country"`
	Release  int    `json:"release"`
	Manifest string `json:"manifest"`
	// Number counts the renewals of a release from 1; Previous is the digest of the one
	// before, empty for the first.
	Number   int    `json:"number"`
	Previous string `json:"previous"`
	// Date is the day of the renewal, Expires the new last day: the first of Limits.
	Date    string  `json:"date"`
	Expires string  `json:"expires"`
	Limits  []Limit `json:"limits"`
	// Facts are those of the release, in its order, with the calls that back them now.
	Facts []Fact `json:"facts"`
	// Gate says in words how fewer or older test calls were asked for than usual.
	Gate string `json:"gate,omitempty"`
}

// Encode puts a renewal into its one form.
func (r *Renewal) Encode() ([]byte, error) {
	r.Format = renewalFormat
	slices.SortStableFunc(r.Limits, func(a, b Limit) int { return strings.Compare(a.Until+a.What, b.Until+b.What) })
	if len(r.Limits) > 0 {
		r.Expires = r.Limits[0].Until
	}
	if err := r.check(); err != nil {
		return nil, fmt.Errorf("renewal: %w", err)
	}
	return encode(r)
}

// Last is the first day on which one of its limits is reached.
func (r *Renewal) Last() string {
	day := r.Limits[0].Until
	for _, l := range r.Limits {
		day = min(day, l.Until)
	}
	return day
}

// parseRenewal reads a renewal in its one form.
func parseRenewal(data []byte) (*Renewal, error) {
	var r Renewal
	if err := decode(data, &r); err != nil {
		return nil, fmt.Errorf("read renewal: %w", err)
	}
	if err := r.check(); err != nil {
		return nil, fmt.Errorf("read renewal: %w", err)
	}
	return &r, nil
}

// check looks at what a reader relies on.
func (r *Renewal) check() error {
	switch {
	case r.Format != renewalFormat:
		return fmt.Errorf("the format is %q, not %q", r.Format, renewalFormat)
	case !countryCode.MatchString(r.Country) || r.Release < 1 || r.Number < 1:
		return errors.New("country or numbers are wrong")
	case !hexDigest.MatchString(r.Manifest) || r.Previous != "" && !hexDigest.MatchString(r.Previous):
		return errors.New("a digest is wrong")
	case !plainText(r.Gate):
		return errors.New("the words about the gate are not plain")
	case !days.Valid(r.Date) || len(r.Limits) == 0 || r.Expires != r.Limits[0].Until:
		return errors.New("its day is wrong, or the last day is not the first of the limits")
	}
	for i, l := range r.Limits {
		if !days.Valid(l.Until) || i > 0 && l.Until < r.Limits[i-1].Until || !plainText(l.What) {
			return fmt.Errorf("the limit %q is no day or stands out of order", l.Until)
		}
	}
	for _, f := range r.Facts {
		if err := r.backed(f); err != nil {
			return err
		}
	}
	return nil
}

// backed sees that a number has test calls, or a reading of its source, that are young
// enough for the last day.
func (r *Renewal) backed(f Fact) error {
	newest, most := f.Read, mostReadDays
	for _, c := range f.Calls {
		newest, most = max(newest, c.Date), mostCallDays
	}
	if f.What != "number" {
		return nil
	}
	day, err := time.Parse(time.DateOnly, newest)
	if err != nil || newest > r.Date || day.AddDate(0, 0, most).Format(time.DateOnly) < r.Expires {
		return fmt.Errorf("nothing backs the number of %s until %s", f.Line, r.Expires)
	}
	return nil
}

// follows says why a renewal cannot stand at a place of a release; nil where it can.
// Before is the renewal before it, with its digest; nil for the first.
func (r *Renewal) follows(m *Manifest, digest string, before *Renewal, previous string) error {
	day, last, n := m.Edition, m.Expires, 1
	if before != nil {
		day, last, n = before.Date, before.Expires, before.Number+1
	}
	same := func(a, b Fact) bool {
		return a.Line == b.Line && a.What == b.What && a.Value == b.Value && a.Mark == b.Mark
	}
	switch {
	case r.Country != m.Country || r.Release != m.Number || r.Manifest != digest || m.Adaptation != nil:
		return errors.New("it is not of this release")
	case r.Number != n || r.Previous != previous:
		return errors.New("it does not follow the renewal before")
	case r.Date < day:
		return fmt.Errorf("its day, %s, lies before %s", r.Date, day)
	case r.Expires <= last:
		return fmt.Errorf("its last day, %s, is not later than %s", r.Expires, last)
	case !slices.EqualFunc(r.Facts, m.Facts, same):
		return errors.New("it states other facts than the release")
	}
	return nil
}

// RenewalComment is the trusted comment on a renewal.
func RenewalComment(r *Renewal, data []byte, day string) string {
	return fmt.Sprintf("pharos renewal %s %d %d %s %s", r.Country, r.Release, r.Number, day, Digest(data))
}

// renewalSignature names the signature of one key on a renewal.
func renewalSignature(number int, id string) string { return fmt.Sprintf("%d.%s.minisig", number, id) }

// RenewalFiles are the files that a renewal can have: itself, and the signature of each
// key of a ring.
func RenewalFiles(number int, ring *Ring) []string {
	out := []string{path.Join(RenewedDir, RingFile(number))}
	for _, k := range ring.Keys {
		out = append(out, path.Join(RenewedDir, renewalSignature(number, k.ID)))
	}
	return out
}

// inRenewed reports whether a path is of the renewals.
func inRenewed(p string) bool {
	top, _, _ := strings.Cut(p, "/")
	return strings.EqualFold(top, RenewedDir)
}

// renewals checks what was signed after a release. One that is whole moves the last
// day; one that wants more signatures does not yet; anything else is a problem.
func (v *verifier) renewals() {
	entries, err := fs.ReadDir(v.fsys, RenewedDir)
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	if err != nil {
		v.out.bad(Broken, RenewedDir, "%v", cause(err))
		return
	}
	w := &renewing{verifier: v, entries: entries, used: map[string]bool{}}
	for w.next() {
	}
	for _, e := range entries {
		if !w.used[e.Name()] && !disk.Debris(e.Name()) {
			v.out.bad(Extra, path.Join(RenewedDir, e.Name()), "the file belongs to no renewal")
		}
	}
}

// renewing is a walk through the renewals of a release.
type renewing struct {
	*verifier
	entries  []fs.DirEntry
	used     map[string]bool
	before   *Renewal
	previous string
}

// next checks one renewal; false after the last and after one that does not count.
func (w *renewing) next() bool {
	n := len(w.out.Renewals) + 1
	name := path.Join(RenewedDir, RingFile(n))
	data, err := readSmall(w.fsys, name, maxManifest)
	if errors.Is(err, fs.ErrNotExist) {
		return false
	}
	w.used[RingFile(n)] = true
	if err != nil {
		w.out.bad(Broken, name, "%v", cause(err))
		return false
	}
	r, err := parseRenewal(data)
	if err == nil {
		err = r.follows(w.out.Manifest, w.out.Digest, w.before, w.previous)
	}
	if err != nil {
		w.out.bad(Altered, name, "%v", err)
		return false
	}
	signers, holds := w.signers(r, data)
	digest := Digest(data)
	switch {
	case !holds:
		return false
	case len(signers) == 0:
		w.out.bad(Unsigned, name, "nobody has signed this renewal")
		return false
	case slices.ContainsFunc(w.chain.Newest().Withdrawn, func(t Withdrawn) bool { return t.SHA256 == digest }):
		return false
	case w.enough(r, signers) != nil:
		w.out.Pending = &Pending{Renewal: r, Digest: digest, Signers: signers}
		return false
	}
	w.out.Renewals = append(w.out.Renewals, r)
	w.before, w.previous = r, digest
	return true
}

// enough sees that so many keys of the newest ring signed a renewal as must.
func (w *renewing) enough(r *Renewal, signers []Signer) error {
	ring := w.chain.Newest()
	counting := &Ring{Approvals: ring.Approvals, Roles: ring.Roles, Keys: slices.Clone(ring.Keys)}
	for i, k := range counting.Keys {
		if k.State == Retired && r.Date <= k.Since {
			counting.Keys[i].State = Active
		}
	}
	var ids []string
	for _, s := range signers {
		ids = append(ids, s.ID)
	}
	return counting.enough(ids)
}

// signers checks every signature on a renewal; false where one does not hold.
func (w *renewing) signers(r *Renewal, data []byte) (out []Signer, holds bool) {
	for _, e := range w.entries {
		id, is := strings.CutPrefix(e.Name(), fmt.Sprintf("%d.", r.Number))
		id, ends := strings.CutSuffix(id, ".minisig")
		if !is || !ends {
			continue
		}
		w.used[e.Name()] = true
		name := path.Join(RenewedDir, e.Name())
		text, err := readSmall(w.fsys, name, maxSignature)
		if err != nil {
			w.out.bad(Signature, name, "%v", cause(err))
			return nil, false
		}
		s, err := parseSignature(text)
		k, known := w.chain.Newest().key(id)
		if err != nil || !known || KeyID(s.KeyID) != id {
			w.out.bad(Signature, name, "this is no signature of a key of the office")
			return nil, false
		}
		_, message := signedBy(s, k.Public, data)
		day := strings.Fields(s.TrustedComment)
		if !message || len(day) != 7 || !days.Valid(day[5]) || s.TrustedComment != RenewalComment(r, data, day[5]) {
			w.out.bad(Signature, name, "the signature of %s does not hold: renewal or signature was altered", id)
			return nil, false
		}
		if k.State == Revoked {
			w.out.bad(KeyGone, name, "the key %s of %s was revoked on %s: %s", id, k.Name, k.Since, k.Reason)
			return nil, false
		}
		out = append(out, Signer{id, k.Name, k.Role, day[5]})
	}
	return out, true
}

// Pending is a renewal that wants more signatures.
type Pending struct {
	Renewal *Renewal
	Digest  string
	Signers []Signer
}

// last is what ends a release now: the first of its limits, or of its newest renewal's.
func (r *Result) last() Limit {
	if n := len(r.Renewals); n > 0 {
		return r.Renewals[n-1].Limits[0]
	}
	return r.Manifest.Limits[0]
}

// Until is the last day of a release, as its renewals have moved it.
func (r *Result) Until() string { return r.last().Until }

// Ends says what ends the release on that day.
func (r *Result) Ends() string { return r.last().What }

// signRenewal makes the signature of a key on a renewal.
func signRenewal(key minisign.PrivateKey, r *Renewal, data []byte, day string) ([]byte, error) {
	return Sign(key, data, RenewalComment(r, data, day))
}
