"""Files of a workspace are published together or not at all, and never over what is not known."""

from __future__ import annotations

import os
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from staffing.errors import InputError
from staffing.store.published import check_publishable, stage

NEW = {"published.csv": "new\n", "published_changes.csv": "new log\n"}


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "w").mkdir()
    (tmp_path / "w" / "published.csv").write_text("old\n")
    return tmp_path / "w"


def known(desk: Path) -> dict[str, str]:
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in desk.iterdir()}


def held(desk: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in desk.iterdir()}


def test_files_that_are_staged_are_there_once_they_are_published(desk: Path) -> None:
    (desk / "published.csv").chmod(0o640)
    staged = stage(desk, NEW, known(desk))
    assert (desk / "published.csv").read_text() == "old\n"
    staged.publish()
    assert held(desk) == NEW
    assert (desk / "published.csv").stat().st_mode & 0o777 == 0o640


def test_what_is_dropped_leaves_nothing(desk: Path) -> None:
    stage(desk, NEW, known(desk)).drop()
    assert held(desk) == {"published.csv": "old\n"}


@pytest.mark.parametrize("failing", range(4))
def test_a_full_disk_leaves_all_as_it_was(desk: Path, failing: int, monkeypatch: pytest.MonkeyPatch) -> None:
    before, calls = known(desk), []

    def failing_at(real: object) -> object:
        def call(*given: object, **named: object) -> object:
            calls.append(given)
            if len(calls) == failing + 1:
                raise OSError(28, "No space left on device")
            return real(*given, **named)  # type: ignore[operator]

        return call

    # written, copied, written; then renamed twice
    monkeypatch.setattr(Path, "write_bytes", failing_at(Path.write_bytes))
    monkeypatch.setattr(shutil, "copy", failing_at(shutil.copy))
    monkeypatch.setattr(os, "replace", failing_at(os.replace))
    with pytest.raises(InputError, match="cannot be written: No space left on device; nothing was published"):
        stage(desk, NEW, before).publish()
    monkeypatch.undo()
    assert held(desk) == {"published.csv": "old\n"}
    stage(desk, NEW, before).publish()
    assert held(desk) == NEW


def test_a_second_rename_that_fails_takes_the_first_one_back(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.replace

    def replace(source: Path, target: Path) -> None:
        if target.name == "published_changes.csv" and ".new-" in source.name:
            raise OSError(5, "Input/output error")
        real(source, target)

    for before in ("old\n", None):
        if before is None:
            (desk / "published.csv").unlink()
        digests, kept = known(desk), held(desk)
        staged = stage(desk, NEW, digests)
        monkeypatch.setattr(os, "replace", replace)
        with pytest.raises(InputError, match=r"published_changes\.csv cannot be written"):
            staged.publish()
        monkeypatch.undo()
        assert held(desk) == kept


def test_ctrl_c_between_the_renames_takes_the_first_one_back(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = os.replace, []

    def replace(source: Path, target: Path) -> None:
        calls.append(target)
        if len(calls) == 2:
            raise KeyboardInterrupt
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(KeyboardInterrupt):
        stage(desk, NEW, known(desk)).publish()
    assert held(desk) == {"published.csv": "old\n"}


def test_what_was_changed_since_it_was_read_is_not_overwritten(desk: Path) -> None:
    before = known(desk)
    staged = stage(desk, NEW, before)
    (desk / "published.csv").write_text("edited\n")
    for attempt in (staged.publish, lambda: stage(desk, NEW, before)):
        with pytest.raises(InputError, match=r"published\.csv was changed since it was read, so nothing was published"):
            attempt()
        assert held(desk) == {"published.csv": "edited\n"}


def test_a_file_that_appeared_or_went_is_a_change(desk: Path) -> None:
    with pytest.raises(InputError, match=r"published\.csv was changed"):
        stage(desk, NEW, {})
    (desk / "published.csv").unlink()
    with pytest.raises(InputError, match=r"published\.csv was changed"):
        stage(desk, NEW, {"published.csv": "0"})


def test_a_link_out_of_the_workspace_is_not_followed(desk: Path) -> None:
    outside = desk.parent / "elsewhere.csv"
    outside.write_text("not ours\n")
    for name in NEW:
        (desk / name).unlink(missing_ok=True)
        (desk / name).symlink_to(outside)
        for attempt in (lambda: stage(desk, NEW, {}), lambda: check_publishable(desk, tuple(NEW))):
            with pytest.raises(InputError, match=r"leads outside the workspace folder|was changed"):
                attempt()
        (desk / name).unlink()
    assert outside.read_text() == "not ours\n"


def test_a_link_inside_the_workspace_stays_a_link(desk: Path) -> None:
    (desk / "rosters").mkdir()
    (desk / "published.csv").rename(desk / "rosters" / "published.csv")
    (desk / "published.csv").symlink_to(desk / "rosters" / "published.csv")
    digest = sha256(b"old\n").hexdigest()
    stage(desk, NEW, {"published.csv": digest}).publish()
    assert (desk / "published.csv").is_symlink()
    assert (desk / "rosters" / "published.csv").read_text() == "new\n"
    assert [path.name for path in (desk / "rosters").iterdir()] == ["published.csv"]


def test_a_folder_that_may_not_be_written_is_told_at_once(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check_publishable(desk, tuple(NEW))
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(InputError, match=r"published\.csv cannot be written: no right to write in"):
        check_publishable(desk, tuple(NEW))
    monkeypatch.undo()
    (desk / "published_changes.csv").mkdir()
    with pytest.raises(InputError, match=r"published_changes\.csv is no file, so nothing can be published"):
        check_publishable(desk, tuple(NEW))
