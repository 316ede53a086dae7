package evaluate

import (
	"slices"

	"pharos/internal/typeset"
)

// Paper sets both sides of a report for paper, with tags in the order of reading: side 1
// for a minister, the next ones for those who check.
func Paper(r *Report, w *Words, fonts *typeset.Fonts) (typeset.Document, error) {
	v := &view{r, w, map[string]any{}}
	v.first()
	v.second()
	l, _ := w.Catalogue.Languages().Lookup(w.Tag)
	s := &sides{paper{fonts: fonts, lang: l}, v}
	s.first()
	s.second()
	return typeset.Document{Title: s.word("Title"), Lang: string(w.Tag), Subject: v.Plan.Question, Pages: s.pages},
		s.err
}

// sides is the work on one report.
type sides struct {
	paper
	*view
}

// word is a text of the view.
func (s *sides) word(key string) string {
	text, _ := s.data[key].(string)
	return text
}

// first sets the side for a minister.
func (s *sides) first() {
	s.side("minister")
	top := typeset.MM(78_000)
	s.band(0, top, sea)
	s.beam(top)
	s.y = typeset.MM(12_000)
	width := typeset.MM(135_000)
	onSea := func(text string, size, weight int, role typeset.Role, gap int) {
		s.y += s.at(margin, s.y, width, typeset.Start, text, look{size, weight, white, role, -1}) + typeset.MM(gap)
	}
	onSea(s.word("Place"), 10, 700, typeset.RoleP, 500)
	onSea(s.word("Seal"), 9, 400, typeset.RoleP, 4_000)
	onSea(s.word("Verdict"), s.fits(s.word("Verdict"), width), 900, typeset.RoleH1, 3_000)
	onSea(s.word("Sure"), 9, 400, typeset.RoleP, 0)
	s.y = top + typeset.MM(5_000)
	s.warnings()
	s.figure()
	s.chain()
	s.reading()
	s.down(s.word("LimitsTitle"), heading, typeset.MM(1_000))
	s.columns(s.data["Limits"].([]string))
}

// fits is the size of the headline that leaves it four lines.
func (s *sides) fits(text string, width typeset.Length) int {
	for _, size := range []int{26, 23, 20} {
		if q := s.shaped(text, look{size: size, weight: 900}); q != nil &&
			len(q.Wrap(width, typeset.Points(size))) <= 4 {
			return size
		}
	}
	return 17
}

// beam paints the lamp and its light, at the far side of reading.
func (s *sides) beam(foot typeset.Length) {
	mirror := func(x typeset.Length) typeset.Length { return s.left(x, 0) }
	mm := typeset.MM
	s.fill(typeset.Polygon(typeset.Point{X: mirror(mm(190_000)), Y: mm(13_000)},
		typeset.Point{X: mirror(mm(165_000)), Y: foot}, typeset.Point{X: mirror(paperW), Y: foot},
		typeset.Point{X: mirror(paperW), Y: mm(28_000)}), light)
	lampAt := typeset.Point{X: mirror(mm(190_000)), Y: mm(13_000)}
	s.fill(typeset.Circle(lampAt, mm(6_500)), sea)
	s.fill(typeset.Circle(lampAt, mm(4_800)), light)
}

// warnings are what both sides say first.
func (s *sides) warnings() {
	for _, text := range s.marks() {
		s.down(text, warning, typeset.MM(500))
	}
	s.y += typeset.MM(2_000)
}

// figure sets the chart with its headline.
func (s *sides) figure() {
	s.down(s.word("ChartTitle"), heading, typeset.MM(500))
	c := drawn(s.Report, s.w, 680)
	if c == nil {
		s.down(s.word("ChartNone"), body, typeset.MM(4_000))
		return
	}
	s.down(s.word("ChartSub"), small, typeset.MM(1_500))
	pixel := float64(content) / 680
	tag := s.tag(typeset.RoleFigure, -1, s.word("ChartTitle")+": "+c.told())
	s.draw(tag, c.shapes, typeset.Point{X: margin, Y: s.y}, pixel)
	s.y += typeset.Length(chartHeight*pixel) + typeset.MM(3_000)
}

// chain sets the lamps in one row, and those of trainings in another.
func (s *sides) chain() {
	s.down(s.word("Chain"), heading, typeset.MM(1_000))
	s.legend()
	main, aside := s.data["Main"].([]pageLamp), s.data["Aside"].([]pageLamp)
	step := content / typeset.Length(len(main))
	size := typeset.MM(13_000)
	pixel := float64(size) / 48
	for i := range main[1:] {
		hex := hair
		if main[i].Kind == Lit && main[i+1].Kind == Lit {
			hex = ink
		}
		x := s.left(margin+step*typeset.Length(i)+step/2, step)
		s.fill(typeset.RectOutline(typeset.Box(x, s.y+size/2-typeset.Pt, step, 2*typeset.Pt)), hex)
	}
	tallest := typeset.Length(0)
	for i, l := range main {
		x := margin + step*typeset.Length(i)
		s.lamp(l, typeset.Point{X: s.left(x+(step-size)/2, size), Y: s.y}, pixel)
		y := s.y + size + typeset.MM(1_000)
		y += s.at(x, y, step-typeset.Pt, typeset.Centre, l.Name, look{8, 700, ink, typeset.RoleP, -1})
		y += s.at(x, y, step-typeset.Pt, typeset.Centre, l.Fact, small)
		tallest = max(tallest, y-s.y)
	}
	s.y += tallest + typeset.MM(3_000)
	for i, l := range aside {
		x := margin + content/3*typeset.Length(i)
		s.lamp(l, typeset.Point{X: s.left(x, size), Y: s.y}, pixel)
		y := s.y + typeset.MM(1_500)
		y += s.at(x+size+typeset.MM(3_000), y, content/3-size, typeset.Start, l.Name, strong)
		s.at(x+size+typeset.MM(3_000), y, content/3-size, typeset.Start, l.Fact, small)
	}
	s.y += size + typeset.MM(4_000)
}

// lamp draws one lamp, which says its name and how it stands.
func (s *sides) lamp(l pageLamp, corner typeset.Point, pixel float64) {
	tag := s.tag(typeset.RoleFigure, -1, l.Name+": "+s.w.Say("lamp."+string(l.Kind)))
	s.draw(tag, lampShapes(l.Kind), corner, pixel)
}

// legend says what the three lamps mean.
func (s *sides) legend() {
	x, size := margin, typeset.MM(4_000)
	for _, l := range s.data["Legend"].([]pageLamp) {
		s.draw(typeset.Artifact, lampShapes(l.Kind), typeset.Point{X: s.left(x, size), Y: s.y}, float64(size)/48)
		s.at(x+size+typeset.MM(1_500), s.y, typeset.MM(50_000), typeset.Start, l.Name, small)
		if q := s.shaped(l.Name, small); q != nil {
			_, width := q.Extent(paperW, typeset.Points(small.size))
			x += size + width + typeset.MM(6_000)
		}
	}
	s.y += size + typeset.MM(2_500)
}

// reading sets the sentence of the rule on its ground.
func (s *sides) reading() {
	ground := len(s.page.Items)
	from := s.y
	s.y += typeset.MM(3_000)
	inner := content - typeset.MM(8_000)
	x := margin + typeset.MM(4_000)
	s.y += s.at(x, s.y, inner, typeset.Start, s.word("Reading"), look{13, 900, ink, typeset.RoleP, -1}) +
		typeset.MM(500)
	s.y += s.at(x, s.y, inner, typeset.Start, s.word("Next"), body) + typeset.MM(3_000)
	path := &typeset.Path{Mark: typeset.Mark{Tag: typeset.Artifact, Role: "ground"}, Fill: colour(light),
		Outline: typeset.RectOutline(typeset.Box(margin, from, content, s.y-from))}
	s.page.Items = slices.Insert(s.page.Items, ground, typeset.Item(path))
	s.y += typeset.MM(5_000)
}

// columns sets texts side by side.
func (s *sides) columns(texts []string) {
	step := content / typeset.Length(len(texts))
	for i, text := range texts {
		s.at(margin+step*typeset.Length(i), s.y, step-typeset.MM(6_000), typeset.Start, text, body)
	}
}

// second sets the sides for those who check; what is too long goes on on the next.
func (s *sides) second() {
	s.continued()
	s.beside(func() { s.list(s.word("PlanTitle"), s.data["PlanRows"].([][2]string)) },
		func() { s.list(s.word("ModelTitle"), s.data["ModelRows"].([][2]string)) })
	if t, ok := s.data["Measures"].(sheetTable); ok {
		s.table(t)
	}
	s.period()
	s.room(s.rest())
	s.beside(func() {
		if t, ok := s.data["Purposes"].(sheetTable); ok {
			s.table(t)
		}
		s.lines("Out")
	}, func() {
		s.lines("Survey")
		s.lines("Again")
	})
}

// rest is about how high what stands last is: purposes and what was left out.
func (s *sides) rest() typeset.Length {
	rows := 2 * len(s.data["Out"].(titled).Lines)
	if t, ok := s.data["Purposes"].(sheetTable); ok {
		rows += len(t.Rows)
	}
	return typeset.MM(18_000) + typeset.Length(rows)*typeset.MM(3_700)
}

// period sets the counts of each period in two columns, without their last days.
func (s *sides) period() {
	t, ok := s.data["Period"].(sheetTable)
	if !ok {
		return
	}
	short := sheetTable{Title: t.Title, Head: slices.Delete(slices.Clone(t.Head), 1, 2)}
	for _, row := range t.Rows {
		short.Rows = append(short.Rows, slices.Delete(slices.Clone(row), 1, 2))
	}
	for first := true; len(short.Rows) > 0; first = false {
		one := short
		if s.room(typeset.MM(30_000)); !first {
			one.Title = ""
		}
		most := 2 * max(1, int((paperH-margin-s.y-typeset.MM(16_000))/typeset.MM(4_100)))
		one.Rows = short.Rows[:min(most, len(short.Rows))]
		short.Rows = short.Rows[len(one.Rows):]
		two := one
		half := (len(one.Rows) + 1) / 2
		one.Rows, two.Rows = one.Rows[:half], one.Rows[half:]
		if s.down(one.Title, heading, typeset.MM(1_000)); one.Title != "" {
			one.Title, two.Title = "", ""
		}
		s.beside(func() { s.table(one) }, func() { s.table(two) })
	}
}

// lines sets a headline with lines, if the report has them.
func (s *sides) lines(key string) {
	t, ok := s.data[key].(titled)
	if !ok {
		return
	}
	s.down(t.Title, heading, typeset.MM(1_000))
	for _, line := range t.Lines {
		s.down(line, small, typeset.MM(500))
	}
	s.y += typeset.MM(3_000)
}

// continued begins a side for those who check.
func (s *sides) continued() {
	s.side("evaluator")
	s.band(0, typeset.MM(18_000), sea)
	s.at(margin, typeset.MM(6_000), content, typeset.Start, s.word("Side2"), look{15, 900, white, typeset.RoleH1, -1})
	s.y = typeset.MM(21_000)
	s.warnings()
}

// room begins a new side where so much is not left.
func (s *sides) room(height typeset.Length) {
	if s.y+height > paperH-typeset.MM(10_000) {
		s.continued()
	}
}

// list sets rows of a name and a value.
func (s *sides) list(title string, rows [][2]string) {
	t := sheetTable{Title: title}
	for _, row := range rows {
		t.Rows = append(t.Rows, row[:])
	}
	s.table(t)
}

// table sets a table, a row a list item, with a line under each.
func (s *sides) table(t sheetTable) {
	if len(t.Rows) == 0 {
		return
	}
	if t.Title != "" {
		if s.width == content {
			s.room(typeset.MM(30_000))
		}
		s.down(t.Title, heading, typeset.MM(700))
	}
	list := s.tag(typeset.RoleL, -1, "")
	if t.Head != nil {
		s.row(list, t.Head, len(t.Head), look{8, 700, ink, typeset.RoleSpan, list})
	}
	for _, row := range t.Rows {
		if s.width == content && s.y > paperH-margin-typeset.MM(6_000) {
			s.continued()
			list = s.tag(typeset.RoleL, -1, "")
		}
		s.row(list, row, len(row), look{8, 400, ink, typeset.RoleSpan, list})
	}
	for _, note := range t.Notes {
		s.y += typeset.MM(500)
		s.down(note, small, 0)
	}
	s.y += typeset.MM(2_500)
}

// row sets one row: the first cell takes a third, the others share the rest.
func (s *sides) row(list int, cells []string, columns int, l look) {
	item := s.tag(typeset.RoleLI, list, "")
	l.parent = s.tag(typeset.RoleLBody, item, "")
	first := s.width / 3
	if columns == 4 {
		first = s.width / 4
	}
	rest := (s.width - first) / typeset.Length(max(1, columns-1))
	tallest, x := typeset.Length(0), s.x
	for i, cell := range cells {
		width := rest
		if i == 0 {
			width = first
		}
		tallest = max(tallest, s.at(x, s.y, width-typeset.MM(2_000), typeset.Start, cell, l))
		x += width
	}
	s.y += tallest + typeset.MM(100)
	s.fill(typeset.RectOutline(typeset.Box(s.left(s.x, s.width), s.y, s.width, typeset.Pt/2)), hair)
	s.y += typeset.MM(200)
}
