package check

import (
	"fmt"

	"pharos/internal/campaign"
	"pharos/internal/days"
	"pharos/internal/diag"
	"pharos/internal/rule"
	"pharos/internal/tree"
)

// exception calls f for every exception with its path.
func (w *work) exception(
	f func(c *campaign.Country, e *campaign.Exception, path string,
		bad func(path string, format diag.Format, args ...any)),
) {
	w.country(func(c *campaign.Country, bad func(string, diag.Format, ...any)) {
		for i := range c.Exceptions {
			f(c, &c.Exceptions[i], fmt.Sprintf("exceptions[%d]", i), bad)
		}
	})
}

// exceptionRule finds exceptions for rules that there are not, or that can never
// be set aside.
func exceptionRule(w *work) {
	w.exception(func(c *campaign.Country, e *campaign.Exception, path string, bad func(string, diag.Format, ...any)) {
		at := path + ".rule"
		switch r := rule.Find(e.Rule); {
		case r == nil:
			w.bad(w.set.Places.At(c.File(), at), at, "there is no rule %q to set aside", e.Rule).Hint = tree.DidYouMean(
				e.Rule,
				rule.IDs(),
			)
		case !r.Aside:
			bad(at, "the rule %s can never be set aside", e.Rule)
		}
	})
}

// exceptionFor finds exceptions that do not say for what, or until when.
func exceptionFor(w *work) {
	w.exception(func(_ *campaign.Country, e *campaign.Exception, path string, bad func(string, diag.Format, ...any)) {
		switch {
		case (e.Material == "") == (e.Message == ""):
			bad(path, "the exception should name one material or one message")
		case e.Material != "" && !w.set.HasMaterial(e.Material):
			bad(path+".material", "there is no material %q", e.Material)
		case e.Message != "" && !w.hasText(e.Message):
			bad(path+".message", "there is no message %q", e.Message)
		}
		if !days.Valid(e.Until) {
			bad(path+".until", "%q is not a day", e.Until)
		}
	})
}

// hasText reports whether an author wrote a text with this id.
func (w *work) hasText(id string) bool {
	for i := range w.texts {
		if w.texts[i].id == id {
			return true
		}
	}
	return false
}

// exceptionExpired finds exceptions whose last day is gone.
func exceptionExpired(w *work) {
	w.exception(func(_ *campaign.Country, e *campaign.Exception, path string, bad func(string, diag.Format, ...any)) {
		if w.date != "" && !e.Holds(w.date) {
			bad(path+".until", "the exception from %s for %s ended on %s", e.Rule, e.Subject(), e.Until)
		}
	})
}
