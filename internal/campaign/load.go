package campaign

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"pharos/internal/diag"
	"pharos/internal/disk"
	"pharos/internal/locale"
	"pharos/internal/rule"
	"pharos/internal/tree"
)

// Load reads everything an author wrote. The findings are about the author's
// data, all at once and in order; the error is about the machine. The Set is
// never nil and holds what could be read.
func Load(fsys fs.FS) (*Set, diag.List, error) { return loadWith(fsys, nil) }

// loadWith is Load with what was parsed before; memory may be nil.
func loadWith(fsys fs.FS, memory *Memory) (*Set, diag.List, error) {
	l := &loader{fsys: fsys, memory: memory, set: &Set{
		Pages: map[string]map[locale.Tag]*Page{}, Places: Places{},
	}}
	l.languages()
	l.countries()
	l.audiences()
	l.pages()
	l.assets()
	l.pictures()
	l.adaptation()
	l.fonts()
	l.work()
	l.sort()
	return l.set, l.list.Sorted(), errors.Join(l.errs...)
}

// loader is one run of Load. Files are read and parsed at once on all
// processors; each job gives back a function that takes its result in, and
// these run one after the other in the order of the jobs.
type loader struct {
	fsys   fs.FS
	memory *Memory
	set    *Set
	list   diag.List
	errs   []error
	jobs   []func() (take func())
}

// work runs the jobs.
func (l *loader) work() {
	takes := make([]func(), len(l.jobs))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, job := range l.jobs {
		group.Go(func() error {
			takes[i] = job()
			return nil
		})
	}
	_ = group.Wait() // what is wrong stands in the findings
	for _, take := range takes {
		take()
	}
}

// read reads a whole file of at most tree.MaxSize. A file that the author must
// repair gives a finding and no bytes.
func (l *loader) read(name string) ([]byte, diag.List, error) {
	var list diag.List
	info, err := fs.Stat(l.fsys, name)
	switch {
	case leaves(err), errors.Is(err, fs.ErrNotExist):
		list.Add(linkFinding(name, err))
		return nil, list, nil
	case err != nil:
		return nil, nil, fmt.Errorf("read %s: %w", name, err)
	case !info.Mode().IsRegular():
		list.Errorf(rule.FileKind, diag.Pos{File: name}, "Put a plain file in its place.", "this is not a plain file")
		return nil, list, nil
	}
	f, err := l.fsys.Open(name)
	if err != nil {
		return nil, nil, fmt.Errorf("read %s: %w", name, err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, tree.MaxSize+1))
	if err != nil {
		return nil, nil, fmt.Errorf("read %s: %w", name, err)
	}
	if len(data) > tree.MaxSize {
		tree.TooLarge(&list, name, data)
		return nil, list, nil
	}
	return data, nil, nil
}

// file adds the job to read one file and to do something with its bytes. The
// function runs beside others; what it returns runs alone.
func (l *loader) file(name string, parse func(data []byte) func()) {
	l.jobs = append(l.jobs, func() func() {
		data, list, err := l.read(name)
		take := func() {}
		if data != nil {
			take = parse(data)
		}
		return func() {
			l.list = append(l.list, list...)
			if err != nil {
				l.errs = append(l.errs, err)
			}
			take()
		}
	})
}

// dir lists a folder; one that is not there is empty.
func (l *loader) dir(name string) []fs.DirEntry {
	entries, err := fs.ReadDir(l.fsys, name)
	switch {
	case leaves(err):
		l.list.Add(linkFinding(name, err))
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		l.errs = append(l.errs, fmt.Errorf("list %s: %w", name, err))
	}
	for _, e := range entries {
		if disk.Reserved(e.Name()) {
			l.list.Errorf(rule.FileName, diag.Pos{File: path.Join(name, e.Name())},
				"Give it another name: releases are copied to computers of offices and to sticks.",
				"Windows cannot have a file or a folder of the name %q", e.Name())
		}
	}
	return disk.Entries(entries)
}

// names lists the files of a folder with an ending, without it. Others are
// findings, because people look for them in vain.
func (l *loader) names(dir, ending string, also ...string) []string {
	var out []string
	for _, e := range l.dir(dir) {
		name := e.Name()
		base, ok := strings.CutSuffix(name, ending)
		known := slices.ContainsFunc(also, func(a string) bool { return strings.HasSuffix(name, a) })
		switch {
		case known, e.IsDir(), strings.HasPrefix(name, "."), strings.HasPrefix(name, "README"):
		case ok:
			out = append(out, base)
		default:
			l.list.Warnf(rule.FileUnread, diag.Pos{File: path.Join(dir, name)}, "", "the file is not read").Hint =
				diag.Say(
					"Name it with the ending %s or delete it.",
					ending,
				)
		}
	}
	return out
}

// define adds the job to read a definition into a type of this package.
func define[T any](l *loader, file string, to *T, take func()) {
	l.file(file, func(data []byte) func() {
		read := recall(l.memory, file, data, nil, func() parsedTree {
			root, list := tree.Parse(file, data)
			return parsedTree{root, list}
		})
		root, found := read.root, tree.Decode(read.root, to)
		return func() {
			l.list = append(append(l.list, read.list...), found...)
			l.set.Places[file] = root
			if root != nil {
				take()
			}
		}
	})
}

// parsedTree is a parsed definition and what was found in it.
type parsedTree struct {
	root *tree.Node
	list diag.List
}

var (
	countryName  = regexp.MustCompile(`^[a-z]{2}$`)
	audienceName = regexp.MustCompile(`^[a-z][a-z0-9-]{0,39}$`)
)

// Languages reads a project's table of languages alone.
func Languages(fsys fs.FS) (*locale.Table, diag.List, error) {
	l := &loader{fsys: fsys, set: &Set{}}
	l.languages()
	return l.set.Languages, l.list, errors.Join(l.errs...)
}

// languages reads the project's rows of the table of languages, before all
// else: the names of files and folders are tags.
func (l *loader) languages() {
	var data []byte
	if _, err := fs.Stat(l.fsys, locale.TableFile); !errors.Is(err, fs.ErrNotExist) {
		var list diag.List
		if data, list, err = l.read(locale.TableFile); err != nil {
			l.errs = append(l.errs, err)
		}
		l.list = append(l.list, list...)
	}
	var rows []locale.Locale
	if data != nil {
		var list diag.List
		rows, list = locale.ParseTable(locale.TableFile, data)
		l.list = append(l.list, list...)
	}
	l.memory.languages(data)
	l.set.Languages = locale.NewTable(rows)
	l.set.Catalogue = locale.NewCatalogue(l.set.Languages)
}

// countries adds the jobs for campaigns/countries/<cc>.yaml.
func (l *loader) countries() {
	names := l.names(countriesDir, ".yaml")
	for _, e := range l.dir(countriesDir) {
		if e.IsDir() && !slices.Contains(names, e.Name()) && len(l.dir(AttestationDir(e.Name()))) > 0 {
			pos := diag.Pos{File: AttestationDir(e.Name())}
			l.list.Warnf(rule.FileUnread, pos, "", "the country of these test calls has no file").Hint =
				diag.Say("Put %s back, or move the folder away.", countriesDir+"/"+e.Name()+".yaml")
		}
	}
	for _, name := range names {
		c := &Country{Code: name}
		if !countryName.MatchString(name) {
			l.list.Errorf(
				rule.FileName,
				diag.Pos{File: c.File()},
				"Name the file by the country's two-letter code in small letters, such as rs.yaml.",
				"%q is not a country code",
				name,
			)
			continue
		}
		define(l, c.File(), c, func() { l.set.Countries = append(l.set.Countries, c) })
		l.attestations(c)
	}
	if len(names) == 0 {
		l.list.Errorf(
			rule.FileAbsent,
			diag.Pos{File: countriesDir},
			"Add campaigns/countries/<cc>.yaml.",
			"there is no country",
		)
	}
}

// audiences adds the jobs for campaigns/<audience>/ and the interface's messages.
func (l *loader) audiences() {
	for _, e := range l.dir("campaigns") {
		name := e.Name()
		switch {
		case name == "countries" || name == sentences || name == evaluation || name == screens ||
			!l.isDir("campaigns/"+name, e):
			continue
		case name == "interface":
		case !audienceName.MatchString(name):
			l.list.Errorf(
				rule.FileName,
				diag.Pos{File: "campaigns/" + name},
				"Use small letters, digits and hyphens.",
				"%q cannot be the name of an audience",
				name,
			)
			continue
		default:
			a := &Audience{ID: name}
			if _, err := fs.Stat(l.fsys, a.File()); errors.Is(err, fs.ErrNotExist) {
				l.list.Errorf(
					rule.FileAbsent,
					diag.Pos{File: "campaigns/" + name},
					"Add campaign.yaml or delete the folder.",
					"the audience has no campaign.yaml",
				)
			} else {
				define(l, a.File(), a, func() { l.set.Audiences = append(l.set.Audiences, a) })
			}
		}
		l.messages("campaigns/" + name + "/messages")
	}
}

// assets lists the names that definitions may use for templates and icons.
func (l *loader) assets() {
	for _, theme := range l.dir("themes") {
		l.set.Templates = collect(l.set.Templates, l.dir("themes/"+theme.Name()+"/print"), ".yaml")
	}
	l.set.Icons = collect(nil, l.dir("assets/icons"), ".svg")
}

// collect adds the names with an ending to a set.
func collect(to map[string]bool, entries []fs.DirEntry, ending string) map[string]bool {
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), ending); ok {
			if to == nil {
				to = map[string]bool{}
			}
			to[name] = true
		}
	}
	return to
}

// isDir reports whether an entry is a folder, also through a link.
func (l *loader) isDir(name string, e fs.DirEntry) bool {
	if e.IsDir() {
		return true
	}
	info, err := fs.Stat(l.fsys, name)
	return err == nil && info.IsDir()
}

// messages adds the jobs for the message files of one folder.
func (l *loader) messages(dir string) { l.messageFiles(dir, l.set.Catalogue.AddFile) }

// messageFiles adds the jobs to read the message files of a folder and to do
// something with each.
func (l *loader) messageFiles(dir string, take func(*locale.MessageFile) diag.List) {
	states := l.states(dir, ".yaml")
	for _, name := range l.names(dir, ".yaml", stateEnding) {
		file := dir + "/" + name + ".yaml"
		if !l.known(name, file) {
			continue
		}
		l.file(file, func(data []byte) func() {
			state, list, err := l.state(file, states)
			made := recall(l.memory, file, data, state, func() messagesRead {
				return l.layered(locale.Tag(name), file, data, state)
			})
			return func() {
				l.list = append(append(l.list, list...), made.list...)
				if err != nil {
					l.errs = append(l.errs, err)
				}
				l.list = append(l.list, take(made.file)...)
			}
		})
	}
}

// layered parses a file of messages over the one of the program, where the project has
// a file of its own of the texts or of their states.
func (l *loader) layered(tag locale.Tag, file string, data, state []byte) messagesRead {
	own, below := BelowMessages(l.fsys, file)
	ownState, belowState := BelowMessages(l.fsys, locale.StateFile(file))
	if below == nil || !own && !ownState {
		f, list := locale.ParseMessages(tag, file, data, state, nil)
		return messagesRead{f, list}
	}
	if !own {
		data = []byte("# no text differs\n")
	}
	if !ownState {
		state = nil
	}
	base, list := locale.ParseMessages(tag, file, below, belowState, nil)
	f, more := locale.ParseMessages(tag, file, data, state, base)
	return messagesRead{f, append(list, more...)}
}

// messagesRead is a parsed file of messages and what was found in it.
type messagesRead struct {
	file *locale.MessageFile
	list diag.List
}

// stateEnding is how the names of state files end.
const stateEnding = ".state.yaml"

// states lists what a folder holds. A state file without the file whose texts it
// speaks of is a finding: nobody would compare the people it names.
func (l *loader) states(dir, ending string) map[string]bool {
	have := map[string]bool{}
	for _, e := range l.dir(dir) {
		have[e.Name()] = true
	}
	for _, name := range slices.Sorted(maps.Keys(have)) {
		if base, is := strings.CutSuffix(name, stateEnding); is && !have[base+ending] {
			l.list.Warnf(rule.FileUnread, diag.Pos{File: path.Join(dir, name)}, "",
				"the texts that it speaks of are not there").
				Hint = diag.Say("Put %s beside it, or delete it.", base+ending)
		}
	}
	return have
}

// state reads the state file beside a file, if the folder has it.
func (l *loader) state(file string, have map[string]bool) ([]byte, diag.List, error) {
	name := locale.StateFile(file)
	if !have[path.Base(name)] {
		return nil, nil, nil
	}
	return l.read(name)
}

// known reports whether a language is in the table, and adds a finding if not.
func (l *loader) known(tag, file string) bool {
	if _, ok := l.set.Languages.Lookup(locale.Tag(tag)); ok {
		return true
	}
	l.list.Errorf(rule.TextLanguage, diag.Pos{File: file}, "", "unknown language %q", tag).Hint = l.set.Languages.Meant(
		tag,
	)
	return false
}

// sort brings the set into its order and ties translations to their sources.
func (l *loader) sort() {
	slices.SortFunc(l.set.Countries, func(a, b *Country) int { return cmp.Compare(a.Code, b.Code) })
	slices.SortFunc(l.set.Audiences, func(a, b *Audience) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.ID, b.ID))
	})
	l.set.sortAssets()
	for _, c := range l.set.Countries {
		l.list = append(l.list, c.attach()...)
	}
	for _, name := range slices.Sorted(maps.Keys(l.set.Pages)) {
		l.tie(l.set.Pages[name])
	}
}
