"""Where text is printed, and the plainest things that are: a sentence, a list, the place of the files."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO, cast

from rich.console import Console
from rich.table import Table
from rich.text import Text

from staffing.reports.piped import Trimmed, piped_width
from staffing.reports.plain_text import counted, plain


def console(*, stderr: bool = False) -> Console:
    """Where to print: as wide as the terminal; plain text of `piped_width` when piped. Text is never markup."""
    stream = sys.stderr if stderr else sys.stdout
    if stream.isatty():
        return _Console(stderr=stderr, markup=False, highlight=False, emoji=False)
    piped = cast(TextIO, Trimmed(stream))
    return _Console(file=piped, width=piped_width(), markup=False, highlight=False, emoji=False)


class _Console(Console):
    """A console that leaves a closed pipe to the command line, which knows the exit code."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def print_folder(out: Console, folder: Path, names: Iterable[str]) -> None:
    """Where the files are; the path stays on one line, so that it can be copied. Folders in it are counted."""
    every = list(names)
    listed = [name for name in every if "/" not in name]
    below = Counter(name.partition("/")[0] for name in every if "/" in name)
    listed += [f"{name}/ ({counted(number, 'file')})" for name, number in below.items()]
    out.print(Text(f"Written to {plain(str(folder))}: {', '.join(listed)}"), soft_wrap=True)


def say(out: Console, sentence: str, style: str = "") -> None:
    """One sentence of plain text."""
    out.print(Text(plain(sentence), style=style))


def bullet_list(out: Console, title: str, sentences: Iterable[str], lead: str = "", style: str = "") -> None:
    """A title, a `lead` sentence, and the sentences as items; nothing where there are none."""
    found = list(sentences)
    if not found and not lead:
        return
    out.print(Text(title, style="bold"))
    if lead:
        say(out, lead)
    bullets = Table.grid(padding=(0, 1))
    for sentence in found:
        bullets.add_row("-", Text(plain(sentence), style=style))
    if found:
        out.print(bullets)
    out.print()
