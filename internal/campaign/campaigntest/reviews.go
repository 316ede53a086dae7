package campaigntest

import (
	"fmt"
	"io/fs"
	"path/filepath"

	"pharos/internal/campaign"
	"pharos/internal/disk"
	"pharos/internal/locale"
)

// Review writes, into a project folder, state files that call every English text of the
// files reviewed by somebody who does not exist. Only the fictional country may be
// released with them.
func Review(files fs.FS, project string) error {
	set, _, err := campaign.Load(files)
	if err != nil {
		return err
	}
	rows := map[string]string{}
	add := func(file, id string, forms map[string]string) {
		const row = "%s: {state: reviewed, reviewer: \"Fictional Reviewer\", date: \"2030-01-10\", text: %q}\n"
		file = locale.StateFile(file)
		rows[file] += fmt.Sprintf(row, id, locale.Fingerprint(forms))
	}
	for _, id := range set.Catalogue.IDs(locale.Source) {
		m, _ := set.Catalogue.Message(locale.Source, id)
		add(m.Pos.File, id, m.Forms)
	}
	for _, tags := range set.Pages {
		page := tags[locale.Source]
		add(page.File, "title", map[string]string{"other": page.Title})
		add(page.File, "summary", map[string]string{"other": page.Summary})
		for _, passage := range page.Passages {
			add(page.File, passage.ID, map[string]string{"other": passage.Text})
		}
	}
	for file, text := range rows {
		if err := disk.Write(filepath.Join(project, filepath.FromSlash(file)), []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}
