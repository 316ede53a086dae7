package evaluate

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// WriteCSV gives the numbers of a report as a table: the plan's measure by period, then
// the other measures.
func WriteCSV(r *Report) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	row := func(cells ...string) { _ = w.Write(cells) } // a buffer takes everything
	row("measure", "side", "from", "until", "count", "expected", "low", "high")
	expected := map[int]Block{}
	for _, g := range r.Groups(max(1, r.Group)) {
		expected[g.From] = g
	}
	for _, f := range r.Shown {
		cells := []string{string(f.Measure), f.Side, dayOf(f.From), dayOf(f.Until), strconv.Itoa(f.N), "", "", ""}
		if g := expected[f.From]; f.Side != "control" && r.Calls.Change != nil {
			cells[5], cells[6], cells[7] = short(g.Expected), short(g.Low), short(g.High)
		}
		row(cells...)
	}
	for _, m := range r.Rows {
		if !m.Hidden {
			row(string(m.Measure), "all", "", "before "+r.Plan.Start, strconv.Itoa(m.Before), "", "", "")
			row(string(m.Measure), "all", r.Plan.Start, r.Until, strconv.Itoa(m.After), "", "", "")
		}
	}
	for _, c := range r.Purpose {
		row(c.Name, "all", r.Plan.Start, r.Until, strconv.Itoa(c.N), "", "", "")
	}
	w.Flush()
	return b.Bytes()
}

// short writes a number with one decimal.
func short(x float64) string { return strconv.FormatFloat(Rounded(x), 'f', 1, 64) }

// WriteJSON gives the report for programs: verdicts, ratios and what they were made from.
func WriteJSON(r *Report) ([]byte, error) {
	type ratio struct {
		Ratio       float64 `json:"ratio"`
		Low         float64 `json:"low"`
		High        float64 `json:"high"`
		P           float64 `json:"p"`
		Dispersion  float64 `json:"dispersion"`
		Correlation float64 `json:"correlation"`
	}
	type step struct {
		ID   string `json:"step"`
		Lamp Lamp   `json:"lamp"`
	}
	out := struct {
		Country   string   `json:"country"`
		Fictional bool     `json:"fictional"`
		Edition   string   `json:"edition"`
		From      string   `json:"from"`
		Until     string   `json:"until"`
		Sealed    string   `json:"sealed"`
		SealedOn  string   `json:"sealedOn,omitempty"`
		Measure   Measure  `json:"measure"`
		Design    Design   `json:"design"`
		Verdict   Verdict  `json:"verdict"`
		Reason    Reason   `json:"reason,omitempty"`
		Change    *ratio   `json:"change,omitempty"`
		Extra     *float64 `json:"extra,omitempty"`
		Placebos  [2]int   `json:"placebosFoundOf"`
		Steps     []step   `json:"steps"`
		Reading   string   `json:"reading,omitempty"`
		Plan      string   `json:"planDigest"`
		Counts    string   `json:"countsDigest"`
		Program   string   `json:"program"`
	}{
		Country: r.Country, Fictional: r.Fictional, Edition: "public", From: r.From, Until: r.Until,
		Sealed: r.Seal.State, SealedOn: r.Seal.Day, Measure: r.Calls.Measure, Design: r.Calls.Design,
		Verdict: r.Calls.Verdict, Reason: r.Calls.Reason, Placebos: [2]int{r.Calls.Found, r.Calls.Placebos},
		Reading: r.Reading, Plan: r.PlanDigest, Counts: r.CountsDigest, Program: r.Program,
	}
	if r.Office {
		out.Edition = "office"
	}
	if c := r.Calls.Change; c != nil {
		extra := six(r.Calls.Extra)
		out.Change = &ratio{six(c.Ratio), six(c.Low), six(c.High), six(c.P), six(c.Dispersion), six(c.Correlation)}
		out.Extra = &extra
	}
	for _, s := range r.Steps {
		out.Steps = append(out.Steps, step{s.ID, s.Lamp})
	}
	data, err := json.MarshalIndent(out, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write the report: %w", err)
	}
	return append(data, '\n'), nil
}

// six keeps four decimals, the same on every processor.
func six(x float64) float64 {
	r, _ := strconv.ParseFloat(strconv.FormatFloat(Rounded(x), 'f', 4, 64), 64)
	return r
}

// repeatable reports whether the report shows every block that was fitted, so that its
// numbers give the estimate again.
func (r *Report) repeatable() bool {
	return r.Calls.Change != nil && r.Calls.Design != Order && r.Group == 1
}

// CheckR writes a program for R that makes the main estimate again from the numbers of
// the report; nil where they do not suffice.
func CheckR(r *Report) []byte {
	if !r.repeatable() {
		return nil
	}
	var at, seen, other, after []string
	for _, b := range r.Calls.Blocks {
		if b.Out != "" || r.Calls.Design == Areas && b.Seen+b.Control == 0 {
			continue
		}
		at, seen = append(at, strconv.Itoa(b.At)), append(seen, strconv.FormatFloat(b.Seen, 'f', 0, 64))
		if r.Calls.Design == Areas {
			other = append(other, strconv.FormatFloat(b.Control, 'f', 0, 64))
		} else {
			other = append(other, strconv.FormatFloat(Rounded(b.Hours), 'f', 3, 64))
		}
		weight := "0"
		switch {
		case b.At >= 0 && r.Plan.Impact == "fading":
			weight = fmt.Sprintf("0.5^(%d/3)", b.At)
		case b.At >= 0:
			weight = "1"
		}
		after = append(after, weight)
	}
	model := `m <- glm(cbind(seen, other) ~ after, family = quasibinomial)  # other: areas without sheets`
	if r.Calls.Design == Line {
		season := "sin(2 * pi * at / year) + cos(2 * pi * at / year) + "
		if r.Plan.NoSeason {
			season = ""
		}
		year := "365.25 / 28"
		if r.Plan.Blocks == "months" {
			year = "12"
		}
		model = "year <- " + year + "\nm <- glm(seen ~ at + " + season +
			"after, offset = log(other), family = quasipoisson)  # other: open hours"
	}
	c := r.Calls.Change
	return fmt.Appendf(nil, checkText, list(at), list(seen), list(other), list(after), model,
		strconv.FormatFloat(six(c.Ratio), 'f', 4, 64), strconv.FormatFloat(six(c.Low), 'f', 4, 64),
		strconv.FormatFloat(six(c.High), 'f', 4, 64))
}

// list writes numbers for R, ten on a line.
func list(numbers []string) string {
	var b strings.Builder
	for i, n := range numbers {
		if i > 0 {
			b.WriteString(", ")
		}
		if i > 0 && i%10 == 0 {
			b.WriteString("\n  ")
		}
		b.WriteString(n)
	}
	return b.String()
}

const checkText = `# Makes the main estimate of the report again: ratio, and its 95 %% interval with a
# dispersion of at least 1 and the correlation of neighbouring periods, by moments.
at <- c(%s)
seen <- c(%s)
other <- c(%s)
after <- c(%s)
%s
w <- sqrt(m$weights); n <- length(w); p <- length(coef(m)); X <- w * model.matrix(m)
r <- residuals(m, "pearson"); M <- diag(n) - tcrossprod(qr.Q(qr(X)))
gap <- abs(outer(at, at, "-")); S <- (gap == 1) / 2
R <- function(rho) { k <- rho^gap; k[gap == 0] <- 1; k }
lag <- drop(t(r) %%*%% S %%*%% r)
off <- function(rho) { V <- M %%*%% R(rho) %%*%% M; sum(diag(S %%*%% V)) * sum(r^2) - lag * sum(diag(V)) }
rho <- if (off(0) >= 0) 0 else if (off(.95) <= 0) .95 else uniroot(off, c(0, .95), tol = 1e-10)$root
phi <- max(1, sum(r^2) / sum(diag(M %%*%% R(rho) %%*%% M)))
A <- solve(crossprod(X)); se <- sqrt(phi * diag(A %%*%% t(X) %%*%% R(rho) %%*%% X %%*%% A))[p]
df <- max(2, (n - p) * (1 - rho^2) / (1 + rho^2))
here <- exp(coef(m)[p] + c(0, -1, 1) * qt(.975, df) * se)
report <- c(%s, %s, %s)
cat(sprintf("%%.4f", here), "here\n"); cat(sprintf("%%.4f", report), "in the report\n")
stopifnot(all(abs(here / report - 1) < 1e-3))
`
