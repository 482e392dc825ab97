"""`gongkai sql`: SQL and the flat facts of the store -> rows."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongkai.cli.options import STORE, given_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from gongkai.store import Opened

FORMATS = ("table", "csv", "tsv", "json", "jsonl")


@click.command("sql")
@click.argument("statement", metavar="SQL|FILE", required=False)
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="A value that the SQL names as $NAME.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True)
@click.option("--tables", "listing", is_flag=True, help="Print the tables with their columns.")
@STORE
def command(statement: str | None, settings: tuple[str, ...], form: str, listing: bool, folder: Path) -> None:
    """Ask the flat facts of the store, a row for each figure, in the SQL of DuckDB; for statistics over millions.

    They are made of the store when they are first asked for, and kept with it. SQL only reads them, and nothing else.

    \b
    gongkai sql "SELECT year, median(value) AS requests, count(*) AS reports FROM facts
      WHERE metric = 'applications-received' AND role = 'key' AND scope = 'jurisdiction' GROUP BY year ORDER BY year"
    gongkai sql 'SELECT report, value FROM facts WHERE metric = $metric' --set metric=litigations --format csv
    gongkai sql --tables
    """
    from gongkai import rows, store, warehouse

    if (statement is None) != listing:
        raise click.UsageError("say what to SELECT, or --tables", click.get_current_context())
    given = given_of(settings)
    with store.open_whole(folder) as opened, flat_facts(opened) as connection:
        found = (
            warehouse.columns_of(connection) if listing else warehouse.ask(connection, _text(statement or ""), given)
        )
    click.echo(rows.write(found, form), nl=False)


def _text(statement: str) -> str:
    """What is asked, or what stands in the file of that name."""
    path = Path(statement)
    if statement.endswith(".sql") and path.is_file():
        return path.read_text("utf-8")
    return statement


@contextmanager
def flat_facts(opened: "Opened") -> Iterator["DuckDBPyConnection"]:
    """The flat facts of an opened store, with a bar on a terminal while they are made."""
    from gongkai import warehouse

    if not warehouse.is_made(opened):
        with click.progressbar(
            length=len(opened.shards), label="Making flat facts", file=sys.stderr, hidden=not sys.stderr.isatty(),
            show_pos=True,
        ) as bar:  # fmt: skip
            warehouse.make_warehouse(opened, bar.update)
    with warehouse.open_warehouse(opened) as connection:
        yield connection
