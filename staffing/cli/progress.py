"""A progress bar on stderr, only where a person looks at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress_bar(first: str = "forecasting") -> Iterator[Callable[[str, float], None] | None]:
    """What to call with a phase, after the `first`, and the share of it done; None when stderr is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    from staffing.reports.console import console

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console(stderr=True), transient=True) as bar:
        task = bar.add_task(first, total=None)

        def tell(phase: str, share: float) -> None:
            bar.update(task, description=phase, completed=share, total=1.0 if share else None)

        yield tell
