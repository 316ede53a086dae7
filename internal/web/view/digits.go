package view

import (
	"fmt"
	"strings"
)

// strokes draws the digits as lines with round ends on a field of 6 by 10, for
// a picture of a number that needs no font. The path commands are SVG 1.1,
// section 8.3; each is relative to the upper left corner of its digit.
var strokes = map[rune]string{
	'0': "M3 0C1 0 0 2 0 5s1 5 3 5 3-2 3-5S5 0 3 0z",
	'1': "M1 2 3.5 0v10",
	'2': "M0 2.5C0 1 1.3 0 3 0s3 1 3 2.6C6 5 0 7 0 10h6",
	'3': "M.3 1.5C.9.5 1.8 0 3 0c1.7 0 2.9 1 2.9 2.4S4.7 4.7 2.5 4.7c2.3 0 3.5 1.1 3.5 2.6S4.7 10 3 10C1.6 10 .6 " +
		"9.4 0 8.3",
	'4': "M4.5 10V0L0 7h6",
	'5': "M5.5 0H1L.5 4.5C1.2 4 2 3.8 2.9 3.8 4.7 3.8 6 5 6 6.8S4.7 10 2.9 10C1.6 10 .6 9.4 0 8.4",
	'6': "M5.3 1C4.7.3 4 0 3.2 0 1.2 0 0 2.2 0 5.5 0 8.5 1.1 10 3 10c1.8 0 3-1.3 3-3.1S4.8 3.9 3.1 3.9C1.5 3.9.3 " +
		"5 0 6.6",
	'7': "M0 0h6L2 10",
	'8': "M3 4.6C1.5 4.6.4 3.7.4 2.3S1.5 0 3 0s2.6.9 2.6 2.3S4.5 4.6 3 4.6zC1.2 4.6 0 5.7 0 7.3S1.2 10 3 10s3-1.1 " +
		"3-2.7S4.8 4.6 3 4.6",
	'9': "M.7 9C1.3 9.7 2 10 2.8 10 4.8 10 6 7.8 6 4.5 6 1.5 4.9 0 3 0 1.2 0 0 1.3 0 3.1s1.2 3 2.9 3C4.5 6.1 5.7 " +
		"5 6 3.4",
	'+': "M3 2.5v5M.5 5h5",
}

// The picture's measures, in the units of the strokes.
const (
	digitStep  = 9
	spaceStep  = 5
	pictureGap = 4
	pictureTop = 18
)

// Picture draws a number as an SVG picture, black on white: for people who
// show it to someone or copy it by hand.
func Picture(number string) []byte {
	var b strings.Builder
	x := pictureGap
	for _, r := range number {
		d, ok := strokes[r]
		if !ok {
			x += spaceStep
			continue
		}
		fmt.Fprintf(&b, `<path transform="translate(%d 4)" d="%s"/>`, x, d)
		x += digitStep
	}
	width := x + pictureGap - (digitStep - 6)
	return fmt.Appendf(nil, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d">`+
		`<rect width="%d" height="%d" fill="#fff"/><g fill="none" stroke="#181715" stroke-width="1.3" `+
		`stroke-linecap="round" stroke-linejoin="round">%s</g></svg>`+"\n",
		4*width, 4*pictureTop, width, pictureTop, width, pictureTop, b.String())
}

// PicturePrefix begins the names of the pictures of numbers.
const PicturePrefix = "number-"

// PictureFile is the file of a number's picture, named by its digits.
func PictureFile(link string) string {
	return PicturePrefix + strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, link) + ".svg"
}
