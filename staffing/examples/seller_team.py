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
# cost_per_hour, or cost_per_month: in the currency below, optional. min_minutes_per_week: where less than all may
# be rostered, optional.
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

# Labour law that binds the team beside these rules, by article: id_2021, eu_2003_88, sg_ea_part4, a list of them, or
# none; no legal advice. consents: what everybody has agreed to (holidays, rest_days). waivers: what somebody has
# waived where the law allows it, [{agent: ayu, waiver: opt_out_48h}].
labour_pack: id_2021
consents: [holidays]                 # by agreement, or where the work is continuous

# The ticket log: file, or url and query for a database. preset: zendesk, freshdesk, jira or servicenow, for
# exports of these; columns: our name, then the name in your export (columns: {ticket_id: Case No}). zone: of
# times without offset, where not the team's own. dayfirst: true where 03/04/2026 is the third of April.
tickets: {file: tickets.csv}

costs: {currency: IDR}               # three letters; premiums: for nights and the like, optional

history: {max_rejected: 0.05}        # share of ticket rows that may be faulty before the log is refused

# engine: auto, direct, columns or tours. time_limit_seconds: a guard; the search usually ends before. seed: 0 or above;
# the same seed and files give the same roster.
search: {engine: auto, time_limit_seconds: 60, seed: 1}

# Who leaves, and how new people come and become useful: read by staffing hiring. All of it may be left out; the
# report then says what it assumed. Openings under way are rows of requisitions.csv.
hiring:
  attrition: {probability: 0.35}     # that somebody leaves within a year; or turnover: leavers / mean headcount
  new_hires: {probability: 0.50, weeks: 13}  # the same in the first weeks after the start, where it differs
  training: {weeks: 2, seats: 4}     # classes before the first case; also pass_rate, trainers, class_min and _max
  # Speed in each week after the training; the last holds from then on and is 1.
  ramp: [0.6, 0.63, 0.67, 0.7, 0.74, 0.78, 0.81, 0.85, 0.89, 0.92, 0.96, 1.0]
  mentoring: {hours_per_week: 4, weeks: 6}  # hours that colleagues give each new person after the training
  time_to_fill: {median_days: 45, p80_days: 65}  # from an opening to the accepted offer; 8 in 10 within p80_days
  notice_days: 30                    # from an accepted offer to the first day
  # Shares that come through: candidates to interviews, interviews to offers, offers accepted, and who then comes.
  funnel: {interview: 0.25, offer: 0.25, accept: 0.8, show: 0.95}
  leave_days: 14                     # working days of leave a year; without it as leave.csv shows
  # growth: 0.10                     # of the volume in a year, in place of the trend of the log
  # freeze:                          # days, both included, on which nobody may start
  #   - {start: 2026-12-21, end: 2027-01-03}
  # budget: {hires: 2, money: 60000000}  # at most, within the plan; money for hiring and classes, without wages
  # What may cover a shortage for a price: overtime, as a share of the hours at hand, or outsourced: {fte: 1,
  # cost_per_hour: 90000}, work that others are given.
  stop_gaps: {overtime: {share: 0.1, multiplier: 1.5}}
  costs: {per_hire: 20000000}        # also per_class, and short_week: a week with one full-time person too few
  # Kinds of job to hire for, where people differ; otherwise the team has one, named agent.
  # roles:
  #   - {id: agent, contract: full_time}  # may also name skills (exactly these queues) and a site
  #   - {id: lead, of: lead, heads: 1}  # heads: always wanted, whatever the volume; leads need it
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
