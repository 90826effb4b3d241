"""Heads at the same promise: our calibrated rosters against a reference frontier of fixed two-wave rosters.

    PYTHONPATH=. python benchmarks/frontier.py [--cases 60,90,150] [--json FILE] [--weeks N] [--before N]

The reference (`REFERENCE`) states, for each load, how many full-time people on two fixed waves keep 90% within 24 hours
in which share of weeks. Conditions as stated there: 5 x 8 h with an hour's unpaid lunch, 06:00-15:00 and 14:00-23:00,
closed in between, 12% in-shift shrinkage, 6% absence, 14 minutes a case (cv 1), factors of day and week. Not stated
there, and chosen here: the profile of the day (office-like, arrivals at all hours; all days alike, as the occupancies
imply), which days are off, what came before a week, the order of dispatch (oldest savable first) and the shift's end
(handover). How many weeks were simulated there is not stated either. So every number of heads is also judged with a
plain two-wave roster (`two_waves`): where its share is near the reference's, the conditions agree.

A week is judged in the steady state: `--before` weeks (8, as far as the product looks back) are worked with the same
roster first, from no open cases on. From no open cases straight away (`from empty`) the busy desks look far better than
the reference says, and their occupancy is lower. Our roster is planned from no open cases, with the reference's share
(at most .995: shares are rounded to two decimals) as the confidence of the calibration. Where it does not reach the
share in its own steady state, it is planned once more after as many weeks of the plain roster. Such a plan takes the
backlog off on Monday and leaves more on Sunday, so it may be good for one week and worse when it comes again.

For every row of the reference, people are taken away while the share is still reached (and added while it is not, up to
`MOST_MORE`). What is judged is what the calibration chose; where that does not reach the share, also the roster it
tried that kept most of the weeks that choose, as a calibration that misses its promise falls back to the cheapest
(`roster`: the start and which of them). They are judged on random weeks that took no part in a calibration. `rule`
says why a share counts as reached:

    lower    the lower end of its 95% interval (Wilson) is at least the share asked for
    mean     the share itself is
    near     it is at most `NEAR` below, and the upper end of its interval is not below

`ours - plain` is the difference in shares on the same random weeks, in points. `again`: whether the lines may be passed
on among the people week after week under the rules of labour. `seconds`: to plan and to judge what was planned, on one
core of a shared machine.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.frontier_desk import comes_again, outlook_of, shifts_by_day, the_team, two_waves
from staffing.engines.direct import Limits
from staffing.executor import Outcome, run_tasks
from staffing.outlook import FIRST_LOOK, Bench, Outlook
from staffing.plan import Settings, breaches
from staffing.promise.calibrate import Calibrated, Case, calibrate
from staffing.promise.extra import kept, paired
from staffing.roster import Roster
from staffing.service.rates import wilson_interval
from staffing.simulate.service import Service

MOST_ASKED = 0.995
NEAR = 0.01
MOST_MORE = 2
PLAN_WEEKS = 1000
"""Simulated weeks of each roster in a calibration, at most."""
JUDGE_LOOKS = 10
"""Sample paths behind an opening backlog that the judge does not look at: it simulates its own."""
PLAN_SEED, JUDGE_SEED = 1, 2
SECONDS = 1800.0
"""Of the clock: never reached, so that the same seed has the same table."""


@dataclass(frozen=True)
class Row:
    """What the reference says of one load: heads, occupancy and share of weeks that reach 90% within 24 hours."""

    cases: int
    heads: int
    occupancy: float
    share: float

    @property
    def cvs(self) -> tuple[float, float]:
        """Coefficients of variation of the factors of day and week."""
        return (0.15, 0.08) if self.cases <= 150 else (0.08, 0.05)

    @property
    def asked(self) -> float:
        """The confidence of the calibration."""
        return min(self.share, MOST_ASKED)


REFERENCE = (
    Row(60, 4, 0.74, 0.97),
    Row(90, 5, 0.89, 0.88),
    Row(90, 6, 0.74, 1.00),
    Row(150, 8, 0.93, 0.89),
    Row(150, 9, 0.82, 0.99),
    Row(300, 15, 0.99, 0.85),
    Row(300, 16, 0.93, 1.00),
    Row(600, 30, 0.99, 0.84),
    Row(600, 33, 0.90, 0.99),
)


@dataclass(frozen=True)
class Task:
    """One row of the reference, the weeks of a verdict and those before each of them."""

    row: Row
    weeks: int
    before: int


def walk(task: Task) -> list[dict[str, Any]]:
    """Every number of heads looked at, from the reference's down, or up."""
    first = found_with(task, task.row.heads)
    step, most = (-1, task.row.heads - 1) if first["reached"] else (1, MOST_MORE)
    found = [first]
    while found[-1]["reached"] == first["reached"] and len(found) <= most:
        found.append(found_with(task, found[-1]["heads"] + step))
    return found


def found_with(task: Task, heads: int) -> dict[str, Any]:
    """Our roster and the plain one with so many people, judged on the same random weeks."""
    plain, empty = judged(task, two_waves(heads), task.before), judged(task, two_waves(heads), 0)
    begun = time.perf_counter()
    ours = planned_in_turns(task, two_waves(heads))
    seconds = time.perf_counter() - begun
    service, share = ours.service, share_of(ours.service)
    return {
        "row": asdict(task.row),
        "heads": heads,
        "reached": bool(rule_of(share, task.row.asked)),
        "rule": rule_of(share, task.row.asked),
        "roster": ours.name,
        "ended": ours.ended,
        "share": share,
        "rate": (service.rate_mean, *service.rate_ci),
        "occupancy": service.occupancy,
        "share_from_empty": share_of(judged(task, ours.roster, 0)),
        "plain": share_of(plain),
        "plain_rate": (plain.rate_mean, *plain.rate_ci),
        "plain_occupancy": plain.occupancy,
        "plain_rule": rule_of(share_of(plain), task.row.asked),
        "plain_from_empty": share_of(empty),
        "ours_minus_plain": asdict(paired(kept(service), kept(plain))),
        "comes_again": comes_again(ours.roster),
        "shifts": shifts_by_day(ours.roster),
        "seconds": seconds,
    }


@dataclass(frozen=True, eq=False)
class Found:
    """A roster of ours: its start and how it was picked, how its calibration ended, and its verdict."""

    name: str
    roster: Roster
    ended: str
    service: Service


def planned_in_turns(task: Task, plain: Roster) -> Found:
    """The best of the turns: planned from no open cases, then after weeks of the plain roster."""
    best = None
    for name, before in {"empty": 0, "plain": task.before}.items():
        outlook = _outlook(task, plain, before)
        found = best_of(task, planned(outlook, min(task.weeks, PLAN_WEEKS)), name)
        _check(outlook, found.roster)
        if best is None or found.service.probability_met > best.service.probability_met:
            best = found
        if not task.before or rule_of(share_of(best.service), task.row.asked) or found.ended == "beyond":
            break
    assert best is not None
    return best


def planned(outlook: Outlook, weeks: int) -> Calibrated:
    """The calibration of the recipe, without what a plan has beside its roster."""
    settings = Settings(seed=PLAN_SEED, seconds=SECONDS)
    bench = Bench(outlook, settings.seed, weeks, None)
    case = Case(outlook.problem, outlook.rules, outlook.uncertainty, bench.judge)
    return calibrate(case, Limits(settings.work, settings.seconds, settings.seed))


def best_of(task: Task, found: Calibrated, turn: str) -> Found:
    """The roster chosen; where it does not reach the share, the one tried that kept most weeks, if that is better."""
    if found.result.roster is None:
        raise SystemExit(f"{task.row}: no roster meets the hard rules")
    chosen = found.result.roster
    first = Found(f"{turn}, chosen", chosen, found.ended, judged(task, chosen, task.before))
    if rule_of(share_of(first.service), task.row.asked):
        return first
    most = max(found.attempts, key=lambda attempt: attempt.probability).roster
    if (most.work == chosen.work).all():
        return first
    second = Found(f"{turn}, tried", most, found.ended, judged(task, most, task.before))
    return second if second.service.probability_met > first.service.probability_met else first


def judged(task: Task, roster: Roster, before: int) -> Service:
    """A verdict after so many weeks of the same roster."""
    outlook = _outlook(task, roster, before, JUDGE_LOOKS)
    return Bench(outlook, JUDGE_SEED, task.weeks, None).judge(roster, JUDGE_SEED)


def _outlook(task: Task, before: Roster, weeks: int, looks: int = FIRST_LOOK) -> Outlook:
    row = task.row
    return outlook_of(the_team(row.asked), row.cases, row.cvs, before, weeks, seed=PLAN_SEED, looks=looks)


def _check(outlook: Outlook, roster: Roster) -> None:
    """The rules' own statements have the last word, as in the recipe."""
    hard = {rule.rule for rule in outlook.rules if rule.hard}
    if wrong := [breach for breach in breaches(outlook, roster) if breach.rule in hard]:
        raise SystemExit(f"a roster breaks {wrong[0].rule}: {wrong[0].note}")


def share_of(service: Service) -> tuple[float, float, float]:
    """The share of weeks that keep the promise, with its 95% interval."""
    return service.probability_met, *wilson_interval(int(service.kept.sum()), service.kept.size)


def rule_of(share: tuple[float, float, float], asked: float) -> str:
    """Why a share counts as reached; empty where it does not."""
    mean, low, high = share
    if low >= asked:
        return "lower"
    if mean >= asked:
        return "mean"
    return "near" if mean >= asked - NEAR and high >= asked else ""


HEAD = (
    "cases  reference           heads  who    P(week) [95%]         rate [95%]            occ.  from empty  rule"
    "   roster         ended      again  seconds  ours - plain, points"
)


def lines_of(found: dict[str, Any]) -> Iterator[str]:
    """The plain roster and ours, as printed."""
    row = Row(**found["row"])
    where = f"{row.cases:>5}  {row.heads:>2} at {row.occupancy:.2f}: {row.share:.2f}  {found['heads']:>8}"
    plain = f"{_interval(found['plain'])}  {_interval(found['plain_rate'])}  {found['plain_occupancy']:.2f}"
    yield f"{where}  plain  {plain}  {found['plain_from_empty'][0]:>10.3f}  {found['plain_rule'] or '-'}"
    ours = f"{_interval(found['share'])}  {_interval(found['rate'])}  {found['occupancy']:.2f}"
    gap = "{mean:+.1f} [{low:+.1f}, {high:+.1f}]".format(**{k: 100 * v for k, v in found["ours_minus_plain"].items()})
    again = "yes" if found["comes_again"] else "no"
    how = f"{found['rule'] or '-':<6} {found['roster']:<14} {found['ended']:<10} {again:<5}"
    yield f"{where}  ours   {ours}  {found['share_from_empty'][0]:>10.3f}  {how}  {found['seconds']:>7.0f}  {gap}"


def summary(found: list[dict[str, Any]]) -> str:
    """The fewest heads of ours, and of the plain roster among those looked at, that reach a row of the reference."""
    row = Row(**found[0]["row"])
    reached = [one for one in found if one["reached"]]
    plain = min((one["heads"] for one in found if one["plain_rule"]), default=None)
    said = f"{row.cases:>5} a day: reference {row.heads} heads for {row.share:.2f} of weeks"
    if not reached:
        return f"{said}; ours not with up to {max(one['heads'] for one in found)}"
    best = min(reached, key=lambda one: int(one["heads"]))
    figures = f"P {_interval(best['share'])}, rate {_interval(best['rate'])}, occupancy {best['occupancy']:.2f}"
    return f"{said}; ours {best['heads']} ({figures}; {best['rule']}); plain two waves {plain or 'none'}"


def _interval(values: tuple[float, float, float]) -> str:
    mean, low, high = values
    return f"{mean:.3f} [{low:.3f}, {high:.3f}]"


def _told(place: int, outcome: Outcome) -> None:
    """Print a row of the reference as soon as it ends."""
    if outcome.error is None:
        for found in outcome.value:
            print("\n".join(lines_of(found)), flush=True)


def main() -> None:
    """Walk every row, print tables, write JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    loads = sorted({row.cases for row in REFERENCE})
    parser.add_argument("--cases", default=",".join(map(str, loads)), help="loads, as in 60,90,150")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--weeks", type=int, default=2000, help="simulated weeks of a verdict")
    parser.add_argument("--before", type=int, default=8, help="weeks worked before each of them")
    parser.add_argument("--where", default="local:2", help="where the rows are worked (staffing.executor)")
    options = parser.parse_args()
    wanted = {int(text) for text in options.cases.split(",")}
    if unknown := wanted - set(loads):
        parser.error(f"--cases has {sorted(unknown)}; the reference has {loads}")
    rows = sorted((row for row in REFERENCE if row.cases in wanted), key=lambda row: -row.cases)  # the longest first
    print(HEAD)
    tasks = [Task(row, options.weeks, options.before) for row in rows]
    outcomes = run_tasks(options.where, walk, tasks, on_result=_told)
    ended = dict(zip(rows, outcomes, strict=True))
    found = [ended[row].value for row in REFERENCE if row in ended and ended[row].error is None]
    print("\n".join(["", *map(summary, found)]))
    if options.json:
        options.json.write_text(json.dumps([one for walked in found for one in walked], indent=2) + "\n", "utf-8")
    for outcome in outcomes:
        outcome.result()  # raises what a row ended with


if __name__ == "__main__":
    main()
