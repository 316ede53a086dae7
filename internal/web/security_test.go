package web

import (
	"strings"
	"testing"

	"pharos/internal/web/host"
)

// TestSecurity sees security.txt by value, only with a contact and its end, and
// that the snippets for hosts let it through.
func TestSecurity(t *testing.T) {
	if _, ok := sample(t).files[host.SecurityFile]; ok {
		t.Error("Samplia names no contact and has security.txt")
	}
	site, prints := root.Samplia(t)
	site.Security, site.SecurityUntil = "mailto:flaws@info.example", "2027-06-30"
	files := render(t, site, prints).files
	want := "Contact: mailto:flaws@info.example\nExpires: 2027-06-30T23:59:59Z\nCanonical: https://info.example/.well-known/security.txt\n"
	if got := string(files[".well-known/security.txt"]); got != want {
		t.Errorf("security.txt: %q, want %q", got, want)
	}
	for file, line := range map[string]string{
		"_headers":     "/.well-known/security.txt\n  Content-Type: text/plain; charset=utf-8\n",
		"nginx.conf":   "location = /.well-known/security.txt { default_type text/plain; charset utf-8;",
		"htaccess.txt": "<Files \"security.txt\">\nForceType \"text/plain; charset=utf-8\"\n",
	} {
		if !strings.Contains(string(files[file]), line) {
			t.Errorf("%s lacks %q", file, line)
		}
	}
	deeper := site
	deeper.Base = "https://info.example/help/"
	if got := host.Security(deeper); got != want {
		t.Errorf("below the top: %q, want %q", got, want)
	}
	changed, err := theTheme(t).besides(site, deeper, prints, prints, false)
	if err != nil || strings.Contains(strings.Join(changed, " "), host.SecurityFile) {
		t.Error(changed, err)
	}
	for _, half := range [][2]string{{"", "2027-06-30"}, {"mailto:a@b.example", ""}, {"mailto:a@b.example\nX: y", "2027-06-30"}} {
		site.Security, site.SecurityUntil = half[0], half[1]
		if got := host.Security(site); got != "" {
			t.Errorf("%q: %q", half, got)
		}
	}
}
