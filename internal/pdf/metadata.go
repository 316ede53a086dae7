package pdf

import (
	"encoding/xml"
	"fmt"
	"strings"
)

// info writes the document information (14.3.3); it says the same as the XMP.
func (f *file) info() ref {
	date := "D:" + strings.ReplaceAll(f.opt.Date, "-", "") + "000000+00'00'"
	extra := ""
	if f.doc.Subject != "" {
		extra += " /Subject " + text(f.doc.Subject)
	}
	if f.opt.press() {
		extra += " /Trapped /False"
	}
	if f.opt.Kind == PressX1a {
		extra += " /GTS_PDFXVersion (PDF/X-1a:2003)"
	}
	return f.w.object(0, fmt.Sprintf("<< /Title %s /Creator %s /Producer %s /CreationDate (%s) /ModDate (%s)%s >>",
		text(f.doc.Title), text(f.opt.Producer), text(f.opt.Producer), date, date, extra))
}

// metadata writes the XMP packet (ISO 16684-1), not compressed, as PDF/A-2 and
// PDF/X-4 want it. The document's identifier is the digest of its pages.
func (f *file) metadata() ref {
	date := f.opt.Date + "T00:00:00+00:00"
	var b strings.Builder
	b.WriteString(
		"<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n" +
			"<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n<rdf:Description rdf:about=\"\"",
	)
	for _, ns := range namespaces[f.opt.Kind] {
		put(&b, "\n xmlns:", ns[0], `="`, ns[1], `"`)
	}
	b.WriteString(">\n")
	alt := func(tag, value string) {
		put(&b, "<", tag, `><rdf:Alt><rdf:li xml:lang="x-default">`, escape(value), "</rdf:li></rdf:Alt></", tag, ">\n")
	}
	one := func(tag, value string) { put(&b, "<", tag, ">", escape(value), "</", tag, ">\n") }
	one("dc:format", "application/pdf")
	alt("dc:title", f.doc.Title)
	if f.doc.Identifier != "" {
		one("dc:identifier", f.doc.Identifier)
	}
	if f.doc.Subject != "" {
		alt("dc:description", f.doc.Subject)
	}
	put(&b, "<dc:language><rdf:Bag><rdf:li>", escape(f.doc.Lang), "</rdf:li></rdf:Bag></dc:language>\n")
	for _, tag := range []string{"xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"} {
		one(tag, date)
	}
	one("xmp:CreatorTool", f.opt.Producer)
	one("pdf:Producer", f.opt.Producer)
	f.standard(one, &b)
	b.WriteString("</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>")
	return f.w.raw(0, "/Type /Metadata /Subtype /XML", []byte(b.String()))
}

// standard says what the file is made to.
func (f *file) standard(one func(tag, value string), b *strings.Builder) {
	if f.opt.press() {
		one("pdf:Trapped", "False")
		one("xmpMM:DocumentID", "uuid:"+f.w.uuid())
		one("xmpMM:VersionID", "1")
		one("xmpMM:RenditionClass", "default")
	}
	switch f.opt.Kind {
	case Press:
		one("pdfxid:GTS_PDFXVersion", "PDF/X-4")
	case PressX1a:
		one("pdfx:GTS_PDFXVersion", "PDF/X-1a:2003")
	case Screen:
		one("pdfaid:part", "2")
		one("pdfaid:conformance", "A")
		one("pdfuaid:part", "1")
		b.WriteString(uaSchema)
	}
}

var (
	common = [][2]string{
		{"dc", "http://purl.org/dc/elements/1.1/"},
		{"xmp", "http://ns.adobe.com/xap/1.0/"},
		{"pdf", "http://ns.adobe.com/pdf/1.3/"},
	}
	pressMM    = [2]string{"xmpMM", "http://ns.adobe.com/xap/1.0/mm/"}
	namespaces = map[Kind][][2]string{
		Press:    append(common[:3:3], pressMM, [2]string{"pdfxid", "http://www.npes.org/pdfx/ns/id/"}),
		PressX1a: append(common[:3:3], pressMM, [2]string{"pdfx", "http://ns.adobe.com/pdfx/1.3/"}),
		Screen: append(
			common[:3:3],
			[2]string{"pdfaid", "http://www.aiim.org/pdfa/ns/id/"},
			[2]string{"pdfuaid", "http://www.aiim.org/pdfua/ns/id/"},
			[2]string{
				"pdfaExtension",
				"http://www.aiim.org/pdfa/ns/extension/",
			},
			[2]string{"pdfaSchema", "http://www.aiim.org/pdfa/ns/schema#"},
			[2]string{"pdfaProperty", "http://www.aiim.org/pdfa/ns/property#"},
		),
	}
)

// uaSchema describes the identifier of PDF/UA, which PDF/A-2 does not know by
// itself (ISO 19005-2, 6.6.2.3.3).
const uaSchema = `<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>part of ISO 14289 the file is made to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
`

// put writes the parts.
func put(b *strings.Builder, parts ...string) {
	for _, s := range parts {
		b.WriteString(s)
	}
}

// escape makes text safe inside an XML element.
func escape(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(s)) // a strings.Builder takes everything
	return b.String()
}
