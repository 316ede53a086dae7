package disk

import "sync/atomic"

// Kind is a kind of step.
type Kind string

// The steps that change the disk, or make a change lasting.
const (
	// Made is a new folder.
	Made Kind = "made"
	// Written is new content of a file, not lasting yet.
	Written Kind = "written"
	// Linked is a second name of a file.
	Linked Kind = "linked"
	// Renamed and Exchanged are changes of names, not lasting yet.
	Renamed   Kind = "renamed"
	Exchanged Kind = "exchanged"
	// Removed is a file or a folder with all that was in it.
	Removed Kind = "removed"
	// Synced is the content of one file or the names of one folder, lasting now.
	Synced Kind = "synced"
	// SyncedAll is a file or a folder with all that is in it, lasting now.
	SyncedAll Kind = "synced all"
)

// Op is one step, told after it was done.
type Op struct {
	Kind Kind
	// Name is the file or folder; From its name before, or the other of two.
	Name, From string
	// Parts are what was written.
	Parts [][]byte
}

// watcher is told every step; it is there for tests alone.
var watcher atomic.Pointer[func(Op)]

// Watch lets a test see every step until it calls stop. A test may stop the
// program there.
func Watch(f func(Op)) (stop func()) {
	watcher.Store(&f)
	return func() { watcher.CompareAndSwap(&f, nil) }
}

// tell tells the watcher.
func tell(op Op) {
	if f := watcher.Load(); f != nil {
		(*f)(op)
	}
}

// noExchange makes this system one that cannot exchange two folders.
var noExchange atomic.Bool

// WithoutExchange lets a test see a system that cannot exchange two folders.
func WithoutExchange() (back func()) {
	noExchange.Store(true)
	return func() { noExchange.Store(false) }
}
