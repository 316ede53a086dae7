package adapt

import (
	"cmp"
	"slices"
	"strings"

	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/rule"
)

// messages lays the messages of the folder over those of the base.
func (w *work) messages() {
	looks := map[string]string{}
	for _, id := range w.set.Catalogue.IDs(locale.Source) {
		looks[locale.Skeleton(id)] = id
	}
	had := map[locale.Tag]map[string]bool{}
	for _, f := range w.a.Messages {
		had[f.Tag] = map[string]bool{}
		for _, id := range w.set.Catalogue.IDs(f.Tag) {
			had[f.Tag][id] = true
		}
	}
	slices.SortFunc(w.a.Messages, func(a, b *locale.MessageFile) int { // English first: it gives the class
		return strings.Compare(strings.Replace(string(a.Tag), "en", "", 1), strings.Replace(string(b.Tag), "en", "", 1))
	})
	for _, f := range w.a.Messages {
		for _, m := range f.Messages {
			if w.message(m, had[f.Tag][m.ID], looks) {
				w.set.Catalogue.Replace(m)
			}
		}
	}
}

// message reports whether one message may be taken in.
func (w *work) message(m locale.Message, had bool, looks map[string]string) bool {
	ok := true
	m.Each(func(form, text string, pos diag.Pos) {
		ok = w.figures(pos, m.ID, text, w.formOf(m.Tag, m.ID, form), w.formOf(locale.Source, m.ID, form)) && ok
	})
	base, like := looks[locale.Skeleton(m.ID)]
	own := strings.HasPrefix(m.ID, w.a.Organisation.ID+".")
	switch {
	case like && base != m.ID:
		if l, is := lockOf(w.set, base); is {
			f := locked(l, m.Pos, m.ID, diag.Sentence{})
			f.Message = diag.Say("%s reads like %s, which is locked (%s): %s", m.ID, base, l.ID, l.Reason)
			w.list.Add(f)
			return false
		}
		w.list.Errorf(rule.AdaptMessage, m.Pos, "", "%s reads like %s of the base and is another id", m.ID, base).Hint =
			diag.Say("Name it %s.… or exactly like the one it stands for.", w.a.Organisation.ID)
		return false
	case like && (had || Everywhere(w.set, base)):
		if l, is := lockOf(w.set, base); is {
			w.list.Add(locked(l, m.Pos, m.ID, diag.Sentence{Text: m.ID}))
			return false
		}
	case !like && !(own && ownID.MatchString(m.ID)):
		w.list.Errorf(rule.AdaptMessage, m.Pos, "", "the base has no message %s, and it is no id of %s", m.ID,
			w.a.Organisation.ID).Hint =
			diag.Say(
				"Begin the id with %s. and use small letters a to z.",
				w.a.Organisation.ID,
			)
		return false
	case !like && m.Tag == locale.Source && m.Class != locale.Slogan && m.Class != locale.Information:
		for _, l := range w.set.Locks {
			if slices.Contains(l.Classes, m.Class) {
				what := diag.Say("a message of class %s", m.Class)
				w.list.Add(locked(l, m.Pos, what.Text, what))
				return false
			}
		}
	}
	return ok
}

// formOf is what the base says in one form of a message; empty where it says nothing.
func (w *work) formOf(tag locale.Tag, id, form string) string {
	m, ok := w.set.Catalogue.Message(tag, id)
	if !ok {
		return ""
	}
	return cmp.Or(m.Forms[form], m.Forms["other"])
}
