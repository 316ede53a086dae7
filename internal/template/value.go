package template

import (
	"fmt"
	"math/bits"

	"pharos/internal/typeset"
)

// Value is what an expression gives. Numbers are in millionths, lengths in
// millionths of a point, so that nothing is rounded before it is placed.
type Value struct {
	N    int64
	Dim  Dim
	Word string
}

// LengthOf, NumberOf, TruthOf and WordOf give a value of each kind.
func LengthOf(l typeset.Length) Value { return Value{N: int64(l) * 1000, Dim: Length} }
func NumberOf(n int) Value            { return Value{N: int64(n) * one, Dim: Number} }

func TruthOf(b bool) Value {
	if b {
		return Value{N: 1, Dim: Truth}
	}
	return Value{Dim: Truth}
}

func WordOf(w string) Value { return Value{Word: w, Dim: Word} }

// Length gives the length, rounded to the page's own unit.
func (v Value) Length() typeset.Length { return typeset.Length(div(v.N, 1000)) }

// Int gives a number without what stands behind its point, Hundredths in hundredths.
func (v Value) Int() int        { return int(v.N / one) }
func (v Value) Hundredths() int { return int(v.N / (one / 100)) }

// Env answers what names stand for while a sheet is laid out.
type Env interface {
	// Name gives a named value; ok is false where there is none.
	Name(string) (v Value, ok bool, err error)
	// Has reports whether a slot has words.
	Has(slot string) bool
	// Whole is the frame's extent to which a percentage refers.
	Whole() typeset.Length
}

// Eval computes an expression.
func (e *Expr) Eval(c Env) (Value, error) {
	switch e.op {
	case "num":
		return Value{N: e.num}, nil
	case "percent":
		n, err := mul(e.num, int64(c.Whole())*1000, 100*one)
		return Value{N: n, Dim: Length}, err
	case "word":
		return WordOf(e.name), nil
	case "has":
		return TruthOf(c.Has(e.name)), nil
	case "name":
		if unit, ok := units[e.name]; ok {
			return Value{N: unit, Dim: Length}, nil
		}
		v, ok, err := c.Name(e.name)
		if err == nil && !ok {
			err = fmt.Errorf("%q is not known", e.name)
		}
		return v, err
	}
	var two [2]Value // most operations have no more
	args := two[:0]
	for _, a := range e.args {
		v, err := a.Eval(c)
		if err != nil {
			return v, err
		}
		args = append(args, v)
		if len(args) == 1 && args[0].Dim == Truth && (e.op == "and" && v.N == 0 || e.op == "or" && v.N == 1) {
			return v, nil
		}
	}
	return apply(e.op, args)
}

// apply does one operation on values.
func apply(op string, a []Value) (Value, error) {
	switch op {
	case "neg":
		return Value{N: -a[0].N, Dim: a[0].Dim}, countable(op, a[0])
	case "not":
		return TruthOf(a[0].N == 0), truthful(op, a...)
	case "and":
		return TruthOf(a[0].N+a[1].N == 2), truthful(op, a...)
	case "or":
		return TruthOf(a[0].N+a[1].N > 0), truthful(op, a...)
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

func truthful(op string, a ...Value) error {
	for _, v := range a {
		if v.Dim != Truth {
			return fmt.Errorf("%q needs yes or no and got %v", op, v.Dim)
		}
	}
	return nil
}

func countable(op string, a ...Value) error {
	for _, v := range a {
		if v.Dim > Length {
			return fmt.Errorf("%q needs a number or a length and got %v", op, v.Dim)
		}
	}
	return nil
}

func add(op string, a, b Value) (Value, error) {
	if err := same(op, a, b); err != nil {
		return a, err
	}
	if op == "-" {
		b.N = -b.N
	}
	s := a.N + b.N
	if (s > a.N) != (b.N > 0) && b.N != 0 {
		return a, errTooLarge
	}
	return Value{N: s, Dim: max(a.Dim, b.Dim)}, nil
}

// same sees that two values can be added or compared; 0 fits every length.
func same(op string, a, b Value) error {
	if err := countable(op, a, b); err != nil {
		return err
	}
	if a.Dim != b.Dim && a.N != 0 && b.N != 0 {
		return fmt.Errorf(
			"%q needs two lengths or two numbers, and one is %v, the other %v; write a unit such as u or mm",
			op,
			a.Dim,
			b.Dim,
		)
	}
	return nil
}

func times(a, b Value) (Value, error) {
	if err := countable("*", a, b); err != nil {
		return a, err
	}
	if a.Dim == Length && b.Dim == Length {
		return a, fmt.Errorf("two lengths cannot be multiplied")
	}
	n, err := mul(a.N, b.N, one)
	return Value{N: n, Dim: max(a.Dim, b.Dim)}, err
}

func over(a, b Value) (Value, error) {
	if err := countable("/", a, b); err != nil {
		return a, err
	}
	if b.N == 0 {
		return a, fmt.Errorf("division by zero")
	}
	if a.Dim == Number && b.Dim == Length {
		return a, fmt.Errorf("a number cannot be divided by a length")
	}
	n, err := mul(a.N, one, b.N)
	if a.Dim == b.Dim {
		return Value{N: n}, err
	}
	return Value{N: n, Dim: a.Dim}, err
}

func extreme(op string, a []Value) (Value, error) {
	best := a[0]
	for _, v := range a {
		if err := same(op, best, v); err != nil {
			return v, err
		}
		if op == "min" && v.N < best.N || op == "max" && v.N > best.N {
			best = v
		}
	}
	return best, countable(op, a...)
}

func compare(op string, a, b Value) (Value, error) {
	if a.Dim == Word || b.Dim == Word {
		if a.Dim != b.Dim || op != "=" && op != "!=" {
			return a, fmt.Errorf("%q cannot compare %v with %v", op, a.Dim, b.Dim)
		}
		return TruthOf((a.Word == b.Word) == (op == "=")), nil
	}
	if err := same(op, a, b); err != nil {
		return a, err
	}
	switch op {
	case "=":
		return TruthOf(a.N == b.N), nil
	case "!=":
		return TruthOf(a.N != b.N), nil
	case "<":
		return TruthOf(a.N < b.N), nil
	case "<=":
		return TruthOf(a.N <= b.N), nil
	case ">":
		return TruthOf(a.N > b.N), nil
	}
	return TruthOf(a.N >= b.N), nil
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

// Pick gives the case that holds.
func (p *Prop) Pick(c Env) (Choice, error) {
	for _, one := range p.cases {
		if one.when == nil {
			return one, nil
		}
		v, err := one.when.Eval(c)
		if err != nil {
			return one, err
		}
		if v.Dim != Truth {
			return one, fmt.Errorf("a condition gives %v", v.Dim)
		}
		if v.N == 1 {
			return one, nil
		}
	}
	return Choice{}, fmt.Errorf("none of the conditions holds; add \"else\"")
}

func (p *Prop) Value(c Env) (Value, error) {
	one, err := p.Pick(c)
	if err != nil || one.expr == nil {
		return Value{}, err
	}
	return one.expr.Eval(c)
}
