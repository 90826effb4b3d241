"""The figures of docs/method.md: measures the model where it is wrong, and writes the tables into the page.

    python benchmarks/method.py [--write docs/method.md] [--only NAME ...]
                                [--honesty FILE.json] [--replay FILE.json] [--methods FILE.json]

Prints every table. The page holds blocks `<!-- figures: NAME -->` ... `<!-- end -->`; `--write` puts the tables in
their place. The tables of the three long benchmarks come from the JSON that these write, and are left alone
where no file is given. Same code, same figures: every random number has a seed. Runs on one core.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import method_chance
import method_edges
import method_races
import method_truth
from method_table import Table, with_block

TABLES: dict[str, Callable[[], Table]] = {
    "fluid": method_chance.fluid,
    "dispersion": method_chance.dispersion,
    "risk": method_chance.risk,
    "bound": method_chance.bound,
    "handle-times": method_truth.handle_times,
    "absences": method_truth.absences,
    "shift-ends": method_edges.shift_ends,
    "tail": method_edges.tail,
    "opening": method_edges.opening,
}
RACES: dict[str, Callable[[Any], Table]] = {
    "honesty": method_races.honesty,
    "replay": method_races.replay,
    "methods": method_races.methods,
}


def tables(options: argparse.Namespace) -> Iterator[tuple[str, Table]]:
    """Every table that is asked for, with its name."""
    for name, measure in TABLES.items():
        if not options.only or name in options.only:
            yield name, measure()
    for name, layout in RACES.items():
        if file := vars(options)[name]:
            yield name, layout(json.loads(file.read_text(encoding="utf-8")))


def main() -> None:
    """Measure, print, and write into the page where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", type=Path, metavar="PAGE", help="put the tables into the blocks of this page")
    parser.add_argument("--only", nargs="+", choices=(*TABLES, "races"), help="measure these alone; `races` none")
    for name in RACES:
        parser.add_argument(f"--{name}", type=Path, metavar="FILE.json", help=f"what {name}.py wrote with --json")
    options = parser.parse_args()
    begun = time.perf_counter()
    for name, table in tables(options):
        print(f"\n{name} ({time.perf_counter() - begun:.0f} s)\n\n{table.markdown}", flush=True)
        if options.write:
            page = options.write.read_text(encoding="utf-8")
            options.write.write_text(with_block(page, name, table.markdown), encoding="utf-8")


if __name__ == "__main__":
    main()
