package evaluate

import (
	"slices"
	"strconv"
	"strings"

	"pharos/internal/diag"
	"pharos/internal/estimate"
	"pharos/internal/rule"
)

// Answer is one line of survey.csv: how many people of a cluster (a place) gave an
// answer in a round, which is before or after.
type Answer struct {
	Round, Cluster, Question, Answer string
	N                                int
}

// surveyHead are the columns of survey.csv.
var surveyHead = []string{"round", "cluster", "question", "answer", "count"}

// KnowsLine is the question whether somebody knows the line, asked before anything is
// shown; Yes is its answer.
const (
	KnowsLine = "knows-line"
	Yes       = "yes"
)

// readSurvey reads survey.csv.
func readSurvey(file string, data []byte) ([]Answer, diag.List) {
	var out []Answer
	var list diag.List
	eachRow(file, data, surveyHead, rule.EvaluateCount, &list, func(line int, cells []string) {
		n, err := strconv.Atoi(cells[4])
		pos := diag.Pos{File: file, Line: line, Column: 1}
		switch {
		case err != nil || n < 0:
			list.Errorf(rule.EvaluateCount, pos, "", "%q is not a whole number", cells[4])
		case cells[0] != "before" && cells[0] != "after":
			list.Errorf(rule.EvaluateCount, pos, "Write before or after.", "there is no round %q", cells[0])
		case cells[1] == "" || cells[2] == "" || cells[3] == "":
			list.Errorf(rule.EvaluateCount, pos, "Give every line its cluster, its question and its answer.",
				"the line has an empty cell")
		default:
			out = append(out, Answer{strings.Clone(cells[0]), strings.Clone(cells[1]), strings.Clone(cells[2]),
				strings.Clone(cells[3]), n})
		}
	})
	return out, list
}

// clusters gives the answers to a question in one round, by cluster.
func clusters(answers []Answer, round, question, yes string) []estimate.Cluster {
	byName := map[string]*estimate.Cluster{}
	var order []string
	for _, a := range answers {
		if a.Round != round || a.Question != question {
			continue
		}
		if byName[a.Cluster] == nil {
			byName[a.Cluster] = &estimate.Cluster{}
			order = append(order, a.Cluster)
		}
		byName[a.Cluster].N += float64(a.N)
		if a.Answer == yes {
			byName[a.Cluster].Yes += float64(a.N)
		}
	}
	slices.Sort(order)
	var out []estimate.Cluster
	for _, name := range order {
		if byName[name].N > 0 {
			out = append(out, *byName[name])
		}
	}
	return out
}
