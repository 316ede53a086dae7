package check

import (
	"pharos/internal/diag"
	"pharos/internal/rule"
)

// checks ties the rules that this package finds to the functions that look for
// them.
var checks = []struct {
	rule *diag.Rule
	run  func(*work)
}{
	// Numbers.
	{rule.NumKnown, numKnown},
	{rule.NumForeign, numForeign},
	{rule.NumStatus, numStatus},
	{rule.NumFormat, numFormat},
	{rule.NumKeypad, numKeypad},
	{rule.NumIntl, numIntl},
	{rule.NumTwice, numTwice},
	{rule.NumFree, numFree},
	{rule.NumHours, numHours},
	{rule.NumHeard, numHeard},
	// Names.
	{rule.FileID, fileID},
	// Facts.
	{rule.FactSource, factSource},
	{rule.FactMark, factMark},
	{rule.DateValid, dateValid},
	{rule.SiteAddress, siteAddress},
	{rule.SiteSecurity, siteSecurity},
	{rule.TextLanguage, textLanguage},
	// Texts.
	{rule.TextKnown, textKnown},
	{rule.TextUnknown, textUnknown},
	{rule.TextPlaceholder, textPlaceholder},
	{rule.TextPlural, textPlural},
	{rule.TextHTML, textHTML},
	{rule.TextBidi, textBidi},
	{rule.TextScript, textScript},
	{rule.TextStale, textStale},
	{rule.TextTwo, textTwo},
	{rule.TextMax, textMax},
	{rule.TextNoBlame, wordRule("words that blame")},
	{rule.TextNoSlur, wordRule("a slur")},
	{rule.TextNoRescue, wordRule("a call to step in")},
	{rule.TextSensational, sensational},
	{rule.TextPromise, wordRule("a promise beyond facts")},
	{rule.TextBacked, textBacked},
	{rule.TextLaw, textLaw},
	{rule.TextPlan, textPlan},
	{rule.TextStats, textStats},
	{rule.TextSmuggling, textSmuggling},
	{rule.TextShelter, wordRule("words that lead to a shelter")},
	// Pictures.
	{rule.ImgRestraint, pictured(restraint, "restraint")},
	{rule.ImgAbuse, pictured(abuse, "abuse")},
	{rule.ImgPerson, imgPerson},
	{rule.ImgRange, imgRange},
	{rule.ImgSource, imgSource},
	{rule.ImgAlt, imgAlt},
	// Pages.
	{rule.PageShape, pageShape},
	{rule.SiteWindow, siteWindow},
	{rule.SiteList, siteList},
	// Materials.
	{rule.MaterialParts, materialParts},
	{rule.PosterPlace, posterPlace},
	{rule.CardDiscreet, cardDiscreet},
	{rule.QRPlain, qrPlain},
	// Exceptions.
	{rule.ExceptionRule, exceptionRule},
	{rule.ExceptionFor, exceptionFor},
	{rule.ExceptionExpired, exceptionExpired},
}

// sensational is the word list and the rule about words in capitals.
func sensational(w *work) {
	wordRule("sensational words")(w)
	textShout(w)
}
