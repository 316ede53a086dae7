// Command reviews writes, into the project folder it is given, state files that call
// every English text reviewed by somebody who does not exist. Only the fictional
// country may be released with them.
package main

import (
	"log"
	"os"

	pharos "pharos"
	"pharos/internal/campaign"
	"pharos/internal/campaign/campaigntest"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: reviews PROJECT")
	}
	if err := write(os.Args[1]); err != nil {
		log.Fatal(err)
	}
}

// write adds a row for each English text of the project to the state file beside it.
func write(project string) error {
	files, _, err := campaign.Open(pharos.Defaults, project)
	if err != nil {
		return err
	}
	defer files.Close()
	return campaigntest.Review(files, project)
}
