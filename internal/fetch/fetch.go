// Package fetch takes a release from a web host that nobody trusts yet into a folder,
// as readers get it, so that it can be checked there.
package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/net/idna"

	"pharos/internal/diag"
	"pharos/internal/disk"
	"pharos/internal/release"
)

// Limits on what is taken from a host that nobody trusts yet.
const (
	maxSmall    = 16 << 20    // one small file: manifest, signature, ring
	maxAll      = 2 << 30     // a whole release
	maxFiles    = 20_000      // files of a release
	maxRings    = 100         // rings of keys
	maxRenewals = 200         // renewals of a release
	eachFile    = time.Minute // one file
	overall     = 30 * time.Minute
	maxHops     = 5
)

// How common browsers name themselves, on a desk and on a telephone: most readers of a
// sheet come by telephone, and a host can answer them otherwise.
const (
	browser   = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
	telephone = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) " +
		"Chrome/138.0.0.0 Mobile Safari/537.36"
)

// errAbsent says that the host has no such file.
var errAbsent = errors.New("the host has no such file")

// Eaten are files that a host may use and not show.
var Eaten = []string{"_headers"}

// Address reports whether a word is an address, and gives it with a slash at
// its end.
func Address(s string) (*url.URL, bool) {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return nil, false
	}
	u.Path = strings.TrimSuffix(strings.TrimSuffix(u.Path, release.PageName), "/") + "/"
	u.RawQuery, u.Fragment, u.User = "", "", nil
	return u, true
}

// fetcher takes files of one release from one host into a folder.
type fetcher struct {
	client *http.Client
	base   *url.URL
	dir    string
	left   int64
	// problems are what the host shows at addresses that are no file of the release.
	problems []release.Problem
}

// Release copies what the manifest at an address lists into a new folder. What is not
// there is left out: the check of the folder names it. The caller calls done.
// The problems are about addresses that are no file; tell is told how far the work is.
func Release(ctx context.Context, base *url.URL, tell func(format diag.Format, args ...any),
) (dir string, done func() error, problems []release.Problem, err error) {
	ctx, cancel := context.WithTimeout(ctx, overall)
	defer cancel()
	if dir, done, err = disk.Temporary(""); err != nil {
		return "", nil, nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("%s: %w", base, err), done())
		}
	}()
	f := &fetcher{
		base:   base,
		dir:    dir,
		left:   maxAll,
		client: &http.Client{Timeout: eachFile, CheckRedirect: stayOnHost},
	}
	m, err := f.proof(ctx)
	if err != nil {
		return dir, done, nil, err
	}
	if len(m.Files) > maxFiles {
		return dir, done, nil, fmt.Errorf("the manifest lists %d files: that is too many", len(m.Files))
	}
	for i, file := range m.Files {
		limit := file.Size
		if file.Path == release.PageName {
			limit = maxSmall // it is listed without its record
		}
		if err := f.take(ctx, file.Path, limit); err != nil && !errors.Is(err, errAbsent) {
			return dir, done, nil, err
		}
		if i%100 == 99 {
			tell("%d of %d files", i+1, len(m.Files))
		}
	}
	return dir, done, f.problems, f.pages(ctx, m)
}

// AboutHost says what an address alone says: a host of foreign letters in both forms,
// and that nothing protects what comes without encryption.
func AboutHost(base *url.URL) (said []diag.Sentence) {
	host := base.Hostname()
	if shown, err := idna.ToUnicode(host); err == nil && shown != host {
		said = append(said, diag.Say("the host %s is written %s", host, diag.Foreign(shown)))
	} else if wire, err := idna.Lookup.ToASCII(host); err == nil && wire != strings.ToLower(host) {
		said = append(said, diag.Say("the host %s is %s: other letters can look like these", diag.Foreign(host), wire))
	}
	if base.Scheme == "http" {
		said = append(said, diag.Say("http has no encryption: whoever is on the way can show readers other pages. "+
			"Codes and links begin with https."))
	}
	return said
}

// pages asks for every page at the addresses that codes and links lead to, the folder
// with a stroke at its end and without, as a telephone does: a host can show another
// page there than under the name of the file.
func (f *fetcher) pages(ctx context.Context, m *release.Manifest) error {
	for _, file := range m.Files {
		folder, is := strings.CutSuffix(file.Path, "index.html")
		if !is || folder != "" && !strings.HasSuffix(folder, "/") {
			continue
		}
		for _, name := range []string{folder, strings.TrimSuffix(folder, "/")} {
			if name == "" && folder != "" {
				continue
			}
			digest, err := f.shown(ctx, name, file.Size)
			switch {
			case errors.Is(err, errAbsent) && name == folder:
				f.problem(release.Missing, name,
					"the host shows no page at this address, to which codes and links lead")
			case errors.Is(err, errAbsent):
			case err != nil:
				return err
			case digest != file.SHA256:
				f.problem(release.Altered, name, "at this address the host shows another page than %s", file.Path)
			}
			if folder == "" {
				break
			}
		}
	}
	return nil
}

// problem adds what is wrong with an address.
func (f *fetcher) problem(kind release.Kind, name string, format diag.Format, args ...any) {
	f.problems = append(f.problems, release.Bad(kind, "/"+name, format, args...))
}

// shown gives the digest of what an address shows to a telephone.
func (f *fetcher) shown(ctx context.Context, name string, limit int64) (string, error) {
	answer, err := f.ask(ctx, name, telephone)
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(io.LimitReader(answer.Body, min(limit, maxSmall)+1))
	f.left -= int64(len(data))
	return release.Digest(data), err
}

// ask sends one request as a browser does, and gives the answer where it has a body.
func (f *fetcher) ask(ctx context.Context, name, browser string) (*http.Response, error) {
	address := *f.base
	if name != "" {
		parts := strings.Split(strings.TrimSuffix(name, "/"), "/")
		for i, p := range parts {
			parts[i] = url.PathEscape(p)
		}
		address = *f.base.JoinPath(parts...)
		if strings.HasSuffix(name, "/") && !strings.HasSuffix(address.Path, "/") {
			address.Path += "/"
			if address.RawPath != "" {
				address.RawPath += "/"
			}
		}
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address.String(), nil)
	if err != nil {
		return nil, err
	}
	for key, value := range map[string]string{
		"User-Agent": browser, "Accept-Language": "en-US,en;q=0.5", "Upgrade-Insecure-Requests": "1",
		"Accept":         "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
		"Sec-Fetch-Dest": "document", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "none", "Sec-Fetch-User": "?1",
	} {
		request.Header.Set(key, value) // a host must not answer a check otherwise than readers
	}
	answer, err := f.client.Do(request)
	if err != nil {
		return nil, err
	}
	switch answer.StatusCode {
	case http.StatusOK:
		return answer, nil
	case http.StatusNotFound, http.StatusGone, http.StatusForbidden:
		err = errAbsent
	default:
		err = fmt.Errorf("%s: the host answers %s", name, answer.Status)
	}
	return nil, errors.Join(err, answer.Body.Close())
}

// proof takes the manifest, its signatures and the rings of keys.
func (f *fetcher) proof(ctx context.Context) (*release.Manifest, error) {
	if err := f.take(ctx, release.ManifestName, maxSmall); err != nil {
		return nil, fmt.Errorf("no release can be read there: %w", err)
	}
	m, _, err := release.ReadManifest(os.DirFS(f.dir))
	if err != nil {
		return nil, err
	}
	for _, file := range m.Files {
		if !strings.HasPrefix(file.Path, release.KeysDir+"/") {
			continue
		}
		if err := f.take(ctx, file.Path, maxSmall); err != nil && !errors.Is(err, errAbsent) {
			return nil, err
		}
	}
	names := []string{release.SignatureName}
	if chain, err := release.ReadChain(os.DirFS(f.dir), release.KeysDir); err == nil {
		for _, k := range chain.Newest().Keys {
			names = append(names, release.ApprovalName(k.ID))
		}
	}
	for _, name := range names {
		if err := f.take(ctx, name, maxSmall); err != nil && !errors.Is(err, errAbsent) {
			return nil, err
		}
	}
	return m, f.renewals(ctx)
}

// renewals takes what was signed after the release, one after the other.
func (f *fetcher) renewals(ctx context.Context) error {
	chain, err := release.ReadChain(os.DirFS(f.dir), release.KeysDir)
	if err != nil {
		return nil // the check says so
	}
	for n := 1; n <= maxRenewals; n++ {
		for i, name := range release.RenewalFiles(n, chain.Newest()) {
			switch err := f.take(ctx, name, maxSmall); {
			case errors.Is(err, errAbsent) && i == 0:
				return nil
			case err != nil && !errors.Is(err, errAbsent):
				return err
			}
		}
	}
	return nil
}

// take copies one file; a byte more than the limit is kept, so that a file that
// grew is seen as altered.
func (f *fetcher) take(ctx context.Context, name string, limit int64) (err error) {
	if _, err := os.Stat(filepath.Join(f.dir, filepath.FromSlash(name))); err == nil {
		return nil
	}
	answer, err := f.ask(ctx, name, browser)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if f.left < limit {
		return fmt.Errorf("%s: the release is larger than %d MB", name, maxAll>>20)
	}
	root, err := os.OpenRoot(f.dir)
	if err != nil {
		return err
	}
	defer root.Close()
	if err := root.MkdirAll(filepath.Dir(filepath.FromSlash(name)), 0o755); err != nil {
		return err
	}
	out, err := root.Create(filepath.FromSlash(name))
	if err != nil {
		return err
	}
	n, err := io.Copy(out, io.LimitReader(answer.Body, limit+1))
	f.left -= n
	return errors.Join(err, out.Close())
}

// stayOnHost refuses to be sent to another host or away from encryption.
func stayOnHost(request *http.Request, before []*http.Request) error {
	first := before[0].URL
	switch {
	case request.URL.Host != first.Host:
		return fmt.Errorf("the host sends on to %s: not followed", request.URL.Host)
	case first.Scheme == "https" && request.URL.Scheme != "https":
		return fmt.Errorf("the host sends on to an address without encryption: not followed")
	case len(before) >= maxHops:
		return fmt.Errorf("the host sends on too often")
	}
	return nil
}
