"""
Whole verdicts for tests/reference/verdicts.test.ts, worked out without any of Lathe's code: from the attempts that a comparison
left in the store (read there by a statement of its own) to verdict, difference, interval, p, fixed, broken, cases left out
and cases needed, by the law of the statistics (Newcombe's paired interval, mid-p McNemar, paired and clustered t, Welch,
log ratios, Holm, e-value, Connor) with SciPy and statsmodels.

    LATHE_ATTEMPTS=/tmp/attempts.json node node_modules/vitest/vitest.mjs run --root . tests/reference/verdicts.test.ts
    python3 tests/reference/verdicts.py /tmp/attempts.json

Run on 30 November 2026 with Python 3, NumPy 2.4.6, SciPy 1.17.1 and statsmodels 0.15.0. Not worked out here: the BCa interval
(tests/reference/ab-statistics.py does, with Lathe's generator written anew) and the cases that are needed where power
alone would ask for no more.
"""

import json
import math
import pathlib
import sys

import numpy as np
import statsmodels.api as sm
from scipy import special, stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

POWER = stats.norm.ppf(0.8)


def values_of(attempts, metric):
    """{(round, case): {arm: [value or reason, …]}} of what counts."""
    cells = {}
    for round_, arm, case, repeat, group, verdict, score, ms, usd, recorded, checks in attempts:
        value = None
        if metric["kind"] == "pass":
            value = {"pass": 1.0, "fail": 0.0, "error": "errors", "unscored": "unscored"}[verdict]
        elif metric["kind"] == "score":
            value = "errors" if verdict == "error" else "unscored" if score is None else score
        elif metric["kind"] == "check":
            said = json.loads(checks) if isinstance(checks, str) else checks
            value = "errors" if verdict == "error" else said.get(metric["name"], "unscored")
        elif metric["kind"] == "latency":
            value = "errors" if ms is None else "recorded" if recorded else ms
        elif metric["kind"] == "cost":
            value = "errors" if ms is None else "recorded" if recorded else "unpriced" if usd is None else usd
        cells.setdefault((round_, case), {"group": group, "arms": {}})["arms"].setdefault(arm, []).append(value)
    return cells


ORDER = ["errors", "unscored", "missing", "unpriced", "recorded"]


def numbers(values):
    return [v for v in values if not isinstance(v, str)]


def wilson(passed, n, level):
    low, high = proportion_confint(passed, n, alpha=1 - level, method="wilson")
    return float(low), float(high)


def newcombe(e, gained, lost, h, level):
    n = e + gained + lost + h
    pa, pb = (e + lost) / n, (e + gained) / n
    (la, ua), (lb, ub) = wilson(e + lost, n, level), wilson(e + gained, n, level)
    root = math.sqrt((e + gained) * (lost + h) * (e + lost) * (gained + h))
    num = e * h - gained * lost
    num = max(num - n / 2, 0) if num > 0 else num
    phi = 0 if root == 0 else num / root
    reach = lambda x, y: math.sqrt(max(0, x * x - 2 * phi * x * y + y * y))
    d = pb - pa
    return max(-1, d - reach(pb - lb, ua - pa)), min(1, d + reach(ub - pb, pa - la))


def mid_p(b, c):
    return 1.0 if b == c else float(min(1, 2 * stats.binom.cdf(min(b, c) - 1, b + c, 0.5) + stats.binom.pmf(min(b, c), b + c, 0.5)))


def e_value(w, l):
    return math.exp((w + l) * math.log(2) + special.betaln(w + 1, l + 1))


def clustered(values, groups):
    """Mean, its standard error over clusters (CR1 of statsmodels without the factor for regressors), degrees of freedom."""
    values = np.asarray(values, float)
    names = sorted(set(groups))
    if len(names) == len(values):
        return values.mean(), stats.sem(values), len(values) - 1
    fit = sm.OLS(values, np.ones(len(values))).fit(
        cov_type="cluster", cov_kwds={"groups": np.array([names.index(g) for g in groups]), "use_correction": False}
    )
    c = len(names)
    return float(fit.params[0]), float(fit.bse[0]) * math.sqrt(c / (c - 1)), c - 1


def connor(discordance, delta, level):
    z, psi = stats.norm.ppf((1 + level) / 2), max(discordance, delta)
    return ((z * math.sqrt(psi) + POWER * math.sqrt(psi - delta**2)) / delta) ** 2


def miller(variance, delta, level):
    return (stats.norm.ppf((1 + level) / 2) + POWER) ** 2 * variance / delta**2


def fleiss(low, delta, level):
    low = max(0, min(low, 1 - delta))
    high = min(1, low + delta)
    mid = (low + high) / 2
    z = stats.norm.ppf((1 + level) / 2)
    return ((z * math.sqrt(2 * mid * (1 - mid)) + POWER * math.sqrt(low * (1 - low) + high * (1 - high))) / delta) ** 2


class T:
    """Student's t around an effect; on the scale on which it is read."""

    def __init__(self, effect, error, df):
        self.effect, self.error, self.df = effect, error, df
        self.p = float(2 * stats.t.sf(abs(effect / error), df)) if error > 1e-12 else None

    def interval(self, level):
        if self.error <= 1e-12:
            return None
        half = stats.t.ppf((1 + level) / 2, self.df) * self.error
        return self.effect - half, self.effect + half


def paired(cells, arm, metric, delta):
    left = dict.fromkeys(ORDER, 0)
    a, b, groups, most = [], [], [], 0
    for (round_, case), cell in cells.items():
        one, two = cell["arms"].get(0, ["missing"]), cell["arms"].get(arm, ["missing"])
        x, y = numbers(one), numbers(two)
        if x and y:
            a.append(sum(x) / len(x)), b.append(sum(y) / len(y))
            groups.append(("group", cell["group"]) if cell["group"] is not None else ("case", round_, case))
        else:
            reasons = ([] if x else one) + ([] if y else two)
            left[min(reasons, key=ORDER.index)] += 1
        most = max(most, len(x), len(y))
    n = len(a)
    a, b = np.array(a), np.array(b)
    out = {"n": n, "leftOut": left, "thin": False, "needs": None}
    has_groups = any(g[0] == "group" for g in groups)
    units = len(set(groups))
    ratio = metric["kind"] in ("latency", "cost")
    change = np.where(abs(b - a) < 1e-12, 0, np.sign(b - a)) * (-1 if ratio else 1)
    out["fixed"], out["broken"] = int((change > 0).sum()), int((change < 0).sum())
    out["e"] = e_value(out["fixed"], out["broken"]) if not (has_groups and units < n) else None
    if metric["kind"] == "pass" and most > 1:
        # A case is passed or failed by most of its repeats; one that is even is neither.
        moved = np.where((a == 0.5) | (b == 0.5), 0, np.sign(b - 0.5) - np.sign(a - 0.5))
        out["fixed"], out["broken"] = int((moved > 0).sum()), int((moved < 0).sum())
    if n == 0:
        return out
    values = set(a) | set(b)
    if ratio:
        out["medianA"], out["medianB"] = float(np.median(a)), float(np.median(b))
        if min(values) <= 0:
            out.update(method="bca-ratio", effect=math.log(b.mean()) - math.log(a.mean()), valueA=a.mean(), valueB=b.mean())
            return out
        d = np.log(b) - np.log(a)
        out.update(method="log-ratio", valueA=stats.gmean(a), valueB=stats.gmean(b))
    elif values <= {0.0, 1.0} and most == 1 and units == n:
        e, h = int(((a == 1) & (b == 1)).sum()), int(((a == 0) & (b == 0)).sum())
        g, l = out["fixed"], out["broken"]
        out.update(method="newcombe-mcnemar", valueA=a.mean(), valueB=b.mean(), effect=(g - l) / n, p=mid_p(g, l))
        out["interval"] = lambda level: newcombe(e, g, l, h, level)
        out["needs"] = lambda level: connor((g + l + 1) / (n + 2), delta, level)
        return out
    else:
        d = b - a
        out.update(method="paired-t" if units == n else "clustered-t", valueA=a.mean(), valueB=b.mean())
    mean, error, df = clustered(d, groups)
    t = T(mean, error, df)
    differing = len({g for g, x in zip(groups, d) if abs(x) > 1e-12})
    bound = (lambda i: i) if ratio else (lambda i: i and (max(-1, i[0]), min(1, i[1])))
    out.update(effect=mean, p=t.p, interval=lambda level: bound(t.interval(level)), thin=differing < 5 or t.p is None)
    out["needs"] = None if out["thin"] else lambda level: miller(n * error**2, math.log1p(delta) if ratio else delta, level)
    return out


def random(cells, arm, metric, delta):
    left = dict.fromkeys(ORDER, 0)
    sides = {0: ([], []), arm: ([], [])}
    for (round_, case), cell in cells.items():
        for side, (values, groups) in sides.items():
            for v in cell["arms"].get(side, []):
                if isinstance(v, str):
                    left[v] += 1
                else:
                    values.append(v)
                    groups.append(("group", cell["group"]) if cell["group"] is not None else ("case", round_, case))
    (a, ga), (b, gb) = sides[0], sides[arm]
    a, b = np.array(a, float), np.array(b, float)
    out = {"n": len(a) + len(b), "perArm": min(len(a), len(b)), "leftOut": left, "fixed": None, "broken": None, "e": None, "thin": False}
    ratio = metric["kind"] in ("latency", "cost")
    x, y = (np.log(a), np.log(b)) if ratio else (a, b)
    (ma, ea, da), (mb, eb, db) = clustered(x, ga), clustered(y, gb)
    error = math.hypot(ea, eb)
    df = (ea**2 + eb**2) ** 2 / (ea**4 / da + eb**4 / db)
    t = T(mb - ma, error, df)
    out.update(effect=mb - ma, p=t.p, valueA=math.exp(ma) if ratio else ma, valueB=math.exp(mb) if ratio else mb)
    if ratio:
        out.update(medianA=float(np.median(a)), medianB=float(np.median(b)))
    if not ratio and set(a) | set(b) <= {0.0, 1.0}:
        sizes = []

        def side(values, groups, level):
            count, c, rate = len(values), len(set(groups)), values.mean()
            size = count
            if c < count:
                if rate in (0, 1):
                    size = c
                else:
                    _, se, _ = clustered(values, groups)
                    few = (stats.norm.ppf((1 + level) / 2) / stats.t.ppf((1 + level) / 2, c - 1)) ** 2
                    size = min(count, few * rate * (1 - rate) / se**2)
            return rate, *wilson(rate * size, size, level), size

        def interval(level):
            pa, la, ua, _ = side(a, ga, level)
            pb, lb, ub, _ = side(b, gb, level)
            return max(-1, pb - pa - math.hypot(pb - lb, ua - pa)), min(1, pb - pa + math.hypot(ub - pb, pa - la))

        def needs(level):
            middle = (a.sum() + b.sum() + 1) / (len(a) + len(b) + 2)
            per_unit = (len(a) + len(b)) / (side(a, ga, 0.95)[3] + side(b, gb, 0.95)[3])
            return fleiss(middle - delta / 2, delta, level) * max(1, per_unit)

        out.update(method="newcombe-welch", interval=interval, needs=needs)
    else:
        bound = (lambda i: i) if ratio else (lambda i: i and (max(-1, i[0]), min(1, i[1])))
        out.update(method="welch-log" if ratio else "welch", interval=lambda level: bound(t.interval(level)))
        out["needs"] = lambda level: miller(len(a) * ea**2 + len(b) * eb**2, math.log1p(delta) if ratio else delta, level)
    return out


def worked_out(scenario, metrics, looked, alpha):
    """All comparisons by these metrics, read together."""
    plan, found = scenario["plan"], []
    for metric in metrics:
        cells = values_of(scenario["attempts"], metric)
        for arm in range(1, scenario["arms"]):
            one = (paired if plan["assign"] == "paired" else random)(cells, arm, metric, plan["delta"])
            errors = {}
            for cell in cells.values():
                for side in (0, arm):
                    own = cell["arms"].get(side, [])
                    made, bad = errors.get(side, (0, 0))
                    errors[side] = (made + len(own), bad + sum(v == "errors" for v in own))
            called = one["n"] + sum(c for why, c in one["leftOut"].items() if why != "missing")
            one["refused"] = any(bad > 0.05 * made for made, bad in errors.values()) or one["leftOut"]["errors"] > 0.05 * called
            one["errorRate"] = sum(bad for _, bad in errors.values()) / max(1, sum(made for made, _ in errors.values()))
            found.append({"metric": metric, "b": arm, **one})
    tested = [one for one in found if not one["refused"] and "effect" in one]
    # p as it is read together with the others, and the level of the interval that goes with it.
    if any(one.get("method") == "bca-ratio" for one in tested) and len(tested) > 1:
        for one in found:
            one["unknown"] = True
    elif tested:
        ps = [1.0 if one.get("p") is None else one["p"] for one in tested]
        reject, adjusted, _, _ = multipletests(ps, alpha, "holm")
        level, going = alpha, True
        for rank, place in enumerate(np.argsort(ps, kind="stable")):
            if going:
                level = alpha / (len(ps) - rank)
            going = going and bool(reject[place])
            tested[place].update(level=1 - level, adjusted=min(1, float(adjusted[place]) * 0.05 / alpha))
    return [told(one, plan, looked) for one in found]


def told(one, plan, looked):
    metric, n = one["metric"], one["n"]
    ratio = metric["kind"] in ("latency", "cost")
    scale = (lambda v: math.expm1(v)) if ratio else (lambda v: v)
    margin = math.log1p(plan["delta"]) if ratio else plan["delta"]
    out = {key: one[key] for key in ("metric", "b", "n", "fixed", "broken", "leftOut", "errorRate") if key in one}
    for key in ("method", "valueA", "valueB", "medianA", "medianB"):
        if key in one:
            out[key] = one[key] if isinstance(one[key], str) else float(one[key])
    if "effect" in one:
        out["difference"] = float(scale(one["effect"]))
    if one["refused"]:
        return {**out, "verdict": "not_comparable", "interval": None, "p": None, "neededCases": None}
    if "interval" not in one or one.get("unknown"):
        return out
    level = one["level"]
    interval = one["interval"](level)
    per_arm = one.get("perArm", n)
    directional = per_arm < 20 or one["thin"] or interval is None
    low, high = interval or (-math.inf, math.inf)
    out.update(confidence=level, directional=directional, interval=interval and [float(scale(v)) for v in interval])
    out["p"] = None if directional or looked else one["adjusted"]
    if directional:
        verdict = "cannot_tell"
    elif -margin < low and high < margin:
        verdict = "no_difference"
    elif low <= 0 <= high or (looked and (one["e"] or 0) < 20):
        verdict = "cannot_tell"
    else:
        verdict = "b_better" if (low > 0) != ratio else "a_better"
    out["verdict"] = verdict
    if verdict != "cannot_tell":
        out["neededCases"] = None
    elif one["needs"] is not None and not directional:
        more = one["needs"](level) - per_arm
        if more > 0:
            out["neededCases"] = max(1, 20 - per_arm, math.ceil(more - 1e-9))
    elif per_arm < 20 and not one["thin"] and interval and not looked and (low > 0 or high < 0):
        # All that is missing is the number.
        out["neededCases"] = 20 - per_arm
    if one["e"] is not None and one["e"] != 1:
        out["eValue"] = one["e"]
    return out


scenarios = json.loads(pathlib.Path(sys.argv[1]).read_text())
found = []
for scenario in scenarios:
    plan = scenario["plan"]
    looked = max(row[0] for row in scenario["attempts"]) > 0
    # Two ways to a winner, now or after more cases, share the 5 %.
    alpha = 0.025 if plan["mayExtend"] or plan["stopEarly"] else 0.05
    found.append({
        "name": scenario["name"],
        "attempts": scenario["fingerprint"],
        "primary": worked_out(scenario, [plan["metric"]], looked, alpha),
        "others": worked_out(scenario, scenario["others"], looked, alpha),
    })
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(found, ensure_ascii=False, allow_nan=False) + "\n")
print(path, path.stat().st_size)
