package proof_test

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

// operator is one operator of a content stream with its operands as written;
// arrays and dictionaries lie flat, with their brackets (ISO 32000-1, 7.8.2).
type operator struct {
	name string
	args []string
}

// numbers gives the operands as numbers.
func (o operator) numbers() []float64 {
	var out []float64
	for _, a := range o.args {
		if v, err := strconv.ParseFloat(a, 64); err == nil {
			out = append(out, v)
		}
	}
	return out
}

// operators cuts a content stream into its operators.
func operators(data []byte) ([]operator, error) {
	var out []operator
	var args []string
	for len(data) > 0 {
		switch c := data[0]; {
		case bytes.IndexByte([]byte(" \t\r\n\f\x00"), c) >= 0:
			data = data[1:]
			continue
		case c == '%':
			_, data, _ = bytes.Cut(data, []byte("\n"))
			continue
		}
		n, err := tokenLength(data)
		if err != nil {
			return nil, err
		}
		token := string(data[:n])
		data = data[n:]
		if c := token[0]; strings.IndexByte("/(<[]>+-.0123456789", c) >= 0 || token == "true" || token == "false" || token == "null" {
			args = append(args, token)
			continue
		}
		out = append(out, operator{token, args})
		args = nil
	}
	if len(args) > 0 {
		return nil, fmt.Errorf("operands without an operator: %v", args)
	}
	return out, nil
}

// tokenLength gives the length of the token at the beginning (7.2, 7.3).
func tokenLength(data []byte) (int, error) {
	switch c := data[0]; {
	case bytes.HasPrefix(data, []byte("<<")) || bytes.HasPrefix(data, []byte(">>")):
		return 2, nil
	case c == '[' || c == ']':
		return 1, nil
	case c == '<':
		if n := bytes.IndexByte(data, '>'); n > 0 {
			return n + 1, nil
		}
		return 0, fmt.Errorf("a string without an end")
	case c == '(':
		depth := 0
		for i := 0; i < len(data); i++ {
			switch data[i] {
			case '\\':
				i++
			case '(':
				depth++
			case ')':
				if depth--; depth == 0 {
					return i + 1, nil
				}
			}
		}
		return 0, fmt.Errorf("a string without an end")
	}
	n := 1
	for n < len(data) && bytes.IndexByte([]byte(" \t\r\n\f\x00()<>[]{}/%"), data[n]) < 0 {
		n++
	}
	return n, nil
}

// painted is something that leaves ink, with the state it was painted in.
type painted struct {
	operator string
	// fill and stroke are the operators and operands that set the colours.
	fill, stroke string
	// overprint is the name of the graphics state in force, such as G1.
	state string
	// font and size are those of text; codes are its two-byte codes.
	font  string
	size  float64
	codes []uint16
	// object is the name of a picture or form.
	object string
	// box is around the points of a path, at is the origin of text or picture.
	box [4]float64
	// mark is the marked content around it: Artifact, a number, or nothing.
	mark string
	// depth is how many q are open.
	depth int
}

// graphics is what q saves.
type graphics struct {
	fill, stroke, fillSpace, strokeSpace, state string
}

// interpret runs a content stream as far as the clauses need it.
func interpret(ops []operator) (out []painted, deepest int, err error) {
	g := graphics{fill: "0 g", stroke: "0 G"}
	var stack []graphics
	var marks []string
	var box [4]float64
	var at [2]float64
	open, font, size := false, "", 0.0
	add := func(x, y float64) {
		if !open {
			box, open = [4]float64{x, y, x, y}, true
		}
		box = [4]float64{min(box[0], x), min(box[1], y), max(box[2], x), max(box[3], y)}
	}
	for _, o := range ops {
		n := o.numbers()
		mark := ""
		if len(marks) > 0 {
			mark = marks[len(marks)-1]
		}
		one := painted{operator: o.name, fill: g.fill, stroke: g.stroke, state: g.state, font: font, size: size, box: box, mark: mark, depth: len(stack)}
		switch o.name {
		case "q":
			stack = append(stack, g)
			deepest = max(deepest, len(stack))
		case "Q":
			if len(stack) == 0 {
				return nil, 0, fmt.Errorf("Q without q")
			}
			g, stack = stack[len(stack)-1], stack[:len(stack)-1]
		case "g", "rg", "k":
			g.fill = strings.Join(append(o.args, o.name), " ")
		case "G", "RG", "K":
			g.stroke = strings.Join(append(o.args, o.name), " ")
		case "cs":
			g.fillSpace = o.args[0]
		case "CS":
			g.strokeSpace = o.args[0]
		case "sc", "scn":
			g.fill = g.fillSpace + " " + strings.Join(append(o.args, o.name), " ")
		case "SC", "SCN":
			g.stroke = g.strokeSpace + " " + strings.Join(append(o.args, o.name), " ")
		case "gs":
			g.state = o.args[0][1:]
		case "m", "l":
			add(n[0], n[1])
		case "c":
			add(n[0], n[1])
			add(n[2], n[3])
			add(n[4], n[5])
		case "re":
			add(n[0], n[1])
			add(n[0]+n[2], n[1]+n[3])
		case "h", "W", "W*", "w", "J", "j", "BT", "ET", "Tc", "Tw", "TL", "d", "M", "i", "ri", "Tr", "Tz", "Ts", "cm":
		case "n":
			open = false
		case "f", "f*", "S", "B", "B*", "s", "b", "b*":
			out = append(out, one)
			open = false
		case "Tf":
			font, size = o.args[0][1:], n[0]
		case "Tm":
			at = [2]float64{n[4], n[5]}
		case "Tj", "TJ":
			one.box = [4]float64{at[0], at[1], at[0], at[1]}
			for _, a := range o.args {
				if strings.HasPrefix(a, "<") {
					one.codes = append(one.codes, hex16(a[1:len(a)-1])...)
				}
			}
			out = append(out, one)
		case "Do":
			one.object = o.args[0][1:]
			out = append(out, one)
		case "BMC":
			marks = append(marks, o.args[0][1:])
		case "BDC":
			name := o.args[0][1:]
			for i, a := range o.args {
				if a == "/MCID" {
					name = o.args[i+1]
				}
			}
			marks = append(marks, name)
		case "EMC":
			if len(marks) == 0 {
				return nil, 0, fmt.Errorf("EMC without BMC")
			}
			marks = marks[:len(marks)-1]
		default:
			return nil, 0, fmt.Errorf("operator %q, which is not ours", o.name)
		}
	}
	if len(stack) > 0 || len(marks) > 0 {
		return nil, 0, fmt.Errorf("%d q and %d marks are not closed", len(stack), len(marks))
	}
	return out, deepest, nil
}
