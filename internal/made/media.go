package made

import (
	"path"
	"strings"
)

// mediaTypes by file ending (RFC 6838); a table of its own, because what the
// system knows differs from machine to machine.
var mediaTypes = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
	".txt": "text/plain; charset=utf-8", ".md": "text/markdown; charset=utf-8", ".ics": "text/calendar; charset=utf-8",
	".csv": "text/csv; charset=utf-8", ".yaml": "application/yaml", ".json": "application/json",
	".xml": "application/xml", ".pdf": "application/pdf", ".zip": "application/zip",
	".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp",
	".ttf": "font/ttf", ".otf": "font/otf", ".woff2": "font/woff2", ".icc": "application/vnd.iccprofile",
	// Files that tell a web server what to do, and files that have a name alone.
	".conf": "text/plain; charset=utf-8", ".htaccess": "text/plain; charset=utf-8", "": "text/plain; charset=utf-8",
	".minisig": "text/plain; charset=utf-8", ".pub": "text/plain; charset=utf-8",
}

// MediaType names the type of a file by its ending.
func MediaType(file string) string {
	if t, known := mediaTypes[strings.ToLower(path.Ext(file))]; known {
		return t
	}
	return "application/octet-stream"
}
