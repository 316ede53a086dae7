package campaign

import (
	"pharos/internal/locale"
	"pharos/internal/made"
)

// Audience is one file campaigns/<audience>/campaign.yaml: what is said to one
// group of people and on what materials.
type Audience struct {
	// ID is the folder's name: citizen, law-enforcement, demand-side.
	ID string `yaml:"-"`
	// Name is the message id of the audience's name.
	Name string `yaml:"name" req:"true"`
	// Order places the audience on pages, smallest first.
	Order int `yaml:"order" req:"true"`
	// Address ends the address of the list of its sheets, print-<address>. It stands
	// in the browser's history, so it says nothing about the reader.
	Address string `yaml:"address" req:"true"`
	// Ground is the swatch that tells the audience.
	Ground made.Ground `yaml:"ground" req:"true"`
	// Aims says in English what the campaign wants; it is never printed.
	Aims []string `yaml:"aims" req:"true"`
	// Languages says in which languages the audience's sheets come: "all" the
	// site's languages, or the country's "own" ones and those listed.
	Languages Reach `yaml:"languages" req:"true"`
	// Materials lists the sheets, cards and pictures.
	Materials []Material `yaml:"materials" req:"true"`
}

// Reach says which languages an audience gets.
type Reach struct {
	// All asks for every language of the site.
	All bool `yaml:"all"`
	// Own asks for the country's required languages.
	Own bool `yaml:"own"`
	// More adds languages by tag.
	More []locale.Tag `yaml:"more"`
}

// Material is the definition of one sheet, card, picture or text.
type Material struct {
	// ID is unique in the audience and stands in file names: poster-rights.
	ID string `yaml:"id" req:"true"`
	// Kind is the message id of the kind, such as material.poster.
	Kind made.Kind `yaml:"kind" req:"true"`
	// Template is the name of themes/<theme>/print/<template>.yaml. Empty for a text file.
	Template string `yaml:"template"`
	// Params are values for the template, such as the beam's foot.
	Params map[string]string `yaml:"params"`
	// Stock is the trim size: A3, A4, A6-landscape, A7, card, slip, 1080x1080 …
	Stock string `yaml:"stock"`
	// Outputs lists what is made: screen, press, preview, picture, badge, home (for
	// office printers, little ink), sheet (several press pieces on one sheet), text.
	Outputs []made.Output `yaml:"outputs" req:"true"`
	// Office is the stock of the home edition where it is not the country's: A4 or Letter.
	Office string `yaml:"office" enum:"A4,Letter"`
	// Sheet is what several pieces share: a name of the sheets in tokens/print.yaml;
	// the theme's own where it is left out.
	Sheet string `yaml:"sheet"`
	// Turn is the edge about which a two-sided sheet is turned, if not the sheet's own.
	Turn string `yaml:"turn" enum:"long,short"`
	// Paper is the message id of the advice about paper.
	Paper string `yaml:"paper"`
	// Joint is true where languages that are official side by side also share a sheet.
	Joint bool `yaml:"joint"`
	// Page is the page of the site to which the code leads, by content name.
	Page string `yaml:"page"`
	// Place lists message ids that say where the sheet may hang.
	Place []string `yaml:"place"`
	// Carry says whether a person may be found with it: "yes", "discreet" (only
	// with a neutral outside) or "no".
	Carry string `yaml:"carry" req:"true" enum:"yes,discreet,no"`
	// Outside says whether number and label may stand outside: "open", or
	// "discreet" for an outside that gives nothing away.
	Outside string `yaml:"outside" enum:"open,discreet"`
	// Sides is 2 for a card with a back; number and label then may go inside.
	Sides int `yaml:"sides"`
	// Second is the kind of a second line that stands below the main one, with its
	// own label, on sheets of one language: domestic-violence. A country without
	// such a line that may be shown has the main one alone.
	Second Kind `yaml:"second" enum:"trafficking-and-domestic-violence,crime-victims,domestic-violence,office,missing-children"`
	// Pictures gives the pictures: for each name in the template the id of a
	// record in assets/pictures.
	Pictures map[string]string `yaml:"pictures"`
	// Slots gives the words: for each slot of the template the messages to use.
	Slots map[string][]Choice `yaml:"slots" req:"true"`
}

// Choice is one message in a slot. Choices that share a group are alternatives:
// the first whose needs are met is used. Without a group a choice is used when
// its needs are met.
type Choice struct {
	// Use is the message id.
	Use string `yaml:"use" req:"true"`
	// Needs lists facts that must hold for the country and its line.
	Needs []string `yaml:"needs" enum:"line,no-line,police,no-police,hours,no-hours,free,languages,no-name,confidential,advice,reports,offence,use-is,use-could,use-sexual,use-may-be,use-article,plan,plan-line,kind-trafficking,label-outside,label-inside"`
	// Group joins alternatives.
	Group string `yaml:"group"`
	// Icon is the name of the icon beside the text.
	Icon string `yaml:"icon"`
}
