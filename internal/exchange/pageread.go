package exchange

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"

	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/locale"
)

// readPage reads the bytes of one page as the loader would, through a file
// system that holds nothing else.
func readPage(tag locale.Tag, name string, data []byte) (*campaign.Page, diag.List, error) {
	var b bytes.Buffer
	file := "content/" + string(tag) + "/" + name + ".md"
	z := zip.NewWriter(&b)
	w, err := z.CreateHeader(&zip.FileHeader{Name: file, Method: zip.Store})
	if err == nil {
		_, err = w.Write(data)
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		return nil, nil, fmt.Errorf("read page %q: %w", file, err)
	}
	fsys, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		return nil, nil, fmt.Errorf("read page %q: %w", file, err)
	}
	set, all, err := campaign.Load(fsys)
	if err != nil {
		return nil, nil, fmt.Errorf("read page %q: %w", file, err)
	}
	var list diag.List
	for _, f := range all {
		if f.Pos.File == file && f.Severity == diag.Error {
			list.Add(f)
		}
	}
	return set.Pages[name][tag], list, nil
}

// pageFault asks the loader whether a text can stand on a page as a passage.
func pageFault(tag locale.Tag, text string) *fault {
	const hint = "Write one plain passage: no headings, points, emphasis, links or addresses."
	page, list, err := readPage(tag, "x", []byte("---\ntitle: x\nsummary: x\n---\n"+text+"\n"))
	switch {
	case err != nil:
		return &fault{"translate.html", err.Error(), hint}
	case len(list) > 0:
		return &fault{"translate.html", list[0].Message, hint}
	case page == nil || len(page.Passages) != 1 || page.Passages[0].Text != text || page.Passages[0].Kind != campaign.Paragraph || strings.Contains(text, "{."):
		return &fault{"translate.html", "the text would not stand on the page as it is written", hint}
	}
	return nil
}
