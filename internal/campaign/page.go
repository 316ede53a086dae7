package campaign

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/rule"
	"pharos/internal/tree"
)

// PagePlaceholders are the only names that may stand in {{ }} on a page.
var PagePlaceholders = []string{"line", "hours", "operator", "emergency", "plan", "law.offence", "law.use"}

// front is the head of a page between two lines of ---.
type front struct {
	Title   string `yaml:"title" req:"true"`
	Summary string `yaml:"summary" req:"true"`
	// Class is the safety class of the page's passages, given in English only.
	Class string `yaml:"class" enum:"slogan,information,right,promise,law,number"`
}

// pageReader is the work on one page.
type pageReader struct {
	page *Page
	// head is the tree of the lines between the two ---.
	head  *tree.Node
	list  diag.List
	lines []string
	class locale.Class
	// block gathers the lines of the passage that is being read.
	block []string
	from  int
	kind  PassageKind
	level int
}

// ParsePage cuts the bytes of one page into passages, without states. A page is a head with title and summary,
// then headings (## and ###), paragraphs, points (-) and steps (1.); all other
// Markdown, HTML and template code is refused, because sheets and checks could
// not follow it.
func ParsePage(name string, tag locale.Tag, file string, data []byte) (*Page, *tree.Node, diag.List) {
	r := &pageReader{page: &Page{Name: name, Tag: tag, File: file}, class: locale.Right}
	if list := tree.Text(file, data); len(list) > 0 {
		return r.page, r.head, list
	}
	r.lines = strings.Split(norm.NFC.String(strings.ReplaceAll(string(data), "\r\n", "\n")), "\n")
	body := r.front()
	for i := body; i < len(r.lines); i++ {
		r.line(i)
	}
	r.flush()
	return r.page, r.head, r.list
}

// pos is the place of a line.
func (r *pageReader) pos(i int) diag.Pos {
	return diag.Pos{File: r.page.File, Line: i + 1, Column: 1, Text: r.lines[i]}
}

// front reads the head and gives the first line after it.
func (r *pageReader) front() int {
	end := -1
	if strings.TrimRight(r.lines[0], " ") == "---" {
		end = slices.IndexFunc(r.lines[1:], func(l string) bool { return strings.TrimRight(l, " ") == "---" })
	}
	if end < 0 {
		r.list.Errorf(
			rule.PageFront,
			r.pos(0),
			"Begin the page with --- and title: and summary: and ---.",
			"the page has no head with title and summary",
		)
		return 0
	}
	var f front
	// The first line becomes empty, so that line numbers stay.
	root, list := tree.Parse(r.page.File, []byte("\n"+strings.Join(r.lines[1:end+1], "\n")))
	r.head, r.list = root, append(append(r.list, list...), tree.Decode(root, &f)...)
	r.page.Title, r.page.Summary = f.Title, f.Summary
	if f.Class != "" {
		r.class = locale.Class(f.Class)
	}
	return end + 2
}

var (
	headingLine = regexp.MustCompile(`^(##|###) +(.+)$`)
	itemLine    = regexp.MustCompile(`^- +(.+)$`)
	stepLine    = regexp.MustCompile(`^[0-9]{1,2}\. +(.+)$`)
	classMark   = regexp.MustCompile(` *\{\.([a-z]+)\}$`)
	// strange is Markdown, HTML and template code that a page may not hold.
	strange = regexp.MustCompile(
		"<[A-Za-z/!?]|&[A-Za-z#0-9]+;|`|\\*|~~|!?\\[[^\\]]*\\]|^#|^>|^\\||^(---|===|___)|^[+] " +
			"|(^|\\s)_\\S|https?:|\\\\|\\{%|\\{\\{[<%]",
	)
	slot = regexp.MustCompile(`\{\{\s*([^{}]*?)\s*\}\}`)
)

// line takes one line of the body in.
func (r *pageReader) line(i int) {
	text := strings.TrimRight(r.lines[i], " ")
	if text == "" {
		r.flush()
		return
	}
	// Most lines are text; only these characters begin anything else.
	if len(r.block) > 0 && !strings.ContainsRune("#-0123456789", rune(text[0])) {
		r.block = append(r.block, strings.TrimSpace(text))
		return
	}
	switch m := []string(nil); {
	case match(headingLine, text, &m):
		r.begin(i, Heading, len(m[1]), m[2])
		r.flush()
	case match(itemLine, text, &m):
		r.begin(i, Item, 0, m[1])
	case match(stepLine, text, &m):
		r.begin(i, Step, 0, m[1])
	case len(r.block) > 0:
		r.block = append(r.block, strings.TrimSpace(text))
	default:
		r.begin(i, Paragraph, 0, strings.TrimSpace(text))
	}
}

// match keeps the groups of a regular expression.
func match(re *regexp.Regexp, text string, groups *[]string) bool {
	*groups = re.FindStringSubmatch(text)
	return *groups != nil
}

// begin ends the passage before and starts one.
func (r *pageReader) begin(i int, kind PassageKind, level int, text string) {
	r.flush()
	r.from, r.kind, r.level, r.block = i, kind, level, []string{text}
}

// flush ends the passage that is being read.
func (r *pageReader) flush() {
	if len(r.block) == 0 {
		return
	}
	pos, text := r.pos(r.from), strings.Join(r.block, " ")
	r.block = nil
	text, line := strings.CutSuffix(text, lineMark)
	class := r.class
	if m := classOf(text); m != nil {
		text, class = strings.TrimSuffix(text, m[0]), locale.Class(m[1])
		if !slices.Contains(locale.Classes, class) {
			r.list.Errorf(rule.TextClass, pos, "", "unknown safety class %q", m[1]).Hint = tree.DidYouMean(
				m[1],
				classWords(),
			)
		}
	}
	r.refuse(pos, text)
	if strings.TrimSpace(text) == "" {
		r.list.Errorf(rule.PageMarkup, pos, "Write the text before the mark, in the same paragraph.",
			"a mark of the page has no text before it")
	}
	p := Passage{
		ID:        r.page.Name + "." + strconv.Itoa(len(r.page.Passages)+1),
		Kind:      r.kind,
		Level:     r.level,
		Text:      text,
		Class:     class,
		NeedsLine: line,
		Pos:       pos,
	}
	r.page.Passages = append(r.page.Passages, p)
}

// lineMark at the end of an English passage says that it speaks of a line: it
// is left out in a country where none may be shown.
const lineMark = " {+line}"

// classOf finds the mark of a safety class at the end of a passage.
func classOf(text string) []string {
	if !strings.HasSuffix(text, "}") {
		return nil
	}
	return classMark.FindStringSubmatch(text)
}

// refuse adds findings about what a passage may not hold.
func (r *pageReader) refuse(pos diag.Pos, text string) {
	rest := text
	if strings.Contains(text, "{{") {
		rest = slot.ReplaceAllString(text, "")
	}
	for _, m := range slots(text) {
		if !slices.Contains(PagePlaceholders, m[1]) {
			r.list.Errorf(rule.TextPlaceholder, pos, "", "unknown placeholder %q", m[0]).Hint = tree.DidYouMean(
				m[1],
				PagePlaceholders,
			)
		}
	}
	if strings.Contains(rest, "{{") || strings.Contains(rest, "}}") {
		r.list.Errorf(
			rule.TextTemplate,
			pos,
			"Use only placeholders such as {{line}}.",
			"the page holds template code or an open placeholder",
		)
	}
	if !suspicious(rest) {
		return
	}
	if s := strange.FindString(rest); s != "" {
		r.list.Errorf(
			rule.PageMarkup,
			pos,
			"Use only headings (##), paragraphs, points (-) and steps (1.); no emphasis, links, pictures or HTML.",
			"the page holds markup that is not part of the format: %s",
			fmt.Sprintf("%q", s),
		)
	}
}

// slots finds the placeholders of a text with the names in them.
func slots(text string) [][]string {
	if !strings.Contains(text, "{{") {
		return nil
	}
	return slot.FindAllStringSubmatch(text, -1)
}

// suspicious reports whether a text holds a character that strange asks for;
// most texts do not, and the expression is slow.
func suspicious(text string) bool {
	return strings.ContainsAny(text, "<&`*~[#>|=_+:\\{") || strings.HasPrefix(text, "---")
}

func classWords() []string {
	var out []string
	for _, c := range locale.Classes {
		out = append(out, string(c))
	}
	return out
}

// Slotted lists the names of the placeholders of a page's text.
func Slotted(text string) []string {
	var out []string
	for _, m := range slots(text) {
		out = append(out, m[1])
	}
	return out
}
