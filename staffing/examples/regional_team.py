"""The commented `team.yaml` of regional-hub: what several sites, skills, clocks and pay rules add."""

TEAM = """\
# Sixty agents at three sites follow the sun. What every team needs is told in seller-escalations/team.yaml;
# comments here are about what several sites, skills, business hours and pay rules add.

team: Regional escalation hub

# Where people work, each site by its own clock. The first site's zone tells the hours of the plan and of all
# that names no site. What a site does not say holds as for the team; all but id and zone may be left out.
#   holidays: open or closed on public holidays, those of its country and of holidays.csv
#   open_hours: its hours; its own people count for its min_on_queue, beside the team's
#   shifts: those worked there
#   short_days: days, both included, on which shifts end so many minutes earlier in full pay
#   overtime: in place of the team's
#   rules: in place of the team's rules of the same names
sites:
  - id: jakarta
    zone: Asia/Jakarta
    country: ID
    open_hours: {daily: "06:00-22:00", min_on_queue: 2}
    shifts: [early, day, late, short]
    short_days:
      - {name: Ramadan, start: 2026-02-19, end: 2026-03-20, minutes: 60}
  - id: manila
    zone: Asia/Manila
    country: PH
    shifts: [early, late, night, short]
  - id: toronto
    zone: America/Toronto            # summer time begins on Sunday 2026-03-08, in the week to plan
    country: CA
    holidays: closed                 # nobody works there on a public holiday
    open_hours: {daily: "08:00-22:00", min_on_queue: 1}
    shifts: [early, late, long, long_late]
    overtime: {max_minutes_per_week: 600, max_extra_days: 1}
    rules:
      - {rule: min_rest, minutes: 720}
      - {rule: weekly_rest_days, days: 2}

week_starts: monday
open_hours: {daily: "00:00-24:00", min_on_queue: 2}  # somewhere, two people are on queue around the clock

# target_hours of a business clock are open hours: of the queue's open_hours, else of its site, without the
# site's holidays and what short days cut. rate_24h: this queue's own promise, beside that of all cases.
# Who serves a queue is said in agents.csv: skills payments|listings:0.75 is the first at the usual speed
# and the second at three quarters of it; an empty cell is every queue.
queues:
  - {id: payments, target_hours: 24, rate_24h: 0.95, handle_minutes: {mean: 18, cv: 1.0}}
  - {id: listings, target_hours: 24, handle_minutes: {mean: 26, cv: 1.1}}
  - {id: appeals, target_hours: 48, handle_minutes: {mean: 40, cv: 1.2}}
  - {id: logistics, target_hours: 24, handle_minutes: {mean: 15, cv: 0.9}}
  - id: partners                     # shops' account managers in Canada; served in Toronto alone
    target_hours: 16
    clock: business
    site: toronto                    # whose zone, holidays and short days the clock keeps
    open_hours: {daily: "09:00-18:00", saturday: closed, sunday: closed}
    handle_minutes: {mean: 30, cv: 1.0}

targets:
  rate_24h: 0.90                     # of all cases together, each by the clock of its queue
  confidence: 0.90
  day_floor: 0.80
  maximum_age_hours: 144             # by the calendar: 16 open hours of partners can take 94 over a weekend
  occupancy_max: 0.85
  utilization: {min: 0.50, max: 0.80}
shrinkage: {absence: 0.08, in_shift: 0.16}
dispatch: {order: oldest_savable_first, at_shift_end: handover}

# Times are by the clock of the site that works them. No break may lie in the last hour, which Ramadan cuts.
shifts:
  - {id: early, start: "06:00", end: "15:00", breaks: [{start: "10:00", minutes: 60, paid: false}]}
  - {id: day, start: "09:00", end: "18:00", breaks: [{start: "13:00", minutes: 60, paid: false}]}
  - {id: late, start: "14:00", end: "23:00", breaks: [{start: "18:00", minutes: 60, paid: false}], late: true}
  - {id: night, start: "22:00", end: "31:00", breaks: [{start: "26:00", minutes: 60, paid: false}]}
  - {id: short, start: "16:00", end: "22:00"}
  - {id: long, start: "08:00", end: "19:00", breaks: [{start: "12:00", minutes: 60, paid: false}]}
  - {id: long_late, start: "11:00", end: "22:00", breaks: [{start: "15:00", minutes: 60, paid: false}], late: true}

# Each contract needs a shift that is worked at the site of its people. Wages differ by contract, not by site.
contracts:
  - {id: full_time, minutes_per_week: 2400, days_per_week: 5, shifts: [early, day, late, night], cost_per_hour: 6.5}
  - id: part_time
    minutes_per_week: 1440
    min_minutes_per_week: 1080       # three of the four days are due; the fourth where it is needed
    days_per_week: 4
    shifts: [short]
    cost_per_hour: 7
  - {id: compressed, minutes_per_week: 2400, days_per_week: 4, shifts: [long, long_late], cost_per_hour: 24}
  - {id: weekend, minutes_per_week: 960, days_per_week: 2, shifts: [early, late], cost_per_hour: 26}

# Weekly patterns that agents.csv names. Days not named are any.
availability:
  - id: office_hours
    days:
      monday: [early, day]
      tuesday: [early, day]
      wednesday: [early, day]
      thursday: [early, day]
      friday: [early, day]
      saturday: off
      sunday: off
  - id: nights
    days:
      monday: [night]
      tuesday: [night]
      wednesday: [night]
      thursday: [night]
      friday: [night]
      saturday: [night]
      sunday: [night]
  - {id: weekends, days: {monday: off, tuesday: off, wednesday: off, thursday: off, friday: off}}

rules:
  - {rule: min_rest, minutes: 660}
  - {rule: max_consecutive_days, days: 6}
  - {rule: weekly_rest_days, days: 1}
  - {rule: fair_late_shifts, weight: 20}
  - {rule: fair_weekends, weight: 20}

# How much those who consent (overtime: yes in agents.csv) may work beyond their contract. Also possible:
# max_minutes_per_day, by which one shift may exceed a day of the contract.
overtime: {max_minutes_per_week: 480, max_extra_days: 1}

# Pay on top of the wage. A multiplier includes the wage: 1.25 is a quarter more. Brackets count the hours of
# a shift on a holiday, or the overtime of a week; the last has no hours and takes all that follow. Premiums
# of different kinds add up. sites: where it is paid; everywhere without.
costs:
  currency: USD
  premiums:
    - {kind: night, between: "22:00-30:00", multiplier: 1.25}
    - {kind: weekend, days: [saturday, sunday], multiplier: 1.25, sites: [toronto]}
    - kind: holiday
      sites: [jakarta]
      brackets: [{hours: 7, multiplier: 2}, {hours: 1, multiplier: 3}, {multiplier: 4}]
    - kind: holiday
      sites: [manila]
      brackets: [{hours: 8, multiplier: 2}, {multiplier: 2.6}]
    - {kind: overtime, brackets: [{hours: 1, multiplier: 1.5}, {multiplier: 2}]}

tickets: {file: tickets.csv, zone: UTC}  # an export of all sites in one clock
history: {max_rejected: 0.05}
search: {engine: auto, time_limit_seconds: 120, seed: 1}

# People are hired for a site: each role takes all of its agents, and new ones get the skills of most. A person
# has the first role that fits by site, contract and skills; people for whom none is written make roles by site
# and skills, such as jakarta:payments+listings. Openings under way, in requisitions.csv, name one of the roles.
hiring:
  attrition: {turnover: 0.40}        # leavers in a year / average headcount
  roles:
    - {id: jakarta, site: jakarta}
    - {id: manila, site: manila}
    - {id: toronto, site: toronto}   # contract of new people: that of most who hold the role, here compressed
  training: {weeks: 3, pass_rate: 0.9, seats: 8, class_min: 2, trainers: 2}  # so two classes at a time
  # In the currency of costs. What is neither hired nor covered so is a gap, priced with short_week.
  stop_gaps:
    overtime: {share: 0.08, multiplier: 1.5}
    outsourced: {fte: 4, cost_per_hour: 18}
  costs: {per_hire: 1500, per_class: 2500, short_week: 900}
"""
