"""Files whose names are close to those that are read."""

from __future__ import annotations

import pytest

from staffing.read.misnamed import unread_files

from .conftest import Desk


@pytest.mark.parametrize("name", ["leaves.csv", "Leave.CSV", "leave.xlsx", "leave.txt", "leav.csv"])
def test_a_file_close_to_one_that_is_absent_is_told(desk: Desk, name: str) -> None:
    (desk.folder / "leave.csv").rename(desk.folder / name)
    assert desk.read().leave == ()
    assert unread_files(desk.folder) == ((name, "leave.csv"),)


@pytest.mark.parametrize("name", ["requisitions.csv", "levels.csv", "leave.docx", "notes.txt"])  # of these one is read
def test_other_files_are_nobodys_business(desk: Desk, name: str) -> None:
    (desk.folder / "leave.csv").rename(desk.folder / name)
    (desk.folder / "requests.csv").unlink()
    assert unread_files(desk.folder) == ()


def test_a_second_table_beside_one_that_is_read_is_not_told(desk: Desk) -> None:
    desk.write("leaves.csv", "")
    assert unread_files(desk.folder) == ()


def test_an_export_that_team_yaml_names_is_read(desk: Desk) -> None:
    (desk.folder / "events.csv").unlink()
    (desk.folder / "tickets.csv").rename(desk.folder / "event.csv")
    workspace = desk.edit("team.yaml", "history:", "tickets: {file: event.csv}\nhistory:").read()
    assert unread_files(desk.folder, workspace.digests) == ()
    assert unread_files(desk.folder) == (("event.csv", "events.csv"),)


def test_holidays_are_one_of_the_files(desk: Desk) -> None:
    (desk.folder / "holidays.csv").rename(desk.folder / "holiday.csv")
    assert desk.read().holidays == ()
    assert unread_files(desk.folder) == (("holiday.csv", "holidays.csv"),)


def test_requisitions_are_one_of_the_files(desk: Desk) -> None:
    desk.write("requisition.csv", "requisition_id,role\n")
    assert desk.read().requisitions == ()
    assert unread_files(desk.folder) == (("requisition.csv", "requisitions.csv"),)


def test_requisitions_and_requests_are_not_taken_for_each_other(desk: Desk) -> None:
    (desk.folder / "requests.csv").unlink()
    desk.write("requisitions.csv", "requisition_id,role\n")
    assert unread_files(desk.folder) == ()
    (desk.folder / "requisitions.csv").unlink()
    desk.write("requests.csv", "agent_id,date,want\n")
    assert unread_files(desk.folder) == ()


def test_a_folder_is_no_file(desk: Desk) -> None:
    (desk.folder / "leave.csv").unlink()
    (desk.folder / "leaves.csv").mkdir()
    assert unread_files(desk.folder) == ()


@pytest.mark.parametrize(("name", "given"), [("agents.csv", "agent.csv"), ("team.yaml", "team.yml")])
def test_a_file_that_is_missing_is_told_with_the_one_that_may_be_meant(desk: Desk, name: str, given: str) -> None:
    (desk.folder / name).rename(desk.folder / given)
    said = f'{name} does not exist; it must be a file in the workspace folder; nearest is "{given}"'
    assert desk.fault() == said


def test_a_file_that_is_missing_without_one_close_to_it_is_told_alone(desk: Desk) -> None:
    (desk.folder / "agents.csv").unlink()
    assert desk.fault() == "agents.csv does not exist; it must be a file in the workspace folder"
