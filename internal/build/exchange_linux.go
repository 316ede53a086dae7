package build

import "golang.org/x/sys/unix"

// exchange lets two folders change places in one step (renameat2 with
// RENAME_EXCHANGE). File systems that cannot do it answer with an error.
var exchange = func(a, b string) error {
	return unix.Renameat2(unix.AT_FDCWD, a, unix.AT_FDCWD, b, unix.RENAME_EXCHANGE)
}
