"""Where tasks run, as people write it: `serial`, `local:N` or `tcp://HOST:PORT`."""

from __future__ import annotations

import os
import re
from typing import NamedTuple
from urllib.parse import urlsplit

from staffing.errors import InputError

ALLOWED = 'write "serial", "local:N" with the number of processes, or "tcp://HOST:PORT" of a Dask scheduler'
MOST = 1000
"""Processes of one machine: more is a slip of the keyboard."""


class Spec(NamedTuple):
    """A place for tasks: `local` with its number of processes, `tcp` with its host and port, or `serial`."""

    kind: str
    processes: int = 0
    host: str = ""
    port: int = 0

    @property
    def address(self) -> str:
        """Of the scheduler."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"tcp://{host}:{self.port}"


def read_spec(text: str) -> Spec:
    """The place that a text names. Raises InputError; a password in it is not repeated."""
    if text == "serial":
        return Spec("serial")
    kind, _, rest = text.partition(":")
    if kind == "local":
        return _local(text, rest)
    if kind == "tcp":
        return _tcp(text)
    raise InputError(f'executor "{masked(text)}" is not known; {ALLOWED}')


def on_all_cores(most: int) -> Spec:
    """As many processes as this process has cores, but no more than `most`; `serial` where that is one."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    processes = min(cores, most, MOST)
    return Spec("local", processes=processes) if processes > 1 else Spec("serial")


def masked(text: str) -> str:
    """The same without what may be a user and password."""
    return re.sub(r"(^|//).*@", r"\1***@", text, flags=re.DOTALL)


def _local(text: str, number: str) -> Spec:
    if not re.fullmatch(r"[0-9]{1,6}", number) or not 1 <= int(number) <= MOST:
        raise InputError(
            f'executor "{masked(text)}" needs a whole number of processes from 1 to {MOST}, as in "local:2"'
        )
    return Spec("local", processes=int(number))


def _tcp(text: str) -> Spec:
    if "@" in text:
        raise InputError(
            f'executor "{masked(text)}" holds a user or password; a Dask scheduler takes none: leave it out'
        )
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError:  # a port that is no number, or above 65535
        host = port = None
    if not host or not port or parts.path or parts.query or parts.fragment:
        raise InputError(f'executor "{text}" is no address of a scheduler; write it as in "tcp://10.0.0.5:8786"')
    return Spec("tcp", host=host, port=port)
