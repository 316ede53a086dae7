package build

import (
	"archive/zip"
	"bytes"
	"fmt"
	"hash/crc32"
	"os"

	"pharos/internal/disk"
	"pharos/internal/made"
	"pharos/internal/web"
	"pharos/internal/web/view"
)

// bundles packs the finished sheets of a country by audience and language.
func (w *Workshop) bundles(country string, prints []web.Print) ([]made.File, error) {
	var out []made.File
	var buf, one bytes.Buffer // used again for each bundle and each file
	for _, b := range view.Bundles(prints) {
		buf.Reset()
		err := pack(&buf, b, func(f made.File) ([]byte, error) {
			one.Reset()
			file, err := os.Open(w.out.Fresh(country, f.Path))
			if err != nil {
				return nil, err
			}
			defer file.Close()
			_, err = one.ReadFrom(file)
			return one.Bytes(), err
		})
		data := buf.Bytes()
		if err != nil {
			return nil, err
		}
		if err := w.out.Write(country, b.File, data); err != nil {
			return nil, err
		}
		out = append(out, made.Of(b.File, made.MediaType(b.File), data))
	}
	return out, nil
}

// pack stores the files of a bundle in a zip: no compression, because PDF and PNG
// have theirs, and no time but the first that a zip can
// say, so that the same files give the same bytes.
func pack(buf *bytes.Buffer, b view.Bundle, read func(made.File) ([]byte, error)) error {
	buf.Grow(int(b.Size()))
	z := zip.NewWriter(buf)
	add := func(name string, data []byte) error {
		n := uint64(len(data))
		f, err := z.CreateRaw(
			&zip.FileHeader{
				Name:   name,
				Method: zip.Store,
				//lint:ignore SA1019 a raw header takes the day as a zip writes it
				ModifiedDate:       disk.ZipDay,
				CRC32:              crc32.ChecksumIEEE(data),
				CompressedSize64:   n,
				UncompressedSize64: n,
			},
		)
		if err == nil {
			_, err = f.Write(data)
		}
		return err
	}
	err := add(view.Sums, []byte(b.Digests()))
	for _, f := range b.Files {
		if err != nil {
			break
		}
		var data []byte
		if data, err = read(f); err == nil {
			err = add(b.Name(f), data)
		}
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		return fmt.Errorf("pack %s: %w", b.File, err)
	}
	return nil
}
