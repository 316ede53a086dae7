package press

import (
	"fmt"
	"math/bits"

	"pharos/internal/typeset"
)

// value is what an expression gives. Numbers are in millionths, lengths in
// millionths of a point, so that nothing is rounded before it is placed.
type value struct {
	n    int64
	dim  dim
	word string
}

func length(l typeset.Length) value { return value{n: int64(l) * 1000, dim: aLength} }
func number(n int) value            { return value{n: int64(n) * one, dim: aNumber} }

func truth(b bool) value {
	if b {
		return value{n: 1, dim: aTruth}
	}
	return value{dim: aTruth}
}

// length gives the length, rounded to the page's own unit.
func (v value) length() typeset.Length { return typeset.Length(div(v.n, 1000)) }

// hundredths gives a number in hundredths.
func (v value) hundredths() int { return int(v.n / (one / 100)) }

// env answers what names stand for while a sheet is laid out.
type env interface {
	// name gives a named value; ok is false where there is none.
	name(string) (v value, ok bool, err error)
	// has reports whether a slot has words.
	has(slot string) bool
	// whole is the frame's extent to which a percentage refers.
	whole() typeset.Length
}

// eval computes an expression.
func (e *expr) eval(c env) (value, error) {
	switch e.op {
	case "num":
		return value{n: e.num}, nil
	case "percent":
		n, err := mul(e.num, int64(c.whole())*1000, 100*one)
		return value{n: n, dim: aLength}, err
	case "word":
		return value{word: e.name, dim: aWord}, nil
	case "has":
		return truth(c.has(e.name)), nil
	case "name":
		if unit, ok := units[e.name]; ok {
			return value{n: unit, dim: aLength}, nil
		}
		v, ok, err := c.name(e.name)
		if err == nil && !ok {
			err = fmt.Errorf("%q is not known", e.name)
		}
		return v, err
	}
	var two [2]value // most operations have no more
	args := two[:0]
	for _, a := range e.args {
		v, err := a.eval(c)
		if err != nil {
			return v, err
		}
		args = append(args, v)
		if len(args) == 1 && args[0].dim == aTruth && (e.op == "and" && v.n == 0 || e.op == "or" && v.n == 1) {
			return v, nil
		}
	}
	return apply(e.op, args)
}

// apply does one operation on values.
func apply(op string, a []value) (value, error) {
	switch op {
	case "neg":
		return value{n: -a[0].n, dim: a[0].dim}, countable(op, a[0])
	case "not":
		return truth(a[0].n == 0), truthful(op, a...)
	case "and":
		return truth(a[0].n+a[1].n == 2), truthful(op, a...)
	case "or":
		return truth(a[0].n+a[1].n > 0), truthful(op, a...)
	case "+", "-":
		return add(op, a[0], a[1])
	case "*":
		return times(a[0], a[1])
	case "/":
		return over(a[0], a[1])
	case "min", "max":
		return extreme(op, a)
	}
	return compare(op, a[0], a[1])
}

func truthful(op string, a ...value) error {
	for _, v := range a {
		if v.dim != aTruth {
			return fmt.Errorf("%q needs yes or no and got %v", op, v.dim)
		}
	}
	return nil
}

func countable(op string, a ...value) error {
	for _, v := range a {
		if v.dim > aLength {
			return fmt.Errorf("%q needs a number or a length and got %v", op, v.dim)
		}
	}
	return nil
}

func add(op string, a, b value) (value, error) {
	if err := same(op, a, b); err != nil {
		return a, err
	}
	if op == "-" {
		b.n = -b.n
	}
	s := a.n + b.n
	if (s > a.n) != (b.n > 0) && b.n != 0 {
		return a, errTooLarge
	}
	return value{n: s, dim: max(a.dim, b.dim)}, nil
}

// same sees that two values can be added or compared; 0 fits every length.
func same(op string, a, b value) error {
	if err := countable(op, a, b); err != nil {
		return err
	}
	if a.dim != b.dim && a.n != 0 && b.n != 0 {
		return fmt.Errorf("%q needs two lengths or two numbers, and one is %v, the other %v; write a unit such as u or mm", op, a.dim, b.dim)
	}
	return nil
}

func times(a, b value) (value, error) {
	if err := countable("*", a, b); err != nil {
		return a, err
	}
	if a.dim == aLength && b.dim == aLength {
		return a, fmt.Errorf("two lengths cannot be multiplied")
	}
	n, err := mul(a.n, b.n, one)
	return value{n: n, dim: max(a.dim, b.dim)}, err
}

func over(a, b value) (value, error) {
	if err := countable("/", a, b); err != nil {
		return a, err
	}
	if b.n == 0 {
		return a, fmt.Errorf("division by zero")
	}
	if a.dim == aNumber && b.dim == aLength {
		return a, fmt.Errorf("a number cannot be divided by a length")
	}
	n, err := mul(a.n, one, b.n)
	if a.dim == b.dim {
		return value{n: n}, err
	}
	return value{n: n, dim: a.dim}, err
}

func extreme(op string, a []value) (value, error) {
	best := a[0]
	for _, v := range a {
		if err := same(op, best, v); err != nil {
			return v, err
		}
		if op == "min" && v.n < best.n || op == "max" && v.n > best.n {
			best = v
		}
	}
	return best, countable(op, a...)
}

func compare(op string, a, b value) (value, error) {
	if a.dim == aWord || b.dim == aWord {
		if a.dim != b.dim || op != "=" && op != "!=" {
			return a, fmt.Errorf("%q cannot compare %v with %v", op, a.dim, b.dim)
		}
		return truth((a.word == b.word) == (op == "=")), nil
	}
	if err := same(op, a, b); err != nil {
		return a, err
	}
	switch op {
	case "=":
		return truth(a.n == b.n), nil
	case "!=":
		return truth(a.n != b.n), nil
	case "<":
		return truth(a.n < b.n), nil
	case "<=":
		return truth(a.n <= b.n), nil
	case ">":
		return truth(a.n > b.n), nil
	}
	return truth(a.n >= b.n), nil
}

var errTooLarge = fmt.Errorf("the result is too large")

// mul gives a * b / d with a wide middle, rounded half away from zero.
func mul(a, b, d int64) (int64, error) {
	neg := (a < 0) != (b < 0) != (d < 0)
	ua, ub, ud := magnitude(a), magnitude(b), magnitude(d)
	hi, lo := bits.Mul64(ua, ub)
	lo, carry := bits.Add64(lo, ud/2, 0)
	hi += carry
	if ud == 0 || hi >= ud {
		return 0, errTooLarge
	}
	q, _ := bits.Div64(hi, lo, ud)
	if q > 1<<62 {
		return 0, errTooLarge
	}
	if neg {
		return -int64(q), nil
	}
	return int64(q), nil
}

func magnitude(a int64) uint64 {
	if a < 0 {
		return -uint64(a)
	}
	return uint64(a)
}

// div divides and rounds half away from zero.
func div(n, d int64) int64 {
	if n < 0 {
		return -((-n + d/2) / d)
	}
	return (n + d/2) / d
}

// pick gives the case that holds.
func (p *prop) pick(c env) (choice, error) {
	for _, one := range p.cases {
		if one.when == nil {
			return one, nil
		}
		v, err := one.when.eval(c)
		if err != nil {
			return one, err
		}
		if v.dim != aTruth {
			return one, fmt.Errorf("a condition gives %v", v.dim)
		}
		if v.n == 1 {
			return one, nil
		}
	}
	return choice{}, fmt.Errorf("none of the conditions holds; add \"else\"")
}

func (p *prop) value(c env) (value, error) {
	one, err := p.pick(c)
	if err != nil || one.expr == nil {
		return value{}, err
	}
	return one.expr.eval(c)
}

// isName reports a property that is one bare name.
func (p *prop) isName(name string) bool {
	return len(p.cases) == 1 && p.cases[0].expr != nil && p.cases[0].expr.op == "name" && p.cases[0].expr.name == name
}
