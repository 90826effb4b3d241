"""A small valid workspace to be broken in one place at a time."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from staffing.documents.workspace import Workspace
from staffing.errors import InputError
from staffing.read.workspace import read_workspace

TEAM = """\
team: Seller escalations
sites: [{id: jakarta, zone: Asia/Jakarta, country: ID}]
week_starts: monday
open_hours: {daily: "06:00-23:00", min_on_queue: 1}
queues:
  - {id: payments, target_hours: 24, handle_minutes: {mean: 14, cv: 1.0}, names: [Payment Ops]}
  - {id: listings, target_hours: 24, handle_minutes: {mean: 22}}
targets:
  rate_24h: 0.90
  day_floor: 0.80
  maximum_age_hours: 72
shifts:
  - {id: early, start: "06:00", end: "15:00", breaks: [{start: "10:30", minutes: 60}]}
  - id: late
    start: "14:00"
    end: "23:00"
    breaks: [{start: "18:30", minutes: 60}]
    late: true
contracts:
  - {id: full_time, minutes_per_week: 2400, days_per_week: 5, shifts: [early, late]}
availability:
  - {id: mornings, days: {monday: [early], sunday: off}}
rules:
  - {rule: min_rest, minutes: 660}
  - {rule: max_consecutive_days, days: 6}
history: {max_rejected: 0.25}
"""
AGENTS = """\
agent_id,name,contract,role,availability,skills,hired_on,leaves_on,mentor
budi,Budi,full_time,agent,,,,,
sari,Sari,full_time,agent,mornings,payments|listings,2026-11-02,,budi
tono,Tono,full_time,lead,,,,2026-12-31,
"""
TICKETS = """\
ticket_id,queue,created_at,resolved_at,handle_minutes,agent_id,reopened_at,paused_minutes,csat
T1,payments,2026-11-02 09:00,2026-11-02 10:30:15,12.5,budi,,,5
T2,listings,2026-11-03 23:10,2026-11-04 07:00,30,sari,2026-11-05 09:00,15,
T3,Payment Ops,2026-11-04 08:00,,,,,,
T4,LISTINGS,2026-11-05 12:00,2026-11-05 12:20,20,budi,,,4
T5,payments,2026-11-06 15:00,2026-11-06 16:00,9,sari,,,
"""
FILES = {
    "team.yaml": TEAM,
    "agents.csv": AGENTS,
    "tickets.csv": TICKETS,
    "leave.csv": "agent_id,start,end,kind\nsari,2026-11-12,2026-11-13,annual\n",
    "requests.csv": "agent_id,date,want,weight\nbudi,2026-11-10,off,20\nsari,2026-11-11,not:late,\n",
    "events.csv": "date,name,kind,queue,uplift,lead_days,lag_days\n2026-11-11,Double day,sale,payments,2.5,1,2\n",
    "holidays.csv": "date,name,site,kind\n2026-11-25,Regional election,,\n2026-12-24,,,working\n",
    "published.csv": "agent_id,date,shift_id,start,end\n"
    "budi,2026-11-06,early,2026-11-06T06:00:00+07:00,2026-11-06T15:00:00+07:00\nsari,2026-11-09,late,,\n",
}

TWO = """\
sites:
  - {id: jakarta, zone: Asia/Jakarta, country: ID}
  - id: manila
    zone: Asia/Manila
    holidays: closed
    open_hours: {daily: "14:00-23:00", min_on_queue: 1}
    shifts: [late]
    short_days: [{name: Ramadan, start: 2026-11-09, end: 2026-11-10, minutes: 60}]
    overtime: {max_minutes_per_week: 480, max_extra_days: 1}
    rules: [{rule: min_rest, minutes: 720}]
"""
TWO_AGENTS = """\
agent_id,contract,role,site
budi,full_time,agent,jakarta
sari,full_time,agent,manila
tono,full_time,lead,jakarta
"""
TWO_SITES = {
    **FILES,
    "team.yaml": TEAM.replace("sites: [{id: jakarta, zone: Asia/Jakarta, country: ID}]\n", TWO),
    "agents.csv": TWO_AGENTS,
}
"""The same with a second site, an hour ahead of the first, where only the late shift is worked."""


@dataclass(frozen=True)
class Desk:
    """A workspace folder whose files can be changed."""

    folder: Path

    def write(self, name: str, content: str | bytes) -> Desk:
        raw = content.encode() if isinstance(content, str) else content
        (self.folder / name).write_bytes(raw)
        return self

    def edit(self, name: str, old: str, new: str) -> Desk:
        text = (self.folder / name).read_text()
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        return self.write(name, text.replace(old, new))

    def read(self, **options: Any) -> Workspace:
        return read_workspace(self.folder, **options)

    def fault(self, **options: Any) -> str:
        """The message of the InputError that reading raises."""
        with pytest.raises(InputError) as caught:
            self.read(**options)
        return str(caught.value)


def write_files(folder: Path, files: dict[str, str] = FILES) -> Desk:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text)
    return Desk(folder)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return write_files(tmp_path / "desk")
