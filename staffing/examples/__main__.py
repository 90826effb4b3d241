"""Rewrite the example workspaces of the repository: `python -m staffing.examples configs`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from staffing.errors import InputError
from staffing.examples import NAMES, write_example


def main(arguments: list[str]) -> int:
    """Write every example into a folder below the one given, in place of what is there."""
    if len(arguments) != 1:
        print("usage: python -m staffing.examples FOLDER", file=sys.stderr)
        return 2
    for name in NAMES:
        folder = Path(arguments[0]) / name
        if folder.exists():
            shutil.rmtree(folder)
        try:
            write_example(name, folder)
        except InputError as error:
            print(error, file=sys.stderr)
            return 1
        print(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
