"""What labour rules look at beside the shifts themselves: the clock, months, public holidays, consents, mentors.

Axes as in `staffing/problem.py`: A agents, S shifts, N sites, H days of history, D planned days. Arrays over days carry
the history first. What was not given is empty, and stands for nothing of the kind.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

Consent: TypeAlias = Literal["overtime", "holidays", "rest_days"]
"""What a person may agree to, beyond the contract."""
CONSENTS: tuple[str, ...] = get_args(Consent)


def _nothing() -> Any:
    """Stands for an array that is filled in with what holds where nothing was written."""
    return np.zeros(0, dtype=np.int64)


def _no_flags() -> Any:
    return np.zeros(0, dtype=bool)


@dataclass(frozen=True, eq=False)
class Labour:
    """Facts of law and contract, by shift, by day and by agent."""

    template_names: tuple[str, ...] = ()
    """Ids of the team's shifts, as rules name them; `Problem.shift_template` says which one a shift is."""
    contract_names: tuple[str, ...] = ()
    """[A] id of each agent's contract."""
    clock: NDArray[np.int64] = field(default_factory=_nothing)
    """[S, 2] start and end by the clock, in minutes after the midnight of the day the shift starts."""
    breaks: tuple[tuple[tuple[int, int], ...], ...] = ()
    """[S] start and end of each break by the same clock."""
    unpaid: tuple[tuple[tuple[int, int], ...], ...] = ()
    """[S] those of them that are not paid."""
    night: NDArray[np.bool_] = field(default_factory=_no_flags)
    """[S] night shifts: three hours or more between 23:00 and 06:00 (2003/88/EC article 2)."""
    weekday: NDArray[np.int64] = field(default_factory=_nothing)
    """[H + D] 0 is Monday."""
    month: NDArray[np.int64] = field(default_factory=_nothing)
    """[H + D] number of the calendar month: 12 x year + month."""
    holiday: NDArray[np.bool_] = field(default_factory=_no_flags)
    """[N, H + D] public holidays of each site."""
    holiday_after: NDArray[np.bool_] = field(default_factory=_no_flags)
    """[N] whether the day after the plan is one, into which its last night may run."""
    no_nights: NDArray[np.bool_] = field(default_factory=_no_flags)
    """[A, H + D] days on which the agent may not work at night; why is nobody's business here."""
    consent_names: tuple[str, ...] = ()
    consents: NDArray[np.bool_] = field(default_factory=_no_flags)
    """[consents, A] who has agreed to what."""
    mentor: NDArray[np.int64] = field(default_factory=_nothing)
    """[A] the agent who guides each, or -1."""
    trainee: NDArray[np.bool_] = field(default_factory=_no_flags)
    """[A, H + D] days on which somebody with a mentor counts as being trained."""

    def filled(self, agents: int, shifts: tuple[str, ...], sites: int, days: int, clock: NDArray[np.int64]) -> Labour:
        """These facts with everything given: what was not is `clock` [S, 2], weekdays from a Monday on, and nothing."""
        defaults: dict[str, Any] = {
            "template_names": shifts,
            "contract_names": ("",) * agents,
            "clock": clock,
            "breaks": ((),) * len(shifts),
            "unpaid": ((),) * len(shifts),
            "night": np.zeros(len(shifts), dtype=bool),
            "weekday": np.arange(days) % 7,
            "month": np.zeros(days, dtype=np.int64),
            "holiday": np.zeros((sites, days), dtype=bool),
            "holiday_after": np.zeros(sites, dtype=bool),
            "no_nights": np.zeros((agents, days), dtype=bool),
            "consents": np.zeros((len(self.consent_names), agents), dtype=bool),
            "mentor": np.full(agents, -1, dtype=np.int64),
            "trainee": np.zeros((agents, days), dtype=bool),
        }
        missing = {name: value for name, value in defaults.items() if not len(getattr(self, name))}
        whole = replace(self, **missing)
        for each in defaults:
            if isinstance(getattr(whole, each), np.ndarray):
                getattr(whole, each).setflags(write=False)
        return whole

    def consented(self, what: str) -> NDArray[np.bool_]:
        """[A] who has agreed to something; nobody to what is not known."""
        if what in self.consent_names:
            agreed: NDArray[np.bool_] = self.consents[self.consent_names.index(what)]
            return agreed
        return np.zeros(len(self.mentor), dtype=bool)

    def of_agents(self, agents: NDArray[np.int64]) -> Labour:
        """The facts of some agents alone; who has a mentor elsewhere has none there."""
        place = np.full(len(self.mentor) + 1, -1, dtype=np.int64)
        place[agents] = np.arange(len(agents))
        return replace(
            self,
            contract_names=tuple(self.contract_names[agent] for agent in agents.tolist()),
            no_nights=self.no_nights[agents],
            consents=self.consents[:, agents],
            mentor=place[self.mentor[agents]],
            trainee=self.trainee[agents],
        )
