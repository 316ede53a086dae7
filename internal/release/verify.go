package release

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"regexp"
	"slices"

	"pharos/internal/days"
)

// KeysDir is the folder of rings inside a release.
const KeysDir = "keys"

// Limits on what is read before a signature was checked.
const (
	maxManifest  = 8 << 20
	maxSignature = 4 << 10
	maxRing      = 1 << 20
)

// Limits on what is looked at, so that no folder holds a check up.
const (
	maxEntries    = 20_000    // files and folders
	maxDepth      = 16        // folders in folders
	maxRelease    = 1 << 30   // bytes of all files that a manifest lists
	maxUnlisted   = 128 << 20 // bytes of files that it does not list
	maxSmall      = 8 << 20   // bytes of the small files of one folder
	maxSignatures = 100       // signatures of a manifest
	maxNewer      = 50        // folders beside that look like newer releases
	maxSiblings   = 200       // folders beside of which the manifest is read
	maxBeside     = 16 << 20  // bytes of their manifests
)

// Trust is what a check goes by besides the release itself.
type Trust struct {
	// Today is the day of the check, YYYY-MM-DD.
	Today string
	// Keys are the rings of the office as the verifier has them; nil takes those
	// of the release, and the check words must be compared.
	Keys *Chain
	// Own are the rings of the project in which the check is made. They count for
	// releases of the same office: what it withdrew is withdrawn.
	Own *Chain
	// Words are the six check words that the office said; empty where nobody asked.
	Words string
	// Known is what was remembered; nil is nothing.
	Known *Known
	// Beside are stores in which a newer release may be; it makes this one old.
	Beside []Store
	// Bare checks manifest, signatures and keys alone: the files lie elsewhere.
	Bare bool
	// Others are manifests of other releases, to name where a strange file comes from.
	Others []*Manifest
}

// Verify checks a release folder. The error is about the machine; all that is
// wrong with the release is in the Result.
func Verify(fsys fs.FS, t Trust) (*Result, error) {
	if !days.Valid(t.Today) {
		return nil, fmt.Errorf("verify: %q is not a day", t.Today)
	}
	if t.Known == nil {
		t.Known = &Known{}
	}
	fsys = &listed{FS: fsys, seen: map[string][]fs.DirEntry{}}
	v := &verifier{fsys: fsys, Trust: t, out: &Result{}, unlisted: maxUnlisted, beside: maxBeside}
	data, err := readSmall(fsys, ManifestName, maxManifest)
	if err != nil {
		v.out.bad(Broken, ManifestName, "%v", cause(err))
		return v.out, nil
	}
	v.data, v.out.Digest = data, Digest(data)
	m, err := ParseManifest(data)
	if err != nil {
		v.out.bad(Broken, ManifestName, "%v", err)
	}
	v.out.Manifest = m
	v.keys()
	if v.chain != nil {
		v.signatures()
	}
	if m != nil && v.chain != nil {
		v.renewals()
	}
	if m != nil {
		v.Others = slices.Concat(v.Others, Earlier(fsys, m))
		v.account()
		if !v.Bare {
			if err := v.files(); err != nil {
				return nil, err
			}
		}
		v.order()
	}
	return v.out, nil
}

// verifier is the work on one release.
type verifier struct {
	Trust
	fsys  fs.FS
	data  []byte
	chain *Chain
	// unlisted is how many bytes of files that are not listed may still be read.
	unlisted int64
	// beside is how many bytes of manifests in folders beside may still be read.
	beside int64
	// heard is true where the check words are those that somebody heard.
	heard bool
	// known is what is remembered of the office of the chain.
	known Office
	// places says where other manifests have a file, by its digest.
	places map[string]string
	out    *Result
}

// keys chooses the rings: the longer of the release's own and the verifier's,
// where one continues the other.
func (v *verifier) keys() {
	own, err := ReadChain(v.fsys, KeysDir)
	if err != nil {
		v.out.bad(BadKeys, KeysDir, "%v", err)
	}
	v.chain = own
	switch {
	case v.Keys != nil:
		v.chain = v.longer(own, v.Keys)
		v.out.Pinned = true
	case own != nil && v.Own != nil && own.First() == v.Own.First():
		v.chain = v.longer(own, v.Own)
	}
	if v.chain == nil {
		return
	}
	v.out.Ring, v.out.Chain = v.chain.Newest(), v.chain
	v.told()
	v.pin()
	if m := v.out.Manifest; m != nil && own != nil && m.Keys != own.Digest() {
		v.out.bad(Mixed, KeysDir, "the manifest names another ring of keys than the one beside it")
	}
}

// longer compares two chains link by link. Where they part, the verifier's holds.
func (v *verifier) longer(own, mine *Chain) *Chain {
	if own == nil {
		return mine
	}
	for n := range min(len(own.digests), len(mine.digests)) {
		if own.digests[n] != mine.digests[n] {
			v.out.bad(WrongKey, KeysDir, "ring %d is not the ring %d of the office", n+1, n+1)
			return mine
		}
	}
	if len(own.rings) > len(mine.rings) {
		return own
	}
	return mine
}

// ReleaseComment is the trusted comment on a manifest. Parts of two releases
// betray each other by it.
func ReleaseComment(m *Manifest, data []byte, day string) string {
	return fmt.Sprintf("pharos release %s %d %s %s", m.Country, m.Number, day, Digest(data))
}

var releaseComment = regexp.MustCompile(
	`^pharos release ([a-z]{2}) ([1-9][0-9]*) ([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9a-f]{64})$`,
)

// ApprovalName names a further signature on a manifest.
func ApprovalName(id string) string { return ManifestName + "." + id + ".minisig" }

// signatures checks every signature on the manifest; one that does not hold is
// a problem even where there are enough others.
func (v *verifier) signatures() {
	entries, err := fs.ReadDir(v.fsys, ".")
	if err != nil {
		v.out.bad(Broken, "", "%v", cause(err))
		return
	}
	ring := v.chain.Newest()
	if m := v.out.Manifest; m != nil && m.Adaptation != nil {
		if ring = v.adaptation(); ring == nil {
			return
		}
	}
	var ids []string
	found := 0
	for _, e := range entries {
		if isOwn(e.Name()) && e.Name() != ManifestName {
			if found++; found > maxSignatures {
				v.out.bad(Extra, e.Name(), "more than %d signatures are not looked at", maxSignatures)
				return
			}
			if id := v.signature(ring, e.Name()); id != "" && !slices.Contains(ids, id) {
				ids = append(ids, id)
			} else if id != "" {
				v.out.bad(Extra, e.Name(), "the key %s has signed already", id)
			}
		}
	}
	if found == 0 {
		v.out.bad(Unsigned, SignatureName, "there is no signature")
		return
	}
	counting := &Ring{Approvals: ring.Approvals, Roles: ring.Roles, Keys: slices.Clone(ring.Keys)}
	for i, k := range counting.Keys {
		if m := v.out.Manifest; k.State == Retired && m != nil && m.Edition <= k.Since {
			counting.Keys[i].State = Active
		}
	}
	if err := counting.enough(ids); err != nil {
		v.out.bad(Approvals, "", "%v", err)
	}
}

// signature checks one signature file and gives the id of a key that counts.
func (v *verifier) signature(ring *Ring, name string) string {
	text, err := readSmall(v.fsys, name, maxSignature)
	if err != nil {
		v.out.bad(Signature, name, "%v", cause(err))
		return ""
	}
	s, err := parseSignature(text)
	if err != nil {
		v.out.bad(Signature, name, "%v", err)
		return ""
	}
	id := KeyID(s.KeyID)
	k, known := ring.key(id)
	if name != SignatureName && name != ApprovalName(id) {
		v.out.bad(Swapped, name, "this is the signature of the key %s", id)
		return ""
	}
	if !known {
		v.out.bad(WrongKey, name, "the key %s is in no ring of the office", id)
		return ""
	}
	comment, message := signedBy(s, k.Public, v.data)
	part := releaseComment.FindStringSubmatch(s.TrustedComment)
	switch {
	case comment && part != nil && part[4] != v.out.Digest:
		v.out.bad(
			Mixed,
			name,
			"this is the signature of release %s %s; the manifest beside it is another one or was altered",
			part[1],
			part[2],
		)
	case !comment || !message || part == nil ||
		v.out.Manifest != nil && s.TrustedComment != ReleaseComment(v.out.Manifest, v.data, part[3]):
		v.out.bad(Signature, name, "the signature of %s does not hold: manifest or signature was altered", id)
	case k.State == Revoked:
		v.out.bad(KeyGone, name, "the key %s of %s was revoked on %s: %s", id, k.Name, k.Since, k.Reason)
	default:
		v.out.Signers = append(v.out.Signers, Signer{id, k.Name, k.Role, part[3]})
		return id
	}
	return ""
}

// order checks the release against the calendar and against what is known.
func (v *verifier) order() {
	m := v.out.Manifest
	day := max(v.Known.Day, m.Edition)
	if v.chain != nil {
		day = max(day, v.chain.Newest().Date)
	}
	for _, r := range v.out.Renewals {
		day = max(day, r.Date)
	}
	if v.Today < day {
		v.out.bad(Clock, "", "today would be %s, but %s has already been: the clock was set back", v.Today, day)
	}
	if v.Today > v.out.Until() {
		v.out.bad(Expired, "", "the last day was %s: %s", v.out.Until(), v.out.Ends())
	}
	withdrawn := slices.Clone(v.known.Withdrawn)
	if v.chain != nil {
		withdrawn = append(withdrawn, v.chain.Newest().Withdrawn...)
	}
	for _, w := range withdrawn {
		if w.SHA256 == v.out.Digest {
			v.out.bad(Taken, "", "withdrawn on %s: %s", w.Date, w.Reason)
			break
		}
	}
	v.ancestors()
	if v.chain == nil {
		return
	}
	if n := v.newer(); n != nil {
		v.out.Newer = n
		if !v.out.Has(Older) {
			v.out.bad(Older, "", "release %s of %s is newer", n.Name(), n.Edition)
		}
	}
}

// ancestors checks the number and the digest of the release before.
func (v *verifier) ancestors() {
	m := v.out.Manifest
	if m.Adaptation != nil { // it counts by itself; its base is known by its digest
		return
	}
	if s, ok := v.known.seen(m.Country); ok {
		switch {
		case m.Number < s.Number:
			v.out.bad(Older, "", "release %s %d of %s is known", s.Country, s.Number, s.Edition)
		case m.Number == s.Number && s.SHA256 != v.out.Digest, m.Number == s.Number+1 && m.Previous != s.SHA256:
			v.out.bad(Forked, "", "it does not follow the release %s %d that is known", s.Country, s.Number)
		}
	}
	for _, o := range v.Others {
		if data, err := o.Encode(); err == nil && o.Country == m.Country && o.Number == m.Number-1 &&
			Digest(data) != m.Previous {
			v.out.bad(Forked, "", "it does not follow the release %s beside it", o.Name())
		}
	}
}

// readSmall reads a plain file of limited size, however large it says it is: a pipe
// or a device is never opened, and no more than the limit is read.
func readSmall(fsys fs.FS, name string, limit int64) ([]byte, error) {
	info, err := lstat(fsys, name)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("this is not a plain file")
	case info.Size() > limit:
		return nil, fmt.Errorf("the file is too large")
	}
	file, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	data := bytes.NewBuffer(make([]byte, 0, info.Size()+bytes.MinRead)) // never grows but for a file that does
	_, err = data.ReadFrom(io.LimitReader(file, limit+1))
	if err == nil && int64(data.Len()) > limit {
		err = errors.New("the file is too large")
	}
	return data.Bytes(), err
}

// listed reads each folder once.
type listed struct {
	fs.FS
	seen map[string][]fs.DirEntry
}

// ReadDir lists a folder.
func (l *listed) ReadDir(name string) ([]fs.DirEntry, error) {
	if entries, ok := l.seen[name]; ok {
		return entries, nil
	}
	entries, err := fs.ReadDir(l.FS, name)
	if err == nil {
		l.seen[name] = entries
	}
	return entries, err
}

// lstat looks at a file without following a link.
func lstat(fsys fs.FS, name string) (fs.FileInfo, error) {
	entries, err := fs.ReadDir(fsys, path.Dir(name))
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if e.Name() == path.Base(name) {
			return e.Info()
		}
	}
	return nil, fs.ErrNotExist
}

// cause says in words why a file cannot be read, without a path of the machine.
func cause(err error) string {
	var p *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "the file is not there"
	case errors.As(err, &p):
		return p.Err.Error()
	}
	return err.Error()
}

// digestFile gives the digest of a plain file of at most limit bytes.
func digestFile(fsys fs.FS, name string, limit int64) (string, int64, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	h := sha256.New()
	n, err := io.Copy(h, io.LimitReader(f, limit+1))
	return hex.EncodeToString(h.Sum(nil)), n, err
}

// elsewhere finds the release that has this file, among other manifests.
func (v *verifier) elsewhere(digest string) string {
	if v.places == nil {
		v.places = map[string]string{}
		for _, o := range slices.Backward(v.Others) {
			for _, f := range o.Files {
				v.places[f.SHA256] = o.Name() + " (" + f.Path + ")"
			}
		}
	}
	return v.places[digest]
}
