package exchange

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/rule"
)

// poReader is the work on one PO file.
type poReader struct {
	languages *locale.Table
	doc       *Document
	list      diag.List
	pos       diag.Pos
	// entry is what is being read; to is where continued strings go.
	entry poEntry
	to    *string
	// entries are the entries with plural forms, by the index of their unit: which
	// form is which follows from the head.
	entries map[int]poEntry
	// counts is the head's Plural-Forms, empty where it has none.
	counts string
}

// poEntry is one entry as the file has it.
type poEntry struct {
	context, id, plural *string
	strs                map[int]*string
	fuzzy               bool
	source, text        string
	line                int
}

// readPO reads a PO file. Obsolete entries (#~) are left out.
func readPO(languages *locale.Table, name string, data []byte) (*Document, diag.List) {
	r := &poReader{languages: languages, doc: &Document{}, pos: diag.Pos{File: name}, entries: map[int]poEntry{}}
	line := 0
	for text := range strings.Lines(string(data)) {
		line++
		r.line(strings.TrimSpace(text), line)
	}
	r.flush()
	r.plurals()
	if r.doc.Locale.Tag == "" {
		r.bad(0, "Send the file that was exported, with its head.", "this is not a PO file with a Language in its head")
		return nil, r.list
	}
	return r.doc, r.list
}

func (r *poReader) bad(line int, hint, format diag.Format, args ...any) {
	pos := r.pos
	pos.Line = line
	r.list.Errorf(rule.TranslateFile, pos, hint, format, args...)
}

var (
	keywordPO = regexp.MustCompile(`^(msgctxt|msgid_plural|msgid|msgstr(?:\[(\d{1,2})\])?)\s*(".*")$`)
	printsPO  = regexp.MustCompile(`^#\. pharos: source=(\S+) text=(\S+)$`)
)

// line takes one line in.
func (r *poReader) line(text string, n int) {
	switch {
	case text == "":
	case strings.HasPrefix(text, "#"):
		r.comment(text)
	case text[0] == '"':
		if r.to != nil {
			*r.to += r.unquote(text, n)
		}
	default:
		m := keywordPO.FindStringSubmatch(text)
		if m == nil {
			r.bad(
				n,
				"Open the file in a PO editor and save it again.",
				"this line is not part of a PO file: %.40q",
				text,
			)
			return
		}
		r.keyword(m, n)
	}
}

// comment takes what matters from the lines before an entry.
func (r *poReader) comment(text string) {
	if len(r.entry.strs) > 0 || strings.HasPrefix(text, "#~") {
		r.flush()
	}
	if m := printsPO.FindStringSubmatch(text); m != nil {
		r.entry.source, r.entry.text = m[1], strings.TrimPrefix(m[2], "-")
	}
	if rest, ok := strings.CutPrefix(text, "#,"); ok && strings.Contains(rest, "fuzzy") {
		r.entry.fuzzy = true
	}
	r.to = nil
}

// keyword begins a string.
func (r *poReader) keyword(m []string, n int) {
	if len(r.entry.strs) > 0 && (m[1] == "msgctxt" || m[1] == "msgid") {
		r.flush()
	}
	value := r.unquote(m[3], n)
	switch e := &r.entry; m[1] {
	case "msgctxt":
		e.context = &value
	case "msgid":
		e.id = &value
	case "msgid_plural":
		e.plural = &value
	default:
		if e.strs == nil {
			e.strs, e.line = map[int]*string{}, n
		}
		i, _ := strconv.Atoi(m[2])
		e.strs[i] = &value
	}
	r.to = &value
}

// unquote reads one string of C.
func (r *poReader) unquote(s string, n int) string {
	if len(s) < 2 || !strings.HasSuffix(s, `"`) {
		r.bad(n, "Close the quotes.", "a text is not closed")
		return ""
	}
	s = s[1 : len(s)-1]
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		if k := strings.IndexByte(`ntrabfv`, s[i]); k >= 0 {
			b.WriteByte("\n\t\r\a\b\f\v"[k])
		} else if v, err := strconv.ParseUint(s[i:min(len(s), i+3)], 8, 8); err == nil && len(s) >= i+3 {
			b.WriteByte(byte(v))
			i += 2
		} else {
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// flush ends an entry.
func (r *poReader) flush() {
	e := r.entry
	r.entry, r.to = poEntry{}, nil
	switch {
	case len(e.strs) == 0 || e.id == nil:
		return
	case e.context == nil && *e.id == "" && e.strs[0] != nil:
		r.header(*e.strs[0])
		return
	case e.context == nil:
		r.bad(e.line, "Leave the lines msgctxt as they were.", "a text came back without its id")
		return
	}
	u := Unit{
		ID:          *e.context,
		Source:      map[string]string{"other": *e.id},
		Target:      map[string]string{},
		Plural:      e.plural != nil,
		State:       locale.Translated,
		SourcePrint: e.source,
		TargetPrint: e.text,
		Pos:         diag.Pos{File: r.pos.File, Line: e.line},
	}
	if e.fuzzy {
		u.State, u.Untouched = locale.Draft, true
	}
	if u.Plural {
		u.Source = map[string]string{"one": *e.id, "other": *e.plural}
		r.entries[len(r.doc.Units)] = e
	} else if s := e.strs[0]; s != nil && *s != "" {
		u.Target["other"] = *s
	}
	r.doc.Units = append(r.doc.Units, u)
}

// plurals gives each text of an entry its plural form, as the head of the file counts.
// Where it counts otherwise than the language, no such text is taken.
func (r *poReader) plurals() {
	if len(r.entries) == 0 {
		return
	}
	forms, err := formsOf(r.doc.Locale, r.counts)
	if err != nil {
		r.bad(1, "Leave the line Plural-Forms as it was exported, or send the file as XLIFF or as a table.",
			"no text with plural forms is taken in: %v", err)
		r.doc.Units = slices.DeleteFunc(r.doc.Units, func(u Unit) bool { return u.Plural })
		return
	}
	for at, e := range r.entries {
		u := &r.doc.Units[at]
		for _, i := range slices.Sorted(maps.Keys(e.strs)) {
			if *e.strs[i] == "" {
				continue
			}
			form, ok := forms[i]
			if !ok || u.Target[form] != "" && u.Target[form] != *e.strs[i] {
				r.bad(e.line, "Leave the line Plural-Forms as it was.",
					"%s came back with more plural forms than the language has", clip(u.ID))
				u.Target, u.Half = map[string]string{}, false
				break
			}
			u.Target[form] = *e.strs[i]
		}
	}
}

// header reads the entry with the empty id.
func (r *poReader) header(text string) {
	for line := range strings.Lines(text) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ":")
		switch value = strings.TrimSpace(value); key {
		case "Language":
			r.doc.Locale = localeOf(r.languages, value)
		case "Last-Translator":
			r.doc.Translator = value
		case "Plural-Forms":
			r.counts = value
		case "Content-Type":
			if _, charset, ok := strings.Cut(strings.ToLower(value), "charset="); ok && charset != "utf-8" {
				r.bad(1, "Save the file as UTF-8.", "the file says that its encoding is %s", clip(charset))
			}
		}
	}
}

// localeOf reads a language as tools write it: sr_Cyrl, sq-AL, sr@latin. One that the
// project does not have is the tag alone.
func localeOf(languages *locale.Table, s string) locale.Locale {
	if l, _ := languages.Read(s); l.Tag != "" {
		return l
	}
	return locale.Locale{Tag: locale.Tag(strings.TrimSpace(s))}
}
