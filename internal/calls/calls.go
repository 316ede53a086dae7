// Package calls keeps the record of test calls: it writes what one call heard, and
// proposes as a change of the record what several calls heard alike.
package calls

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"pharos/internal/campaign"
	"pharos/internal/disk"
)

// Wrong is what somebody has to give otherwise; nothing was written.
// The message of a field begins with the field's name.
type Wrong struct {
	Message string
	Field   bool
}

// Error is the message.
func (w Wrong) Error() string { return w.Message }

// Callable refuses a line that nobody rings to test it.
func Callable(h *campaign.Hotline) error {
	if !h.PublicEmergency() {
		return nil
	}
	return Wrong{Message: fmt.Sprintf("%s (%s) is a public emergency number: nobody rings it to test it, because "+
		"that keeps "+
		"somebody in danger waiting and many countries punish it. Read its official source instead, and write the day "+
		"under read: in the country's file; that counts for a year", h.ID, h.Contacts[0].Dial)}
}

// Record writes a call of a line into the folder of a project, with the languages as
// they were typed, and gives the path of the new file. A record is never changed.
func Record(project string, set *campaign.Set, h *campaign.Hotline, call campaign.Attestation, languages []string,
) (string, error) {
	if err := Callable(h); err != nil {
		return "", err
	}
	call.Line, call.Dial = h.ID, h.Contacts[0].Dial
	c, err := call.Read(languages, set.Languages)
	if err != nil {
		return "", Wrong{Message: err.Error(), Field: true}
	}
	text := c.Text()
	name := campaign.AttestationFile(c.Line, c.Date, text)
	full := filepath.Join(project, filepath.FromSlash(name))
	if _, err := os.Lstat(full); err == nil {
		return "", Wrong{Message: "this call is on record already: " + name}
	} else if !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	return name, disk.Write(full, []byte(text), 0o644)
}
