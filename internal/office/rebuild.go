package office

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"pharos/internal/adapt"
	"pharos/internal/build"
	"pharos/internal/diag"
	"pharos/internal/disk"
	"pharos/internal/made"
	"pharos/internal/proof"
	"pharos/internal/release"
	"pharos/internal/seal"
)

// Rebuild makes an accepted adaptation anew from the base at hand and from what was
// sent, and lists every file that is not the same: whoever accepted it could have
// signed pages and sheets that were edited by hand.
func Rebuild(ctx context.Context, o build.Options, dir, base string, m *release.Manifest) ([]release.Problem, error) {
	own, digest, err := release.ReadManifest(os.DirFS(base))
	if err != nil {
		return nil, err
	}
	if m.Adaptation == nil || digest != m.Adaptation.BaseManifest {
		return nil, build.Usage{Message: fmt.Sprintf("%s is not the base of this adaptation", base)}
	}
	work, done, err := disk.Temporary("")
	if err != nil {
		return nil, err
	}
	defer done()
	o.Project, o.Base, o.Accepted, o.Date, o.Release = filepath.Join(work, "sent"), base, true, m.Edition, m.Number
	o.Quiet, o.PDFX = m.Adaptation.Quiet, m.Adaptation.PDFX
	if problem := unfold(dir, o.Project); problem != nil {
		return []release.Problem{*problem}, nil
	}
	l, err := build.Load(o)
	if err != nil {
		return nil, err
	}
	defer l.Files.Close()
	if l.Findings.Stops() {
		return refused(l.Findings.Errors()), nil
	}
	again := seal.ManifestOf(l, m.Country, adapt.Callers{})
	again.Number, again.Previous, again.Limits, again.Adaptation = m.Number, m.Previous, m.Limits, m.Adaptation
	made := filepath.Join(work, "made", "1")
	if err := os.MkdirAll(made, 0o755); err != nil {
		return nil, err
	}
	if _, err := assembled(ctx, o, l, again, dir, made); err != nil {
		return nil, err
	}
	return differing(o, l, own, dir, m, again)
}

// unfold writes what was sent into a folder.
func unfold(dir, to string) *release.Problem {
	data, err := os.ReadFile(filepath.Join(dir, release.AdaptationDir, release.SentName))
	if err == nil {
		var sent *adapt.Submission
		if sent, err = adapt.Receive(data); err == nil {
			err = sent.Unfold(to)
		}
	}
	if err != nil {
		return new(release.Bad(release.Locked, release.AdaptationDir+"/"+release.SentName, "%v", err))
	}
	return nil
}

// refused turns findings into problems of a release.
func refused(list diag.List) []release.Problem {
	var out []release.Problem
	for _, f := range list {
		out = append(out, release.Bad(release.Locked, f.Pos.String(), "%s; %s", f.Message, f.Hint))
	}
	return out
}

// assembled builds what the release in dir was made of, beside copies of what it rests on.
func assembled(
	ctx context.Context,
	o build.Options,
	l *build.Loaded,
	m *release.Manifest,
	dir, work string,
) (string, error) {
	keys := filepath.Join(dir, release.KeysDir)
	chain, err := release.ReadChain(os.DirFS(keys), ".")
	if err != nil {
		return "", err
	}
	rest := func(root string) error {
		return os.CopyFS(
			filepath.Join(root, release.AdaptationDir),
			os.DirFS(filepath.Join(dir, release.AdaptationDir)),
		)
	}
	return seal.Assemble(
		ctx,
		o,
		seal.Order{Country: m.Country, Keys: keys, Rest: rest},
		l,
		m,
		chain.Newest().Words(),
		work,
	)
}

// differing compares a release with what was made anew. The PDF reader says what a
// strange sheet or page shows that the plan does not.
func differing(
	o build.Options,
	l *build.Loaded,
	base *release.Manifest,
	dir string,
	m, again *release.Manifest,
) ([]release.Problem, error) {
	var out []release.Problem
	for _, what := range append(base.Holds(m), base.Holds(again)...) {
		p := release.Bad(release.Locked, release.ManifestName, "%s", what)
		if !slices.ContainsFunc(out, func(q release.Problem) bool { return q.Message.Text == p.Message.Text }) {
			out = append(out, p)
		}
	}
	o.Thorough = true
	shop, err := build.NewWorkshop(o, l)
	if err != nil {
		return nil, err
	}
	defer shop.Close()
	for _, f := range m.Files {
		i := slices.IndexFunc(again.Files, func(a release.File) bool { return a.Path == f.Path })
		switch {
		case strings.HasPrefix(f.Path, release.EarlierDir+"/"), i >= 0 && again.Files[i] == f:
			continue
		case i < 0:
			out = append(out, release.Bad(release.Locked, f.Path, "base and adaptation make no such file"))
			continue
		}
		if a := again.Files[i]; a.SHA256 == f.SHA256 {
			out = append(out, release.Bad(
				release.Locked,
				f.Path,
				"the manifest says of it: batch %q, material %q, %s; base and adaptation say: batch %q, "+
					"material %q, %s",
				f.Batch,
				f.Material,
				f.MediaType,
				a.Batch,
				a.Material,
				a.MediaType,
			))
			continue
		}
		what := ""
		if data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(f.Path))); err == nil {
			what = seen(shop.Reader, l, m.Country, f.Path, data)
		}
		out = append(
			out,
			release.Bad(release.Locked, f.Path, "it is not the file that base and adaptation make%s", what),
		)
	}
	for _, f := range again.Files {
		if !slices.ContainsFunc(m.Files, func(a release.File) bool { return a.Path == f.Path }) {
			out = append(
				out,
				release.Bad(release.Locked, f.Path, "base and adaptation make this file, and it is not there"),
			)
		}
	}
	if len(out) > 0 && m.Version != o.Version {
		out = append(
			out,
			release.Bad(
				release.Locked,
				release.ManifestName,
				"it was made by version %s of the program and this is %s: another version can make other files",
				m.Version,
				o.Version,
			),
		)
	}
	return out, nil
}

// seen says what a page or a sheet shows that the plan does not; empty where the
// witness sees nothing.
func seen(reader *proof.Reader, l *build.Loaded, country, name string, data []byte) string {
	var found diag.List
	for _, s := range l.Plan.Sites {
		if s.Country == country && strings.HasSuffix(name, ".html") {
			found = append(found, reader.CompareHTML(s, name, data)...)
		}
	}
	for _, m := range l.Plan.Materials {
		for _, of := range made.Outputs {
			if of.Whole && m.Country == country && name == m.Path(of.Ending) {
				found = append(found, reader.Compare(m, data, of.Output)...)
			}
		}
	}
	if len(found) == 0 {
		return ""
	}
	return ": " + found[0].Message.Text
}
