# Fits the same models with R, from rows on standard input:
#   set kind at count open-or-control-or-n after
# and prints one line of numbers for each set, and the Seatbelts of package datasets.
options(digits = 12)
suppressPackageStartupMessages(library(survey))
year <- 365.25 / 28
rows <- read.table(file("stdin"), col.names = c("set", "kind", "at", "y", "other", "after"))

# The interval of Series and Share by dense matrices: corrected moments of an AR(1).
corrected <- function(m, at) {
  w <- sqrt(m$weights); n <- length(w); p <- length(coef(m))
  r <- residuals(m, "pearson"); Q <- qr.Q(qr(w * model.matrix(m)))
  M <- diag(n) - Q %*% t(Q); gap <- abs(outer(at, at, "-")); S <- (gap == 1) / 2
  at.rho <- function(rho) { R <- rho^gap; R[gap == 0] <- 1; R }
  lag <- drop(t(r) %*% S %*% r); squares <- sum(r^2)
  off <- function(rho) { V <- M %*% at.rho(rho) %*% M; sum(diag(S %*% V)) * squares - lag * sum(diag(V)) }
  rho <- if (off(0) >= 0) 0 else if (off(.95) <= 0) .95 else uniroot(off, c(0, .95), tol = 1e-12)$root
  V <- M %*% at.rho(rho) %*% M; phi <- max(1, squares / sum(diag(V)))
  X <- w * model.matrix(m); A <- solve(t(X) %*% X)
  se <- sqrt(phi * diag(A %*% t(X) %*% at.rho(rho) %*% X %*% A))[p]
  df <- max(2, (n - p) * (1 - rho^2) / (1 + rho^2))
  c(coef(m)[p] + c(0, -1, 1) * qt(.975, df) * se, phi, rho)
}

for (s in unique(rows$set)) {
  d <- rows[rows$set == s, ]
  if (d$kind[1] == "series") {
    u <- d$at / year; w <- 2 * pi * u
    m <- glm(y ~ u + sin(w) + cos(w) + after, offset = log(other), family = quasipoisson, data = d,
      control = list(epsilon = 1e-14))
    out <- c(corrected(m, d$at), coef(summary(m))[5, 1], summary(m)$dispersion)
  } else if (d$kind[1] == "share") {
    m <- glm(cbind(y, other) ~ after, family = quasibinomial, data = d, control = list(epsilon = 1e-14))
    out <- c(corrected(m, d$at), coef(summary(m))[2, 1], summary(m)$dispersion)
  } else {
    x <- d[rep(seq_len(nrow(d)), d$other), ]
    x$a <- unlist(mapply(function(y, n) rep(c(1, 0), c(y, n - y)), d$y, d$other, SIMPLIFY = FALSE))
    g <- svydesign(ids = ~at, strata = ~after, data = x, weights = ~1)
    out <- c(coef(summary(svyglm(a ~ after, g)))[2, 1:2], degf(g))
  }
  cat("set", s, out, "\n")
}
for (i in seq_len(nrow(Seatbelts))) cat("belts", Seatbelts[i, c("front", "rear", "drivers")], "\n")
