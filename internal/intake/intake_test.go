package intake

import (
	"archive/zip"
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"

	"pharos/internal/evaluate"
)

// plan has two areas, and counts by the week.
var plan = &evaluate.Plan{Start: "2030-03-04", Blocks: "weeks",
	Areas: []evaluate.Area{{Key: "coast", Name: "Coast"}, {Key: "hills", Name: "Hills"}}}

const columnsText = `tables:
  - name: line
    row: period
    day: "Датум"
    period: week
    sums:
      - {heading: "Primljeni pozivi", measure: calls.received}
      - {heading: "Одговорено", measure: calls.answered}
  - name: list
    row: call
    day: Dita
    covers: {from: "2030-03-01", until: "2030-03-20"}
    calls: calls.substantive
    area: Zona
    areas: {"Bregu": coast, "Kodrat": hills, "tjetër": ""}
    kinds:
      - {heading: "Qëllimi", words: {"ofertë pune": purpose.job-check, "tjetër": "-"}}
`

// taken takes a table with the mappings above.
func taken(t *testing.T, name string, data []byte) (*Result, string) {
	t.Helper()
	c, list := ReadColumns("columns.yaml", []byte(columnsText), plan)
	if len(list) > 0 {
		t.Fatal(list)
	}
	r, list := Take(name, data, c, plan, "")
	var said []string
	for _, f := range list {
		said = append(said, fmt.Sprintf("%s %s: %s", f.Rule.ID, f.Pos, f.Message.Text))
	}
	return r, strings.Join(said, "\n")
}

const weekly = "Линија, година 2030.;;\n\nдатум;Primljeni  pozivi;Odgovoreno\n4.3.2030.;31;28\n11.3.2030.;<5;-\n" +
	"18.3.2030.;27;27\nUkupno;58;55\n"

// TestWeeks reads a table of weeks with a title, headings in two scripts, cells that are
// not known, and a total, in each encoding.
func TestWeeks(t *testing.T) {
	utf := utf16.Encode([]rune("\ufeff" + weekly))
	var wide []byte
	for _, u := range utf {
		wide = append(wide, byte(u), byte(u>>8))
	}
	cyrillic, err := charmap.Windows1251.NewEncoder().String(weekly)
	if err != nil {
		t.Fatal(err)
	}
	latin, err := charmap.Windows1250.NewEncoder().String(strings.NewReplacer("Линија, година", "Številke čekanja",
		"датум", "Datum").Replace(weekly))
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{"utf-8": weekly, "utf-8 with mark": "\ufeff" + weekly, "utf-16": string(wide),
		"1251": cyrillic, "1250": latin, "tabs": strings.ReplaceAll(weekly, ";", "\t")} {
		r, said := taken(t, "t.csv", []byte(data))
		if said != "" || len(r.Counts) != 4 || r.Unknown != 2 || r.Totals != 1 {
			t.Fatalf("%s: %+v %s", name, r, said)
		}
		if c := r.Counts[0]; c.N != 31 || c.Day() != "2030-03-04" || c.Until-c.From != 6 || !strings.HasPrefix(c.Source, "line @") {
			t.Errorf("%s: %+v", name, c)
		}
	}
}

const calls = "Dita,Zona,Qëllimi,Emri\n2030-03-01,Bregu,ofertë pune,A\n2030-03-05,bregu,Oferte pune,B\n2030-03-10,Kodrat,tjetër,C\n" +
	"2030-03-10,,tjetër,D\n2030-03-19,tjetër,ofertë pune,E\n"

// TestCalls counts a list with one row a call by whole weeks; weeks that the list covers
// in part are left out, and weeks without a call have 0.
func TestCalls(t *testing.T) {
	r, said := taken(t, "t.csv", []byte(calls))
	if said != "" {
		t.Fatal(said)
	}
	got := map[string]int{}
	for _, c := range r.Counts {
		got[fmt.Sprint(c.Day(), " ", c.Area, " ", c.Measure)] = c.N
	}
	for key, n := range map[string]int{"2030-03-04  calls.substantive": 3, "2030-03-04 coast calls.substantive": 1,
		"2030-03-04 hills calls.substantive": 1, "2030-03-04  purpose.job-check": 1, "2030-03-11  calls.substantive": 0} {
		if have, ok := got[key]; !ok || have != n {
			t.Errorf("%s is %d, wanted %d", key, have, n)
		}
	}
	if len(got) != 2*3*2 {
		t.Errorf("%v", got)
	}
}

// TestBadTables says of each bad table what is wrong, with its place and never with what
// stands there.
func TestBadTables(t *testing.T) {
	week := func(day, n string) string { return "Datum;Primljeni pozivi;Odgovoreno\n" + day + ";" + n + ";1\n" }
	call := func(row string) string { return "Dita,Zona,Qëllimi\n" + row + "\n" }
	for name, c := range map[string]struct{ table, want string }{
		"heading changed":       {"Datum;Pozivi;Odgovoreno\n4.3.2030.;1;1\n", "there is no column \"Primljeni pozivi\" any more"},
		"no such table":         {"a;b\n1;2\n", "no table of columns.yaml has these headings"},
		"thousands or decimals": {week("4.3.2030.", "1.204"), "evaluate.table t.csv:2:2: the number in B2 can be thousands"},
		"decimals":              {week("4.3.2030.", "3,5"), "is not a whole one"},
		"either way":            {week("3/4/2030", "3"), "the day in A2 can be read in two ways"},
		"no such day":           {week("31.2.2030.", "3"), "the cell A2 holds no day"},
		"clock time":            {week("4.3.2030. 14:30", "3"), "evaluate.person t.csv:2:1: the cell A2 holds a clock time"},
		"words for a number":    {week("4.3.2030.", "Ana zvala"), "holds several words where a number should be"},
		"wrong total":           {week("4.3.2030.", "3") + "Ukupno;4;1\n", "the cell A3 holds no day"},
		"a name for a kind":     {call("2030-03-05,Bregu,Ana Anić"), "evaluate.person t.csv:2:3: the cell C2 holds several words"},
		"a number for a kind":   {call("2030-03-05,Bregu,+381 60 123 4567"), "holds a number like that of a telephone"},
		"a place for an area":   {call("2030-03-05,Ulica 5,tjetër"), "the cell B2 holds words with digits"},
		"an address":            {call("2030-03-05,Bregu,ana@example.org"), "holds an address"},
		"old workbook":          {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "an old workbook (.xls), or one with a password"},
		"half a workbook":       {"PK\x03\x04....", "cannot be read"},
	} {
		t.Run(name, func(t *testing.T) {
			r, said := taken(t, "t.csv", []byte(c.table))
			if !strings.Contains(said, c.want) {
				t.Errorf("%+v\nsaid %s\nwanted %s", r, said, c.want)
			}
			for _, secret := range []string{"Ana", "123", "example", "Ulica"} {
				if strings.Contains(said, secret) {
					t.Errorf("the finding says what stands in the cell: %s", said)
				}
			}
		})
	}
	if r, said := taken(t, "t.csv", []byte(week("13/3/2030", "3")+"3/4/2030;2;1\n")); said != "" || r.Counts[2].Day() != "2030-04-03" {
		t.Errorf("%+v %s", r, said)
	}
}

// book packs one sheet as a spreadsheet program does; style 1 shows days.
func book(t testing.TB, rows, state string) []byte {
	t.Helper()
	const space = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, text := range map[string]string{
		"xl/workbook.xml": `<workbook ` + space + ` xmlns:r="` + relations + `"><sheets><sheet name="2030" sheetId="1" ` + state +
			` r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>` +
			`<Relationship Id="rId2" Type="x/styles" Target="styles.xml"/></Relationships>`,
		"xl/styles.xml":            `<styleSheet ` + space + `><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
		"xl/worksheets/sheet1.xml": `<worksheet ` + space + `><sheetData>` + rows + `</sheetData></worksheet>`,
	} {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// text makes a cell of words.
func text(s string) string { return `<c t="inlineStr"><is><t>` + s + `</t></is></c>` }

// TestWorkbooks reads days and numbers of workbooks, and refuses what a workbook can hide.
func TestWorkbooks(t *testing.T) {
	head := `<row r="1">` + text("Datum") + text("Primljeni pozivi") + text("Odgovoreno") + `</row>`
	r, said := taken(t, "t.xlsx", book(t, head+`<row r="2"><c s="1"><v>47546</v></c><c><v>31</v></c><c><f>B2-3</f><v>28</v></c></row>`, ""))
	if said != "" || len(r.Counts) != 2 || r.Counts[0].Day() != "2030-03-04" || r.Counts[1].N != 28 {
		t.Errorf("%+v %s", r, said)
	}
	for name, c := range map[string]struct{ rows, state, want string }{
		"number for a day": {`<row r="2"><c><v>47546</v></c><c><v>31</v></c><c><v>2</v></c></row>`, "", "the number in A2 is not shown as a day"},
		"time of day":      {`<row r="2"><c s="1"><v>47546.6</v></c><c><v>31</v></c><c><v>2</v></c></row>`, "", "clock time"},
		"no value":         {`<row r="2"><c s="1"><v>47546</v></c><c><f>SUM(A1)</f></c><c><v>2</v></c></row>`, "", "the formula in B2 has no value"},
		"part of a call":   {`<row r="2"><c s="1"><v>47546</v></c><c><v>3.5</v></c><c><v>2</v></c></row>`, "", "not a whole one"},
		"hidden":           {"", `state="hidden"`, "no sheet to read"},
	} {
		if _, said := taken(t, "t.xlsx", book(t, head+c.rows, c.state)); !strings.Contains(said, c.want) {
			t.Errorf("%s: said %s, wanted %s", name, said, c.want)
		}
	}
}

// TestNoPersonGetsThrough plants names, numbers, times and places of four scripts into 200
// tables, in mapped columns and in others, and looks for them in everything that comes out.
func TestNoPersonGetsThrough(t *testing.T) {
	r := rand.New(rand.NewPCG(200, 4))
	persons := []string{"Ana Anić", "Ана Анић", "Besa Hoxha", "آنا", "+38160123456", "060/123-456", "14:35", "12.05.1998",
		"44.8125, 20.4612", "ana@example.org", "JMBG 0101990710006", "Мајка двоје деце", "улица Главна 5"}
	through, refused := 0, 0
	for range 200 {
		var b strings.Builder
		b.WriteString("Dita,Zona,Qëllimi,Emri,Shënim\n")
		planted := r.IntN(4)
		for range 12 {
			row := []string{fmt.Sprintf("2030-03-%02d", 1+r.IntN(20)), "Bregu", "tjetër", "", ""}
			if r.IntN(3) == 0 {
				row[max(1, planted)] = `"` + persons[r.IntN(len(persons))] + `"`
			}
			row[3+r.IntN(2)] = `"` + persons[r.IntN(len(persons))] + `"`
			b.WriteString(strings.Join(row, ",") + "\n")
		}
		got, said := taken(t, "t.csv", []byte(b.String()))
		if said != "" {
			refused++
		}
		out := said
		if got != nil {
			out += string(evaluate.WriteCounts(got.Counts))
		}
		l := Lexicon{}
		l.Learn("day", "Dita")
		l.Learn("purpose.other", "tjetër")
		guess, _ := Propose("t.csv", []byte(b.String()), "", "t", l)
		if !strings.Contains(guess, "row: call") {
			t.Fatalf("no guess: %q", guess)
		}
		for _, p := range persons {
			if strings.Contains(out+guess, p) {
				through++
			}
		}
	}
	if through > 0 || refused < 50 {
		t.Errorf("%d persons came through; %d tables were refused", through, refused)
	}
}

// TestMerge: the same table twice counts once; another figure wants --replace.
func TestMerge(t *testing.T) {
	r, _ := taken(t, "t.csv", []byte(weekly))
	all, added, _, list := Merge(nil, r.Counts, false)
	if added != 4 || len(list) > 0 {
		t.Fatal(added, list)
	}
	if again, added, _, list := Merge(all, r.Counts, false); added != 0 || len(list) > 0 || len(again) != 4 {
		t.Error(added, list)
	}
	other, _ := taken(t, "t.csv", []byte(strings.Replace(weekly, "31;28", "32;28", 1)))
	if _, _, _, list := Merge(all, other.Counts, false); len(list) != 1 {
		t.Error(list)
	}
	again, _, revised, _ := Merge(all, other.Counts, true)
	if revised != 1 || !strings.HasSuffix(again[0].Source, "revised") || again[0].N != 32 {
		t.Errorf("%d %+v", revised, again[0])
	}
}

// FuzzTake reads tables of any bytes: counts are counts of the mapping, whatever comes.
func FuzzTake(f *testing.F) {
	f.Add([]byte(weekly))
	f.Add([]byte(calls))
	f.Add(book(f, `<row r="1">`+text("Datum")+text("Primljeni pozivi")+text("Odgovoreno")+`</row>`, ""))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, _ := taken(t, "t", data)
		if r == nil {
			return
		}
		for _, c := range r.Counts {
			if c.N < 0 || c.Until < c.From || !c.Measure.Known() || c.Area != "" && !plan.HasArea(c.Area) {
				t.Errorf("%+v", c)
			}
		}
	})
}

// BenchmarkTake reads a list of 250,000 calls.
func BenchmarkTake(b *testing.B) {
	var text strings.Builder
	text.WriteString("Dita,Zona,Qëllimi\n")
	for i := range 250_000 {
		fmt.Fprintf(&text, "2030-03-%02d,Bregu,tjetër\n", 1+i%20)
	}
	c, _ := ReadColumns("columns.yaml", []byte(columnsText), plan)
	b.ReportAllocs()
	for b.Loop() {
		if r, list := Take("t.csv", []byte(text.String()), c, plan, ""); len(list) > 0 || len(r.Counts) == 0 {
			b.Fatal(list)
		}
	}
}

// BenchmarkWorkbook reads a workbook of 50,000 weeks.
func BenchmarkWorkbook(b *testing.B) {
	var rows strings.Builder
	rows.WriteString(`<row r="1">` + text("Datum") + text("Primljeni pozivi") + text("Odgovoreno") + `</row>`)
	for i := range 50_000 {
		fmt.Fprintf(&rows, `<row r="%d"><c r="A%d" s="1"><v>47546</v></c><c r="B%d"><v>%d</v></c><c r="C%d"><v>1</v></c></row>`,
			i+2, i+2, i+2, i, i+2)
	}
	data := book(b, rows.String(), "")
	c, _ := ReadColumns("columns.yaml", []byte(columnsText), plan)
	b.ReportAllocs()
	for b.Loop() {
		if r, list := Take("t.xlsx", data, c, plan, ""); len(list) > 0 || len(r.Counts) != 100_000 {
			b.Fatal(list)
		}
	}
}

// BenchmarkBomb refuses a small workbook that unpacks to a gigabyte.
func BenchmarkBomb(b *testing.B) {
	data := book(b, strings.Repeat(" ", 1<<28), "")
	c, _ := ReadColumns("columns.yaml", []byte(columnsText), plan)
	for b.Loop() {
		if _, list := Take("t.xlsx", data, c, plan, ""); !list.Stops() {
			b.Fatal("a bomb is read")
		}
	}
}
