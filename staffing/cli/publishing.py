"""What `--publish` does: says why not, or writes `published.csv` and its log once the run is written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from staffing.errors import InputError
from staffing.plan import Plan
from staffing.publication import Publication, not_to_publish, publication_of
from staffing.read.publications import CHANGES, PUBLISHED, published_table
from staffing.reports.changes import changes_csv, changes_record
from staffing.reports.published_tables import published_files
from staffing.store.published import Staged, check_known, check_publishable, stage

FILE = "changes.csv"
"""The changes in the run folder."""


@dataclass(frozen=True)
class Publishing:
    """A plan against what was published, and the files that wait beside those they replace.

    `staged` is None where nothing is to be published: it was not asked for, `refused` says why not, or it `failed`.
    """

    publication: Publication
    staged: Staged | None = None
    refused: str = ""
    failed: InputError | None = None

    @property
    def published(self) -> bool:
        """Whether the run is a publication."""
        return self.staged is not None

    @property
    def files(self) -> dict[str, str]:
        """What the run folder holds of it."""
        return {FILE: changes_csv(self.publication)} if self.published else {}

    @property
    def record(self) -> dict[str, Any] | None:
        """`published` of `run.json`."""
        return changes_record(self.publication) if self.published else None

    def finish(self) -> None:
        """Publish, once the run is written. Raises InputError where that is not possible."""
        if self.failed is not None:
            raise self.failed
        if self.refused:
            click.echo(f"staffing: {self.refused}", err=True)
        if self.staged is not None:
            self.staged.publish()

    def drop(self) -> None:
        """Leave nothing beside the files of the workspace."""
        if self.staged is not None:
            self.staged.drop()


def check_wanted(folder: Path, wanted: bool) -> None:
    """Raise InputError where it is `wanted` to publish into a workspace and cannot be done."""
    if wanted:
        check_publishable(folder, (PUBLISHED, CHANGES))


def prepare(plan: Plan, wanted: bool) -> Publishing:
    """What publishing changes, and where it is `wanted` and may be, the new files beside the old.

    Nothing is raised here: the run is to be written even where it cannot be published.
    """
    publication = publication_of(plan)
    if not wanted:
        return Publishing(publication)
    if refused := not_to_publish(plan):
        return Publishing(publication, refused=refused)
    workspace = plan.outlook.workspace
    try:
        for name in (PUBLISHED, CHANGES):
            check_known(workspace.folder, name, workspace.digests)
        files = published_files(plan, publication, published_table(workspace.folder))
        return Publishing(publication, stage(workspace.folder, files, workspace.digests))
    except InputError as error:
        return Publishing(publication, failed=error)
