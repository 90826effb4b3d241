"""Ticket logs in databases, by SQLAlchemy URL and query; passwords and the driver's own words stay out of messages."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy
from sqlalchemy import Engine, exc
from sqlalchemy.engine import URL, make_url

from staffing.errors import InputError, OutsideError
from staffing.read.folder import SourceFolder
from staffing.read.tables import MOST_ROWS, Row, Table, cell_text

TABLE_NAME = "tickets.query"


def query_table(url: str, query: str, folder: SourceFolder, where: str) -> Table:
    """The rows that a query gives, as a table; `where` says where the URL was written.

    A relative SQLite file lies in the workspace folder, is opened for reading only and must exist. Nothing is ever
    committed. InputError for a URL that is none, OutsideError for whatever the database refuses.
    """
    address = _address(url, folder, where)
    safe = make_url(url).set(query={}).render_as_string(hide_password=True)
    engine = _engine(address, safe, where)
    try:
        with _refusals(safe, where), engine.connect() as connection:
            result = connection.execute(sqlalchemy.text(query))
            if not result.returns_rows:
                raise InputError(f"{_sibling(where)} gives no rows; write a SELECT that does")
            header = tuple(map(str, result.keys()))
            rows = [
                (line, [cell_text(cell) for cell in cells]) for line, cells in enumerate(result.fetchmany(MOST_ROWS), 2)
            ]
    finally:
        engine.dispose()
    folder.digests[TABLE_NAME] = _digest(header, rows)
    return Table(TABLE_NAME, header, iter(rows))


def _address(url: str, folder: SourceFolder, where: str) -> URL:
    try:
        address = make_url(url)
    except (exc.ArgumentError, ValueError, TypeError):
        raise InputError(f'{where} is not a database URL; write one such as "postgresql://user@host/name"') from None
    if address.get_backend_name() != "sqlite":
        return address
    name = address.database or ""
    if not name or name == ":memory:" or name.startswith("file:"):
        raise InputError(f'{where} names no SQLite file; write one such as "sqlite:///tickets.db"')
    path: Path = folder.path(name, where)
    return address.set(database=f"file:{path.resolve().as_posix()}", query={"mode": "ro", "uri": "true"})


def _engine(address: URL, safe: str, where: str) -> Engine:
    try:
        return sqlalchemy.create_engine(address, poolclass=sqlalchemy.pool.NullPool)
    except exc.NoSuchModuleError:
        raise InputError(
            f"{where} is {safe}, a kind of database that is not known; sqlite and postgresql are"
        ) from None
    except ImportError as error:
        raise OutsideError(
            f"{where} is {safe}, whose driver {error.name or ''} is not installed; install it with pip"
        ) from None
    except (exc.SQLAlchemyError, ValueError, TypeError):
        raise InputError(f"{where} is {safe}, which cannot be used; correct the URL") from None


@contextmanager
def _refusals(safe: str, where: str) -> Iterator[None]:
    """Whatever the database or its driver says against a query, without its words: they may hold the password."""
    try:
        yield
    except (InputError, OutsideError):
        raise
    except exc.SQLAlchemyError as error:
        kind = type(getattr(error, "orig", None) or error).__name__
        raise OutsideError(f"{where} is {safe}: the database refused the connection or the query ({kind})") from None
    except Exception as error:
        # drivers raise what they like; none of it is ours, and its text may hold the URL
        raise OutsideError(f"{where} is {safe}: its driver failed ({type(error).__name__})") from None


def _sibling(where: str) -> str:
    return where.replace("tickets.url", "tickets.query")


def _digest(header: tuple[str, ...], rows: list[Row]) -> str:
    digest = hashlib.sha256("\x1f".join(header).encode())
    for _, cells in rows:
        digest.update(("\x1e" + "\x1f".join(cells)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
