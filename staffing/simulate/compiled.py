"""Compilation by numba: machine code kept on disk where that is possible, threads free to run beside each other."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

from numba import njit

Function = TypeVar("Function", bound=Callable[..., Any])

OPTIONS: dict[str, Any] = {"error_model": "numpy", "_nrt": False}
"""Nothing that is compiled here makes an array, so arrays need no counting of references: at each call of a function it
would cost more than the simulation, and threads would wait for each other to do it."""


def compiled(function: Function) -> Function:
    """A function called only by compiled ones; its machine code is kept with theirs."""
    return cast(Function, cast(Any, njit)(**OPTIONS, forceinline=True)(function))


def compiled_entry(function: Function) -> Function:
    """A function called from Python: it lets go of the interpreter lock, and its machine code is kept on disk."""
    try:
        return cast(Function, cast(Any, njit)(**OPTIONS, cache=True, nogil=True)(function))
    except RuntimeError:  # numba found no folder that it may write to: compile in every process
        return cast(Function, cast(Any, njit)(**OPTIONS, nogil=True)(function))


def digest_of_sources() -> int:
    """A number that changes with any source of this package.

    Numba looks only at the file of the entry to see whether its cached code is stale, not at the files of the
    functions it calls; but a number in the entry's closure belongs to the cache's key.
    """
    digest = hashlib.sha256()
    for source in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(source.read_bytes())
    return int.from_bytes(digest.digest()[:7], "big")
