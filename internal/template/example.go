package template

import (
	"cmp"

	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/made"
	"pharos/internal/plan"
	"pharos/internal/rule"
	"pharos/internal/tree"
	"pharos/internal/typeset"
)

// Example is a material in a template's file: it shows how the template is used
// and is its test.
type Example struct {
	// Name says what the example shows.
	Name     string
	Material plan.Material
	// Least is the size that each style reaches at least.
	Least map[string]typeset.Length
	Pos   diag.Pos
}

// ReadNode reads one example.
func (e *Example) ReadNode(in *tree.Input) {
	var written struct {
		Show      string                  `yaml:"show"`
		Stock     string                  `yaml:"stock"`
		Audience  string                  `yaml:"audience"`
		Params    map[string]string       `yaml:"params"`
		Number    plan.Contact            `yaml:"number"`
		Second    *plan.Contact           `yaml:"second"`
		Emergency plan.Contact            `yaml:"emergency"`
		Police    bool                    `yaml:"police"`
		Inside    bool                    `yaml:"inside"`
		Pictures  map[string]plan.Picture `yaml:"pictures"`
		Draft     bool                    `yaml:"draft"`
		Code      string                  `yaml:"code"`
		Words     []plan.Column           `yaml:"words"`
		// Least is the size that each style reaches at least.
		Least map[string]typeset.Length `yaml:"least"`
	}
	in.Decode(&written)
	e.Name, e.Pos, e.Least = written.Show, in.Pos, written.Least
	e.Material = plan.Material{
		Country:   "xx",
		Audience:  cmp.Or(written.Audience, "citizen"),
		Name:      "example",
		From:      in.Pos,
		Stock:     written.Stock,
		Params:    written.Params,
		Number:    written.Number,
		Second:    written.Second,
		Emergency: written.Emergency,
		Police:    written.Police,
		Inside:    written.Inside,
		Pictures:  written.Pictures,
		Columns:   written.Words,
	}
	if written.Draft {
		e.Material.Drafts = []plan.Draft{{Reason: plan.Unreviewed, Detail: diag.Say("an example")}}
	}
	if written.Code != "" {
		e.Material.Address, e.Material.Code = written.Code, "https://"+written.Code
	}
	if second := written.Second; second != nil {
		for _, c := range written.Words {
			if label := c.Slots[made.SlotSecondLabel]; len(label) > 0 {
				second.Label = label[0].Text
				delete(c.Slots, made.SlotSecondLabel)
			}
		}
	}
}

// readNumber reads a number of an example.
func readNumber(in *tree.Input, c *plan.Contact) {
	*c = plan.Contact{ID: "xx.example", From: in.Pos}
	c.Shown, _ = plainWord(in)
}

// readColumns reads the words of each language.
func (r *reader) readColumns(in *tree.Input, columns *[]plan.Column) {
	for tag, words := range in.Group() {
		l, ok := r.languages.Lookup(locale.Tag(tag))
		if !ok {
			words.Errorf(rule.TemplateValue, "Use a tag such as sq or sr-Cyrl.", "unknown language %q", tag).Pos =
				words.Key
		}
		column, lines := plan.Column{Locale: l, Slots: map[made.Slot][]plan.Line{}}, map[string]*exampleLines{}
		var keys []tree.Key
		for slot := range slots {
			if slot != string(made.SlotNumber) {
				lines[slot] = &exampleLines{}
				keys = append(keys, tree.Key{Name: slot, To: lines[slot]})
			}
		}
		words.Keys(keys)
		for slot, written := range lines {
			for _, line := range *written {
				column.Slots[made.Slot(slot)] = append(column.Slots[made.Slot(slot)], line.in(l, slot))
			}
		}
		*columns = append(*columns, column)
	}
}

// exampleLines are the words of a slot: a text or a list of texts.
type exampleLines []exampleLine

// exampleLine is a text; one with an icon is written as "icon: text".
type exampleLine struct {
	icon, text string
	at         diag.Pos
}

// ReadNode reads a text or a list of texts.
func (l *exampleLines) ReadNode(in *tree.Input) {
	if in.Kind == tree.List {
		in.Decode((*[]exampleLine)(l))
		return
	}
	*l = make(exampleLines, 1)
	in.Decode(&(*l)[0])
}

// ReadNode reads a text, with its icon where there is one.
func (l *exampleLine) ReadNode(in *tree.Input) {
	if in.Kind == tree.Map && len(in.Entries) == 1 {
		for icon, text := range in.Group() {
			l.icon, in = icon, text
		}
	}
	l.text, _ = plainWord(in)
	l.at = in.Pos
}

// in gives the words as a line of a language.
func (l exampleLine) in(of locale.Locale, slot string) plan.Line {
	return plan.Line{Icon: l.icon, Text: locale.Text{
		ID:        slot,
		Value:     l.text,
		Tag:       of.Tag,
		Direction: of.Direction,
		Class:     locale.Information,
		State:     locale.Reviewed,
		From:      l.at,
	}}
}

// readPicture reads a picture of an example: its file and the text for people who
// cannot see it.
func readPicture(in *tree.Input, to *plan.Picture) {
	var written struct {
		File string `yaml:"file"`
		Alt  string `yaml:"alt"`
	}
	in.Decode(&written)
	*to = plan.Picture{ID: "example", File: written.File, Focus: [2]int{50, 50}, From: in.Pos}
	if written.Alt != "" {
		to.Alt = []locale.Text{
			{
				Value:     written.Alt,
				Tag:       locale.Source,
				Direction: locale.LTR,
				State:     locale.Reviewed,
				From:      in.At("alt"),
			},
		}
	}
}
