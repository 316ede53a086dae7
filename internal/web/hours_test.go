package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pharos/internal/campaign"
)

// clockCase is one question to the site's own script: what it writes under the hours.
type clockCase struct {
	Zone string `json:"zone"`
	Week string `json:"week"`
	Off  string `json:"off"`
	At   int64  `json:"at"` // milliseconds
	want string
}

// TestOpenNow asks the script of the site, run by Node.js with a clock of the test's
// choice, whether a line is open: in zones with and without summer time, every hour
// around both nights of the year on which the clock changes, around closed days, and
// with a night that goes on over midnight. The right answer is found by another road:
// by walking the calendar of Go's time package minute by minute.
func TestOpenNow(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("Node.js is not installed")
	}
	day := campaign.Weekdays
	weeks := map[string]campaign.Hours{
		"by day":    {Weekly: []campaign.Interval{{Days: day, From: "08:00", To: "20:00"}}},
		"a night":   {Weekly: []campaign.Interval{{Days: day, From: "18:00", To: "04:00"}}},
		"weekend":   {Weekly: []campaign.Interval{{Days: []string{"fri", "sat"}, From: "22:00", To: "06:00"}}},
		"breaks":    {Weekly: []campaign.Interval{{Days: day[:5], From: "08:00", To: "12:00"}, {Days: day[:5], From: "13:00", To: "24:00"}}},
		"always":    {Always: true},
		"one a day": {Weekly: []campaign.Interval{{Days: []string{"sun"}, From: "10:00", To: "11:00"}}},
	}
	zones := []string{"Europe/Belgrade", "Europe/Tirane", "Europe/Istanbul", "Asia/Kathmandu", "America/New_York", "Australia/Lord_Howe"}
	nights := []string{"2030-03-30", "2030-10-26", "2030-03-09", "2030-11-02", "2030-04-06", "2030-10-05", "2030-12-31"}
	var cases []clockCase
	for _, zone := range zones {
		loc, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		for _, night := range nights {
			first, err := time.ParseInLocation(time.DateOnly, night, loc)
			if err != nil {
				t.Fatal(err)
			}
			off := first.AddDate(0, 0, 1).Format(time.DateOnly)
			for _, hours := range weeks {
				for _, closed := range []string{"", off} {
					for step := range 20 {
						at := first.Add(time.Duration(2*step)*time.Hour - 20*time.Minute)
						cases = append(cases, clockCase{zone, spansText(hours.Week()), closed, at.UnixMilli(),
							openAt(hours.Week(), closed, at)})
					}
				}
			}
		}
	}
	got := askScript(t, node, cases)
	wrong := 0
	for i, c := range cases {
		if got[i] == c.want {
			continue
		}
		if wrong++; wrong <= 12 {
			at := time.UnixMilli(c.At).UTC().Format(time.RFC3339)
			t.Errorf("%s, %s, closed on %q, at %s: the script says %q, the calendar %q", c.Zone, c.Week, c.Off, at, got[i], c.want)
		}
	}
	t.Logf("%d questions", len(cases))
}

// spansText writes a week as the pages carry it.
func spansText(week [][]campaign.Span) string {
	days := make([]string, len(week))
	for i, spans := range week {
		var parts []string
		for _, s := range spans {
			parts = append(parts, fmt.Sprintf("%d-%d", s.From, s.To))
		}
		days[i] = strings.Join(parts, ",")
	}
	return strings.Join(days, ";")
}

// openAt finds the answer by walking through the minutes of the calendar.
func openAt(week [][]campaign.Span, off string, at time.Time) string {
	if answers(week, off, at) {
		for wall := 1; wall <= 1440; wall++ {
			if end := wallAfter(at, wall); !answers(week, off, end) {
				clock := end.Format("15:04")
				if clock == "00:00" {
					clock = "24:00"
				}
				return "open until " + clock
			}
		}
		return "as it is"
	}
	for wall := 1; wall < 15*1440; wall++ {
		if begin := wallAfter(at, wall); answers(week, off, begin) {
			if begin.YearDay() == at.YearDay() {
				return "opens today " + begin.Format("15:04")
			}
			return "opens " + begin.Format("Mon 15:04")
		}
	}
	return "as it is"
}

// wallAfter moves the hands of the clock on the wall, whatever the zone does: the
// time is kept in UTC, whose days all have 24 hours.
func wallAfter(at time.Time, minutes int) time.Time {
	y, m, d := at.Date()
	return time.Date(y, m, d, at.Hour(), at.Minute()+minutes, 0, 0, time.UTC)
}

// answers reports whether the line answers at a time on the wall.
func answers(week [][]campaign.Span, off string, at time.Time) bool {
	minute := at.Hour()*60 + at.Minute()
	for back := range 2 {
		began := time.Date(at.Year(), at.Month(), at.Day()-back, 0, 0, 0, 0, time.UTC)
		if off != "" && began.Format(time.DateOnly) == off {
			continue
		}
		for _, s := range week[(int(began.Weekday())+6)%7] {
			if m := minute + back*1440; m >= s.From && m < s.To {
				return true
			}
		}
	}
	return false
}

// askScript runs the script once for all questions.
func askScript(t *testing.T, node string, cases []clockCase) []string {
	t.Helper()
	in, err := json.Marshal(cases)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(node, filepath.Join("testdata", "opennow.cjs"), filepath.Join("..", "..", "themes", "pharos", "assets", "site.js"))
	cmd.Stdin = bytes.NewReader(in)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v\n%s", err, errs.String())
	}
	var said []string
	if err := json.Unmarshal(out.Bytes(), &said); err != nil || len(said) != len(cases) {
		t.Fatalf("%d answers for %d questions, %v", len(said), len(cases), err)
	}
	return said
}
