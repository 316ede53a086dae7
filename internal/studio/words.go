package studio

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"pharos/internal/build"
	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/edit"
	"pharos/internal/locale"
	"pharos/internal/studio/form"
	"pharos/internal/tree"
)

// words are the texts of the screens.
type words struct{ catalogue *locale.Catalogue }

// readWords reads them from the project over the defaults.
func readWords(o build.Options) (words, error) {
	files, _, err := campaign.Open(o.Defaults, o.Project)
	if err != nil {
		return words{}, err
	}
	defer files.Close()
	catalogue, list, err := campaign.Screens(files)
	if err != nil {
		return words{}, err
	}
	if own := slices.DeleteFunc(list, func(f diag.Finding) bool {
		return !strings.HasPrefix(f.Pos.File, campaign.ScreensDir)
	}); own.Stops() {
		return words{}, build.Defects{List: own}
	}
	return words{catalogue}, nil
}

// tags are the languages in which every text is there.
func (w words) tags() []locale.Tag {
	ids := w.catalogue.IDs(locale.Source)
	return slices.DeleteFunc(w.catalogue.Tags(), func(tag locale.Tag) bool {
		return slices.ContainsFunc(ids, func(id string) bool {
			_, ok := w.catalogue.Message(tag, id)
			return !ok
		})
	})
}

// say gives a text with its values: name, value, name, value. Count chooses the form.
func (w words) say(tag locale.Tag, id string, values ...any) (string, error) {
	data := map[string]any{}
	for i := 0; i+1 < len(values); i += 2 {
		name, ok := values[i].(string)
		if !ok {
			return "", fmt.Errorf("studio: the text %s has a value without a name", id)
		}
		data[name] = values[i+1]
	}
	t, err := w.catalogue.Resolve(tag, strings.ReplaceAll(id, "_", "-"), data)
	return t.Value, err
}

// funcs are what the pages of a language can call.
func (w words) funcs(tag locale.Tag) template.FuncMap {
	return template.FuncMap{
		"t":   func(id string, values ...any) (string, error) { return w.say(tag, id, values...) },
		"tag": func() string { return string(tag) },
		// has reports whether a list of words has a word.
		"has":   func(list, word string) bool { return slices.Contains(strings.Fields(list), word) },
		"kinds": func() []string { return []string{form.ByDay, form.Always, form.Unknown} },
		"dict":  func(p *sheet, f form.Field) map[string]any { return map[string]any{"Page": p, "Field": f} },
		"three": func(which, value string, c conflict) map[string]any {
			return map[string]any{"Which": which, "Value": value, "C": c}
		},
		"source": func(p *sheet, key string) string { return p.Country.Sources[key].Title },
		"when":   when,
		"named":  named,
		// finding names the value that a finding speaks of as its form does.
		"finding": func(f diag.Finding) (string, error) {
			if f.Path == "" || !strings.HasPrefix(f.Message.Text, f.Path) {
				return sentence(f.Message.Text), nil
			}
			name, err := w.say(tag, "studio.key."+f.Path[strings.LastIndexByte(f.Path, '.')+1:])
			if err != nil {
				return f.Message.Text, nil // a value that no form has
			}
			return name + strings.TrimPrefix(f.Message.Text, f.Path), nil
		},
		// group is the word for the value that a field belongs to.
		"group": func(path string) (string, error) {
			key, _, inner := strings.Cut(path, ".")
			if !inner {
				return "", nil
			}
			return w.say(tag, "studio.key."+key)
		},
		// label is the name of a field; a value is called by what it is the value of.
		"label": func(f form.Field) (string, error) {
			if key, _, inner := strings.Cut(f.Path, "."); inner && f.Key == "value" {
				return w.say(tag, "studio.key."+key)
			}
			return w.say(tag, "studio.key."+f.Key)
		},
		// ordered puts the words that are chosen first.
		"ordered": func(all []string, chosen string) []string {
			out := strings.Fields(chosen)
			return append(out, slices.DeleteFunc(slices.Clone(all),
				func(w string) bool { return slices.Contains(out, w) })...)
		},
		"value":  func(key string) (string, error) { return w.say(tag, "studio.key."+key) },
		"choice": func(key, word string) string { return w.choice(tag, key, word) },
		// plainly is a value of a change as people read it.
		"plainly": func(text string) (string, error) { return w.plainly(tag, text) },
		// help is the explanation of a field; empty where there is none.
		"help": func(typ, key string) string {
			s, _ := w.say(tag, "studio.field."+strings.ToLower(typ)+"."+key)
			return s
		},
	}
}

// choice is the name of one of the words of a field; a word without a name is shown as
// it is.
func (w words) choice(tag locale.Tag, key, word string) string {
	s, err := w.say(tag, "studio."+key+"."+word)
	if err != nil {
		return word
	}
	return s
}

// plainly writes the value of a change as people read it.
func (w words) plainly(tag locale.Tag, text string) (string, error) {
	n, err := edit.Read(text)
	if err != nil || n == nil {
		return text, err
	}
	var h campaign.Hours
	week := &tree.Node{Kind: tree.Map, Entries: []tree.Entry{{Key: "weekly", Value: n}}}
	switch {
	case n.Kind == tree.Bool:
		return w.say(tag, "studio.value."+strings.ToLower(n.Value))
	case n.Kind == tree.List && len(n.Items) > 0 && n.Items[0].Kind == tree.Map && len(tree.Decode(week, &h)) == 0:
		return h.Written(), nil
	case n.Kind == tree.Map || n.Kind == tree.List:
		return text, nil
	}
	return n.Value, nil
}
