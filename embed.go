// Package pharos carries the default project inside the program: definitions,
// pages, theme and assets. A project folder lies over it, file by file.
package pharos

import "embed"

// Defaults is the default project.
//
//go:embed campaigns content assets all:themes
var Defaults embed.FS
