"""The recipe of `staffing explain`: why somebody does not have what was asked for, and what granting it costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from staffing.engines.choose import MANY
from staffing.granting.against import UNEXPLAINED, Against
from staffing.granting.asked import Asked
from staffing.granting.compared import Compared, Side, compared, side_of
from staffing.granting.few_of_many import FewOfMany
from staffing.granting.lifted import DAYS_OFF, PINS, lifted
from staffing.granting.nearest import Nearest, ask_of
from staffing.granting.present import Present, cut_by_time
from staffing.outlook import Bench, Outlook, Progress
from staffing.plan import Settings
from staffing.problem import OFF
from staffing.promise.asks import base_ask
from staffing.rules import Rule
from staffing.rules.published import told_off


@dataclass(frozen=True, eq=False)
class WishAnswer:
    """Whether a wish can be granted. Already granted: neither `against` nor `compared` is given.

    `freed`: a published shift, or day off, of that person and day was left out of account. `against`: why it cannot be
    granted. `compared`: the roster spoken of, and the cheapest found near to it that grants the wish.
    """

    outlook: Outlook
    asked: Asked
    present: Present
    freed: bool = False
    against: Against | None = None
    compared: Compared | None = None

    @property
    def granted(self) -> bool:
        """Whether the roster grants it as it is."""
        return self.against is None and self.compared is None


def answer_wish(
    outlook: Outlook, asked: Asked, present: Present, settings: Settings, progress: Progress | None = None
) -> WishAnswer:
    """Grant the wish in a roster, at the least price, or say what stands against it.

    What is published for that person and day does not stand against it; what else is published stays. Raises
    NoRosterError where neither is known when the search's time is over.
    """
    answer = WishAnswer(outlook, asked, present)
    if asked.given_by(outlook, present.roster):
        return answer
    answer = replace(answer, freed=_freed(outlook, asked))
    bench = _bench(outlook, settings, progress)
    bench.say("granting the wish")
    rules = rules_with(outlook.rules, asked)
    search = _search(outlook, asked, rules, present, settings)
    found = search.search(asked.put_into(outlook, present.roster))
    if found is None:
        bench.say("looking for what stands against it")
        return replace(answer, against=search.against() or UNEXPLAINED)
    after = side_of(outlook, found, bench.judge(found, settings.seed), rules=rules)
    cut = search.cut or cut_by_time(present.found)
    return replace(answer, compared=compared(outlook, _as_it_is(bench, present), after, cut=cut, among=search.among))


def rules_with(rules: Sequence[Rule], asked: Asked) -> tuple[Rule, ...]:
    """The rules under which the wish must be granted, whatever is published for that person and day."""
    return (*lifted(rules, asked.agent, asked.day), asked.rule)


def _search(
    outlook: Outlook, asked: Asked, rules: Sequence[Rule], present: Present, settings: Settings
) -> Nearest | FewOfMany:
    if outlook.problem.agents >= MANY:

        def rules_of(agents: Sequence[int]) -> Sequence[Rule]:
            return rules_with(outlook.rules, asked.by(agents.index(asked.agent)))

        return FewOfMany(outlook, rules, rules_of, (asked.agent,), present.roster, settings)
    ask = base_ask(rules) if present.found is None else ask_of(present.found)
    return Nearest(outlook, rules, ask, present.roster, settings)


def _bench(outlook: Outlook, settings: Settings, progress: Progress | None) -> Bench:
    weeks = settings.simulated_plans(outlook.workspace.team.targets.confidence)
    return Bench(outlook, settings.seed, weeks, progress)


def _as_it_is(bench: Bench, present: Present) -> Side:
    outlook, found = bench.outlook, present.found
    if found is None:
        return side_of(outlook, present.roster, bench.judge(present.roster, bench.seed))
    return side_of(outlook, found.roster, found.service, ledger=found.calibrated.result.ledger)


def _freed(outlook: Outlook, asked: Asked) -> bool:
    """Whether what is published says something of the day: a shift, or that it is off."""
    problem, day = outlook.problem, asked.day - outlook.problem.history_days
    held = {rule.stated.rule for rule in outlook.rules if rule.hard}
    pinned = PINS in held and problem.pins[asked.agent, day] != OFF
    return bool(pinned) or (DAYS_OFF in held and bool(told_off(problem)[asked.agent, day]))
