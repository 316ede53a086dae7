// Package pharos carries the default project inside the program: definitions,
// pages, theme and assets. A project folder lies over it, file by file.
package pharos

import "embed"

// Defaults is the default project.
//
//go:embed campaigns content themes assets
var Defaults embed.FS
