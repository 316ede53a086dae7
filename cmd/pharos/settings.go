package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/pflag"
	"github.com/spf13/viper"

	pharos "pharos"
	"pharos/internal/build"
	"pharos/internal/campaign"
	"pharos/internal/locale"
	"pharos/internal/tree"
)

// setting is one value of pharos.yaml, PHAROS_* and the flags.
type setting struct {
	// key stands in pharos.yaml, flag on the command line.
	key, flag, usage string
	value            any
}

// settings is the table of settings, in the order in which help lists them.
// Campaign data are never settings.
var settings = []setting{
	{"project", "project", "folder of the project; it lies over the defaults, file by file", "."},
	{"out", "out", "folder that is replaced", "public"},
	{"theme", "theme", "folder under themes/", "pharos"},
	{"countries", "country", "only these countries, such as rs,mk", []string{}},
	{"audiences", "audience", "only these audiences: citizen, law-enforcement, demand-side", []string{}},
	{"languages", "language", "only these languages, such as sq,sr-Cyrl", []string{}},
	{"gate_people", "gate-people", "how many people must have rung a number before it is released", 2},
	{"gate_networks", "gate-networks", "from how many networks they must have rung", 2},
	{"gate_days", "gate-days", "how many days old a test call may be, at most 90", 30},
	{"quiet_site", "quiet-site", "sites without words of trafficking in titles, file names and what search engines and social media read", false},
	{"pdfx", "pdfx", "what files for the press are made to: 4 or 1a; 1a has no RGB pictures and no transparency", "4"},
	{"jobs", "jobs", "how many sheets are made at once; 0 is one for each processor", 0},
	{"cache", "cache", "folder for finished work, taken again where nothing changed; else pharos in the user's cache folder", ""},
	{"cachesize", "cache-size", "how many megabytes of finished work may stay in the cache", 1024},
	{"nocache", "no-cache", "make all work anew and keep none", false},
	{"lang", "lang", "language of findings and summaries: en, sq, sr-Latn, sr-Cyrl or mk; what lacks a translation stays English", "en"},
	{"date", "date", "edition date, YYYY-MM-DD; else the day on which the newest source was read", ""},
}

// flags makes the flags of a verb that works on a project.
func flags(name string, ui *ui) *pflag.FlagSet {
	f := pflag.NewFlagSet(name, pflag.ContinueOnError)
	f.SetOutput(ui.err)
	f.Usage = func() {}
	addSettings(f)
	return f
}

// addSettings makes a flag of each setting; a string flag that the verb made
// itself stays as it is.
func addSettings(f *pflag.FlagSet) {
	for _, s := range settings {
		switch v := s.value.(type) {
		case string:
			if f.Lookup(s.flag) == nil {
				f.String(s.flag, v, s.usage)
			}
		case []string:
			f.StringSlice(s.flag, v, s.usage)
		case int:
			f.Int(s.flag, v, s.usage)
		case bool:
			f.Bool(s.flag, v, s.usage)
		}
	}
}

// parse reads the arguments of a verb. A wish for help is not an error.
func parse(f *pflag.FlagSet, ui *ui, args []string) (help bool, err error) {
	f.BoolVar(&ui.quiet, "quiet", false, "say nothing but findings")
	switch err := f.Parse(args); {
	case errors.Is(err, pflag.ErrHelp):
		return true, nil
	case err != nil:
		return false, usagef("%v", err)
	case f.NArg() > 0:
		return false, usagef("%q is not understood: %s takes no words, only flags", f.Arg(0), f.Name())
	case f.Lookup("lang") == nil:
		return false, nil
	}
	v, err := configure(f)
	if err != nil {
		return false, err
	}
	return false, ui.speak(v.GetString("project"), v.GetString("lang"))
}

// configure reads pharos.yaml, then PHAROS_*, then the flags, in rising order.
func configure(f *pflag.FlagSet) (*viper.Viper, error) {
	v := viper.New()
	v.SetEnvPrefix("PHAROS")
	for _, s := range settings {
		v.SetDefault(s.key, s.value)
		if err := errors.Join(v.BindEnv(s.key), v.BindPFlag(s.key, f.Lookup(s.flag))); err != nil {
			return nil, usagef("%s: %v", s.key, err)
		}
	}
	file := filepath.Join(v.GetString("project"), "pharos.yaml")
	v.SetConfigFile(file)
	if err := v.ReadInConfig(); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, usagef("%s: %v", file, err)
	}
	var known []string
	for _, s := range settings {
		known = append(known, s.key)
	}
	for _, key := range slices.Sorted(slices.Values(v.AllKeys())) {
		if !slices.Contains(known, key) {
			return nil, usagef("%s: unknown setting %q%s", file, key, meant(key, known))
		}
	}
	return v, nil
}

// options turns the settings into what build wants.
func options(f *pflag.FlagSet) (build.Options, error) {
	v, err := configure(f)
	if err != nil {
		return build.Options{}, err
	}
	o := build.Options{Defaults: pharos.Defaults, Project: v.GetString("project"), Out: v.GetString("out"), Theme: v.GetString("theme"),
		Countries: words(v, "countries"), Audiences: words(v, "audiences"), Date: v.GetString("date"), Jobs: v.GetInt("jobs"),
		Cache: cmp.Or(v.GetString("cache"), cacheDir()), CacheSize: v.GetInt64("cachesize") << 20, NoCache: v.GetBool("nocache"), Quiet: v.GetBool("quiet_site")}
	o.Gate = campaign.Gate{People: v.GetInt("gate_people"), Networks: v.GetInt("gate_networks"), Days: v.GetInt("gate_days")}
	if o.Gate.People < 1 || o.Gate.Networks < 1 || o.Gate.Days < 1 || o.Gate.Days > campaign.HardDays {
		return o, usagef("the gate wants at least 1 person, 1 network and 1 to %d days", campaign.HardDays)
	}
	if o.PDFX = v.GetString("pdfx"); o.PDFX != "4" && o.PDFX != "1a" {
		return o, usagef("--pdfx is %q; write 4 or 1a", o.PDFX)
	}
	for _, t := range words(v, "languages") {
		o.Languages = append(o.Languages, locale.Tag(t))
	}
	if o.Jobs <= 0 {
		o.Jobs = runtime.GOMAXPROCS(0)
	}
	o.Out = within(o.Project, o.Out)
	return o, nil
}

// words gives a list setting; from the environment it comes as one word with commas.
func words(v *viper.Viper, key string) []string {
	var out []string
	for _, s := range v.GetStringSlice(key) {
		for _, w := range strings.Split(s, ",") {
			if w = strings.TrimSpace(w); w != "" {
				out = append(out, w)
			}
		}
	}
	return out
}

// source says where a setting's value comes from.
func source(v *viper.Viper, f *pflag.FlagSet, s setting) string {
	env := "PHAROS_" + strings.ToUpper(s.key)
	switch {
	case f.Lookup(s.flag).Changed:
		return "flag --" + s.flag
	case os.Getenv(env) != "":
		return env
	case v.InConfig(s.key):
		return v.ConfigFileUsed()
	}
	return "default"
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

// meant is the end of a message: the nearest known word, if one is near.
func meant(word string, known []string) string {
	if near := tree.Suggest(word, known); near != "" {
		return fmt.Sprintf(", did you mean %q?", near)
	}
	return ""
}
