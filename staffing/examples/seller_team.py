"""The commented `team.yaml` of seller-escalations, which `staffing init` gives to everybody as a start."""

TEAM = """\
# The team, its promise and its rules. Times of day are quoted "HH:MM" in the team's own time zone; "24:00" to
# "48:00" reach into the next day. Shares lie between 0 and 1. A misspelt key is reported with its line.

team: Seller escalations Jakarta     # any name; it heads the reports

# Where the team works. zone: a name from the IANA list, such as Asia/Jakarta; country: two letters, optional.
# The example regional-hub shows several sites, skills, business hours, overtime and premiums.
sites:
  - {id: jakarta, zone: Asia/Jakarta, country: ID}

week_starts: monday                  # the first day of a roster week, in English

# When people may be on queue: daily, and by weekday where it differs (saturday: "08:00-20:00", sunday:
# closed). Cases may arrive at any hour; they wait until then. min_on_queue: people on queue while open.
open_hours: {daily: "06:00-23:00", min_on_queue: 1}

# Kinds of case. target_hours: resolve within so many hours of arrival (2 to 720). clock: calendar (nights and
# weekends count) or business (open hours alone). handle_minutes: mean work on a case, and its coefficient of
# variation (standard deviation / mean; about 1 at most desks), for as long as the ticket log holds no handle
# times of its own. names: other names that the ticket export uses for the queue, optional.
queues:
  - {id: payments, target_hours: 24, clock: calendar, handle_minutes: {mean: 14, cv: 1.0}}
  - {id: listings, target_hours: 24, clock: calendar, handle_minutes: {mean: 22, cv: 1.2}}

# What is promised.
targets:
  rate_24h: 0.90                     # share of cases resolved on time, counted by arrival ...
  confidence: 0.90                   # ... in at least this share of weeks
  day_floor: 0.80                    # on no single day do we plan for less than this
  maximum_age_hours: 72              # no case is planned to become older
  occupancy_max: 0.85                # handling time / time on queue, at most
  utilization: {min: 0.55, max: 0.75}  # (handling + coaching and the like) / paid time

# Paid time that is not on queue. absence: sick leave and the like, as a share of paid time (leave.csv comes
# on top). in_shift: coaching, meetings and short pauses, as a share of the time present.
shrinkage: {absence: 0.06, in_shift: 0.12}

# Which case is taken next, and what becomes of one unfinished at the end of a shift. order: oldest_first, or
# oldest_savable_first (cases already late wait behind those that can still be on time). at_shift_end:
# handover (a colleague goes on), keep (it waits for the same person) or overtime (it is finished).
dispatch: {order: oldest_savable_first, at_shift_end: handover}

# Shifts that can be worked. An end after midnight is written "30:00" (06:00 the next day). Breaks lie inside
# the shift, paid or not. late: true marks the shifts that fair_late_shifts shares out.
shifts:
  - {id: early, start: "06:00", end: "15:00", breaks: [{start: "10:00", minutes: 60, paid: false}]}
  - {id: day, start: "10:00", end: "19:00", breaks: [{start: "14:00", minutes: 60, paid: false}]}
  - {id: late, start: "14:00", end: "23:00", breaks: [{start: "18:00", minutes: 60, paid: false}], late: true}

# Working time agreed. minutes_per_week: paid minutes; days_per_week: 1 to 7; shifts: which may be given.
# cost_per_hour: in the currency below, optional. min_minutes_per_week: where less than all may be rostered,
# optional.
contracts:
  - id: full_time
    minutes_per_week: 2400
    days_per_week: 5
    shifts: [early, day, late]
    cost_per_hour: 65000

# Named weekly patterns for the column availability of agents.csv: by weekday any, off, or a list of shifts.
# availability:
#   - {id: no_weekends, days: {saturday: off, sunday: off}}

on_queue_share: 0.0                  # share of a lead's shift on queue; 0: leads are planned around, not on

# A rule with a weight may be broken at that price; one without must hold.
rules:
  - {rule: min_rest, minutes: 660}             # between the end of a shift and the next start
  - {rule: max_consecutive_days, days: 6}      # worked in a row, the days before the week included
  - {rule: weekly_rest_days, days: 1}          # days off in every week, at least
  - {rule: fair_late_shifts, weight: 20}       # late shifts shared out, those of the past weeks included
  - {rule: fair_weekends, weight: 20}          # weekend shifts likewise

# The ticket log: file, or url and query for a database. preset: zendesk, freshdesk, jira or servicenow, for
# exports of these; columns: our name, then the name in your export (columns: {ticket_id: Case No}). zone: of
# times without offset, where not the team's own. dayfirst: true where 03/04/2026 is the third of April.
tickets: {file: tickets.csv}

costs: {currency: IDR}               # three letters; premiums: for nights and the like, optional

history: {max_rejected: 0.05}        # share of ticket rows that may be faulty before the log is refused

# engine: auto or direct. time_limit_seconds: a guard; the search usually ends before. seed: 0 or above; the
# same seed and files give the same roster.
search: {engine: auto, time_limit_seconds: 60, seed: 1}
"""

SCENARIO = """\
# What if? Differences to the week as it is, each forecast, solved and simulated anew: staffing whatif DIR
# (or: --scenario busier). Values set (16), add (+2, -1) or multiply (x1.2, +20%); a key says where: volume,
# agents.CONTRACT, leave, queues.ID.volume, queues.ID.handle_minutes, or any key of team.yaml, such as
# targets.rate_24h, shrinkage.absence, shifts.late.start or rules.min_rest.minutes.

# What holds in every scenario of this file, optional.
# set:
#   targets.rate_24h: 0.95

# Values to be crossed: one more person and a fifth more work, each alone and both together.
grid:
  volume: [1, +20%]
  agents.full_time: [+0, +1]
"""
