"""One judged plan of the small desk, shared by the tests of the reports."""

from __future__ import annotations

import pytest

from staffing.plan import Outlook, Plan, Settings, look_ahead, make_plan
from staffing.read.workspace import read_workspace
from tests.reports.small_desk import write_small_desk


@pytest.fixture(scope="session")
def outlook(tmp_path_factory: pytest.TempPathFactory) -> Outlook:
    return look_ahead(read_workspace(write_small_desk(tmp_path_factory.mktemp("desk") / "w")))


@pytest.fixture(scope="session")
def plan(outlook: Outlook) -> Plan:
    return make_plan(outlook, Settings(seed=3, work=2.0, replications=200))
