package adapt

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/disk"
	"pharos/internal/locale"
	"pharos/internal/made"
)

// Wish says what a new adaptation shall be.
type Wish struct {
	// Base is where the base lies, seen from the folder or absolute; Release its
	// name where it is a release, Digest that of its definitions.
	Base, Release, Digest string
	// Name is the organisation's name, Kind ngo or international.
	Name, Kind string
	// Country is the code; Languages are the tags.
	Country   string
	Languages []locale.Tag
	// Logo is the file of the logo; empty for none.
	Logo string
}

// Write writes the folder of a new adaptation. It must not be there, or be empty.
func (w Wish) Write(dir string, set *campaign.Set) error {
	if disk.Occupied(dir) {
		return fmt.Errorf("%s is not empty", dir)
	}
	logo := ""
	if w.Logo != "" {
		data, err := os.ReadFile(w.Logo)
		if err != nil {
			return fmt.Errorf("logo: %w", err)
		}
		logo = "logo" + strings.ToLower(filepath.Ext(w.Logo))
		if err := disk.Fill(filepath.Join(dir, logo), data); err != nil {
			return err
		}
	}
	if err := disk.Fill(filepath.Join(dir, campaign.AdaptationFile), w.file(logo, set)); err != nil {
		return err
	}
	id := ID(w.Name)
	sentence := fmt.Sprintf(
		"# Your own sentences. The id begins with %s. and the class is information or slogan.\n"+
			"# A text of the base may stand here under its id, if it is not locked.\n%s.visit:\n"+
			"  description: \"Where: poster, one of the points. Max: 80. Class: information. Fact: none.\"\n"+
			"  other: \"You can also visit our office without an appointment.\"\n",
		id,
		id,
	)
	if err := disk.Fill(filepath.Join(dir, campaign.OwnMessages, "en.yaml"), []byte(sentence)); err != nil {
		return err
	}
	for _, tag := range w.Languages {
		own := "# " + id + ".visit: # poster, one of the points\n" +
			"#   other: \"You can also visit our office without an appointment.\"\n"
		if missing := Lacks(set, tag); len(missing) > 0 {
			if err := disk.Fill(
				filepath.Join(dir, campaign.OwnMessages, string(tag)+".yaml"),
				append(Blank(set, tag, missing), own...),
			); err != nil {
				return err
			}
		}
	}
	return nil
}

// file is adaptation.yaml with its comments.
func (w Wish) file(logo string, set *campaign.Set) []byte {
	var b bytes.Buffer
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("# What %s changes on the sheets of a national office. Everything else is", w.Name)
	line("# read from the base. Numbers, hours of the line, labels, rights, law, promises,")
	line("# the quick exit, codes and senders are locked: docs/adapting.md says why.")
	line("base:")
	line("  from: %s", strconv.Quote(w.Base))
	if w.Digest != "" {
		line("  digest: %q", w.Digest)
	}
	if w.Release != "" {
		line("  release: %q", w.Release)
	}
	line("organisation:")
	line("  id: %s", ID(w.Name))
	line("  kind: %s # ngo or international; it decides the place among the senders", cmp.Or(w.Kind, "ngo"))
	line("  english: %s", strconv.Quote(w.Name))
	line("country: %s", w.Country)
	if logo != "" {
		line("logo: %s", logo)
	}
	line("# One line below the name, without a telephone number, and the hours of your office.")
	line("# House number and postal code (post) have fields of their own; no other digits.")
	line("# Write your own, then take the # away.")
	line("#partner:")
	line("#  line: {en: \"Example Street {{.House}}, third floor\"}")
	line("#  house: \"4\"")
	line("#  hours:")
	line("#    - {days: [mon, tue, wed, thu, fri], from: \"09:00\", to: \"17:00\"}")
	line("# The ground of the posters: sea, slate or dusk, or a dark colour of your own, such")
	line("# as \"#1f4d3a\" or cmyk(80, 30, 70, 40); left out, each has its own.")
	line("#ground: sea")
	var tags []string
	for _, t := range w.Languages {
		tags = append(tags, string(t))
	}
	line("languages: [%s]", strings.Join(tags, ", "))
	line("materials:")
	first := "" // takes the sentence that shows how it is done
	for i, a := range set.Audiences {
		for _, m := range a.Materials {
			mark := "#"
			if i == 0 && m.Template != "" && !slices.Contains(m.Outputs, made.Picture) && m.Outside != "discreet" {
				mark, first = "", cmp.Or(first, a.ID+"/"+m.ID)
			}
			line("%s  - %s/%s", mark, a.ID, m.ID)
		}
	}
	line("sentences:")
	line("  - {material: %s, use: %s.visit}", first, ID(w.Name))
	return b.Bytes()
}

// Lacks lists the messages that a language needs before anything can be made in it.
func Lacks(set *campaign.Set, tag locale.Tag) []string {
	var out []string
	for _, id := range set.Catalogue.IDs(locale.Source) {
		m, _ := set.Catalogue.Message(locale.Source, id)
		if strings.HasPrefix(m.Pos.File, "campaigns/interface/") && m.Class != locale.Number {
			continue
		}
		if !set.Catalogue.Has(tag, id) && !Everywhere(set, id) {
			out = append(out, id)
		}
	}
	return out
}

// Blank is a file of messages to be translated: each is left out until its lines
// are filled.
func Blank(set *campaign.Set, tag locale.Tag, ids []string) []byte {
	l, _ := set.Languages.Lookup(tag)
	var b bytes.Buffer
	fmt.Fprintf(
		&b,
		"# %s. The base has no texts in this language. Translate the text behind other:\n"+
			"# and take the # away; what is missing is left out and listed. All of it stays a\n"+
			"# draft until a named person has reviewed it (%s.state.yaml).\n",
		l.English,
		tag,
	)
	for _, id := range ids {
		m, _ := set.Catalogue.Message(locale.Source, id)
		fmt.Fprintf(&b, "# %s: # %s\n", id, m.Where)
		m.Each(func(form, text string, _ diag.Pos) { fmt.Fprintf(&b, "#   %s: %s\n", form, strconv.Quote(text)) })
	}
	return b.Bytes()
}
