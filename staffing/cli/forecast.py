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
@click.option("--backtest", is_flag=True, help="Score every method on the workspace's own past, and write nothing.")
@click.option("--events", is_flag=True, help="Show what the calendar holds and what each factor rests on.")
@click.option("--out", type=FILE, help="Folder for forecast.csv; default: DIR/forecasts/DAY, the first day planned.")
@json_option
def command(freq: str, backtest: bool, events: bool, out: Path | None, as_json: bool, **given: Any) -> int:
    """Forecast the cases of the week in the workspace DIR, and write forecast.csv and a picture."""
    from staffing.cli.forecasting import show_backtest, show_events, write_forecast

    options = WeekOptions(**given)
    if backtest and events:
        raise click.UsageError("--backtest and --events are two questions; give one")
    if (backtest or events) and out is not None:
        raise click.UsageError("--backtest and --events write no files; leave --out away")
    if backtest:
        return show_backtest(options, freq, as_json)
    return show_events(options, as_json) if events else write_forecast(options, freq, out, as_json)
