package locale

import (
	"bytes"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"pharos/internal/diag"
	"pharos/internal/rule"
	"pharos/internal/tree"
)

// MessageFile is one parsed file of messages with its states, ready for a
// Catalogue. Parsing needs no catalogue, so files can be parsed at once.
type MessageFile struct {
	Tag      Tag
	File     string
	Messages []Message
}

// messageKeys are the keys below a message id.
var messageKeys = append([]string{"description"}, Forms...)

// begun takes away that a file is empty, where it holds comments: it has been started,
// and nothing in it is translated yet.
func begun(list diag.List, messages []byte) diag.List {
	if !bytes.Contains(messages, []byte("#")) {
		return list
	}
	return slices.DeleteFunc(list, func(f diag.Finding) bool { return f.Rule == rule.FileEmpty })
}

// ParseMessages reads a go-i18n file of messages in flat YAML and the state
// file beside it (nil where there is none).
func ParseMessages(tag Tag, file string, messages, state []byte) (*MessageFile, diag.List) {
	out := &MessageFile{Tag: tag, File: file}
	root, list := tree.Parse(file, messages)
	if root == nil {
		return out, begun(list, messages)
	}
	if root.Kind != tree.Map {
		list.Errorf(
			rule.FileType,
			root.Pos,
			"Write message ids as keys.",
			"the file should be a group of message ids, not %s",
			root.Kind,
		)
		return out, list
	}
	out.Messages = make([]Message, 0, len(root.Entries))
	states := map[string]Review{}
	if state != nil {
		var more diag.List
		states, more = ParseStates(StateFile(file), state)
		list = append(list, more...)
	}
	for _, e := range root.Entries {
		m := message(tag, e, &list)
		m.Review = Review{State: Draft}
		if r, ok := states[e.Key]; ok {
			m.Review = r
			delete(states, e.Key)
		}
		if len(m.Forms) > 0 {
			m.print, m.names = Fingerprint(m.Forms), m.Placeholders()
			out.Messages = append(out.Messages, m)
		}
	}
	for id, r := range states {
		list.Warnf(rule.TextState, r.Pos, "Delete the entry.", "%s has a state but no text", id)
	}
	return out, list
}

// StateFile is the name of the state file beside a file of messages or a page.
func StateFile(file string) string {
	if i := strings.LastIndexByte(file, '.'); i > strings.LastIndexByte(file, '/') {
		file = file[:i]
	}
	return file + ".state.yaml"
}

// message reads one entry: an id with its forms, or with its text at once.
func message(tag Tag, e tree.Entry, list *diag.List) Message {
	m := Message{ID: e.Key, Tag: tag, Pos: e.Pos, Forms: map[string]string{}, At: map[string]diag.Pos{}}
	described := false
	switch e.Value.Kind {
	case tree.String:
		m.form("other", e.Value, list)
	case tree.Map:
		for _, f := range e.Value.Entries {
			switch {
			case f.Key == "description":
				described = m.describe(f.Value.Value)
			case slices.Contains(Forms, f.Key):
				m.form(f.Key, f.Value, list)
			default:
				list.Errorf(rule.FileKey, f.Pos, "", "unknown key %q in message %s", f.Key, e.Key).Hint = tree.DidYouMean(
					f.Key,
					messageKeys,
				)
			}
		}
	default:
		list.Errorf(
			rule.FileType,
			e.Pos,
			"Write \"other:\" with the text below the id.",
			"message %s is %s",
			e.Key,
			e.Value.Kind,
		)
		return m
	}
	if tag == Source && !described {
		list.Errorf(
			rule.TextClass,
			e.Pos,
			"Describe it: Where. Max. Class (slogan, information, right, promise, law, number). Fact. Note.",
			"message %s has no safety class",
			e.Key,
		)
		m.Class = Right
	}
	if len(m.Forms) > 0 && m.Forms["other"] == "" {
		list.Errorf(rule.TextPlural, e.Pos, "Add the form other.", "message %s has no form other", e.Key)
		m.Forms = nil
	}
	return m
}

// form takes one plural form in, if it is a text without template code.
func (m *Message) form(form string, v *tree.Node, list *diag.List) {
	text := norm.NFC.String(strings.TrimRight(v.Value, "\n"))
	switch {
	case v.Kind != tree.String && v.Kind != tree.Null:
		list.Errorf(rule.FileType, v.Pos, "Put the text into quotes.", "the text of %s is read as %s", m.ID, v.Kind)
	case strings.TrimSpace(text) == "":
		list.Errorf(
			rule.TextEmpty,
			orPos(v.Pos, m.Pos),
			"Write the text or delete the message; a missing message is handled by its class.",
			"the text of %s is empty",
			m.ID,
		)
	case !plain(text):
		list.Errorf(
			rule.TextTemplate,
			v.Pos,
			"Use only placeholders such as {{.Line}}.",
			"message %s holds template code beyond a placeholder",
			m.ID,
		)
	default:
		m.Forms[form], m.At[form] = text, v.Pos
	}
}

// orPos gives the first place that is known.
func orPos(a, b diag.Pos) diag.Pos {
	if a.Line == 0 {
		return b
	}
	return a
}
