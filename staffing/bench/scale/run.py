"""Each size in a fresh process, so that its seconds and its memory are its own; this one imports nothing heavy."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import IO, Any

from staffing.errors import InputError, OutsideError

COMMAND = (sys.executable, "-m", "staffing.bench.scale.child")
OVERRUN = 2.0, 120.0
"""A process has so many times its limit, and so many seconds more, before it is ended: building and checking are not
cut by the limit, and solvers may run over a short one."""
LONGEST = 300
"""Characters of what a process said last, where it failed."""

Progress = Callable[[str, int | None, int, float], None]
"""Called with the phase, the best price so far, the bound, and the share of the time limit that has gone."""


@dataclass(frozen=True)
class Scale:
    """How every size is solved."""

    seconds: float = 600.0
    seed: int = 1
    engine: str = "auto"
    executor: str | None = None


def run(agents: int, how: Scale, progress: Progress | None = None) -> dict[str, Any]:
    """The row of a size: `seconds` from the start of its process to its end, and what that process found.

    Raises InputError where the process says that an input is wrong, OutsideError where it failed, ended early or did
    not end. Whatever ends this call, the process is ended with it.
    """
    task = json.dumps({"agents": agents, **asdict(how)})
    begun = time.monotonic()
    with _started(task) as (process, errors), _ended_after(process, how.seconds) as late:
        said = _followed(process, progress)
        code = process.wait()
        seconds = time.monotonic() - begun
        if said is None:
            raise OutsideError(f"its process {_why(code, late, seconds, errors)}")
    if "failed" in said:
        raise (InputError if said["input"] else OutsideError)(str(said["failed"]))
    row: dict[str, Any] = said["row"]
    found = {name: row[name] for name in ("agents", "objective", "bound", "gap")}
    return {**found, "seconds": round(seconds, 2), **row, "seconds_per_agent": round(seconds / agents, 5)}


@contextmanager
def _started(task: str) -> Iterator[tuple[subprocess.Popen[bytes], IO[bytes]]]:
    """The process, out of reach of Ctrl-C, which a terminal sends to all, and the file of what it says of errors."""
    with (
        tempfile.TemporaryFile() as errors,
        subprocess.Popen(
            (*COMMAND, task),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            start_new_session=True,
        ) as process,
    ):
        try:
            yield process, errors
        finally:
            _end(process)


@contextmanager
def _ended_after(process: subprocess.Popen[bytes], seconds: float) -> Iterator[threading.Event]:
    """Ends a process that takes far longer than its limit; the event is set then."""
    late = threading.Event()

    def end() -> None:
        late.set()
        _end(process)

    times, more = OVERRUN
    timer = threading.Timer(times * seconds + more, end)
    timer.daemon = True
    timer.start()
    try:
        yield late
    finally:
        timer.cancel()


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and those it has started."""
    if process.poll() is not None:
        return
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()


def _followed(process: subprocess.Popen[bytes], progress: Progress | None) -> dict[str, Any] | None:
    """The last word of a process; None where it ended without one. Lines that are none of ours are passed over."""
    assert process.stdout is not None
    for line in process.stdout:
        try:
            said = json.loads(line)
        except ValueError:
            continue
        if not isinstance(said, dict):
            continue
        if "row" in said or "failed" in said:
            return said
        if progress is not None and "told" in said:
            progress(*said["told"])
    return None


def _why(code: int, late: threading.Event, seconds: float, errors: IO[bytes]) -> str:
    """How a process ended that said nothing."""
    if late.is_set():
        return f"did not end and was ended after {seconds:.0f} s"
    if code < 0:
        name = signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
        return f"was ended by {name}" + (", as when memory runs out" if name == "SIGKILL" else "")
    errors.seek(0)
    lines = errors.read().decode("utf-8", errors="replace").strip().splitlines()
    said = f": {lines[-1][:LONGEST]}" if lines else ""
    return f"ended with exit code {code}{said}"
