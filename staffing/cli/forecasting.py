"""The three things that `staffing forecast` does: forecast, show its record, show its calendar."""

from __future__ import annotations

from pathlib import Path

import click

from forecasts.calendar_table import event_rows, findings
from forecasts.scoreboard import scoreboard
from staffing.build.arrivals import fit_arrivals
from staffing.build.problem import places_for
from staffing.cli.app import DONE
from staffing.cli.options import WeekOptions
from staffing.cli.planning import load
from staffing.cli.progress import progress_bar
from staffing.outlook import predicted
from staffing.reports.backtest_table import backtest_rows, print_backtest
from staffing.reports.console import bullet_list, console, print_folder
from staffing.reports.event_table import calendar_span, print_events
from staffing.reports.forecast_chart import print_chart
from staffing.reports.forecast_picture import forecast_svg
from staffing.reports.forecast_record import method_records, method_sentences
from staffing.reports.forecast_table import COLUMNS, forecast_csv, forecast_rows, print_forecast
from staffing.reports.forecast_views import known_events, views
from staffing.reports.plain_json import json_text
from staffing.store.single_file import check_table_folder, write_file

TABLE, PICTURE = "forecast.csv", "forecast.svg"


def write_forecast(options: WeekOptions, freq: str, out: Path | None, as_json: bool) -> int:
    """Forecast the planned days, write the table and the picture, and print them."""
    workspace = load(options)
    folder = out or options.folder / "forecasts" / workspace.first_day.isoformat()
    check_table_folder(folder, TABLE, ",".join(COLUMNS))
    places = places_for(workspace)
    axis = places.axis
    fitted = fit_arrivals(workspace)
    hourly = predicted(places, fitted, from_now=False)
    rows = forecast_rows(hourly if freq == "h" else hourly.aggregate(freq), axis)
    marks = known_events(fitted, workspace.last_day)
    ahead = predicted(places, fitted, from_now=True)
    picture = forecast_svg(workspace.team.team, views(fitted, ahead, freq, marks, workspace.last_day))
    write_file(folder / TABLE, forecast_csv(rows))
    write_file(folder / PICTURE, picture)
    if as_json:
        first_day, now = workspace.first_day.isoformat(), workspace.as_of.isoformat()
        document = {"as_of": now, "first_day": first_day, "freq": freq, "folder": str(folder), "rows": rows}
        click.echo(json_text({**document, "methods": method_records(fitted), "found": findings(fitted)}), nl=False)
        return DONE
    shown = console()
    print_forecast(shown, rows)
    for view in views(fitted, ahead, "D", marks, workspace.last_day):
        print_chart(shown, view)
    bullet_list(shown, "How it was made", method_sentences(fitted))
    print_folder(shown, folder, [TABLE, PICTURE])
    return DONE


def show_backtest(options: WeekOptions, freq: str, as_json: bool) -> int:
    """Score the methods on the past of the workspace."""
    fitted = fit_arrivals(load(options))
    with progress_bar() as progress:
        told = None if progress is None else (lambda share: progress("forecasting the past", share))
        scores = scoreboard(fitted.given, fitted.occasions, freq, told)
    if as_json:
        click.echo(json_text({"freq": freq, "scores": backtest_rows(scores)}), nl=False)
    else:
        print_backtest(console(), scores, freq)
    return DONE


def show_events(options: WeekOptions, as_json: bool) -> int:
    """Show the calendar of the planned days and the four weeks after them."""
    workspace = load(options)
    rows = event_rows(fit_arrivals(workspace), *calendar_span(workspace.first_day, workspace.last_day))
    if as_json:
        click.echo(json_text({"events": [{**row, "date": row["date"].isoformat()} for row in rows]}), nl=False)
    else:
        print_events(console(), rows)
    return DONE
