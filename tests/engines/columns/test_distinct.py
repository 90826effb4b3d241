"""Rows and values numbered anew: in the order in which they are met, and by rank, however far they lie apart."""

from __future__ import annotations

import numpy as np

from staffing.engines.columns.networks import distinct as room
from staffing.engines.columns.networks.distinct import distinct, numbered


def test_rows_are_kept_once_in_the_order_of_their_first_place() -> None:
    rows = np.array([[5, 1], [2, 2], [5, 1], [1, 9], [2, 2]])
    found, index = distinct(rows)
    assert found.tolist() == [[5, 1], [2, 2], [1, 9]]
    assert index.tolist() == [0, 1, 0, 2, 1]


def test_rows_without_columns_are_all_one() -> None:
    found, index = distinct(np.zeros((3, 0), dtype=np.int64))
    assert (found.shape, index.tolist()) == ((1, 0), [0, 0, 0])


def test_rows_that_share_a_hash_stay_different() -> None:
    first, second = np.random.default_rng(2).integers(1, 2**62, 2) * 2 + 1
    rows = np.array([[int(second), 0], [0, int(first)], [int(second), 0]])
    with np.errstate(over="ignore"):
        keys = rows @ np.array([first, second])
    assert keys[0] == keys[1], "the two would be one by their hash alone"
    found, index = distinct(rows)
    assert (found[index] == rows).all()
    assert len(found) == 2


def test_values_are_numbered_by_rank_whether_they_lie_near_or_far() -> None:
    kept = np.array([[True, True, False], [True, True, True]])
    for far in (1, room.SPARSE, room.DENSE):
        values = np.array([[7, 3, 4], [3, 9, 3]]) * far
        found, place = numbered(values, kept)
        assert found.tolist() == [3 * far, 7 * far, 9 * far]
        assert place.tolist() == [[1, 0, -1], [0, 2, 0]]


def test_where_nothing_is_kept_there_is_no_number() -> None:
    found, place = numbered(np.array([4, 5]), np.zeros(2, dtype=bool))
    assert (found.tolist(), place.tolist()) == ([], [-1, -1])
