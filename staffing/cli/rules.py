"""`staffing rules`."""

from __future__ import annotations

import click

from staffing.cli.options import json_option


@click.command("rules")
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option("--markdown", is_flag=True, help="Print docs/rules.md, or the part of it on the rules named.")
@json_option
def command(names: tuple[str, ...], markdown: bool, as_json: bool) -> int:
    """Print every rule there is, or those named: sentence, parameters, examples, article of the law.

    A NAME is that of a rule or of a group (Fairness). A wish in words (weekends off in a month) finds rules near it.
    """
    from staffing.cli.app import DONE
    from staffing.reports.console import console
    from staffing.reports.plain_json import json_text
    from staffing.reports.rule_book import entries, records
    from staffing.reports.rule_book_markdown import rules_page
    from staffing.reports.rule_book_terminal import print_rules

    if markdown and as_json:
        raise click.UsageError("--markdown and --json are two forms; give one")
    _check_known(names)
    found = entries(names)
    if markdown:
        click.echo(rules_page(found), nl=False)
    elif as_json:
        click.echo(json_text(records(found)), nl=False)
    else:
        print_rules(console(), found)
    return DONE


def _check_known(names: tuple[str, ...]) -> None:
    from staffing.reports.rule_book_groups import grouped, is_group
    from staffing.rules import EVERY

    known = [kind.name() for kind in EVERY]
    unknown = [name for name in names if name not in known and not any(is_group(name, group) for group in grouped())]
    if unknown:
        raise click.UsageError(_meant(" ".join(unknown) if len(unknown) == len(names) else unknown[0], known))


def _meant(name: str, known: list[str]) -> str:
    """That there is no such rule, and which ones may have been meant: by the words of it, or by its letters."""
    from staffing.read.faults import shown
    from staffing.read.sentences import nearest_rules
    from staffing.reports.rule_book_wishes import nearest_wishes

    told, nearest, wishes = f"there is no rule {shown(name)}", nearest_rules(name, known), nearest_wishes(name)
    if not wishes:
        return told + nearest
    told += nearest if "nearest" in nearest else ""
    return "\n".join([f"{told}; near in words:", *(f"  {wish.text}: {wish.written}" for wish in wishes)])
