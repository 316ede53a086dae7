package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets a story run the program as its user would, and a test run its own file.
func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
	}
	testscript.Main(m, map[string]func(){"pharos": func() {
		if day, err := time.Parse(time.DateOnly, os.Getenv(storyDay)); err == nil {
			clock = func() time.Time { return day }
		}
		main()
	}})
}

// storyDay is the calendar's day in a story. What is fictional happens in 2030; a story
// may set another day.
const storyDay = "PHAROS_STORY_DAY"

// asProgram makes the file of the tests run as the program.
const asProgram = "PHAROS_TEST_PROGRAM"

// TestStories runs one file for each story of a user.
func TestStories(t *testing.T) {
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "script"),
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"fictional-country": fictionalCountry, "defaults": copyDefaults, "fictional-reviews": fictionalReviews, "env-from": envFrom, "edit": edit, "reseal": reseal, "forge-base": forgeBase, "quick-key": quickKey, "join": join, "photograph": photograph, "icc-profile": iccProfile,
			"entry-of": entryOf, "digest-of": digestOf, "wait-for": waitFor, "crlf": crlf, "cut": cut,
			"debris": debris, "accent": accent,
			"journey": journey, "journey-end": journeyEnd, "append": appended,
		},
		Setup: func(e *testscript.Env) error {
			e.Setenv("EXAMPLES", filepath.Dir(fictionalDir))
			e.Setenv(storyDay, "2030-12-31")
			e.Setenv("XDG_CACHE_HOME", cache) // compiled parts of the PDF reader are shared
			return nil
		},
	})
}
