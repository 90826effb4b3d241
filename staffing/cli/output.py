"""What an answer of its own folder is written to and shown as: `whatif` and `hiring`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from staffing.reports.console import console, print_folder
from staffing.reports.plain_json import json_text
from staffing.store.run_folder import Files, write_run

if TYPE_CHECKING:
    from rich.console import Console


def put_out(
    folder: Path,
    files: tuple[Files, dict[str, Any]],
    name: str,
    show: Callable[[Console], None],
    *,
    as_json: bool,
) -> None:
    """Write the files (by name, and the record of that `name`), then print the record or `show` the answer."""
    contents, record = files
    write_run(folder, contents, record, name)
    if as_json:
        click.echo(json_text({**record, "folder": str(folder)}), nl=False)
    else:
        out = console()
        show(out)
        print_folder(out, folder, [*contents, name])
