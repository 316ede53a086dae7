package main

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	pharos "pharos"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/pflag"
	"github.com/spf13/viper"

	"pharos/internal/adapt"
	"pharos/internal/build"
	"pharos/internal/campaign"
	"pharos/internal/locale"
	"pharos/internal/release"
)

// setting is one value of pharos.yaml, PHAROS_* and the flags.
type setting struct {
	// key stands in pharos.yaml, flag on the command line.
	key, flag, usage string
	value            any
}

// table lists the settings in the order of help. Campaign data are never settings.
var table = []setting{
	{"project", "project", "folder of the project; it lies over the defaults, file by file", "."},
	{"out", "out", "folder that is replaced", "public"},
	{"theme", "theme", "folder under themes/", "pharos"},
	{"countries", "country", "only these countries, such as rs,mk", []string{}},
	{"audiences", "audience", "only these audiences, by their folders in campaigns/", []string{}},
	{"languages", "language", "only these languages, such as sq,sr-Cyrl", []string{}},
	{"gate_people", "gate-people", "how many people must have rung a number before it is released", 2},
	{"gate_networks", "gate-networks", "from how many networks they must have rung", 2},
	{"gate_days", "gate-days", "how many days old a test call may be, at most 90", 30},
	{"quiet_site", "quiet-site", "sites without words of trafficking in titles, file names and " +
		"what search engines and social media read", false},
	{"pdfx", "pdfx", "what files for the press are made to: 4 or 1a; 1a has no RGB pictures and no transparency", "4"},
	{"jobs", "jobs", "how many sheets are made at once; 0 is one for each processor", 0},
	{"cache", "cache", "folder for finished work, taken again where nothing changed; " +
		"else pharos in the user's cache folder", ""},
	{"cachesize", "cache-size", "how many megabytes of finished work may stay in the cache", 1024},
	{"nocache", "no-cache", "make all work anew and keep none", false},
	{"lang", "lang", "language of findings and summaries: en, sq, sr-Latn, sr-Cyrl or mk; " +
		"what lacks a translation stays English", "en"},
	{"date", "date", "edition date, YYYY-MM-DD; else the day of the newest source, test call or review", ""},
}

// Settings that are flags: of every verb, of verbs that choose what they look at, and
// of verbs that say what is made of it.
var (
	everywhere = []string{"project", "theme", "lang", "jobs", "cache", "cachesize", "nocache"}
	choice     = []string{"countries", "audiences", "languages"}
	making     = []string{"date", "gate_people", "gate_networks", "gate_days", "quiet_site", "pdfx"}
)

// every lists the keys of all settings.
func every() []string {
	var keys []string
	for _, s := range table {
		keys = append(keys, s.key)
	}
	return keys
}

// settingOf marks a flag as that of a setting.
const settingOf = "pharos_setting"

// addSettings makes flags of settings that are not there yet.
func addSettings(f *pflag.FlagSet, keys ...string) {
	for _, s := range table {
		if !slices.Contains(keys, s.key) {
			continue
		}
		switch v := s.value.(type) {
		case string:
			f.String(s.flag, v, s.usage)
		case []string:
			f.StringSlice(s.flag, v, s.usage)
		case int:
			f.Int(s.flag, v, s.usage)
		case bool:
			f.Bool(s.flag, v, s.usage)
		}
		f.Lookup(s.flag).Annotations = map[string][]string{settingOf: {s.key}}
	}
}

// settings are the values of one run.
type settings struct {
	v *viper.Viper
	// given are the flags that are settings, by their key.
	given map[string]*pflag.Flag
}

// readSettings reads pharos.yaml, then PHAROS_*, then the flags, in rising order.
func readSettings(f *pflag.FlagSet) (settings, error) {
	s := settings{viper.New(), map[string]*pflag.Flag{}}
	s.v.SetEnvPrefix("PHAROS")
	var failed error
	for _, one := range table {
		s.v.SetDefault(one.key, one.value)
		failed = errors.Join(failed, s.v.BindEnv(one.key))
	}
	f.VisitAll(func(f *pflag.Flag) {
		if key := f.Annotations[settingOf]; key != nil {
			s.given[key[0]] = f
			failed = errors.Join(failed, s.v.BindPFlag(key[0], f))
		}
	})
	if failed != nil {
		return s, usagef("settings: %v", failed)
	}
	file := filepath.Join(s.project(), "pharos.yaml")
	s.v.SetConfigFile(file)
	if err := s.v.ReadInConfig(); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return s, usagef("%s: %v", file, err)
	}
	for _, key := range slices.Sorted(slices.Values(s.v.AllKeys())) {
		if !slices.Contains(every(), key) {
			return s, usagef("%s: unknown setting %q%s", file, key, meant(key, every()))
		}
	}
	return s, nil
}

// valid refuses values that no verb can work with.
func (s settings) valid() error {
	g := s.gate()
	if g.People < 1 || g.Networks < 1 || g.Days < 1 || g.Days > campaign.HardDays {
		return usagef("the gate wants at least 1 person, 1 network and 1 to %d days", campaign.HardDays)
	}
	if pdfx := s.v.GetString("pdfx"); pdfx != "4" && pdfx != "1a" {
		return usagef("pdfx is %q (%s); write 4 or 1a", pdfx, s.source("pdfx"))
	}
	for _, key := range []string{"out", "cache"} {
		if _, err := s.folder(key); err != nil {
			return err
		}
	}
	if err := s.within(); err != nil {
		return err
	}
	return s.themed()
}

// written are the places of a project into which verbs write, as patterns.
var written = []string{
	release.LedgerDir, release.LedgerDir + "/*", release.KeysDir, release.KeysDir + "/*", release.StoreDir,
	release.StoreDir + "/*",
	release.AcceptedDir, release.AcceptedDir + "/*", "rights", ".pharos", "campaigns", "campaigns/countries",
	"campaigns/countries/*", campaign.AttestationDir("*"),
}

// within refuses a project in which such a place is a link that leads out: the project
// may come from anybody, and a verb would write elsewhere.
func (s settings) within() error {
	root, err := os.OpenRoot(s.project())
	if err != nil {
		return nil // the folder is not there: whoever needs it says so
	}
	defer root.Close()
	for _, pattern := range written {
		names, _ := fs.Glob(root.FS(), pattern) // an error is a wrong pattern
		if !strings.Contains(pattern, "*") {
			names = []string{pattern}
		}
		for _, name := range names {
			name = filepath.FromSlash(name)
			if filepath.Ext(name) == ".yaml" {
				continue // a definition: the loader names the link, with all other findings
			}
			if info, err := root.Lstat(name); err == nil && info.Mode()&fs.ModeSymlink == 0 {
				continue
			}
			if _, err := root.Stat(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return usagef("%s leads out of the project, or cannot be opened: a project writes only inside its "+
					"own folder. Put a plain file or folder there", filepath.Join(s.project(), name))
			}
		}
	}
	return nil
}

// project is the folder of the project.
func (s settings) project() string { return s.v.GetString("project") }

// gate says how many test calls make a number releasable.
func (s settings) gate() campaign.Gate {
	return campaign.Gate{
		People: s.v.GetInt("gate_people"), Networks: s.v.GetInt("gate_networks"), Days: s.v.GetInt("gate_days"),
	}
}

// themed refuses a theme that nobody has. That of an adaptation may be its base's,
// which is open only later.
func (s settings) themed() error {
	name := s.v.GetString("theme")
	if !fs.ValidPath(name) || name == "." || strings.Contains(name, "/") {
		return usagef("theme is %q; write the name of a folder under themes/", name)
	}
	_, own := os.Stat(filepath.Join(s.project(), "themes", name, "hugo.yaml"))
	_, ours := fs.Stat(pharos.Defaults, "themes/"+name+"/hugo.yaml")
	if own == nil || ours == nil || adapt.Is(s.project()) {
		return nil
	}
	return usagef("there is no theme %q: neither the project nor the program has themes/%s/hugo.yaml", name, name)
}

// folder places a setting that is a path: flags and the environment count from where
// one stands. pharos.yaml and the default count from the project and stay in it,
// because the file may come from anybody.
func (s settings) folder(key string) (string, error) {
	name := s.v.GetString(key)
	if name == "" || s.typed(key) {
		return name, nil
	}
	if filepath.IsLocal(name) && filepath.Clean(name) != "." && stays(s.project(), name) {
		return filepath.Join(s.project(), name), nil
	}
	return "", usagef("%s: %s is %q, which is no folder inside the project; name one elsewhere on the command line",
		s.source(key), key, name)
}

// stays reports whether a path in a folder leads to no place outside of it.
func stays(dir, name string) bool {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return true // the folder is not there: whoever needs it says so
	}
	defer root.Close()
	_, err = root.Stat(name)
	return err == nil || errors.Is(err, fs.ErrNotExist)
}

// typed reports whether a value was given by the person who runs the program.
func (s settings) typed(key string) bool {
	return s.given[key] != nil && s.given[key].Changed || os.Getenv(environment(key)) != ""
}

// environment is the variable of a setting.
func environment(key string) string { return "PHAROS_" + strings.ToUpper(key) }

// source says where a setting's value comes from.
func (s settings) source(key string) string {
	switch f := s.given[key]; {
	case f != nil && f.Changed:
		return "flag --" + f.Name
	case os.Getenv(environment(key)) != "":
		return environment(key)
	case s.v.InConfig(key):
		return s.v.ConfigFileUsed()
	}
	return "default"
}

// list gives a list setting; from the environment it comes as one word with commas.
func (s settings) list(key string) []string {
	var out []string
	for _, part := range s.v.GetStringSlice(key) {
		for _, w := range strings.Split(part, ",") {
			if w = strings.TrimSpace(w); w != "" {
				out = append(out, w)
			}
		}
	}
	return out
}

// options turns the settings into what build wants. They were found valid before.
func (s settings) options() build.Options {
	out, _ := s.folder("out")
	cache, _ := s.folder("cache")
	o := build.Options{
		Source: build.Source{Defaults: pharos.Defaults, Project: s.project()},
		Selection: build.Selection{
			Countries: s.list("countries"), Audiences: s.list("audiences"), Date: s.v.GetString("date"),
			Latest: dayOr(""),
		},
		Making: build.Making{
			Theme: s.v.GetString("theme"), Gate: s.gate(), PDFX: s.v.GetString("pdfx"),
			Quiet: s.v.GetBool("quiet_site"),
		},
		Means: build.Means{
			Jobs: s.v.GetInt("jobs"), Cache: cmp.Or(cache, cacheDir()),
			CacheSize: s.v.GetInt64("cachesize") << 20, NoCache: s.v.GetBool("nocache"),
		},
		Out: out,
	}
	for _, t := range s.list("languages") {
		o.Languages = append(o.Languages, locale.Tag(t))
	}
	if o.Jobs <= 0 {
		o.Jobs = runtime.GOMAXPROCS(0)
	}
	return o
}

// undivided are the options for the whole project, whatever countries, audiences and
// languages a build would choose.
func (s settings) undivided() build.Options {
	o := s.options()
	o.Countries, o.Audiences, o.Languages = nil, nil, nil
	return o
}

// inProject places a folder named by a flag: from where one stands if it was typed;
// its default is in the project.
func (s settings) inProject(f *pflag.Flag) string {
	if f.Changed {
		return f.Value.String()
	}
	return filepath.Join(s.project(), f.Value.String())
}

// cacheDir is where compiled parts may be kept between runs; empty where the
// system names no such place.
func cacheDir() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "pharos")
}
