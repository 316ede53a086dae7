package typeset

// Font is one parsed face.
type Font struct {
	// Name is the PostScript name, such as "NotoSans-Black".
	Name string
	data []byte
}

// Data gives the whole font file; it must not be changed.
func (f *Font) Data() []byte { return f.data }

// Bounds gives the rectangle around the ink of all lines.
func (t *Text) Bounds() Rect { return Rect{} }
