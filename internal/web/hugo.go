package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/bep/logg"
	"github.com/gohugoio/hugo/common/loggers"
	"github.com/gohugoio/hugo/config"
	"github.com/gohugoio/hugo/config/allconfig"
	"github.com/gohugoio/hugo/deps"
	"github.com/gohugoio/hugo/hugofs"
	"github.com/gohugoio/hugo/hugolib"
	"github.com/spf13/afero"

	"pharos/internal/diag"
	"pharos/internal/rule"
)

// The folders of the project in memory. They are never on a disk.
const (
	workDir    = "/site"
	publishDir = "/out"
)

// build runs Hugo over the project and gives the published files by path. What
// Hugo logs as an error becomes a finding; nothing is read from the machine.
func (s *source) build(ctx context.Context) (map[string][]byte, diag.List, error) {
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	memory := afero.NewMemMapFs()
	if err := s.write(memory); err != nil {
		return nil, nil, err
	}
	var log bytes.Buffer
	sites, err := open(memory, &log)
	if err != nil {
		return nil, s.findings(log.String(), err), nil
	}
	err = errors.Join(sites.Build(hugolib.BuildCfg{NoBuildLock: true}))
	logged := sites.Log.LoggCount(logg.LevelError)
	if cerr := sites.Close(); cerr != nil && err == nil {
		return nil, nil, fmt.Errorf("close site: %w", cerr)
	}
	if err != nil || logged > 0 {
		return nil, s.findings(log.String(), err), nil
	}
	files, err := published(memory)
	return files, nil, err
}

// write lays theme and project into memory.
func (s *source) write(memory afero.Fs) error {
	for name, data := range s.theme.files {
		if err := afero.WriteFile(memory, workDir+"/themes/site/"+name, data, 0o644); err != nil {
			return fmt.Errorf("lay out theme: %w", err)
		}
	}
	for name, data := range s.files {
		if err := afero.WriteFile(memory, workDir+"/"+name, data, 0o644); err != nil {
			return fmt.Errorf("lay out pages: %w", err)
		}
	}
	return nil
}

// open loads the settings and makes Hugo's sites.
func open(memory afero.Fs, log *bytes.Buffer) (*hugolib.HugoSites, error) {
	flags := config.New()
	flags.Set("workingDir", workDir)
	flags.Set("publishDir", publishDir)
	flags.Set("cacheDir", "/cache")
	logger := loggers.New(
		loggers.Options{StdOut: log, StdErr: log, Level: logg.LevelWarn, DistinctLevel: logg.LevelWarn},
	)
	configs, err := allconfig.LoadConfig(allconfig.ConfigSourceDescriptor{
		Fs: memory, Flags: flags, Filename: workDir + "/hugo.json", Logger: logger,
		Environ: []string{"HUGO_ENVIRONMENT=production"}, // not empty, or the machine's own is read
	})
	if err != nil {
		return nil, err
	}
	files := hugofs.NewFromSourceAndDestination(memory, memory, flags)
	return hugolib.NewHugoSites(
		deps.DepsCfg{Configs: configs, Fs: files, LogLevel: logg.LevelWarn, StdOut: log, StdErr: log},
	)
}

// published reads what Hugo has written.
func published(memory afero.Fs) (map[string][]byte, error) {
	out := map[string][]byte{}
	err := afero.Walk(memory, publishDir, func(name string, info fs.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		rel := strings.TrimPrefix(filepath.ToSlash(name), publishDir+"/")
		out[rel], err = afero.ReadFile(memory, name)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read finished site: %w", err)
	}
	return out, nil
}

// place finds a file of the theme, its line and column in one of Hugo's messages.
var place = regexp.MustCompile(`"?/site/themes/site/([^":]+):(\d+)(?::(\d+))?"?`)

// counted is Hugo's last word after errors that it has logged one by one.
var counted = regexp.MustCompile(`^(error building site: )?logged \d+ error\(s\)$`)

// findings makes findings of Hugo's log and of the error that ended the build.
func (s *source) findings(log string, err error) diag.List {
	var list diag.List
	text := log
	if err != nil && !strings.Contains(log, err.Error()) {
		text += "\n" + err.Error()
	}
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(line), "ERROR"))
		if line == "" || strings.HasPrefix(line, "WARN") || strings.HasPrefix(line, "INFO") ||
			counted.MatchString(line) {
			continue
		}
		broken, pos := rule.SiteTemplate, s.position(line)
		if strings.HasPrefix(pos.File, "assets/") {
			broken = rule.PictureFile
		}
		list.Errorf(broken, pos, "", "%s", tidy(line))
	}
	if len(list) == 0 {
		list.Errorf(rule.SiteTemplate, diag.Pos{File: s.theme.folder}, "Correct the theme.", "the theme cannot be used")
	}
	return list.Sorted()
}

// position reads the place that a message names.
func (s *source) position(line string) diag.Pos {
	for name, p := range s.pictures {
		if strings.Contains(line, path.Base(name)) {
			return p.From
		}
	}
	all := place.FindAllStringSubmatch(line, -1)
	if len(all) == 0 {
		return diag.Pos{File: s.theme.folder}
	}
	m := all[len(all)-1]
	p := diag.Pos{File: s.theme.folder + "/" + m[1]}
	p.Line, _ = strconv.Atoi(m[2])
	p.Column, _ = strconv.Atoi(m[3])
	if lines := strings.Split(string(s.theme.files[m[1]]), "\n"); p.Line > 0 && p.Line <= len(lines) {
		p.Text = lines[p.Line-1]
	}
	return p
}

// tidy takes the folders in memory out of a message.
func tidy(line string) string {
	return strings.NewReplacer(workDir+"/themes/site/", "", workDir+"/", "").Replace(line)
}
