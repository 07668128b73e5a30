#!/usr/bin/env python3
"""A second implementation of the simulation, written from its sentences and not from its code.

usage: simulation_check.py PROGRAM [RUNS] [SEED]

Compares it, week by week, with what `PROGRAM simulate --json` prints for random parameters.
"""
import json
import random
import subprocess
import sys
from fractions import Fraction

# domain section 2: initial allocation in percent (Gen, Rev, Com)
TEMPLATES = {
    "conservative": (30, 50, 20), "moderate": (40, 30, 30), "aggressive": (50, 20, 30),
    "standard": (40, 30, 30), "growth": (50, 25, 25), "income": (25, 50, 25),
    "compound": (30, 20, 50)}
BUFFERS = {"conservative": 700, "aggressive": 300}  # basis points; all others 500
TYPES = ("generation", "revenue", "compounding")


def largest_remainder(total, shares, ties):
    """Parts of `total` by `shares` of 10,000; a tie goes to the part with the lower rank."""
    exact = [Fraction(total * share, 10_000) for share in shares]
    parts = [int(value) for value in exact]
    order = sorted(range(len(shares)), key=lambda i: (parts[i] - exact[i], ties[i]))
    for i in order[:total - sum(parts)]:
        parts[i] += 1
    return parts


def half_even(value):
    return round(value)  # a Fraction rounds half to even


class Account:
    def __init__(self, number, kind, amount, parent=None):
        self.number, self.kind, self.parent = number, kind, parent
        self.balance = self.baseline = amount
        self.closed = False
        self.forked_in = None

    def first_of_branch(self):
        account = self
        while account.parent is not None and account.parent.parent is not None:
            account = account.parent
        return None if account.parent is None else account


def simulate(capital, template, weeks, rates, fork_threshold, fork_minimum, shares, merge_threshold):
    parts = largest_remainder(capital, [100 * p for p in TEMPLATES[template]], (2, 1, 0))
    accounts = [Account(i, TYPES[i], parts[i]) for i in range(3)]
    com = accounts[2]
    buffer_share = BUFFERS.get(template, 500)
    result = []
    for week in range(1, weeks + 1):
        for account in accounts:
            if not account.closed:
                account.balance += half_even(
                    Fraction(account.balance * rates[TYPES.index(account.kind)], 10_000))
        forks = 0
        for account in list(accounts):
            surplus = account.balance - account.baseline
            if account.kind != "generation" or account.closed or surplus < fork_threshold or forks == 5:
                continue
            retained, child, to_com = largest_remainder(surplus, shares, (2, 1, 0))
            after = account.balance - child - to_com
            reserve = half_even(Fraction(max(after, account.baseline + retained) * buffer_share, 10_000))
            if child + to_com == 0 or after < fork_minimum or after < reserve:
                continue
            account.balance = after
            account.baseline += retained
            account.forked_in = week
            com.balance += to_com
            accounts.append(Account(len(accounts), "generation", child, account))
            forks += 1
        merges = 0
        for first in accounts:
            if first.first_of_branch() is not first:
                continue
            members = [a for a in accounts if not a.closed and a.first_of_branch() is first]
            due = sum(a.balance for a in members) >= merge_threshold
            if not due or any(a.forked_in == week for a in members):
                continue
            for source in [a for a in members if a.balance > 0][:10]:
                com.balance += source.balance
                com.baseline += source.balance
                source.balance, source.closed = 0, True
            merges += 1
        live = [a for a in accounts if not a.closed]
        result.append({
            "week": week, "forks": forks, "merges": merges,
            "live": {t: sum(1 for a in live if a.kind == t) for t in TYPES},
            "totalsCents": {t: sum(a.balance for a in live if a.kind == t) for t in TYPES}})
    merged = [w["week"] for w in result if w["merges"]]
    return {"forks": sum(w["forks"] for w in result), "merges": sum(w["merges"] for w in result),
            "firstMergeWeek": merged[0] if merged else None, "weeks": result}


def shares_of(chance):
    retain = chance.choice((0, 0, 0, 1_000, 3_333, chance.randrange(0, 9_000)))
    child = chance.choice(((10_000 - retain) // 2, chance.randrange(0, 10_000 - retain)))
    return retain, child, 10_000 - retain - child


def dollars(cents):
    return f"{cents // 100}.{cents % 100:02d}"


def main():
    program = sys.argv[1]
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 60
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else random.randrange(1 << 32)
    print(f"seed {seed}")
    chance = random.Random(seed)
    seen = {"forks": 0, "merges": 0, "weeks": 0}
    for number in range(runs):
        capital = chance.choice((chance.randrange(1_000, 10_000_000), chance.randrange(10 ** 7, 10 ** 9)))
        template = chance.choice(sorted(TEMPLATES))
        weeks = chance.choice((1, 52, 260, 520))
        rates = [chance.choice((0, 100, chance.randrange(0, 400))) for _ in TYPES]
        fork_threshold = chance.choice((5_000_000, chance.randrange(1, 8_000_000)))
        fork_minimum = chance.choice((2_500_000, chance.randrange(0, 5_000_000)))
        merge_threshold = fork_threshold + chance.choice((45_000_000, chance.randrange(1, 40_000_000)))
        if capital * fork_threshold < 10 ** 13:  # thousands of accounts say no more than dozens do
            fork_threshold = max(fork_threshold, capital // 20)
            merge_threshold = max(merge_threshold, fork_threshold + 1)
        shares = shares_of(chance)
        if number == 0:  # whatever chance brings, one family forks and merges: with the default policies
            capital, template, weeks, rates = 25_000_000, "moderate", 520, [150, 100, 50]
            fork_threshold, fork_minimum, merge_threshold = 5_000_000, 2_500_000, 50_000_000
            shares = (0, 5_000, 5_000)
        command = [program, "simulate", "--json", "--capital", dollars(capital), "--template", template,
                   "--weeks", str(weeks), "--fork-threshold", dollars(fork_threshold),
                   "--fork-minimum", dollars(fork_minimum), "--merge-threshold", dollars(merge_threshold)]
        for name, value in zip(("gen", "rev", "com"), rates):
            command += [f"--{name}-weekly", str(value)]
        for name, value in zip(("retain", "child", "com"), shares):
            command += [f"--fork-{name}", str(value)]
        printed = subprocess.run(command, capture_output=True, text=True, check=False)
        if printed.returncode != 0:
            if '"BALANCE_OUT_OF_RANGE"' in printed.stdout:
                continue
            print(f"run {number}: {' '.join(command)}\n{printed.stdout}{printed.stderr}")
            return 1
        ours = json.loads(printed.stdout)
        theirs = simulate(capital, template, weeks, rates, fork_threshold, fork_minimum, shares,
                          merge_threshold)
        if ours != theirs:
            print(f"run {number}: {' '.join(command)}")
            for left, right in zip(ours["weeks"], theirs["weeks"]):
                if left != right:
                    print(f"printed  {left}\nexpected {right}")
                    break
            return 1
        seen["forks"] += ours["forks"]
        seen["merges"] += ours["merges"]
        seen["weeks"] += weeks
    print(f"{runs} runs agree: {seen['weeks']} weeks, {seen['forks']} forks, {seen['merges']} merges")
    return 0 if seen["forks"] and seen["merges"] else 1


sys.exit(main())
