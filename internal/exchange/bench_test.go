package exchange

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"pharos/internal/campaign"
	"pharos/internal/locale"
)

// large makes a project of ten thousand messages in ten audiences.
func large() fstest.MapFS {
	fsys := fstest.MapFS{}
	for a := range 10 {
		var en, sq, state strings.Builder
		for i := range 1000 {
			text := fmt.Sprintf("Message number %d asks you to call {{.Line}} at any time", i)
			id := fmt.Sprintf("a%d.m%d", a, i)
			fmt.Fprintf(&en, "%s:\n  description: \"Where: poster. Max: 140. Class: information. Fact: none. Note: none.\"\n  other: %q\n", id, text)
			fmt.Fprintf(&sq, "%s:\n  other: \"Mesazhi me numër %d ju kërkon të telefononi {{.Line}} kur të doni\"\n", id, i)
			fmt.Fprintf(&state, "%s: {state: translated, translator: \"M\", source: %q, date: 2026-11-23}\n", id, locale.Fingerprint(map[string]string{"other": text}))
		}
		dir := fmt.Sprintf("campaigns/aud%d/messages/", a)
		fsys[dir+"en.yaml"] = &fstest.MapFile{Data: []byte(en.String())}
		fsys[dir+"sq.yaml"] = &fstest.MapFile{Data: []byte(sq.String())}
		fsys[dir+"sq.state.yaml"] = &fstest.MapFile{Data: []byte(state.String())}
	}
	return fsys
}

func loaded(b *testing.B, fsys fstest.MapFS) *Book {
	set, _, err := campaign.Load(fsys)
	if err != nil {
		b.Fatal(err)
	}
	return Open(set)
}

// BenchmarkExport writes ten thousand messages, loading included.
func BenchmarkExport(b *testing.B) {
	fsys := large()
	for _, f := range Formats {
		b.Run(string(f), func(b *testing.B) {
			for b.Loop() {
				d, _ := loaded(b, fsys).Document("sq", Filter{})
				if data, _ := Encode(d, f); len(d.Units) != 10000 || len(data) == 0 {
					b.Fatal(len(d.Units))
				}
			}
		})
	}
}

// BenchmarkImport takes ten thousand changed messages in and makes the new
// files, loading included.
func BenchmarkImport(b *testing.B) {
	fsys := large()
	d, _ := loaded(b, fsys).Document("sq", Filter{})
	for i := range d.Units {
		d.Units[i].Target = map[string]string{"other": d.Units[i].Target["other"] + "!"}
	}
	for _, f := range written {
		data, _ := Encode(d, f)
		b.Run(string(f), func(b *testing.B) {
			for b.Loop() {
				back, _ := Decode(locale.Builtin(), "x"+f.Ending(), data)
				book := loaded(b, fsys)
				r := book.take(back, mira)
				if _, err := book.Files(fsys, r); err != nil || r.Translated != 10000 {
					b.Fatal(err, r.Translated, r.Findings[:min(3, len(r.Findings))])
				}
			}
		})
	}
}

// BenchmarkStatus counts the real project in all languages, loading included.
func BenchmarkStatus(b *testing.B) {
	for b.Loop() {
		set, _, err := campaign.Load(os.DirFS("../.."))
		if err != nil || len(Open(set).Status(nil)) == 0 {
			b.Fatal(err)
		}
	}
}

// BenchmarkMemory says how much memory a book of ten thousand messages takes with
// two, six and thirteen languages. Heap per message and language stays the same:
// nothing grows with the number of languages but the catalogues.
func BenchmarkMemory(b *testing.B) {
	tags := []string{"sq", "mk", "sr-Cyrl", "hr", "bs", "cnr", "tr", "ar", "fa", "uk", "ru", "fr"}
	for _, n := range []int{2, 6, 13} {
		fsys := large()
		for a := range 10 {
			dir := fmt.Sprintf("campaigns/aud%d/messages/", a)
			text, state := fsys[dir+"sq.yaml"], fsys[dir+"sq.state.yaml"]
			delete(fsys, dir+"sq.yaml")
			delete(fsys, dir+"sq.state.yaml")
			for _, tag := range tags[:n-1] { // English is one of them
				fsys[dir+tag+".yaml"], fsys[dir+tag+".state.yaml"] = text, state
			}
		}
		// Serbian in Latin letters comes with the Cyrillic one: a language of its own.
		languages := n
		if n > 3 {
			languages++
		}
		b.Run(fmt.Sprintf("%d languages", languages), func(b *testing.B) {
			var heap uint64
			for b.Loop() {
				before := inUse()
				book := loaded(b, fsys)
				for _, tag := range tags[:n-1] {
					if d, _ := book.Document(locale.Tag(tag), Filter{}); len(d.Units) != 10000 {
						b.Fatal(len(d.Units))
					}
				}
				heap = inUse() - before
				runtime.KeepAlive(book)
			}
			b.ReportMetric(float64(heap)/1e6, "MB")
			b.ReportMetric(float64(heap)/float64(10000*languages), "B/text")
		})
	}
}

// inUse is the heap that is reachable now.
func inUse() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
