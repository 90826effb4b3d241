"""Machine code is kept where it can be, and never outlives its source."""

from __future__ import annotations

import numba
import pytest

from staffing.simulate import compiled


def test_without_a_folder_for_the_cache_the_function_is_compiled_all_the_same(monkeypatch):
    def refuse_to_cache(**options):
        if options.get("cache"):
            raise RuntimeError("cannot cache function: no locator available")
        return numba.njit(**options)

    monkeypatch.setattr(compiled, "njit", refuse_to_cache)
    assert compiled.compiled_entry(lambda x: x + 1)(2) == 3


@pytest.mark.parametrize("changed", ["a.py", "b.py"])
def test_the_digest_changes_with_every_source(monkeypatch, tmp_path, changed):
    for name in ("a.py", "b.py"):
        (tmp_path / name).write_text("x = 1\n")
    monkeypatch.setattr(compiled, "__file__", str(tmp_path / "a.py"))
    before = compiled.digest_of_sources()
    assert compiled.digest_of_sources() == before >= 0
    (tmp_path / changed).write_text("x = 2\n")
    assert compiled.digest_of_sources() != before
