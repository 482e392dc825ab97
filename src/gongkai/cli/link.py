"""`gongkai link`: other data sets -> what they have in common with the graph, as columns or as a linkset in a store."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongkai.cli.options import STORE, GivenPath

if TYPE_CHECKING:
    from gongkai.links.sheet import Sheet

_KEPT = click.option("--store", "folder", type=GivenPath(file_okay=False), help="Keep the links in this store, too.")
_AS = click.option("--as", "linkset", metavar="NAME", help="Name of the linkset; else that of the file.")


@click.group("link", context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Join the graph with other data: tables of places, Wikidata.

    \b
    gongkai link table population.csv --name 地区 --year 年份
    gongkai link wikidata --store gongkai.db
    gongkai link list
    gongkai link remove population
    """


@command.command("table")
@click.argument("file", type=GivenPath())
@click.option("--name", metavar="COLUMN", default="", help="Column with names of places or of bodies.")
@click.option("--code", metavar="COLUMN", default="", help="Column with codes: GB/T 2260 or ISO 3166-2.")
@click.option("--year", metavar="COLUMN", default="", help="Column with the year that a row is of.")
@click.option("--parent", metavar="COLUMN", default="", help="Column with the division above, by name or code.")
@click.option("--level", type=click.Choice(["province", "prefecture", "county"]), help="All rows are of this level.")
@click.option("--format", "form", type=click.Choice(["csv", "tsv", "jsonl", "parquet", "xlsx"]), help="Default: csv.")
@click.option("-o", "--output", type=GivenPath(dir_okay=False), help="File to write; else stdout.")
@click.option("--strict", is_flag=True, help="Exit with 1 where a row could not be linked.")
@_AS
@_KEPT
@click.pass_context
def table(
    ctx: click.Context, file: Path, name: str, code: str, year: str, parent: str, level: str | None,
    form: str | None, output: Path | None, strict: bool, linkset: str | None, folder: Path | None,
) -> None:  # fmt: skip
    """Print FILE (CSV, TSV, Parquet, XLSX) with columns that say which division each row is of.

    The columns: gongkai_iri, gb_code, wikidata, geonames, score, method, alternatives. Where a row is ambiguous or
    unknown they are empty, and alternatives tells what it may be.

    \b
    gongkai link table population.csv --name 地区 --year 年份
    gongkai link table districts.xlsx --name 区县 --parent 城市 --format parquet -o linked.parquet
    """
    from gongkai.links import keeping, sheet, tables

    if not name and not code:
        raise click.UsageError("say by which column to link: --name COLUMN, --code COLUMN or both", ctx)
    form = form or (output.suffix.lstrip(".").lower() if output else "csv")
    if form not in sheet.FORMATS:
        raise click.UsageError(f"{output}: the name does not tell the format; add --format", ctx)
    if output is None and form in ("parquet", "xlsx"):
        raise click.UsageError(f"{form} cannot be printed; name a file with -o FILE", ctx)
    if output and not output.parent.is_dir():
        raise click.UsageError(f"{output.parent}: there is no such folder; make it first", ctx)
    keep = keeping.place_for(folder, linkset or tables.name_of(file)) if folder else None
    columns = tables.Columns(name, code, year, parent, level or "")
    found = tables.link(file, columns)
    if keep:  # before anything is printed: who reads it may stop
        keeping.keep(keep, tables.linkset_of(found, keep.name))
        click.echo(f"{folder}: linkset {keep.name}", err=True)
    click.echo(f"{file}: {found.told}", err=True)
    if output is None:
        sheet.write(found.sheet, form, sys.stdout.buffer)
    else:
        _written(found.sheet, form, output)
    ctx.exit(1 if strict and found.unlinked else 0)


def _written(found: "Sheet", form: str, output: Path) -> None:
    from gongkai.links import sheet

    draft = output.with_name(f".{output.name}.draft")
    try:
        with draft.open("wb") as stream:
            sheet.write(found, form, stream)
        draft.replace(output)
    finally:
        draft.unlink(missing_ok=True)


@command.command("wikidata")
@click.option("--endpoint", metavar="URL", help="SPARQL service to ask.  [default: query.wikidata.org]")
@click.option("--file", type=GivenPath(), help="An answer kept before, as SPARQL results in JSON.")
@_AS
@_KEPT
@click.pass_context
def wikidata(
    ctx: click.Context, endpoint: str | None, file: Path | None, linkset: str | None, folder: Path | None
) -> None:
    """Print the divisions with Wikidata's ids and coordinates of today, found by their codes (P442).

    \b
    gongkai link wikidata > wikidata.csv
    gongkai link wikidata --file answer.json --store gongkai.db
    """
    from gongkai.links import keeping, sheet
    from gongkai.links import wikidata as service

    if endpoint and file:
        raise click.UsageError("say --endpoint or --file, not both", ctx)
    keep = keeping.place_for(folder, linkset or "wikidata") if folder else None
    found = service.read(file) if file else service.ask(endpoint or service.ENDPOINT)
    if keep:
        keeping.keep(keep, service.linkset_of(found, keep.name))
        click.echo(f"{folder}: linkset {keep.name}", err=True)
    click.echo(f"{found.source}: {found.told}", err=True)
    sheet.write(service.sheet_of(found), "csv", sys.stdout.buffer)


@command.command("list")
@STORE
def listing(folder: Path) -> None:
    """Print the linksets of the store."""
    from gongkai import queries, rows, store

    with store.open_store(folder) as opened:
        click.echo(rows.write(queries.select(opened, queries.find("linksets"), {}), "table"), nl=False)


@command.command("remove")
@click.argument("name")
@STORE
def remove(name: str, folder: Path) -> None:
    """Take the linkset NAME out of the store."""
    from gongkai.links import keeping

    keeping.remove(folder, name)
    click.echo(f"{folder}: linkset {name} removed", err=True)
