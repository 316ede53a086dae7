package exchange

import (
	"strings"

	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/rule"
)

// pageFault asks the reader of pages whether a text can stand on a page as a passage.
func pageFault(l locale.Locale, text string) *fault {
	const hint = "Write one plain passage: no headings, points, emphasis, links or addresses."
	page, _, list := campaign.ParsePage("x", l.Tag, "x.md", []byte("---\ntitle: x\nsummary: x\n---\n"+text+"\n"))
	switch {
	case len(list) > 0:
		return &fault{rule.TranslateHTML, list[0].Message, diag.Say(hint)}
	case len(page.Passages) != 1 || page.Passages[0].Text != text || page.Passages[0].Kind != campaign.Paragraph ||
		strings.Contains(text, "{."):
		return wrong(rule.TranslateHTML, hint, "the text would not stand on the page as it is written")
	}
	return nil
}
