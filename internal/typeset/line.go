package typeset

// Line is one broken line in visual order, without a size yet.
type Line struct {
	// Clusters are in visual order, from left to right.
	Clusters []Cluster
	// Text is the line's source in logical order without direction controls
	// and without the break and the spaces around it.
	Text string
	// Width is the sum of the advances, without the spaces at the end.
	Width Em
	// Tracking is added to every advance already; writers need it to set
	// the same distance without a correction for each cluster.
	Tracking Em
}

// Cluster is the smallest part of the text that has its own glyphs.
type Cluster struct {
	// Text is the source in logical order, without direction controls.
	Text string
	Font *Font
	// X is the left edge, from the line's left end.
	X Em
	// Advance is the distance to the next cluster, tracking included.
	Advance Em
	// RTL says that the cluster was shaped from right to left.
	RTL bool
	// Order is the cluster's place in the logical order of the line.
	Order int
	// Glyphs are what is painted; none for a space.
	Glyphs []Glyph
}

// Glyph is one shape of a font, placed from its cluster's left edge.
type Glyph struct {
	ID uint16
	// X runs right and Y up, as in OpenType.
	X, Y Em
}
