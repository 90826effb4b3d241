"""`staffing forecast`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from staffing.cli.options import FILE, WeekOptions, folder_argument, json_option, week_options


@click.command("forecast")
@folder_argument
@week_options
@click.option(
    "--freq", type=click.Choice(["h", "8h", "D", "W"]), default="8h", show_default=True, help="Blocks of time."
)
@click.option("--out", type=FILE, help="Folder for forecast.csv; default: DIR/forecasts/DAY, the first day planned.")
@json_option
def command(freq: str, out: Path | None, as_json: bool, **given: Any) -> int:
    """Forecast the cases of the week in the workspace DIR, and write forecast.csv."""
    from staffing.build.problem import axis_of
    from staffing.cli.app import DONE
    from staffing.cli.planning import load
    from staffing.outlook import forecast_of
    from staffing.reports.forecast_table import COLUMNS, forecast_csv, forecast_rows, print_forecast
    from staffing.reports.run_record import json_text
    from staffing.reports.terminal import console, print_folder
    from staffing.store.single_file import check_table_folder, write_file

    options = WeekOptions(**given)
    workspace = load(options)
    folder = out or options.folder / "forecasts" / workspace.first_day.isoformat()
    check_table_folder(folder, "forecast.csv", ",".join(COLUMNS))
    axis = axis_of(workspace)
    hourly = forecast_of(workspace, axis)
    rows = forecast_rows(hourly if freq == "h" else hourly.aggregate(freq), axis)
    write_file(folder / "forecast.csv", forecast_csv(rows))
    if as_json:
        first_day, now = workspace.first_day.isoformat(), workspace.as_of.isoformat()
        document = {"as_of": now, "first_day": first_day, "freq": freq, "folder": str(folder), "rows": rows}
        click.echo(json_text(document), nl=False)
    else:
        print_forecast(console(), rows)
        print_folder(console(), folder, ["forecast.csv"])
    return DONE
