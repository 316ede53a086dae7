package build

import (
	"encoding/binary"
	"encoding/json"

	"pharos/internal/cache"
	"pharos/internal/diag"
	"pharos/internal/made"
	"pharos/internal/output"
)

// Product is what was made of one sheet or of one site: the facts that manifest
// and summary need, and the bytes. It travels through the cache.
type Product struct {
	// Trim is the size after cutting in words.
	Trim string
	// Preview is the path of the small picture, Width and Height are its pixels.
	Preview       string
	Width, Height int
	// Failed is true where the words do not fit: the sheet is not made.
	Failed   bool
	Findings diag.List
	Files    []made.File
	// Places is the digest of the places in the definitions that findings may name.
	Places cache.Key
	// data are the contents of Files; they are forgotten when they are written.
	data [][]byte
}

// keep adds one file.
func (p *Product) keep(path string, data []byte) {
	p.Files, p.data = append(p.Files, made.Of(path, made.MediaType(path), data)), append(p.data, data)
}

// File gives one file with its type; false where there is none of the name.
func (p *Product) File(name string) (data []byte, mediaType string, ok bool) {
	for i, f := range p.Files {
		if f.Path == name && i < len(p.data) {
			return p.data[i], f.MediaType, true
		}
	}
	return nil, "", false
}

// write hands the files to the output of a country.
func (p *Product) write(out *output.Folder, country string) error {
	for i, f := range p.Files {
		if err := out.Write(country, f.Path, p.data[i]); err != nil {
			return err
		}
	}
	p.data = nil
	return nil
}

// take gives the product that the cache has for a key. One whose findings name
// places that have moved is made again.
func take(s *cache.Store, key, places cache.Key) (p Product, ok bool) {
	data := s.Get(key)
	if data == nil {
		return p, false
	}
	if !p.decode(data) {
		s.Damaged(key)
		return Product{}, false
	}
	if len(p.Findings) > 0 && p.Places != places {
		return Product{}, false
	}
	return p, true
}

// put keeps a product that does not stop the build for the next run: the length of the facts, the facts as
// JSON, and the files one after the other.
func (p *Product) put(s *cache.Store, key, places cache.Key) error {
	if s == nil || p.Findings.Stops() { // a stop may be the machine's fault of today
		return nil
	}
	p.Places = places
	facts, err := json.Marshal(p)
	if err != nil {
		return err
	}
	size := binary.BigEndian.AppendUint64(nil, uint64(len(facts)))
	s.Put(key, append([][]byte{size, facts}, p.data...)...)
	return nil
}

// decode reads what put has written.
func (p *Product) decode(data []byte) bool {
	if len(data) < 8 {
		return false
	}
	n, data := binary.BigEndian.Uint64(data), data[8:]
	if n > uint64(len(data)) || json.Unmarshal(data[:n], p) != nil {
		return false
	}
	data = data[n:]
	for _, f := range p.Files {
		if f.Size < 0 || f.Size > int64(len(data)) {
			return false
		}
		p.data, data = append(p.data, data[:f.Size:f.Size]), data[f.Size:]
	}
	return len(data) == 0
}
