"""
Figures for shared/statistics/reference.test.ts and shared/experiments/reference.test.ts, worked out without any of Lathe's code.

Run on 30 November 2026 with Python 3, NumPy 2.4.6, SciPy 1.17.1, statsmodels 0.15.0 and mpmath 1.3.0:

    python3 tests/reference/ab-statistics.py && npx biome format --write tests/reference/ab-statistics.json

What SciPy or statsmodels have, they work out: Wilson, Newcombe's independent interval, Student's and Welch's t, clustered
standard errors, the binomial, Holm, BCa. What they have not, Newcombe's paired interval, Connor's and Fleiss's sizes and
the e-value, is written down here from the publications in mpmath with 50 digits or in exact fractions. The BCa bootstrap is
done twice: with Lathe's generator written anew, so that all digits can be held against each other, and with SciPy's own
and 200,000 resamples, which agree as far as chance allows.
"""

import json
import math
import pathlib
import sys
from fractions import Fraction

import mpmath as mp
import numpy as np
import scipy
import statsmodels
import statsmodels.api as sm
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

mp.mp.dps = 50
LEVELS = [0.9, 0.95, 0.975, 1 - 0.05 / 15]
rng = np.random.default_rng(20261130)


def z_of(confidence):
    return mp.sqrt(2) * mp.erfinv(mp.mpf(confidence))


def t_of(confidence, df):
    return float(stats.t.ppf((1 + confidence) / 2, df))


# Single figures


def wilson_mp(x, n, confidence):
    """The two roots p of (p̂ − p)² = z² p (1 − p) / n."""
    z2 = z_of(confidence) ** 2
    x, n = mp.mpf(x), mp.mpf(n)
    a, b, c = n + z2, -(2 * x + z2), x * x / n
    root = mp.sqrt(max(b * b - 4 * a * c, mp.mpf(0)))
    return (-b - root) / (2 * a), (-b + root) / (2 * a)


def newcombe_paired(e, f, g, h, confidence):
    """Newcombe 1998, Statistics in Medicine 17, 2635, method 10; e both, f only the first, g only the second, h neither.
    Of second − first."""
    e, f, g, h = (mp.mpf(v) for v in (e, f, g, h))
    n = e + f + g + h
    p1, p2 = (e + f) / n, (e + g) / n
    l1, u1 = wilson_mp(e + f, n, confidence)
    l2, u2 = wilson_mp(e + g, n, confidence)
    product = (e + f) * (g + h) * (e + g) * (f + h)
    if product == 0:
        phi = mp.mpf(0)
    else:
        top = e * h - f * g
        if top > n / 2:
            top = top - n / 2
        elif top >= 0:
            top = mp.mpf(0)
        phi = top / mp.sqrt(product)
    d = p1 - p2
    lower = d - mp.sqrt((p1 - l1) ** 2 - 2 * phi * (p1 - l1) * (u2 - p2) + (u2 - p2) ** 2)
    upper = d + mp.sqrt((p2 - l2) ** 2 - 2 * phi * (p2 - l2) * (u1 - p1) + (u1 - p1) ** 2)
    return [max(-1.0, float(-upper)), min(1.0, float(-lower))]


def mid_p(b, c):
    m, k = b + c, min(b, c)
    if m == 0:
        return 1.0
    if m <= 300:
        less = sum(math.comb(m, i) for i in range(k))
        return float(min(Fraction(1), Fraction(2 * less + math.comb(m, k), 2**m)))
    return float(min(1.0, 2 * stats.binom.cdf(k - 1, m, 0.5) + stats.binom.pmf(k, m, 0.5)))


def e_value(w, l):
    """2^(W+L) · W! L! / (W+L+1)!, exact."""
    return float(Fraction(2 ** (w + l) * math.factorial(w) * math.factorial(l), math.factorial(w + l + 1)))


def connor(psi, delta, power="0.8", confidence="0.95"):
    za, zb = z_of(confidence), z_of(2 * mp.mpf(power) - 1)
    psi, delta = mp.mpf(psi), mp.mpf(delta)
    return float((za * mp.sqrt(psi) + zb * mp.sqrt(psi - delta**2)) ** 2 / delta**2)


def fleiss(p1, delta, confidence="0.95"):
    za, zb = z_of(confidence), z_of("0.6")
    p1 = mp.mpf(p1)
    p2 = p1 + mp.mpf(delta)
    bar = (p1 + p2) / 2
    return float((za * mp.sqrt(2 * bar * (1 - bar)) + zb * mp.sqrt(p1 * (1 - p1) + p2 * (1 - p2))) ** 2 / (p2 - p1) ** 2)


def single_figures():
    tables = [
        (0, 0, 0, 1), (1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (20, 0, 0, 0), (0, 0, 0, 20), (10, 0, 0, 10),
        (0, 10, 10, 0), (1, 7, 1, 12), (59, 6, 16, 80), (36, 12, 2, 0), (18, 12, 2, 18), (53, 0, 0, 1), (0, 30, 0, 0),
        (0, 0, 30, 0), (95, 0, 5, 0), (95, 2, 3, 0), (50, 10, 15, 25), (700, 80, 120, 100), (90_000, 3_000, 3_400, 3_600),
        (2, 1, 1, 2), (199, 0, 1, 0), (30, 25, 5, 40), (3, 2, 0, 1),
    ]
    tables += [tuple(int(v) for v in rng.multinomial(n, rng.dirichlet([3, 1, 1, 2]))) for n in (5, 12, 20, 33, 50, 77, 100, 150, 200, 500, 2_000)]
    fractional = [(40.25, 3.5, 4.25, 12), (0.5, 0.25, 0, 0.25), (19.75, 0.125, 0.125, 0)]
    paired = [
        {"both": e, "lost": f, "gained": g, "neither": h, "confidence": level, "interval": newcombe_paired(e, f, g, h, level)}
        for e, f, g, h in tables + fractional for level in LEVELS
    ]
    wilson = [
        {"passed": x, "count": n, "confidence": level, "interval": [float(v) for v in proportion_confint(x, n, 1 - level, "wilson")]}
        for x, n in [(0, 1), (1, 1), (0, 20), (20, 20), (3, 7), (81, 263), (15, 148), (99_990, 100_000)] for level in LEVELS
    ]
    independent = [
        {
            "first": [x1, n1], "second": [x2, n2], "confidence": level,
            "interval": [float(v) for v in confint_proportions_2indep(x2, n2, x1, n1, compare="diff", method="newcomb", alpha=1 - level)],
        }
        for x1, n1, x2, n2 in [(48, 80, 56, 70), (3, 10, 9, 10), (2, 7, 6, 7), (0, 29, 5, 56), (0, 20, 0, 10), (0, 10, 0, 10), (0, 20, 10, 10), (700, 1_000, 760, 1_010)]
        for level in LEVELS
    ]
    pairs = [(0, 0), (1, 0), (0, 1), (5, 5), (5, 0), (7, 1), (16, 6), (12, 2), (25, 10), (140, 110), (149, 151), (1_000, 900), (24_433, 23_364), (60_000, 40_000)]
    signs = [{"wins": w, "losses": l, "p": mid_p(w, l)} for w, l in pairs]
    for row in signs:
        # statsmodels' exact p is 2·P(X ≤ k) or 1, so that the mid-p is that less P(X = k).
        w, l = row["wins"], row["losses"]
        if w != l and w + l < 1_000:
            exact = mcnemar([[0, w], [l, 0]], exact=True).pvalue
            assert abs(exact - stats.binom.pmf(min(w, l), w + l, 0.5) - row["p"]) < 1e-12
    evidence = [{"wins": w, "losses": l, "e": e_value(w, l)} for w, l in [(0, 0), (1, 0), (0, 7), (5, 5), (7, 0), (8, 1), (20, 6), (60, 30), (300, 200), (700, 200)]]
    t = [
        {"confidence": level, "df": df, "t": t_of(level, df)}
        for level in LEVELS for df in [1, 1.5, 2, 2.37, 3, 4.9, 7, 19, 33.3, 99, 999.5, 99_999, 1e7]
    ]
    tails = [{"t": x, "df": df, "p": float(2 * stats.t.sf(abs(x), df))} for x in [0, -0.01, 0.7, -1.96, 2.5, 9, -30] for df in [1, 2.37, 19, 99, 99_999]]
    normal = [{"p": p, "z": float(stats.norm.ppf(p))} for p in [1e-7, 1e-4, 0.025, 0.3, 0.5, 0.8, 0.975, 0.99999]]
    cumulative = [{"z": z, "p": float(stats.norm.cdf(z))} for z in [-8, -3.1, -1, 0, 0.3, 2.2, 6]]
    holm = []
    for ps in [[0.01, 0.04, 0.03, 0.005], [0.5], [0.02, 0.02], [0.9, 0.001, 1, 0.0125, 0.3], [0.01, 0.02, 0.03, 0.04, 0.05], [1, 1]]:
        reject, adjusted, _, _ = multipletests(ps, 0.05, "holm")
        holm.append({"ps": ps, "adjusted": [float(v) for v in adjusted], "rejected": [bool(v) for v in reject]})
    sizes = {
        "paired": [{"discordance": p, "delta": d, "cases": connor(p, d)} for p in [0.1, 0.2, 0.3, 0.4] for d in [0.05, 0.1, 0.15, 0.2] if p > d],
        "independent": [{"base": p, "delta": d, "cases": fleiss(p, d)} for p in [0.5, 0.7, 0.75] for d in [0.05, 0.1, 0.15, 0.2]],
        "means": [{"variance": v, "delta": d, "cases": float((z_of("0.95") + z_of("0.6")) ** 2 * mp.mpf(v) / mp.mpf(d) ** 2)} for v in ["0.0625", "0.25", "0.01"] for d in ["0.05", "0.1"]],
    }
    return {
        "paired": paired, "wilson": wilson, "independent": independent, "signs": signs, "evidence": evidence, "t": t,
        "tails": tails, "normal": normal, "cumulative": cumulative, "holm": holm, "sizes": sizes,
    }


# Lathe's generator, from Blackman & Vigna's description of xoshiro128** and MurmurHash3's finalizer


class Xoshiro:
    def __init__(self, seed):
        self.state, weyl = [], seed & 0xFFFFFFFF
        for _ in range(4):
            weyl = (weyl + 0x9E3779B9) & 0xFFFFFFFF
            h = weyl
            h ^= h >> 16
            h = h * 0x85EBCA6B & 0xFFFFFFFF
            h ^= h >> 13
            h = h * 0xC2B2AE35 & 0xFFFFFFFF
            h ^= h >> 16
            self.state.append(h)

    def row(self, count, limit):
        return [self.next() * limit >> 32 for _ in range(count)]

    def next(self):
        def turn(x, k):
            return (x << k | x >> (32 - k)) & 0xFFFFFFFF

        s = self.state
        result = turn(s[1] * 5 & 0xFFFFFFFF, 7) * 9 & 0xFFFFFFFF
        t = s[1] << 9 & 0xFFFFFFFF
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = turn(s[3], 11)
        return result


def bca(samples, seed, level):
    """`samples`: one or two of (below, above); the second's ratio is taken off."""
    gen = Xoshiro(seed)

    def log_ratio(parts):
        logs = [np.log(np.sum(above)) - np.log(np.sum(below)) for below, above in parts]
        return logs[0] - (logs[1] if len(logs) > 1 else 0)

    theta = log_ratio(samples)
    drawn = np.empty(10_000)
    for k in range(10_000):
        parts = []
        for below, above in samples:
            rows = gen.row(len(below), len(below))
            parts.append((below[rows], above[rows]))
        drawn[k] = log_ratio(parts)
    share = (np.sum(drawn < theta - 1e-12) + 0.5 * np.sum(np.abs(drawn - theta) < 1e-12)) / 10_000
    z0 = stats.norm.ppf(share)
    top = bottom = 0.0
    for place, (below, above) in enumerate(samples):
        n = len(below)
        jack = np.array([
            log_ratio([(np.delete(b, i), np.delete(a, i)) if other == place else (b, a) for other, (b, a) in enumerate(samples)])
            for i in range(n)
        ])
        pull = (n - 1) * (jack.mean() - jack) / n
        top += np.sum(pull**3)
        bottom += np.sum(pull**2)
    a_hat = top / (6 * bottom**1.5)
    ends = []
    for tail in ((1 - level) / 2, (1 + level) / 2):
        z = z0 + stats.norm.ppf(tail)
        ends.append(float(np.quantile(drawn, stats.norm.cdf(z0 + z / (1 - a_hat * z)))))
    return float(theta), ends


def scipy_bca(samples):
    if len(samples) == 1:
        data, statistic, paired = samples[0], lambda b, a, axis=-1: np.log(a.sum(axis) / b.sum(axis)), True
    else:
        data, paired = (samples[1][1], samples[0][1]), False
        statistic = lambda one, two, axis=-1: np.log(two.mean(axis) / one.mean(axis))
    found = stats.bootstrap(data, statistic, paired=paired, vectorized=True, n_resamples=200_000, batch=2_000, method="BCa", rng=np.random.default_rng(1))
    return [float(v) for v in found.confidence_interval]


# Whole comparisons


def clustered(values, groups):
    """Mean and cluster-robust standard error: statsmodels' OLS on a constant, with C / (C − 1)."""
    fit = sm.OLS(values, np.ones(len(values))).fit(cov_type="cluster", cov_kwds={"groups": groups, "use_correction": True})
    return float(fit.params[0]), float(fit.bse[0]), len(set(groups))


def case_means(rows):
    return np.array([np.nan if all(v is None for v in row) else np.mean([v for v in row if v is not None]) for row in rows])


def entry(name, metric, assign, a, b, found, clusters=None):
    return {"name": name, "metric": metric, "assign": assign, "a": a, "b": b, "clusters": clusters, **found}


def clip(ends):
    return [max(-1.0, ends[0]), min(1.0, ends[1])]


def binary_rows(n, rate, shift, repeats=1):
    """Cases differ in how hard they are."""
    hard = rng.beta(4 * rate, 4 * (1 - rate), n)
    return [[[int(v) for v in rng.random(repeats) < min(1, max(0, h + s))] for h in hard] for s in (0, shift)]


def paired_entries():
    out = []
    for n, rate, shift in [(20, 0.7, 0), (25, 0.5, 0.3), (60, 0.8, 0.1), (120, 0.7, 0.1), (200, 0.9, -0.05), (400, 0.6, 0.02)]:
        a, b = binary_rows(n, rate, shift)
        x, y = np.array(a)[:, 0], np.array(b)[:, 0]
        e, f, g, h = (int(np.sum(v)) for v in (x & y, x & ~y & 1, ~x & y & 1, ~x & ~y & 1))
        out.append(entry(f"pass of {n}", "pass", "paired", a, b, {
            "n": n, "difference": float(y.mean() - x.mean()), "interval": newcombe_paired(e, f, g, h, 0.95), "p": mid_p(g, f),
            "method": "newcombe-mcnemar", "fixed": g, "broken": f,
        }))
    for n, repeats in [(30, 3), (80, 5)]:
        a, b = binary_rows(n, 0.6, 0.15, repeats)
        # One call of a case was lost: the mean is that of the others.
        a[3][0] = None
        d = case_means(b) - case_means(a)
        test = stats.ttest_1samp(d, 0)
        out.append(entry(f"pass of {n} asked {repeats} times", "pass", "paired", a, b, {
            "n": n, "difference": float(d.mean()), "interval": clip([float(v) for v in test.confidence_interval(0.95)]), "p": float(test.pvalue),
            "method": "paired-t", "fixed": int(np.sum(d > 1e-12)), "broken": int(np.sum(d < -1e-12)),
        }))
    a, b = binary_rows(90, 0.6, 0.15)
    groups = [int(g) for g in rng.integers(0, 14, 90)]
    mean, error, count = clustered(np.array(b)[:, 0] - np.array(a)[:, 0], groups)
    out.append(entry("pass in 14 groups", "pass", "paired", a, b, {
        "n": 90, "difference": mean, "interval": clip([mean - t_of(0.95, count - 1) * error, mean + t_of(0.95, count - 1) * error]),
        "p": float(2 * stats.t.sf(abs(mean / error), count - 1)), "method": "clustered-t", "groups": count,
    }, groups))
    # Of 40 cases asked twice two differ: as if each were asked once.
    a = [[1, 1]] * 30 + [[0, 0]] * 8 + [[0, 1], [1, 1]]
    b = [[1, 1]] * 30 + [[0, 0]] * 8 + [[1, 1], [0, 1]]
    cells = np.zeros(4)
    for x, y in zip(case_means(a), case_means(b)):
        cells += [x * y, x * (1 - y), (1 - x) * y, (1 - x) * (1 - y)]
    out.append(entry("pass of 40 asked twice, of which two differ", "pass", "paired", a, b, {
        "n": 40, "difference": 0.0, "interval": newcombe_paired(*cells, 0.95), "p": None, "method": "newcombe-means", "fixed": 1, "broken": 1,
    }))
    for n, shift in [(20, 0.1), (55, 0.02), (300, 0.01)]:
        base = rng.beta(5, 2, n)
        a = [[round(float(v), 3)] for v in np.clip(base + rng.normal(0, 0.1, n), 0, 1)]
        b = [[round(float(v), 3)] for v in np.clip(base + shift + rng.normal(0, 0.1, n), 0, 1)]
        test = stats.ttest_rel(np.array(b)[:, 0], np.array(a)[:, 0])
        out.append(entry(f"score of {n}", "score", "paired", a, b, {
            "n": n, "difference": float(np.mean(b) - np.mean(a)), "interval": [float(v) for v in test.confidence_interval(0.95)], "p": float(test.pvalue), "method": "paired-t",
        }))
    groups = [i // 4 for i in range(55)]
    a, b = out[-2]["a"], out[-2]["b"]
    mean, error, count = clustered(np.array(b)[:, 0] - np.array(a)[:, 0], groups)
    out.append(entry("score of 55 in 14 groups", "score", "paired", a, b, {
        "n": 55, "difference": mean, "interval": [mean - t_of(0.95, count - 1) * error, mean + t_of(0.95, count - 1) * error],
        "p": float(2 * stats.t.sf(abs(mean / error), count - 1)), "method": "clustered-t", "groups": count,
    }, groups))
    for n, factor, repeats in [(24, 1.3, 1), (150, 1.02, 1), (40, 0.8, 3)]:
        hard = rng.lognormal(6, 0.8, n)
        a = [[round(float(v), 1) for v in h * rng.lognormal(0, 0.3, repeats)] for h in hard]
        b = [[round(float(v), 1) for v in h * factor * rng.lognormal(0, 0.3, repeats)] for h in hard]
        x, y = case_means(a), case_means(b)
        test = stats.ttest_rel(np.log(y), np.log(x))
        out.append(entry(f"latency of {n} asked {repeats} times", "latency", "paired", a, b, {
            "n": n, "difference": float(stats.gmean(y) / stats.gmean(x) - 1), "interval": [float(np.expm1(v)) for v in test.confidence_interval(0.95)], "p": float(test.pvalue),
            "method": "log-ratio", "medianA": float(np.median(x)), "medianB": float(np.median(y)), "valueA": float(stats.gmean(x)), "valueB": float(stats.gmean(y)),
        }))
    for n, grouped in [(20, False), (35, False), (36, True)]:
        a, b = ([[0 if rng.random() < 0.2 else round(float(v) * f, 5)] for v in rng.lognormal(-6, 1, n)] for f in (1, 1.4))
        x, y = np.array(a)[:, 0], np.array(b)[:, 0]
        groups = [i // 2 for i in range(n)] if grouped else None
        sample = (x, y) if groups is None else tuple(np.array([np.sum(v[np.array(groups) == g]) for g in sorted(set(groups))]) for v in (x, y))
        theta, ends = bca([sample], 7, 0.95)
        out.append(entry(f"cost of {n}, some of it 0{', in pairs' if grouped else ''}", "cost", "paired", a, b, {
            "n": n, "difference": float(np.expm1(theta)), "interval": [float(v) for v in np.expm1(ends)], "method": "bca-ratio",
            "other": [float(v) for v in np.expm1(scipy_bca([sample]))], "valueA": float(x.mean()), "valueB": float(y.mean()),
        }, groups))
    return out


def draw_arms(values, chance=0.5):
    """Each place is given to one of two arms."""
    a, b = [], []
    for row in values:
        mine = rng.random(len(row)) < chance
        a.append([None if m else v for m, v in zip(mine, row)])
        b.append([v if m else None for m, v in zip(mine, row)])
    return a, b


def flat(rows, groups=None):
    pairs = [(v, index if groups is None else groups[index]) for index, row in enumerate(rows) for v in row if v is not None]
    return np.array([v for v, _ in pairs]), np.array([g for _, g in pairs])


def welch_clustered(first, second):
    (m1, s1, c1), (m2, s2, c2) = clustered(*first), clustered(*second)
    error = math.hypot(s1, s2)
    df = (s1**2 + s2**2) ** 2 / (s1**4 / (c1 - 1) + s2**4 / (c2 - 1))
    half = t_of(0.95, df) * error
    return m2 - m1, [m2 - m1 - half, m2 - m1 + half], float(2 * stats.t.sf(abs((m2 - m1) / error), df))


def effective_wilson(values, groups, level):
    """Wilson's interval for the effective size of Korn & Graubard 1998, with few-cluster correction (z/t)²."""
    n, p, count = len(values), float(np.mean(values)), len(set(groups))
    if count == n:
        size = n
    elif p in (0, 1) or count == 1:
        size = count
    else:
        _, error, _ = clustered(values, groups)
        size = min(n, float((float(z_of(level)) / t_of(level, count - 1)) ** 2 * p * (1 - p) / error**2))
    return p, [float(v) for v in wilson_mp(p * size, size, level)]


def hybrid(first, second, level):
    (p1, (l1, u1)), (p2, (l2, u2)) = effective_wilson(*first, level), effective_wilson(*second, level)
    return [p2 - p1 - math.hypot(p2 - l2, u1 - p1), p2 - p1 + math.hypot(u2 - p2, p1 - l1)]


def random_entries():
    out = []
    for n, shift in [(60, 0.2), (400, 0.05)]:
        values = [[int(rng.random() < 0.6)] for _ in range(n)]
        a, b = draw_arms(values)
        first, second = flat(a)[0], flat(b)[0]
        out.append(entry(f"pass of {n} calls", "pass", "random", a, b, {
            "n": n, "difference": float(second.mean() - first.mean()),
            "interval": [float(v) for v in confint_proportions_2indep(second.sum(), len(second), first.sum(), len(first), compare="diff", method="newcomb")],
            "p": float(stats.ttest_ind(second, first, equal_var=False).pvalue), "method": "newcombe-welch",
        }))
    hard = rng.beta(3, 2, 30)
    values = [[int(v) for v in rng.random(6) < h] for h in hard]
    a, b = draw_arms(values)
    one, two = flat(a), flat(b)
    difference, _, p = welch_clustered(one, two)
    out.append(entry("pass of 30 cases asked several times", "pass", "random", a, b, {
        "n": 180, "difference": difference, "interval": hybrid(one, two, 0.95), "p": p, "method": "newcombe-welch",
    }))
    values = [[round(float(v), 3)] for v in rng.beta(4, 2, 90)]
    a, b = draw_arms(values, 0.3)
    first, second = flat(a)[0], flat(b)[0]
    test = stats.ttest_ind(second, first, equal_var=False)
    out.append(entry("score of 90 calls", "score", "random", a, b, {
        "n": 90, "difference": float(second.mean() - first.mean()), "interval": [float(v) for v in test.confidence_interval(0.95)], "p": float(test.pvalue), "method": "welch",
    }))
    groups = [i // 3 for i in range(90)]
    difference, ends, p = welch_clustered(flat(a, groups), flat(b, groups))
    out.append(entry("score of 90 calls in 30 groups", "score", "random", a, b, {"n": 90, "difference": difference, "interval": ends, "p": p, "method": "welch", "groups": 30}, groups))
    values = [[round(float(v), 1) for v in h * rng.lognormal(0, 0.4, 3)] for h in rng.lognormal(6, 0.6, 40)]
    a, b = draw_arms(values)
    (x, gx), (y, gy) = flat(a), flat(b)
    difference, ends, p = welch_clustered((np.log(x), gx), (np.log(y), gy))
    out.append(entry("latency of 40 cases asked several times", "latency", "random", a, b, {
        "n": 120, "difference": math.expm1(difference), "interval": [math.expm1(v) for v in ends], "p": p, "method": "welch-log", "medianA": float(np.median(x)), "medianB": float(np.median(y)),
    }))
    values = [[0 if rng.random() < 0.15 else round(float(v), 5)] for v in rng.lognormal(-6, 0.7, 60)]
    a, b = draw_arms(values)
    x, y = flat(a)[0], flat(b)[0]
    samples = [(np.ones(len(y)), y), (np.ones(len(x)), x)]
    theta, ends = bca(samples, 7, 0.95)
    out.append(entry("cost of 60 calls, some of it 0", "cost", "random", a, b, {
        "n": 60, "difference": math.expm1(theta), "interval": [math.expm1(v) for v in ends], "method": "bca-ratio", "other": [float(v) for v in np.expm1(scipy_bca(samples))],
    }))
    return out


def several_arms():
    """Four arms over the same cases: Holm, and the intervals at its levels."""
    hard = rng.beta(3, 2, 150)
    arms = [[int(v) for v in rng.random(150) < np.clip(hard + s, 0, 1)] for s in (0, 0.22, 0.1, 0.02)]
    cells, ps = [], []
    for other in arms[1:]:
        x, y = np.array(arms[0]), np.array(other)
        cell = tuple(int(np.sum(v)) for v in (x & y, x & ~y & 1, ~x & y & 1, ~x & ~y & 1))
        cells.append(cell)
        ps.append(mid_p(cell[2], cell[1]))
    reject, adjusted, _, _ = multipletests(ps, 0.05, "holm")
    level, levels, going = None, {}, True
    for rank, place in enumerate(np.argsort(ps)):
        if going:
            level = 0.05 / (len(ps) - rank)
        going = going and bool(reject[place])
        levels[int(place)] = level
    return {
        "arms": arms, "p": [float(v) for v in adjusted],
        "intervals": [newcombe_paired(*cell, 1 - levels[place]) for place, cell in enumerate(cells)],
        "confidences": [1 - levels[place] for place in range(len(ps))],
    }


found = {
    "versions": {"python": sys.version.split()[0], "numpy": np.__version__, "scipy": scipy.__version__, "statsmodels": statsmodels.__version__, "mpmath": mp.__version__},
    "single": single_figures(),
    "comparisons": paired_entries() + random_entries(),
    "severalArms": several_arms(),
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(found, ensure_ascii=False, allow_nan=False) + "\n")
print(path, path.stat().st_size)
