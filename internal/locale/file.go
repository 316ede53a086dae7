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
	// below are those of the program's file that this one lies over, by id.
	below map[string]*Message
}

// begun takes away that a file is empty, where it holds comments: it has been started,
// and nothing in it is translated yet.
func begun(list diag.List, messages []byte) diag.List {
	if !bytes.Contains(messages, []byte("#")) {
		return list
	}
	return slices.DeleteFunc(list, func(f diag.Finding) bool { return f.Rule == rule.FileEmpty })
}

// ParseMessages reads a go-i18n file of messages in flat YAML and the state file beside
// it (nil where there is none). What a file of the project leaves out is in the one of
// the program below it, if there is one: its own file holds only what differs, and a
// text that is changed keeps its description.
func ParseMessages(tag Tag, file string, messages, state []byte, below *MessageFile) (*MessageFile, diag.List) {
	out := &MessageFile{Tag: tag, File: file, below: below.byID()}
	root, list := tree.Parse(file, messages)
	if root == nil {
		list = begun(list, messages)
	} else {
		list = append(list, tree.Decode(root, out)...)
	}
	if below != nil {
		out.Messages = out.over(below.Messages)
	}
	if state == nil {
		return out, list
	}
	states, more := ParseStates(StateFile(file), state)
	list = append(list, more...)
	for i := range out.Messages {
		m := &out.Messages[i]
		if r, ok := states[m.ID]; ok {
			m.Review = r
		}
	}
	for id, r := range states {
		if (root == nil || root.Get(id) == nil) && out.below[id] == nil {
			list.Warnf(rule.TextState, r.Pos, "Delete the entry.", "%s has a state but no text", id)
		}
	}
	return out, list
}

// byID finds the messages of a file; nil has none.
func (f *MessageFile) byID() map[string]*Message {
	out := map[string]*Message{}
	if f != nil {
		for i := range f.Messages {
			out[f.Messages[i].ID] = &f.Messages[i]
		}
	}
	return out
}

// over lays the messages of a file over those of the one below: they stand in its
// order, new ones behind.
func (f *MessageFile) over(below []Message) []Message {
	own := f.byID()
	var out []Message
	for _, m := range below {
		if o := own[m.ID]; o != nil {
			m = *o
		}
		out = append(out, m)
	}
	for _, m := range f.Messages {
		if f.below[m.ID] == nil {
			out = append(out, m)
		}
	}
	return out
}

// StateFile is the name of the state file beside a file of messages or a page.
func StateFile(file string) string {
	if i := strings.LastIndexByte(file, '.'); i > strings.LastIndexByte(file, '/') {
		file = file[:i]
	}
	return file + ".state.yaml"
}

// ReadNode reads the messages in order of the file.
func (f *MessageFile) ReadNode(in *tree.Input) {
	f.Messages = make([]Message, 0, len(in.Entries))
	for id, value := range in.Group() {
		m := Message{ID: id, Tag: f.Tag, Pos: value.Key, Review: Review{State: Draft}}
		old := f.below[id]
		if old != nil {
			m.describeAs(*old)
		}
		if value.Decode(&m); len(m.Forms) > 0 {
			m.print, m.names = Fingerprint(m.Forms), m.Placeholders()
			if old != nil && old.print == m.print {
				m.Review = old.Review
			}
			f.Messages = append(f.Messages, m)
		}
	}
}

// ReadNode reads the forms of a message, or its text at once.
func (m *Message) ReadNode(in *tree.Input) {
	m.Forms, m.At = map[string]string{}, map[string]diag.Pos{}
	description := ""
	switch in.Kind {
	case tree.String:
		in.Decode(&messageForm{m, "other"})
	case tree.Map:
		keys := []tree.Key{{Name: "description", To: &description}}
		for _, form := range Forms {
			keys = append(keys, tree.Key{Name: form, To: &messageForm{m, form}})
		}
		in.Keys(keys)
	default:
		in.Errorf(rule.FileType, "Write \"other:\" with the text below the id.", "message %s is %s", m.ID,
			in.Kind).Pos =
			m.Pos
		return
	}
	if described := m.Class != "" && description == "" || m.describe(description); m.Tag == Source && !described {
		in.Errorf(
			rule.TextClass,
			"Describe it: Where. Max. Class (slogan, information, right, promise, law, number). Fact. Note.",
			"message %s has no safety class",
			m.ID,
		).Pos = m.Pos
		m.Class = Right
	}
	if len(m.Forms) > 0 && m.Forms["other"] == "" {
		in.Errorf(rule.TextPlural, "Add the form other.", "message %s has no form other", m.ID).Pos = m.Pos
		m.Forms = nil
	}
}

// describeAs takes the description of another message.
func (m *Message) describeAs(o Message) {
	m.Where, m.Fact, m.Note, m.Class, m.Max = o.Where, o.Fact, o.Note, o.Class, o.Max
}

// messageForm is the place of one plural form.
type messageForm struct {
	m    *Message
	form string
}

// ReadNode takes the form in, if it is a text without template code.
func (f *messageForm) ReadNode(in *tree.Input) {
	text := norm.NFC.String(strings.TrimRight(in.Value, "\n"))
	switch {
	case in.Kind != tree.String:
		in.Errorf(rule.FileType, "Put the text into quotes.", "the text of %s is read as %s", f.m.ID, in.Kind)
	case strings.TrimSpace(text) == "":
		in.Errorf(
			rule.TextEmpty,
			"Write the text or delete the message; a missing message is handled by its class.",
			"the text of %s is empty",
			f.m.ID,
		)
	case !plain(text):
		in.Errorf(
			rule.TextTemplate,
			"Use only placeholders such as {{.Line}}.",
			"message %s holds template code beyond a placeholder",
			f.m.ID,
		)
	default:
		f.m.Forms[f.form], f.m.At[f.form] = text, in.Pos
	}
}
