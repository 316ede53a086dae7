package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// How a journey is counted: a story says at its head how many commands and how many
// lines by hand its person needs at most, and at its end is measured by its own text.
// What is tried on purpose and refused, and what only looks, is no command of theirs.

// journey remembers the limits: commands, lines by hand.
func journey(ts *testscript.TestScript, _ bool, args []string) {
	ts.Setenv("JOURNEY_MOST", strings.Join(args, " "))
	ts.Setenv("JOURNEY_LINES", "0")
}

// appended adds the lines of a file to another, as a person writes them by hand.
func appended(ts *testscript.TestScript, _ bool, args []string) {
	text := ts.ReadFile(args[1])
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(ts.ReadFile(args[0])+text), 0o644))
	byHand(ts, strings.Count(text, "\n"))
}

// byHand counts lines that were written by hand.
func byHand(ts *testscript.TestScript, n int) {
	before, _ := strconv.Atoi(ts.Getenv("JOURNEY_LINES"))
	ts.Setenv("JOURNEY_LINES", strconv.Itoa(before+n))
}

// journeyEnd counts the commands of the story so far and compares both with the limits.
func journeyEnd(ts *testscript.TestScript, _ bool, _ []string) {
	data, err := os.ReadFile(filepath.Join(storyDir, ts.Name()+".txtar"))
	ts.Check(err)
	_, text, _ := strings.Cut(string(data), "\njourney ")
	text, _, _ = strings.Cut(text, "\njourney-end")
	commands := 0
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "pharos ") {
			commands++
		}
		if strings.HasPrefix(line, "edit ") {
			byHand(ts, 1)
		}
	}
	var mostCommands, mostLines int
	_, err = fmt.Sscan(ts.Getenv("JOURNEY_MOST"), &mostCommands, &mostLines)
	ts.Check(err)
	lines, _ := strconv.Atoi(ts.Getenv("JOURNEY_LINES"))
	ts.Logf("journey: %d commands of at most %d, %d lines by hand of at most %d", commands, mostCommands, lines, mostLines)
	if commands == 0 || commands > mostCommands || lines > mostLines {
		ts.Fatalf("the journey is too long")
	}
}

// storyDir is where the stories lie, seen from where the tests begin.
var storyDir, _ = filepath.Abs(filepath.Join("testdata", "script"))
