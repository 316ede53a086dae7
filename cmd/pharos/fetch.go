package main

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

	"pharos/internal/release"
)

// Limits on what is taken from a host that nobody trusts yet.
const (
	fetchSmall   = 16 << 20    // one small file: manifest, signature, ring
	fetchAll     = 2 << 30     // a whole release
	fetchFiles   = 20_000      // files of a release
	fetchRings   = 100         // rings of keys
	fetchEach    = time.Minute // one file
	fetchOverall = 30 * time.Minute
	fetchHops    = 5
)

// browser is how a common browser names itself.
const browser = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"

// errAbsent says that the host has no such file.
var errAbsent = errors.New("the host has no such file")

// eaten are files that a host may use and not show.
var eaten = []string{"_headers"}

// webAddress reports whether a word is an address, and gives it with a slash at
// its end.
func webAddress(s string) (*url.URL, bool) {
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
}

// fetchRelease copies what the manifest at an address lists into a new folder.
// What is not there is left out: the check of the folder names it. The caller
// removes the folder.
func fetchRelease(ctx context.Context, base *url.URL, ui *ui) (dir string, err error) {
	ctx, cancel := context.WithTimeout(ctx, fetchOverall)
	defer cancel()
	if dir, err = os.MkdirTemp("", "pharos-verify-*"); err != nil {
		return "", err
	}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("%s: %w", base, err), os.RemoveAll(dir))
		}
	}()
	f := &fetcher{
		base:   base,
		dir:    dir,
		left:   fetchAll,
		client: &http.Client{Timeout: fetchEach, CheckRedirect: stayOnHost},
	}
	m, err := f.proof(ctx)
	if err != nil {
		return dir, err
	}
	if len(m.Files) > fetchFiles {
		return dir, fmt.Errorf("the manifest lists %d files: that is too many", len(m.Files))
	}
	for i, file := range m.Files {
		limit := file.Size
		if file.Path == release.PageName {
			limit = fetchSmall // it is listed without its record
		}
		if err := f.take(ctx, file.Path, limit); err != nil && !errors.Is(err, errAbsent) {
			return dir, err
		}
		if i%100 == 99 {
			ui.say("%d of %d files", i+1, len(m.Files))
		}
	}
	return dir, nil
}

// proof takes the manifest, its signatures and the rings of keys.
func (f *fetcher) proof(ctx context.Context) (*release.Manifest, error) {
	if err := f.take(ctx, release.ManifestName, fetchSmall); err != nil {
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
		if err := f.take(ctx, file.Path, fetchSmall); err != nil && !errors.Is(err, errAbsent) {
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
		if err := f.take(ctx, name, fetchSmall); err != nil && !errors.Is(err, errAbsent) {
			return nil, err
		}
	}
	return m, nil
}

// take copies one file; a byte more than the limit is kept, so that a file that
// grew is seen as altered.
func (f *fetcher) take(ctx context.Context, name string, limit int64) (err error) {
	if _, err := os.Stat(filepath.Join(f.dir, filepath.FromSlash(name))); err == nil {
		return nil
	}
	parts := strings.Split(name, "/")
	for i, p := range parts {
		parts[i] = url.PathEscape(p)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, f.base.JoinPath(parts...).String(), nil)
	if err != nil {
		return err
	}
	request.Header.Set("User-Agent", browser) // a host must not answer a check otherwise than readers
	request.Header.Set("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
	request.Header.Set("Accept-Language", "en-US,en;q=0.5")
	answer, err := f.client.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	switch {
	case answer.StatusCode == http.StatusNotFound || answer.StatusCode == http.StatusGone || answer.StatusCode == http.StatusForbidden:
		return errAbsent
	case answer.StatusCode != http.StatusOK:
		return fmt.Errorf("%s: the host answers %s", name, answer.Status)
	case f.left < limit:
		return fmt.Errorf("%s: the release is larger than %d MB", name, fetchAll>>20)
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
	case len(before) >= fetchHops:
		return fmt.Errorf("the host sends on too often")
	}
	return nil
}
