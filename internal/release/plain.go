package release

import (
	"fmt"
	"reflect"
	"strings"
	"unicode/utf8"

	"pharos/internal/diag"
)

// maxText is the longest name, role or reason, in characters; maxStated is the longest
// text that a manifest states.
const (
	maxText   = 200
	maxStated = 2000
)

// plainText reports whether a text of a ring or a right shows all that it holds, on
// one line: it is read out and printed beside what the program itself says.
func plainText(s string) bool {
	return diag.Visible(s) == s && strings.Join(strings.Fields(s), " ") == s && utf8.RuneCountInString(s) <= maxText
}

// plainly looks at every text in a value that was read, however deep, and says which
// one hides something: what anybody may have written is shown beside the words of the
// program, by every verb, on pages, in tickets and in letters.
func plainly(v any) error { return plainValue(reflect.ValueOf(v)) }

func plainValue(v reflect.Value) error {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			return plainValue(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if err := plainValue(v.Field(i)); err != nil {
				return err
			}
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			if err := plainValue(v.Index(i)); err != nil {
				return err
			}
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			if err := plainValue(key); err != nil {
				return err
			}
			if err := plainValue(v.MapIndex(key)); err != nil {
				return err
			}
		}
	case reflect.String:
		if s := v.String(); diag.Visible(s) != s || strings.ContainsAny(s, "\u2066\u2067\u2068\u2069") ||
			utf8.RuneCountInString(s) > maxStated {
			return fmt.Errorf("%q is longer than a line or holds signs that cannot be seen", diag.Foreign(s))
		}
	}
	return nil
}
