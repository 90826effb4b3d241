"""Ticket logs in a database; its password is never told."""

from __future__ import annotations

import sqlite3

import pytest

from staffing.errors import OutsideError

from .conftest import Desk

QUERY = "select ticket_id, queue, created_at, minutes as handle_minutes from cases"


@pytest.fixture
def stored(desk: Desk) -> Desk:
    connection = sqlite3.connect(desk.folder / "cases.db")
    connection.execute("create table cases (ticket_id integer, queue text, created_at text, minutes real)")
    rows = [(1, "payments", "2026-11-03 10:15:00", 12.5), (2, "listings", "2026-11-04 10:15:00", None)]
    connection.executemany("insert into cases values (?, ?, ?, ?)", rows)
    connection.commit()
    connection.close()
    (desk.folder / "tickets.csv").unlink()
    return desk


def ask(desk: Desk, url: str, query: str) -> Desk:
    return desk.edit("team.yaml", "history:", f"tickets: {{url: '{url}', query: '{query}'}}\nhistory:")


def test_a_query_gives_the_log(stored: Desk) -> None:
    workspace = ask(stored, "sqlite:///cases.db", QUERY).read()
    assert workspace.tickets.frame["ticket_id"].tolist() == ["1", "2"]
    assert workspace.tickets.frame["handle_minutes"][0] == 12.5
    assert "tickets.query" in workspace.digests


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("nonsense", 'tickets.url is not a database URL; write one such as "postgresql://user@host/name"'),
        ("sqlite://", 'tickets.url names no SQLite file; write one such as "sqlite:///tickets.db"'),
        (
            "sqlite:///none.db",
            'tickets.url is "none.db", which does not exist; it must be a file in the workspace folder',
        ),
        (
            "sqlite:///../x.db",
            'tickets.url is "../x.db", which leads outside the workspace folder; only files inside it are read',
        ),
        (
            "foo://u:s3cret@h/x",
            "tickets.url is foo://u:***@h/x, a kind of database that is not known; sqlite and postgresql are",
        ),
    ],
)
def test_a_url_that_cannot_be_used_is_refused(stored: Desk, url: str, sentence: str) -> None:
    assert ask(stored, url, QUERY).fault() == f"team.yaml:26:11 {sentence}"


def test_a_query_without_times_is_no_log(stored: Desk) -> None:
    ask(stored, "sqlite:///cases.db", "select ticket_id from cases")
    assert stored.fault().startswith('tickets.query:1 there is no column for created_at among "ticket_id"')


@pytest.mark.parametrize("query", ["select * from nothing", "delete from cases", "nonsense", "select 1 as :name"])
def test_a_query_that_the_database_refuses_is_a_fault_outside(stored: Desk, query: str) -> None:
    ask(stored, "sqlite:///cases.db", query)
    with pytest.raises(OutsideError, match=r"sqlite:///cases\.db: the database refused the connection or the query"):
        stored.read()


@pytest.mark.parametrize(
    "url", ["postgresql+absent://u:s3cret@h/x", "postgresql+pg8000://u:s3cret@h/x?password=s3cret"]
)
def test_a_password_is_never_told(stored: Desk, url: str) -> None:
    ask(stored, url, QUERY)
    with pytest.raises(Exception, match=r"tickets.url is postgresql") as caught:
        stored.read()
    assert "s3cret" not in str(caught.value)


def test_a_driver_that_fails_is_a_fault_outside_without_its_words(
    stored: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: object, **options: object) -> None:
        raise RuntimeError("cannot reach sqlite://u:s3cret@h")

    monkeypatch.setattr("sqlalchemy.engine.Engine.connect", fail)
    ask(stored, "sqlite:///cases.db", QUERY)
    with pytest.raises(OutsideError, match=r"its driver failed \(RuntimeError\)$"):
        stored.read()
