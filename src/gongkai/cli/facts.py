"""`gongkai facts`: reports -> one row for each figure."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from gongkai.cli.options import CORRECTIONS, REPORTS
from gongkai.errors import UnreadableReport


@click.command("facts")
@REPORTS
@click.option("--format", "form", type=click.Choice(["csv", "jsonl", "table"]), default="table", show_default=True)
@click.option("--all-numerals", is_flag=True, help="A row with its class for each numeral that is no fact, too.")
@CORRECTIONS
@click.pass_context
def command(
    ctx: click.Context, reports: tuple[Path, ...], form: str, all_numerals: bool, corrections_file: Path | None
) -> None:
    """Print the figures of REPORTS (files or folders), in the order of the text, without a store.

    \b
    gongkai facts seeds/taicang-2017.txt
    gongkai facts seeds/*.txt --format csv > facts.csv
    gongkai facts seeds --corrections corrections.csv
    """
    from gongkai import corrections, extraction, flat, pipeline, reading, vocabulary

    words = vocabulary.load()
    corrected = corrections.load(corrections_file) if corrections_file else ()
    columns = flat.COLUMNS + (("class",) if all_numerals else ())
    failures: dict[Path, str] = {}
    done = 0
    rows: list[tuple[str, ...]] = []
    for files in extraction.portions_of([file for path in reports for file in reading.reports_below(path)]):
        for file, outcome in zip(files, pipeline.extracts_of(files, words, corrected), strict=True):
            if isinstance(outcome, UnreadableReport):
                failures[file] = str(outcome)
            else:
                rows += flat.cells_of(outcome, all_numerals=all_numerals)
                done += 1
    for piece in _WRITERS[form](columns, rows) if done else ():
        click.echo(piece, nl=False)
    for reason in failures.values():
        click.echo(f"gongkai: {reason}", err=True)
    # As of `gongkai build`: a bad file is an error where it was named, or where there is no other.
    ctx.exit(2 if not done or not failures.keys().isdisjoint(reports) else 1 if failures else 0)


def _csv(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    yield text.getvalue()


def _jsonl(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    for row in rows:
        yield json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False) + "\n"


# What a person reads on a terminal; csv and jsonl have all columns.
_SHOWN = (
    "report",
    "start",
    "text",
    "value",
    "unit",
    "qualifier",
    "metric",
    "label",
    "scope",
    "dimensions",
    "agency",
    "channel",
    "class",
)


def _table(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    from gongkai.queries import Table
    from gongkai.rows import aligned

    kept = [at for at, column in enumerate(columns) if column in _SHOWN]
    yield aligned(Table(tuple(columns[at] for at in kept), tuple(tuple(row[at] for at in kept) for row in rows)))


_WRITERS = {"csv": _csv, "jsonl": _jsonl, "table": _table}
