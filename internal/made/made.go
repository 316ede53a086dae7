// Package made holds the words that all stages share about what is made: the tables
// of outputs, of slots for words and of kinds of material, and the value that says
// what was written, one finished file with its size and digest. That is made by build
// from what press and proof hand over, and read by web and release.
package made

import (
	"crypto/sha256"
	"encoding/hex"
)

// File is one finished file of the output.
type File struct {
	// Path is relative to the country's web root, with forward slashes.
	Path string `json:"path"`
	// SHA256 is the digest in lower-case hex.
	SHA256 string `json:"sha256"`
	// Size is in bytes.
	Size int64 `json:"size"`
	// MediaType follows RFC 6838, such as "application/pdf".
	MediaType string `json:"media_type"`
}

// Of describes the bytes of one file.
func Of(path, mediaType string, data []byte) File {
	return File{Path: path, SHA256: Digest(data), Size: int64(len(data)), MediaType: mediaType}
}

// Digest is the SHA-256 of bytes in lower-case hex.
func Digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
