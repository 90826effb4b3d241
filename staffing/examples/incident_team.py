"""The `team.yaml` of incident-desk: a ServiceNow export with a column map, two contracts, a pattern."""

TEAM = """\
# Second-line incidents of an office network. What each key means is told in seller-escalations/team.yaml;
# comments here are about what differs.

team: Incident desk Lisbon
sites:
  - {id: lisbon, zone: Europe/Lisbon, country: PT}  # a zone with summer time; rosters keep the local clock
week_starts: monday
open_hours: {daily: "07:00-22:00", min_on_queue: 1}

# One queue; the export knows it by the names of two assignment groups.
queues:
  - id: incidents
    names: [Service Desk L2, Network Operations]
    target_hours: 24
    clock: calendar
    handle_minutes: {mean: 25, cv: 1.1}

targets:
  rate_24h: 0.90
  confidence: 0.90
  day_floor: 0.80
  maximum_age_hours: 72
  occupancy_max: 0.85
  utilization: {min: 0.50, max: 0.75}
shrinkage: {absence: 0.05, in_shift: 0.12}
dispatch: {order: oldest_savable_first, at_shift_end: handover}

shifts:
  - {id: early, start: "07:00", end: "16:00", breaks: [{start: "11:00", minutes: 60, paid: false}]}
  - {id: day, start: "10:00", end: "19:00", breaks: [{start: "14:00", minutes: 60, paid: false}]}
  - {id: late, start: "13:00", end: "22:00", breaks: [{start: "18:00", minutes: 60, paid: false}], late: true}
  - {id: morning, start: "08:00", end: "12:00"}
  - {id: afternoon, start: "14:00", end: "18:00"}

contracts:
  - {id: full_time, minutes_per_week: 2400, days_per_week: 5, shifts: [early, day, late], cost_per_hour: 14.5}
  - {id: part_time, minutes_per_week: 1200, days_per_week: 5, shifts: [morning, afternoon], cost_per_hour: 14}

# agents.csv names this pattern for one person: no late shifts, no weekends. Days not named are any.
availability:
  - id: school_days
    days:
      monday: [early, day]
      tuesday: [early, day]
      wednesday: [early, day]
      thursday: [early, day]
      friday: [early, day]
      saturday: off
      sunday: off

rules:
  - {rule: min_rest, minutes: 660}
  - {rule: max_consecutive_days, days: 6}
  - {rule: weekly_rest_days, days: 1}
  - {rule: fair_late_shifts, weight: 20}
  - {rule: fair_weekends, weight: 20}

# The export has the columns of ServiceNow, which the preset knows, and fields of this company, which are
# named here. Its times are in UTC, as ServiceNow keeps them.
tickets:
  file: incident.csv
  preset: servicenow
  zone: UTC
  columns:
    handle_minutes: u_work_minutes
    reopened_at: u_last_reopened
    paused_minutes: u_on_hold_minutes
    csat: u_survey_score

costs: {currency: EUR}
history: {max_rejected: 0.05}
search: {engine: auto, time_limit_seconds: 60, seed: 1}
"""
