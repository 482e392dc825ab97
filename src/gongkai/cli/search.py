"""`gongkai search`: words -> the sentences and names in which they stand."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongkai.cli.options import STORE

if TYPE_CHECKING:
    from gongkai.search import Hit

_FORMATS = ("table", "csv", "tsv", "json", "jsonl")
_COLUMNS = ("kind", "report", "year", "start", "text", "end", "code", "iri", "marks")
_SHOWN = 5  # columns on a terminal; the other formats have all


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option("--kind", "kinds", multiple=True, help="names, sentences, or one kind of these, such as agency.")
@click.option("--year", type=click.IntRange(1, 9999), default=None, help="Only of reports on that year.")
@click.option(
    "--place", default="", metavar="CODE", help="Only of the place with that code, and of what lies below it."
)
@click.option("--limit", type=click.IntRange(0, 10_000), default=20, show_default=True, help="So many at most.")
@click.option("--offset", type=click.IntRange(0), default=0, help="Leave out so many.")
@click.option("--format", "form", type=click.Choice(_FORMATS), default="table", show_default=True)
@STORE
def command(
    words: tuple[str, ...],
    kinds: tuple[str, ...],
    year: int | None,
    place: str,
    limit: int,
    offset: int,
    form: str,
    folder: Path,
) -> None:
    """Find sentences and names that have all of WORDS, names that are just so first.

    \b
    gongkai search 空气质量
    gongkai search 环境 公开 --kind sentences --year 2016 --place 320500
    gongkai search 环保局 --kind agency --format csv
    """
    from gongkai import rows, search, store
    from gongkai.queries import Table

    if place and not (place.isascii() and place.isdigit() and 2 <= len(place) <= 6):
        raise click.UsageError(f"--place {place}: say a code, as 320500 or 32", click.get_current_context())
    wish = search.Wish(" ".join(words), kinds, year or 0, place, limit, offset)
    with store.open_index(folder) as index:
        found = search.find(index, wish)
    width = _SHOWN if form == "table" else len(_COLUMNS)
    table = Table(_COLUMNS[:width], tuple(_row(hit)[:width] for hit in found.hits))
    click.echo(rows.write(table, form), nl=False)
    if found.total > len(found.hits):
        click.echo(f"{len(found.hits)} of {found.total}; --limit and --offset give others", err=True)
    if found.cut:
        click.echo("only the beginning of these words was looked for; say fewer", err=True)


def _row(hit: "Hit") -> tuple[str | int | None, ...]:
    place = hit.place
    marks = " ".join(f"{mark.start}-{mark.end}" for mark in hit.marks)
    report, start, end = (place.name, place.start, place.end) if place else (None, None, None)
    return hit.kind, report, hit.year or None, start, hit.text, end, hit.code or None, hit.iri, marks
