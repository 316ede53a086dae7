package disk

import (
	"io/fs"
	"os"
	"path"
	"strings"
)

// Debris reports the name of a file that a file manager, an office program or an editor
// leaves in folders by itself: nobody means it, so nothing reads, sends or lists it.
func Debris(name string) bool {
	switch strings.ToLower(name) {
	case ".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx":
		return true
	}
	return strings.HasPrefix(name, "._") || strings.HasPrefix(name, "~$") || strings.HasPrefix(name, ".~lock.") ||
		strings.HasSuffix(name, ".swp") || strings.HasSuffix(name, "~")
}

// InDebris reports a path with such a name in it.
func InDebris(name string) bool {
	for name != "." && name != "/" && name != "" {
		if Debris(path.Base(name)) {
			return true
		}
		name = path.Dir(name)
	}
	return false
}

// Entries leaves out what nobody means.
func Entries(list []fs.DirEntry) []fs.DirEntry {
	var out []fs.DirEntry
	for _, e := range list {
		if !Debris(e.Name()) {
			out = append(out, e)
		}
	}
	return out
}

// Occupied reports a folder that holds files which somebody means.
func Occupied(dir string) bool {
	list, err := os.ReadDir(dir)
	return err == nil && len(Entries(list)) > 0
}

// devices are names that Windows keeps for itself, with any ending; COM and LPT also
// have a digit behind them.
var devices = map[string]bool{"con": true, "prn": true, "aux": true, "nul": true, "conin$": true, "conout$": true}

// Reserved reports a name that Windows cannot give a file or a folder: that of a device,
// whatever its ending, a sign that it forbids, a full stop or a blank at the end.
func Reserved(name string) bool {
	if strings.TrimRight(name, ". ") != name || strings.ContainsAny(name, `<>:"|?*\`) {
		return true
	}
	base, _, _ := strings.Cut(strings.ToLower(name), ".")
	base = strings.TrimRight(base, " ")
	number, isPort := strings.CutPrefix(base, "com")
	if !isPort {
		number, isPort = strings.CutPrefix(base, "lpt")
	}
	digit := len([]rune(number)) == 1 && strings.Trim(number, "0123456789¹²³") == ""
	return devices[base] || isPort && digit
}
