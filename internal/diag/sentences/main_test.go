package main

import (
	"os"
	"path/filepath"
	"testing"
)

// TestCatalogue sees that the English catalogue of findings has every sentence
// that the program can say, and no other.
func TestCatalogue(t *testing.T) {
	const root = "../../.."
	found, err := collect(root)
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(root, folder, "en.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if want := catalogue(found); string(got) != want {
		t.Error("the catalogue lacks sentences of the program or has others: go generate ./internal/diag, then translate the new ones")
	}
}
