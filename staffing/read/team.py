"""`team.yaml`, read and checked against itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from staffing.documents.team import Team
from staffing.read.contract_checks import check_contracts
from staffing.read.documents import document_of
from staffing.read.hiring_checks import check_hiring
from staffing.read.hours_checks import check_open_hours, check_short_days
from staffing.read.pack_checks import check_packs
from staffing.read.pay_checks import check_overtime, check_premiums
from staffing.read.queue_checks import check_queues
from staffing.read.rule_checks import check_rules
from staffing.read.team_checks import (
    Written,
    check_handle_minutes,
    check_names,
    check_not_yet,
    check_targets,
)
from staffing.read.yaml_source import YamlSource, load_yaml

CHECKS = (
    check_names,
    check_not_yet,
    check_targets,
    check_handle_minutes,
    check_queues,
    check_open_hours,
    check_short_days,
    check_contracts,
    check_packs,
    check_rules,
    check_premiums,
    check_overtime,
    check_hiring,
)


def read_team(path: Path) -> Team:
    """The team of a `team.yaml`; InputError with line and column for every fault."""
    return load_team(Path(path), Path(path).name)[0]


def load_team(path: Path, name: str) -> tuple[Team, YamlSource]:
    """The team, and where each of its keys stands."""
    source = load_yaml(path, name)
    return checked(source), source


def checked(source: YamlSource) -> Team:
    """The team that a file's data stand for; InputError with every fault."""
    team = document_of(Team, source)
    written = Written(team, source)
    for check in CHECKS:
        check(written)
    written.faults.raise_any()
    return team


def team_schema() -> dict[str, Any]:
    """The JSON Schema of `team.yaml`, for editors."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Team.model_json_schema()}
