"""The order in which tests are handed out."""

from __future__ import annotations

import pytest

LONGEST_FIRST = ("test_readme.py", "test_whatif.py", "test_publish.py", "test_roster.py", "test_streams.py")
"""Files of tests that take longest, in the order in which they start: one that starts last is waited for alone."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first, all else as it was found."""
    place = {name: number for number, name in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: place.get(item.path.name, len(place)))
