#!/usr/bin/env python3
"""Recomputes returns and risk of random accounts with numpy and compares them with what the program said.

Each line of the file holds the moves of an account as [day, cents, is a flow], the window (from, to], and the
program's figures. Written from domain section 11, not from the program. Days count from 1970-01-01, a Thursday.
"""
import json
import math
import statistics
import sys

import numpy as np

TOLERANCE = 1e-9


def daily(moves, to):
    """The chained index at the end of each day with a move."""
    growth, equity, start, days, index = 1.0, 0, 0, [], []
    segments = []  # (day, gross return of a finished sub-period, or of the open one)
    for day, cents, is_flow in moves:
        if day > to:
            break
        if is_flow:
            if start > 0:
                growth *= equity / start
            equity += cents
            start = equity
        else:
            equity += cents
        now = growth * (equity / start) if start > 0 else growth
        if days and days[-1] == day:
            index[-1] = now
        else:
            days.append(day)
            index.append(now)
    return np.array(days), np.array(index)


def at(days, index, day):
    place = np.searchsorted(days, day, side="right") - 1
    return 1.0 if place < 0 else index[place]


def figures(moves, start, to):
    days, index = daily(moves, to)
    start = max(start, days[0])
    friday = start + (1 - start) % 7  # day 1 was a Friday
    fridays = np.arange(friday, to + 1, 7)
    levels = np.array([at(days, index, day) for day in fridays])
    r = levels[1:] / levels[:-1] - 1 if len(levels) > 1 else np.array([])
    n, rf = len(r), 1.02 ** (1 / 52) - 1
    base = at(days, index, start)
    twr = at(days, index, to) / base - 1
    path = np.concatenate([[base], index[days > start]])
    falls = path / np.maximum.accumulate(path) - 1
    out = {"twr": twr, "weeks": r.tolist(), "drawdown": falls[-1], "deepest": falls.min()}
    out["cagr"] = (1 + twr) ** (365.25 / (to - start)) - 1 if to - start >= 90 else None
    out["volatility"] = r.std(ddof=1) * math.sqrt(52) if n >= 8 else None
    spread = n >= 8 and r.std(ddof=1) > 0
    out["sharpe"] = (r.mean() - rf) / r.std(ddof=1) * math.sqrt(52) if spread else None
    below = np.sqrt((np.minimum(r - rf, 0) ** 2).mean()) if n else 0
    out["sortino"] = (r.mean() - rf) / below * math.sqrt(52) if n >= 8 and below > 0 else None
    out["calmar"] = out["cagr"] / -falls.min() if out["cagr"] is not None and falls.min() < 0 else None
    normal = statistics.NormalDist()
    for name, tail in (("95", 0.05), ("99", 0.01)):
        if n < 8:
            out["var" + name] = out["cvar" + name] = None
        elif n < 26:
            z = normal.inv_cdf(tail)
            out["var" + name] = -(r.mean() + z * r.std(ddof=1))
            out["cvar" + name] = -(r.mean() - r.std(ddof=1) * normal.pdf(z) / tail)
        else:
            limit = np.quantile(r, tail)  # linear interpolation is numpy's default
            out["var" + name] = -limit
            out["cvar" + name] = -r[r <= limit].mean()
    return out


def apart(said, own):
    if isinstance(said, dict):  # the program has no figure
        return 0 if own is None else math.inf
    if own is None:
        return math.inf
    return abs(said - own) / max(1, abs(own))


def main():
    worst, count = {}, 0
    with open(sys.argv[1], encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            row = json.loads(line)
            own = figures(row["moves"], row["from"], row["to"])
            said = row["result"]
            if len(said["weeks"]) != len(own["weeks"]):
                sys.exit(f"series {number}: {len(said['weeks'])} weeks, not {len(own['weeks'])}")
            for name, value in own.items():
                gap = (max(map(apart, said[name], value), default=0) if name == "weeks"
                       else apart(said[name], value))
                if gap > worst.get(name, (0, 0))[0]:
                    worst[name] = (gap, number)
            count += 1
    print(f"{count} series; largest relative difference:",
          ", ".join(f"{name} {gap:.1e}" for name, (gap, _) in sorted(worst.items())))
    bad = {name: pair for name, pair in worst.items() if not pair[0] <= TOLERANCE}
    if bad or count != 1000:
        sys.exit(f"apart: {bad}, {count} series")


main()
