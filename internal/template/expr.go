package template

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Dim is the kind of thing an expression stands for.
type Dim uint8

const (
	Number Dim = iota // a plain number in millionths
	Length            // a length in millionths of a point
	Truth             // 0 or 1
	Word              // one of a few words, such as a stock
)

func (d Dim) String() string { return [...]string{"a number", "a length", "yes or no", "a word"}[d] }

// one is the number 1 as the reader keeps it; a point is as many millionths.
const one = 1_000_000

// Expr is one node of a read expression.
type Expr struct {
	op   string // "num", "name", "word", "has", "neg", "not", an operator, or a function's name
	num  int64
	name string
	args []*Expr
}

// units are the lengths that always mean the same, in millionths of a point.
var units = map[string]int64{
	"mm": 2_834_646, // 72/25.4 points; off by less than 0.2 millionths a millimetre
	"pt": one,
	"px": one * 3 / 4,
}

// wordy names hold words and are compared with words only.
var wordy = map[string]bool{"stock": true, "script": true, "language": true}

// parse reads an expression. The grammar, loosest first:
//
//	or      = and { "or" and }
//	and     = not { "and" not }
//	not     = [ "not" ] compare
//	compare = sum [ ( "=" | "!=" | "<" | "<=" | ">" | ">=" ) sum ]
//	sum     = product { ( "+" | "-" ) product }
//	product = factor { ( "*" | "/" ) factor }
//	factor  = "-" factor | number [ unit or name ] | name | "has" slot
//	        | ( "min" | "max" ) "(" or { "," or } ")" | "(" or ")"
//
// A name directly behind a number multiplies it: 5.4u, 0.5W, 3mm; 60% is
// 60 hundredths of the frame along its own direction.
func parse(s string) (*Expr, error) {
	if len(s) > 400 {
		return nil, errors.New("the expression is longer than 400 characters")
	}
	p := &parser{src: s}
	p.next()
	e, err := p.level(0)
	if err != nil {
		return nil, err
	}
	if p.tok != "" {
		return nil, p.unexpected()
	}
	return e, nil
}

// parser holds the place in the source; tok is the current token, empty at the end.
type parser struct {
	src   string
	at    int
	tok   string
	begin int
	glued bool // no space stands before tok
	depth int
}

func (p *parser) unexpected() error {
	if p.tok == "" {
		return fmt.Errorf("the expression %q ends too early", p.src)
	}
	return fmt.Errorf("unexpected %q at character %d of %q", p.tok, utf8.RuneCountInString(p.src[:p.begin])+1, p.src)
}

// next reads one token.
func (p *parser) next() {
	p.glued = true
	for p.at < len(p.src) && (p.src[p.at] == ' ' || p.src[p.at] == '\n' || p.src[p.at] == '\t') {
		p.at++
		p.glued = false
	}
	p.begin = p.at
	for p.at < len(p.src) {
		r, n := utf8.DecodeRuneInString(p.src[p.at:])
		if !p.joins(r) {
			if p.at == p.begin {
				p.at += n
				if two := p.src[p.begin:min(len(p.src), p.begin+2)]; two == "!=" || two == "<=" || two == ">=" {
					p.at = p.begin + 2
				}
			}
			break
		}
		p.at += n
	}
	p.tok = p.src[p.begin:p.at]
}

// joins reports whether a rune goes on with the token that began at begin: a
// number takes digits and points, a name takes letters, digits, dots and
// underscores.
func (p *parser) joins(r rune) bool {
	if p.at == p.begin {
		return unicode.IsLetter(r) || isDigit(r)
	}
	if first := rune(p.src[p.begin]); isDigit(first) {
		return isDigit(r) || r == '.'
	}
	return unicode.IsLetter(r) || isDigit(r) || r == '.' || r == '_'
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// binary lists the operators of each level, loosest first.
var binary = [][]string{{"or"}, {"and"}, nil, {"=", "!=", "<", "<=", ">", ">="}, {"+", "-"}, {"*", "/"}}

const (
	levelNot     = 2
	levelCompare = 3
)

func (p *parser) level(n int) (*Expr, error) {
	if p.depth++; p.depth > 200 {
		return nil, fmt.Errorf("the expression is nested too deep")
	}
	defer func() { p.depth-- }()
	if n == len(binary) {
		return p.factor()
	}
	if n == levelNot && p.tok == "not" {
		p.next()
		e, err := p.level(n)
		return &Expr{op: "not", args: []*Expr{e}}, err
	}
	left, err := p.level(n + 1)
	for err == nil && p.oneOf(binary[n]) {
		e := &Expr{op: p.tok, args: []*Expr{left}}
		p.next()
		var right *Expr
		if n == levelCompare && left.op == "name" && wordy[left.name] {
			right, err = p.word()
		} else {
			right, err = p.level(n + 1)
		}
		e.args = append(e.args, right)
		left = e
		if n == levelCompare {
			break
		}
	}
	return left, err
}

func (p *parser) oneOf(ops []string) bool {
	for _, op := range ops {
		if p.tok == op {
			return true
		}
	}
	return false
}

// word reads the right side of a comparison with a word, such as "1080x1080"
// or "sr-Cyrl": all letters, digits and hyphens that stand together.
func (p *parser) word() (*Expr, error) {
	var b strings.Builder
	for first := true; p.tok != "" && (first || p.glued); first = false {
		if r, _ := utf8.DecodeRuneInString(p.tok); !unicode.IsLetter(r) && !isDigit(r) && p.tok != "-" {
			break
		}
		b.WriteString(p.tok)
		p.next()
	}
	if b.Len() == 0 {
		return nil, p.unexpected()
	}
	return &Expr{op: "word", name: b.String()}, nil
}

func (p *parser) factor() (*Expr, error) {
	tok := p.tok
	first, _ := utf8.DecodeRuneInString(tok)
	switch {
	case tok == "-":
		p.next()
		if p.depth++; p.depth > 200 {
			return nil, fmt.Errorf("the expression is nested too deep")
		}
		e, err := p.factor()
		return &Expr{op: "neg", args: []*Expr{e}}, err
	case tok == "(":
		p.next()
		e, err := p.level(0)
		if err == nil && p.tok != ")" {
			return nil, p.unexpected()
		}
		p.next()
		return e, err
	case tok != "" && isDigit(first):
		return p.number()
	case tok == "has":
		p.next()
		e := &Expr{op: "has", name: p.tok}
		if p.tok == "" {
			return nil, p.unexpected()
		}
		p.next()
		return e, nil
	case tok == "min" || tok == "max":
		return p.call(tok)
	case unicode.IsLetter(first) && tok != "and" && tok != "or" && tok != "not":
		p.next()
		return &Expr{op: "name", name: tok}, nil
	}
	return nil, p.unexpected()
}

// call reads the arguments of min or max.
func (p *parser) call(name string) (*Expr, error) {
	e := &Expr{op: name}
	p.next()
	if p.tok != "(" {
		return nil, p.unexpected()
	}
	for p.tok == "(" || p.tok == "," {
		p.next()
		a, err := p.level(0)
		if err != nil {
			return nil, err
		}
		e.args = append(e.args, a)
	}
	if p.tok != ")" {
		return nil, p.unexpected()
	}
	p.next()
	return e, nil
}

// number reads a number and the unit or name glued to it.
func (p *parser) number() (*Expr, error) {
	n, err := decimal(p.tok)
	if err != nil {
		return nil, err
	}
	e := &Expr{op: "num", num: n}
	p.next()
	if p.tok == "" || !p.glued {
		return e, nil
	}
	r, _ := utf8.DecodeRuneInString(p.tok)
	switch {
	case p.tok == "%":
		p.next()
		return &Expr{op: "percent", num: n}, nil
	case unicode.IsLetter(r):
		right := &Expr{op: "name", name: p.tok}
		p.next()
		return &Expr{op: "*", args: []*Expr{e, right}}, nil
	}
	return e, nil
}

// decimal reads a decimal number into millionths.
func decimal(s string) (int64, error) {
	whole, part, dot := strings.Cut(s, ".")
	if len(whole) > 6 || len(part) > 6 || dot && part == "" || strings.Contains(part, ".") {
		return 0, fmt.Errorf("%q is not a number with up to six digits on each side of the point", s)
	}
	var n int64
	for _, r := range whole + (part + "000000")[:6] {
		n = n*10 + int64(r-'0')
	}
	return n, nil
}
