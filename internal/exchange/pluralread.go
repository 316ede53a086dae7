package exchange

import (
	"errors"
	"regexp"
	"slices"
	"strconv"
)

var (
	countHead  = regexp.MustCompile(`^\s*nplurals\s*=\s*(\d{1,2})\s*;\s*plural\s*=\s*([^;]{1,1000})\s*;?\s*$`)
	countToken = regexp.MustCompile(`\s*(n|\d{1,6}|\|\||&&|==|!=|<=|>=|[-+*/%<>!?:()])`)
)

// errCount says that a rule is not one of gettext's.
var errCount = errors.New("it is not written as gettext writes it")

// readCount reads the plural rule of a PO file: an expression of C with n alone, as
// the gettext manual (section 11.2.6) has it. The result gives the index for a number.
func readCount(header string) (func(n int) int, error) {
	m := countHead.FindStringSubmatch(header)
	if m == nil {
		return nil, errCount
	}
	forms, _ := strconv.Atoi(m[1])
	c := &counter{}
	for rest := m[2]; rest != ""; {
		at := countToken.FindStringSubmatchIndex(rest)
		if at == nil || at[0] != 0 {
			if regexp.MustCompile(`^\s+$`).MatchString(rest) {
				break
			}
			return nil, errCount
		}
		c.tokens = append(c.tokens, rest[at[2]:at[3]])
		rest = rest[at[1]:]
	}
	value := c.choice(0)
	if c.bad || c.at < len(c.tokens) {
		return nil, errCount
	}
	for n := range limit {
		if i := value(n); i < 0 || i >= forms {
			return nil, errors.New("it has more forms than it says")
		}
	}
	return value, nil
}

// counter reads the expression of a rule into functions of n.
type counter struct {
	tokens []string
	at     int
	bad    bool
}

// levels are the operators of C by how strongly they bind, weakest first.
var levels = [][]string{{"||"}, {"&&"}, {"==", "!="}, {"<", ">", "<=", ">="}, {"+", "-"}, {"*", "/", "%"}}

// next takes a token if it is one of these.
func (c *counter) next(of ...string) string {
	if c.at < len(c.tokens) && slices.Contains(of, c.tokens[c.at]) {
		c.at++
		return c.tokens[c.at-1]
	}
	return ""
}

// choice reads "a ? b : c".
func (c *counter) choice(depth int) func(int) int {
	if depth > 100 {
		c.bad = true
	}
	if c.bad {
		return func(int) int { return 0 }
	}
	is := c.binary(0, depth)
	if c.next("?") == "" {
		return is
	}
	yes := c.choice(depth + 1)
	c.bad = c.bad || c.next(":") == ""
	no := c.choice(depth + 1)
	return func(n int) int {
		if is(n) != 0 {
			return yes(n)
		}
		return no(n)
	}
}

// binary reads operators of a level and those that bind more.
func (c *counter) binary(level, depth int) func(int) int {
	if level == len(levels) {
		return c.single(depth)
	}
	left := c.binary(level+1, depth)
	for {
		sign := c.next(levels[level]...)
		if sign == "" {
			return left
		}
		a, b := left, c.binary(level+1, depth)
		left = func(n int) int { return reckon(sign, a(n), b(n)) }
	}
}

// single reads a number, n, a part in brackets, or one of them behind "!".
func (c *counter) single(depth int) func(int) int {
	switch {
	case c.bad || c.at == len(c.tokens) || depth > 100:
		c.bad = true
	case c.next("!") != "":
		of := c.single(depth + 1)
		return func(n int) int { return truth(of(n) == 0) }
	case c.next("(") != "":
		in := c.choice(depth + 1)
		c.bad = c.bad || c.next(")") == ""
		return in
	case c.next("n") != "":
		return func(n int) int { return n }
	default:
		value, err := strconv.Atoi(c.tokens[c.at])
		c.at++
		c.bad = c.bad || err != nil
		return func(int) int { return value }
	}
	return func(int) int { return 0 }
}

// reckon does one operation of C; what C leaves open is 0.
func reckon(sign string, a, b int) int {
	switch sign {
	case "||":
		return truth(a != 0 || b != 0)
	case "&&":
		return truth(a != 0 && b != 0)
	case "==":
		return truth(a == b)
	case "!=":
		return truth(a != b)
	case "<":
		return truth(a < b)
	case ">":
		return truth(a > b)
	case "<=":
		return truth(a <= b)
	case ">=":
		return truth(a >= b)
	case "+":
		return a + b
	case "-":
		return a - b
	case "*":
		return a * b
	}
	switch {
	case b == 0:
		return 0
	case sign == "/":
		return a / b
	}
	return a % b
}

func truth(holds bool) int {
	if holds {
		return 1
	}
	return 0
}
