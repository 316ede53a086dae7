package template

import (
	"pharos/internal/made"
)

// keyKind says what stands behind a key.
type keyKind uint8

const (
	kExpr keyKind = iota
	kWord
	kEnum // a word of the table
	kSwatch
	kStyle
	kYes
	kList
	kNodes
	kParts
	kCells
	kCross
)

var common = map[string]keyKind{"at": kList, "width": kExpr, "height": kExpr, "pad": kExpr, "name": kWord}

var textKeys = map[string]keyKind{
	"style":     kStyle,
	"fit":       kWord,
	"swatch":    kSwatch,
	"align":     kWord,
	"place":     kWord,
	"lines":     kExpr,
	"floor":     kExpr,
	"ceiling":   kExpr,
	"why":       kWord,
	"icon":      kWord,
	"icons":     kYes,
	"iconSize":  kExpr,
	"iconGap":   kExpr,
	"stroke":    kExpr,
	"numbers":   kYes,
	"space":     kExpr,
	"cross":     kCross,
	"gap":       kExpr,
	"separator": kWord,
	"line":      kSwatch,
}

// kinds lists the keys of each kind of node; the kind's own key comes first in
// the file.
var kinds = map[string]map[string]keyKind{
	"layer":   {"layer": kNodes},
	"stack":   {"stack": kNodes, "gap": kExpr, "between": kSwatch, "line": kExpr, "place": kWord},
	"row":     {"row": kNodes, "gap": kExpr, "between": kSwatch, "line": kExpr, "place": kWord},
	"use":     {"use": kWord},
	"fill":    {"fill": kSwatch},
	"rule":    {"rule": kSwatch},
	"polygon": {"polygon": kSwatch, "points": kList},
	"disc":    {"disc": kSwatch, "centre": kList, "radius": kExpr},
	"picture": {"picture": kWord, "fill": kWord, "ground": kSwatch},
	"icon":    {"icon": kWord, "swatch": kSwatch, "stroke": kExpr},
	"text":    merge(textKeys, "text", kParts),
	"inline":  merge(textKeys, "inline", kParts),
	"number":  merge(textKeys, "number", kWord),
	"notes":   merge(textKeys, "notes", kParts),
	"senders": merge(textKeys, "senders", kSwatch),
	"code":    {"code": kSwatch, "ground": kSwatch},
	"device":  nil, // by device
}

// devices lists the keys of each device; all but the swatches must be there.
var devices = map[string]map[string]keyKind{
	"beam": {"lamp": kList, "from": kList, "to": kList, "overlap": kList, "light": kSwatch, "lampSwatch": kSwatch},
	"routes": {
		"stations": kExpr,
		"station":  kExpr,
		"start":    kExpr,
		"top":      kExpr,
		"foot":     kExpr,
		"track":    kExpr,
		"gap":      kExpr,
		"light":    kSwatch,
		"rail":     kSwatch,
		"ground":   kSwatch,
		"hole":     kSwatch,
	},
	"rails": {
		"stations": kExpr,
		"station":  kExpr,
		"end":      kExpr,
		"top":      kExpr,
		"track":    kExpr,
		"gap":      kExpr,
		"light":    kSwatch,
		"rail":     kSwatch,
		"ground":   kSwatch,
	},
	"windows": {
		"columns": kExpr,
		"rows":    kExpr,
		"start":   kExpr,
		"top":     kExpr,
		"pitch":   kList,
		"pane":    kList,
		"look":    kList,
		"unlit":   kCells,
		"light":   kSwatch,
		"dark":    kSwatch,
		"pupil":   kSwatch,
		"blind":   kSwatch,
	},
}

func merge(keys map[string]keyKind, own string, k keyKind) map[string]keyKind {
	out := map[string]keyKind{own: k}
	for key, kind := range keys {
		if key != own {
			out[key] = kind
		}
	}
	return out
}

// slots are the words a text node may take: the slots of a column, and what
// belongs to the whole sheet.
var slots = namedSlots()

func namedSlots() map[string]bool {
	out := map[string]bool{}
	for _, s := range made.SlotsWith(func(t made.SlotTraits) bool { return t.Named }) {
		out[string(s)] = true
	}
	return out
}

// words are the values that some keys may have.
var words = map[string][]string{
	"align": {
		"start",
		"middle",
		"end",
	},
	"place":  {"start", "middle", "end"},
	"fill":   {"cover", "contain"},
	"number": {"main", "second", "emergency"},
}
