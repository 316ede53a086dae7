package build

import (
	"cmp"
	"crypto/sha256"
	"io/fs"
	"path"
	"path/filepath"
	"strings"
	"sync"

	"pharos/internal/cache"
	"pharos/internal/plan"
	"pharos/internal/web"
)

// inputs is the digest of everything but the plan that outputs depend on: the
// program, the settings, and the files of theme and assets. What the stages read
// from a project lies in these folders, which a test sees.
type inputs struct {
	// sheets and sites are what all sheets and all sites depend on.
	sheets, sites cache.Key
	// templates are the digests of the print templates by name: each stands for
	// its own sheets only.
	templates map[string]cache.Key
}

// program is the digest of the running program. It takes a tenth of a second, so
// Run asks for it before it loads the definitions.
var program = sync.OnceValues(cache.Program)

// Store opens the cache; nil where there shall be none, or where the program
// cannot be told from another.
func Store(m Means) *cache.Store {
	if _, err := program(); err != nil || m.Cache == "" || m.NoCache {
		return nil
	}
	return cache.Open(filepath.Join(m.Cache, "made"), cmp.Or(m.CacheSize, defaultCacheSize))
}

// defaultCacheSize holds some builds of all countries.
const defaultCacheSize = 1 << 30

// inputs reads and digests the files.
func (how Making) inputs(l *Loaded) *inputs {
	files := l.Files
	in := &inputs{templates: map[string]cache.Key{}}
	sheets, sites := map[string]cache.Key{}, map[string]cache.Key{}
	theme := path.Join("themes", how.Theme)
	prints := path.Join(theme, "print")
	read := func(name string) {
		if path.Dir(name) == "assets/pictures" {
			return // the plan names each by its digest, on the sheets that show it
		}
		data, _ := fs.ReadFile(files, name) // the stage that needs it says what is wrong
		digest := cache.Key(sha256.Sum256(data))
		template, isTemplate := strings.CutSuffix(path.Base(name), ".yaml")
		switch {
		case path.Dir(name) == prints && isTemplate && template != "parts":
			in.templates[template] = digest
		case strings.HasPrefix(name, prints+"/"):
			sheets[name] = digest
		default:
			sheets[name], sites[name] = digest, digest
		}
	}
	eachFile(files, "assets", 0, read)
	eachFile(files, theme, 0, read)
	program, _ := program()
	in.sheets, _ = cache.Of("sheet", program, how, l.Plan.Date, l.Set.Languages.All(), forbidden(l.Set), sheets)
	in.sites, _ = cache.Of("site", program, how, l.Plan.Date, l.Set.Languages.All(), forbidden(l.Set), sites)
	return in
}

// deepest is how many folders lie in one another at most; a link may make a circle.
const deepest = 8

// eachFile goes through a folder and those inside it, through links too, as the
// stages do when they open a file by its path.
func eachFile(files fs.FS, dir string, depth int, read func(string)) {
	entries, _ := fs.ReadDir(files, dir)
	for _, e := range entries {
		name := path.Join(dir, e.Name())
		info, err := fs.Stat(files, name)
		switch {
		case err != nil:
		case !info.IsDir():
			read(name)
		case depth < deepest:
			eachFile(files, name, depth+1, read)
		}
	}
}

// KeyOf is the digest of the program, of how it makes files, of all files in some folders
// and of the values given.
func KeyOf(how Making, files fs.FS, folders []string, values ...any) cache.Key {
	digests := map[string]cache.Key{}
	for _, dir := range folders {
		eachFile(files, dir, 0, func(name string) {
			data, _ := fs.ReadFile(files, name) // a file that cannot be read is found when it is needed
			digests[name] = sha256.Sum256(data)
		})
	}
	program, _ := program()
	key, _ := cache.Of(append([]any{program, how, digests}, values...)...)
	return key
}

// sheet is the key of a sheet.
func (in *inputs) sheet(m plan.Material) (key, places cache.Key) {
	return cache.Of(in.sheets, in.templates[m.Template], m)
}

// site is the key of a site with its finished sheets.
func (in *inputs) site(s plan.Site, prints []web.Print) (key, places cache.Key) {
	return cache.Of(in.sites, s, prints)
}

// index is the key of the page of all countries.
func (in *inputs) index(p *plan.Plan) (key, places cache.Key) {
	return cache.Of(in.sites, "index", p.Sites)
}
