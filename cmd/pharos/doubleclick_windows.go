package main

import (
	"syscall"
	"unsafe"
)

// doubleClicked reports whether the program was started without a terminal: the
// window that it writes to is its own alone.
func doubleClicked() bool {
	list := syscall.NewLazyDLL("kernel32.dll").NewProc("GetConsoleProcessList")
	var ids [2]uint32
	n, _, _ := list.Call(uintptr(unsafe.Pointer(&ids[0])), uintptr(len(ids)))
	return n == 1
}
