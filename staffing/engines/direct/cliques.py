"""Successions that exclude each other, joined: the counts would otherwise allow mixes that no people can work.

Of two shifts on successive days only one can be worked where the rest between them is too short. Adding up such pairs
over a class leaves room that nobody has: three people late today, two early and two at eight tomorrow is too much for
a class of six. All shifts that end so late and all that then begin too early form a clique, of which everybody works
at most one (Atamtuerk, Nemhauser, Savelsbergh 2000, European Journal of Operational Research 121:40).
"""

from __future__ import annotations

from collections.abc import Iterator

Cell = tuple[int, int]
"""A planned day and a shift."""


def cliques(pairs: set[tuple[Cell, Cell]]) -> Iterator[frozenset[Cell]]:
    """Cliques of cells of two days from pairs that exclude each other; of each day's cells one is worked at most."""
    after: dict[tuple[int, int], dict[Cell, set[Cell]]] = {}
    for one, other in pairs:
        first, second = sorted((one, other))
        if first[0] != second[0]:
            after.setdefault((first[0], second[0]), {}).setdefault(first, set()).add(second)
    seen: set[frozenset[Cell]] = set()
    for excluded in after.values():
        for cells in excluded.values():
            clique = frozenset(cells | {first for first, others in excluded.items() if others >= cells})
            if len(clique) > 2 and clique not in seen:
                seen.add(clique)
                yield clique
