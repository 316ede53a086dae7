package press

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"pharos/internal/diag"
	"pharos/internal/picture"
	"pharos/internal/rule"
	"pharos/internal/typeset"
)

// iconUnit is the length of one unit of the icons' 24 grid as they are kept.
const iconUnit = typeset.Pt

// iconDir is where the icons lie.
const iconDir = "assets/icons"

// readIcons reads all icons of the project.
func (p *Press) readIcons(fsys fs.FS) (diag.List, error) {
	var list diag.List
	entries, err := fs.ReadDir(fsys, iconDir)
	if err != nil {
		return nil, fmt.Errorf("list icons: %w", err)
	}
	for _, e := range entries {
		name, ok := strings.CutSuffix(e.Name(), ".svg")
		if !ok || e.IsDir() {
			continue
		}
		file := path.Join(iconDir, e.Name())
		data, err := fs.ReadFile(fsys, file)
		if err != nil {
			return nil, fmt.Errorf("read icon: %w", err)
		}
		o, err := readIcon(data)
		if err != nil {
			list.Errorf(
				rule.IconPath,
				diag.Pos{File: file, Line: 1, Column: 1},
				"Draw the icon as one path in a 24 grid; see the README beside it.",
				"the icon cannot be read: %v",
				err,
			)
			continue
		}
		p.icons[name] = o
	}
	return list, nil
}

// readIcon reads an SVG of one path in a grid of 24.
func readIcon(data []byte) (typeset.Outline, error) {
	p, err := picture.Read(data)
	switch {
	case err != nil:
		return nil, err
	case p.MediaType != picture.SVG || p.Box != typeset.Box(0, 0, 24*iconUnit, 24*iconUnit):
		return nil, errors.New("it is not an SVG in a grid of 24")
	case len(p.Paths) != 1:
		return nil, fmt.Errorf("it has %d paths", len(p.Paths))
	}
	return p.Paths[0].Outline, nil
}
