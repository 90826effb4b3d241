"""What in the part `hiring` of `team.yaml` contradicts itself or the rest of the file, or has no effect."""

from __future__ import annotations

from datetime import date
from itertools import combinations

from staffing.documents.hiring import Role
from staffing.documents.requisition import Requisition
from staffing.documents.team import Team
from staffing.documents.workspace import Workspace
from staffing.read.faults import Faults, choice, shown
from staffing.read.team_checks import Written, check_each
from staffing.read.yaml_source import Spot

ROLES: Spot = ("hiring", "roles")


def check_hiring(written: Written) -> None:
    """Roles name what exists, freezes lie apart, somebody may be hired, and nothing is said in vain."""
    _check_roles(written)
    _check_freezes(written)
    _check_budget(written)
    _check_mentoring(written)


def check_hiring_dates(workspace: Workspace) -> None:
    """Raise InputError where a freeze or an opening does not fit the present: a roster can be made none the less."""
    today, faults = workspace.as_of.date(), Faults()
    since = f"{today}, which is --as-of or the last event of the tickets"
    for freeze in workspace.team.hiring.freeze:
        if freeze.end < today:
            said = f"hiring.freeze has {freeze.start} to {freeze.end}, which ended before {since}"
            faults.add(f"{said}; remove it or correct its dates", file="team.yaml")
    for row in workspace.requisitions:
        wrong = _wrong_today(row, today, since)
        if wrong:
            faults.add(f"{row.requisition_id} {wrong}", file="requisitions.csv")
    faults.raise_any()


def _wrong_today(row: Requisition, today: date, since: str) -> str:
    if row.opened_on and row.opened_on > today:
        return (
            f"opened_on {row.opened_on} is in the future, after {since}; give the day on which it was opened, or a "
            "later --as-of"
        )
    if row.expected_start and row.expected_start < today and row.is_open:
        return (
            f"expected_start {row.expected_start} is in the past, before {since}; a requisition whose people have "
            "started has the stage filled, so give that or a day to come"
        )
    return ""


def _check_roles(written: Written) -> None:
    team = written.team
    queues = [queue.id for queue in team.queues]
    known = {"site": [site.id for site in team.sites], "contract": [one.id for one in team.contracts]}
    first: dict[str, int] = {}
    for number, role in enumerate(team.hiring.roles):
        spot, before = (*ROLES, number), len(written.faults.sentences)
        if role.id in first:
            other = written.at((*ROLES, first[role.id], "id"))
            written.fault(
                (*spot, "id"), f"is {shown(role.id)}, which hiring.roles has already at {other}; ids are unique"
            )
        first.setdefault(role.id, number)
        check_each(written, (*spot, "skills"), role.skills, queues, "queue")
        for key, names in known.items():
            value = getattr(role, key)
            if value is not None and value not in names:
                written.fault((*spot, key), f"is {shown(value)}, which is not a {key}{choice(value, names)}")
        if len(written.faults.sentences) == before:  # else it was misspelt, and whom it fits is not known
            _check_reached(written, number)


def _check_reached(written: Written, number: int) -> None:
    """People belong to the first role that fits, so one that is wider takes all from those below it."""
    roles = written.team.hiring.roles
    role = roles[number]
    for before, earlier in enumerate(roles[:number]):
        if earlier.id != role.id and _takes_all(earlier, role, written.team):
            written.fault(
                (*ROLES, number),
                f"can hold nobody: everybody whom it fits has the role {earlier.id} at {written.at((*ROLES, before))} "
                f"already; write it above {earlier.id}, or tell them apart by site, contract, skills or of",
            )
            return


def _takes_all(wide: Role, narrow: Role, team: Team) -> bool:
    def same(one: str | None, other: str | None, known: int) -> bool:
        return one is None or one == other or (known == 1 and other is None)

    return (
        wide.of == narrow.of
        and same(wide.site, narrow.site, len(team.sites))
        and same(wide.contract, narrow.contract, len(team.contracts))
        and (not wide.skills or set(wide.skills) == set(narrow.skills))
    )


def _check_freezes(written: Written) -> None:
    for (one, before), (other, after) in combinations(enumerate(written.team.hiring.freeze), 2):
        if before.start <= after.end and after.start <= before.end:
            place = written.at(("hiring", "freeze", one))
            written.fault(
                ("hiring", "freeze", other),
                f"is {after.start} to {after.end}, which overlaps {before.start} to {before.end} at {place}; make one "
                "of the two",
            )


def _check_budget(written: Written) -> None:
    """Hires or money with which nobody at all could be hired are a slip, or a freeze in disguise."""
    budget, per_hire = written.team.hiring.budget, written.team.hiring.costs.per_hire
    nobody = "so nobody could be hired"
    if budget.hires == 0:
        written.fault(("hiring", "budget", "hires"), f"is 0, {nobody}; give at least 1 or leave it out")
    elif budget.hires is not None and budget.hires < written.team.hiring.training.class_min:
        smallest = written.team.hiring.training.class_min
        said = (
            f"is {budget.hires}, below training.class_min {smallest}, {nobody}; give at least that or smaller classes"
        )
        written.fault(("hiring", "budget", "hires"), said)
    if budget.money is None:
        return
    spot: Spot = ("hiring", "budget", "money")
    if per_hire is not None and budget.money < per_hire:
        least = f"costs.per_hire {_money(per_hire)} at {written.at(('hiring', 'costs', 'per_hire'))}"
        said = f"is {_money(budget.money)}, below {least}, {nobody}; give at least that or leave it out"
        written.fault(spot, said)
    elif budget.money == 0 and per_hire is None:
        written.fault(spot, f"is 0, {nobody}; give what new people may cost in all, or leave it out")


def _money(amount: float) -> str:
    return f"{amount:,.2f}".removesuffix(".00")


def _check_mentoring(written: Written) -> None:
    mentoring = written.team.hiring.mentoring
    hours, weeks = ("hours_per_week", mentoring.hours_per_week), ("weeks", mentoring.weeks)
    for (key, number), (other, nothing) in ((hours, weeks), (weeks, hours)):
        if number and not nothing:
            default = "" if other in mentoring.model_fields_set else " (the default)"
            written.fault(
                ("hiring", "mentoring", key),
                f"is {number:g}, but {other} is 0{default}, so nobody is mentored; give {other} above 0, or leave both "
                "out",
            )
