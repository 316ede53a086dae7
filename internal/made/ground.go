package made

// Ground is a swatch of the theme that can lie below a whole sheet or page, with
// every text measured on it.
type Ground string

// The grounds of a theme.
const (
	Sea   Ground = "sea"
	Slate Ground = "slate"
	Dusk  Ground = "dusk"
)

// Grounds are all grounds of a theme.
var Grounds = []Ground{Sea, Slate, Dusk}

// Choices are the names of all grounds.
func (Ground) Choices() []string {
	var out []string
	for _, g := range Grounds {
		out = append(out, string(g))
	}
	return out
}
