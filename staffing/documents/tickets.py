"""Where the ticket log is read from: a file or a database, and the names of its columns."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from staffing.documents.base import Document


class TicketColumns(Document):
    """Our column names, each with the name it has in the export."""

    ticket_id: str | None = None
    queue: str | None = None
    created_at: str | None = None
    resolved_at: str | None = None
    handle_minutes: str | None = None
    agent_id: str | None = None
    reopened_at: str | None = None
    paused_minutes: str | None = None
    csat: str | None = None


class TicketSource(Document):
    """Where the ticket log comes from, and how its columns are named."""

    file: str | None = None
    url: str | None = None
    query: str | None = None
    preset: Literal["zendesk", "freshdesk", "jira", "servicenow"] | None = None
    columns: TicketColumns = TicketColumns()
    zone: str | None = None
    """Zone of times without offset in the log; the workspace's zone by default."""
    dayfirst: bool = False
    """Whether 03/04/2026 is the third of April."""

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if self.url is not None and self.file is not None:
            raise ValueError("file and url are both given; give one")
        if (self.url is None) != (self.query is None):
            raise ValueError("url and query belong together; give both or neither")
        return self
