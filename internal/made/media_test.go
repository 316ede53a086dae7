package made_test

import (
	"testing"

	"pharos/internal/made"
)

// TestMediaType names the types of files that a site, a release and a folder for a
// web server hold.
func TestMediaType(t *testing.T) {
	for file, want := range map[string]string{
		"en/index.html":            "text/html; charset=utf-8",
		"media/0123456789.webp":    "image/webp",
		"media/harbour.jpg":        "image/jpeg",
		"print/citizen/all.en.zip": "application/zip",
		"nginx.conf":               "text/plain; charset=utf-8",
		".htaccess":                "text/plain; charset=utf-8",
		"_headers":                 "text/plain; charset=utf-8",
		"print/A.PDF":              "application/pdf",
		"unknown.bin":              "application/octet-stream",
	} {
		if got := made.MediaType(file); got != want {
			t.Errorf("%s is %q, want %q", file, got, want)
		}
	}
}
