package cache

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"os"
	"reflect"
	"runtime"
	"slices"
	"strings"

	"pharos/internal/diag"
)

// Key is the digest of everything a piece of work depends on.
type Key [sha256.Size]byte

// Of gives the digest of values, and apart from it the digest of the places in
// files (diag.Pos) among them: a line added above a message changes where it
// stands and not what is made of it. Work whose findings name places depends on
// both.
//
// Values count with their kinds, lengths and all fields, also unexported ones,
// so no two different values give the same bytes; maps count in order of their
// keys, pointers as what they point to. A value that is not data, such as a
// function that is set, is a mistake of the program and panics.
func Of(values ...any) (key, places Key) {
	w := &writer{}
	for _, v := range values {
		w.value(reflect.ValueOf(v))
	}
	key = sha256.Sum256(w.data)
	return key, sha256.Sum256(w.places)
}

// writer lays values out as bytes.
type writer struct{ data, places []byte }

var posType = reflect.TypeFor[diag.Pos]()

// value writes one value: a byte for its kind, then its content.
func (w *writer) value(v reflect.Value) {
	if !v.IsValid() { // nil in an interface
		w.data = append(w.data, 0)
		return
	}
	if v.Type() == posType {
		pos := &writer{}
		pos.fields(v)
		w.places = append(w.places, pos.data...)
		return
	}
	w.data = append(w.data, byte(v.Kind()))
	switch v.Kind() {
	case reflect.Bool:
		w.number(map[bool]uint64{true: 1}[v.Bool()])
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		w.number(uint64(v.Int()))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		w.number(v.Uint())
	case reflect.Float32, reflect.Float64:
		w.number(math.Float64bits(v.Float()))
	case reflect.String:
		w.number(uint64(v.Len()))
		w.data = append(w.data, v.String()...)
	case reflect.Slice, reflect.Array:
		w.list(v)
	case reflect.Map:
		w.table(v)
	case reflect.Struct:
		w.fields(v)
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			w.data = append(w.data, 0)
			return
		}
		w.data = append(w.data, 1)
		if v.Kind() == reflect.Interface {
			w.value(reflect.ValueOf(v.Elem().Type().String()))
		}
		w.value(v.Elem())
	default:
		if v.Kind() == reflect.Func && v.IsNil() {
			return
		}
		panic(fmt.Sprintf("cache: a %s has no digest", v.Type()))
	}
}

func (w *writer) number(n uint64) { w.data = binary.AppendUvarint(w.data, n) }

// list writes a slice or an array; bytes go in one piece.
func (w *writer) list(v reflect.Value) {
	w.number(uint64(v.Len()))
	if v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Uint8 {
		w.data = append(w.data, v.Bytes()...)
		return
	}
	for i := range v.Len() {
		w.value(v.Index(i))
	}
}

// fields writes a struct.
func (w *writer) fields(v reflect.Value) {
	for i := range v.NumField() {
		w.value(v.Field(i))
	}
}

// table writes a map in the order of its keys as bytes. Places in its values
// follow the same order.
func (w *writer) table(v reflect.Value) {
	w.number(uint64(v.Len()))
	type row struct {
		key   string
		value reflect.Value
	}
	var rows []row
	for it := v.MapRange(); it.Next(); {
		k := &writer{}
		k.value(it.Key())
		rows = append(rows, row{string(k.data), it.Value()})
	}
	slices.SortFunc(rows, func(a, b row) int { return strings.Compare(a.key, b.key) })
	for _, r := range rows {
		w.data = append(w.data, r.key...)
		w.value(r.value)
	}
}

// Program gives the digest of the running program's own file: what it makes
// depends on every constant in it. A version string would not tell two builds of
// a changed source apart.
func Program() (Key, error) {
	name, err := os.Executable()
	if err != nil {
		return Key{}, fmt.Errorf("find program: %w", err)
	}
	if runtime.GOOS == "linux" {
		name = "/proc/self/exe" // the file that runs, even where another has taken its place
	}
	f, err := os.Open(name)
	if err != nil {
		return Key{}, fmt.Errorf("read program: %w", err)
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return Key{}, fmt.Errorf("read program: %w", err)
	}
	return Key(h.Sum(nil)), nil
}
