"""The group of commands, which knows their names without importing them, and the exit codes."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from importlib import import_module

import click

import staffing
from forecasts.errors import ForecastError
from staffing.errors import InputError, NoRosterError, OutsideError, StaffingError

COMMANDS = {
    "init": "Write an example workspace to start from.",
    "check": "Say what a workspace holds, or what a roster breaks.",
    "rules": "Print every rule there is: what it says, parameters, examples.",
    "forecast": "Forecast the cases of the week.",
    "roster": "Make the roster of the week, judged by simulation.",
    "simulate": "Judge a hand-made roster.",
    "explain": "Say why somebody does not have what was asked for.",
    "whatif": "Compare more people, volume or other targets.",
    "hiring": "Say how many people to hire, and by when to open.",
    "bench": "Solve public benchmark instances, and judge the answers.",
    "report": "Make the pages of a run again.",
    "demo": "Plan the week of an example team; needs no input.",
}
"""Each command is `command` in the module of its name."""

DONE, INPUT_WRONG, USAGE_WRONG, TARGET_MISSED, NO_ROSTER, OUTSIDE_FAILED = 0, 1, 2, 3, 4, 5
INTERRUPTED, PIPE_CLOSED = 130, 141

_CODES: tuple[tuple[type[Exception], int], ...] = (
    (InputError, INPUT_WRONG),
    (ForecastError, INPUT_WRONG),
    (NoRosterError, NO_ROSTER),
    (OutsideError, OUTSIDE_FAILED),
)


class Commands(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            near = get_close_matches(cmd_name, COMMANDS, n=1)
            ctx.fail(f"there is no command {cmd_name}; " + (f"did you mean {near[0]}?" if near else "see --help"))
        command: click.Command = import_module(f"staffing.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(staffing.__version__, prog_name="staffing")
def app() -> None:
    """Rosters for teams that work escalations: cases that may wait, but must be resolved within a day."""


def run(arguments: Sequence[str]) -> int:
    """Run one command line; every mistake of a user becomes a sentence on stderr and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        code = app.main(list(arguments), prog_name="staffing", standalone_mode=False)
        sys.stdout.flush()
        return int(code or DONE)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _told(["interrupted"], INTERRUPTED)
    except (StaffingError, ForecastError) as error:
        lines = error.lines if isinstance(error, NoRosterError) else str(error).splitlines()
        return _told(lines, next((code for kind, code in _CODES if isinstance(error, kind)), INPUT_WRONG))
    except (BrokenPipeError, SystemExit):  # SystemExit is what click makes of a closed pipe: leave silently
        _drop_output()
        return PIPE_CLOSED
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EIO):
            raise
        _drop_output()
        return _told([f"the output cannot be written: {error.strerror}"], OUTSIDE_FAILED)


def _drop_output() -> None:
    """What is still to be printed goes nowhere: it would fail again when the program ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _told(lines: Iterable[str], code: int) -> int:
    from staffing.reports.plain_text import plain

    for line in lines:
        click.echo(f"staffing: {plain(line)}", err=True)
    return code
