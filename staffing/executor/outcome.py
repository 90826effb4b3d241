"""What became of a task, and what a task tells while it runs: the part that every place of work shares."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from forecasts.errors import ForecastError
from staffing.errors import InputError, NoRosterError, OutsideError, StaffingError

Function = Callable[[Any], Any]
"""Works one task: plain data in, plain data out."""
Tell = Callable[[str, float], None]
"""Called with what is being done and the share of it that is done."""
Reply = tuple[Any, str, str, str]
"""What comes back from a worker: value, kind of error ("" for none), its text, its traceback."""

KINDS: tuple[tuple[str, type[Exception], type[StaffingError]], ...] = (
    ("input", InputError, InputError),
    ("input", ForecastError, InputError),
    ("no roster", NoRosterError, NoRosterError),
    ("outside", Exception, OutsideError),
)
"""Name of a kind of error, what is of this kind, and what it is again where the tasks came from."""
SECONDS_BETWEEN_REPORTS = 0.1

_tell: ContextVar[Tell | None] = ContextVar("tell", default=None)


@dataclass(frozen=True, eq=False)
class Outcome:
    """What became of one task: its value, or why there is none.

    `error` is of the class that the task raised where that is one of this package, so that its exit code is right; an
    OutsideError for everything else. `trace` is the traceback in the worker, for those who look for the fault.
    """

    value: Any = None
    error: StaffingError | None = None
    trace: str = ""

    def result(self) -> Any:
        """The value. Raises the error where there is none."""
        if self.error is not None:
            raise self.error
        return self.value


def reporter() -> Tell | None:
    """How the task that runs here tells its progress; None where nobody listens.

    To be asked for by the task's function itself; what it returns may be called from any thread.
    """
    return _tell.get()


def carry_out(function: Function, task: Any, tell: Tell | None) -> Reply:
    """Work one task in this process; KeyboardInterrupt passes through."""
    token = _tell.set(None if tell is None else _at_times(tell))
    try:
        return function(task), "", "", ""
    except (Exception, SystemExit) as error:
        return failure(error)
    finally:
        _tell.reset(token)


def failure(error: BaseException) -> Reply:
    """The reply for a task that raised this."""
    kind = next((name for name, raised, _ in KINDS if isinstance(error, raised)), "outside")
    own = isinstance(error, StaffingError | ForecastError)
    text = str(error) if own else f"the task failed with {type(error).__name__}: {error}"
    return None, kind, text, "".join(traceback.format_exception(error))


def outcome_of(reply: Reply) -> Outcome:
    """The outcome that a reply stands for."""
    value, kind, text, trace = reply
    if not kind:
        return Outcome(value)
    return Outcome(error=next(again for name, _, again in KINDS if name == kind)(text), trace=trace)


def lost(text: str) -> Outcome:
    """The outcome of a task whose place of work failed."""
    return Outcome(error=OutsideError(text))


def _at_times(tell: Tell) -> Tell:
    """The same, but not more often than anybody can read, except for a new phase."""
    last = ("", 0.0)

    def told(what: str, share: float = 0.0) -> None:
        nonlocal last
        now = time.monotonic()
        if what != last[0] or now - last[1] >= SECONDS_BETWEEN_REPORTS:
            last = (what, now)
            tell(what, share)

    return told
