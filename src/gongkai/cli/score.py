"""`gongkai score`: reports, or the rows of `gongkai facts`, and a table of gold -> how many figures are right."""

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongkai.cli.options import CORRECTIONS, REPORTS, GivenPath

if TYPE_CHECKING:
    from gongkai.flat import Row
    from gongkai.model import Correction

_ROWS = (".csv", ".jsonl")


@click.command("score")
@REPORTS
@click.option("--gold", type=GivenPath(dir_okay=False), required=True, help="Table of gold (TSV).")
@click.option("--partial", is_flag=True, help="Judge only where the gold says something, as gold of readers does.")
@click.option("--misses", is_flag=True, help="List what is wrong, missing or too much, too.")
@CORRECTIONS
def command(reports: tuple[Path, ...], gold: Path, partial: bool, misses: bool, corrections_file: Path | None) -> None:
    """Hold what is read from REPORTS against gold; a .csv or .jsonl among them has the rows of `gongkai facts`.

    \b
    gongkai export gold -o gold.tsv
    gongkai score seeds --gold gold.tsv --partial
    gongkai score facts.csv --gold gold.tsv --misses
    """
    from gongkai import corrections, queries, rows, scoring

    wanted = scoring.gold_of(gold)
    corrected = corrections.load(corrections_file) if corrections_file else ()
    said = [
        row for path in reports for row in (scoring.rows_of(path) if path.suffix in _ROWS else _read(path, corrected))
    ]
    there = {row.report for row in said}
    tally = scoring.tally_of([line for line in wanted if line.report in there], said, partial=partial)
    told = tuple(
        (name, right, judged, (Decimal(right) / judged).quantize(Decimal("0.001")))
        for name, (right, judged) in tally.shares().items()
        if judged
    )
    click.echo(rows.aligned(queries.Table(("measure", "right", "of", "share"), told)), nl=False)
    for miss in tally.misses if misses else ():
        click.echo(miss)
    for name in sorted({line.report for line in wanted} - there):
        click.echo(f"gongkai: {name} is in the gold and not among the reports", err=True)


def _read(path: Path, corrected: "tuple[Correction, ...]") -> "list[Row]":
    from gongkai import flat, pipeline, reading, vocabulary

    files = reading.reports_below(path)
    return [row for file in files for row in flat.rows_of(pipeline.extract_of(file, vocabulary.load(), corrected))]
