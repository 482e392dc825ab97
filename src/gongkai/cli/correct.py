"""`gongkai correct`: a figure of the store and what a reader says of it -> a line of the file of corrections."""

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from gongkai.cli.options import STORE, GivenPath

if TYPE_CHECKING:
    from gongkai.model import Action

_PLACE = re.compile(r"(?P<report>.+):(?P<start>\d+)(?:-(?P<end>\d+))?")
_USAGE = "write REPORT:START, as suzhou-2016:9194; and REPORT:START-END for a figure that is added"


@click.command("correct")
@click.argument("figure", required=False)
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="What it is; may be given more than once.")
@click.option("--confirm", "action", flag_value="confirm", help="The figure is right as it was read.")
@click.option("--reject", "action", flag_value="reject", help="The words state no figure.")
@click.option("--add", "action", flag_value="add", help="A figure was left out; say with --set what it is.")
@click.option("--metric", default="", help="Which of several figures that start there, by the metric it was read with.")
@click.option("--who", default="", envvar="GONGKAI_READER", help="Who corrects; else $GONGKAI_READER.")
@click.option("--why", default="", help="Why; needed for all but --confirm.")
@click.option("--when", "day", default="", metavar="DATE", help="The day, as 2026-05-31; else today.")
@click.option("--list", "listing", is_flag=True, help="Print the corrections and what came of them in the store.")
@click.option("--open", "only_open", is_flag=True, help="With --list: those alone that are not applied.")
@click.option(
    "--corrections", "file", type=GivenPath(dir_okay=False), default=Path("corrections.csv"),
    show_default=True, help="File of corrections.",
)  # fmt: skip
@STORE
def command(
    figure: str | None, settings: tuple[str, ...], action: str | None, metric: str, who: str, why: str, day: str,
    listing: bool, only_open: bool, file: Path, folder: Path,
) -> None:  # fmt: skip
    """Write what a reader says of FIGURE (REPORT:START) into the file of corrections; the next build applies it.

    \b
    gongkai correct suzhou-2016:9194 --set value=3289 --who 李晓 --why "the table has 3289"
    gongkai correct taicang-2017:904 --confirm --who 李晓
    gongkai correct taicang-2017:3191 --metric litigations --reject --who 李晓 --why "not of this year"
    gongkai correct taicang-2017:26-30 --add --set value=2016 --set label=某事 --who 李晓 --why "left out"
    gongkai correct --list --open
    """
    context = click.get_current_context()
    if listing or only_open:
        click.echo(_listed(file, folder, only_open=only_open), nl=False)
        return
    place = _PLACE.fullmatch(figure or "")
    if place is None:
        raise click.UsageError(_USAGE, context)
    if not (action or settings):
        raise click.UsageError("say what of it: --set NAME=VALUE, --confirm, --reject or --add", context)
    if action in ("confirm", "reject") and settings:
        raise click.UsageError(f"--{action} takes no --set; change a figure with --set alone", context)
    from gongkai import correcting, corrections, store

    target = correcting.Target(place["report"], int(place["start"]), int(place["end"] or 0), metric)
    word = correcting.Word(
        cast("Action", action or "change"), corrections.pairs_of(";".join(settings)), who, _day(day), why
    )
    with store.open_store(folder) as opened:
        correction = correcting.correction_of(opened, target, word)
    click.echo(corrections.append(file, correction), nl=False)


def _day(text: str) -> date:
    """The clock is looked at here only, since a person is at work; a build has none."""
    try:
        return date.fromisoformat(text) if text else date.today()
    except ValueError:
        raise click.UsageError(f"--when {text}: write a day as 2026-05-31", click.get_current_context()) from None


def _listed(file: Path, folder: Path, *, only_open: bool) -> str:
    from gongkai import correcting, corrections, rows, store

    given = corrections.load(file)
    with store.open_store(folder) as opened:
        return rows.aligned(correcting.listed(opened, given, only_open=only_open))
