"""Which targets a judged roster meets, and which it misses: the exit code and every report follow this."""

from __future__ import annotations

from dataclasses import dataclass

from staffing.plan import Plan
from staffing.promise.targets import NAMES, missed
from staffing.reports.plain_text import percent


@dataclass(frozen=True)
class Target:
    """One target: what is wanted, what the simulated weeks reach, and the sentence that says so."""

    name: str
    wanted: str
    reached: str
    met: bool
    sentence: str


def verdict(plan: Plan) -> tuple[Target, ...]:
    """Every target of `team.yaml` against the simulated weeks (never against the fluid plan)."""
    out = missed(plan.service, plan.outlook.workspace.team.targets)
    judged = (_promise, _worst_day, _age, _occupancy, _utilization)
    return tuple(judge(plan, name not in out) for name, judge in zip(NAMES, judged, strict=True))


def all_met(targets: tuple[Target, ...]) -> bool:
    """Whether no target is missed."""
    return all(target.met for target in targets)


def resolution_name(plan: Plan) -> str:
    """What the rate is called: `24 h resolution`, or without hours where queues differ in theirs."""
    hours = {queue.target_hours for queue in plan.outlook.workspace.team.queues}
    return f"{hours.pop()} h resolution" if len(hours) == 1 else "resolution on time"


def promise_line(plan: Plan) -> str:
    """The promise in a sentence: mean rate, share of good weeks with its lower bound, and whether that is enough."""
    service = plan.service
    return (
        f"{resolution_name(plan)}: {percent(service.rate_mean)} of cases on time on average; at least "
        f"{share_text(service.target)} of them{_own_targets(plan)} in {percent(service.probability_met)} of weeks "
        f"(no less than {percent(service.probability_lower)}, simulated), promised in "
        f"{share_text(service.confidence)}: {'met' if service.met else 'missed'}"
    )


def range_line(plan: Plan) -> str:
    """How much single weeks differ; it stands beside the promise."""
    low, high, weeks = plan.service.rate_p05, plan.service.rate_p95, plan.outlook.problem.weeks
    said = f"nine weeks in ten lie between {percent(low)} and {percent(high)}"
    return said if weeks == 1 else f"{said}; each of the {weeks} weeks planned counts by itself"


def share_text(share: float) -> str:
    """A share that people wrote, with no more digits than it has: `90%`, `92.5%`."""
    return f"{100 * share:.6g}%"


def _own_targets(plan: Plan) -> str:
    """What the promise asks of single queues: `, and 95% of refunds,`."""
    own = [(queue.id, queue.rate_24h) for queue in plan.outlook.workspace.team.queues if queue.rate_24h is not None]
    return f", and {' and '.join(f'{share_text(rate)} of {name}' for name, rate in own)}," if own else ""


def _promise(plan: Plan, met: bool) -> Target:
    service = plan.service
    wanted = f"{share_text(service.target)}{_own_targets(plan)} on time in {share_text(service.confidence)} of weeks"
    reached = f"{percent(service.probability_met)} of weeks (no less than {percent(service.probability_lower)})"
    return Target("promise", wanted, reached, met, promise_line(plan))


def _worst_day(plan: Plan, met: bool) -> Target:
    floor = plan.outlook.workspace.team.targets.day_floor
    day, rate = plan.service.worst_day
    when = plan.outlook.problem.day_names[plan.outlook.problem.history_days + day]
    said = f"worst day: {when} with {percent(rate)} of its cases on time on average, floor {share_text(floor)}"
    return Target("day_floor", f"at least {share_text(floor)}", f"{percent(rate)} ({when})", met, _judged(said, met))


def _age(plan: Plan, met: bool) -> Target:
    most = plan.outlook.workspace.team.targets.maximum_age_hours
    mean, high = plan.service.oldest_hours, plan.service.oldest_hours_p95
    said = f"oldest open case: {mean:.0f} h on average, under {high:.1f} h in 95% of plans, at most {most} h"
    return Target("maximum_age", f"at most {most} h", f"{high:.1f} h", met, _judged(said, met))


def _occupancy(plan: Plan, met: bool) -> Target:
    most, reached = plan.outlook.workspace.team.targets.occupancy_max, plan.service.occupancy
    said = f"occupancy (handling / on queue): {percent(reached)}, at most {share_text(most)}"
    return Target("occupancy", f"at most {share_text(most)}", percent(reached), met, _judged(said, met))


def _utilization(plan: Plan, met: bool) -> Target:
    band, reached = plan.outlook.workspace.team.targets.utilization, plan.service.team_utilization
    wanted = f"{share_text(band.min)} to {share_text(band.max)}"
    said = f"utilization (handling / paid): {percent(reached)}, wanted {wanted}"
    return Target("utilization", wanted, percent(reached), met, _judged(said, met))


def _judged(sentence: str, met: bool) -> str:
    return f"{sentence}: {'met' if met else 'missed'}"
