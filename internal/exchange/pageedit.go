package exchange

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"pharos/internal/campaign"
	"pharos/internal/locale"
	"pharos/internal/tree"
)

var (
	passageHead = regexp.MustCompile(`^(?:#{2,3} +|- +|[0-9]{1,2}\. +)?`)
	classMark   = regexp.MustCompile(` *\{\.[a-z]+\}$`)
)

// editPage writes new passages into a page. Keys are "title", "summary" and
// the numbers of passages. Skeleton is the page whose lines are kept: the
// language's own, or the English one where the page is new.
func editPage(tag locale.Tag, name string, skeleton []byte, fresh bool, changed map[string]string) ([]byte, error) {
	from := tag
	if fresh {
		from = locale.Source
	}
	page, _, list := campaign.ParsePage(name, from, pageFile(from, name), skeleton)
	if len(list) > 0 {
		return nil, fmt.Errorf("edit page %q: it has errors: %s", name, list.Summary())
	}
	lines := strings.SplitAfter(string(skeleton), "\n")
	if err := editPassages(page, lines, fresh, changed); err != nil {
		return nil, err
	}
	out, err := editFront(lines, fresh, changed)
	if err != nil {
		return nil, err
	}
	return out, samePage(tag, name, page, out, changed)
}

// editPassages changes the passages, each on the line on which it begins; lines
// that continued it become empty strings.
func editPassages(page *campaign.Page, lines []string, fresh bool, changed map[string]string) error {
	for i, p := range page.Passages {
		text, ok := changed[strconv.Itoa(i+1)]
		if !ok {
			continue
		}
		at := p.Pos.Line - 1
		stop := len(lines)
		if i+1 < len(page.Passages) {
			stop = page.Passages[i+1].Pos.Line - 1
		}
		body, end := cutEnd(lines[at])
		mark := ""
		last := at
		for j := at + 1; j < stop && strings.TrimSpace(lines[j]) != "" && p.Kind != campaign.Heading; j++ {
			last = j
		}
		tail, _ := cutEnd(lines[last])
		if !fresh {
			mark = classMark.FindString(strings.TrimRight(tail, " "))
		}
		lines[at] = passageHead.FindString(body) + text + mark + end
		for j := at + 1; j <= last; j++ {
			lines[j] = ""
		}
	}
	return nil
}

// cutEnd cuts the line end off.
func cutEnd(line string) (body, end string) {
	body = strings.TrimRight(line, "\r\n")
	return body, line[len(body):]
}

// editFront changes title and summary in the head of a page; a new page takes
// no class over, because only the English page gives it.
func editFront(lines []string, fresh bool, changed map[string]string) ([]byte, error) {
	end := 1 + slices.IndexFunc(lines[1:], func(l string) bool { return strings.TrimSpace(l) == "---" })
	head := []byte(strings.Join(lines[1:end], ""))
	out, err := edit("head", head, func(root *tree.Node) {
		for _, key := range []string{"title", "summary"} {
			if text, ok := changed[key]; ok && root.Get(key) != nil {
				root.Put(key, tree.Scalar(text))
			}
		}
		if fresh {
			root.Drop("class")
		}
	})
	if err != nil {
		return nil, err
	}
	return []byte(lines[0] + string(out) + strings.Join(lines[end:], "")), nil
}

// samePage reads the result back: it must have the shape of the skeleton, the
// changed texts, and everything else as before.
func samePage(tag locale.Tag, name string, old *campaign.Page, data []byte, changed map[string]string) error {
	page, _, list := campaign.ParsePage(name, tag, pageFile(tag, name), data)
	if len(list) > 0 || !sameShape(page, old) {
		return fmt.Errorf("edit page %q: the result would have errors: %s", name, list.Summary())
	}
	want := func(key, was string) string {
		if text, ok := changed[key]; ok {
			return text
		}
		return was
	}
	ok := page.Title == want("title", old.Title) && page.Summary == want("summary", old.Summary)
	for i, p := range page.Passages {
		ok = ok && p.Text == want(strconv.Itoa(i+1), old.Passages[i].Text)
	}
	if !ok {
		return fmt.Errorf("edit page %q: a passage would read otherwise", name)
	}
	return nil
}
