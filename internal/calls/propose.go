package calls

import (
	"bytes"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"pharos/internal/campaign"
	"pharos/internal/days"
	"pharos/internal/diag"
)

// usualDays is how old a call may be that backs a proposal.
const usualDays = 30

// callsSource is the key of the source that a proposal names for what was heard.
const callsSource = "calls"

// proposal is one fact that calls heard alike: where it stands, and what was heard,
// as it is written in the file.
type proposal struct {
	// path leads to the fact, before to the line that a new fact follows.
	path, before string
	key, value   string
}

// Propose shows what at least two calls of a line heard alike until a day and the record
// does not say, as a patch of the country's file for git apply or patch -p1; an empty
// day is that of the newest call. It changes nothing. Notes say what a person has to
// write by hand.
func Propose(files fs.FS, set *campaign.Set, h *campaign.Hotline, day string,
) (patch []byte, notes []diag.Sentence, err error) {
	if day == "" {
		for _, a := range h.Attestations {
			day = max(day, a.Date)
		}
	}
	file := "campaigns/countries/" + h.ID[:2] + ".yaml"
	proposals, notes := proposals(set, h, recent(h.Attestations, day))
	if len(proposals) == 0 {
		return nil, append(notes, diag.Say("the calls heard nothing alike that the record does not say; "+
			"nothing is proposed")), nil
	}
	old, err := fs.ReadFile(files, file)
	if err != nil {
		return nil, notes, err
	}
	e := &editor{lines: strings.SplitAfter(string(old), "\n")}
	for _, p := range proposals {
		if !e.apply(set.Places, file, p) {
			notes = append(notes, diag.Say("%s: write %s: %s by hand, the fact stands over several lines",
				set.Places.At(file, p.path), p.key, p.value))
		}
	}
	e.source(set.Places.At(file, "sources"), day)
	patch = diff.Diff("a/"+file, old, "b/"+file, []byte(e.text()))
	_, patch, _ = bytes.Cut(patch, []byte("\n")) // its first line names a program
	return patch, append(notes, diag.Say("heard alike by two people or more; mark C is printed nowhere: "+
		"raise it when a source or the operator confirms")), nil
}

// proposals lists what the calls heard alike and the record does not say.
func proposals(set *campaign.Set, h *campaign.Hotline, calls []campaign.Attestation,
) (out []proposal, notes []diag.Sentence) {
	_, _, at := set.Line(h.ID)
	way := h.Contacts[0]
	add := func(p proposal, now string, heard func(campaign.Attestation) string) {
		value := alike(calls, heard)
		if value == "" || value == now {
			return
		}
		if p.value = strings.ReplaceAll(p.value, "VALUE", value); p.key == "hours" {
			if p.value = hoursHeard(value); p.value == "" {
				place := set.Places.At("campaigns/countries/"+h.ID[:2]+".yaml", at)
				notes = append(notes, diag.Say("%s: the calls heard the hours %q, which are no hours of the record: "+
					"write them by hand", place, value))
				return
			}
		}
		out = append(out, p)
	}
	add(proposal{at + ".contacts[0].hours", at + ".contacts[0].dial", "hours", ""}, way.Hours.Written(),
		func(a campaign.Attestation) string { return a.Hours })
	add(proposal{at + ".contacts[0].free", at + ".contacts[0].dial", "free", "value: VALUE"},
		string(way.Free.Value), func(a campaign.Attestation) string { return string(a.Cost) })
	add(proposal{at + ".languages", at + ".kind", "languages", "value: VALUE"}, tags(h.Languages.Value),
		func(a campaign.Attestation) string { return tags(a.Languages) })
	return out, notes
}

// recent are the calls that reached the line and count on a day by their age,
// oldest first; also those that heard something else than the record says.
func recent(all []campaign.Attestation, day string) []campaign.Attestation {
	first := days.Add(day, -usualDays)
	if first == "" {
		return nil
	}
	out := slices.DeleteFunc(slices.Clone(all), func(a campaign.Attestation) bool {
		return a.Outcome != campaign.Confirmed || a.Date < first || a.Date > day
	})
	slices.SortStableFunc(out, func(a, b campaign.Attestation) int { return strings.Compare(a.Date, b.Date) })
	return out
}

// alike is what the newest calls heard, where two people or more heard it since
// anybody heard something else.
func alike(calls []campaign.Attestation, heard func(campaign.Attestation) string) string {
	value, people := "", map[string]bool{}
	for _, a := range slices.Backward(calls) {
		h := heard(a)
		if h == "" {
			continue
		}
		if value == "" {
			value = h
		}
		if h != value {
			break
		}
		people[a.By] = true
	}
	if len(people) < 2 {
		return ""
	}
	return value
}

// tags writes languages as a list of the file; empty for none.
func tags[T ~string](list []T) string {
	if len(list) == 0 {
		return ""
	}
	var words []string
	for _, t := range list {
		words = append(words, string(t))
	}
	return "[" + strings.Join(words, ", ") + "]"
}

// hoursHeard writes hours as the record has them; empty where they are none.
func hoursHeard(heard string) string {
	hours, err := campaign.ParseHours(heard)
	switch {
	case err != nil:
		return ""
	case hours.Always:
		return "always: true"
	}
	var rows []string
	for _, v := range hours.Weekly {
		days := strings.Join(v.Days, ", ")
		rows = append(rows, fmt.Sprintf(`{days: [%s], from: "%s", to: "%s"}`, days, v.From, v.To))
	}
	return "weekly: [" + strings.Join(rows, ", ") + "]"
}

// editor changes lines of a file. Lines that are added stand in the line before
// them, so that places stay right.
type editor struct{ lines []string }

func (e *editor) text() string { return strings.Join(e.lines, "") }

// apply writes a fact anew where it stands in one line, or adds it; false where it
// stands over several.
func (e *editor) apply(places campaign.Places, file string, p proposal) bool {
	fact := "{" + p.value + ", mark: C, sources: [" + callsSource + "]}"
	at, before := places.At(file, p.path), places.At(file, p.before)
	if places[file].Find(p.path) == nil {
		line := e.lines[before.Line-1]
		indent := len([]rune(line)) - len([]rune(strings.TrimLeft(line, " -")))
		e.lines[before.Line-1] = line + strings.Repeat(" ", indent) + p.key + ": " + fact + "\n"
		return true
	}
	line := e.lines[at.Line-1]
	start := strings.Index(line, p.key+": {")
	if start < 0 {
		return false
	}
	start += len(p.key) + 2
	depth := 0
	for i, r := range line[start:] {
		switch r {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				e.lines[at.Line-1] = line[:start] + fact + line[start+i+1:]
				return true
			}
		}
	}
	return false
}

// source adds the calls to the list of sources, where they are not there.
func (e *editor) source(at diag.Pos, day string) {
	if strings.Contains(e.text(), "\n  "+callsSource+": {") || at.Line == 0 {
		return
	}
	for i := range e.lines {
		if strings.HasPrefix(e.lines[i], "sources:") {
			e.lines[i] += fmt.Sprintf("  %s: {title: \"Test calls on record\", read: %q}\n", callsSource, day)
			return
		}
	}
}
