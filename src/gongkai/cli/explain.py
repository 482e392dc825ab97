"""`gongkai explain`: a fact -> the sentence it was read from, and by which rule."""

import re
from pathlib import Path

import click

from gongkai.cli.options import STORE


@click.command("explain")
@click.argument("fact")
@STORE
def command(fact: str, folder: Path) -> None:
    """Show where FACT (an IRI, or REPORT:START as in `gongkai facts`) comes from.

    \b
    gongkai explain suzhou-2016:9194
    gongkai explain https://w3id.org/gongkai/report/320500/government/2016/observation/9194
    """
    from gongkai import correcting, queries, store
    from gongkai.errors import BadQuery

    with store.open_store(folder) as opened:
        place = re.fullmatch(r"(?P<report>.+):(?P<start>\d+)", fact)
        if place and "//" not in fact:
            found = queries.select(
                opened, queries.find("facts-at"), {"report": place["report"], "start": place["start"]}
            )
            assert isinstance(found, queries.Table)
            iris = [str(row[0]) for row in found.rows]
        else:
            iris = [fact]
        said = {iri: correcting.said_of(opened, iri) for iri in iris}
        tables = [queries.select(opened, queries.find("evidence"), {"fact": iri}) for iri in iris]
    rows = [
        (iri, dict(zip(table.columns, row, strict=True)))
        for iri, table in zip(iris, tables, strict=True)
        if isinstance(table, queries.Table)
        for row in table.rows
    ]
    explained = {iri for iri, _ in rows}
    rows += [(iri, {}) for iri in iris if said[iri] and iri not in explained]  # a figure that a reader rejected
    if not rows:
        raise BadQuery(f"{fact}: no fact starts there; gongkai facts lists them with their starts")
    for iri, cells in rows:
        click.echo(iri)
        for name, cell in cells.items():
            if cell is not None:
                click.echo(f"  {name:9} {' '.join(str(cell).split())}")
        for one in said[iri]:
            told = f"{one['action']} {one['says'] or ''} ({one['who']}, {one['when']}) {one['why'] or ''}"
            click.echo(f"  corrected {' '.join(told.split())}")
