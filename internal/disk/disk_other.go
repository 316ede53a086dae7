//go:build !linux

package disk

import "errors"

// exchange: there is no atomic exchange on this system; the caller renames twice.
func exchange(a, b string) error { return errors.ErrUnsupported }

// syncTree syncs every file and folder of a tree.
func syncTree(dir string) error { return syncEach(dir) }
