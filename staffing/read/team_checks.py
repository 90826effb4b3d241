"""What in `team.yaml` contradicts itself: names, targets, and what this version does not have yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from staffing.documents.team import Team
from staffing.read.faults import Faults, choice, shown
from staffing.read.sentences import nearest_zone
from staffing.read.yaml_source import Spot, YamlSource


@dataclass(frozen=True)
class Written:
    """A team, where each of its keys stands, and the faults found."""

    team: Team
    source: YamlSource
    faults: Faults = field(default_factory=Faults)

    def fault(self, spot: Spot, message: str) -> None:
        """Note a fault at a spot: `shifts.night.end` and the message after it."""
        line, column = self.source.where(spot)
        self.faults.add(f"{self.source.label(spot)} {message}", file=self.source.name, line=line, column=column)

    def at(self, spot: Spot) -> str:
        """`line:column` of a spot, to name a second place."""
        return "{}:{}".format(*self.source.where(spot))


def check_names(written: Written) -> None:
    """Ids are unique, and whatever is referred to exists."""
    team = written.team
    for group in ("sites", "queues", "shifts", "contracts", "availability"):
        _check_ids(written, group)
    _check_queue_names(written)
    shifts = [shift.id for shift in team.shifts]
    for number, contract in enumerate(team.contracts):
        check_each(written, ("contracts", number, "shifts"), contract.shifts, shifts, "shift")
    for number, pattern in enumerate(team.availability):
        for day, value in pattern.days.items():
            if not isinstance(value, str):
                check_each(written, ("availability", number, "days", day), value, shifts, "shift")
    sites = [site.id for site in team.sites]
    for number, site in enumerate(team.sites):
        check_each(written, ("sites", number, "shifts"), site.shifts, shifts, "shift")
    for number, premium in enumerate(team.costs.premiums):
        check_each(written, ("costs", "premiums", number, "sites"), premium.sites, sites, "site")
    for number, queue in enumerate(team.queues):
        if queue.site is not None and queue.site not in sites:
            said = f"is {shown(queue.site)}, which is not a site{choice(queue.site, sites)}"
            written.fault(("queues", number, "site"), said)
    if team.tickets.zone is not None:
        try:
            ZoneInfo(team.tickets.zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            said = f"is {shown(team.tickets.zone)}; it must be an IANA time zone such as Asia/Jakarta"
            written.fault(("tickets", "zone"), said + nearest_zone(team.tickets.zone))


def _check_ids(written: Written, group: str) -> None:
    first: dict[str, int] = {}
    for number, entry in enumerate(getattr(written.team, group)):
        if entry.id in first:
            other = written.at((group, first[entry.id], "id"))
            written.fault(
                (group, number, "id"), f"is {shown(entry.id)}, which {group} has already at {other}; ids are unique"
            )
        first.setdefault(entry.id, number)


def _check_queue_names(written: Written) -> None:
    """No name means two queues."""
    first: dict[str, tuple[str, Spot]] = {}
    for number, queue in enumerate(written.team.queues):
        names = [
            (queue.id, ("queues", number, "id")),
            *((n, ("queues", number, "names", k)) for k, n in enumerate(queue.names)),
        ]
        for name, spot in names:
            owner, at = first.setdefault(name.strip().casefold(), (queue.id, spot))
            if owner != queue.id:
                written.fault(
                    spot,
                    f"is {shown(name)}, which names the queue {owner} at {written.at(at)}; a name means one queue",
                )


def check_each(written: Written, spot: Spot, given: Iterable[str], known: list[str], what: str) -> None:
    """Every entry of a list is known, and stands there once."""
    seen: set[str] = set()
    for number, name in enumerate(given):
        if name not in known:
            written.fault((*spot, number), f"is {shown(name)}, which is not a {what}{choice(name, known)}")
        elif name in seen:
            written.fault((*spot, number), f"is {shown(name)} a second time; name each {what} once")
        seen.add(name)


def check_not_yet(written: Written) -> None:
    """What a later version will read is refused, not ignored."""
    team = written.team
    if team.on_queue_share > 0:
        written.fault(
            ("on_queue_share",),
            f"is {team.on_queue_share:g}, but leads on queue come in a later version; write 0 or leave it out",
        )


def check_targets(written: Written) -> None:
    """Targets that cannot hold together."""
    targets = written.team.targets
    if targets.day_floor > targets.rate_24h:
        if _is_given(written, "day_floor"):
            said = f"is {targets.day_floor:g}, above rate_24h {targets.rate_24h:g}{_place(written, 'rate_24h')}"
            written.fault(("targets", "day_floor"), f"{said}; it must be at most that")
        else:
            said = f"is {targets.rate_24h:g}, below day_floor {targets.day_floor:g}{_place(written, 'day_floor')}"
            written.fault(("targets", "rate_24h"), f"{said}; it must be at least that")
    calendar = [queue for queue in written.team.queues if queue.clock == "calendar"]  # queue_checks.py has the others
    slowest = max(calendar, key=lambda queue: queue.target_hours, default=None)
    if slowest and targets.maximum_age_hours < slowest.target_hours:
        written.fault(
            ("targets", "maximum_age_hours"),
            f"is {targets.maximum_age_hours}, below the target_hours {slowest.target_hours} of the queue {slowest.id}; "
            f"it must be at least {slowest.target_hours}",
        )


def _is_given(written: Written, key: str) -> bool:
    return written.source.value(("targets", key)) is not None


def _place(written: Written, key: str) -> str:
    return f" at {written.at(('targets', key))}" if _is_given(written, key) else " (the default)"


def check_handle_minutes(written: Written) -> None:
    """A usual case fits into a shift."""
    longest = max(written.team.shifts, key=lambda shift: shift.end - shift.start)
    for number, queue in enumerate(written.team.queues):
        mean = queue.handle_minutes.mean
        if mean > longest.end - longest.start:
            written.fault(
                ("queues", number, "handle_minutes", "mean"),
                f"is {mean:g}, longer than the longest shift {longest.id} with {longest.end - longest.start} minutes; "
                f"minutes are wanted and this looks like seconds: write {mean / 60:g}",
            )
