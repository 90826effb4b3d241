"""The small desk as read, for plans made by hand."""

from __future__ import annotations

import pytest

from staffing.documents.workspace import Workspace
from staffing.read.workspace import read_workspace
from tests.reports.small_desk import write_small_desk


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return read_workspace(write_small_desk(tmp_path_factory.mktemp("hiring") / "w"))
