package release

import (
	"fmt"

	"pharos/internal/diag"
)

// Kind is what is wrong with a release.
type Kind string

// The kinds of problems, the gravest first.
const (
	Broken    Kind = "broken"      // the manifest cannot be read, or a file cannot
	BadKeys   Kind = "keys"        // the rings of keys do not hold
	WrongKey  Kind = "wrong-key"   // signed with a key that may not sign here
	Signature Kind = "signature"   // a signature does not hold
	Unsigned  Kind = "unsigned"    // there is no signature
	Approvals Kind = "approvals"   // fewer signatures than must be
	KeyGone   Kind = "revoked-key" // signed with a revoked key
	Mixed     Kind = "mixed"       // parts of two releases
	Swapped   Kind = "swapped"     // a file under another file's name
	Altered   Kind = "altered"     // a file with other bytes
	Missing   Kind = "missing"     // a file is not there
	Extra     Kind = "extra"       // a file that the manifest does not list
	Taken     Kind = "withdrawn"   // the office took the release back
	Forked    Kind = "forked"      // another release with this number or these ancestors
	Older     Kind = "older"       // a newer release is known
	Expired   Kind = "expired"     // after its last day
	NoRight   Kind = "right"       // nobody may accept this adaptation, or no longer
	Locked    Kind = "locked"      // an adaptation says something else than its base
	Unchecked Kind = "unchecked"   // nothing is known to be wrong, but not all was looked at
	Clock     Kind = "clock"       // today lies before what is known to have happened
)

// Problem is one thing that is wrong with a release.
type Problem struct {
	Kind Kind `json:"kind"`
	// Path is the file, empty where it is about the whole.
	Path string `json:"path,omitempty"`
	// Message says what is wrong: lower case, no full stop.
	Message diag.Sentence `json:"message"`
}

// String gives the problem on one line.
func (p Problem) String() string {
	if p.Path == "" {
		return string(p.Kind) + ": " + diag.Visible(p.Message.Text)
	}
	return fmt.Sprintf("%s: %s: %s", p.Kind, diag.Foreign(p.Path), diag.Visible(p.Message.Text))
}

// Signer is a key whose signature holds.
type Signer struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Role string `json:"role"`
	// Date is the day of signing, as the signer wrote it.
	Date string `json:"date"`
}

// Result is what a check of a release found.
type Result struct {
	// Manifest is nil where it cannot be read; Digest is that of its bytes.
	Manifest *Manifest `json:"-"`
	Digest   string    `json:"digest"`
	// Problems is empty only for a release that is right.
	Problems []Problem `json:"problems"`
	Signers  []Signer  `json:"signers"`
	// Ring is the ring that approved it; nil where there is none. Pinned is true
	// where it was already known; else its Words must be compared by telephone.
	Ring   *Ring `json:"-"`
	Pinned bool  `json:"pinned"`
	// Chain are the rings that were gone by; nil where there are none.
	Chain *Chain `json:"-"`
	// Renewals are those that count, oldest first; Pending wants more signatures, nil
	// where none does.
	Renewals []*Renewal `json:"-"`
	Pending  *Pending   `json:"-"`
	// Newer is the newest release that takes the place of this one; nil where
	// there is none beside it.
	Newer *Manifest `json:"-"`
}

// Right reports that nothing is wrong.
func (r *Result) Right() bool { return len(r.Problems) == 0 }

// Has reports whether a kind of problem was found.
func (r *Result) Has(k Kind) bool {
	for _, p := range r.Problems {
		if p.Kind == k {
			return true
		}
	}
	return false
}

// Shown are the problems as they may be shown: no name of a file speaks for the program.
func (r *Result) Shown() []Problem {
	out := []Problem{}
	for _, p := range r.Problems {
		p.Path = diag.Foreign(p.Path)
		p.Message.Text = diag.Visible(p.Message.Text)
		out = append(out, p)
	}
	return out
}

// Bad makes a problem. The values come from whoever made the release: none speaks
// for the program.
func Bad(k Kind, path string, format diag.Format, args ...any) Problem {
	return Problem{k, path, diag.Say(format, diag.Values(args)...)}
}

// bad adds a problem.
func (r *Result) bad(k Kind, path string, format diag.Format, args ...any) {
	r.Problems = append(r.Problems, Bad(k, path, format, args...))
}
