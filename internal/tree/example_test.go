package tree_test

import (
	"fmt"

	"pharos/internal/tree"
)

// A file becomes a value and findings, all of them at once, each with its place.
func ExampleDecode() {
	var country struct {
		Zone string `yaml:"zone" req:"true"`
		Base string `yaml:"base"`
	}
	root, list := tree.Parse("zz.yaml", []byte("zone: Europe/Belgrade\nbass: https://zz.invalid/\n"))
	list = append(list, tree.Decode(root, &country)...)
	fmt.Println(country.Zone)
	for _, f := range list {
		fmt.Printf("%s: %s\n%s\n", f.Pos, f.Message.Text, f.Hint.Text)
	}
	// Output:
	// Europe/Belgrade
	// zz.yaml:2:1: unknown key "bass"
	// Did you mean "base"?
}
