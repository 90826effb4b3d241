"""One judged plan of the small desk, shared by the tests of the reports."""

from __future__ import annotations

import pytest

from staffing.outlook import Outlook, look_ahead
from staffing.plan import Plan, Settings, judge_roster, make_plan
from staffing.read.workspace import read_workspace
from staffing.roster import Roster
from tests.reports.small_desk import publish_last_week, write_small_desk


@pytest.fixture(scope="session")
def outlook(tmp_path_factory: pytest.TempPathFactory) -> Outlook:
    return look_ahead(read_workspace(write_small_desk(tmp_path_factory.mktemp("desk") / "w")))


@pytest.fixture(scope="session")
def plan(outlook: Outlook) -> Plan:
    return make_plan(outlook, Settings(seed=3, work=2.0, replications=200))


@pytest.fixture(scope="session")
def missed(outlook: Outlook) -> Plan:
    """A roster of one shift, made by hand: it misses the promise."""
    thin = Roster.empty(outlook.problem).assigned(0, 4, 0)
    return judge_roster(outlook, thin, Settings(seed=3, replications=100))


@pytest.fixture(scope="session")
def bridged(tmp_path_factory: pytest.TempPathFactory) -> Outlook:
    """The desk with a published roster up to the Saturday before the plan."""
    folder = write_small_desk(tmp_path_factory.mktemp("bridged") / "w")
    publish_last_week(folder)
    return look_ahead(read_workspace(folder))
